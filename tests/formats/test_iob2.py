"""IOB2 columns: read back, and what has no place in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.formats.articles import annotated_articles, article, span, write

from copydesk.annotation.span import Relation
from copydesk.errors import InputError
from copydesk.formats.format import ExportArticle

TEXT = "Ana Ruiz left.\r\nShe said: “We go. Now.” Then Bob's team won."


def sentences(data: bytes) -> list[list[tuple[str, str]]]:
    """The sentences of all articles, as a reader splits them."""
    blocks = [block.split("\n") for block in data.decode().split("\n\n") if block.strip("\n")]
    pairs = [[(line.split()[0], line.split()[-1]) for line in block if line] for block in blocks]
    return [block for block in pairs if block[0][0] != "-DOCSTART-"]


def entities(pairs: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Label and tokens of each span; a tag that IOB2 forbids fails."""
    found: list[tuple[str, list[str]]] = []
    before = "O"
    for token, tag in pairs:
        if tag.startswith("B-"):
            found.append((tag[2:], [token]))
        elif tag.startswith("I-"):
            assert before[2:] == tag[2:]
            found[-1][1].append(token)
        else:
            assert tag == "O"
        before = tag
    return found


def test_tokens_tags_sentences_and_articles() -> None:
    made = article(TEXT, span(TEXT, "Ana Ruiz"), span(TEXT, "Bob"))
    data, records, report = write("iob2", made, article("Hi!", name="b"))
    assert data.decode() == (
        "-DOCSTART- -X- O O\n\n"
        "Ana B-PERSON\nRuiz I-PERSON\nleft O\n. O\n\n"
        "She O\nsaid O\n: O\n“ O\nWe O\ngo O\n. O\n\n"
        "Now O\n. O\n” O\n\n"
        "Then O\nBob B-PERSON\n's O\nteam O\nwon O\n. O\n\n"
        "-DOCSTART- -X- O O\n\n"
        "Hi O\n! O\n\n"
    )
    assert (records, report.spans) == ([], 2)


def test_a_sentence_is_never_cut_inside_a_span() -> None:
    data, _, _ = write("iob2", article(TEXT, span(TEXT, "“We go. Now.”", "QUOTE"), span(TEXT, "left.\r\nShe", "ODD")))
    assert [entities(each) for each in sentences(data)] == [
        [("ODD", ["left", ".", "She"]), ("QUOTE", ["“", "We", "go", ".", "Now", ".", "”"])],
        [],
    ]


def test_spans_that_touch_stay_two() -> None:
    data, _, _ = write("iob2", article(TEXT, span(TEXT, "Ana"), span(TEXT, "Ruiz")))
    assert entities(sentences(data)[0]) == [("PERSON", ["Ana"]), ("PERSON", ["Ruiz"])]


def test_what_has_no_place_is_reported() -> None:
    pieces = span(TEXT, "We go. Now", "QUOTE", id="parts")
    pieces = type(pieces)(
        id="parts", label="QUOTE", start=27, end=37, fragments=((27, 29), (34, 37)), attrs={"kind": "direct"}
    )
    made = article(
        TEXT,
        pieces,
        span(TEXT, "Ana", id="p", attrs={"sex": "f"}),
        span(TEXT, "Ruiz ", id="w"),
        span(TEXT, "team", id="n", status="rejected"),
        relations=[Relation(id="r", type="speaker", head="parts", tail="p")],
        labels={"topic": "sport"},
    )
    _, records, report = write("iob2", made, rejected=True)
    assert sorted((record.annotation, record.reason, record.action) for record in records) == [
        ("", "labels", "omitted"),
        ("n", "rejected", "omitted"),
        ("p", "attributes", "stripped"),
        ("parts", "discontinuous", "omitted"),
        ("r", "relation", "omitted"),
        ("w", "white-space", "trimmed"),
    ]
    assert report.refusals == []


def test_overlapping_spans_are_refused_unless_a_policy_is_chosen() -> None:
    made = article(TEXT, span(TEXT, "Ana Ruiz"), span(TEXT, "Ruiz"))
    assert len(write("iob2", made)[2].refusals) == 2
    data, records, report = write("iob2", made, overlap="longest")
    assert report.refusals == []
    assert [record.action for record in records] == ["omitted"]
    assert entities(sentences(data)[0]) == [("PERSON", ["Ana", "Ruiz"])]


def test_a_label_that_cannot_stand_in_a_column_is_refused() -> None:
    with pytest.raises(InputError, match="cannot stand in a column"):
        write("iob2", article(TEXT, span(TEXT, "Ana", "A PERSON")))


@given(annotated_articles())
def test_every_span_is_read_back_or_reported(made: ExportArticle) -> None:
    data, records, _ = write("iob2", made, overlap="longest")
    text = made.document.text
    omitted = {record.annotation for record in records if record.action == "omitted"}
    expected = [
        (each.label, "".join(text[each.start : each.end].split()))
        for each in made.snapshot.spans
        if each.id not in omitted
    ]
    found = [(label, "".join(tokens)) for each in sentences(data) for label, tokens in entities(each)]
    assert found == expected
    assert "".join(token for each in sentences(data) for token, _ in each) == "".join(text.split())
