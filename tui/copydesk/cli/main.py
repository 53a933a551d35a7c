"""The command line: which command is meant, and how whatever it meets is told to a person."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from copydesk.cli import console
from copydesk.cli.exit_code import ExitCode
from copydesk.errors import CopydeskError

if TYPE_CHECKING:
    import argparse

MODULES: Final = {
    "read": "read",
    "show": "show",
    "detect": "detect",
    "export": "export",
    "import": "import_command",
    "check": "check",
    "search": "search",
    "stats": "stats",
    "serve": "serve",
    "completion": "completion",
}
"""The module of each command in this package, in the order of the help; `import` cannot be the name of one."""

COMMANDS: Final = tuple(MODULES)
"""Every command."""

DEFAULT_COMMAND: Final = "read"
"""Meant where the first argument names no command."""

DEBUG_VARIABLE: Final = "COPYDESK_DEBUG"
"""With this in the environment, an error of the program's own shows its traceback."""

USAGE: Final = """\
usage: copydesk [PATH]...
       copydesk COMMAND [ARGUMENT]...
       copydesk COMMAND --help
       copydesk --version"""

EXAMPLES: Final = """\
examples:
  copydesk seeds/                              read the articles of a folder side by side
  copydesk one.txt two.txt -a my-annotations   keep the annotations in a folder of your choice
  copydesk ./detect                            open a file that is named like a command
  cat article.txt | copydesk -                 read standard input
  copydesk show seeds | less                   print articles with their tags
  copydesk search "take sides" seeds           find words, each hit with its context
  copydesk stats seeds                         count them
  copydesk export seeds --to jsonl -o -        write the annotations as JSON Lines"""


class Command(Protocol):
    """What the module of a command exports."""

    NAME: str
    """What a person types."""

    SUMMARY: str
    """One line for the list of commands: a verb first, lower case, no full stop."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's arguments."""

    def run(self, arguments: argparse.Namespace) -> ExitCode:
        """Do it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit status; nothing that goes wrong leaves as an exception.

    Args:
        argv: The arguments without the program's name; those of the process where it is None.
    """
    _open_output()
    try:
        code = _dispatch(sys.argv[1:] if argv is None else list(argv))
        # What is still in the buffer must be written while its failure can be told.
        sys.stdout.flush()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else ExitCode.USAGE
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return ExitCode.FINE
    except CopydeskError as error:
        console.warn(str(error))
        return ExitCode.USAGE
    except OSError as error:
        console.warn(_describe(error))
        _discard_output()
        return ExitCode.USAGE
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        console.warn(f"a fault of the program's own: {type(error).__name__}: {error}")
        console.say(f"Set {DEBUG_VARIABLE}=1 and run it again to see where; nothing that was saved is lost.")
        return ExitCode.USAGE
    return code


def load(name: str) -> Command:
    """Import the module of one command."""
    return cast("Command", import_module(f"copydesk.cli.{MODULES[name]}"))


def _dispatch(arguments: list[str]) -> ExitCode:
    """Find the command that is meant, read its arguments and run it."""
    first = arguments[0] if arguments else ""
    if first == "--version":
        from copydesk.version import __version__

        print(f"copydesk {__version__}")
        return ExitCode.FINE
    if first in {"-h", "--help"}:
        print(overview())
        return ExitCode.FINE
    if first in COMMANDS:
        return _run(first, arguments[1:])
    return _run(DEFAULT_COMMAND, arguments)


def overview() -> str:
    """The help of the program as a whole: usage, commands, examples, exit statuses."""
    width = max(map(len, COMMANDS))
    commands = "\n".join(f"  {name:{width}}  {load(name).SUMMARY}" for name in COMMANDS)
    return f"""\
{USAGE}

Read articles side by side in the terminal, tag passages with a key, and export them as training data.

commands:
{commands}

{EXAMPLES}

Exit status: 0 fine, 1 findings, 2 usage or bad input, 130 interrupted."""


def _run(name: str, arguments: list[str]) -> ExitCode:
    """Run one command with the arguments after its name."""
    from copydesk.cli.parsers import parser_of

    command = load(name)
    return command.run(parser_of(command).parse_intermixed_args(_without_dashes(arguments)))


def _without_dashes(arguments: list[str]) -> list[str]:
    """The arguments without `--`; the paths after it that look like options are written so that they do not.

    argparse forgets `--` where positional arguments and options are mixed, and its versions differ about it.
    """
    if "--" not in arguments:
        return arguments
    at = arguments.index("--")
    paths = arguments[at + 1 :]
    return arguments[:at] + [f"./{path}" if path.startswith("-") and path != "-" else path for path in paths]


def _describe(error: OSError) -> str:
    """What the system refused, and about which file."""
    problem = error.strerror or type(error).__name__
    return f"{os.fsdecode(error.filename)}: {problem}" if isinstance(error.filename, (str, bytes)) else problem


def _open_output() -> None:
    """Where the program was started without a standard output, have one that refuses what is written to it.

    Its descriptor is then no file of the program's own, into which something else might write.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")


def _discard_output() -> None:
    """Point standard output at nothing: what is left in its buffer cannot be written, also not at exit."""
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, sys.stdout.fileno())
        os.close(sink)
    except (OSError, ValueError):
        # Not a file of the system's (a test's buffer): nothing will be flushed into a closed pipe.
        return
