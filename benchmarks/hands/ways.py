"""Ways: the fewest keys from one place of a text to another, and to select a range, found by trying all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Mapping, Sequence
from functools import lru_cache

from copydesk.text.caret import Caret, Motion
from copydesk.text.document import Document
from copydesk.text.graphemes import previous_boundary
from copydesk.text.search import Search
from copydesk.text.words import word_at

Keys = tuple[str, ...]

MOVES: Mapping[str, Motion] = {
    "w": "word_right", "b": "word_left", "e": "word_end", "l": "right", "h": "left", "j": "line_down", "k": "line_up",
    "(": "sentence_left", ")": "sentence_right", "{": "paragraph_left", "}": "paragraph_right", "g": "top", "G": "end",
    "home": "line_start", "end": "line_end",
}  # fmt: skip
"""The keys that move the caret wherever it is."""
EXTENSIONS: Mapping[str, Motion] = {
    "shift+right": "right", "shift+left": "left", "ctrl+shift+right": "word_end", "ctrl+shift+left": "word_left",
    "shift+down": "line_down", "shift+up": "line_up",
}  # fmt: skip
"""The keys that select on the way."""
FARTHEST = 10
"""Keys after which no way is looked for."""
MOST_GROWTHS = 4


class Ways:
    """The ways through a text.

    Args:
        document: The text.
        width: Cells of a row of it on the screen.
        rows: Rows of the window.
    """

    def __init__(self, document: Document, width: int, rows: int) -> None:
        self._text = document.text
        self._caret = Caret(document)
        self._caret.resize(width, rows)
        self._step = lru_cache(None)(self._stepped)

    def _stepped(self, offset: int, motion: Motion) -> int:
        self._caret.go(offset)
        self._caret.move(motion)
        return self._caret.offset

    def settle(self, offset: int) -> int:
        """Where the caret stands for an offset."""
        return self._caret.motions.settle(offset)

    def to(
        self,
        start: int,
        targets: set[int],
        proposals: Sequence[int] = (),
        annotations: Sequence[int] = (),
        moves: Mapping[str, Motion] = MOVES,
        search: bool = True,
    ) -> Keys | None:
        """The fewest keys from an offset to one of some targets, or None.

        Args:
            start: Where the caret is.
            targets: Where it may end.
            proposals: Where the proposals start that are hopped to.
            annotations: Where the annotations start.
            moves: The keys that may be used, beside hops and the search.
            search: Whether the words may be searched for.
        """
        found = self._by_moves(start, targets, proposals, annotations, moves)
        if search and (found is None or len(found) > 3):
            for target in sorted(targets):
                typed = self._searched(start, target)
                if typed and (found is None or len(typed) < len(found)):
                    found = typed
        return found

    def _by_moves(
        self,
        start: int,
        targets: set[int],
        proposals: Sequence[int],
        annotations: Sequence[int],
        moves: Mapping[str, Motion],
    ) -> Keys | None:
        came: dict[int, tuple[int, str]] = {start: (-1, "")}
        waiting = deque([(start, 0)])
        while waiting:
            offset, far = waiting.popleft()
            if offset in targets:
                keys: list[str] = []
                while came[offset][1]:
                    offset, key = came[offset]
                    keys.append(key)
                return tuple(reversed(keys))
            if far == FARTHEST:
                continue
            following = [(key, self._step(offset, motion)) for key, motion in moves.items()]
            for there, forward, back in ((proposals, "tab", "shift+tab"), (annotations, "J", "K")):
                after, before = bisect_right(there, offset), bisect_left(there, offset)
                if after < len(there):
                    following.append((forward, there[after]))
                if before:
                    following.append((back, there[before - 1]))
            for key, place in following:
                if place not in came:
                    came[place] = (offset, key)
                    waiting.append((place, far + 1))
        return None

    def _searched(self, start: int, target: int) -> Keys | None:
        """The keys that search for the words at a target, as few characters as lead there."""
        for length in range(1, FARTHEST):
            typed = self._text[target : target + length]
            if "\n" in typed or len(typed) < length or not typed.isprintable():
                return None
            if not typed.strip() or typed != typed.strip():
                continue
            found = Search(typed).after(self._text, start - 1)
            if found and found[0] == target:
                return ("/", *typed, "enter")
        return None

    def selecting(self, start: int, end: int, over: Sequence[tuple[int, int]]) -> list[tuple[int, Keys]]:
        """Ways to have a label's key given to exactly a range: from which offset, by which keys.

        Args:
            start: First code point.
            end: One past the last.
            over: The ranges of what is tagged or proposed.
        """
        last = previous_boundary(self._text, end)
        found: list[tuple[int, Keys]] = []
        word = word_at(self._text, start)
        if word == (start, end) and not any(low < end and start < high for low, high in over):
            found += [(offset, ()) for offset in range(start, end)]
        elif start == last:
            found.append((start, ("v",)))
        for here, there in ((start, last), (last, start)):
            if here != there:
                way = self.to(here, {there}, search=False)
                if way:
                    found.append((here, ("v", *way)))
                way = self.to(here, {there}, moves=EXTENSIONS, search=False)
                if way:
                    found.append((here, way))
        for offset in {start, last, (start + last) // 2}:
            self._caret.go(offset)
            for growths in range(1, MOST_GROWTHS + 1):
                at = (self._caret.selection or (offset, 0))[0]
                if not self._caret.grow(each for each in over if each[0] <= at < each[1]):
                    break
                if self._caret.selection == (start, end):
                    found += [(offset, ("+",) * growths)]
                    break
        self._caret.go(0)
        return found
