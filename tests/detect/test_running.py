"""Running detectors: what each sees, and what becomes of one that raises or answers nonsense."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from copydesk.annotation.span import Relation, Span
from copydesk.detect.detector import Engine, Part, source_of
from copydesk.detect.proposals import Proposals, arranged, proposed
from copydesk.detect.registry import detect
from copydesk.detect.rules.entities import Entities
from copydesk.detect.rules.quotations import Quotations
from copydesk.detect.running import run_detectors, run_engine
from copydesk.text.document import Document

TEXT = Document.from_text("Anna Berg said so.")


def span(label: str, start: int, end: int, /, **facts: Any) -> Span:
    return replace(proposed(label, start, end, source="test@1", score=0.5), **facts)


class Answers:
    """Answers with what it was given."""

    version = "1"

    def __init__(self, name: str, answer: Any) -> None:
        self.name = name
        self.answer = answer
        self.seen: Proposals | None = None

    def propose(self, document: Document, found: Proposals) -> Proposals:
        self.seen = found
        if isinstance(self.answer, BaseException):
            raise self.answer
        answer: Proposals = self.answer
        return answer


GOOD = Answers("good", arranged([span("PERSON", 0, 9)]))


def test_a_detector_sees_what_the_earlier_ones_found() -> None:
    later = Answers("later", Proposals())
    run_detectors(TEXT, [GOOD, later])
    assert later.seen is not None
    assert [each.range for each in later.seen.spans] == [(0, 9)]


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (RuntimeError("out of ideas"), "RuntimeError: out of ideas"),
        (SystemExit(3), "SystemExit: 3"),
        (RecursionError(), "RecursionError"),
        (type("PanicException", (BaseException,), {})("rust"), "PanicException: rust"),
    ],
)
def test_a_detector_that_raises_is_named_and_the_rest_goes_on(failure: BaseException, told: str) -> None:
    proposals = run_detectors(TEXT, [Answers("bad", failure), GOOD])
    assert len(proposals.spans) == 1
    assert proposals.problems == (f"the detector bad@1 failed and was skipped: {told}",)


def test_an_interruption_is_no_failure() -> None:
    with pytest.raises(KeyboardInterrupt):
        run_detectors(TEXT, [Answers("slow", KeyboardInterrupt())])


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (None, "it answered with NoneType, not with Proposals"),
        (Proposals(("Anna",)), "it answered with str for a span"),  # type: ignore[arg-type]
        (Proposals((span("PERSON", 0, 99),)), "[0, 99) lies outside the text of 18 code points"),
        (Proposals((span("PERSON", 0, 4, status="accepted"),)), "[0, 4) is accepted, not proposed"),
        (Proposals((span("PERSON", 0, 4, score=1.5),)), "has the score 1.5"),
        (Proposals((span("PERSON", 0, 4, score=float("nan")),)), "has the score nan"),
        (Proposals((span("PERSON", 0, 4, label="\x1b[31m"),)), "printable"),
        (Proposals((span("PERSON", 0, 4, source=7),)), "printable"),
        (Proposals((span("PERSON", 0, 4, attrs={"kind": {1, 2}}),)), "attributes"),
        (Proposals((span("PERSON", 0, 4, attrs={1: 2}),)), "attributes"),
        (Proposals((span("PERSON", 0, 4, attrs={"sure": float("inf")}),)), "attributes"),
        (Proposals((), ("said",)), "it answered with str for a relation"),  # type: ignore[arg-type]
        (Proposals((), (Relation(type="cue", head="a", tail=""),)), "two ends"),
    ],
)
def test_a_detector_that_answers_nonsense_is_named_and_the_rest_goes_on(answer: object, told: str) -> None:
    proposals = run_detectors(TEXT, [Answers("odd", answer), GOOD])
    assert [each.range for each in proposals.spans] == [(0, 9)]
    (problem,) = proposals.problems
    assert problem.startswith("the detector odd@1 failed and was skipped: ")
    assert told in problem


def test_numbers_of_other_kinds_become_our_own() -> None:
    odd = span("PERSON", 0, 9, start=np.int64(0), end=np.int64(9), score=np.float32(0.25))
    (only,) = run_detectors(TEXT, [Answers("odd", Proposals((odd,)))]).spans
    assert (type(only.start), type(only.end), type(only.score)) == (int, int, float)
    assert (only.range, only.score) == ((0, 9), 0.25)


def test_what_a_detector_reports_itself_is_passed_on() -> None:
    assert run_detectors(TEXT, [Answers("frank", Proposals(problems=("no model for Finnish",)))]).problems == (
        "no model for Finnish",
    )


def test_each_part_is_announced_before_it_runs() -> None:
    told: list[str] = []
    engine = Engine((Part("a", (GOOD, GOOD)), Part("b", (Answers("bad", ValueError()),)), Part("c", ())))
    run_engine(TEXT, engine, told.append)
    assert told == ["a", "b", "c"]


def test_proposals_say_which_detector_and_version_they_come_from() -> None:
    spans = detect(Document.from_text("“It will hold,” said Anna Berg."), "rules").spans
    assert {span.source for span in spans} == {source_of(Entities()), source_of(Quotations())}
