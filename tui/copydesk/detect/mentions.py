"""Mentions: which spans of the open articles name the same person, organisation or place."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copydesk.annotation.span import Span
from copydesk.detect.name_words import HONORIFICS, PARTICLES, SUFFIXES, TITLE_PHRASES, TITLES

NAME_LABELS = frozenset("PERSON ORG GPE LOC NORP FAC EVENT".split())
"""Labels whose spans are names."""

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')\Z", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2013": "-", "’": "'", "‘": "'", "ʼ": "'"})
_ABBREVIATED = frozenset(word.lower() for word in HONORIFICS | TITLES)
_PHRASES = frozenset(phrase.lower() for phrase in TITLE_PHRASES)
_SAME = {
    "united states": "us",
    "united states of america": "us",
    "usa": "us",
    "america": "us",
    "united kingdom": "uk",
    "great britain": "uk",
    "britain": "uk",
    "united nations": "un",
    "european union": "eu",
    "dprk": "north korea",
    "nk": "north korea",
    "democratic people's republic of korea": "north korea",
    "rok": "south korea",
    "republic of korea": "south korea",
    "prc": "china",
    "people's republic of china": "china",
    "ussr": "soviet union",
    "uae": "united arab emirates",
}
"""Short and long forms of the same name."""


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """One place where something is named.

    Attributes:
        article_id: The article.
        start: First code point.
        end: One past the last code point.
    """

    article_id: str
    start: int
    end: int


def name_key(name: str, label: str = "") -> str:
    """A name without what does not tell it apart: article, titles, possessive, case, dots, kinds of apostrophes.

    Args:
        name: As written.
        label: Its label; titles are dropped for a PERSON only.
    """
    plain = _SPACE.sub(" ", name.translate(_DASHES)).strip().casefold()
    plain = _POSSESSIVE.sub("", _ARTICLE.sub("", plain, count=1) or plain) or plain
    words = plain.replace(".", "" if re.fullmatch(r"(?:\w\.\s?)+\w?", plain) else " ").split() or [plain]
    if label == "PERSON":
        words = _without_titles(words)
    key = " ".join(words)
    return _SAME.get(key, key) if label != "PERSON" else key


def same_name(name: str, other: str, label: str, other_label: str) -> bool:
    """Whether two names, taken by themselves, may name the same: "Kim" and "Kim Jong Un", "U.S." and "US".

    Of two different kinds only places link, unless a person and an organisation are written exactly alike. A word of a
    place's name is not that place: "Korea" is not "North Korea".
    """
    if not _compatible(label, other_label):
        return name_key(name, "PERSON") == name_key(other, "PERSON") and {label, other_label} == {"PERSON", "ORG"}
    key, other_key = name_key(name, label), name_key(other, other_label)
    if key == other_key:
        return True
    return label == "PERSON" and (_is_part(key, other_key) or _is_part(other_key, key))


class Mentions:
    """The names of several articles, grouped into who or what they name.

    A short form of a person's name goes with the full name that its own article introduced last before it, else
    with the only full name it fits in the article, else with the only one in all articles.

    Args:
        articles: For each article in reading order its id, its text and its spans (annotations and proposals alike);
            spans that are no names are passed over.
    """

    def __init__(self, articles: Sequence[tuple[str, str, Sequence[Span]]]) -> None:
        self._groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        self._of: dict[tuple[str, int, int, str], tuple[str, str]] = {}
        names = [(article_id, _names(text, spans)) for article_id, text, spans in articles]
        full_names = {
            article_id: sorted((span.start, key) for span, key in found if span.label == "PERSON" and " " in key)
            for article_id, found in names
        }
        everywhere = _by_word(key for found in full_names.values() for _, key in found)
        for article_id, found in names:
            resolve = _Resolver(full_names[article_id], everywhere)
            for span, key in found:
                group = (_kind(span.label), resolve(key, span.start) if span.label == "PERSON" else key)
                self._of[article_id, span.start, span.end, span.label] = group
                self._groups[group].append(Mention(article_id, span.start, span.end))
        self._link_people_and_organizations()
        reading_order = [article_id for article_id, _, _ in articles]
        for group, mentions in self._groups.items():
            self._groups[group] = _ordered(mentions, reading_order)

    def of(self, article_id: str, span: Span) -> tuple[Mention, ...]:
        """All mentions of what the span names, itself included, in reading order across the articles.

        Empty where the span is no name, or was not among those given.
        """
        group = self._of.get((article_id, span.start, span.end, span.label))
        return tuple(self._groups[group]) if group else ()

    def _link_people_and_organizations(self) -> None:
        """Put a person and an organisation that are written alike together."""
        people = {group: ("PERSON", group[1]) for group in self._groups if group[0] == "ORG"}
        people = {group: person for group, person in people.items() if person in self._groups}
        for group, person in people.items():
            self._groups[person] += self._groups.pop(group)
        for place, group in self._of.items():
            self._of[place] = people.get(group, group)


class _Resolver:
    """Finds the full name that a short form of one article stands for.

    Args:
        introduced: The article's full names with the places where they stand, in order.
        everywhere: For each short form, the full names of all articles that it fits.
    """

    def __init__(self, introduced: Sequence[tuple[int, str]], everywhere: dict[str, set[str]]) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        self._names: dict[str, list[str]] = defaultdict(list)
        for start, key in introduced:
            for part in _parts(key):
                self._places[part].append(start)
                self._names[part].append(key)
        self._fitting = {part: set(names) for part, names in self._names.items()}
        self._everywhere = everywhere

    def __call__(self, key: str, start: int) -> str:
        """The full name's key for the short key at `start`, or the key itself."""
        here = self._fitting.get(key, set())
        anywhere = self._everywhere.get(key, set())
        if not here:
            return _longest(anywhere) if _one_person(anywhere) else key
        if len(here) == 1:
            return _longest(here | anywhere) if _one_person(here | anywhere) else _longest(here)
        if _one_person(here):
            return _longest(here)
        before = bisect.bisect_left(self._places[key], start)
        return self._names[key][before - 1] if before else key


def _names(text: str, spans: Iterable[Span]) -> list[tuple[Span, str]]:
    ordered = sorted((span for span in spans if span.label in NAME_LABELS), key=lambda span: span.order)
    return [(span, name_key(text[span.start : span.end], span.label)) for span in ordered]


def _kind(label: str) -> str:
    return "PLACE" if label in _PLACES else label


def _compatible(label: str, other: str) -> bool:
    return _kind(label) == _kind(other)


def _without_titles(words: list[str]) -> list[str]:
    """The words of a person's name without titles before it."""
    while len(words) > 1:
        phrase = next((n for n in range(min(5, len(words) - 1), 1, -1) if " ".join(words[:n]) in _PHRASES), 0)
        if not phrase and words[0] not in _ABBREVIATED:
            break
        words = words[phrase or 1 :]
    return words


def _parts(key: str) -> set[str]:
    """What may stand alone for a full name: its first word, its last, its last with a particle, first and last."""
    words = key.split()
    suffixes = {suffix.lower().strip(".") for suffix in SUFFIXES}
    while len(words) > 1 and words[-1] in suffixes:
        words.pop()
    parts = {words[0], words[-1], f"{words[0]} {words[-1]}", " ".join(words)}
    if len(words) > 2:
        parts.add(" ".join(words[1:]))
        if words[-2] in PARTICLES:
            parts.add(" ".join(words[-2:]))
        parts.add(" ".join(word for word in words if len(word) > 1))
    return {part for part in parts if len(part) > 1 and part != key} | {key}


def _is_part(short: str, full: str) -> bool:
    return " " in full and short in _parts(full)


def _by_word(keys: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key in set(keys):
        for part in _parts(key):
            found[part].add(key)
    return found


def _one_person(keys: set[str]) -> bool:
    """Whether full names are one name in longer and shorter forms."""
    longest = _longest(keys) if keys else ""
    return bool(keys) and all(key == longest or _is_part(key, longest) for key in keys)


def _longest(keys: set[str]) -> str:
    return max(keys, key=lambda key: (len(key), key))


def _ordered(mentions: Iterable[Mention], article_ids: Sequence[str]) -> list[Mention]:
    place = {article_id: number for number, article_id in enumerate(article_ids)}
    return sorted(set(mentions), key=lambda mention: (place[mention.article_id], mention.start, mention.end))
