"""Mentions: which spans of the open articles name the same person, organisation or place."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from copydesk.annotation.span import Span
from copydesk.detect.linking.article_names import ArticleNames, names_among
from copydesk.detect.linking.article_text import ArticleText
from copydesk.detect.linking.described import Described
from copydesk.detect.linking.gender import Gender
from copydesk.detect.linking.linking import Links
from copydesk.detect.linking.referents import Name, Referent


class Mention(NamedTuple):
    """One place where something is named or described.

    Attributes:
        article_id: The article.
        start: First code point.
        end: One past the last code point.
    """

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Group:
    """Who or what is named at some places.

    Attributes:
        kind: PERSON, ORG, PLACE, NORP or EVENT.
        mentions: The places, in reading order across the articles.
        written: The fullest name, as it is written in one of the articles.
        gender: The pronoun that fits a person, where that is known.
        certain: Whether it is told who is meant; else it is one short form that may be that of several.
    """

    kind: str
    mentions: tuple[Mention, ...]
    written: str
    gender: Gender
    certain: bool = True


def article_names(text: str, spans: Iterable[Span]) -> ArticleNames:
    """The names of an article, from its annotations and proposals; what is no name is passed over."""
    return ArticleNames(ArticleText(text), names_among(spans))


class Mentions:
    """The names of several articles, grouped into who or what they name.

    Certain alone counts: a name that may be either of two people's is in no group but its own. Descriptions such as
    "the North Korean leader" belong to a group where they are unmistakable, pronouns where a speaker's span says whom
    they stand for.

    Args:
        articles: For each article in reading order its id and its names.
    """

    def __init__(self, articles: Sequence[tuple[str, ArticleNames]]) -> None:
        self._articles = dict(articles)
        self._ids = list(self._articles)
        names = list(self._articles.values())
        self._links = Links(names)
        self._members: dict[Referent, list[tuple[int, Referent]]] = defaultdict(list)
        self._others: dict[Referent, list[tuple[int, int, int]]] = defaultdict(list)
        self._described: dict[str, list[tuple[int, int, Referent]]] = {}
        self._speakers: dict[tuple[str, Name], Referent] = {}
        self._groups: dict[Referent, Group] = {}
        described = Described(names, self._links)
        for number, each in enumerate(names):
            for referent in each.referents:
                self._members[self._links.root(referent)].append((number, referent))
            found = [(place.start, place.end, person) for place, person in described.places(number, each)]
            self._described[self._ids[number]] = found
            for start, end, person in found:
                self._others[person].append((number, start, end))
            self._place_speakers(number, each)

    def of(self, article_id: str, span: Span) -> tuple[Mention, ...]:
        """All mentions of what the span names, itself included, in reading order across the articles.

        Empty where the span names nothing, or was not among those given.
        """
        group = self.group(article_id, span)
        return group.mentions if group else ()

    def at(self, article_id: str, offset: int) -> tuple[Mention, ...]:
        """All mentions of the person whom a description over the code point at `offset` means; else empty."""
        found = self._described.get(article_id, [])
        at = bisect.bisect_right(found, offset, key=lambda place: place[0]) - 1
        return self._group(found[at][2]).mentions if at >= 0 and offset < found[at][1] else ()

    def group(self, article_id: str, span: Span) -> Group | None:
        """Who or what a span names; None where it names nothing, or was not among those given."""
        article = self._articles.get(article_id)
        if article is None:
            return None
        found = (self._speakers.get((article_id, name)) or article.of(name) for name in names_among([span]))
        referent = next(filter(None, found), None)
        return self._group(self._links.root(referent)) if referent else None

    def groups(self) -> list[Group]:
        """Everybody and everything that is named, in the order of the first mention."""
        return sorted(map(self._group, self._members), key=lambda group: self._place(group.mentions[0]))

    def _place(self, mention: Mention) -> tuple[int, int, int]:
        return (self._ids.index(mention.article_id), mention.start, mention.end)

    def _place_speakers(self, number: int, article: ArticleNames) -> None:
        """Put the speakers in a group: pronouns by the name that they stand for, descriptions by their place."""
        article_id = self._ids[number]
        described = {(start, end): person for start, end, person in self._described[article_id]}
        for name in article.speakers:
            referent = article.called(name.stands_for) if name.stands_for else None
            person = self._links.root(referent) if referent else described.get((name.start, name.end))
            if person:
                self._speakers[article_id, name] = person
                self._others[person].append((number, name.start, name.end))

    def _group(self, root: Referent) -> Group:
        found = self._groups.get(root)
        if found is None:
            members = self._members[root]
            places = {(number, name.start, name.end) for number, member in members for name in member.names}
            genders = {member.gender for _, member in members} - {""}
            found = self._groups[root] = Group(
                root.kind,
                tuple(
                    Mention(self._ids[number], start, end)
                    for number, start, end in sorted(places.union(self._others[root]))
                ),
                max((member.written for _, member in members), key=len),
                genders.pop() if len(genders) == 1 else "",
                any(member.keys or member.bare for _, member in members),
            )
        return found
