"""Described people: which persons the definite descriptions of an article mean, where that is unmistakable."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence

from copydesk.detect.linking.article_names import ArticleNames
from copydesk.detect.linking.descriptions import Definite, Description
from copydesk.detect.linking.linking import Links
from copydesk.detect.linking.referents import Referent

_BEHIND = 3
"""Code points between a role and the name it stands before at most."""


class Described:
    """Who "the North Korean leader" is.

    A description with a modifier means the person beside whose name the same role and modifiers stand in the article,
    or, where the article has them beside no name, in another one; that must be one person alone, and one whom the
    article names. A description by the role alone, such as "the mayor", must follow the name it stands beside, and
    nobody else of that role may occur in the article.

    Args:
        articles: The names of each article.
        links: Which of them are the same.
    """

    def __init__(self, articles: Sequence[ArticleNames], links: Links) -> None:
        self._links = links
        self._everywhere: dict[Description, set[Referent]] = defaultdict(set)
        self._here: list[dict[Description, set[Referent]]] = []
        for each in articles:
            here: dict[Description, set[Referent]] = defaultdict(set)
            for referent in each.referents:
                for role in referent.roles:
                    here[role].add(links.root(referent))
                    self._everywhere[role].add(links.root(referent))
            self._here.append(here)

    def places(self, number: int, article: ArticleNames) -> Iterator[tuple[Definite, Referent]]:
        """The descriptions in an article that mean a certain person, in order, with the person.

        Args:
            number: The index of the article among those given.
            article: Its names.
        """
        named = {self._links.root(referent) for referent in article.referents if referent.people or referent.bare}
        taken = article.ranges
        heads = _Heads(article, self._here[number])
        for definite in article.article.definites:
            at = bisect.bisect_left(taken, (definite.end,)) - 1
            if at >= 0 and taken[at][1] >= definite.end:
                continue
            role = definite.described
            if role.modifiers:
                people = self._here[number].get(role) or self._everywhere.get(role, set()) & named
                if len(people) == 1 and (role in self._here[number] or len(self._everywhere[role]) == 1):
                    yield definite, next(iter(people))
            else:
                person = heads.only(role.head, definite)
                if person:
                    yield definite, person


class _Heads:
    """The roles of one article taken without modifiers."""

    def __init__(self, article: ArticleNames, here: dict[Description, set[Referent]]) -> None:
        self._article = article.article
        self._here = here
        self._people: dict[str, set[Referent]] = defaultdict(set)
        self._first: dict[str, int] = {}
        for role, people in here.items():
            self._people[role.head] |= people
        for referent in article.referents:
            for role, place in referent.roles.items():
                self._first[role.head] = min(place, self._first.get(role.head, place))
        self._alone: dict[str, bool] = {}

    def only(self, head: str, definite: Definite) -> Referent | None:
        """The one person of a role, if introduced before a description, and nobody else in the article may have it."""
        people = self._people.get(head, set())
        if len(people) != 1 or self._first[head] > definite.start:
            return None
        behind = self._article.text[definite.end : definite.end + _BEHIND]
        if behind.startswith(", ") and behind[2:].isupper():
            return None
        if head not in self._alone:
            self._alone[head] = self._stands_alone(head, people)
        return next(iter(people)) if self._alone[head] else None

    def _stands_alone(self, head: str, people: set[Referent]) -> bool:
        """Whether a role occurs only as "the mayor", or as that of the same person; not as "a mayor" or "mayors"."""
        text = self._article.text
        same = [
            (definite.start, definite.end)
            for definite in self._article.definites
            if not definite.described.modifiers or self._here.get(definite.described) == people
        ]
        for match in self._article.occurrences(head):
            if match[0].lower() != head:
                return False
            at = bisect.bisect_right(same, match.span()) - 1
            if at >= 0 and match.end() <= same[at][1]:
                continue
            if not text[match.end() : match.end() + _BEHIND].lstrip(" ,.")[:1].isupper():
                return False
        return True
