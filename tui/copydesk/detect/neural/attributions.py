"""Attributions: what the network makes of who said what, in ranges of code points."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from copydesk.detect.neural import decoding
from copydesk.detect.neural.decoding import NEVER, Found
from copydesk.detect.neural.features import AFTER_BLANK_LINE, Features
from copydesk.detect.neural.labels import LINK_SIZE, ROLES
from copydesk.detect.neural.network import Links, Reading

_CONTENT, _SOURCE, _CUE = range(len(ROLES))
_EAGER = (1.5, 1.0, 1.0)
"""How much more readily than the network a role is seen, in nats: what is missed costs more than what is looked at."""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Linked:
    """Where a content is attributed.

    Attributes:
        source: Half-open range of who said it, or None where the network sees none.
        cue: Half-open range of the words that say so, or None.
        score: How sure it is of the source, or of the cue where there is no source; from 0 to 1.
    """

    source: Range | None
    cue: Range | None
    score: float


@dataclass(frozen=True, slots=True)
class Content:
    """Something said, as the network sees it.

    Attributes:
        start: First code point.
        end: One past the last.
        words: How many words and marks it has.
        score: From 0 to 1.
    """

    start: int
    end: int
    words: int
    score: float


class AttributionReader:
    """Contents, sources and cues of a text, and which belong together.

    Args:
        words: The words of the text.
        reading: What the network makes of them.
    """

    def __init__(self, words: Features, reading: Reading) -> None:
        self._words = words
        self._reading = reading
        self._starts = [window.start for window in reading.windows]
        scores = reading.roles.copy()
        scores[np.array(words.settings) == AFTER_BLANK_LINE, :, 2] = -NEVER
        roles = [decoding.pieces(scores[:, role], eager=_EAGER[role]) for role in range(len(ROLES))]
        self._contents = roles[_CONTENT]
        self._ends = (_Ends(roles[_SOURCE]), _Ends(roles[_CUE]))

    def contents(self) -> list[Content]:
        """The contents that the network sees, in order and apart."""
        return [Content(*self._range(found), found.end - found.start, found.score) for found in self._contents]

    def linked(self, start: int, end: int) -> Linked:
        """The source and the cue of the content that covers a half-open range of code points."""
        first, last = self._covered(start, end)
        if first >= last:
            return Linked(None, None, 0.0)
        links = self._window(first, last)
        first, last = max(first, links.start), min(last, links.end)
        looks = links.looks[first - links.start : last - links.start].mean(0)
        (source, sure), (cue, cue_sure) = (
            self._best(links, looks[end], end, (first, last)) for end in range(len(self._ends))
        )
        return Linked(
            self._range(source) if source else None, self._range(cue) if cue else None, sure if source else cue_sure
        )

    def _best(self, links: Links, look: decoding.Scores, end: int, content: Range) -> tuple[Found | None, float]:
        """The source (0) or cue (1) that a content points at, and how sure that is; None where it points nowhere."""
        scores = links.found[:, end] @ look * LINK_SIZE**-0.5
        nowhere = float(links.nowhere[end] @ look) * LINK_SIZE**-0.5
        highest = max(nowhere, float(scores.max()))
        weights = np.exp(scores - highest)
        total = float(weights.sum()) + float(np.exp(nowhere - highest))
        best: Found | None = None
        weight = float(np.exp(nowhere - highest))
        for found in self._ends[end].between(links.start, links.end):
            # What the network points at is the first word; the words after it count for what they point at as well.
            inside = float(weights[max(found.start, links.start) - links.start : found.end - links.start].sum())
            if inside > weight:
                best, weight = found, inside
        return best, weight / total

    def _covered(self, start: int, end: int) -> Range:
        words = self._words
        return bisect.bisect_right(words.ends, start), bisect.bisect_left(words.starts, end)

    def _range(self, found: Found) -> Range:
        return self._words.starts[found.start], self._words.ends[found.end - 1]

    def _window(self, first: int, last: int) -> Links:
        """The window that sees most around the words."""
        windows = self._reading.windows
        after = max(1, bisect.bisect_right(self._starts, first))
        nearby = windows[max(0, after - 3) : after + 1]

        def margin(links: Links) -> tuple[int, int]:
            seen = min(last, links.end) - max(first, links.start)
            before = first - links.start if links.start else 10**6
            behind = links.end - last if links.end < len(self._words) else 10**6
            return seen, min(before, behind)

        return max(nearby, key=margin)


class _Ends:
    """Sources or cues in order."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._found = found
        self._starts = [each.start for each in found]

    def between(self, start: int, end: int) -> Sequence[Found]:
        """Those that begin in a half-open range of words."""
        return self._found[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)]
