"""Dates, periods and times of day, absolute and relative, by pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_FULL_MONTHS = "January|February|April|June|July|August|September|October|November|December"
_SHORT_MONTHS = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
SPELLED_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
"""Numbers in words, as alternatives of a pattern."""
_VERB_MONTHS = "May|March"
_MONTH = rf"(?:{_FULL_MONTHS}|{_VERB_MONTHS}|{_SHORT_MONTHS})"
_WEEKDAY = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)\b\.?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:%])"
_YEAR = r"(?:1[5-9]|20)\d\d(?!\d)"
_SEASON = "(?:spring|summer|autumn|winter|fall)"
_NUMBER = rf"(?:\d{{1,4}}|a few|several|{SPELLED_NUMBERS})"
_MERIDIEM = r"(?:[ap]\.m\.|[AP]\.M\.|(?:[ap]m|[AP]M)\b)"
_ZONE = r"(?:[ ](?:GMT|UTC|BST|CET|EST|EDT|ET|PST|PDT|PT|IST|local[ ]time)\b)"

DATE = re.compile(
    rf"""(?<![\w$€£¥₡/.,-])(?:
    (?:(?:{_WEEKDAY}|{_SHORT_WEEKDAY}),?[ ])?(?:
        {_DAY}(?:[-–—]{_DAY})?[ ](?:of[ ])?{_MONTH}(?:,?[ ]{_YEAR})?  # 27 January 2021, 3-5 May
 # Aug 25; March 3, 2019
      | {_MONTH}[ ](?:the[ ])?{_DAY}(?:[-–—]{_DAY}|[ ](?:and|to)[ ]{_DAY})?(?![.,]?\d)(?:,?[ ]{_YEAR})?
    )(?!\w)
  | (?:{_MONTH}|{_SEASON}|Spring|Summer|Autumn|Winter|Fall),?[ ](?:of[ ])?{_YEAR}(?![\w%])  # summer of 1990
  | {_YEAR}[-/]\d\d[-/]\d\d(?!\d)  # 2021-03-04
  | \d\d?/\d\d?/(?:19|20)?\d\d(?![\d/])  # 3/4/2021
  | {_YEAR}[-–—/](?:{_YEAR}|\d\d(?![\d,.]\d|\w)) # 2019-2020, 2019/20
  | (?:1[5-9]|20)\d0['’]?s\b # 1990s
  | ['’][2-9]0s\b # '90s
  | (?:[Ll]ast|[Nn]ext|[Tt]his|[Ee]arlier[ ]this|[Ll]ater[ ]this|[Pp]ast)[ ](?:
        week|weekend|month|year|decade|century|quarter|season|{_SEASON}|{_WEEKDAY}|{_MONTH})(?![\w-])
  | (?:[Tt]he[ ])?(?:{_NUMBER}|an?)[ ](?:days?|weeks?|months?|years?|decades?|centuries)[ ](?:ago|earlier|later)\b
  | {_WEEKDAY}s?(?![\w-])
  | (?:{_FULL_MONTHS})(?![\w-])
  | [Yy]esterday | [Tt]oday(?!['’]s) | [Tt]omorrow
    )""",
    re.VERBOSE,
)
_BARE_YEAR = re.compile(r"(?<![\w$€£¥₡#/.,:+-])(?:1[5-9]|20)\d\d(?![\w$€£%/]|[.,:-]\d)")
_YEAR_BEFORE = frozenset(
    """
    in since by until till from of before after during early late mid the between and to for around about through than
    year circa summer winter spring autumn
    """.split()
)
_NO_YEAR_AFTER = re.compile(
    r"\s(?:people|dollars|euros|pounds|men|women|troops|soldiers|students|jobs|votes|workers|metres|meters|miles|feet"
    r"|km|kg|tonnes|tons|homes|copies|employees|members|children|cases|deaths|units|points|times|hectares|acres|others"
    r"|refugees|police|hours|GMT)\b"
)
_BARE_VERB_MONTH = re.compile(r"(?<![\w-])(?:May|March)(?![\w-])")
_MONTH_BEFORE = frozenset(
    """
    in since by until till from before after during early late mid mid- last next this of for through between to and
    around
    """.split()
)

TIME = re.compile(
    rf"""(?<![\w$€£.,:-])(?:
    \d\d?[:.][0-5]\d(?:[ ]?{_MERIDIEM})?{_ZONE}?(?![\d:%])(?=\W|\Z)
  | \d\d?[ ]?{_MERIDIEM}{_ZONE}?
  | [0-2]\d[0-5]\d[ ](?:GMT|UTC|hours|hrs)\b
  | \d\d?[ ]o['’]clock
    )""",
    re.VERBOSE,
)
_CLEAR_TIME = re.compile(r"[apAP]\.?[mM]|GMT|UTC|[BCEPI][SDE]?T\b|clock|local|hours|hrs|:")
_LAST_WORD = re.compile(r"(\w+[-]?)\W{0,2}\Z")
_RELATIVE = re.compile(
    r"(?:last|next|this|past|earlier|later|today|yesterday|tomorrow)\b|.*\b(?:ago|earlier|later)\Z", re.IGNORECASE
)


class Pattern(NamedTuple):
    """A piece of text that a pattern recognised, as a half-open range of code points."""

    label: str
    start: int
    end: int
    score: float


def find_dates(text: str) -> Iterator[Pattern]:
    """DATE and TIME pieces, in no particular order and possibly overlapping; earlier ones are the better ones."""
    for match in TIME.finditer(text):
        if _CLEAR_TIME.search(match[0]):
            yield Pattern("TIME", *match.span(), 0.9)
    for match in DATE.finditer(text):
        yield Pattern("DATE", *match.span(), 0.8 if _RELATIVE.match(match[0]) else 0.95)
    for match in _BARE_YEAR.finditer(text):
        before = _word_before(text, match.start())
        after = _NO_YEAR_AFTER.match(text, match.end())
        if before in _YEAR_BEFORE and not after:
            yield Pattern("DATE", *match.span(), 0.9)
        elif not after and "1900" <= match[0] <= "2060":
            yield Pattern("DATE", *match.span(), 0.6)
    for match in _BARE_VERB_MONTH.finditer(text):
        if _word_before(text, match.start()) in _MONTH_BEFORE and text[match.end() : match.end() + 1] != "'":
            yield Pattern("DATE", *match.span(), 0.75)


def _word_before(text: str, start: int) -> str:
    match = _LAST_WORD.search(text, max(0, start - 24), start)
    return match[1].lower() if match else ""
