"""A document: the exact decoded text of one article, addressed by code point."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Document:
    """The text of an article, nothing normalised; every offset into it counts Unicode code points from 0.

    Attributes:
        text: The decoded text, without a byte-order mark, CRLF kept.
        sha256: Hexadecimal digest of the article's bytes, byte-order mark included.
        damaged: Byte offset of the first byte that is not UTF-8 (it and its like are shown as U+FFFD),
            or None. A damaged document is for reading only.
    """

    text: str
    sha256: str
    damaged: int | None = None

    @classmethod
    def from_bytes(cls, data: bytes) -> Document:
        """Decode UTF-8; a byte-order mark is dropped, broken bytes become U+FFFD and are reported in `damaged`."""
        digest = hashlib.sha256(data).hexdigest()
        body = data.removeprefix(BOM)
        try:
            return cls(body.decode("utf-8"), digest)
        except UnicodeDecodeError as error:
            return cls(body.decode("utf-8", "replace"), digest, error.start + len(data) - len(body))

    @classmethod
    def from_text(cls, text: str) -> Document:
        """A document of a text that has no file; lone surrogates are kept and hashed as such."""
        return cls(text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())

    @cached_property
    def length(self) -> int:
        """The number of code points."""
        return len(self.text)
