"""A long text of which only the pages that are looked at are decoded; addressed by code point like a string."""

from __future__ import annotations

import hashlib
import threading
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Protocol, overload

BOM = b"\xef\xbb\xbf"
PAGE = 1 << 16
"""Bytes of a page, about: pages are cut between code points."""
KEPT_PAGES = 4
"""Pages that are kept decoded."""
BREATH_PAGES = 16
"""Pages after which a background scan lets others work."""
MISSING = "\ufffd"
"""Stands for what can no longer be read because the file was cut short."""


class Source(Protocol):
    """Where the bytes of a text come from.

    Attributes:
        size: How many there were when it was opened; never changes.
        changed: Whether they were seen to be others than when it was opened.
    """

    size: int
    changed: bool

    def read(self, start: int, length: int) -> bytes:
        """The bytes from a place on; fewer than asked for only at the end, or where they cannot be read any more."""
        ...


class PagedText:
    """The text of UTF-8 bytes, decoded as `bytes.decode("utf-8", "replace")` does, page by page.

    Which code points a page begins with is known once it and all before it were *scanned*: by `scan`, in a thread in
    the background, or, as far as it takes, by whoever asks for something farther on. What was scanned keeps its offsets
    whatever happens to the bytes later. Safe for several threads.

    Args:
        source: The bytes.

    Attributes:
        pages_decoded: How many pages were decoded so far, scanning included.
    """

    def __init__(self, source: Source) -> None:
        self.pages_decoded = 0
        self._source = source
        self._bytes = array("Q", [len(BOM) if source.read(0, len(BOM)) == BOM else 0])
        self._chars = array("Q", [0])
        self._damaged: int | None = None
        self._digest = hashlib.sha256(source.read(0, self._bytes[0]))
        self._done = False
        self._lock = threading.RLock()
        self._pages: OrderedDict[int, str] = OrderedDict()
        self._near: tuple[int, int, str] = (0, 0, "")

    @property
    def is_scanned(self) -> bool:
        """Whether length, digest and damage are known without further work."""
        return self._done

    @property
    def changed(self) -> bool:
        """Whether the bytes are others than when they were opened: it is looked up."""
        self._source.read(0, 0)
        return self._source.changed

    @property
    def sha256(self) -> str:
        """Hexadecimal digest of all bytes, a byte-order mark included; scans what is left."""
        self.scan()
        return self._digest.hexdigest()

    @property
    def damaged(self) -> int | None:
        """The offset of the first byte that is not UTF-8, or None; scans what is left."""
        self.scan()
        return self._damaged

    @property
    def about(self) -> int:
        """The number of code points, estimated from what was scanned while that is not all."""
        scanned = self._bytes[-1]
        if self._done or not self._chars[-1]:
            return self._chars[-1] or self._source.size
        return round(self._chars[-1] * self._source.size / scanned)

    def scan(self, rest: Callable[[], object] | None = None) -> None:
        """Scan to the end.

        Args:
            rest: Called now and then, to let others work.
        """
        pages = 0
        while self._scan_page():
            pages += 1
            if rest and pages % BREATH_PAGES == 0:
                rest()

    def _scan_page(self) -> bool:
        """Scan the page after the last one; whether there was one."""
        with self._lock:
            if self._done:
                return False
            start = self._bytes[-1]
            data = self._whole(self._source.read(start, PAGE + 4)) if start < self._source.size else b""
            if not data:
                self._done = True
                return False
            self._digest.update(data)
            try:
                text = data.decode()
            except UnicodeDecodeError as error:
                if self._damaged is None:
                    self._damaged = start + error.start
                text = data.decode("utf-8", "replace")
            self.pages_decoded += 1
            self._bytes.append(start + len(data))
            self._chars.append(self._chars[-1] + len(text))
            return True

    @staticmethod
    def _whole(data: bytes) -> bytes:
        """The bytes of a page out of those that were read: up to a place between two code points."""
        if len(data) <= PAGE:
            return data
        cut = PAGE
        # After three bytes that continue a code point there is an end of one, sound or broken.
        while cut < min(len(data), PAGE + 3) and data[cut] & 0xC0 == 0x80:
            cut += 1
        return data[:cut]

    def __len__(self) -> int:
        if not self._done:
            self.scan()
        return self._chars[-1]

    def reaches(self, offset: int) -> bool:
        """Whether the text has a code point at an offset; scans no farther than that."""
        while self._chars[-1] <= offset and self._scan_page():
            pass
        return offset < self._chars[-1]

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> str: ...
    def __getitem__(self, place: int | slice) -> str:
        start, end, page = self._near
        if isinstance(place, int):
            if start <= place < end:
                return page[place - start]
            if place < 0:
                place += len(self)
            found = self[place : place + 1] if place >= 0 else ""
            if not found:
                raise IndexError("there is no such code point")
            return found
        low, high = place.start, place.stop
        if low is None or high is None or low < 0 or high < 0 or place.step not in (None, 1):
            low, high, step = place.indices(len(self))
            if step != 1:
                raise ValueError("a text is cut into pieces without steps only")
        if start <= low and high <= end:
            return page[low - start : max(low, high) - start]
        return "".join(self._parts(low, high))

    def _parts(self, low: int, high: int) -> Iterator[str]:
        while low < high and self.reaches(low):
            start, end, page = self._page_at(low)
            yield page[low - start : high - start]
            low = end

    def _page_at(self, offset: int) -> tuple[int, int, str]:
        """The page that holds a code point that was scanned: where it begins and ends, and its text."""
        number = bisect_right(self._chars, offset) - 1
        found = self._chars[number], self._chars[number + 1], self.page(number)
        self._near = found
        return found

    def page(self, number: int) -> str:
        """The text of a scanned page."""
        with self._lock:
            text = self._pages.get(number)
            if text is not None:
                self._pages.move_to_end(number)
                return text
            text = self._decoded(number, self.page_bytes(number))
            self._pages[number] = text
            if len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
            return text

    def page_bytes(self, number: int, beyond: int = 0) -> bytes:
        """The bytes of a scanned page, and some beyond it."""
        start = self._bytes[number]
        return self._source.read(start, self._bytes[number + 1] - start + beyond)

    def page_at(self, offset: int) -> int:
        """The number of the scanned page that holds an offset; the last one for an offset beyond the text."""
        return max(0, min(bisect_right(self._chars, offset), len(self._chars) - 1) - 1)

    def page_start(self, number: int) -> int:
        """The first code point of a scanned page; the text's length for the number after the last."""
        return self._chars[number]

    @property
    def pages(self) -> int:
        """How many pages were scanned so far."""
        return len(self._chars) - 1

    def scan_pages(self, number: int) -> bool:
        """Scan as far as a page; whether there is one of that number."""
        while self.pages <= number and self._scan_page():
            pass
        return number < self.pages

    def _decoded(self, number: int, data: bytes) -> str:
        """The code points of a page, as many as there were when it was scanned."""
        self.pages_decoded += 1
        length = self._chars[number + 1] - self._chars[number]
        return data.decode("utf-8", "replace")[:length].ljust(length, MISSING)

    def find(self, wanted: str, start: int = 0, end: int | None = None) -> int:
        """Like `str.find`, for offsets that are not negative."""
        low = start
        while end is None or low < end:
            part = self[low : low + PAGE + len(wanted) if end is None else min(end, low + PAGE + len(wanted))]
            place = part.find(wanted)
            if place >= 0:
                return low + place
            if len(part) < PAGE + len(wanted):
                return -1
            low += PAGE
        return -1

    def rfind(self, wanted: str, start: int = 0, end: int | None = None) -> int:
        """Like `str.rfind`, for offsets that are not negative."""
        limit = high = len(self) if end is None else end
        while high > start:
            low = max(start, high - PAGE)
            place = self[low : min(high + len(wanted) - 1, limit)].rfind(wanted)
            if place >= 0:
                return low + place
            high = low
        return -1

    def __str__(self) -> str:
        return self[0 : len(self)]


Text = str | PagedText
"""A text that is addressed by code points, held whole or in pages."""


def excerpt(text: Text, start: int, end: int, reach: int = 0) -> tuple[str, int]:
    """A string in which a half-open range of a text, and so many code points around it, may be searched.

    Returns:
        The string, and the offset in the text at which it begins: all of a text that is held whole.
    """
    if isinstance(text, str):
        return text, 0
    low = max(0, start - reach)
    return text[low : end + reach], low


def has(text: Text, offset: int) -> bool:
    """Whether a text has a code point at an offset; one in pages is scanned no farther than that."""
    return offset < len(text) if isinstance(text, str) else text.reaches(offset)
