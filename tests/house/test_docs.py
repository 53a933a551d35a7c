"""What the docs say agrees with the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from copydesk.app.keys.commands import COMMANDS, Command
from copydesk.app.keys.key_table import markdown
from copydesk.formats.capabilities import markdown_table
from copydesk.formats.registry import all_formats

ROOT = Path(__file__).parents[2]


def test_the_key_page_is_made_from_the_table_of_commands() -> None:
    page = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    assert page == markdown(), "make docs writes it anew"


def test_the_table_of_formats_is_made_from_what_they_declare() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert markdown_table(all_formats()) in page, "make docs writes it anew"


@pytest.mark.parametrize("command", COMMANDS, ids=[command.id for command in COMMANDS])
def test_every_command_is_explained_in_a_sentence(command: Command) -> None:
    assert command.help[0].isupper()
    assert command.help.endswith(".")


def test_the_readme_links_only_to_files_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", readme)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
