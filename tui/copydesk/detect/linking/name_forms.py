"""Forms of a name: what two ways to write it have in common, and which shorter ways may stand for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from copydesk.detect.linking.name_variants import LEGAL, OLD_SPELLING, SAME, SPELLINGS
from copydesk.detect.rules.given_names import FAMILY_FIRST
from copydesk.detect.rules.name_words import HONORIFICS, SUFFIXES, TITLE_PHRASES, TITLES

LONGEST_NAME = 120
"""Code points of a person's name that is taken apart at most."""

_ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')\Z", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2013": "-", "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"'})
_DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?")
_JOINED_INITIALS = re.compile(r"\A([A-Z])([A-Z])(?= +[A-Z][^\W\d_]*[^\W\d_A-Z])")
_NICKNAME = re.compile(r"""(?<=[\w.] )(?:"([^"()]{2,20})"|'([^'()]{2,20})'|\(([^"()]{2,20})\))(?= )""")
_TITLES = frozenset(word.lower() for word in HONORIFICS | TITLES) | {"pres", "vp", "ag"}
_PHRASES = frozenset(phrase.lower() for phrase in TITLE_PHRASES)
_BEFORE_NAMES = frozenset("and or but for than while before after if when with as by from says".split())
"""What a headline writes with a capital before a name."""
_GIVEN_TOO = frozenset("don duke earl tan baron dean m".split())
"""Titles that are given names as well: before a single word they are left where they are, as in `Duke Ellington`."""
_MOST_TITLES = 12
_SUFFIXES = frozenset(word.lower().strip(".") for word in SUFFIXES)
_FAMILIES = frozenset(name.lower() for name in FAMILY_FIRST)

_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h"})
"""Letters that no decomposition makes plain."""
_ENDING = re.compile(r"(?<=[sc]k)(?:yy|iy|yj|ij|yi|ii|y|i)\Z")
_ARAB_ARTICLE = re.compile(r"\A(?:al|el|as|ash|an|at|ad|ar|az)-(?=\w\w)")

_SMALL = frozenset("of the and for in de du la le des del di da on to a an at".split())
_SAINTS = {"st": "saint", "mt": "mount", "ft": "fort"}


def name_key(name: str, label: str = "") -> str:
    """A name without what does not tell it apart: article, titles, possessive, case, dots, kinds of apostrophes.

    Args:
        name: As written.
        label: Its label; titles are dropped for a PERSON only.
    """
    plain = _SPACE.sub(" ", name.translate(_DASHES)).strip().casefold()
    plain = _without_possessive(_ARTICLE.sub("", plain, count=1) or plain)
    words = plain.replace(".", "" if re.fullmatch(r"(?:\w\.\s?)+\w?", plain) else " ").split() or [plain]
    if label == "PERSON":
        words = without_titles(words)
    key = " ".join(words)
    return SAME.get(key, key) if label != "PERSON" else key


@dataclass(frozen=True, slots=True, eq=False)
class PersonName:
    """A person's name taken apart, in lower case and plain letters.

    Attributes:
        words: Given names, initials, particles and family names in the order they are written; never empty.
        suffix: `jr`, `sr` or a number, or empty.
        nicknames: What stands in quotation marks or brackets within it.
        key: The words with the suffix; equal for names that differ in nothing else.
        ends: First word, last word and suffix: what all long forms of one name share.
        either_order: Family name, given names in one piece and suffix of a name that may begin with either; else None.
    """

    words: tuple[str, ...]
    suffix: str
    nicknames: tuple[str, ...]
    key: str
    ends: tuple[str, str, str]
    either_order: tuple[str, str, str] | None

    @property
    def full(self) -> bool:
        """Whether it can introduce somebody: it has more than one word, or a number as rulers have."""
        return len(self.words) > 1 or self.suffix not in ("", "jr", "sr")

    def agrees(self, other: PersonName) -> bool:
        """Whether two full names can be one: what stands between the ends is left out, short for it, or the same."""
        if self.either_order and self.either_order == other.either_order:
            return True
        if self.ends != other.ends or not (self.full and other.full):
            return False
        short, long = sorted((self.words[1:-1], other.words[1:-1]), key=len)
        rest = iter(enumerate(long))
        return all(any(_same_word(word, each, at == place) for place, each in rest) for at, word in enumerate(short))


@lru_cache(16384)
def person_name(name: str) -> PersonName:
    """Take a person's name apart; titles, possessive and accents are dropped, a nickname set apart."""
    if len(name) > LONGEST_NAME:
        return PersonName((name,), "", (), name, (name, name, ""), None)
    plain = _SPACE.sub(" ", name.translate(_DASHES)).strip()
    nicknames = tuple(next(filter(None, match.groups())) for match in _NICKNAME.finditer(plain))
    plain = _SPACE.sub(" ", _NICKNAME.sub("", plain)) if nicknames else plain
    plain = _JOINED_INITIALS.sub(r"\1. \2.", plain)
    plain = _without_possessive(folded(plain)).replace(".", ". ").replace(",", " ").replace(".", "").replace('"', "")
    found = without_titles(_with_articles_joined(plain.split()) or [plain.strip() or name])
    suffix = ""
    while len(found) > 1 and found[-1] in _SUFFIXES:
        suffix = found.pop()
    words = tuple(SPELLINGS.get(word) or _ENDING.sub("y", word) for word in found)
    return PersonName(
        words,
        suffix,
        tuple(word for each in nicknames for word in folded(each).split()[:1]),
        " ".join((*words, suffix)).rstrip(),
        (words[0], words[-1], suffix),
        _either_order(words, suffix),
    )


def _either_order(words: tuple[str, ...], suffix: str) -> tuple[str, str, str] | None:
    if not 1 < len(words) < 5:
        return None
    if words[0] in _FAMILIES:
        return (words[0], "".join(words[1:]).replace("-", ""), suffix)
    return (words[-1], "".join(words[:-1]).replace("-", ""), suffix) if words[-1] in _FAMILIES else None


@lru_cache(16384)
def short_forms(name: PersonName) -> Mapping[str, int]:
    """What may stand for a full name, with its rank: 0 for a family name and what contains it, 1 for a given name."""
    words, last = name.words, name.words[-1]
    if not name.full:
        return {}
    family_first = words[0] in _FAMILIES
    behind = 1 if family_first and len(words) > 2 else 0
    forms = {" ".join(words[start:]): behind for start in range(1, len(words))}
    forms[_ARAB_ARTICLE.sub("", last)] = behind
    if name.suffix in ("jr", "sr"):
        forms = {last: 0, f"{last} {name.suffix}": 0, f"{words[0]} {last} {name.suffix}": 0}
    else:
        forms |= {" ".join(words): 0, f"{words[0]} {last}": 0, f"{words[0][0]} {last}": 0}
    forms.setdefault(words[0], 1)
    if family_first:
        forms[words[0]] = 0
    for nickname in name.nicknames:
        forms.setdefault(nickname, 1)
        forms[f"{nickname} {last}"] = 0
    if len(words) > 2 or "-" in last:
        letters = "".join(part[0] for word in words for part in word.split("-") if part)
        if len(letters) > 2:
            forms.setdefault(letters, 0)
    return {form: rank for form, rank in forms.items() if len(form) > 1 and form != name.key}


@lru_cache(16384)
def organization_key(name: str) -> str:
    """An organisation's name without article, possessive, legal form and what is spelled in two ways."""
    plain = _SPACE.sub(" ", folded(name.translate(_DASHES))).strip()
    plain = _without_possessive(_ARTICLE.sub("", plain, count=1) or plain)
    plain = _DOTTED.sub(lambda match: match[0].replace(".", ""), plain).replace("&", " and ")
    words = [OLD_SPELLING.get(word, word) for word in re.sub(r'[.,"]', " ", plain).split()]
    while len(words) > 1 and words[-1] in LEGAL:
        words.pop()
        while len(words) > 1 and words[-1] == "and":
            words.pop()
    for length in (3, 2):
        short = SAME.get(" ".join(words[:length]))
        if short in ("us", "uk", "un", "eu") and len(words) > length:
            words[:length] = [short]
    key = " ".join(words) or plain or name
    return SAME.get(key, key)


@lru_cache(16384)
def place_key(name: str) -> str:
    """A place's name without article, possessive and dots; other names of the same country are one."""
    key = SAME.get(plain := name_key(folded(name)), plain)
    first, _, rest = key.partition(" ")
    return f"{_SAINTS[first]} {rest}" if rest and first in _SAINTS else key


@lru_cache(16384)
def people_key(name: str) -> str:
    """A people's or a party's name in the singular."""
    key = name_key(folded(name))
    return key[:-1] if len(key) > 4 and key[-1] == "s" and key[-2] not in "su" else key


@lru_cache(16384)
def is_acronym(name: str) -> bool:
    """Whether a name is written in capitals like WHO, DfT or U.N.: at least two, hardly any other letters."""
    letters = [char for char in name if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return " " not in name.strip() and capitals >= 2 and capitals >= len(letters) - 1


@lru_cache(16384)
def initials(name: str) -> frozenset[str]:
    """The acronyms that the first letters of a name make, with its small words and without them."""
    words = re.findall(r"[^\W_]+", folded(_without_possessive(_ARTICLE.sub("", name.translate(_DASHES), count=1))))
    main = [word for word in words if word not in _SMALL]
    plain = main[:-1] if main and main[-1] in LEGAL else main
    found = ("".join(word[0] for word in some) for some in (words, main, plain))
    return frozenset(letters for letters in found if len(letters) > 1)


def folded(name: str) -> str:
    """A name in lower case and without accents."""
    if name.isascii():
        return name.lower()
    decomposed = unicodedata.normalize("NFKD", name.translate(_DASHES).casefold().translate(_PLAIN))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def without_titles(words: list[str]) -> list[str]:
    """The words of a person's name, in lower case, without the titles before it."""
    if len(words) > 1 and words[0] in _BEFORE_NAMES:
        words = words[1:]
    for _ in range(_MOST_TITLES):
        if len(words) < 2:
            break
        phrase = next((n for n in range(min(5, len(words) - 1), 1, -1) if " ".join(words[:n]) in _PHRASES), 0)
        if not phrase and (words[0] not in _TITLES or (len(words) == 2 and words[0] in _GIVEN_TOO)):
            break
        words = words[phrase or 1 :]
    return words


def _without_possessive(name: str) -> str:
    return _POSSESSIVE.sub("", name) or name


def _with_articles_joined(words: list[str]) -> list[str]:
    """The words with an Arabic article joined to what follows it, always written `al-`."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in ("al", "el") and len(joined) > 1:
            joined[-1] = f"al-{word}"
        else:
            joined.append(f"al-{word[3:]}" if word.startswith("el-") and len(word) > 4 else word)
    return joined


def _same_word(word: str, other: str, aligned: bool) -> bool:
    """Whether two words between the ends of a name are one; an initial only where it stands at the same place."""
    if 1 in (len(word), len(other)):
        return aligned and word[0] == other[0]
    return word == other
