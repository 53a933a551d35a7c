"""Sentences: where one ends, by its punctuation, the quotation marks around it and what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.text.graphemes import cluster_at, is_boundary
from copydesk.text.paged_text import Text, excerpt

AROUND = 64
"""Code points around a piece of text that may decide about the sentences at its ends."""

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev hon sen rep gov gen col capt lt sgt cmdr adm maj pres sec st jr sr messrs mt ft"
    " vs inc ltd co corp llc plc bros dept univ assn est approx ave blvd rd eg ie cf al etc"
    " e.g i.e".split()
)
_BEFORE_A_NUMBER = frozenset("no nos vol p pp fig art ch op".split())
_DATES = frozenset(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun".split()
)
_NEVER_LAST = frozenset("mr mrs ms dr prof messrs e.g i.e eg ie vs cf".split())
_HALVES_OF_A_DAY = frozenset({"a.m", "p.m"})
_MARKS = "[.!?…؟۔।॥]"
_WIDE_MARKS = "[。！？]"
_END = re.compile(
    rf"(?P<mark>(?<!{_MARKS}){_MARKS}++|(?<!{_WIDE_MARKS}){_WIDE_MARKS}++)(?P<close>[\"'”’»)\]）」』]*+)"
    r"(?P<space>\s+|$|(?<=[。！？」』]))"
)
_LAST_WORD = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*)$")
_OPENERS = "\"'“‘«([—–-"
_STARTER = re.compile(
    r"(?:The|This|That|These|Those|There|Then|They|He|She|It|Its|His|Her|We|Our|You|My|But|And|So|Or|If|In|On|At|As|An?"
    r"|For|From|By|With|When|While|Where|Why|What|Who|How|After|Before|Because|Since|Although|However|Meanwhile|Yet|Not"
    r"|No|Nor|Some|Many|Most|One|Two|To|Under|Until|Also|Both|Each|Even|Now|Still|Such|Their)\b(?![.’'-])"
)
_OF_A_TIME = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:[ECMP][SD]?T|GMT|UTC)\b|[A-Z][a-z]+ (?:time|Time)\b"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d)"
)
_SAYS = re.compile(
    r"(?:[A-Z][\w.’'-]*\s+){1,4}(?:said|says|asked|asks|told|added|wrote|writes|replied|shouted|cried|tweeted|yelled"
    r"|recalled|wondered|exclaimed|declared|demanded|continued|insisted|joked)\b"
)


def sentences(text: Text, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph as half-open ranges, without the white space between them."""
    end = len(text) if end is None else end
    if not isinstance(text, str):
        piece, base = excerpt(text, start, end, AROUND)
        for left, right in sentences(piece, start - base, min(end - base, len(piece))):
            yield base + left, base + right
        return
    begin = start
    for match in _END.finditer(text, start, end):
        if _ends(text, begin, match, end):
            yield from _trimmed(text, begin, match.end("close"))
            begin = match.end("close")
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """One sentence without the white space around it, if anything is left of it; it cuts no cluster."""
    first = begin
    while begin < end and text[begin].isspace():
        begin += 1
    while begin < end and text[end - 1].isspace():
        end -= 1
    if begin < end:
        if not is_boundary(text, begin, first):
            begin = cluster_at(text, begin, first)[0]
        yield begin, end


def _ends(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Whether the marks of a match end a sentence rather than an abbreviation, an initial or a quotation in one."""
    if not is_boundary(text, match.end("close"), begin):
        return False
    following = text[match.end() : min(end, match.end() + 64)].lstrip()
    if not following:
        return True
    if match["mark"][0] in "。！？":
        return not (match["close"] and following[0] == "と")
    head = following.lstrip(_OPENERS)
    if head[:1].islower():
        return False
    if match["mark"] == "." and not match["close"]:
        word = _LAST_WORD.search(text, max(begin, match.start() - 24), match.start())
        return word is None or _ends_after(word[1], head)
    return not (match["close"] and match["mark"][0] in "!?" and _SAYS.match(following))


def _ends_after(word: str, following: str) -> bool:
    """Whether a sentence ends at a word and one full stop, before a text that does not begin in lower case."""
    lower = word.lower()
    if lower in _NEVER_LAST:
        return False
    if lower in _BEFORE_A_NUMBER:
        return not following[:1].isdigit()
    if lower in _HALVES_OF_A_DAY:
        return not _OF_A_TIME.match(following)
    if lower in _ABBREVIATIONS or word in _DATES or _is_initials(word):
        return _STARTER.match(following) is not None
    return "." not in word or not following[:1].isdigit()


def _is_initials(word: str) -> bool:
    """Dotted capitals such as `U.S` before a capital more often go on (U.S. Navy) than end a sentence."""
    return all(len(part) == 1 and part.isupper() for part in word.split("."))
