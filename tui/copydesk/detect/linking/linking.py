"""Linking: which referents of several articles are the same person, organisation or place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import TypeVar

from copydesk.detect.linking.article_names import ArticleNames
from copydesk.detect.linking.descriptions import Description
from copydesk.detect.linking.name_forms import short_forms
from copydesk.detect.linking.referents import Referent
from copydesk.detect.rules.name_words import ALONE, ORG_HEADS

_GENERIC = frozenset(word.lower() for word in ORG_HEADS | ALONE) | frozenset(
    """
    foreign finance interior health justice education supreme high appeal appeals constitutional federal national home
    central trade energy environment transport public city town state defense general electoral election security main
    street hall station old new north south east west of for the and
    """.split()
)
"""Words of which any country or town may make a name of its own: the Supreme Court, City Hall."""
_ONLY_ONE = frozenset({"state department", "security council", "general assembly", "home office", "foreign office"})
_RELATED = 2
"""Articles that name so many of the same people in full tell of one story."""
_CROWD = 16
"""So many names with the same first and last word are not compared one by one."""

_Key = TypeVar("_Key", bound=Hashable)


class Links:
    """The referents of several articles, joined where they are certainly the same.

    The same full name joins, with or without a middle name where nobody else bears it with another one. A short form
    that its own article never gives in full joins the only person of that name in the other articles, if both bear the
    same title or the articles tell of one story. What every country has, such as a Supreme Court, joins only across
    articles that tell of one story.

    Args:
        articles: The names of each article.
    """

    def __init__(self, articles: Sequence[ArticleNames]) -> None:
        self._articles = articles
        self._parent: dict[Referent, Referent] = {}
        self._home = {referent: number for number, each in enumerate(articles) for referent in each.referents}
        for each in articles:
            for one, other in each.alike:
                self._join(one, other)
        if len(articles) > 1:
            self._join_people()
            self._related = self._related_articles()
            self._join_things()
            self._join_short_forms()

    def root(self, referent: Referent) -> Referent:
        """The one referent that stands for all that are joined with it."""
        root = referent
        while root in self._parent:
            root = self._parent[root]
        while referent is not root:
            following = self._parent[referent]
            self._parent[referent] = root
            referent = following
        return root

    def _join(self, one: Referent, other: Referent) -> None:
        one, other = self.root(one), self.root(other)
        if one is not other:
            self._parent[other] = one

    def _of(self, *kinds: str) -> Iterator[Referent]:
        return (referent for each in self._articles for referent in each.referents if referent.kind in kinds)

    def _join_people(self) -> None:
        places: dict[tuple[str, str, str], list[Referent]] = defaultdict(list)
        keys: dict[str, list[Referent]] = defaultdict(list)
        for person in self._of("PERSON"):
            for place in {place for name in person.people for place in (name.ends, name.either_order) if place}:
                places[place].append(person)
            for name in person.people:
                keys[name.key].append(person)
        for people in places.values():
            if len(people) > 1:
                for alike in [people] if self._are_one(people) else _by_longest_name(people):
                    self._join_all(alike)
        for person in self._of("PERSON"):
            for nickname in person.keys.difference(name.key for name in person.people):
                others = self._roots(keys.get(nickname, ()))
                if len(others) == 1:
                    self._join(person, others.pop())

    def _are_one(self, people: Sequence[Referent]) -> bool:
        """Whether people of several articles bear one name: no two of one article, and no two names that disagree."""
        names = {name.key: name for person in people for name in person.people}
        if len(names) > _CROWD or len({self._home[person] for person in people}) < len(people):
            return False
        return all(one.agrees(other) for one, other in combinations(names.values(), 2))

    def _related_articles(self) -> frozenset[tuple[int, int]]:
        """The pairs of articles that tell of one story, both ways round."""
        homes: dict[Referent, set[int]] = defaultdict(set)
        for person in self._of("PERSON"):
            if person.people:
                homes[self.root(person)].add(self._home[person])
        shared: dict[tuple[int, int], int] = defaultdict(int)
        for numbers in homes.values():
            for one, other in combinations(sorted(numbers), 2):
                shared[one, other] += 1
        pairs = [pair for pair, count in shared.items() if count >= _RELATED]
        return frozenset(pairs) | {(other, one) for one, other in pairs}

    def _join_things(self) -> None:
        same: dict[tuple[str, str], list[Referent]] = defaultdict(list)
        long_forms: dict[str, list[Referent]] = defaultdict(list)
        for thing in self._of("ORG", "PLACE", "NORP", "EVENT"):
            for key in thing.keys:
                same[thing.kind, key].append(thing)
            for acronym in thing.acronyms if thing.kind == "ORG" else ():
                long_forms[acronym].append(thing)
        for (_, key), things in same.items():
            if key in _ONLY_ONE or not all(word in _GENERIC for word in key.split()):
                self._join_all(things)
                continue
            for one, other in combinations(things, 2):
                if (self._home[one], self._home[other]) in self._related:
                    self._join(one, other)
        for acronym, things in long_forms.items():
            if len(self._roots(things)) == 1:
                self._join_all([*things, *same.get(("ORG", acronym), ())])

    def _join_short_forms(self) -> None:
        alone: dict[str, list[Referent]] = defaultdict(list)
        for person in self._of("PERSON"):
            if person.bare:
                alone[person.bare].append(person)
        bearers: dict[str, list[Referent]] = defaultdict(list)
        for person in self._of("PERSON"):
            for form in {form for name in person.people for form in short_forms(name)} & alone.keys():
                bearers[form].append(person)
        for form, people in alone.items():
            known = bearers.get(form, [])
            if not known:
                self._join_all(people)
            elif len(self._roots(known)) == 1:
                for person in people:
                    if any(self._surely_one(person, other) for other in known):
                        self._join(known[0], person)

    def _surely_one(self, short: Referent, full: Referent) -> bool:
        if (self._home[short], self._home[full]) in self._related:
            return True
        return any(_same_office(one, other) for one in short.roles for other in full.roles)

    def _join_all(self, referents: Iterable[Referent]) -> None:
        for one, other in pairwise(referents):
            self._join(one, other)

    def _roots(self, referents: Iterable[Referent]) -> set[Referent]:
        return {self.root(referent) for referent in referents}


def _by_longest_name(people: Iterable[Referent]) -> Iterable[list[Referent]]:
    """People of one first and last name, by the longest form of it that their article gives."""
    found: dict[str, list[Referent]] = defaultdict(list)
    for person in people:
        found[max((len(name.words), name.key) for name in person.people)[1]].append(person)
    return found.values()


def _same_office(one: Description, other: Description) -> bool:
    """Whether two descriptions can be one: the same role, where neither says what the other contradicts."""
    return one.head == other.head and (one.modifiers <= other.modifiers or other.modifiers <= one.modifiers)
