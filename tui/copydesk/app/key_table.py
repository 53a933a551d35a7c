"""The key table of the docs, made from the table of commands."""

from __future__ import annotations

from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.app.commands import COMMANDS, GROUPS, key_names

_HEAD = """\
# Keys

Every key can be remapped in the configuration, by the name in the last column:

    [keys]
    accept = ["a", "enter"]
    page_down = "space"
    redo = "none"

The file is `copydesk/config.toml` in your platform's configuration folder, or the one that `COPYDESK_CONFIG` names.
Inside the program `?` lists the keys in force, and `:` finds any command by its name.
"""

_LABELS = """\
## Labels

A label's key gives it to the selection, else to the proposal or annotation under the cursor, else to the word there;
after a proposal the cursor hops on. These are the labels while there is no `annotations/labels.toml`:
"""

_MOUSE = """\
## Mouse

Click to move the cursor, drag to select, double click a word, triple click a sentence, turn the wheel to scroll.
"""


def markdown() -> str:
    """The whole page, in Markdown."""
    parts = [_HEAD]
    for group in GROUPS:
        rows = [
            f"| {_code(key_names(command.keys)) if command.keys else ''} | {command.help} | `{command.id}` |"
            for command in COMMANDS
            if command.group == group
        ]
        parts.append("\n".join([f"## {group}\n", "| keys | what it does | name |", "|---|---|---|", *rows, ""]))
    rows = [
        f"| {_code(label.key) if label.key else '`t` and its name'} | `{label.name}` | {label.description} |"
        for label in DEFAULT_LABELS
    ]
    parts += ["\n".join([_LABELS, "| key | label | meaning |", "|---|---|---|", *rows, ""]), _MOUSE]
    return "\n".join(parts)


def _code(keys: str) -> str:
    """Keys as code, safe inside a table."""
    return " ".join(f"`{key}`" for key in keys.split()).replace("|", "\\|")
