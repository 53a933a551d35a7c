"""The names of one article: who or what each of them names there."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

from copydesk.annotation.span import Span
from copydesk.detect.linking.article_text import ArticleText
from copydesk.detect.linking.name_forms import organization_key, person_name, short_forms
from copydesk.detect.linking.people import group_people
from copydesk.detect.linking.referents import Grouped, Name, Referent, Writing
from copydesk.detect.linking.things import group_things

NAME_LABELS = frozenset("PERSON ORG GPE LOC NORP FAC EVENT".split())
"""Labels whose spans are names."""

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_LABELS = NAME_LABELS | {"SPEAKER"}
_KINDS = ("PERSON", "PLACE", "ORG", "NORP", "EVENT")


def names_among(spans: Iterable[Span]) -> list[Name]:
    """What names somebody among some spans, and the speakers, who may be pronouns that stand for a name."""
    return [
        Name(span.start, span.end, span.label, str(span.attrs.get("name", "")) if span.label == "SPEAKER" else "")
        for span in spans
        if span.label in _LABELS
    ]


class ArticleNames:
    """The names of one article, grouped.

    Args:
        article: The text.
        names: The names and speakers in it; one with another label is passed over.

    Attributes:
        article: The text.
        speakers: The names of the label SPEAKER, in order.
        ranges: The half-open ranges of the other names, in order; one with two labels occurs twice.
    """

    def __init__(self, article: ArticleText, names: Iterable[Name] = ()) -> None:
        self.article = article
        self.speakers: list[Name] = []
        self.ranges: list[tuple[int, int]] = []
        self._writings: dict[str, dict[str, Writing]] = {}
        self._grouped: dict[str, Grouped] = {}
        self._take((), sorted(set(names)))

    def changed(self, gone: Collection[Name], come: Collection[Name]) -> ArticleNames:
        """The names after some went and others came; only what they concern is grouped anew.

        Args:
            gone: Names that are here.
            come: Names that are not.
        """
        after = ArticleNames(self.article)
        after.speakers, after.ranges = self.speakers.copy(), self.ranges.copy()
        after._writings, after._grouped = self._writings.copy(), self._grouped.copy()
        after._take(gone, come)
        return after

    def _take(self, gone: Collection[Name], come: Collection[Name]) -> None:
        touched: dict[str, dict[str, set[Name]]] = defaultdict(dict)
        for names, there in ((gone, False), (come, True)):
            for name in names:
                if name.label not in _LABELS:
                    continue
                if name.label == "SPEAKER":
                    _put(self.speakers, name, there)
                    continue
                _put(self.ranges, (name.start, name.end), there)
                kind, written = _kind(name), self.article.text[name.start : name.end]
                if written not in touched[kind]:
                    before = self._writings.get(kind, {}).get(written)
                    touched[kind][written] = set(before.names if before else ())
                (touched[kind][written].add if there else touched[kind][written].discard)(name)
        for kind, changed in touched.items():
            writings = self._writings[kind] = dict(self._writings.get(kind, {}))
            for written, places in changed.items():
                if places:
                    writings[written] = self.article.writing(kind, written, places)
                else:
                    writings.pop(written, None)
            here = writings.values()
            self._grouped[kind] = group_people(self.article, here) if kind == "PERSON" else group_things(kind, here)

    @cached_property
    def referents(self) -> list[Referent]:
        """Who or what is named; each name belongs to one of them."""
        return [referent for kind in _KINDS if kind in self._grouped for referent in self._grouped[kind].referents]

    def of(self, name: Name) -> Referent | None:
        """Who or what a name names; None where it is not among those given."""
        grouped = self._grouped.get(_kind(name))
        if grouped is None:
            return None
        single = grouped.singles.get(name)
        if single:
            return single
        written = self.article.text[name.start : name.end]
        writing = self._writings[_kind(name)].get(written)
        if writing is None:
            return None
        at = bisect.bisect_left(writing.names, name)
        return grouped.homes.get(written) if writing.names[at : at + 1] == (name,) else None

    @cached_property
    def alike(self) -> list[tuple[Referent, Referent]]:
        """Referents that are written alike under two labels, which is one labelled wrongly.

        A person's short form and an organisation, or a building and who sits in it.
        """
        twins: dict[tuple[str, str], Referent] = {}
        for referent in self.referents:
            building = referent.kind == "PLACE" and any("FAC" in writing.labels for writing in referent.writings)
            for key in (*referent.keys, *filter(None, [referent.bare])):
                if referent.kind == "PERSON" or (building and " " in key):
                    twins.setdefault((referent.kind, key), referent)
        return [
            (twins[kind, key], referent)
            for referent in self.referents
            if referent.kind == "ORG"
            for key in referent.keys
            for kind in ("PERSON", "PLACE")
            if (kind, key) in twins
        ]

    def called(self, name: str) -> Referent | None:
        """The one person, else the one organisation or place, that a name in full or short form fits; else None."""
        for kinds, key in ((("PERSON",), person_name(name).key), (("ORG", "PLACE"), organization_key(name))):
            found = [referent for kind in kinds for referent in self._called.get((kind, key), ())]
            if len(found) == 1:
                return found[0]
        return None

    @cached_property
    def _called(self) -> dict[tuple[str, str], list[Referent]]:
        found: dict[tuple[str, str], list[Referent]] = defaultdict(list)
        for referent in self.referents:
            short = {form for person in referent.people for form in short_forms(person)}
            for key in short.union(referent.keys, referent.acronyms, filter(None, [referent.bare])):
                found[referent.kind, key].append(referent)
        return found


def _kind(name: Name) -> str:
    return "PLACE" if name.label in _PLACES else name.label


def _put(ordered: list[Any], item: Any, there: bool) -> None:
    """Put an item where it belongs in an ordered list, or take it out."""
    at = bisect.bisect_left(ordered, item)
    if there:
        ordered.insert(at, item)
    elif ordered[at : at + 1] == [item]:
        del ordered[at]
