"""Texts that are hard to cut, to measure and to walk through."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    *"abzAZ019 .,;!?'\"-_/()[]{}<>@#%&*",
    *"’‘“”«»—–‐‑…·•©®™€£°ßéÉñ",
    "word ", "U.S. ", "Kim’s ", "Jae-in ", "said. ", "“No!” ", "3.5 ", "1,000 ", "  ", "     ",
    "e\u0301", "\u0301", " \u0301", "n\u0303\u0323", "a" + "\u0300\u0301\u0302" * 8, "\u20e3", "1\ufe0f\u20e3",
    "👍", "👍🏽", "🏽", "👩\u200d👩\u200d👧\u200d👦", "👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏿",
    "❤\ufe0f", "©\ufe0f", "☂", "☂\ufe0f",
    "🇺🇸", "🇰🇵", "🇺", "🏴\U000e0067\U000e0062\U000e007f",
    "\u200d", "a\u200d", "👩\u200d", "\ufe0f", "\ufe0e",
    "漢", "字", "中文。", "「行く。」", "，", "（", "ひらがな", "カタカナ", "ー", "ｶﾞ",
    "한국어", "한", "ㅎ", "\u1112\u1161\u11ab", "\u1161", "\u11ab",
    "क", "क्ष", "हिन्दी", "\u094d", "भाषा।", "ไทย", "กำ", "ภาษาไทย",
    "العربية", "\u0600", "\u0600\ufe0fx", "سؤال؟", "עברית", "שָׁלוֹם", "\u0d4e",
    "\u00a0", "\u2007", "\u2009", "\u202f", "\u3000", "\u200b", "\u200c", "\u2060", "\ufeff", "\u00ad", "\u034f",
    "\u200e", "\u200f", "\u061c", "\u202a", "\u202e", "\u202c", "\u2066", "\u2069",
    "\x00", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x1b[31m", "\x1b]0;x\x07", "\x1c",
    "\x7f", "\x80", "\x9b", "\ud800", "\udfff",
    "\ufffd", "\uffff", "\ue000", "\U000e0001", "\U0010ffff", "\u115f", "\u3164",
    "[bold]", "[/]", "&lt;",
)  # fmt: skip
BREAKS = ("\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\n\n", "\r\n\r\n")
EXCLUDED = "\n\r\x85\u2028\u2029"

line = st.lists(st.sampled_from([*PIECES, "\t"]) | st.characters(exclude_characters=EXCLUDED), max_size=30).map("".join)
"""A line without a line break."""

texts = st.lists(st.sampled_from([*PIECES, *BREAKS, "\t"]) | st.characters(), max_size=40).map("".join)
"""A whole text."""

SIMPLE = "abcdefgXYZ019 .,'’“”—–-‐‑…()/\u00a0é"
simple_lines = st.text(st.sampled_from(SIMPLE + "    ----——"), max_size=80)
"""A line of which each code point is one cell wide and a cluster."""

widths = st.integers(1, 30)
