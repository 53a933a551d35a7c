"""Standard output: data, byte for byte; on a terminal, nothing of it acts there."""

from __future__ import annotations

import codecs
import io
import re
import sys
from typing import TYPE_CHECKING, BinaryIO, Final, cast

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_ACTING: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\r(?!\n)"
)
"""Control characters, separators of lines and what turns the direction of writing; not tab, LF and CRLF."""


def data_stream() -> BinaryIO:
    r"""Where data is written. On a terminal, what would act on it is written as an escape.

    The escape is that of JSON (`\u009b`): a line of JSON that is copied from the terminal says the same.
    """
    stream = sys.stdout.buffer
    return cast("BinaryIO", _Harmless(stream)) if sys.stdout.isatty() else stream


def write_line(line: str) -> None:
    """Write a line of data in UTF-8; what is none (a byte of a file name, as PEP 383 has it) is escaped."""
    data_stream().write(f"{line}\n".encode("utf-8", "backslashreplace"))


def write_words(text: str) -> None:
    """Write lines for a person, in the encoding of the terminal; what that does not have is escaped."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.buffer.write(_harmless(f"{text}\n").encode(encoding, "backslashreplace"))


class _Harmless(io.BufferedIOBase):
    """Writes UTF-8 on to a terminal with what acts there escaped.

    Args:
        stream: The terminal's.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("backslashreplace")

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer) -> int:
        content = bytes(data)
        self._stream.write(_harmless(self._decoder.decode(content)).encode())
        return len(content)

    def flush(self) -> None:
        self._stream.flush()


def _harmless(text: str) -> str:
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
