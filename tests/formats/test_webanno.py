"""WebAnno TSV: offsets in UTF-16, stacked and numbered annotations, relations, escapes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.formats.articles import article, span, write_folder
from tests.formats.nasty import NASTY, accepted, continuous
from tests.formats.test_conllu import trimmed

from copydesk.annotation.span import Relation
from copydesk.formats.format import ExportArticle
from copydesk.formats.utf16 import Utf16

WHOLE = continuous(accepted(NASTY))
_PART = re.compile(r"((?:\\.|[^\\\[|])*)(?:\[(\d+)\])?(?:\||$)")


def written(folder: Path, made: ExportArticle) -> str:
    write_folder("webanno", folder, made)
    return (folder / f"{made.id}.tsv").read_bytes().decode()


def rows_of(source: str) -> list[list[str]]:
    return [line.split("\t") for line in source.split("\n") if line and not line.startswith("#")]


def spans_of(made: ExportArticle, source: str) -> list[tuple[str, int, int, str]]:
    """The spans that the rows say, in code points of the article."""
    text = made.document.text
    units = Utf16(text)
    found: dict[str, tuple[str, int, int]] = {}
    for address, place, _, cell, *_ in rows_of(source):
        start, end = (units.point(int(edge)) for edge in place.split("-"))
        assert start is not None
        assert end is not None
        if cell == "_":
            continue
        for match in _PART.finditer(cell):
            if match[0]:
                handle = match[2] or address
                label = re.sub(r"\\(->|.)", r"\1", match[1])
                found[handle] = (label, found[handle][1] if handle in found else start, end)
    return sorted((label, start, end, text[start:end]) for label, start, end in found.values())


@pytest.mark.parametrize("made", WHOLE, ids=lambda made: made.id)
def test_the_spans_of_every_nasty_article_come_back(made: ExportArticle, tmp_path: Path) -> None:
    source = written(tmp_path, made)
    assert spans_of(made, source) == trimmed(made)
    assert source.startswith("#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|label\n")
    assert all(len(row) == 7 for row in rows_of(source))


@pytest.mark.parametrize("made", WHOLE, ids=lambda made: made.id)
def test_a_published_reader_finds_the_same_offsets(made: ExportArticle, tmp_path: Path) -> None:
    reader: Any = pytest.importorskip("web_anno_tsv")
    source = written(tmp_path, made)
    if re.search(r"\\", source) or not rows_of(source):
        pytest.skip("this reader undoes no escapes, and takes no file without sentences")
    # It looks for the label in the column after that of an identifier.
    lines = [re.sub(r"^([^#\t]+\t[^\t]+\t[^\t]*)\t", r"\1\t_\t", line) for line in source.split("\n")]
    (tmp_path / "a.tsv").write_text("\n".join(lines).rstrip("\n") + "\n", encoding="utf-8")
    found = []
    starts = iter(rows_of(source))
    units = Utf16(made.document.text)
    with reader.open_web_anno_tsv(str(tmp_path / "a.tsv")) as sentences:
        for sentence in sentences:
            first = units.point(int(next(starts)[1].partition("-")[0]))
            assert first is not None
            for _ in sentence.tokens[1:]:
                next(starts)
            found += [(each.label, first + each.start, first + each.stop, each.text) for each in sentence.annotations]
    assert sorted(found) == trimmed(made)


def test_a_relation_stands_where_it_leads_with_the_numbers_of_its_ends(tmp_path: Path) -> None:
    text = "“No, no,” said Ana. “Yes,” Bo said."
    spans = [
        span(text, "“No, no,”", "QUOTE", id="q"),
        span(text, "Ana", id="p"),
        span(text, "Yes", "QUOTE", id="y"),
        span(text, "Bo", id="b"),
    ]
    made = article(
        text,
        *spans,
        relations=[
            Relation(id="r", type="speaker", head="q", tail="p"),
            Relation(id="s", type="a_b", head="y", tail="b"),
            Relation(id="t", type="other", head="p", tail="b"),
        ],
    )
    rows = {row[2]: row[3:6] for row in rows_of(written(tmp_path, made))}
    assert rows["Ana"] == ["PERSON", "speaker", "1-1[1_0]"]
    assert rows["Bo"] == ["PERSON", "a\\_b|other", "2-2|1-8"]


def test_words_and_labels_are_escaped(tmp_path: Path) -> None:
    text = "a\\b c\x07d\x0be [x] _y_\r\nnext"
    made = article(text, span(text, "a\\b", "A_B[*]"), span(text, "[x]\x20_y_\r\nnext", "X->Y"))
    source = written(tmp_path, made)
    assert "#Text=a\\\\b c\\\x07d\x0be [x] _y_\\r\n#Text=next\n" in source
    assert "A\\_B\\[\\*\\][1]" in source
    assert "X\\->Y[2]" in source


def test_what_does_not_fit_is_reported(tmp_path: Path) -> None:
    records, report = write_folder("webanno", tmp_path, *NASTY)
    told = {(each.article, each.reason, each.action) for each in records}
    assert told == {
        ("pieces", "discontinuous", "omitted"),
        ("pieces", "relation", "omitted"),
        ("plain", "attributes", "stripped"),
        ("quotes", "attributes", "stripped"),
        ("decided", "attributes", "stripped"),
        ("decided", "note", "stripped"),
        ("decided", "labels", "omitted"),
        ("blank", "white-space", "trimmed"),
        ("blank", "white-space", "omitted"),
    }
    assert report.spans == sum(len(trimmed(made)) for made in WHOLE)
