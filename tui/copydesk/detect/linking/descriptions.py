"""Descriptions: "North Korean leader Kim Jong Un" says who "the North Korean leader" is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copydesk.detect.linking.countries import countries
from copydesk.detect.linking.name_forms import folded
from copydesk.detect.rules.name_words import LOWER_TITLES, NOT_NAMES, TITLE_PHRASES, TITLES

_WORD = re.compile(r"[^\W_](?:[\w.'’\u2010\u2011-]*\w)?")
_REACH = 120
"""Code points before or after a name in which a description of it is looked for."""
_MOST_WORDS = 7

_FORMER = frozenset(
    """
    acting interim former late incoming outgoing ex deputy vice then previous ousted impeached deposed onetime one-time
    retired disgraced would-be aspiring potential prospective self-proclaimed rival slain jailed future next
    """.split()
)
"""What makes another of it: the former president is not the president."""
_SHORT = {
    "sen": "senator",
    "gov": "governor",
    "rep": "representative",
    "gen": "general",
    "pm": "prime minister",
    "mp": "member of parliament",
    "sgt": "sergeant",
    "capt": "captain",
    "col": "colonel",
    "lt": "lieutenant",
    "maj": "major",
    "adm": "admiral",
    "cmdr": "commander",
    "det": "detective",
    "supt": "superintendent",
    "sec": "secretary",
    "pres": "president",
}
_NO_ROLES = frozenset(
    "late former acting interim incoming outgoing first-lady hon atty cpl pvt presidente star champion veteran".split()
)
_ROLES = (LOWER_TITLES | {word.lower() for word in TITLES} | _SHORT.keys()) - _NO_ROLES
_ROLE_PHRASES = frozenset(phrase.lower() for phrase in TITLE_PHRASES) | {"vice president", "first lady", "co-founder"}
_LONGEST_ROLE = max(phrase.count(" ") for phrase in _ROLE_PHRASES) + 1

_IGNORED = frozenset(
    """
    current longtime long-time infamous famous embattled controversial outspoken popular beloved powerful influential
    reclusive charismatic fiery combative defiant billionaire right-wing
    left-wing far-right far-left conservative liberal populist hard-line hardline moderate
    """.split()
)
"""What colours a description without saying who is meant."""
_LOWER_MODIFIERS = frozenset(
    """
    chief senior junior assistant associate executive managing general foreign prime presidential vice-presidential
    republican democratic opposition party campaign police state national federal union club team company city county
    town district board bank trade labor labour defense defence finance health interior education justice press staff
    army navy military church school university government parliamentary supreme high crown first second third
    human-resources public communications marketing sales research science technology economic political legal medical
    environmental energy transport housing real-estate football soccer basketball baseball cricket rugby tennis
    """.split()
)
_STOP = frozenset(word.lower() for word in NOT_NAMES - TITLES - {"Prime"}) - {
    "president",
    "governor",
    "minister",
    "first",
    "second",
    "third",
    "government",
}
_DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december
    """.split()
)


class Description(NamedTuple):
    """Who somebody is said to be.

    Attributes:
        modifiers: What makes it this one, in lower case: a country, an office's rank, a body; without order.
        head: The role, in lower case: "leader", "prime minister".
    """

    modifiers: frozenset[str]
    head: str


class Definite(NamedTuple):
    """A place where somebody is described rather than named, such as "the North Korean leader".

    Attributes:
        start: First code point, that of "the" or of the country.
        end: One past the last code point.
        described: What it says.
    """

    start: int
    end: int
    described: Description


def description_before(text: str, start: int, end: int) -> Description | None:
    """What stands before the name [start, end) and says who bears it, or None.

    That is `North Korean leader`, or `the mayor, ` where the name is closed by another mark.
    """
    line = text[max(0, start - _REACH) : start]
    line = line[line.rfind("\n") + 1 :]
    comma = line.endswith(", ")
    if not line.endswith(" ") or (comma and text[end : end + 1] not in _CLOSING):
        return None
    words: Sequence[str] = line[: -2 if comma else -1].split(" ")[-_MOST_WORDS - 3 :]
    behind: Sequence[str] = ()
    found = _role_ending(words)
    if found is None:
        words, behind = _parted_at_of(words)
        found = _role_ending(words) if behind else None
    if found is None:
        return None
    head, first = found
    modifiers: list[str] = []
    definite = False
    for at in range(first - 1, -1, -1):
        word = words[at]
        plain = _without_possessive(word)
        # "the wife of the mayor, Ada Quill" does not call her the mayor.
        definite = definite or (word in ("the", "The") and words[at - 1 : at] != ["of"]) or plain != word
        if not _is_word(plain) or not _modifies(plain):
            break
        modifiers.append(plain)
    return Description(_normal([*reversed(modifiers), *behind]), head) if definite or not comma else None


def description_after(text: str, end: int) -> Description | None:
    """What follows a name that ends at `end` and says who bears it: `, the North Korean leader,`, ` is a teacher`."""
    opening = _OPENING.match(text, end)
    if not opening:
        return None
    found = _phrase(text, opening.end())
    if found is None:
        return None
    described, stop, closed = found
    joined = opening[0].startswith(",")
    if joined and not closed:
        return None
    return described if joined or text[stop : stop + 1] in (" ", ",", ".", ";", ")", "") else None


def definites(text: str) -> Iterator[Definite]:
    """The places of a text where a role with "the" or a possessive before it describes somebody, in order and apart."""
    last = 0
    for match in _DEFINITE.finditer(text):
        found = _phrase(text, match.end(), match["owner"] or "")
        if found is None or match.start() < last:
            continue
        described, stop, _ = found
        following = _NEXT.match(text, stop)
        if following and (following[1][0].isupper() or following[1] in _GOES_ON):
            continue
        if text[stop : stop + 1] in ("-", "\u2010", "\u2011"):
            continue
        last = stop
        yield Definite(match.start(), stop, described)


_CLOSING = frozenset({",", ".", ";", ":", ")", "\n", ""})
"""What may follow a name that a comma joins to the description before it."""
_GOES_ON = frozenset(
    """
    of for elect designate who that whose election elections race job post role seat contest candidate nominee debate
    position office pick hopeful material
    """.split()
)
"""What follows a description that says more than was read of it."""
_OPENING = re.compile(r"(?:, (?:who (?:is|was) )?(?:now |currently )?| (?:is|became|remains) )(?:the |an? )?")
_DEFINITE = re.compile(r"\b(?:[Tt]he |(?P<owner>[A-Z][\w.]{0,30}(?: [A-Z][\w.]{0,30}){0,2})['’]s )")
_NEXT = re.compile(r" ([^\W_]+)")
_OF = re.compile(r" (?:of|for|at) (?:the )?([A-Z](?:[\w.'’-]*\w)?(?: (?:of |and |for )?[A-Z](?:[\w.'’-]*\w)?){0,4})")
_CLOSED = re.compile(r"[,.;)—–]|\s[—–-]\s|\Z|\n| who\b| and ")


def _phrase(text: str, start: int, owner: str = "") -> tuple[Description, int, bool] | None:
    """The description that begins at `start`, where it ends, and whether a mark follows it."""
    line_end = text.find("\n", start, start + _REACH)
    words: list[re.Match[str]] = []
    position = start
    while len(words) < _MOST_WORDS + 3:
        match = _WORD.match(text, position, line_end if line_end >= 0 else start + _REACH)
        if not match:
            break
        words.append(match)
        position = match.end()
        if text[position : position + 1] != " ":
            break
        position += 1
    plain = [match[0] for match in words]
    best: tuple[int, int] | None = None
    at = 0
    while at < len(plain):
        length = _role_at(plain, at)
        if length:
            best = (at, at + length)
            at += length
            if at < len(plain) and plain[at][0].isupper() and not _role_at(plain, at):
                break
        elif _modifies(_without_possessive(plain[at])) and at < _MOST_WORDS:
            at += 1
        else:
            break
    if best is None:
        return None
    first, last = best
    end = words[last - 1].end()
    modifiers = [_without_possessive(word) for word in plain[:first]]
    of = _OF.match(text, end, end + _REACH)
    if of:
        end = of.end()
        modifiers.append(_without_possessive(of[1]))
    head = _head(plain[first:last])
    if text[words[last - 1].end() - 2 : words[last - 1].end()] in ("'s", "’s"):
        end = words[last - 1].end() - 2
    described = Description(_normal([*([owner] if owner else []), *modifiers]), head)
    return described, end, bool(_CLOSED.match(text, end))


def _parted_at_of(words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """What stands before and after "of", where nothing but a name follows it: `leader of North Korea`."""
    for at in range(len(words) - 1, max(0, len(words) - 5), -1):
        if words[at] in ("of", "for"):
            return words[:at], words[at + 1 :]
        if not words[at][:1].isupper() or not _is_word(words[at]):
            break
    return words, ()


def _role_at(words: Sequence[str], at: int) -> int:
    """How many words from `at` on are a role; 0 for none."""
    for length in range(min(_LONGEST_ROLE, len(words) - at), 1, -1):
        if _without_possessive(" ".join(words[at : at + length])).lower() in _ROLE_PHRASES:
            return length
    return int(_without_possessive(words[at]).lower().strip(".") in _ROLES)


def _role_ending(words: Sequence[str]) -> tuple[str, int] | None:
    """The role that some words end with, and the index of its first word."""
    for length in range(min(_LONGEST_ROLE, len(words)), 1, -1):
        if " ".join(words[-length:]).lower() in _ROLE_PHRASES:
            return _head(words[-length:]), len(words) - length
    if words and words[-1].lower().strip(".") in _ROLES:
        return _head(words[-1:]), len(words) - 1
    return None


def _head(words: Sequence[str]) -> str:
    head = _without_possessive(" ".join(words)).lower().strip(".")
    return _SHORT.get(head, head)


def _modifies(word: str) -> bool:
    lower = word.lower()
    if lower in _LOWER_MODIFIERS or lower in _IGNORED or lower in _FORMER:
        return True
    return (word[0].isupper() and lower not in _STOP and lower not in _DAYS) or bool(re.match(r"\d+-year-old$", lower))


def _is_word(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) or bool(re.fullmatch(r"(?:\w\.)+", word))


def _without_possessive(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word.rstrip("'’")


def _normal(words: Sequence[str]) -> frozenset[str]:
    """Modifiers as they are compared: countries by name, what only colours left out."""
    plain = [folded(word).strip(".") for each in words for word in each.split()]
    found: set[str] = set()
    at = 0
    known = countries()
    while at < len(plain):
        for length in (3, 2, 1):
            country = known.get(" ".join(plain[at : at + length]))
            if country:
                found.add(country)
                at += length
                break
        else:
            word = plain[at]
            if word not in _IGNORED and word not in ("of", "for", "the", "and") and not word.endswith("-old"):
                found.add(word)
            at += 1
    return frozenset(found)
