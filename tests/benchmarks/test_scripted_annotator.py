"""The scripted annotator's goals and ways."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands.goals import Goals, differences, goals_of
from hands.ways import MOVES, Ways, weight

from copydesk.text.caret import Caret
from copydesk.text.document import Document

TEXT = "Ada Quill came to Lorvik.\n\n“It will sail,” said Quill. The port of Lorvik waited for her all day long.\n"
QUOTE = TEXT.index("“"), TEXT.index("”") + 1
RECORD = {
    "id": "harbor",
    "text": TEXT,
    "spans": [
        {"id": "a", "start": 0, "end": 9, "label": "PERSON"},
        {"id": "b", "start": QUOTE[0], "end": QUOTE[1], "label": "QUOTE"},
        {"id": "c", "start": TEXT.index("said"), "end": TEXT.index("said") + 4, "label": "CUE"},
        {"id": "d", "start": 49, "end": 54, "label": "PERSON", "status": "rejected"},
    ],
    "relations": [{"type": "speaker", "from": "b", "to": "a"}, {"type": "cue", "from": "b", "to": "c"}],
}


@pytest.fixture
def ways() -> Ways:
    return Ways(Document.from_text(TEXT), 40, 20)


def test_cues_and_rejections_are_no_goals() -> None:
    goals = goals_of(RECORD)
    assert goals.entities == {(0, 9, "PERSON")}
    assert goals.quotes == {QUOTE: (0, 9, "PERSON")}


def test_a_written_file_is_compared_span_by_span_and_speaker_by_speaker(tmp_path: Path) -> None:
    goals: Goals = goals_of(RECORD)
    file = tmp_path / "harbor.toml"
    block = '[annotation.{}]\nlabel = "{}"\nstart = {}\nend = {}\nstatus = "accepted"\n'
    file.write_text(block.format("x", "PERSON", 0, 9) + block.format("y", "QUOTE", *QUOTE), encoding="utf-8")
    (missing,) = differences(goals, file)
    assert missing.startswith("no speaker 'Ada Quill'")
    with file.open("a", encoding="utf-8") as text:
        text.write('[relation.z]\ntype = "speaker"\nfrom = "y"\nto = "x"\n')
    assert differences(goals, file) == []
    with file.open("a", encoding="utf-8") as text:
        text.write(block.format("w", "GPE", 18, 23))
    assert differences(goals, file) == ["too much GPE 'Lorvi'"]


@pytest.mark.parametrize("target", [TEXT.index("Lorvik"), TEXT.index("port"), TEXT.index("day")])
def test_a_way_leads_where_the_caret_then_is(ways: Ways, target: int) -> None:
    caret = Caret(Document.from_text(TEXT))
    caret.resize(40, 20)
    for key in ways.to(0, frozenset({target}), jump=False) or ():
        caret.move(MOVES[key])
    assert caret.offset == target


def test_a_word_of_which_nothing_is_said_needs_no_selection(ways: Ways) -> None:
    start = TEXT.index("waited")
    assert () in {way.keys for way in ways.selecting(start, start + 6, [])}
    assert () not in {way.keys for way in ways.selecting(start, start + 6, [(start, start + 6, "CLAIM")])}


def test_words_in_the_middle_can_be_selected_with_few_keys(ways: Ways) -> None:
    start, end = TEXT.index("The port"), TEXT.index(" waited")
    assert min(weight(way.keys) for way in ways.selecting(start, end, [])) <= 5


def test_ends_are_moved_by_words_and_characters(ways: Ways) -> None:
    start, end = TEXT.index("port"), TEXT.index(" waited")
    assert ways.nudges((start - 4, end), (start, end)) == ("W",)
    assert ways.nudges((start, end), (start, end)) == ()
    assert ways.nudges((0, 3), (start, end)) is None
