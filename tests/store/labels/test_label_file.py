"""The label file: order, keys, and what is wrong with it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from copydesk.annotation.labels import DEFAULT_LABELS, Attribute
from copydesk.errors import InputError
from copydesk.store.labels.label_file import LabelFile, read_label_file, render_label_file, write_label_file

SOURCE = """\
owner = "desk"

[label.QUOTE]
key = "q"
color = "#a0b1c2"
description = "Words \\"said\\"."
examples = ["one", "two"]

[label."Côte d'Azur"]
color = "text-accent"

[relation.speaker]
from = ["QUOTE"]
to = ["PERSON", "ORG"]
symmetric = false

[tool]
x = 1
"""


def written(folder: Path, source: str) -> Path:
    path = folder / "labels.toml"
    path.write_text(source, encoding="utf-8", newline="")
    return path


def test_labels_and_relations_come_in_the_files_order(tmp_path: Path) -> None:
    labels = read_label_file(written(tmp_path, SOURCE)).labels
    assert [(label.name, label.key, label.color) for label in labels] == [
        ("QUOTE", "q", "#a0b1c2"),
        ("Côte d'Azur", "", "text-accent"),
    ]
    relation = labels.relation("speaker")
    assert relation is not None
    assert relation.allows("QUOTE", "ORG")
    assert not relation.allows("QUOTE", "GPE")


def test_what_is_not_known_survives_a_rewrite(tmp_path: Path) -> None:
    file = read_label_file(written(tmp_path, SOURCE))
    assert tomllib.loads(render_label_file(file)) == tomllib.loads(SOURCE)
    assert list(tomllib.loads(render_label_file(file))["label"]) == ["QUOTE", "Côte d'Azur"]


def test_without_a_file_the_default_labels_are_in_force_and_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "annotations" / "labels.toml"
    assert read_label_file(path).labels is DEFAULT_LABELS
    write_label_file(path, LabelFile())
    assert read_label_file(path).labels == DEFAULT_LABELS


@pytest.mark.parametrize(
    ("source", "line", "problem"),
    [
        ('[label.A]\nkey = "1"\n[label.B]\nkey = "1"\n', 4, "'1' is A's key already"),
        ('[label.A]\nkey = "12"\n', 2, "must be one character"),
        ('[label.A]\nkey = "\\n"\n', 2, "can be seen"),
        ("[label.A]\nkey = 1\n", 2, "must be a string"),
        ('[label.A]\n\ncolor = "#12"\n', 3, "#rrggbb"),
        ('[label.A]\ncolor = "rgb(1,2,3)"\n', 2, "#rrggbb"),
        ('[label.A]\n[relation.r]\nfrom = "A"\n', 3, "must be an array of strings"),
        ("[label]\nA = 1\n", 2, "must be a table"),
        ("[relation.r]\n", None, "declares no label"),
        ('[label.A]\nkey = "1\n', 2, "not TOML"),
        ("[label.A]\nattrs = { kind = 3 }\n", 2, "no declaration of an attribute"),
        ('[label.A]\n[label.A.attrs]\nkind = "choice"\n', 3, "no declaration of an attribute"),
        ('[label.A]\n[label.A.attrs]\nkind = ["a", "a"]\n', 3, "cannot be chosen from"),
        ('[label.A]\nexamples = "one"\n', 2, "must be an array of strings"),
        ('[label.A]\n[document]\n\ntopic = ["a", 1]\n', 4, "no declaration of an attribute"),
        ("[label.A]\n[document]\ntopic = true\n", 3, "no declaration of an attribute"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, source: str, line: int | None, problem: str) -> None:
    path = written(tmp_path, source)
    with pytest.raises(InputError) as caught:
        read_label_file(path)
    assert problem in str(caught.value)
    assert (caught.value.path, caught.value.line) == (path, line)


def test_the_attributes_of_a_label_are_declared_with_their_values(tmp_path: Path) -> None:
    path = tmp_path / "labels.toml"
    path.write_text('[label.QUOTE]\nkey = "9"\nattrs = { kind = ["direct", "indirect"] }\n', encoding="utf-8")
    file = read_label_file(path)
    assert file.labels.get("QUOTE").attrs == {"kind": Attribute("choice", ("direct", "indirect"))}
    write_label_file(path, file)
    assert read_label_file(path) == file


def test_flags_texts_examples_and_what_an_article_may_be_are_read_and_written(tmp_path: Path) -> None:
    path = tmp_path / "labels.toml"
    source = (
        '[label.QUOTE]\nexamples = ["“No”"]\nattrs = { ironic = "flag", to = "text", kind = ["a", "b"], open = [] }\n'
        '[document]\ntopic = ["x", "y"]\nopinion = "flag"\n'
    )
    path.write_text(source, encoding="utf-8")
    file = read_label_file(path)
    attrs = file.labels.get("QUOTE").attrs
    assert attrs == {
        "ironic": Attribute("flag"),
        "to": Attribute("text"),
        "kind": Attribute("choice", ("a", "b")),
        "open": Attribute("text"),
    }
    assert file.labels.document == {"topic": Attribute("choice", ("x", "y")), "opinion": Attribute("flag")}
    assert file.labels.get("QUOTE").examples == ("“No”",)
    write_label_file(path, file)
    assert read_label_file(path) == file


def test_a_wrong_declaration_is_told_with_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_label_file(written(tmp_path, "[label.A]\nattrs = { kind = 3 }\n"))
    assert "flag" in (caught.value.remedy or "")
