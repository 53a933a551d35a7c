"""Whatever a file says, its reader gives a value or names what is wrong with it; and what was read can be written."""

from __future__ import annotations

import os
import re
import tomllib
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fuzz.mutator import COUNT, corpus, mutants

from copydesk.annotation.snapshot import Snapshot
from copydesk.errors import CopydeskError, InputError
from copydesk.store.annotations.annotation_file import AnnotationFile
from copydesk.store.annotations.reader import parse_annotation_file, read_annotation_file
from copydesk.store.annotations.reanchoring import reanchor
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.corpus.natural_order import natural_keys
from copydesk.store.labels.label_file import read_label_file, render_label_file
from copydesk.store.personal.config import Config
from copydesk.store.toml import input as toml_input
from copydesk.store.toml.input import DEEPEST, TomlInput
from copydesk.store.toml.repeated_tables import take_out_repeated
from copydesk.store.work.journal_content import JournalContent, base_line, parse_journal, salvage
from copydesk.store.work.recovery import recover
from copydesk.text.document import Document

Reader = Callable[[bytes, Path], bool]
"""Reads bytes as a file of some name; whether they said something that can be used."""

KEPT = ("spans", "orphans", "status")
"""What of a snapshot, relations aside, a journal begins with."""
LONGEST_MESSAGE = 700
LONGEST_TEXT = 5000
"""Code points of a text that is made up so that annotations can be written again."""


def read_annotations(content: bytes, folder: Path) -> bool:
    path = folder / "a.toml"
    try:
        file = parse_annotation_file(content, path)
    except InputError as error:
        prove_complaint(error, path, content)
        return False
    assert all(span.end <= file.length for span in file.snapshot.spans)
    for problem in file.problems:
        prove_complaint(problem, path, content)
        assert problem.remedy
    prove_that_nothing_is_missing(content, file)
    if 0 <= file.length <= LONGEST_TEXT:
        document = Document.from_text("x" * file.length)
        written = render_annotation_file(file.snapshot, document, file.path)
        again = parse_annotation_file(written.encode(), path)
        assert again.snapshot == file.snapshot or "nan" in written
        assert render_annotation_file(again.snapshot, document, file.path) == written
        line = base_line(replace(file.snapshot, relations=()), file.sha256, file.length, 1, path)
        journal = parse_journal(line)
        assert journal is not None
        assert repr(journal.base) == repr(Snapshot(**{name: getattr(file.snapshot, name) for name in KEPT}))
    return True


def prove_that_nothing_is_missing(content: bytes, file: AnnotationFile) -> None:
    """Every annotation and relation of the file is there, as what it is, as an orphan, or set aside."""
    kept = file.snapshot
    there = {"annotation": {span.id for span in kept.spans} | {orphan.id for orphan in kept.orphans}}
    there["relation"] = {relation.id for relation in kept.relations}
    for each in kept.aside:
        assert each.id not in there[each.kind]
        there[each.kind].add(each.id)
    source, repeated = take_out_repeated(content.decode("utf-8-sig"))
    data = tomllib.loads(source)
    for kind, ids in there.items():
        assert len(ids) == len(data.get(kind, {})) + sum(each.kind == kind for each in repeated)
        assert ids >= data.get(kind, {}).keys()
    aside = {(each.kind, each.id): each.data for each in kept.aside}
    assert all(repr(each) == repr(data[kind][id]) for (kind, id), each in aside.items() if id in data[kind])
    assert len(file.problems) >= max(len(kept.aside), len(repeated))


def read_labels(content: bytes, folder: Path) -> bool:
    path = folder / "labels.toml"
    path.write_bytes(content)
    try:
        file = read_label_file(path)
    except InputError as error:
        prove_complaint(error, path, content)
        return False
    written = render_label_file(file)
    path.write_bytes(written.encode())
    again = read_label_file(path)
    assert again == file or "nan" in written
    assert render_label_file(again) == written
    return True


def read_config(content: bytes, folder: Path) -> bool:
    path = folder / "config.toml"
    path.write_bytes(content)
    try:
        config = Config.load(path)
    except InputError as error:
        prove_complaint(error, path, content)
        return False
    assert len("".join(config.warnings)) < 100 * LONGEST_MESSAGE
    articles = folder / "articles"
    articles.mkdir(exist_ok=True)
    (articles / "a.txt").touch()
    before = sorted(folder.rglob("*"))
    try:
        Corpus.open([articles], config.annotations, config.annotator)
    except CopydeskError as error:
        assert error.problem  # noqa: PT017
    assert sorted(folder.rglob("*")) == before
    return True


def read_journal(content: bytes, folder: Path) -> bool:
    document = Document.from_text("Ana Ruiz said: “We will rebuild.”\n“Soon,” she added.\n")
    journal = parse_journal(content)
    file = Snapshot()
    salvaged = salvage(content, "", file)
    for known in (journal, None):
        found = recover(known, salvaged, file, "", document, lambda made: reanchor(made, document, lambda: None))
        assert isinstance(found.snapshot, Snapshot)
    assert journal is None or isinstance(journal, JournalContent)
    return journal is not None


def read_text(content: bytes, folder: Path) -> bool:
    path = folder / "a.txt"
    path.write_bytes(content)
    (article,) = Corpus.open([path]).articles
    try:
        document = article.read()
    except InputError as error:
        assert error.path == path  # noqa: PT017
        assert b"\0" in content
        return False
    body = content.removeprefix(b"\xef\xbb\xbf")
    if document.damaged is None:
        assert document.text.encode() == body
    else:
        assert body.decode("utf-8", "replace") == document.text
        content[: document.damaged].decode()
        with pytest.raises(UnicodeDecodeError):
            content[: document.damaged + 4].decode()
    return True


def prove_complaint(error: InputError, path: Path, content: bytes) -> None:
    """It names the file, a line that is there, and is short enough to be read."""
    assert error.path == path
    assert error.problem
    assert error.line is None or 1 <= error.line <= content.count(b"\n") + 1
    assert len(str(error)) - len(str(path)) < LONGEST_MESSAGE


READERS: dict[str, Reader] = {
    "annotations": read_annotations,
    "labels": read_labels,
    "configs": read_config,
    "journals": read_journal,
    "texts": read_text,
}
SHARES = {"annotations": 0.35, "labels": 0.15, "configs": 0.1, "journals": 0.2, "texts": 0.2}


@pytest.mark.parametrize("kind", READERS)
def test_each_file_of_the_corpus_is_read_or_named(kind: str, tmp_path: Path) -> None:
    usable = {}
    for path in corpus(kind):
        try:
            usable[path.stem] = READERS[kind](path.read_bytes(), tmp_path)
        except Exception as error:
            raise AssertionError(f"{kind}/{path.name}") from error
    assert usable["plain" if kind == "texts" else "sound"]
    assert not all(usable.values())


@pytest.mark.parametrize("kind", READERS)
def test_whatever_is_done_to_them_they_are_read_or_named(kind: str, tmp_path: Path) -> None:
    count = max(1, int(COUNT * SHARES[kind]))
    usable = 0
    failed: dict[str, tuple[int, bytes]] = {}
    for number, content in enumerate(mutants(kind, count)):
        try:
            usable += READERS[kind](content, tmp_path)
        except Exception as error:  # noqa: BLE001 - each kind of failure is shown once
            failed.setdefault(f"{type(error).__name__}: {error}"[:200], (number, content[:2000]))
    assert not failed, failed
    assert usable
    print(f"{kind}: {count} inputs, {usable} usable")  # noqa: T201 - shown with -s: what a long run did


HUGE = {
    "a key of a megabyte": "k{} = 1\n[document]\n".format("k" * 1_000_000),
    "a header of a megabyte": "[{}]\nx = [0xffffffffffffffffffff]\n".format("k" * 1_000_000),
    "a hundred thousand parts of a key": ".".join("a" * 100_000) + " = 1\n",
    "a hundred thousand parts of a header": "[" + ".".join("a" * 100_000) + "]\n",
    "a hundred thousand parts of a quoted key": ".".join(["'.'"] * 100_000) + " = 1\n",
    "a hundred thousand brackets": "x = " + "[" * 100_000,
    "a hundred thousand braces": "x = " + "{a=" * 100_000,
    "a number of a hundred thousand digits": "x = " + "9" * 100_000,
    "a number of a hundred thousand hex digits": "x = 0x" + "f" * 100_000,
    "an open string of escaped quotes": 'x = "' + "." * 100 + '"""' + '\\"""' * 100_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_what_is_huge_is_refused_in_few_steps(name: str, tmp_path: Path) -> None:
    content = HUGE[name].encode()
    tracemalloc.start()
    try:
        for kind in ("annotations", "labels", "configs"):
            if kind == "configs" and name == "a key of a megabyte":
                continue  # a warning, as below
            assert not READERS[kind](content, tmp_path), kind
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 60 * len(content) + (20 << 20)


def test_a_long_unknown_key_and_many_of_them_are_a_few_short_warnings(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("".join(f"{'k' * 1000}{number} = 1\n" for number in range(2000)))
    warnings = Config.load(path).warnings
    assert len(warnings) == 21
    assert "1980 more" in warnings[-1]
    assert all(len(warning) < len(str(path)) + 100 for warning in warnings)


def test_an_array_of_a_hundred_thousand_elements_is_kept(tmp_path: Path) -> None:
    source = (corpus("annotations")[0].parent / "sound.toml").read_bytes()
    assert read_annotations(source + b"[tool]\nx = [" + b"1," * 100_000 + b"]\n", tmp_path)


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toml_input, "LARGEST", 1 << 20)
    path = tmp_path / "a.toml"
    with path.open("wb") as file:
        file.truncate(1 << 33)
    for read in (read_annotation_file, read_label_file, Config.load):
        with pytest.raises(InputError, match=r"larger than the 1 MiB that are read\. \w+"):
            read(path)


def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    link = tmp_path / "zero.toml"
    link.symlink_to("/dev/zero")
    for path in (pipe, link):
        for read in (read_annotation_file, read_label_file, Config.load):
            with pytest.raises(InputError, match="a pipe or a device"):
                read(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_annotation_file(tmp_path)
    with pytest.raises(InputError, match="no path"):
        TomlInput.read(Path("a\0b"))


def test_tables_are_read_as_deep_as_is_said_and_no_deeper(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    for source in ("{} = 1\n", "[{}]\n"):
        assert TomlInput.parse(source.format(".".join("a" * (DEEPEST - 1))).encode(), path).data
        with pytest.raises(InputError, match="lie in each other") as caught:
            TomlInput.parse(b"\n" + source.format(".".join("a" * (DEEPEST + 2))).encode(), path)
        assert caught.value.line == 2
    assert TomlInput.parse(f"x = {'[' * DEEPEST}{']' * DEEPEST}".encode(), path).data
    with pytest.raises(InputError, match="lie in each other"):
        TomlInput.parse(f"x = {'[' * (DEEPEST + 1)}{']' * (DEEPEST + 1)}".encode(), path)


def test_dots_in_strings_and_comments_are_no_keys(tmp_path: Path) -> None:
    dots = ".".join("a" * 500)
    source = (
        f'"{dots}" = 1\n# {dots}\na = "{dots}" # {dots}\nb = \'{dots}\'\nc = """\n{dots}\n"""\nd = \'\'\'\n{dots}\'\'\''
    )
    assert set(TomlInput.parse(source.encode(), tmp_path).data) == {"a", "b", "c", "d", dots}


@pytest.mark.parametrize("number", ["0x8000000000000000", "-9223372036854775809", "0x" + "f" * 6000])
def test_a_number_of_more_than_64_bits_is_named_with_its_line(number: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="tool x is a number of more than 64 bits") as caught:
        TomlInput.parse(f"a = -9223372036854775808\n[tool]\nx = {number}\n".encode(), tmp_path)
    assert caught.value.line == 3


@pytest.mark.parametrize("score", ["nan", "inf", "-inf", "1e999"])
def test_a_score_that_is_no_number_is_named(score: str, tmp_path: Path) -> None:
    source = (corpus("annotations")[0].parent / "sound.toml").read_text().replace("0.91", score)
    problem, of_its_relation = parse_annotation_file(source.encode(), tmp_path / "a.toml").problems
    assert re.search(r"8h2d4c1b: score is .*no number", problem.problem)
    assert problem.line == 22
    assert "was set aside" in of_its_relation.problem


def test_the_home_of_nobody_in_a_configuration_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('\nannotations = "~nobody-of-that-name/x"\n')
    with pytest.raises(InputError, match="no such home folder") as caught:
        Config.load(path)
    assert caught.value.line == 2


def test_a_name_of_thousands_of_digits_has_its_place_in_the_order() -> None:
    number, letter = natural_keys(["9" * 5000, "a"])
    assert number < letter


def test_a_configuration_named_in_the_home_of_nobody_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_CONFIG", "~nobody-of-that-name/config.toml")
    (warning,) = Config.load().warnings
    assert "nobody-of-that-name" in warning
