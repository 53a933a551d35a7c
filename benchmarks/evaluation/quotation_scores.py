"""Scores of quotations: what is quoted, who said it and by which word, and indirect speech.

A *piece* is what of a quotation lies in one paragraph, trimmed. *Proposed* are predicted quotations of the kinds direct
and mixed; what a detector calls a scare quote, it does not propose as a quotation. The words of the figures:

direct, exact: of the pieces of direct gold, those that are also a piece of a proposed quotation (recall alone: whether
    the detector calls it direct or mixed does not matter here).
direct, exact, scare quotes too: the same, if what the detector calls a scare quote counts as proposed.
direct, overlapping: those that share a code point with a proposed piece.
direct, exact and of that kind: direct pieces on both sides.
quoted words: words that lie in direct or mixed quotations, on both sides; of a mixed quotation that is more than what
    its marks enclose, only the words between the marks.
quoted words with scare quotes: the same with what the detector calls scare quotes.
speaker or cue of the matched: of the direct gold pieces that have one and are matched, those where the one predicted
    shares a code point with it. A gold piece is matched with the proposed piece of the same range, else with the one
    that shares most code points with it.
speaker or cue, end to end: the same of all direct gold pieces that have one, matched or not.
indirect content: gold and predicted indirect quotations, one to one, where what both cover is at least 30 % of the
    longer one (code points); the closest pairs first.
indirect content, mixed clauses aside: the same without the predictions that have no partner and lie on a mixed gold
    quotation or its clause: what is said there is reported, though not only indirectly.
speaker or cue of the matched indirect: as for direct ones.
speaker of indirect, end to end: the same of all indirect gold that has one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from evaluation.articles import KINDS, Annotated, Quotation
from evaluation.quoted_text import Range, pieces, quoted_stretches, shared, touch, words
from evaluation.tally import Figure, Tally, f1, recall

CLOSE_ENOUGH = 0.3
"""Part of the longer of two indirect quotations that both must cover to be taken for the same."""

Pair = tuple[Quotation, Quotation | None]
"""A gold quotation, or a piece of one, and what was predicted for it."""


@dataclass(frozen=True, slots=True)
class QuotationMeasure:
    """A row of the table of quotations.

    Attributes:
        name: What it is called.
        kind: The kind that the gold must know for the row to make sense.
        figure: What is read off its tally: F1, or recall where only the gold is asked.
        count: The tally of one article, from what was matched.
    """

    name: str
    kind: str
    figure: Figure
    count: Callable[[Matched], Tally]


@dataclass(frozen=True, slots=True)
class Matched:
    """One article, gold and predictions side by side.

    Attributes:
        text: The text.
        gold: The gold.
        predicted: The predictions.
        direct: For each piece of direct gold its match, both cut to pieces.
        indirect: For each indirect gold its match.
    """

    text: str
    gold: Sequence[Quotation]
    predicted: Sequence[Quotation]
    direct: Sequence[Pair] = field(default=())
    indirect: Sequence[Pair] = field(default=())


def matched(gold: Annotated, predicted: Annotated) -> Matched:
    """Gold and predictions of an article, matched as the module says."""
    text = gold.text
    return Matched(
        text,
        gold.quotations,
        predicted.quotations,
        _direct_pairs(text, gold.quotations, predicted.quotations),
        _indirect_pairs(gold.quotations, predicted.quotations),
    )


def quotation_measures(kinds: Collection[str]) -> list[QuotationMeasure]:
    """The rows for a set of gold that knows these kinds."""
    return [measure for measure in _MEASURES if measure.kind in kinds]


def quotation_tallies(
    measures: Iterable[QuotationMeasure], gold: Annotated, predicted: Annotated
) -> Iterator[tuple[str, Tally]]:
    """For each measure the tally of one article."""
    both = matched(gold, predicted)
    for measure in measures:
        yield measure.name, measure.count(both)


def piecewise(text: str, quotations: Iterable[Quotation], kinds: Collection[str]) -> list[Quotation]:
    """The pieces of quotations of some kinds, each as a quotation of its own; of several with one range the first."""
    found: dict[Range, Quotation] = {}
    for quotation in quotations:
        if quotation.kind in kinds:
            for piece in pieces(text, quotation.content):
                found.setdefault(piece, Quotation(quotation.kind, (piece,), quotation.speaker, quotation.cue))
    return list(found.values())


def _direct_pairs(text: str, gold: Sequence[Quotation], predicted: Sequence[Quotation]) -> list[Pair]:
    proposed = piecewise(text, predicted, ("direct", "mixed"))
    by_range = {piece.content: piece for piece in proposed}
    pairs: list[Pair] = []
    for piece in piecewise(text, gold, ("direct",)):
        best = by_range.get(piece.content)
        if best is None:
            near = [(shared(piece.content, other.content), other) for other in proposed]
            most = max((common for common, _ in near), default=0)
            best = next((other for common, other in near if common == most), None) if most else None
        pairs.append((piece, best))
    return pairs


def closeness(one: Quotation, other: Quotation) -> float:
    """What both cover, as a part of the longer one."""
    longer = max(sum(end - start for start, end in quotation.content) for quotation in (one, other))
    return shared(one.content, other.content) / longer


def _indirect_pairs(gold: Sequence[Quotation], predicted: Sequence[Quotation]) -> list[Pair]:
    golds = [quotation for quotation in gold if quotation.kind == "indirect"]
    predictions = [quotation for quotation in predicted if quotation.kind == "indirect"]
    near = []
    for number, one in enumerate(golds):
        for position, other in enumerate(predictions):
            if (how := closeness(one, other)) >= CLOSE_ENOUGH:
                # The places break ties, the same way round if gold and predictions change places.
                near.append((-how, sorted((one.content, other.content)), number, position))
    found: dict[int, Quotation] = {}
    used: set[int] = set()
    for _, _, number, position in sorted(near):
        if number not in found and position not in used:
            found[number] = predictions[position]
            used.add(position)
    return [(quotation, found.get(number)) for number, quotation in enumerate(golds)]


def quoted_words(text: str, quotations: Iterable[Quotation], kinds: Collection[str]) -> set[int]:
    """The words of quotations of some kinds that are quoted, each as the offset of its first code point."""
    ranges: list[Range] = []
    for quotation in quotations:
        if quotation.kind not in kinds:
            continue
        for piece in pieces(text, quotation.content):
            stretches = quoted_stretches(text, *piece) if quotation.kind == "mixed" else []
            ranges += [(stretch.start, stretch.end) for stretch in stretches] or [piece]
    return words(text, ranges)


def _same(gold: set[int], predicted: set[int]) -> Tally:
    both = len(gold & predicted)
    return Tally(len(gold), both, len(predicted), both)


def _exact(both: Matched) -> Tally:
    right = sum(match is not None and match.content == piece.content for piece, match in both.direct)
    return Tally(len(both.direct), right)


def _exact_somehow(both: Matched) -> Tally:
    ranges = {piece.content for piece in piecewise(both.text, both.predicted, KINDS)}
    return Tally(len(both.direct), sum(piece.content in ranges for piece, _ in both.direct))


def _overlapping(both: Matched) -> Tally:
    return Tally(len(both.direct), sum(match is not None for _, match in both.direct))


def _exact_and_direct(both: Matched) -> Tally:
    gold, predicted = (
        {piece.content for piece in piecewise(both.text, side, ("direct",))} for side in (both.gold, both.predicted)
    )
    right = len(gold & predicted)
    return Tally(len(gold), right, len(predicted), right)


def _words(*kinds: str) -> Callable[[Matched], Tally]:
    return lambda both: _same(
        quoted_words(both.text, both.gold, ("direct", "mixed")), quoted_words(both.text, both.predicted, kinds)
    )


def right_role(role: str, gold: Quotation, predicted: Quotation | None) -> bool:
    """Whether the predicted speaker or cue shares a code point with that of the gold."""
    return predicted is not None and touch(getattr(gold, role), getattr(predicted, role))


def _role(role: str, pairs: Callable[[Matched], Sequence[Pair]], *, end_to_end: bool) -> Callable[[Matched], Tally]:
    def count(both: Matched) -> Tally:
        asked = [
            (gold, match) for gold, match in pairs(both) if getattr(gold, role) and (end_to_end or match is not None)
        ]
        return Tally(len(asked), sum(right_role(role, gold, match) for gold, match in asked))

    return count


def _direct(both: Matched) -> Sequence[Pair]:
    return both.direct


def _indirect(both: Matched) -> Sequence[Pair]:
    return both.indirect


def _content(both: Matched) -> Tally:
    found = sum(match is not None for _, match in both.indirect)
    predicted = sum(quotation.kind == "indirect" for quotation in both.predicted)
    return Tally(len(both.indirect), found, predicted, found)


def _content_aside(both: Matched) -> Tally:
    mixed = [place for quotation in both.gold if quotation.kind == "mixed" for place in _whole(quotation)]
    partners = {match for _, match in both.indirect}
    judged = [quotation for quotation in both.predicted if quotation in partners or not touch(quotation.content, mixed)]
    return _content(replace(both, predicted=judged))


def _whole(quotation: Quotation) -> tuple[Range, ...]:
    return quotation.content + quotation.clause


_MEASURES = (
    QuotationMeasure("direct, exact (recall)", "direct", recall, _exact),
    QuotationMeasure("direct, exact, scare quotes too (recall)", "direct", recall, _exact_somehow),
    QuotationMeasure("direct, overlapping (recall)", "direct", recall, _overlapping),
    QuotationMeasure("direct, exact and of that kind", "direct", f1, _exact_and_direct),
    QuotationMeasure("quoted words", "direct", f1, _words("direct", "mixed")),
    QuotationMeasure("quoted words with scare quotes", "direct", f1, _words("direct", "mixed", "scare")),
    QuotationMeasure("speaker of direct, end to end", "direct", recall, _role("speaker", _direct, end_to_end=True)),
    QuotationMeasure("speaker of the matched direct", "direct", recall, _role("speaker", _direct, end_to_end=False)),
    QuotationMeasure("cue of direct, end to end", "direct", recall, _role("cue", _direct, end_to_end=True)),
    QuotationMeasure("cue of the matched direct", "direct", recall, _role("cue", _direct, end_to_end=False)),
    QuotationMeasure("indirect content", "indirect", f1, _content),
    QuotationMeasure("indirect content, mixed clauses aside", "indirect", f1, _content_aside),
    QuotationMeasure(
        "speaker of indirect, end to end", "indirect", recall, _role("speaker", _indirect, end_to_end=True)
    ),
    QuotationMeasure(
        "speaker of the matched indirect", "indirect", recall, _role("speaker", _indirect, end_to_end=False)
    ),
    QuotationMeasure("cue of the matched indirect", "indirect", recall, _role("cue", _indirect, end_to_end=False)),
)
