"""A document: the exact decoded text of one article, addressed by code point."""

from __future__ import annotations

import hashlib
from functools import cached_property

from copydesk.text.paged_text import BOM, PagedText, Source, Text


class Document:
    """The text of an article, nothing normalised; every offset into it counts Unicode code points from 0.

    Digest, damage and length of a long one are known once it was scanned: asking earlier takes as long as that does.

    Args:
        text: The decoded text, without a byte-order mark, CRLF kept; or the same in pages.
        sha256: Hexadecimal digest of the article's bytes, byte-order mark included; of a text in pages its own.
        damaged: Byte offset of the first byte that is not UTF-8 (it and its like are shown as U+FFFD),
            or None. A damaged document is for reading only.

    Attributes:
        view: The text, for whatever looks at parts of it only.
    """

    def __init__(self, text: Text, sha256: str = "", damaged: int | None = None) -> None:
        self.view = text
        self._sha256 = sha256
        self._damaged = damaged

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
    def from_source(cls, source: Source) -> Document:
        """A document whose text stays where it is, and is decoded where it is looked at."""
        return cls(PagedText(source))

    @classmethod
    def from_text(cls, text: str) -> Document:
        """A document of a text that has no file; lone surrogates are kept and hashed as such."""
        return cls(text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())

    @cached_property
    def text(self) -> str:
        """All of the text as a string; of one in pages a copy that is kept, for what cannot do with less."""
        return str(self.view)

    @property
    def sha256(self) -> str:
        """Hexadecimal digest of the article's bytes, byte-order mark included."""
        return self._sha256 if isinstance(self.view, str) else self.view.sha256

    @property
    def damaged(self) -> int | None:
        """Byte offset of the first byte that is not UTF-8, or None."""
        return self._damaged if isinstance(self.view, str) else self.view.damaged

    @property
    def is_scanned(self) -> bool:
        """Whether digest, damage and length are known without further work."""
        return isinstance(self.view, str) or self.view.is_scanned

    @property
    def changed(self) -> bool:
        """Whether the bytes of a text in pages were seen to be others than when it was opened."""
        return not isinstance(self.view, str) and self.view.changed

    @property
    def length(self) -> int:
        """The number of code points."""
        return len(self.view)

    @property
    def about(self) -> int:
        """The number of code points, or an estimate of it while that is not known without further work."""
        return len(self.view) if isinstance(self.view, str) else self.view.about

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Document) and self.sha256 == other.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __repr__(self) -> str:
        return f"Document({self.view[0:40]!r}, about {self.about} code points)"
