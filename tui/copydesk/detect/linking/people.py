"""People: the persons that an article names, each with the full and the short forms of the name."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from copydesk.detect.linking.article_text import ArticleText
from copydesk.detect.linking.gender import gender_of_title
from copydesk.detect.linking.name_forms import PersonName, person_name, short_forms
from copydesk.detect.linking.referents import Grouped, Name, Referent, Writing
from copydesk.detect.rules.given_names import FAMILY_FIRST, GIVEN_NAMES

_FIRST_NAMES = frozenset(name.lower() for name in GIVEN_NAMES | FAMILY_FIRST)
_CROWD = 16
"""So many people with the same first and last word are not compared one by one."""
_ESTABLISHED = 2
"""So often a short form must have stood for somebody before another bearer came, to stand for the first one later."""


def group_people(article: ArticleText, writings: Iterable[Writing]) -> Grouped:
    """The persons that an article names.

    A short form goes with the one person whose full name it fits. Where it fits several, it goes with the one whose
    title or gender stands before it. Else the one who is introduced first, and named in full as often as any other, has
    it until the next comes, and afterwards, where no other is near, if the article had called that person so before.
    Otherwise it is left on its own.

    Args:
        article: The text.
        writings: The ways in which it writes names of persons.
    """
    places: dict[str, list[Writing]] = defaultdict(list)
    forms: dict[str, PersonName] = {}
    for writing in sorted(writings, key=lambda writing: writing.names):
        form = person_name(writing.written)
        if form.key not in forms or form.nicknames:
            forms[form.key] = form
        places[form.key].append(writing)
    for key, within in [(key, _within(form, forms)) for key, form in forms.items()]:
        if within in places:
            places[within] += places.pop(key)
            del forms[key]
    people = _People()
    short: list[str] = []
    for key, form in sorted(forms.items(), key=lambda each: (-len(each[1].words), places[each[0]][0].names)):
        person = people.introduced(form) if form.full else None
        if person is None:
            short.append(key)
        else:
            _take(person, places[key])
    for person in people.referents:
        person.first = min(writing.first for writing in person.writings)
    result = Grouped(people.referents, {}, {})
    for key in short:
        bearers = people.bearers(key)
        if not bearers:
            alone = Referent("PERSON", bare=key)
            _take(alone, places[key])
            result.referents.append(alone)
            continue
        choice = _Choice(article, bearers, [name for writing in places[key] for name in writing.names])
        for writing in places[key]:
            _choose(article, choice, writing, result)
    for person in result.referents:
        for writing in person.writings:
            result.homes[writing.written] = person
    return result


def _take(person: Referent, writings: Iterable[Writing]) -> None:
    """Note that some ways of writing name a person."""
    for writing in writings:
        person.take(writing)
        person.written = max(person.written, writing.plain, key=_fullness)


def _choose(article: ArticleText, choice: _Choice, writing: Writing, result: Grouped) -> None:
    """Give the names of a short form to the persons whom they name: all to one, or each to its own."""
    chosen = [choice.of(name) for name in writing.names]
    if chosen[0] and all(person is chosen[0] for person in chosen):
        chosen[0].take(writing)
        return
    for name, certain in zip(writing.names, chosen, strict=True):
        person = certain or Referent("PERSON", written=writing.plain)
        if certain is None:
            result.referents.append(person)
        person.singles.append(name)
        person.say(dict.fromkeys(article.roles(name), name.start), frozenset(filter(None, [article.honorific(name)])))
        result.singles[name] = person


def _fullness(written: str) -> tuple[int, int]:
    """How full a name is as it is written; a longer one counts only where it begins like a name."""
    words = written.split()
    return (len(words) > 1 and (words[0] in GIVEN_NAMES or words[0] in FAMILY_FIRST), len(written))


def _within(form: PersonName, forms: Mapping[str, PersonName]) -> str:
    """The key of another name that is the end of a longer one which begins with no name: `Crooked Ada Quill`."""
    for start in range(1, len(form.words) - 1):
        key = " ".join(form.words[start:])
        if key in forms and form.words[start] in _FIRST_NAMES and (start > 1 or form.words[0] not in _FIRST_NAMES):
            return key
    return ""


class _People:
    """The persons who are named in full, and what may stand for each."""

    def __init__(self) -> None:
        self.referents: list[Referent] = []
        self._by_ends: dict[tuple[str, str, str], list[Referent]] = defaultdict(list)
        self._by_short: dict[str, dict[int, list[Referent]]] = defaultdict(dict)

    def introduced(self, form: PersonName) -> Referent | None:
        """The person with a full name, a new one where none fits; None where it is a short form or fits several.

        Longer names are introduced before shorter ones.
        """
        places = [form.ends, *([form.either_order] if form.either_order else [])]
        near = [person for place in places for person in self._by_ends.get(place, ())[:_CROWD]]
        fitting = {id(each): each for each in near if all(form.agrees(other) for other in each.people)}
        if len(fitting) > 1 or (not fitting and form.key in self._by_short):
            return None
        person = next(iter(fitting.values()), None)
        if person is None:
            person = Referent("PERSON")
            self.referents.append(person)
        person.people.append(form)
        person.keys |= {form.key, *(f"{nickname} {form.words[-1]}" for nickname in form.nicknames)}
        for place in places:
            if person not in self._by_ends[place][-1:]:
                self._by_ends[place].append(person)
        for key, rank in short_forms(form).items():
            bearers = self._by_short[key].setdefault(rank, [])
            if person not in bearers[-1:]:
                bearers.append(person)
        return person

    def bearers(self, key: str) -> list[Referent]:
        """The persons for whom a short form may stand; those with this family name before those with this given one."""
        ranks: Mapping[int, list[Referent]] = self._by_short.get(key, {})
        return list({id(each): each for each in ranks[min(ranks)]}.values()) if ranks else []


class _Choice:
    """Chooses for the names of one short form among the persons who bear it.

    Args:
        article: The text.
        bearers: The persons, at least one.
        names: All names of this form.
    """

    def __init__(self, article: ArticleText, bearers: Sequence[Referent], names: Sequence[Name]) -> None:
        self._article = article
        self._bearers = sorted(bearers, key=lambda person: person.first)
        self._main = self._bearers[0]
        self._genders = {id(person): person.gender for person in bearers}
        self._alone = len(bearers) == 1
        if self._alone:
            return
        self._introduced = [person.first for person in self._bearers]
        counts = [sum(len(writing.names) for writing in person.writings) for person in self._bearers]
        self._leads = counts[0] >= max(counts[1:])
        first, second = self._introduced[:2]
        self._established = sum(first < name.start < second for name in names) >= _ESTABLISHED
        self._others = sorted(name.start for person in self._bearers[1:] for name in person.names)
        self._by_role: dict[str, set[Referent]] = defaultdict(set)
        for person in bearers:
            for role in person.roles:
                self._by_role[role.head].add(person)

    def of(self, name: Name) -> Referent | None:
        """The person whom one name of the form names, or None where that is not certain."""
        honorific, roles = self._article.honorific(name), self._article.roles(name)
        gender = ""
        if honorific or roles:
            gender = gender_of_title([honorific, *(word for role in roles for word in role.head.split())])
        if self._alone:
            return None if gender and self._genders[id(self._main)] not in (gender, "") else self._main
        if gender:
            fitting = [person for person in self._bearers if self._genders[id(person)] in (gender, "")]
            if len(fitting) < 2:
                return fitting[0] if fitting else None
        if roles:
            titled = set().union(*(self._by_role.get(role.head, set()) for role in roles))
            return titled.pop() if len(titled) == 1 else None
        if not self._leads:
            return None
        if bisect.bisect_left(self._introduced, name.start) == 1:
            return self._main
        return self._main if self._established and not self._beside_others(name.start) else None

    def _beside_others(self, offset: int) -> bool:
        """Whether another person who bears the form is named in full in the paragraph of an offset."""
        at = bisect.bisect_left(self._others, offset)
        return any(self._article.same_paragraph(offset, other) for other in self._others[max(0, at - 1) : at + 1])
