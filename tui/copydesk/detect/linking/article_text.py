"""What an article says around the places in it, found once and kept while names come and go."""

from __future__ import annotations

import re
from collections.abc import Iterable

from copydesk.detect.linking.descriptions import Definite, Description, definites, description_after, description_before
from copydesk.detect.linking.gender import gender_of_title
from copydesk.detect.linking.name_forms import is_acronym, organization_key, without_titles
from copydesk.detect.linking.referents import Name, Writing
from copydesk.text.paged_text import Text, excerpt

_AROUND = 512
"""Code points around a name that are looked at in a text in pages."""
_HONORIFIC = 14
"""Code points before a name in which Mr, Ms and the like are looked for."""
_INTRODUCED = re.compile(
    r"""(?P<mark>\s[(\[]|,\s)(?:or |the |known as |hereafter |formerly )*"""
    r"""["“'‘]?(?P<short>[A-Z][\w.&-]{1,9})["”'’]?(?=[)\],;.])"""
)


class ArticleText:
    """An article with what was found in it.

    Of a text in pages only what stands beside names is looked at: whom a description such as "the mayor" means is not
    known there, because the whole article would have to be read for it.

    Args:
        text: The article.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        self._beside: dict[tuple[int, int], tuple[frozenset[Description], str]] = {}
        self._definites: tuple[Definite, ...] | None = None
        self._occurrences: dict[str, tuple[re.Match[str], ...]] = {}

    @property
    def definites(self) -> tuple[Definite, ...]:
        """The places where somebody is described rather than named, in order."""
        if self._definites is None:
            self._definites = tuple(definites(self.text)) if isinstance(self.text, str) else ()
        return self._definites

    def writing(self, kind: str, written: str, names: Iterable[Name]) -> Writing:
        """One way in which names of a kind are written, with what is said beside them."""
        ordered = tuple(sorted(names))
        roles: dict[Description, int] = {}
        honorifics: set[str] = set()
        introduces: set[tuple[str, bool]] = set()
        for name in ordered:
            if kind == "PERSON":
                for role in self.roles(name):
                    roles.setdefault(role, name.start)
                honorifics.add(self.honorific(name))
            elif kind in ("ORG", "PLACE"):
                found = _INTRODUCED.match(self.text[name.end : name.end + _AROUND])
                if found and is_acronym(found["short"]):
                    introduces.add((organization_key(found["short"]), found["mark"] != ", "))
        start, end = self.bare(ordered[0]) if kind == "PERSON" else ordered[0][:2]
        plain = " ".join(self.text[start:end].split()).removesuffix("'s").removesuffix("’s")
        return Writing(
            kind=kind,
            written=written,
            plain=plain or written,
            names=ordered,
            labels=frozenset(name.label for name in ordered),
            roles=roles,
            honorifics=frozenset(honorifics - {""}),
            introduces=frozenset(introduces),
        )

    def roles(self, name: Name) -> frozenset[Description]:
        """What is said beside a person's name."""
        return self._facts(name)[0]

    def honorific(self, name: Name) -> str:
        """Mr, Ms or the like before a person's name, in lower case, or empty."""
        return self._facts(name)[1]

    def bare(self, name: Name) -> tuple[int, int]:
        """The range of a person's name without the titles that it may begin with."""
        start, end = name.start, name.end
        words = self.text[start:end].split()
        for word in words[: len(words) - len(without_titles([word.strip(".,").casefold() for word in words]))]:
            start = self.text.find(word, start) + len(word)
        while start < end and self.text[start].isspace():
            start += 1
        return start, end

    def occurrences(self, word: str) -> tuple[re.Match[str], ...]:
        """Where a word stands, in any case, and in the plural."""
        found = self._occurrences.get(word)
        if found is None:
            pattern = re.compile(rf"\b{re.escape(word)}(?:s|es)?\b", re.IGNORECASE)
            found = tuple(pattern.finditer(self.text)) if isinstance(self.text, str) else ()
            self._occurrences[word] = found
        return found

    def same_paragraph(self, left: int, right: int) -> bool:
        """Whether no line ends between two offsets."""
        return "\n" not in self.text[min(left, right) : max(left, right)]

    def _facts(self, name: Name) -> tuple[frozenset[Description], str]:
        place = (name.start, name.end)
        found = self._beside.get(place)
        if found is None:
            begin, _ = self.bare(name)
            piece, base = excerpt(self.text, begin, name.end, _AROUND)
            beside = (
                description_before(piece, begin - base, name.end - base),
                description_after(piece, name.end - base),
            )
            before = self.text[max(0, begin - _HONORIFIC) : begin]
            word = before.split()[-1].strip(".(“\"'‘").casefold() if before.strip() and before[-1].isspace() else ""
            found = frozenset(each for each in beside if each), word if gender_of_title([word]) else ""
            self._beside[place] = found
        return found
