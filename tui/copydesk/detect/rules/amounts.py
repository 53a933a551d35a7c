"""Sums of money and percentages, by pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.detect.rules.dates import SPELLED_NUMBERS, Pattern

_NUMBER = r"\d{1,15}(?:[.,]\d{1,15}){0,6}"
_SPACED = rf"(?:\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}}){{1,4}}(?![\d.,]?\d)|{_NUMBER})"
"""After a sign of money thousands may also be set apart by a space."""
_MAGNITUDE = r"(?:[Tt]housand|[MBmb]illion|[Tt]rillion|crores?|lakhs?|mln|bln|[MmBb]il|mn|[Bb]n|[Tt]n|m|b|k|K|M|B)\b"
_ROUND = r"(?:hundreds?|thousands?|millions?|billions?|trillions?)"
_SPELLED = (
    rf"(?:(?:a|one|several|half[ ]a|a[ ]few|{SPELLED_NUMBERS}|\d+(?:[.,]\d+)?)[ ])?"
    rf"(?:(?:tens|dozens|hundreds|thousands)[ ]of[ ]|(?:hundred|thousand)[ ](?={_ROUND}))?{_ROUND}[ ](?:of[ ])?"
)
_OF_A_COUNTRY = (
    r"(?:(?:US|U\.S\.|UK|HK|CFA|New[ ](?:Zealand|Taiwan)|Hong[ ]Kong|Singapore|Taiwan|Zimbabwe|Brunei|Fiji"
    r"|(?:(?:South|North|East|West|New|Saudi|Costa|Sri|Dominican)[ ])?[A-Z][a-z]{2,12}(?:an|ese|ish|ch|ss|i|ic))[ ])?"
)
_CURRENCY = (
    rf"{_OF_A_COUNTRY}"
    r"(?:[Dd]ollars?|[Ee]uros?|[Pp]ounds?(?:[ ][Ss]terling)?|pence|cents?|[Yy]en|[Yy]uan|[Rr]enminbi|[Rr]upees?|rupiah"
    r"|r(?:o)?ubles?|[Pp]esos?|[Ff]rancs?|won|[Bb]aht|ringgit|[Rr]and|[Nn]aira|[Cc]edis?|[Ss]hillings?|[Bb]irr"
    r"|[Dd]inars?|[Dd]irhams?|[Rr]iyals?|rials?|lira|kronor|kroner|krona|krone|zloty|zlotys|forints?|shekels?|reais"
    r"|real(?![ ]estate)|bol[ií]vars?|taka|dong|[Kk]wacha|[Pp]ula|colon(?:es)?|colón|[Ll]empiras?|quetzal(?:es)?"
    r"|c[oó]rdobas?|guaran[ií](?:e?s)?|hryvnias?|tenge|leva|manats?|lari|riels?|kyats?|kip|tugriks?|afghanis?|leones"
    r"|meticais|kwanzas?|ariary|ouguiya|gourdes?|guilders?|patacas?|vatu|bitcoins?"
    r"|USD|EUR|GBP|JPY|CNY|RMB|INR)\b"
)
_CODE = (
    r"(?:USD|EUR|GBP|JPY|CNY|RMB|INR|AUD|CAD|NZD|HKD|SGD|TWD|KRW|THB|MYR|BND|IDR|PHP|VND|PKR|BDT|LKR|NPR|MMK|CHF|SEK"
    r"|NOK|DKK|PLN|HUF|CZK|RUB|UAH|ILS|NIS|AED|QAR|KWD|BHD|OMR|SAR|EGP|ZAR|NGN|GHS|GHC|KES|TZS|UGX|RWF|BIF|ETB|ZMW"
    r"|MWK|BWP|NAD|XAF|XOF|FCFA|CFA|MXN|BRL|ARS|CLP|JMD|TTD|BBD|XCD|GYD)"
)
"""Codes of ISO 4217, and a few that newspapers write like them."""
_SHORT = r"(?:Rs|Dhs?|Tk|Tsh|TSh|Ksh|KSh|USh|Sh|RM|Rp|Php|Frw|Fr)"
"""What newspapers write before a number for their country's money."""
_SHORT_OR_NOT = r"(?:QR|KD|SR|LE|BD|Le)"
"""The like, where a space and a small number may follow something else."""
_SIGN = (
    r"(?:(?:(?:US|U\.S\.)[ ]|US|U\.S\.|AU|A|C|CA|NZ|HK|S|NT|R|Z|J|TT|N|Bds|EC|G|B|RD|MX|CAD|COP)?[$]"
    r"|(?:GH)?[₵¢](?=\d)|[€£¥₹₩₪₽₺₦₱₡₴₫฿]"
    rf"|(?:{_SHORT}\.?|{_CODE})(?=[ ]?\d)|(?:US|U\.S\.)[ ][Dd]ollars(?=[ ]\d)"
    rf"|{_SHORT_OR_NOT}(?=\d|[ ](?:\d{{1,3}},\d{{3}}|{_NUMBER}[ ]?(?:[MmBb]illion|[mb]n\b)))"
    rf"|N(?=\d{{1,3}},\d{{3}}|{_NUMBER}[ ]?(?:[MmBbTt]r?illion|[mbt]n\b))|R(?=\d))"
)

MONEY = re.compile(
    rf"""(?<![\w$€£])(?<!\d[.,])(?:
    {_SIGN}[ ]?{_SPACED}(?:[-\u2013 ]?{_MAGNITUDE})?
        (?:[ ]?[-–—][ ]?{_SIGN}?{_NUMBER}(?:[- ]?{_MAGNITUDE})?)?(?:[ ](?:US(?:[ ][Dd]ollars?)?|[Dd]ollars?)\b)?
  | (?:{_NUMBER}[ ]?[-–][ ]?)?{_NUMBER}(?:[- ]?{_MAGNITUDE})?[ -]{_CURRENCY}
  | {_NUMBER}(?:[ ]?{_MAGNITUDE})?[ ]?[€£](?![\w])
  | {_SPELLED}{_CURRENCY}
  | (?:one|{SPELLED_NUMBERS})[ ]{_CURRENCY}
    )""",
    re.VERBOSE,
)
_AMBIGUOUS = re.compile(r"\d[ -](?:won|real|pounds?|rand|cents?|dong)\Z")
_A_VICTORY = re.compile(r"\d{1,3} won\Z")
_A_WEIGHT_BEFORE = re.compile(r"(?:kg|kgs|kilos?|kilogram(?:me)?s?|tons?|tonnes?)[ ]?\($")
_A_WEIGHT_AFTER = re.compile(
    r"[ ]?(?:\(\d+(?:\.\d+)?[ ]?(?:kg|kilo)|of[ ](?!cash|money|debt|aid)|in[ ]weight|heavier|lighter)"
)
_CRICKET = re.compile(r"[RMB]\d{1,2}\Z")
_RAND = re.compile(r"(?<!\w)R\d{1,3}(?:[ ,.]?\d{3}|[ ]?(?:million|billion|m|bn))\b")

_PERCENT = r"(?:percent|per[ ]cent|percentage[ ]points?|pct)\b"
PERCENT = re.compile(
    rf"""(?<![\w$€£.])(?<!\d[.,])[-\u2212+]?(?:
    {_NUMBER}(?:[ ]?(?:[-–—]|to|and)[ ]?{_NUMBER})?[ ]?(?:%|-?{_PERCENT})
  | (?:one|sixty|seventy|eighty|ninety|{SPELLED_NUMBERS})[ ]{_PERCENT}
    )""",
    re.VERBOSE,
)


def find_amounts(text: str) -> Iterator[Pattern]:
    """MONEY and PERCENT pieces, each kind in order and apart."""
    for match in PERCENT.finditer(text):
        yield Pattern("PERCENT", *match.span(), 0.95)
    in_rand = _RAND.search(text) is not None
    for match in MONEY.finditer(text):
        found = match[0]
        if _CRICKET.match(found) and not (in_rand and found.startswith("R")):
            continue
        if _A_VICTORY.search(found) or (found.endswith(("pound", "pounds")) and _is_weight(text, *match.span())):
            continue
        yield Pattern("MONEY", *match.span(), 0.6 if _AMBIGUOUS.search(found) else 0.95)


def _is_weight(text: str, start: int, end: int) -> bool:
    """Whether pounds are those of a scale: their kilograms stand beside them, or what they are of."""
    return bool(_A_WEIGHT_BEFORE.search(text, max(0, start - 16), start) or _A_WEIGHT_AFTER.match(text, end))
