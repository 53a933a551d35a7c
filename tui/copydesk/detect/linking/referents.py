"""Referents: who or what the names of an article name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from copydesk.detect.linking.descriptions import Description
from copydesk.detect.linking.gender import Gender, gender_of_given_name, gender_of_title
from copydesk.detect.linking.name_forms import PersonName


class Name(NamedTuple):
    """A labelled name.

    Attributes:
        start: First code point.
        end: One past the last code point.
        label: Its label.
        stands_for: The name that it stands for, where it is a pronoun or a description that says so.
    """

    start: int
    end: int
    label: str
    stands_for: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """One way in which an article writes names of one kind, with all places where it does.

    Attributes:
        kind: PERSON, ORG, PLACE, NORP or EVENT.
        written: As it is written.
        plain: The same without titles and possessive.
        names: The names that are written so, in order; at least one.
        labels: Their labels.
        roles: What is said beside the names of a PERSON, and where first: the North Korean leader.
        honorifics: Mr, Ms and the like before the names of a PERSON, in lower case.
        introduces: The keys of acronyms that follow it, and whether they stand in brackets.
    """

    kind: str
    written: str
    plain: str
    names: tuple[Name, ...]
    labels: frozenset[str]
    roles: Mapping[Description, int]
    honorifics: frozenset[str]
    introduces: frozenset[tuple[str, bool]]

    @property
    def first(self) -> int:
        """Where the first name begins."""
        return self.names[0].start


@dataclass(slots=True, eq=False)
class Referent:
    """Who or what some names of one article name.

    Attributes:
        kind: PERSON, ORG, PLACE, NORP or EVENT.
        keys: The full forms of its name, comparable across articles; empty where only a short form names it.
        people: The full names of a PERSON.
        acronyms: Short forms in capitals that the article uses for it.
        bare: The short form that alone names it in this article, or empty.
        writings: The ways to write it that name nothing else here.
        singles: Names that are written as others of something else are.
        roles: What is said beside the names of a PERSON, and where first.
        honorifics: Mr, Ms and the like before the names of a PERSON, in lower case.
        written: The fullest name as it is written, without titles.
        first: Where its full name stands first.
    """

    kind: str
    keys: set[str] = field(default_factory=set)
    people: list[PersonName] = field(default_factory=list)
    acronyms: set[str] = field(default_factory=set)
    bare: str = ""
    writings: list[Writing] = field(default_factory=list)
    singles: list[Name] = field(default_factory=list)
    roles: dict[Description, int] = field(default_factory=dict)
    honorifics: set[str] = field(default_factory=set)
    written: str = ""
    first: int = -1

    @property
    def names(self) -> Iterator[Name]:
        """All that names it, in no order."""
        for writing in self.writings:
            yield from writing.names
        yield from self.singles

    @property
    def gender(self) -> Gender:
        """The pronoun that honorifics, else roles, else the given name ask for; empty where none does."""
        titles = gender_of_title(self.honorifics)
        if titles or self.kind != "PERSON":
            return titles
        roles = gender_of_title(word for role in self.roles for word in role.head.split())
        given = self.written.split()[:1] if self.people else []
        return roles or (gender_of_given_name(given[0]) if given else "")

    def take(self, writing: Writing) -> None:
        """Note a way to write it."""
        self.writings.append(writing)
        self.say(writing.roles, writing.honorifics)

    def say(self, roles: Mapping[Description, int], honorifics: frozenset[str]) -> None:
        """Note what is said beside its names."""
        for role, place in roles.items():
            self.roles[role] = min(place, self.roles.get(role, place))
        self.honorifics |= honorifics


class Grouped(NamedTuple):
    """The names of one kind in an article, grouped.

    Attributes:
        referents: Who or what is named.
        homes: From a way to write a name to what all names written so name.
        singles: The names whose way of writing may mean several, each with what it names.
    """

    referents: list[Referent]
    homes: dict[str, Referent]
    singles: dict[Name, Referent]
