"""Whole names: what the network cut at a hyphen, or before the particle of a surname, is put together."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.detect.neural.decoding import Found
from copydesk.detect.neural.features import Features
from copydesk.detect.neural.labels import ENTITIES
from copydesk.detect.rules.name_words import PARTICLES

_PERSON = ENTITIES.index("PERSON")
_NORP = ENTITIES.index("NORP")
_HALVES = frozenset("Afro Anglo Austro Euro Franco Greco Hispano Indo Italo Luso Nippo Russo Serbo Sino Turko".split())
"""Peoples that stand only before a hyphen."""
_HYPHENS = frozenset("-\u2010\u2011")
_TOUCHING, _AFTER_SPACE = 1, 2
"""Settings of words, see `features`."""
_MOST_PARTICLES = 3


def whole_names(text: str, words: Features, found: Sequence[Found]) -> list[Found]:
    """The ranges, in order and apart, with those of people and peoples made whole.

    `Urs-Peter Gantenbein` is one name, and so is `de los Santos-Uy` where the article names somebody `María de los
    Santos-Uy` in full; `Franco-Belgian` is one people.
    """
    return _with_particles(text, words, _with_hyphens(text, words, found))


def _with_hyphens(text: str, words: Features, found: Sequence[Found]) -> list[Found]:
    joined: list[Found] = []
    taken = {word for each in found for word in range(each.start, each.end)}
    for each in found:
        start, end, kind, score = each
        if kind == _PERSON:
            before = start - 2
            if before >= 0 and _hyphenated(text, words, before) and before not in taken:
                start = before
            if end + 1 < len(words) and _hyphenated(text, words, end - 1) and end + 1 not in taken:
                end += 2
            last = joined[-1] if joined else None
            if last and last.kind == _PERSON and last.end == start - 1 and _hyphenated(text, words, last.end - 1):
                joined[-1] = Found(last.start, end, kind, min(score, last.score))
                continue
        elif kind == _NORP and _after_half(text, words, start):
            start -= 2
            while joined and joined[-1].end > start:
                joined.pop()
        joined.append(Found(start, end, kind, score))
    return joined


def _after_half(text: str, words: Features, word: int) -> bool:
    """Whether `Franco-` or the like stands before a word."""
    before = word - 2
    if before < 0 or not _hyphenated(text, words, before):
        return False
    return text[words.starts[before] : words.ends[before]] in _HALVES


def _hyphenated(text: str, words: Features, word: int) -> bool:
    """Whether a hyphen without spaces joins the capitalised word to the next."""
    if word + 2 >= len(words) or not (words.settings[word + 1] == words.settings[word + 2] == _TOUCHING):
        return False
    return (
        text[words.starts[word + 1]] in _HYPHENS
        and text[words.starts[word]].isupper()
        and text[words.starts[word + 2]].isupper()
    )


def _with_particles(text: str, words: Features, found: Sequence[Found]) -> list[Found]:
    def written(start: int, end: int) -> tuple[str, ...]:
        return tuple(text[words.starts[word] : words.ends[word]].casefold() for word in range(start, end))

    full = {
        written(start, each.end)
        for each in found
        if each.kind == _PERSON
        for start in range(each.start + 1, each.end)
        if written(start, start + 1)[0] in PARTICLES
    }
    whole: list[Found] = []
    for each in found:
        start = each.start
        if each.kind == _PERSON and full:
            least = max(whole[-1].end if whole else 0, start - _MOST_PARTICLES)
            while start > least and words.settings[start] == _AFTER_SPACE and written(start - 1, start)[0] in PARTICLES:
                start -= 1
            if written(start, each.end) not in full:
                start = each.start
        whole.append(each._replace(start=start))
    return whole
