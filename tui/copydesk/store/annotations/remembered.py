"""Remembered decisions: what one annotator decided in all files of an annotation folder, the latest files first."""

from __future__ import annotations

import heapq
import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from copydesk.annotation.decision import Decision, decision_on, is_name
from copydesk.errors import InputError
from copydesk.store.annotations.reader import parse_annotation_file
from copydesk.store.corpus.article_list import ArticleList
from copydesk.store.labels.label_file import NAME as LABEL_FILE

MOST_FILES = 2000
"""So many files are read at most, those that were changed last."""
MOST_BYTES = 20 << 20
"""So many bytes are read at most, of all files together."""
LARGEST = 4 << 20
"""Bytes of the largest file that is read: some 12,000 annotations of one article."""
LARGEST_PARSED = 1 << 20
"""Bytes of the largest file that is parsed if it was not written by this program; longer ones are passed over."""

_STRING = r'"([^"\\\n]*+(?:\\.[^"\\\n]*+)*+)"'
_BLOCK = re.compile(
    r"^\[annotation\.[^\]\n]+\]\n"
    rf"label = {_STRING}\nstart = \d+\nend = \d+\nexact = {_STRING}\nprefix = {_STRING}\nsuffix = {_STRING}\n"
    rf"status = {_STRING}\nsource = {_STRING}\n(?:score = [^\n]*\n)?(?:by = {_STRING}\n)?((?:[^\[\n][^\n]*\n)*+)",
    re.MULTILINE,
)
"""An annotation as `annotation_writer` renders it."""
_HEADER = re.compile(r"^[ \t]*\[[ \t]*annotation\b", re.MULTILINE)
_FORMAT = 'format = "copydesk/1'


class Entry(NamedTuple):
    """An annotation file that is there; of two the one that was changed later is the greater.

    Attributes:
        changed: When it was changed last, in nanoseconds.
        size: In bytes.
        path: Where it is.
    """

    changed: int
    size: int
    path: str


def folders_of(articles: ArticleList) -> list[str]:
    """The folders in which the annotations of some articles are kept, as far as they are the annotator's own."""
    return list(dict.fromkeys(str(place.kept) for place in articles.places()))


def entries(folders: Iterable[str]) -> Iterator[Entry]:
    """The annotation files below some folders, in no order.

    Links, hidden files and folders that cannot be listed are passed over.
    """
    waiting = [(folder, True) for folder in folders]
    while waiting:
        here, is_top = waiting.pop()
        try:
            with os.scandir(here) as found:
                listed = list(found)
        except OSError:
            continue
        for entry in listed:
            if entry.name.startswith(".") or (is_top and entry.name == LABEL_FILE):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, False))
                elif entry.name.endswith(".toml") and entry.is_file(follow_symlinks=False):
                    facts = entry.stat(follow_symlinks=False)
                    yield Entry(facts.st_mtime_ns, facts.st_size, entry.path)
            except OSError:
                continue


def latest(found: Iterable[Entry], files: int = MOST_FILES, size: int = MOST_BYTES) -> list[Path]:
    """The files that were changed last, the latest first; those that are too large are passed over.

    Args:
        found: The files there are.
        files: How many at most.
        size: How many bytes together at most.
    """
    kept: list[Path] = []
    for entry in heapq.nlargest(files, found):
        if entry.size <= min(size, LARGEST):
            size -= entry.size
            kept.append(Path(entry.path))
    return kept


def decisions_in(path: Path, annotator: str) -> list[Decision]:
    """What an annotator decided on names in an annotation file; nothing where it cannot be used.

    Args:
        path: The file.
        annotator: Whose annotations count, beside those that bear no name.
    """
    try:
        content = path.read_bytes()
        source = content.decode("utf-8-sig")
        quick = _quickly(source, annotator)
        if quick is not None:
            return quick
        return _carefully(content, path, annotator) if len(content) <= LARGEST_PARSED else []
    except (OSError, ValueError, InputError):
        return []


def _quickly(source: str, annotator: str) -> list[Decision] | None:
    """The decisions of a file as this program writes it, found by pattern; None if it is another's writing."""
    if not source.startswith(_FORMAT) or '"""' in source or "'''" in source:
        return None
    blocks = list(_BLOCK.finditer(source))
    if len(blocks) != sum(1 for _ in _HEADER.finditer(source)):
        return None
    found = []
    for block in blocks:
        label, exact, _, _, status, _, by, rest = block.groups()
        if by is not None and _unescaped(by) != annotator:
            continue
        words, name = _unescaped(exact), _unescaped(label)
        if is_name(words, name) and not rest.startswith("fragments = ") and "\nfragments = " not in rest:
            found.append(Decision(words, name, status == "accepted"))
    return found


def _carefully(content: bytes, path: Path, annotator: str) -> list[Decision]:
    """The decisions of a file in any valid TOML."""
    file = parse_annotation_file(content, path)
    spans = [(span, file.anchors[span.id].exact) for span in file.snapshot.spans]
    spans += [(orphan.span, orphan.anchor.exact) for orphan in file.snapshot.orphans]
    return [decision for span, words in spans if span.by in ("", annotator) and (decision := decision_on(words, span))]


def _unescaped(string: str) -> str:
    """The value of a basic string of TOML, given without its quotation marks."""
    if "\\" not in string:
        return string
    value: str = tomllib.loads(f'value = "{string}"')["value"]
    return value
