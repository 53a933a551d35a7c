"""What of a searched text must stand in the bytes of a file for it to be there: a quick test before it is decoded."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from copydesk.text.search import ALIKE

_ODD = {
    "i": ((b"\xc4", b"\xc4\xb0"), (b"\xc4", b"\xc4\xb1")),  # dotted capital I, dotless small i
    "k": ((b"\xaa", b"\xe2\x84\xaa"),),  # the Kelvin sign
    "s": ((b"\xc5", b"\xc5\xbf"),),  # long s
}
"""In UTF-8, what is no ASCII letter and still counts as one where capitals do not matter; after a byte of it that is
rare, because one byte is found many times faster than several."""
_REPLACEMENT = "\ufffd"
"""Stands for bytes that are not UTF-8, and so for no bytes in particular."""
_BROKEN = frozenset("".join(ALIKE)) | {_REPLACEMENT}


class Needle:
    """The test for one text, with the case rule of `search.Search`: it may say yes wrongly, but never no.

    Args:
        text: What is searched for.

    Attributes:
        test: Whether the text may stand in the bytes of a file.
    """

    def __init__(self, text: str) -> None:
        self._folds = text == text.lower()
        self._parts = tuple(
            (
                part.encode(),
                tuple(odd for letter in sorted(_ODD.keys() & set(part)) for odd in _ODD[letter] if self._folds),
            )
            for part in self._split(text)
        )
        self.test = self._test()

    def _test(self) -> Callable[[bytes], bool]:
        """The test in its quickest form: it is put to each of a hundred thousand files."""
        if not self._parts:
            return lambda _: True
        (part, odd), *others = self._parts
        if not self._folds:
            if not others:
                return lambda content: part in content
            return lambda content: all(each in content for each, _ in self._parts)
        if not others and not odd:
            return lambda content: part in content.lower()
        return self._folded

    def _folded(self, content: bytes) -> bool:
        searched = content.lower()
        for part, odd in self._parts:
            if part not in searched:
                for rare, whole in odd:
                    if rare in content and whole in content:
                        break
                else:
                    return False
        return True

    def _split(self, text: str) -> Iterator[str]:
        """The longest pieces of which each must stand there as it is."""
        piece = ""
        for letter in text:
            if letter.isspace() or letter in _BROKEN or (self._folds and not _is_plain(letter)):
                if piece:
                    yield piece
                piece = ""
            else:
                piece += letter
        if piece:
            yield piece


def _is_plain(letter: str) -> bool:
    """Whether a letter's other case, if it has one, is folded by what folds ASCII in bytes."""
    return letter.isascii() or letter.lower() == letter.upper() == letter.casefold()
