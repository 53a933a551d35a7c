"""What the tests of the desk share: a made-up text with what is proposed of it, and what a desk says."""

from __future__ import annotations

from typing import Any

from copydesk.annotation.desk import Desk
from copydesk.annotation.span import Relation, Span

TEXT = "“We will ‘rebuild’,” said Mayor Ana Ruiz. “Soon,” she added. Oslo agreed."


def proposal(words: str, label: str, **more: Any) -> Span:
    start = TEXT.index(words)
    facts = {"id": f"{label}:{words}", "source": "rules@1", "score": 0.9, **more}
    return Span(label=label, start=start, end=start + len(words), status="proposed", **facts)


QUOTE = proposal("“We will ‘rebuild’,”", "QUOTE", source="quotes@1", attrs={"kind": "direct"})
INNER = proposal("‘rebuild’", "QUOTE", source="quotes@1", attrs={"kind": "scare"})
SAID = proposal("said", "CUE", source="quotes@1")
RUIZ = proposal("Ana Ruiz", "PERSON")
SOON = proposal("“Soon,”", "QUOTE", source="quotes@1", attrs={"kind": "direct"})
ADDED = proposal("added", "CUE", source="quotes@1")
SHE = proposal("she", "SPEAKER", source="quotes@1")
OSLO = proposal("Oslo", "GPE")
SPANS = (QUOTE, INNER, SAID, RUIZ, SOON, ADDED, SHE, OSLO)
LINKS = (
    Relation(id="1", type="cue", head=QUOTE.id, tail=SAID.id),
    Relation(id="2", type="speaker", head=QUOTE.id, tail=RUIZ.id),
    Relation(id="3", type="cue", head=SOON.id, tail=ADDED.id),
    Relation(id="4", type="speaker", head=SOON.id, tail=SHE.id),
)


def words(span: Span) -> str:
    return TEXT[span.start : span.end]


def tagged(desk: Desk) -> list[tuple[str, str]]:
    return [(span.label, words(span)) for span in desk.annotations if span.status == "accepted"]


def rejected(desk: Desk) -> list[tuple[str, str]]:
    return [(span.label, words(span)) for span in desk.annotations if span.status == "rejected"]


def related(desk: Desk) -> set[tuple[str, str, str]]:
    found = set()
    for each in desk.annotations.relations:
        head, tail = desk.annotations.get(each.head), desk.annotations.get(each.tail)
        assert head
        assert tail
        found.add((words(head), each.type, words(tail)))
    return found


def opened(desk: Desk) -> set[str]:
    return {words(span) for span in desk.open}


def the(desk: Desk, text: str, label: str = "") -> Span:
    return next(span for span in desk.annotations if words(span) == text and label in ("", span.label))


QUOTE_RELATIONS = {(words(QUOTE), "cue", "said"), (words(QUOTE), "speaker", "Ana Ruiz")}
SOON_RELATIONS = {("“Soon,”", "cue", "added"), ("“Soon,”", "speaker", "she")}
