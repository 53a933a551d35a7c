"""Token alignment: spans of code points as runs of tokens, and what becomes of a span that cuts a token.

- `split` cuts the token at the span's edge, so that every span is exact;
- `strict` refuses the export;
- `expand` takes the whole token in;
- `contract` leaves the whole token out, and the span with it when nothing remains;
- `drop` leaves the span out.

All but `split` are reported, span by span.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from copydesk.annotation.span import Span
from copydesk.formats.format import Align, ExportArticle
from copydesk.formats.report import Action, Record, Report, describe
from copydesk.formats.tokenized.tokens import Range


@dataclass(frozen=True, slots=True)
class Aligned:
    """A span as it will be written.

    Attributes:
        span: The annotation.
        start: First code point as written; that of the annotation unless it was altered.
        end: One past the last.
        first: Its first token.
        last: One past its last token.
    """

    span: Span
    start: int
    end: int
    first: int
    last: int


def align(
    article: ExportArticle, spans: Iterable[Span], tokens: list[Range], mode: Align, report: Report
) -> tuple[list[Range], list[Aligned]]:
    """The tokens, cut where the mode is `split`, and each span on them.

    A span that holds no token, being white space, is left out and reported.

    Args:
        article: For the report, and its text.
        spans: Continuous spans, in order.
        tokens: As `tokens` gives them.
        mode: What becomes of a span that cuts a token.
        report: Where to say so.
    """
    spans = list(spans)
    if mode == "split":
        tokens = cut(tokens, {edge for span in spans for edge in span.range})
    starts = [start for start, _ in tokens]
    ends = [end for _, end in tokens]
    aligned: list[Aligned] = []
    text = article.document.text
    for span in spans:
        before = describe(span.label, span.start, span.end, text)
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
        if first >= last:
            report.add(Record(article.id, span.id, "white-space", "omitted", before))
            continue
        cuts_first, cuts_last = starts[first] < span.start, ends[last - 1] > span.end
        if not cuts_first and not cuts_last:
            aligned.append(Aligned(span, span.start, span.end, first, last))
            continue
        start, end = span.start, span.end
        action: Action = "refused" if mode == "strict" else "omitted"
        if mode == "expand":
            action, start, end = "expanded", min(start, starts[first]), max(end, ends[last - 1])
        elif mode == "contract" and last - first > cuts_first + cuts_last:
            first, last = first + cuts_first, last - cuts_last
            start, end = (starts[first] if cuts_first else start), (ends[last - 1] if cuts_last else end)
            action = "contracted"
        changed = action in ("expanded", "contracted")
        after = describe(span.label, start, end, text) if changed else None
        report.add(Record(article.id, span.id, "subtoken", action, before, after))
        if changed:
            aligned.append(Aligned(span, start, end, first, last))
    return tokens, aligned


def cut(ranges: Iterable[Range], edges: Iterable[int]) -> list[Range]:
    """The ranges, cut at each edge that falls inside one."""
    ordered = sorted(edges)
    pieces: list[Range] = []
    for start, end in ranges:
        inner = ordered[bisect_right(ordered, start) : bisect_left(ordered, end)]
        pieces += pairwise([start, *inner, end])
    return pieces
