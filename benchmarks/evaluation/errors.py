"""What was wrong, error by error, with the reason and the words around it: for finding out what to mend."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from evaluation.articles import Annotated, Entity, Quotation
from evaluation.boundaries import normalised, one_place, place_class
from evaluation.entity_scores import UNJUDGED
from evaluation.quotation_scores import Matched, Pair, matched, piecewise, right_role
from evaluation.quoted_text import Range, touch

Reason = Literal["boundary", "label", "wrong", "missed", "spurious"]
"""It begins or ends elsewhere; it is called otherwise; it is another one; it was not found; there is none."""
REASONS: tuple[Reason, ...] = get_args(Reason)
"""All of them."""

_AROUND = 45
"""Code points of context on either side."""
_LONGEST = 90
"""Code points of a passage that are shown; of a longer one its two ends."""


@dataclass(frozen=True, slots=True)
class Error:
    """An error of an engine.

    Attributes:
        reason: The kind of error.
        what: What it concerns: a class of entity, `direct`, `indirect`, or `speaker` and `cue` of these.
        article: The article's name.
        start: Where it is, the first code point.
        gold: What the gold says, empty if nothing.
        predicted: What the engine says, empty if nothing.
        context: The words around it.
    """

    reason: Reason
    what: str
    article: str
    start: int
    gold: str
    predicted: str
    context: str

    def __str__(self) -> str:
        """One line."""
        said = " → ".join(part for part in (self.gold or "nothing", self.predicted or "nothing"))
        return f"{self.reason} {self.what}: {said} | {self.context}"

    @property
    def pattern(self) -> str:
        """What it has in common with the same error elsewhere."""
        return f"{self.reason} {self.what}: {self.gold or 'nothing'} → {self.predicted or 'nothing'}"


def entity_errors(labels: Collection[str], gold: Annotated, predicted: Annotated) -> Iterator[Error]:
    """The errors in the exact comparison with normalised boundaries; each entity is in one error at most.

    A gold entity and a prediction that overlap and agree with no other are one error: of the label, if they have the
    same range, else of the boundary.

    Args:
        labels: The labels that the gold knows; what is predicted of other classes is no error.
        gold: The gold.
        predicted: The predictions.
    """
    text = gold.text
    classes = {place_class(label) for label in labels} - UNJUDGED
    golds, predictions = (
        {entity for entity in one_place(normalised(text, entity) for entity in side) if entity.label in classes}
        for side in (gold.entities, predicted.entities)
    )
    left = sorted(golds - predictions, key=_place)
    spare = sorted(predictions - golds, key=_place)
    for entity in left:
        rival = max(
            (other for other in spare if other.start < entity.end and entity.start < other.end),
            key=lambda other: min(other.end, entity.end) - max(other.start, entity.start),
            default=None,
        )
        said = ""
        reason: Reason = "missed"
        if rival is not None:
            spare.remove(rival)
            said = _entity(text, rival)
            reason = "label" if (rival.start, rival.end) == (entity.start, entity.end) else "boundary"
        yield _error(reason, entity.label, gold, (entity.start, entity.end), _entity(text, entity), said)
    for entity in spare:
        yield _error("spurious", entity.label, gold, (entity.start, entity.end), "", _entity(text, entity))


def quotation_errors(kinds: Collection[str], gold: Annotated, predicted: Annotated) -> Iterator[Error]:
    """The errors in quotations, matched as for the scores.

    Args:
        kinds: The kinds that the gold knows; quotations of other kinds are no errors.
        gold: The gold.
        predicted: The predictions.
    """
    both = matched(gold, predicted)
    if "direct" in kinds:
        yield from _direct_errors(gold, both)
    if "indirect" in kinds:
        yield from _indirect_errors(gold, both)


def _direct_errors(article: Annotated, both: Matched) -> Iterator[Error]:
    text = both.text
    for piece, match in both.direct:
        if match is None or match.content != piece.content:
            reason: Reason = "missed" if match is None else "boundary"
            yield _error(reason, "direct", article, piece.content[0], _passage(text, piece), _passage(text, match))
    everything = [each for quotation in both.gold for each in quotation.content]
    for piece in piecewise(text, both.predicted, ("direct",)):
        if not touch(piece.content, everything):
            yield _error("spurious", "direct", article, piece.content[0], "", _passage(text, piece))
    yield from _role_errors("direct", article, both.direct)


def _indirect_errors(article: Annotated, both: Matched) -> Iterator[Error]:
    text = both.text
    partners = {match for _, match in both.indirect}
    spare = [quotation for quotation in both.predicted if quotation.kind == "indirect" and quotation not in partners]
    for quotation, match in both.indirect:
        if match is not None:
            continue
        said = _touching(quotation, spare) or _touching(quotation, both.predicted)
        if said in spare:
            spare.remove(said)
        reason = _unlike(said, "missed")
        place = quotation.content[0]
        yield _error(reason, "indirect", article, place, _passage(text, quotation), _passage(text, said))
    for quotation in spare:
        gold = _touching(quotation, both.gold)
        reason = _unlike(gold, "spurious")
        place = quotation.content[0]
        yield _error(reason, "indirect", article, place, _passage(text, gold), _passage(text, quotation))
    yield from _role_errors("indirect", article, both.indirect)


def _touching(quotation: Quotation, others: Iterable[Quotation]) -> Quotation | None:
    """What shares a code point with a quotation, an indirect one before others."""
    near = [other for other in others if touch(quotation.content, other.content)]
    return min(near, key=lambda other: other.kind != "indirect", default=None)


def _unlike(other: Quotation | None, nothing: Reason) -> Reason:
    """Why an indirect quotation has no partner, although another lies there, or nothing."""
    return nothing if other is None else "boundary" if other.kind == "indirect" else "label"


def _role_errors(kind: str, article: Annotated, pairs: Iterable[Pair]) -> Iterator[Error]:
    for gold, match in pairs:
        if match is None:
            continue
        for role in ("speaker", "cue"):
            wanted, said = (getattr(side, role) for side in (gold, match))
            if wanted and not right_role(role, gold, match):
                reason: Reason = "wrong" if said else "missed"
                words, others = (_words(article.text, ranges) for ranges in (wanted, said))
                yield _error(reason, f"{role} of {kind}", article, gold.content[0], words, others)


def _error(reason: Reason, what: str, article: Annotated, place: Range, gold: str, predicted: str) -> Error:
    start, end = place
    text = article.text
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    context = f"{before}[[{_short(text[start:end])}]]{after}"
    return Error(reason, what, article.id, start, gold, predicted, _printable(context))


def _place(entity: Entity) -> tuple[int, int, str]:
    return entity.start, entity.end, entity.label


def _entity(text: str, entity: Entity) -> str:
    return f"{entity.label} {_printable(_short(text[entity.start : entity.end]))!r}"


def _passage(text: str, quotation: Quotation | None) -> str:
    return f"{quotation.kind} {_words(text, quotation.content)}" if quotation else ""


def _words(text: str, ranges: Iterable[Range]) -> str:
    return " / ".join(repr(_printable(_short(text[start:end]))) for start, end in ranges)


def _short(words: str) -> str:
    half = _LONGEST // 2
    return words if len(words) <= _LONGEST else f"{words[:half]} … {words[-half:]}"


def _printable(words: str) -> str:
    """One line that does nothing to a terminal."""
    return "".join(each if each.isprintable() else " " for each in words)
