"""The parsers of the commands, and what their options are: for running them, for shells and for the manual."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from copydesk.cli import console
from copydesk.cli.exit_code import ExitCode

if TYPE_CHECKING:
    from copydesk.cli.main import Command


class Parser(argparse.ArgumentParser):
    """A parser whose complaints go through `console`, so that a hostile argument does nothing."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and end."""
        for line in self.format_usage().splitlines():
            console.say(line)
        console.warn(f"{message}. See {self.prog} --help")
        raise SystemExit(ExitCode.USAGE)


@dataclass(frozen=True, slots=True)
class Option:
    """One argument of a command.

    Attributes:
        flags: How it is written; none for an argument by its place.
        value: What its value is called, or empty for none.
        choices: The values there are, where they are few.
        help: What it does.
    """

    flags: tuple[str, ...]
    value: str
    choices: tuple[str, ...]
    help: str


def parser_of(command: Command) -> Parser:
    """The parser of a command's arguments."""
    parser = Parser(
        prog=f"copydesk {command.NAME}",
        description=f"{command.SUMMARY[:1].upper()}{command.SUMMARY[1:]}.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.add_arguments(parser)
    return parser


def options_of(parser: argparse.ArgumentParser) -> list[Option]:
    """The arguments that a parser declares, in order."""
    found = []
    for action in parser._actions:  # noqa: SLF001 - argparse has no other list of them
        if action.help is argparse.SUPPRESS:
            continue
        choices = tuple(map(str, action.choices or ()))
        named = action.metavar if isinstance(action.metavar, str) else " ".join(action.metavar or ())
        value = (
            "" if action.nargs == 0 else named or ("{" + ",".join(choices) + "}" if choices else action.dest.upper())
        )
        found.append(Option(tuple(action.option_strings), value, choices, (action.help or "").replace("%%", "%")))
    return found
