"""Recollection: what is still known of an earlier text, all of it or only around some passages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from copydesk.text.anchors import Anchor
from copydesk.text.common_runs import BREAK
from copydesk.text.folding import Folded


@dataclass(frozen=True, slots=True)
class Island:
    """A stretch of the earlier text that is known.

    Attributes:
        source: Where it began in that text, in code points.
        words: What stood there, folded.
        start: Where it begins in the recollection.
    """

    source: int
    words: Folded
    start: int

    @property
    def end(self) -> int:
        """One past its end in the recollection."""
        return self.start + len(self.words.text)


class Recollection:
    """An earlier text, folded, as far as it is known.

    Args:
        stretches: What is known of it, in order: where each stretch began in it, in code points, and its text.
        of: Which stretch each anchor that it is made of lies in.

    Attributes:
        text: The folded stretches, with breaks between them.
        islands: Where they lie in it.
    """

    def __init__(self, stretches: Sequence[tuple[int, str]], of: Sequence[int] = ()) -> None:
        self.islands: list[Island] = []
        self._of = of
        start = 0
        for source, text in stretches:
            island = Island(source, Folded(text), start)
            self.islands.append(island)
            start = island.end + len(BREAK)
        self.text = BREAK.join(island.words.text for island in self.islands)
        self._starts = [island.start for island in self.islands]

    @cached_property
    def line_ends(self) -> frozenset[int]:
        """Where there is a space that was, or had in it, the end of a line."""
        return frozenset(island.start + offset for island in self.islands for offset in island.words.line_ends)

    @classmethod
    def of_text(cls, text: str) -> Recollection:
        """All of it is known."""
        return cls([(0, text)])

    @classmethod
    def of_anchors(
        cls, anchors: Sequence[tuple[int, Anchor]], strangers: Sequence[tuple[int, Anchor]] = ()
    ) -> Recollection:
        """Only anchors are known: where each passage began, and its words in their context.

        Where their contexts meet and agree they make one stretch, so that one passage bears witness for the next.

        Args:
            anchors: Those of the earlier text.
            strangers: Those of other texts still, numbered after the others: each stands for itself.
        """
        windows = [
            (start - len(anchor.prefix), anchor.prefix + anchor.exact + anchor.suffix) for start, anchor in anchors
        ]
        stretches: list[tuple[int, str]] = []
        of = [0] * len(windows)
        begin, known = 0, ""
        for number in sorted(range(len(windows)), key=lambda number: windows[number][0]):
            start, window = windows[number]
            met = begin + len(known) - start
            if known and met >= 0:
                if known.startswith(window[:met], start - begin):
                    known += window[met:]
                    of[number] = len(stretches)
                else:
                    # They contradict each other: each then speaks for itself.
                    stretches += [(begin, known), (start, window)]
                    of[number] = len(stretches) - 1
                    begin, known = start + len(window), ""
                continue
            if known:
                stretches.append((begin, known))
            of[number] = len(stretches)
            begin, known = start, window
        if known:
            stretches.append((begin, known))
        for start, anchor in strangers:
            of.append(len(stretches))
            stretches.append((start - len(anchor.prefix), anchor.prefix + anchor.exact + anchor.suffix))
        return cls(stretches, of)

    def passage(self, number: int, start: int, end: int) -> tuple[int, int]:
        """Where a half-open range of the earlier text, in the stretch of an anchor, lies in the recollection."""
        island = self.islands[self._of[number] if self._of else 0]
        left, right = island.words.folded_range(start - island.source, end - island.source)
        return island.start + left, island.start + right

    def island(self, offset: int) -> Island:
        """The island that an offset of the recollection lies in."""
        return self.islands[bisect_right(self._starts, offset) - 1]

    def source(self, offset: int) -> int:
        """Where the code point at an offset of the recollection stood in the earlier text."""
        island = self.island(offset)
        return island.source + island.words.source_range(offset - island.start, offset - island.start + 1)[0]
