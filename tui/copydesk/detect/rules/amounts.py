"""Sums of money and percentages, by pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.detect.rules.dates import SPELLED_NUMBERS, Pattern

_NUMBER = r"\d{1,15}(?:[.,]\d{1,15}){0,6}"
_MAGNITUDE = r"(?:thousand|million|billion|trillion|crore|lakh|mn|bn|tn|m|b|k|K|M|B)\b"
_SPELLED = (
    rf"(?:(?:a|one|several|half[ ]a|a[ ]few|{SPELLED_NUMBERS}|\d+(?:[.,]\d+)?)[ ])?"
    r"(?:hundreds?|thousands?|millions?|billions?|trillions?)[ ](?:of[ ])?"
)
_CURRENCY = (
    r"(?:(?:US|U\.S\.|American|Canadian|Australian|New[ ]Zealand|Hong[ ]Kong|Singapore|Taiwan|Zimbabwean?|British"
    r"|Egyptian|Indian|Mexican|Chinese|South[ ]African|Kenyan|Turkish|Swiss|Swedish|Norwegian|Danish)[ ])?"
    r"(?:dollars?|euros?|pounds?(?:[ ]sterling)?|pence|cents?|yen|yuan|renminbi|rupees?|rupiah|rubles?|roubles?|pesos?"
    r"|francs?|won|baht|ringgit|rand|naira|cedis?|shillings?|birr|dinars?|dirhams?|riyals?|rials?|lira|kronor|kroner"
    r"|krona|krone|zloty|forints?|shekels?|reais|real|bolivars?|taka|dong|kwacha|pula|bitcoins?"
    r"|USD|EUR|GBP|JPY|CNY|RMB|INR)\b"
)
_SIGN = (
    r"(?:(?:US|AU|A|C|CA|NZ|HK|S|NT|R|Z|J|TT|N|Bds|EC|G|B|RD|MX|CAD)?[$]|[€£¥₹₩₪₽₺₦₱₡₴₫₵฿]"
    r"|(?:Rs\.?|Ksh|KSh|Sh|USh|GH¢|GHS|Tk|RM|Rp|Fr\.?|CHF|USD|EUR|GBP|JPY|CNY|RMB|INR|AUD|NIS)(?=[ ]?\d)|R(?=\d))"
)

MONEY = re.compile(
    rf"""(?<![\w$€£])(?<!\d[.,])(?:
    {_SIGN}[ ]?{_NUMBER}(?:[-\u2013 ]?{_MAGNITUDE})?
        (?:[ ]?[-–—][ ]?{_SIGN}?{_NUMBER}(?:[- ]?{_MAGNITUDE})?)?(?:[ ](?:US|dollars?)\b)?
  | {_NUMBER}(?:[- ]?{_MAGNITUDE})?[ -]{_CURRENCY}
  | {_NUMBER}(?:[ ]?{_MAGNITUDE})?[ ]?[€£](?![\w])
  | {_SPELLED}{_CURRENCY}
  | (?:one|{SPELLED_NUMBERS})[ ]{_CURRENCY}
    )""",
    re.VERBOSE,
)
_AMBIGUOUS = re.compile(r"\d[ -](?:won|real|pounds?|rand|cents?|dong)\Z")
_CRICKET = re.compile(r"[RMB]\d{1,2}\Z")

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
    for match in MONEY.finditer(text):
        if _CRICKET.match(match[0]):
            continue
        yield Pattern("MONEY", *match.span(), 0.6 if _AMBIGUOUS.search(match[0]) else 0.95)
