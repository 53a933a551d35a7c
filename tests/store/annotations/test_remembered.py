"""What an annotator decided is read from the annotation files, the latest first, whoever wrote them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotation.decision import Decision
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span
from copydesk.store.annotations import remembered
from copydesk.store.annotations.remembered import decisions_in, entries, folders_of, latest
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.store.corpus.corpus import Corpus
from copydesk.text.document import Document

TEXT = "Orlen bought a mill in Tarvos. “We are glad,” said Mira Dolen\nof “Orlen\\n”, [annotation.x] in Tarvos."


def span(words: str, label: str, **facts: object) -> Span:
    start = TEXT.index(words)
    return Span(label=label, start=start, end=start + len(words), **facts)  # type: ignore[arg-type]


SPANS = (
    span("Orlen", "ORG", by="ana"),
    span("Tarvos", "GPE"),
    span("mill", "ORG", status="rejected", source="names@1", score=0.7, by="ana"),
    span("Mira Dolen", "PERSON", by="ben"),
    span("Dolen\nof “Orlen\\n”", "EVENT", by="ana", note='a "note"\n[annotation.y]\nlabel = "x"'),
    span("said", "CUE", by="ana"),
    span("“We are glad,”", "QUOTE", by="ana", attrs={"kind": "direct"}),
    span("Orlen bought a mill", "ORG", by="ana", fragments=((0, 5), (15, 19))),
    span("[annotation.x]", "ORG", by="ana"),
)
ANA = [
    Decision("Orlen", "ORG", accepted=True),
    Decision("mill", "ORG", accepted=False),
    Decision("Tarvos", "GPE", accepted=True),
    Decision("Dolen\nof “Orlen\\n”", "EVENT", accepted=True),
    Decision("[annotation.x]", "ORG", accepted=True),
]


def render(*spans: Span) -> str:
    return render_annotation_file(Snapshot(spans=spans), Document.from_text(TEXT), "../articles/a.txt")


def write(path: Path, content: str | bytes, changed: int = 1000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    os.utime(path, (changed, changed))
    return path


def test_the_annotators_own_decisions_on_names_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", render(*SPANS))
    assert decisions_in(path, "ana") == ANA
    assert decisions_in(path, "ben") == [
        Decision("Tarvos", "GPE", accepted=True),
        Decision("Mira Dolen", "PERSON", accepted=True),
    ]
    assert decisions_in(path, "") == [Decision("Tarvos", "GPE", accepted=True)]


def test_a_file_that_another_program_wrote_says_the_same(tmp_path: Path) -> None:
    ours = render(*SPANS)
    theirs = ours.replace(' = "', '  =  "').replace("\n[annotation", "\n# a comment\n  [ annotation")
    assert theirs != ours
    for content in (theirs, ours.replace("\n", "\r\n"), f"\ufeff{ours}"):
        assert decisions_in(write(tmp_path / "a.toml", content), "ana") == ANA


def test_our_own_writing_is_read_without_parsing_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.toml", render(*SPANS))
    monkeypatch.setattr(remembered, "parse_annotation_file", None)
    assert decisions_in(path, "ana") == ANA


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(TEXT) - 1),
            st.integers(1, 20),
            st.sampled_from(("ORG", "own label", 'a"b\\')),
            st.sampled_from(("accepted", "rejected")),
            st.sampled_from(("", "ana", "b\\n")),
            st.sampled_from((None, 0.5)),
            st.text(max_size=20).filter(lambda note: "'''" not in note),
        ),
        max_size=5,
    )
)
def test_both_ways_of_reading_agree(
    chosen: list[tuple[int, int, str, str, str, float | None, str]],
) -> None:
    spans = [
        Span(label=label, start=at, end=min(len(TEXT), at + size), status=status, by=by, score=score, note=note)  # type: ignore[arg-type]
        for at, size, label, status, by, score, note in chosen
    ]
    content = render_annotation_file(Snapshot(spans=tuple(spans)), Document.from_text(TEXT), "a.txt")
    for annotator in ("", "ana"):
        quickly = remembered._quickly(content, annotator)
        assert quickly == remembered._carefully(content.encode(), Path("a.toml"), annotator)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"no toml", b'format = "copydesk/2"\n', b'format = "copydesk/1"\n[annotation.x]\n'],
    ids=["empty", "not UTF-8", "not TOML", "a newer format", "an annotation without anything"],
)
def test_a_file_that_cannot_be_used_is_passed_over(tmp_path: Path, content: bytes) -> None:
    assert decisions_in(write(tmp_path / "a.toml", content), "ana") == []


def test_our_own_writing_with_an_impossible_escape_is_passed_over(tmp_path: Path) -> None:
    content = render(*SPANS).replace('exact = "Orlen"', r'exact = "Orl\qen"')
    assert r"\q" in content
    assert decisions_in(write(tmp_path / "a.toml", content), "ana") == []


def test_a_file_of_nothing_but_blank_lines_takes_no_time(tmp_path: Path) -> None:
    assert (
        decisions_in(write(tmp_path / "a.toml", 'format = "copydesk/1"' + "\n" * (remembered.LARGEST - 100)), "") == []
    )


def test_a_file_that_is_gone_is_passed_over(tmp_path: Path) -> None:
    assert decisions_in(tmp_path / "a.toml", "ana") == []
    assert decisions_in(tmp_path, "ana") == []


def test_a_very_long_file_of_another_program_is_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "LARGEST_PARSED", 100)
    path = write(tmp_path / "a.toml", render(*SPANS).replace(' = "', '  =  "'))
    assert decisions_in(path, "ana") == []
    assert decisions_in(write(path, render(*SPANS)), "ana") == ANA


def test_the_files_that_were_changed_last_come_first(tmp_path: Path) -> None:
    for name, changed in (("a", 3000), ("deep/er/b", 5000), ("c", 4000), ("old", 1000)):
        write(tmp_path / f"{name}.toml", "x", changed)
    paths = latest(entries([str(tmp_path)]), files=3)
    assert paths == [tmp_path / "deep/er/b.toml", tmp_path / "c.toml", tmp_path / "a.toml"]


def test_only_so_many_bytes_are_read(tmp_path: Path) -> None:
    for name, size, changed in (("a", 60, 4), ("b", 60, 3), ("c", 30, 2), ("d", 30, 1)):
        write(tmp_path / f"{name}.toml", "x" * size, changed)
    assert latest(entries([str(tmp_path)]), size=100) == [tmp_path / "a.toml", tmp_path / "c.toml"]


def test_a_single_very_large_file_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "LARGEST", 50)
    write(tmp_path / "a.toml", "x" * 51)
    write(tmp_path / "b.toml", "x" * 50)
    assert latest(entries([str(tmp_path)])) == [tmp_path / "b.toml"]


def test_what_is_no_annotation_file_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "annotations"
    write(folder / "a.toml", "x")
    write(folder / "labels.toml", "x")
    write(folder / "notes.txt", "x")
    write(folder / ".hidden.toml", "x")
    write(folder / ".git" / "b.toml", "x")
    (folder / "folder.toml").mkdir()
    (folder / "link.toml").symlink_to(folder / "a.toml")
    (folder / "round").symlink_to(folder)
    os.mkfifo(folder / "pipe.toml")
    assert latest(entries([str(folder), str(tmp_path / "nowhere")])) == [folder / "a.toml"]


def test_only_the_annotators_own_folder_is_looked_at(tmp_path: Path) -> None:
    for name in ("a", "sub/b"):
        write(tmp_path / "articles" / f"{name}.txt", "Text.")
    for annotator, folder in (("", tmp_path / "annotations"), ("ana", tmp_path / "annotations" / "ana")):
        corpus = Corpus.open([tmp_path / "articles"], annotator=annotator)
        folders = folders_of(corpus.articles)
        assert [Path(each) for each in folders] == [folder]
        for article in corpus:
            write(article.annotation_path, "x")
        assert set(latest(entries(folders))) >= {article.annotation_path for article in corpus}
