"""Ways: the fewest keys from one place of a text to another, to select a range, and to move the ends of a span.

They are found by trying the program's own motions and units on a reading beside the one on the screen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from copydesk.annotation.desk import Desk
from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span
from copydesk.app.keys.reading_commands import READING_COMMANDS
from copydesk.app.reading import Reading
from copydesk.detect.rules.reported import reported_clauses
from copydesk.text.caret import Motion
from copydesk.text.document import Document
from copydesk.text.edges import Edge, by_grapheme, by_word
from copydesk.text.graphemes import previous_boundary
from copydesk.text.objects import names
from copydesk.text.search import Search
from copydesk.text.words import word_at

Keys = tuple[str, ...]
Range = tuple[int, int]
Labelled = tuple[int, int, str]

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
UNITS: Mapping[Keys, str] = {
    ('"',): "select_quote", ("i", "n"): "select_name", ("i", "c"): "select_clause", ("i", "s"): "select_sentence",
    ("i", "p"): "select_paragraph", ("i", ","): "select_to_comma", ("i", "r"): "select_reported",
}  # fmt: skip
"""The keys that select something whole, with their commands."""
PASSAGE_HOPS: Mapping[str, str] = {'"': "select_quote", "C": "next_reported", "V": "previous_passage"}
"""The keys that go from passage to passage and select them, with their commands."""
MOST_HOPS = 5
UPRIGHT = frozenset(("j", "k", "shift+down", "shift+up"))
"""The keys that go from row to row, in the column where the first of them was pressed."""
JUMP = "f@"
"""Before an offset: the key that shows letters over words, and the two letters over the word there."""
JUMP_KEYS = 3
FARTHEST = 10
"""Keys after which no way is looked for."""
MOST_GROWTHS = 4
MOST_NUDGES = 8


MOST_TARGETS = 8
"""Of several targets, so many are tried with jumps and the search."""

Tree = dict[int, tuple[int, int, str]]


class Selecting(NamedTuple):
    """A way to select a range.

    Attributes:
        places: The offsets at any of which it begins.
        keys: What is pressed there.
    """

    places: frozenset[int]
    keys: Keys


def weight(keys: Iterable[str]) -> int:
    """How many keys are pressed."""
    return sum(JUMP_KEYS if key.startswith(JUMP) else 1 for key in keys)


class Ways:
    """The ways through a text.

    Args:
        document: The text.
        width: Cells of a row of it on the screen.
        rows: Rows of the window.
    """

    def __init__(self, document: Document, width: int, rows: int) -> None:
        self._text = document.text
        self._document = document
        self._size = width, rows
        self._caret = self._mirror(()).caret
        self._step = lru_cache(None)(self._stepped)
        self._tree = lru_cache(64)(self._grown)
        self._word_from = lru_cache(None)(self._word_edge)
        blocks = self._caret.blocks
        reported = [each for block in blocks for each in reported_clauses(document.text, block.start, block.end)]
        self._reported = sorted(reported)
        self._names = [name for block in blocks for name in names(document.text, block.start, block.end)]

    def _mirror(self, over: Iterable[Span], tagged: Iterable[Span] = ()) -> Reading:
        """A reading of the text with some proposals and annotations, in the window there is."""
        desk = Desk(self._text, Snapshot(spans=tuple(tagged)), labels=DEFAULT_LABELS)
        desk.propose(over)
        reading = Reading("mirror", self._document, desk, DEFAULT_LABELS)
        reading.caret.resize(*self._size)
        return reading

    def _stepped(self, offset: int, motion: Motion) -> int:
        self._caret.go(offset)
        self._caret.move(motion)
        return self._caret.offset

    def _word_edge(self, at: int, edge: Edge, delta: int) -> int:
        """Where an end of a span goes by a word; -1 where nothing would be left of it."""
        span = (at, -1) if edge == "start" else (-1, at)
        return by_word(self._text, *span, edge, delta)[edge == "end"]

    def settle(self, offset: int) -> int:
        """Where the caret stands for an offset."""
        return self._caret.motions.settle(offset)

    def to(
        self,
        start: int,
        targets: frozenset[int],
        proposals: Sequence[int] = (),
        annotations: Sequence[int] = (),
        moves: Mapping[str, Motion] = MOVES,
        *,
        jump: bool = True,
    ) -> Keys | None:
        """The fewest keys from an offset to one of some targets, or None.

        Args:
            start: Where the caret is.
            targets: Where it may end.
            proposals: Where the proposals start that are hopped to, in order.
            annotations: Where the annotations start, in order.
            moves: The keys that may be used, beside hops.
            jump: Whether jumps and the search may be used.
        """
        tree = self._tree(start, tuple(proposals), tuple(annotations), tuple(moves.items()))
        reached = min((target for target in targets if target in tree), key=lambda each: tree[each][0], default=None)
        best = None if reached is None else _walked(tree, reached)
        if best and not UPRIGHT.isdisjoint(moves) and self._strays(start, best, moves, targets):
            level = {key: motion for key, motion in moves.items() if key not in UPRIGHT}
            return self.to(start, targets, proposals, annotations, level, jump=jump)
        if not jump:
            return best
        for target in sorted(targets)[:MOST_TARGETS]:
            word = word_at(self._text, target)
            if word and word[0] == target and (best is None or weight(best) > JUMP_KEYS) and self._near(start, target):
                best = (f"{JUMP}{target}",)
            typed = self._searched(start, target) if best is None or weight(best) > JUMP_KEYS else None
            if typed and (best is None or len(typed) < weight(best)):
                best = typed
        return best

    def _strays(self, start: int, keys: Keys, moves: Mapping[str, Motion], targets: frozenset[int]) -> bool:
        """Whether keys lead elsewhere after all, because the caret keeps its column from row to row."""
        if sum(key in UPRIGHT for key in keys) < 2 or any(key not in moves for key in keys):
            return False
        self._caret.go(start)
        for key in keys:
            self._caret.move(moves[key])
        return self._caret.offset not in targets

    def _near(self, start: int, target: int) -> bool:
        """Whether a place is on the screen for certain while the caret is at another: half a window away at most."""
        self._caret.go(start)
        layout, half = self._caret.viewport.layout, self._size[1] // 3
        line, there = layout.place(start).line, layout.place(target).line
        return layout.step(line, -half) <= there <= layout.step(line, half)

    def _grown(
        self,
        start: int,
        proposals: tuple[int, ...],
        annotations: tuple[int, ...],
        moves: tuple[tuple[str, Motion], ...],
    ) -> Tree:
        """Every place that can be reached, with how many keys that takes, from where and by which key."""
        tree: Tree = {start: (0, -1, "")}
        waiting = deque([start])
        while waiting:
            offset = waiting.popleft()
            far = tree[offset][0]
            if far == FARTHEST:
                continue
            following = [(key, self._step(offset, motion)) for key, motion in moves]
            following += self._hops(offset, proposals, annotations)
            for key, place in following:
                if place not in tree:
                    tree[place] = (far + 1, offset, key)
                    waiting.append(place)
        return tree

    @staticmethod
    def _hops(offset: int, proposals: Sequence[int], annotations: Sequence[int]) -> Iterator[tuple[str, int]]:
        for there, forward, back in ((proposals, "tab", "shift+tab"), (annotations, "J", "K")):
            after, before = bisect_right(there, offset), bisect_left(there, offset)
            if after < len(there):
                yield forward, there[after]
            if before:
                yield back, there[before - 1]

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

    def hops(
        self, offset: int, tagged: Iterable[Labelled], proposed: Iterable[Labelled], *, fresh: bool
    ) -> list[tuple[Keys, Range]]:
        """What hops from passage to passage select from an offset on.

        Args:
            offset: Where the caret is.
            tagged: What is tagged.
            proposed: What is proposed.
            fresh: Whether what the caret is on was tagged by the last key.
        """
        spans = [Span(label=label, start=a, end=b) for a, b, label in dict.fromkeys(tagged)]
        mirror = self._mirror(
            (Span(label=label, start=a, end=b, status="proposed") for a, b, label in dict.fromkeys(proposed)), spans
        )
        found = []
        for key, command in PASSAGE_HOPS.items():
            mirror.go(offset)
            if fresh:
                mirror.rest_on(offset, "fresh")
            for times in range(1, MOST_HOPS + 1):
                if READING_COMMANDS[command](mirror) or not mirror.caret.selection:
                    break
                found.append(((key,) * times, mirror.caret.selection))
        return found

    def selecting(
        self, start: int, end: int, over: Iterable[Labelled], hops: Iterable[tuple[Keys, Range]] = (), begun: int = -1
    ) -> list[Selecting]:
        """Ways to have a label's key given to exactly a range.

        Args:
            start: First code point.
            end: One past the last.
            over: The ranges of what is tagged or proposed, with the labels.
            hops: What hops from passage to passage select.
            begun: Where they begin.
        """
        over = list(over)
        last = previous_boundary(self._text, end)
        found: list[Selecting] = []
        if word_at(self._text, start) == (start, end) and not any(low < end and start < high for low, high, _ in over):
            found.append(Selecting(frozenset(range(start, end)), ()))
        elif start == last:
            found.append(Selecting(frozenset({start}), ("v",)))
        for here, there in ((start, last), (last, start)):
            for first, moves in ((("v",), MOVES), ((), EXTENSIONS)):
                way = self.to(here, frozenset({there}), moves=moves, jump=False)
                if way:
                    found.append(Selecting(frozenset({here}), (*first, *way)))
        hopping = ((Selecting(frozenset({begun}), keys), chosen) for keys, chosen in hops)
        for selecting, chosen in (*self._chosen(start, end, over), *hopping):
            nudges = self.nudges(chosen, (start, end))
            if nudges is not None:
                found.append(Selecting(selecting.places, (*selecting.keys, *nudges)))
        return found

    def _chosen(self, start: int, end: int, over: Sequence[Labelled]) -> Iterator[tuple[Selecting, Range]]:
        """Ways to select something near a range, with what they select."""
        mirror = self._mirror(
            Span(label=label, start=a, end=b, status="proposed") for a, b, label in dict.fromkeys(over)
        )
        last = previous_boundary(self._text, end)
        places = {self.settle(each) for each in (start, last, (start + last) // 2)}
        for place in places:
            for keys, command in UNITS.items():
                mirror.go(place)
                READING_COMMANDS[command](mirror)
                if mirror.caret.selection:
                    yield Selecting(frozenset({place}), keys), mirror.caret.selection
            mirror.go(place)
            for growths in range(1, MOST_GROWTHS + 1):
                if READING_COMMANDS["grow"](mirror) or not mirror.caret.selection:
                    break
                yield Selecting(frozenset({place}), ("+",) * growths), mirror.caret.selection
        yield from self._named(start, end)
        yield from self._reporting(start, end, {(a, b) for a, b, label in over if label == "QUOTE"})
        for offset in range(max(start + 1, end - 24), min(len(self._text), end + 12)):
            word = word_at(self._text, offset)
            if word and word[0] == offset:
                yield Selecting(frozenset({start}), ("v", f"{JUMP}{offset}")), (start, word[1])

    def _named(self, start: int, end: int) -> Iterator[tuple[Selecting, Range]]:
        """Ways by hops from name to name, tagged or not, to those near a range."""
        for index, name in enumerate(self._names):
            if name[0] < end and start < name[1]:
                for hops in range(1, 6):
                    low = self._names[index - hops][0] if index >= hops else 0
                    high = self._names[index - hops + 1][0] if index >= hops - 1 else 0
                    if low < high:
                        yield Selecting(frozenset(range(low, high)), (";",) * hops), name
                    low = self._names[index + hops - 1][1] if index + hops - 1 < len(self._names) else len(self._text)
                    high = self._names[index + hops][1] if index + hops < len(self._names) else len(self._text)
                    if low < high:
                        yield Selecting(frozenset(range(low, high)), (",",) * hops), name

    def _reporting(self, start: int, end: int, done: set[Range]) -> Iterator[tuple[Selecting, Range]]:
        """Ways by hops from one reported clause to the next, from before it, to those near a range."""
        left = [each for each in self._reported if each not in done]
        for index, clause in enumerate(left):
            if clause[0] < end and start < clause[1]:
                for hops in range(1, MOST_HOPS):
                    low = left[index - hops][0] + 1 if index >= hops else 0
                    high = left[index - hops + 1][0] + 1 if index >= hops - 1 else 0
                    if low < high:
                        yield Selecting(frozenset(range(low, high)), ("C",) * hops), clause

    def nudges(self, span: Range, goal: Range) -> Keys | None:
        """The fewest keys that move the ends of a span, or of the selection, to a goal; None when they are too many."""
        if span == goal:
            return ()
        text = self._text
        starts = {
            "[": lambda at: by_grapheme(text, at, goal[1], "start", -1)[0],
            "]": lambda at: by_grapheme(text, at, goal[1], "start", 1)[0],
            "B": lambda at: self._word_from(at, "start", -1),
            "W": lambda at: self._word_from(at, "start", 1),
        }
        ends = {
            "<": lambda at: by_grapheme(text, goal[0], at, "end", -1)[1],
            ">": lambda at: by_grapheme(text, goal[0], at, "end", 1)[1],
            "H": lambda at: self._word_from(at, "end", -1),
            "L": lambda at: self._word_from(at, "end", 1),
        }
        if goal[0] >= span[1] or goal[1] <= span[0]:
            return None
        start, end = _fewest(span[0], goal[0], starts), _fewest(span[1], goal[1], ends)
        return None if start is None or end is None else (*start, *end)


def _walked(tree: Tree, offset: int) -> Keys:
    """The keys that lead to a place of a tree."""
    keys: list[str] = []
    while tree[offset][2]:
        _, before, key = tree[offset]
        keys.append(key)
        offset = before
    return tuple(reversed(keys)) if keys else ()


def _fewest(at: int, goal: int, steps: Mapping[str, Callable[[int], int]]) -> Keys | None:
    """The fewest steps from one place to another."""
    came: dict[int, Keys] = {at: ()}
    waiting = deque([at])
    while waiting:
        here = waiting.popleft()
        if here == goal:
            return came[here]
        if len(came[here]) < MOST_NUDGES:
            for key, step in steps.items():
                there = step(here)
                if there >= 0 and there not in came:
                    came[there] = (*came[here], key)
                    waiting.append(there)
    return None
