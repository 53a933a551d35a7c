"""File names for the articles of a format that writes one file for each: safe on every system, never the same twice."""

from __future__ import annotations

import hashlib
import re

LONGEST = 120
"""Bytes of a name at most, before its suffix."""

_UNSAFE = re.compile(r'[\0-\x1f\x7f<>:"|?*\\\ud800-\udfff]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)


class FileNames:
    """Gives each article id a relative path, with POSIX separators, that no other id of the export has.

    An id that is safe and short is its own name, so the folders of the articles are kept. Names that differ only in
    case, which is nothing to some file systems, are told apart by digits of the id's digest.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, id: str) -> str:
        """The path for an id, without a suffix."""
        safe = "/".join(_safe(part) for part in id.split("/"))
        digest = hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()
        name = safe
        digits = 8
        while name.casefold() in self._taken and digits <= len(digest):
            name = f"{safe}-{digest[:digits]}"
            digits += 1
        self._taken.add(name.casefold())
        return name


def _safe(part: str) -> str:
    """One part of a path as every system takes it."""
    safe = _UNSAFE.sub("_", part).rstrip(". ") or "_"
    if safe.startswith(".") or _RESERVED.match(safe):
        safe = f"_{safe}"
    encoded = safe.encode()
    if len(encoded) > LONGEST:
        digest = hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        safe = f"{encoded[:LONGEST].decode('utf-8', 'ignore')}-{digest}"
    return safe
