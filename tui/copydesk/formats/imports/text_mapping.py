r"""Two texts that differ in their white space only, and where a range of the one is in the other.

Tools read `\r\n` as `\n`, keep tokens without what stands between them, or trim the ends of a text. Some that write
XML put U+FFFD in the place of control characters that XML does not have; that makes no difference here either.
"""

from __future__ import annotations

import re
from bisect import bisect_left

_BLANKS = re.compile(r"\s+")
_UNSAYABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def bare_texts(text: str) -> tuple[str, str]:
    """A text without its white space: as it is, and with U+FFFD for control characters."""
    return _BLANKS.sub("", text), _BLANKS.sub("", _replaced(text))


class TextMapping:
    """From one text to another that has the same characters, white space aside.

    Args:
        source: The text that ranges count in.
        target: The other.

    Raises:
        ValueError: When they differ in more than that.
    """

    def __init__(self, source: str, target: str) -> None:
        if _BLANKS.sub("", source) != _BLANKS.sub("", target):
            source, target = _replaced(source), _replaced(target)
            if _BLANKS.sub("", source) != _BLANKS.sub("", target):
                raise ValueError("the texts differ in more than white space")
        # Where only some characters have another stand in for them, every place is what it was.
        self._same_places = source == target
        self._source = [] if self._same_places else _solid(source)
        self._target = [] if self._same_places else _solid(target)

    def range(self, start: int, end: int) -> tuple[int, int] | None:
        """A half-open range in the other text, without white space at its ends; None where it is nothing else."""
        if self._same_places:
            return start, end
        first, last = bisect_left(self._source, start), bisect_left(self._source, end)
        return (self._target[first], self._target[last - 1] + 1) if first < last else None


def _replaced(text: str) -> str:
    return _UNSAYABLE.sub("\ufffd", text)


def _solid(text: str) -> list[int]:
    """Where the characters are that are not white space."""
    return [at for at, char in enumerate(text) if not char.isspace()]
