"""Gold articles: the markup, and what is committed in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from gold.markup import KINDS, Gold, Mark, main, parse, read_article, read_gold, record, render
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.errors import InputError
from copydesk.text.graphemes import snap, trim

GOLD = Path(__file__).parents[2] / "benchmarks" / "gold"
ARTICLES = sorted(GOLD.glob("*/*.txt"))
PAIRS = {"“": "”", "‘": "’", '"': '"', "'": "'"}

PIECES = (
    "Anna",
    " ",
    "\n",
    "said",
    "“No,”",
    "[",
    "]",
    "\\",
    ":",
    "q1",
    "[PERSON:x]",
    "e\u0301",
    "👩\u200d👧",
    "\r\n",
    ".",
)
ENTITIES = ("PERSON", "ORG", "GPE", "LOC", "DATE", "EVENT")


@st.composite
def golds(draw: st.DrawFn) -> Gold:
    """Any text, with marks that nest; every quotation with an id has a speaker or a cue."""
    text = draw(st.lists(st.sampled_from(PIECES) | st.characters(), max_size=30).map("".join))
    edge = st.integers(0, len(text))
    kept: list[tuple[int, int]] = []
    for drawn in draw(st.lists(st.tuples(edge, edge), max_size=12)):
        start, end = trim(text, *snap(text, min(drawn), max(drawn)))
        crosses = any(left < start < right < end or start < left < end < right for left, right in kept)
        if start < end and (start, end) not in kept and not crosses:
            kept.append((start, end))
    kept.sort(key=lambda each: (each[0], -each[1]))
    quotations = [place for place in kept if draw(st.booleans())]
    names = {place: f"q{number}" for number, place in enumerate(quotations, 1)}
    tails = {place: draw(st.sampled_from(("PERSON", "SPEAKER", "CUE"))) for place in kept if place not in names}
    told: dict[tuple[int, int], tuple[str, ...]] = dict.fromkeys(tails, ())
    if tails:
        for name in names.values():
            place = draw(st.sampled_from(sorted(tails)))
            told[place] += (name,)
    attributed = {name for each in told.values() for name in each}
    marks = []
    for place in kept:
        if place in names:
            own = (names[place],) if names[place] in attributed else ()
            kinds = st.sampled_from([kind for kind in KINDS if not own or kind != "scare"])
            marks.append(Mark("QUOTE", *place, draw(kinds), own))
            if draw(st.booleans()):
                marks.append(Mark("EVENT", *place))
        elif told[place]:
            marks.append(Mark(tails[place], *place, "", told[place]))
        else:
            marks.append(Mark(draw(st.sampled_from(ENTITIES)), *place))
    return Gold(text, tuple(marks))


@given(golds())
def test_what_is_written_is_read_as_it_was(gold: Gold) -> None:
    assert parse(render(gold)) == gold


@given(st.text())
def test_a_text_without_marks_stays_as_it_is(text: str) -> None:
    assert parse(render(Gold(text, ()))) == Gold(text, ())


@given(st.lists(st.sampled_from([*PIECES, "[QUOTE direct q1:", "[CUE q1:", "\\["]), max_size=20).map("".join))
def test_anything_is_read_or_refused(markup: str) -> None:
    try:
        gold = parse(markup)
    except InputError:
        return
    assert parse(render(gold)) == gold


def test_marks_become_spans_and_ids_become_relations() -> None:
    gold = parse("[QUOTE direct q1:“To [GPE:Oslo]?”] [PERSON q1:Berg] [CUE q1:asked]. [QUOTE direct q1:“Now?”]\n")
    assert gold.text == "“To Oslo?” Berg asked. “Now?”\n"
    article = record(gold, "oslo", "oslo.txt")
    assert [(span["label"], span["text"]) for span in article["spans"]] == [
        ("QUOTE", "“To Oslo?”"),
        ("GPE", "Oslo"),
        ("PERSON", "Berg"),
        ("CUE", "asked"),
        ("QUOTE", "“Now?”"),
    ]
    assert [(each["type"], each["from"], each["to"]) for each in article["relations"]] == [
        ("speaker", "s1", "s3"),
        ("cue", "s1", "s4"),
        ("speaker", "s5", "s3"),
        ("cue", "s5", "s4"),
    ]


def test_brackets_and_backslashes_of_the_text_are_escaped() -> None:
    assert parse(r"him \[Leader [PERSON:Kim]\] \\o/").text == r"him [Leader Kim] \o/"


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ("a [b]", "opens no mark"),
        ("a ] b", "closes no mark"),
        ("[PERSON:Anna", "never closed"),
        (r"a \n b", "escapes nothing"),
        ("a \\", "escapes nothing"),
        ("[NAME:Anna]", "NAME is unknown"),
        ("[QUOTE:“No”]", "of kind ''"),
        ("[QUOTE loud:“No”]", "of kind 'loud'"),
        ("[QUOTE scare q1:“No”] [CUE q1:said]", "too many ids"),
        ("[QUOTE direct q1 q2:“No”] [CUE q1 q2:said]", "too many ids"),
        ("[QUOTE direct x1:“No”] [CUE x1:said]", "x1 is no id"),
        ("[QUOTE direct q1:“No”] [CUE q1 q1:said]", "named twice"),
        ("[QUOTE direct q1:“No”] [DATE q1:Monday]", "cannot be a DATE"),
        ("[QUOTE direct:“No”] [CUE:said]", "without the id"),
        ("[QUOTE direct q1:“No”]", "neither speaker nor cue"),
        ("[CUE q1:said]", "no quotation q1"),
        ("[QUOTE direct q1:“No”] [CUE q1:said], [CUE q1:crying]", "second cue"),
        ("[QUOTE direct q1:“No”] [PERSON q1:Ann] and [PERSON q1:Bo]", "second speaker"),
        ("[PERSON:]", "no words"),
        ("[PERSON:Anna ]", "white space"),
        ("[PERSON:e]\u0301", "cuts a grapheme"),
        ("[PERSON:[PERSON:Anna]]", "marked twice"),
        ("[QUOTE direct q1:“No”] [SPEAKER q1:[PERSON:Anna]]", "marked twice"),
    ],
)
def test_wrong_markup_is_refused_with_its_file_and_line(markup: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        parse(f"A first line.\n{markup}", Path("x.txt"))
    assert str(caught.value).startswith("x.txt:2: ")


def test_marks_that_cross_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="crosses"):
        render(Gold("abcd", (Mark("ORG", 0, 3), Mark("GPE", 1, 4))))


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no article"):
        read_gold(tmp_path)


def test_an_article_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff")
    with pytest.raises(InputError, match="not UTF-8"):
        read_gold(tmp_path)


def test_the_command_writes_one_line_for_each_article(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "b.txt").write_text("[PERSON:Bo]\u2028\n", "utf-8")
    (tmp_path / "a.txt").write_text("Nobody\n", "utf-8")
    assert main([str(tmp_path)]) == 0
    lines = capfdbinary.readouterr().out.removesuffix(b"\n").split(b"\n")
    assert [json.loads(line)["id"] for line in lines] == ["a", "b"]


def test_the_command_says_what_is_wrong_and_writes_nothing(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "a.txt").write_text("]", "utf-8")
    assert main([str(tmp_path)]) == 2
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert b"a.txt:1: a ]" in err


def test_the_tuning_half_is_there() -> None:
    assert len(read_gold(GOLD / "tuning")) >= 12


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_a_committed_article_is_short_and_written_as_the_markup_is(path: Path) -> None:
    gold = read_article(path)
    assert 900 <= len(gold.text) <= 2000
    assert render(gold) == path.read_bytes().decode()
    assert gold.text.endswith("\n")
    assert "\r" not in gold.text


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_spans_and_relations_of_a_committed_article_are_sound(path: Path) -> None:
    article = record(read_article(path), path.stem, path.name)
    text = article["text"]
    by_id = {span["id"]: span for span in article["spans"]}
    assert len(by_id) == len(article["spans"])
    for span in article["spans"]:
        assert span["label"] in DEFAULT_LABELS
        assert text[span["start"] : span["end"]] == span["text"]
        assert snap(text, span["start"], span["end"]) == (span["start"], span["end"])
        assert trim(text, span["start"], span["end"]) == (span["start"], span["end"])
        assert (span["label"] == "QUOTE") == (span.get("attrs", {}).get("kind") in KINDS)
    for each in article["relations"]:
        assert DEFAULT_LABELS.allows(each["type"], by_id[each["from"]]["label"], by_id[each["to"]]["label"])


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_quotations_of_a_committed_article_stand_between_marks_unless_they_are_indirect(path: Path) -> None:
    gold = read_article(path)
    for mark in gold.marks:
        if mark.label == "QUOTE":
            words = gold.text[mark.start : mark.end]
            assert (words[-1] == PAIRS.get(words[0])) == (mark.kind != "indirect"), words


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_names_of_a_committed_article_follow_the_guidelines(path: Path) -> None:
    gold = read_article(path)
    for mark in gold.marks:
        if mark.label in ("QUOTE", "SPEAKER", "CUE"):
            continue
        words = gold.text[mark.start : mark.end]
        assert not words.lower().startswith(("the ", "mr ", "mrs ", "dr ", "dr. ", "sir ", "president ")), words
        assert not words.endswith(("'s", "’s")), words
        inside = [each for each in gold.marks if mark.start <= each.start and each.end <= mark.end and each != mark]
        assert mark.label == "EVENT" or not inside, words
