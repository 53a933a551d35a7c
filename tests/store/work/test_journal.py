"""The journal: lines that prove themselves, and edits that come back as they were."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.annotation.desk import Desk
from copydesk.annotation.edit import Edit, LabelsChange, OrphanChange, RelationChange, SpanChange, StatusChange
from copydesk.annotation.history import History, Step
from copydesk.annotation.orphan import Orphan
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.store.annotations.snapshot_record import read_snapshot, snapshot_data
from copydesk.store.files.atomic import StoreError
from copydesk.store.work.edit_record import read_step, step_data
from copydesk.store.work.journal import Journal
from copydesk.store.work.journal_content import Point, base_line, line, parse_journal, point_line, step_line
from copydesk.text.anchors import Anchor

TEXTS = st.text(max_size=12)
VALUES = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | TEXTS
    | st.datetimes()
    | st.datetimes(timezones=st.just(UTC))
    | st.dates()
    | st.times(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(TEXTS | st.sampled_from(("$at", "$map", "$float")), inner, max_size=3)
    ),
    max_leaves=6,
)
MAPPINGS = st.dictionaries(TEXTS | st.sampled_from(("$at", "$map", "$float")), VALUES, max_size=2)


@st.composite
def spans(draw: st.DrawFn, id: str) -> Span:
    start, size = draw(st.integers(0, 50)), draw(st.integers(1, 20))
    return Span(
        id=id,
        label=draw(st.text(min_size=1, max_size=5)),
        start=start,
        end=start + size,
        fragments=((start, start + 1), (start + size - 1, start + size)) if size > 3 and draw(st.booleans()) else (),
        status=draw(st.sampled_from(("accepted", "rejected"))),
        source=draw(st.sampled_from(("human", "quotes@1", ""))),
        score=draw(st.none() | st.floats(0, 1)),
        by=draw(TEXTS),
        created=draw(st.none() | st.datetimes(timezones=st.just(UTC))),
        changed=draw(st.none() | st.datetimes(timezones=st.just(UTC))),
        note=draw(TEXTS),
        attrs=draw(MAPPINGS),
        extra=draw(MAPPINGS),
    )


@st.composite
def relations(draw: st.DrawFn, id: str) -> Relation:
    return Relation(id=id, type=draw(TEXTS), head=draw(TEXTS), tail=draw(TEXTS), extra=draw(MAPPINGS))


def orphans(id: str) -> st.SearchStrategy[Orphan]:
    return st.builds(Orphan, spans(id), st.builds(Anchor, TEXTS, TEXTS, TEXTS), st.integers(0, 3))


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    def change(strategy: st.SearchStrategy[object]) -> tuple[object, object]:
        before, after = draw(st.none() | strategy), draw(st.none() | strategy)
        return (before, after) if before or after else (None, draw(strategy))

    return Edit(
        draw(TEXTS),
        tuple(SpanChange(*change(spans(f"s{n}"))) for n in range(draw(st.integers(0, 2)))),  # type: ignore[arg-type]
        tuple(RelationChange(*change(relations(f"r{n}"))) for n in range(draw(st.integers(0, 2)))),  # type: ignore[arg-type]
        draw(st.none() | st.just(StatusChange("open", "done"))),
        draw(st.integers(0, 100)),
        tuple(OrphanChange(*change(orphans(f"o{n}"))) for n in range(draw(st.integers(0, 2)))),  # type: ignore[arg-type]
        draw(st.none() | st.builds(LabelsChange, MAPPINGS, MAPPINGS)),
    )


@settings(max_examples=150)
@given(edits(), st.sampled_from(("do", "more", "undo", "redo")), TEXTS)
def test_a_step_comes_back_as_it_was(edit: Edit, kind: str, text: str) -> None:
    step = Step(kind, edit)  # type: ignore[arg-type]
    record = step_data(step, 7, text)
    written = line(record)
    assert written.count(b"\n") == 1
    crc, again = json.loads(written)
    assert len(crc) == 8
    assert read_step(again) == step


@settings(max_examples=60)
@given(spans("s"), spans("o"), relations("r"))
def test_a_snapshot_comes_back_as_it_was(span: Span, lost: Span, relation: Relation) -> None:
    orphan = Orphan(lost, Anchor("a", "b", "c"), 2)
    snapshot = Snapshot(spans=(span,), relations=(relation,), orphans=(orphan,), status="done")
    assert read_snapshot(json.loads(json.dumps(snapshot_data(snapshot)))) == snapshot


def test_nothing_was_added_to_what_is_journalled_without_its_being_journalled() -> None:
    def fields(kind: type) -> list[str]:
        return [each.name for each in dataclasses.fields(kind)]

    assert fields(Edit) == ["title", "spans", "relations", "status", "offset", "orphans", "labels"]
    assert fields(Relation) == ["id", "type", "head", "tail", "extra"]
    assert fields(Orphan) == ["span", "anchor", "twins"]
    assert fields(Span) == (
        "id label start end fragments status source score by created changed note attrs extra".split()
    )


STEPS = [
    Step("do", Edit(f"edit {n}", (SpanChange(None, Span(id=f"s{n}", label="A", start=n, end=n + 1)),)))
    for n in range(3)
]
LINES = [base_line(Snapshot(), "text", 6, 4, Path("a.toml")), point_line(Point("saved", "", 0))]
LINES += [step_line(step, number, "abcdef") for number, step in enumerate([*STEPS, Step("undo", STEPS[2].edit)], 1)]


def test_a_journal_says_what_was_done() -> None:
    content = parse_journal(b"".join(LINES))
    assert content
    assert (content.turn, content.whole, content.lost, content.document_sha256) == (4, True, 0, "text")
    assert [step.kind for step in content.steps] == ["do", "do", "do", "undo"]
    assert [span.id for span in content.after(4).spans] == ["s0", "s1"]
    assert [span.id for span in content.after(1).spans] == ["s0"]
    assert content.document_length == 6
    assert content.anchors[1] == {"s1": (Anchor("b", "a", "cdef"), 0)}
    assert len(History(content.steps)) == 2


def test_an_edit_that_went_on_is_one_edit_when_the_journal_is_read_again() -> None:
    desk = Desk("abcdef")
    desk.tag(0, 1, "A")
    desk.tag(1, 2, "A")
    steps = [Step("do", edit) for edit in desk.history.done]
    desk.history.watch = steps.append
    for start in (2, 3):
        with desk.together(f"{start} tagged", 9, desk.history.last):
            desk.tag(start, start + 1, "A")
    desk.undo()
    assert [step.kind for step in steps] == ["do", "do", "more", "more", "undo"]
    lines = [LINES[0], *(step_line(step, number, "abcdef") for number, step in enumerate(steps, 1))]
    content = parse_journal(b"".join(lines))
    assert content
    assert content.lost == 0
    history = History(content.steps)
    assert (len(history), history.done, history.undone) == (1, desk.history.done, desk.history.undone)
    assert content.after(5) == desk.annotations.snapshot()


def test_an_edit_cannot_go_on_before_there_is_one() -> None:
    record = step_data(Step("more", STEPS[0].edit), 1)
    content = parse_journal(LINES[0] + line(record))
    assert content
    assert (content.lost, content.steps) == (1, ())
    with pytest.raises(ValueError, match="no edit to go on with"):
        History().extend(STEPS[0].edit)


@pytest.mark.parametrize("cut", range(1, len(LINES[-1]) + 1))
def test_wherever_the_last_line_is_cut_off_the_others_hold(cut: int) -> None:
    content = parse_journal(b"".join(LINES)[:-cut])
    assert content
    assert len(content.steps) == 3
    assert content.lost == 0
    assert content.whole == (cut == len(LINES[-1]))


@settings(max_examples=200)
@given(st.data())
def test_whatever_byte_is_damaged_nothing_false_is_read(data: st.DataObject) -> None:
    whole = b"".join(LINES)
    place = data.draw(st.integers(0, len(whole) - 1))
    bad = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    content = parse_journal(whole[:place] + bytes([bad]) + whole[place + 1 :])
    if content:
        assert content.base == Snapshot()
        assert [*content.steps] == [*STEPS, Step("undo", STEPS[2].edit)][: len(content.steps)]
        assert len(content.steps) < 4 or content.lost or not content.points
        assert content.lost or not content.whole


JSON = st.recursive(
    st.none() | st.integers(-2, 3) | TEXTS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner)
)
KEYS = st.sampled_from(("n", "title", "spans", "relations", "status", "offset", "sha256", "at", "k"))


@settings(max_examples=200)
@given(st.binary(max_size=200) | JSON.map(lambda value: line({"k": value})))
def test_what_is_no_journal_is_none(content: bytes) -> None:
    assert parse_journal(content) is None


@settings(max_examples=200)
@given(st.dictionaries(KEYS, JSON, max_size=6))
def test_a_record_that_says_something_impossible_ends_the_reading(record: dict[str, object]) -> None:
    content = parse_journal(LINES[0] + line({**record, "k": str(record.get("k", "do"))}) + LINES[1])
    assert content
    assert len(content.steps) <= 1


def test_a_file_state_is_known_since_it_was_last_surely_written() -> None:
    marks = [Point("saving", "b", 1), Point("saved", "b", 1), Point("saving", "c", 2), Point("met", "d", 3)]
    content = parse_journal(b"".join([*LINES[:5], *map(point_line, marks)]))
    assert content
    assert [content.match(each) is not None for each in ("", "b", "c", "d", "e")] == [False, True, True, True, False]
    assert content.saved == marks[1]


def test_a_journal_that_was_not_opened_cannot_be_added_to(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="anew"):
        Journal([tmp_path], "a.journal").append(LINES[1])


def test_of_two_journals_the_one_begun_last_holds_and_the_other_goes(tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    for place, turn in ((first, 3), (second, 5)):
        place.mkdir()
        (place / "a.journal").write_bytes(base_line(Snapshot(), f"turn {turn}", 6, turn, Path("a.toml")))
    journal = Journal([first, second], "a.journal")
    content = journal.read()
    assert content
    assert content.document_sha256 == "turn 5"
    journal.write(LINES)
    assert (first / "a.journal").exists()
    assert not (second / "a.journal").exists()
