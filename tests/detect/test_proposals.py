"""Proposals: their order, their ids, and what the registry does with detectors."""

from __future__ import annotations

from importlib.metadata import EntryPoint, EntryPoints

import pytest

from copydesk.annotation.span import Span
from copydesk.detect import registry
from copydesk.detect.proposals import Proposals, arranged, proposed, related
from copydesk.detect.registry import detect, detectors_of, engine_names, run_detectors
from copydesk.errors import InputError
from copydesk.text.document import Document

TEXT = Document.from_text("Anna Berg said so.")


def span(label: str, start: int, end: int) -> Span:
    return proposed(label, start, end, source="test@1", score=0.5)


class Fixed:
    """Proposes what it was given."""

    version = "1"

    def __init__(self, name: str, *spans: Span) -> None:
        self.name = name
        self.spans = spans
        self.seen: Proposals | None = None

    def propose(self, document: Document, found: Proposals) -> Proposals:
        self.seen = found
        return arranged(self.spans)


class Broken(Fixed):
    """Raises."""

    def propose(self, document: Document, found: Proposals) -> Proposals:
        raise RuntimeError("out of ideas")


def test_ids_depend_on_label_and_place_alone() -> None:
    assert span("PERSON", 0, 4).id == proposed("PERSON", 0, 4, source="other@2", score=0.9).id
    assert len({span("PERSON", 0, 4).id, span("ORG", 0, 4).id, span("PERSON", 0, 5).id}) == 3


def test_merging_keeps_order_and_what_was_there_first() -> None:
    first, second = proposed("PERSON", 5, 9, source="a@1", score=0.9), proposed("PERSON", 5, 9, source="b@1", score=0.1)
    merged = arranged([first]).merged(arranged([second, span("ORG", 0, 4)]))
    assert [(each.label, each.source) for each in merged.spans] == [("ORG", "test@1"), ("PERSON", "a@1")]


def test_a_relation_that_lost_an_end_is_left_out() -> None:
    quote, cue = span("QUOTE", 0, 4), span("CUE", 5, 9)
    assert arranged([quote, cue], [related("cue", quote, cue)]).relations != ()
    assert arranged([quote], [related("cue", quote, cue)]).relations == ()


def test_a_detector_sees_what_the_earlier_ones_found() -> None:
    later = Fixed("later")
    run_detectors(TEXT, [Fixed("earlier", span("PERSON", 0, 9)), later])
    assert later.seen is not None
    assert [each.range for each in later.seen.spans] == [(0, 9)]


def test_a_detector_that_raises_is_named_and_the_rest_goes_on() -> None:
    proposals = run_detectors(TEXT, [Broken("bad"), Fixed("good", span("PERSON", 0, 9))])
    assert len(proposals.spans) == 1
    assert proposals.problems == ("the detector bad@1 failed and was skipped: RuntimeError: out of ideas",)


def test_a_detector_that_points_outside_the_text_is_skipped() -> None:
    proposals = run_detectors(TEXT, [Fixed("far", span("PERSON", 0, 99))])
    assert proposals.spans == ()
    assert "far@1" in proposals.problems[0]


def test_an_unknown_engine_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match=r"no detection engine 'oracle'.*rules"):
        detect(TEXT, engine="oracle")


def test_an_installed_engine_runs_alone_or_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("mine", "json:JSONDecoder", registry.ENTRY_POINTS)
    monkeypatch.setattr(EntryPoint, "load", lambda self: lambda: Fixed("mine", span("EVENT", 10, 14)))
    monkeypatch.setattr(
        "importlib.metadata.entry_points", lambda *, group, name="mine": EntryPoints([point] if name == "mine" else [])
    )
    assert "mine" in engine_names()
    assert [each.label for each in detect(TEXT, engine="mine").spans] == ["EVENT"]
    assert {each.label for each in detect(TEXT, engine="rules+mine").spans} >= {"PERSON", "EVENT"}


def test_an_engine_that_cannot_be_loaded_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("mine", "no.such.module:thing", registry.ENTRY_POINTS)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda *, group, name="": EntryPoints([point]))
    with pytest.raises(InputError, match="mine could not be loaded"):
        detectors_of("mine")


def test_proposals_say_which_detector_and_version_they_come_from() -> None:
    sources = {each.source for each in detect(Document.from_text("“It will hold,” said Anna Berg.")).spans}
    assert sources == {"entities@1", "quotes@1"}
