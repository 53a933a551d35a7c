"""Candidates: what a capitalised sequence names, judged by its words and the words right beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.detect.rules import name_words as words
from copydesk.detect.rules.cue_verbs import PAST_OR_PRESENT
from copydesk.detect.rules.gazetteer import GPES, KNOWN, LONGEST, WEAK
from copydesk.detect.rules.given_names import FAMILY_FIRST, GIVEN_NAMES
from copydesk.detect.rules.tokens import Token

LONGEST_SEQUENCE = 16
"""Words; a longer capitalised sequence is a headline or noise."""

_COMPOUND_FIRST = frozenset(
    """
    Russo Sino Anglo Franco Indo Afro Euro Greco Austro Judeo Italo Hispano Perso Turco Serbo Ibero
    """.split()
)
_IN = frozenset("in at from near to outside around across inside via through visit visited visiting".split())
_HEADS = (
    (words.ORG_HEADS, "ORG"),
    (words.FAC_HEADS, "FAC"),
    (words.LOC_HEADS, "LOC"),
    (words.EVENT_HEADS, "EVENT"),
    (words.GPE_HEADS, "GPE"),
)
_BUILDINGS = frozenset(
    "White House|Kremlin|Pentagon|Capitol|Blue House|Downing Street|Buckingham Palace|Vatican".split("|")
)
"""Buildings that also stand for those who govern there."""
_LINKS = frozenset("of for and the in on at".split())
_MAYBE_NAMES = words.NOT_NAMES & (GIVEN_NAMES | FAMILY_FIRST)
"""Ordinary words that are also somebody's name: Moon, Will."""
_DETERMINERS = frozenset("the a an this that these those its their our his her my your each every any no some".split())
_ALL_HEADS = frozenset().union(*(heads for heads, _ in _HEADS))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece of text that may be a name.

    Attributes:
        start: First code point.
        end: One past the last code point.
        words: Its words, as written.
        label: What it names; empty where the words alone do not say.
        score: How sure, from 0 to 1.
        supported: Whether something besides the capital letter speaks for a name; False for a lone
            capitalised word at the start of a sentence.
    """

    start: int
    end: int
    words: tuple[str, ...]
    label: str
    score: float
    supported: bool = True


class SequenceReader:
    """Cuts capitalised sequences of one text into candidates.

    Args:
        text: The text.
        tokens: Its tokens.
        lower: The words that the text also writes in lower case.
    """

    def __init__(self, text: str, tokens: Sequence[Token], lower: frozenset[str]) -> None:
        self._text = text
        self._tokens = tokens
        self._lower = lower

    def read(self, run: Sequence[int]) -> Iterator[Candidate]:
        """The candidates of a sequence of token indices, in order and apart."""
        if len(run) > LONGEST_SEQUENCE:
            return
        run = self._without_opening_words(run)
        titled = False
        position = 0
        while position < len(run):
            title = self._title_length(run, position)
            if title:
                position += title
                titled = True
                while position < len(run) and self._word(run[position]).lower() in _LINKS:
                    position += 1
                    titled = False
                continue
            length, label, score = self._piece(run, position, titled)
            if length:
                piece = run[position : position + length]
                candidate = self._candidate(piece, label, score)
                if candidate:
                    yield candidate
                titled = titled and label == "NORP"
            position += max(1, length)

    def _word(self, index: int) -> str:
        return self._tokens[index].text

    def _slice(self, run: Sequence[int]) -> str:
        written = self._text[self._tokens[run[0]].start : self._tokens[run[-1]].end]
        return written.replace("’", "'")

    def _without_opening_words(self, run: Sequence[int]) -> Sequence[int]:
        """The sequence without words that are capitalised only because a sentence begins, or that never name."""
        while run:
            word = self._word(run[0])
            token = self._tokens[run[0]]
            plain = token.initial and len(run) > 1 and self._looks_ordinary(word)
            if (word not in words.NOT_NAMES or word in _MAYBE_NAMES) and not plain:
                break
            if self._known_length(run, 0) > 1 or self._title_length(run, 0):
                break
            run = run[1:]
            while run and not self._tokens[run[0]].capital and self._word(run[0]).islower():
                run = run[1:]
        return run

    def _looks_ordinary(self, word: str) -> bool:
        """Whether a word at the start of a sentence is likely no name."""
        if (
            word in KNOWN
            or word in GIVEN_NAMES
            or word in FAMILY_FIRST
            or word in words.TITLES
            or word in words.HONORIFICS
        ):
            return False
        if word.isupper() and len(word) > 1:
            return False
        return word.lower() in self._lower or word.endswith(("ing", "ed", "ly"))

    def _title_length(self, run: Sequence[int], position: int) -> int:
        """How many words from `position` on are a title; 0 where the word is the last of an organisation's name."""
        for length in range(min(6, len(run) - position), 1, -1):
            if self._slice(run[position : position + length]) in words.TITLE_PHRASES:
                return length
        word = self._word(run[position])
        if word in words.HONORIFICS or word in words.TITLES:
            return 1
        if (
            "-" in word
            and word.split("-")[0].lower() in {"vice", "ex", "then", "co", "deputy"}
            and word.split("-")[-1].capitalize() in words.TITLES
        ):
            return 1
        return 0

    def _known_length(self, run: Sequence[int], position: int) -> int:
        for length in range(min(LONGEST, len(run) - position), 0, -1):
            if self._slice(run[position : position + length]) in KNOWN:
                return length
        return 0

    def _piece(self, run: Sequence[int], position: int, titled: bool) -> tuple[int, str, float]:
        """Length, label and score of the name that begins at `position`; length 0 for none."""
        rest = len(run) - position
        known = self._known_length(run, position)
        label = KNOWN[self._slice(run[position : position + known])] if known else ""
        stop = self._stop(run, position)
        headed = self._headed(run, position, stop)
        if headed and headed[0] > known and not (titled and headed[1] != "ORG"):
            return headed
        if known:
            weak = known == 1 and self._word(run[position]) in WEAK
            follows = rest > known and position + known < stop and self._is_plain(run[position + known])
            if titled and label in ("GPE", "ORG", "LOC") and known == 1 and weak:
                return (self._plain_length(run, position, stop), "PERSON", 0.9)
            if follows and known == 1 and (weak or self._word(run[position]) in GIVEN_NAMES) and label != "NORP":
                length = self._plain_length(run, position, stop)
                return (length, "PERSON", 0.75)
            if (
                follows
                and label == "GPE"
                and not titled
                and stop - position <= 4
                and self._word(run[stop - 1]) not in words.THING_HEADS
            ):
                return (stop - position, "ORG", 0.5)
            if self._slice(run[position : position + known]) in _BUILDINGS and self._is_inside(run[position]):
                label = "FAC"
            return (known, label, 0.7 if weak else 0.95)
        if rest == 1 and self._word(run[position]) in words.NOT_NAMES and not titled:
            return (1, "", 0.0)
        length = self._plain_length(run, position, stop)
        return (length, *self._judge(run[position : position + length], titled))

    def _is_inside(self, index: int) -> bool:
        """Whether "in the", "at the" and the like stand before a word: a building rather than who works there."""
        if index < 2 or self._tokens[index - 1].text.lower() != "the":
            return False
        return self._tokens[index - 2].text.lower() in _IN

    def _stop(self, run: Sequence[int], position: int) -> int:
        """Where the next title begins, or the end."""
        for step in range(position + 1, len(run)):
            word = self._word(run[step])
            if (
                word in words.TITLES
                and word not in ("General", "Justice", "Leader", "Judge", "Count", "King", "Prince", "Chair")
                and word not in _ALL_HEADS
            ):
                return step
        return len(run)

    def _headed(self, run: Sequence[int], position: int, stop: int) -> tuple[int, str, float] | None:
        """A name that its head word gives away: `Foreign Ministry`, `Ministry of Health`, `Mount Ararat`."""
        first = self._word(run[position])
        opener_of = next((i for i in range(position, stop) if self._word(run[i]) in ("of", "for")), 0)
        if opener_of:
            head = self._word(run[opener_of - 1])
            for heads, label in ((words.ORG_OPENERS, "ORG"), *_HEADS):
                if head in heads:
                    return (stop - position, label, 0.85)
        if stop - position > 1 and first in words.LOC_OPENERS:
            return (self._plain_length(run, position, stop), "LOC", 0.85)
        if stop - position > 1 and first in words.EVENT_OPENERS:
            return (self._plain_length(run, position, stop), "EVENT", 0.7)
        for step in range(stop - 1, position, -1):
            word = self._word(run[step])
            if step < stop - 1 and not self._word(run[step + 1])[0].isalnum():
                continue
            for heads, label in _HEADS:
                if word in heads:
                    return (step - position + 1, label, 0.85)
        return None

    def _is_plain(self, index: int) -> bool:
        word = self._word(index)
        return word not in KNOWN and word not in words.NOT_NAMES and word not in words.TITLES and not word.isupper()

    def _plain_length(self, run: Sequence[int], position: int, stop: int) -> int:
        """How many words from `position` on belong together: up to a well-known name of a place or a people."""
        for step in range(position + 1, stop):
            known = self._known_length(run, step)
            if (
                known
                and (known > 1 or self._word(run[step]) not in WEAK)
                and self._word(run[step]) not in GIVEN_NAMES | FAMILY_FIRST
            ):
                return step - position
        return stop - position

    def _judge(self, piece: Sequence[int], titled: bool) -> tuple[str, float]:
        """What an unknown piece names, and how sure; an empty label where nothing says."""
        names = [self._word(index) for index in piece]
        first = names[0]
        solid = [name for name in names if name[0].isupper()]
        personal = (
            all(name.isalpha() or "-" in name or "'" in name or "’" in name for name in names) and len(names) <= 5
        )
        before, after = self._beside(piece)
        if names[-1] in words.THING_HEADS and len(names) > 1 and not titled:
            return ("", 0.0)
        if titled and personal:
            return ("PERSON", 0.95)
        if len(names) == 1 and first.isupper() and 2 <= len(first) <= 7 and first.isalpha():
            if first.title() in GPES and len(first) > 3:
                return ("GPE", 0.9)
            return ("", 0.0) if first in words.NOT_ORGANIZATIONS else ("ORG", 0.55)
        if len(names) == 1 and before == "the" and first in words.ALONE:
            return ("ORG", 0.6)
        if not personal:
            return ("ORG", 0.4) if len(names) > 1 else ("", 0.0)
        if len(solid) > 1:
            if first in GIVEN_NAMES:
                return ("PERSON", 0.93)
            if (
                any(len(name) == 1 for name in names[1:-1])
                or names[-1] in words.SUFFIXES
                or any(name in ("bin", "von", "al") for name in names[1:-1])
            ):
                return ("PERSON", 0.85)
            if before in words.LOWER_TITLES:
                return ("PERSON", 0.9)
            if first in FAMILY_FIRST and len(names) <= 3:
                return ("PERSON", 0.85)
            if after in PAST_OR_PRESENT:
                return ("PERSON", 0.8)
            if before in _IN:
                return ("GPE", 0.45)
            if before in _DETERMINERS:
                return ("ORG", 0.42) if len(names) > 1 and before == "the" else ("", 0.0)
            return ("PERSON", 0.6) if len(names) <= 3 else ("ORG", 0.4)
        if before in words.LOWER_TITLES and len(first) > 2:
            return ("PERSON", 0.6)
        if (
            after in PAST_OR_PRESENT
            and first not in words.NOT_NAMES
            and first.lower() not in self._lower
            and before not in _DETERMINERS
        ):
            return ("PERSON", 0.5)
        if before in _IN:
            return ("GPE", 0.45)
        return ("", 0.0)

    def _beside(self, piece: Sequence[int]) -> tuple[str, str]:
        """The words right before and right after, in lower case; empty where a line ends or a mark stands."""
        left, right = piece[0] - 1, piece[-1] + 1
        before = (
            self._tokens[left].text.lower()
            if left >= 0 and self._tokens[left].line == self._tokens[piece[0]].line
            else ""
        )
        after = (
            self._tokens[right].text.lower()
            if right < len(self._tokens) and self._tokens[right].line == self._tokens[piece[-1]].line
            else ""
        )
        return before, after

    def _candidate(self, piece: Sequence[int], label: str, score: float) -> Candidate | None:
        first, last = self._tokens[piece[0]], self._tokens[piece[-1]]
        names = tuple(self._word(index) for index in piece)
        if not any(character.isalpha() for name in names for character in name):
            return None
        lone = len(names) == 1
        if lone and names[0] in words.NOT_NAMES and score < 0.9 and not (not label and names[0] in _MAYBE_NAMES):
            return None
        supported = not (first.initial and (not label or (lone and score < 0.5)))
        return Candidate(first.start, last.end, names, label, score, supported)


def split_compound(token: Token) -> list[tuple[int, int, str]]:
    """The names in a word with hyphens, as start, end and label: `India-Pakistan`, `Chinese-built`, `pro-Kremlin`."""
    parts = token.text.replace("\u2010", "-").replace("\u2011", "-").split("-")
    if len(parts) < 2:
        return []
    if (
        (parts[0] in _COMPOUND_FIRST or KNOWN.get(parts[0]) == "NORP")
        and KNOWN.get(parts[-1]) == "NORP"
        and len(parts) == 2
    ):
        return [(token.start, token.end, "NORP")]
    found: list[tuple[int, int, str]] = []
    start = token.start
    for part in parts:
        name = part.removesuffix("'s").removesuffix("’s")
        label = KNOWN.get(name, "")
        if label and name[0].isupper():
            found.append((start, start + len(name), label))
        start += len(part) + 1
    capitals = sum(part[:1].isupper() for part in parts)
    return found if len(found) == capitals else []
