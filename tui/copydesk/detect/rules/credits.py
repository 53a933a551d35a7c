"""Credits and datelines: the agency that is credited with a report, and the place that it was filed from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.detect.rules.dates import Pattern
from copydesk.detect.rules.gazetteer import KNOWN

_AGENCIES = (
    "Reuters, REUTERS, AP, AFP, UPI, DPA, dpa, PTI, ANI, IANS, EFE, ANSA, APA, TASS, PA, CP, AAP, Xinhua, XINHUA, Kyodo"
    ", KYODO, Yonhap, YONHAP, Interfax, Anadolu, Bloomberg, Agence France-Presse, Associated Press"
    ", The Associated Press, Press Association, PA Media, The Canadian Press, Field Level Media"
    ", Thomson Reuters Foundation, Getty Images, Getty, Press Trust of India"
)
_AGENCY = "(?:" + _AGENCIES.replace(", ", "|").replace(" ", "[ ]") + ")"
_CREDITS = re.compile(
    rf"""\((?P<bracket>{_AGENCY})\)(?=\s*[-–—]|\s*\Z|[ \t]*[\r\n])   # OSLO (Reuters) - …
  | (?:^|(?<=[\n(;,|]))[ \t]*(?:[-–—]{{1,2}}[ \t]*|Source:[ \t]*|©[ \t]*)?(?P<line>{_AGENCY})[ \t]*[.)]?[ \t]*(?=\r?$)
  | (?<![\w/])(?P<picture>{_AGENCY})[ \t]*/[ \t]*(?=[A-Z][\w'’-]+[ ][A-Z])  # REUTERS/Ana Lopez
  | /[ \t]*(?P<after>{_AGENCY})(?![\w/])(?=[ \t]*(?:[)\r]|$))               # Ana Lopez/AFP
    """,
    re.VERBOSE | re.MULTILINE,
)
_SCORE = 0.95


def find_credits(text: str) -> Iterator[Pattern]:
    """The agencies that are credited, labelled ORG, in order and apart."""
    for match in _CREDITS.finditer(text):
        group = match.lastgroup
        assert group is not None
        start, end = match.span(group)
        if text.startswith(("The ", "the "), start):
            start += 4
        yield Pattern("ORG", start, end, _SCORE)


_DATELINE = re.compile(
    r"^[ \t]*(?P<place>[A-Z][A-Z'’.-]+(?:[ ][A-Z][A-Z'’.-]+){0,3})(?P<more>[,/(][^\n]{0,60}?)?[ ]?[-–—][ ]",
    re.MULTILINE,
)


def find_datelines(text: str) -> Iterator[Pattern]:
    """The places in capitals with which reports begin, `OSLO, 3 March (Reuters) - …`, labelled GPE, in order."""
    for match in _DATELINE.finditer(text):
        start, end = match.span("place")
        known = match["more"] or KNOWN.get(match["place"].title()) == "GPE"
        if known and text[end - 1] not in ".-’'" and not re.fullmatch(_AGENCY, match["place"]):
            yield Pattern("GPE", start, end, _SCORE)
