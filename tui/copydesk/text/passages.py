"""Passages alike: which sentence of one text says most nearly what a sentence of another says.

Sentences are vectors of words, weighted by how rare a word is in both texts (inverse document frequency over
sentences, as in Salton and Buckley 1988), names and numbers more. The cosine of two sentences counts together with
that of the paragraphs around them.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from copydesk.text.sentences import sentences

NAME_WEIGHT = 1.6
NUMBER_WEIGHT = 2.0
PARAGRAPH = 0.3
"""The part that the paragraphs around two sentences have in how alike they are."""
SURE, LIKELY = 0.45, 0.22
"""From how alike on a passage is the same for certain, or likely; below it may be chance."""
LEAST = 0.08
"""Below it nothing is found."""
MOST_SHARED = 6
MOST_COMPARED = 400
"""Sentences that a sentence is compared with."""
_LITTLE = frozenset(
    "a an the and or but nor if of to in on at by for from with as into than that this these those it its he him his"
    " she her they them their we us our you your i my me is are was were be been being has have had do did does not no"
    " will would can could may might should about after before so also there here who which what when where".split()
)
"""Words that say nothing of what a passage is about."""
_WORD = re.compile(r"[^\W_]+(?:[.,’'-][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")


@dataclass(frozen=True, slots=True)
class Alike:
    """A passage that is like another.

    Attributes:
        start: Its first code point.
        end: One past its last.
        score: How alike they are, from 0 to 1.
        shared: The words that say so most, as they are folded.
    """

    start: int
    end: int
    score: float
    shared: tuple[str, ...]

    @property
    def sureness(self) -> str:
        """How sure it is, in a word."""
        return "sure" if self.score >= SURE else "likely" if self.score >= LIKELY else "perhaps"


class Passages:
    """The sentences of one text with their words, ready to be compared.

    Args:
        text: The text.
        paragraphs: Its paragraphs as half-open ranges, in order.
    """

    def __init__(self, text: str, paragraphs: Iterable[tuple[int, int]]) -> None:
        self.ranges: list[tuple[int, int]] = []
        self.words: list[Counter[str]] = []
        self.paragraph_of: list[int] = []
        self.whole: list[Counter[str]] = []
        self.weight: dict[str, float] = {}
        self._holding: dict[str, list[int]] = defaultdict(list)
        for number, (start, end) in enumerate(paragraphs):
            self.whole.append(Counter())
            for left, right in sentences(text, start, end):
                words = Counter(self._words(text, left, right))
                for word in words:
                    self._holding[word].append(len(self.ranges))
                self.ranges.append((left, right))
                self.words.append(words)
                self.paragraph_of.append(number)
                self.whole[-1] += words

    def _words(self, text: str, start: int, end: int) -> Iterable[str]:
        for match in _WORD.finditer(text, start, end):
            written = match[0]
            word = _folded(written)
            if word in _LITTLE:
                continue
            if written[0].isdigit():
                self.weight[word] = NUMBER_WEIGHT
            elif written[0].isupper() and match.start() > start:
                self.weight[word] = NAME_WEIGHT
            yield word

    def at(self, offset: int) -> int | None:
        """The sentence that holds an offset, or ends last before it; None where there is none."""
        found = bisect_right(self.ranges, (offset, math.inf)) - 1
        return found if found >= 0 else (0 if self.ranges else None)

    def holding(self, word: str) -> Sequence[int]:
        """The sentences that hold a word."""
        return self._holding.get(word, ())


def closest(here: Passages, offset: int, there: Passages) -> Alike | None:
    """The sentence of one text that is most like the one at an offset of another; None where nothing is alike."""
    index = here.at(offset)
    if index is None or not there.ranges:
        return None
    count = len(here.ranges) + len(there.ranges)

    def weight(word: str) -> float:
        frequency = len(here.holding(word)) + len(there.holding(word))
        factor = max(here.weight.get(word, 1.0), there.weight.get(word, 1.0))
        return factor * math.log((count + 1) / (frequency + 0.5))

    query, around = _vector(here.words[index], weight), _vector(here.whole[here.paragraph_of[index]], weight)
    candidates = _candidates(query, there)
    best: tuple[float, int] | None = None
    of_paragraph: dict[int, float] = {}
    for number in sorted(candidates):
        paragraph = there.paragraph_of[number]
        if paragraph not in of_paragraph:
            of_paragraph[paragraph] = _cosine(around, _vector(there.whole[paragraph], weight))
        alike = _cosine(query, _vector(there.words[number], weight))
        score = (1 - PARAGRAPH) * alike + PARAGRAPH * of_paragraph[paragraph]
        if best is None or score > best[0]:
            best = (score, number)
    if best is None or best[0] < LEAST:
        return None
    score, number = best
    shared = sorted(query.keys() & there.words[number].keys(), key=lambda word: (-weight(word), word))
    return Alike(*there.ranges[number], min(1.0, score), tuple(shared[:MOST_SHARED]))


def _candidates(query: Mapping[str, float], there: Passages) -> set[int]:
    """The sentences that share a word with a query, by the rarest words first; about `MOST_COMPARED` at most."""
    found: set[int] = set()
    for word in sorted(query, key=lambda word: len(there.holding(word))):
        if found and len(found) + len(there.holding(word)) > MOST_COMPARED:
            break
        found.update(there.holding(word)[:MOST_COMPARED])
    return found


def _vector(words: Counter[str], weight: Callable[[str], float]) -> Mapping[str, float]:
    return {word: math.log1p(times) * weight(word) for word, times in words.items()}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    product = sum(value * other[word] for word, value in one.items() if word in other)
    if product <= 0:
        return 0.0
    lengths = math.sqrt(sum(value * value for value in one.values()) * sum(value * value for value in other.values()))
    return product / lengths


def _folded(word: str) -> str:
    """A word without its possessive and plural, in lower case."""
    plain = _POSSESSIVE.sub("", word).casefold()
    ends = len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is"))
    return plain[:-1] if ends else plain
