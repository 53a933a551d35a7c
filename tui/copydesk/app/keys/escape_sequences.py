"""Escape sequences: what a terminal sends that nobody typed is dropped, so that it is never taken for keys.

Textual hands an escape sequence that it does not know on as the keys of its characters; an answer of the terminal such
as `ESC [ ? 6 4 ; 1 ; 2 c` would then give labels. The grammar is that of ECMA-48, sections 5.4 and 5.6.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable
from typing import Final

from textual.driver import Driver
from textual.message import Message

LONGEST: Final = 4096
"""Code points of a sequence that is waited for; a longer one is dropped as far as it has come."""

_BEGUN = re.compile(
    r"\x1b(?:\[[0-?]*+[ -/]*+"  # a control sequence without its last character
    r"|[\]PX^_](?:[^\x07\x1b]|\x1b(?!\\))*+)\Z",  # a control string without its end
    re.DOTALL,
)
_SEQUENCE = re.compile(
    r"\x1b\[(?P<parameters>[0-?]*+)(?P<between>[ -/]*+)(?P<final>[@-~])"
    r"|\x1b[\]PX^_](?P<string>(?:[^\x07\x1b]|\x1b(?!\\))*+)(?:\x07|\x1b\\)",
    re.DOTALL,
)
_SINGLE_SHIFT = re.compile(r"\x1bO[!-~]")
_META = re.compile(r"\x1b([<>{}])")
"""What Textual would take for the character without alt."""
_PASTE_BEGIN, _PASTE_END = "\x1b[200~", "\x1b[201~"
_KEY_NUMBERS = range(1, 35)
"""The numbers of keys in sequences that end with a tilde."""
_NUMBERED = re.compile(r"(\d{1,3})(?:;\d+(?::\d+)?)?\Z")
_LETTERED = re.compile(r"(?:1;\d+(?::\d+)?)?\Z")
_KITTY = re.compile(r"\d+(?::\d*){0,2}(?:;\d*(?::\d+)?(?:;[\d:]*)?)?\Z")
_ANSWERS = (
    re.compile(r"<\d+;-?\d+;-?\d+\Z"),  # the mouse
    re.compile(r"\?\d+;\d+\$\Z"),  # whether a mode is set
    re.compile(r"48(?:;\d+(?::\d+)*){4}\Z"),  # a new size
    re.compile(r"\d+;\d+\Z"),  # where the cursor is
)
_ANSWER_ENDS = ("Mm", "y", "t", "R")


class SequenceFilter:
    """Passes on what was typed and the sequences of keys, mouse, paste and size; drops every other one.

    What is pasted passes as it is. The beginning of a sequence waits for its end, which the next input brings; an
    escape key that was pressed alone passes at once.

    Args:
        known: Sequences of keys that pass whatever their form.
    """

    def __init__(self, known: Collection[str] = ()) -> None:
        self._known = known
        self._longest = max(map(len, known), default=0)
        self._begun = ""
        self._pasting = False
        self._last = ""

    def __call__(self, data: str) -> str:
        """What of some input is to be read, with what waited before it."""
        data, self._begun = self._begun + data, ""
        passed: list[str] = [] if self._pasting else [self._rest_of_a_sequence(data)]
        data = data[len(passed[0]) if passed else 0 :]
        while data:
            piece, data = self._pasted(data) if self._pasting else self._typed(data)
            passed.append(piece)
        found = "".join(passed)
        self._last = (self._last + found)[-len(_PASTE_END) :]
        return found

    def _rest_of_a_sequence(self, data: str) -> str:
        """What goes on with a sequence that is understood and whose escape was passed already."""
        for begun in ("\x1b[", "\x1b"):
            if self._last.endswith(begun):
                match = _SEQUENCE.match(begun + data)
                if match and is_understood(match):
                    self._pasting = match[0] == _PASTE_BEGIN
                    return match[0][len(begun) :]
        return ""

    def _pasted(self, data: str) -> tuple[str, str]:
        """What is pasted, and what comes after it."""
        before = self._last[1 - len(_PASTE_END) :]
        end = (before + data).find(_PASTE_END)
        if end < 0:
            return data, ""
        self._pasting = False
        end += len(_PASTE_END) - len(before)
        return data[:end], data[end:]

    def _typed(self, data: str) -> tuple[str, str]:
        """The input up to the end of the next sequence, if that passes, and what comes after it."""
        at = data.find("\x1b")
        if at < 0:
            return data, ""
        before = data[:at]
        for size in range(self._longest, 2, -1):
            if data[at : at + size] in self._known and len(data) - at >= size:
                return data[: at + size], data[at + size :]
        meta = _META.match(data, at)
        if meta:
            return f"{before}\x1b[{ord(meta[1])};3u", data[meta.end() :]
        single = _SINGLE_SHIFT.match(data, at)
        if single:
            return before, data[single.end() :]
        match = _SEQUENCE.match(data, at)
        if match:
            self._pasting = match[0] == _PASTE_BEGIN
            return before + (match[0] if is_understood(match) else ""), data[match.end() :]
        if _BEGUN.match(data, at) and len(data) - at > 2:
            self._begun = data[at:] if len(data) - at <= LONGEST else ""
            return before, ""
        return data[: at + 1], data[at + 1 :]


def is_understood(match: re.Match[str]) -> bool:
    """Whether a whole sequence is one of those that mean a key, the mouse, a paste or a size."""
    if match["string"] is not None or match["final"] is None:
        return False
    parameters, final = match["parameters"] + match["between"], match["final"]
    if match[0] in (_PASTE_BEGIN, _PASTE_END):
        return True
    if final == "~":
        numbered = _NUMBERED.match(parameters)
        return bool(numbered) and int(numbered[1]) in _KEY_NUMBERS if numbered else False
    if final == "u":
        return bool(_KITTY.match(parameters))
    if final in "ABCDEFHPQSZIO" and _LETTERED.match(parameters):
        return True
    return any(
        final in ends and pattern.match(parameters) for pattern, ends in zip(_ANSWERS, _ANSWER_ENDS, strict=True)
    )


def install(driver: type[Driver]) -> None:
    """Have what a driver of Textual reads from its terminal pass the filter first.

    Textual offers no place for it: a driver makes its parser by the name it has in the driver's module, so that name
    is given to a parser that filters.
    """
    from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
    from textual._xterm_parser import XTermParser

    class FilteringParser(XTermParser):
        """Reads what passes the filter."""

        def __init__(self, debug: bool = False) -> None:
            super().__init__(debug)
            self._pass = SequenceFilter(ANSI_SEQUENCES_KEYS)

        def feed(self, data: str) -> Iterable[Message]:
            """Feed what passes; the end of the input, an empty string, does."""
            passed = self._pass(data) if data else data
            return super().feed(passed) if passed or not data else ()

    module = sys.modules[driver.__module__]
    if getattr(module, "XTermParser", None) is XTermParser:
        module.XTermParser = FilteringParser  # type: ignore[attr-defined]
