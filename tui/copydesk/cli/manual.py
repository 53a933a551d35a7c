"""The manual page, made from the commands and their parsers, in the language of man(7)."""

from __future__ import annotations

from typing import Final

from copydesk.cli.completion import commands
from copydesk.cli.main import DEFAULT_COMMAND, EXAMPLES

FILES: Final = (
    ("annotations/ID.toml", "the annotations of an article, beside the folder of articles"),
    ("annotations/labels.toml", "the label set, if it is not the default one"),
    ("config.toml", "in the folder copydesk of the platform's configuration: preferences, and keys"),
)
VARIABLES: Final = (
    ("COPYDESK_CONFIG", "the configuration file"),
    ("NO_COLOR", "no colours"),
    ("COPYDESK_DEBUG", "faults of the program's own show where they happened"),
)
STATUSES: Final = (("0", "fine"), ("1", "findings"), ("2", "usage or bad input"), ("130", "interrupted"))


def man_page() -> str:
    """The page, for `man -l`."""
    lines = [
        '.TH COPYDESK 1 "" "" "User Commands"',
        ".SH NAME",
        "copydesk \\- read articles side by side in a terminal, and annotate them",
        ".SH SYNOPSIS",
        ".B copydesk",
        ".RI [ COMMAND ]",
        ".RI [ PATH ]...",
        ".SH DESCRIPTION",
        "Names and quotations in the articles are lit up; a key tags a passage. The tags are kept as TOML files, and",
        "leave as training data. Inside the program ? lists the keys.",
        f"Without a command, {DEFAULT_COMMAND} is meant.",
        ".SH COMMANDS",
    ]
    for name, (summary, options) in commands().items():
        lines += [f".SS {_escaped(name)}", _sentence(summary)]
        for option in options:
            if "-h" in option.flags:
                continue
            shown = ", ".join(f"\\fB{_escaped(flag)}\\fR" for flag in option.flags)
            value = f"\\fI{_escaped(option.value)}\\fR" if option.value else ""
            lines += [".TP", " ".join(filter(None, (shown, value))), _sentence(option.help)]
    lines += [".SH EXAMPLES", ".nf", *map(_escaped, EXAMPLES.splitlines()[1:]), ".fi"]
    for title, rows in (("FILES", FILES), ("ENVIRONMENT", VARIABLES), ("EXIT STATUS", STATUSES)):
        lines.append(f".SH {title}")
        for name, text in rows:
            lines += [".TP", f"\\fB{_escaped(name)}\\fR", _sentence(text)]
    return "\n".join([*lines, ""])


def _sentence(text: str) -> str:
    text = _escaped(" ".join(text.split()))
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _escaped(text: str) -> str:
    """Text in which nothing is a request: backslashes, hyphens, and dots and apostrophes that begin a line."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text[:1] in (".", "'") else text
