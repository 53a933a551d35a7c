"""The journal of one article: every step of work as a line on the disk before it counts as saved, and the undo history.

One JSON array a line: the CRC-32 of the second item's text, as eight hexadecimal digits, and a record:

- `{"k": "base", …}`, the first line: whose journal it is, and the annotations that the steps begin with;
- `{"k": "do" | "undo" | "redo", "n": 1, …}`: a step, numbered from 1 (see `edit_record`);
- `{"k": "saving" | "saved" | "met", "sha256": …, "at": n}`: the annotation file with that digest was about to be
  written with what stood after step n; it was written; it was found written by another and taken in with step n.

The last tells to which state of the annotation file the steps belong, so that they are never replayed on another.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from copydesk.annotation.annotation_set import AnnotationSet
from copydesk.annotation.history import History, Step
from copydesk.annotation.snapshot import Snapshot
from copydesk.store.atomic import (
    REAL,
    FileSystem,
    StoreError,
    make_folders,
    remove_leftovers,
    store_error,
    write_atomically,
)
from copydesk.store.edit_record import read_snapshot, read_step, snapshot_data, step_data

VERSION = 1
PointKind = Literal["saving", "saved", "met"]
_POINTS = ("saving", "saved", "met")
_KINDS = ("do", "undo", "redo")
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)
"""What reading a record that says something impossible can raise."""


@dataclass(frozen=True, slots=True)
class Point:
    """A state of the annotation file.

    Attributes:
        kind: See the module.
        sha256: Hexadecimal digest of its bytes; empty where there is no file.
        at: The number of the step after which it was so.
    """

    kind: PointKind
    sha256: str
    at: int


@dataclass(frozen=True, slots=True)
class JournalContent:
    """What a journal says.

    Attributes:
        base: The annotations that the steps begin with: what edits can change of them.
        document_sha256: Digest of the article that the steps are about.
        steps: What was done since, in order.
        words: For each step the words of the spans that it leaves, by id.
        points: The states of the annotation file since.
        turn: Grows each time the journal is written anew; of two journals the higher holds.
        whole: Whether nothing followed the last line.
        lost: How many lines could not be read; the steps end before the first of them.
        final: The annotations after all steps, if that is known.
    """

    base: Snapshot
    document_sha256: str
    steps: tuple[Step, ...] = ()
    words: tuple[dict[str, str], ...] = ()
    points: tuple[Point, ...] = ()
    turn: int = 0
    whole: bool = True
    lost: int = 0
    final: Snapshot | None = None

    def match(self, sha256: str) -> Point | None:
        """The point at which the annotation file has a digest, unless another wrote it since."""
        known = max((place for place, point in enumerate(self.points) if point.kind == "saved"), default=0)
        return next((point for point in reversed(self.points[known:]) if point.sha256 == sha256), None)

    @property
    def saved(self) -> Point | None:
        """The last point at which the annotation file was surely written."""
        return next((point for point in reversed(self.points) if point.kind == "saved"), None)

    def after(self, count: int) -> Snapshot:
        """The annotations after so many steps; what edits cannot change of them is that of `base`."""
        if self.final is not None and count == len(self.steps):
            return self.final
        annotations = AnnotationSet(self.base)
        for step in self.steps[:count]:
            annotations.apply(step.change)
        return annotations.snapshot()


def line(record: dict[str, Any]) -> bytes:
    """A record as a line of a journal."""
    words = json.dumps(record, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return f'["{zlib.crc32(words.encode()):08x}",{words}]\n'.encode()


def base_line(base: Snapshot, document_sha256: str, turn: int, annotation_path: Path) -> bytes:
    """The first line of a journal."""
    head = {"k": "base", "version": VERSION, "turn": turn, "file": os.fspath(annotation_path)}
    return line({**head, "document": document_sha256, **snapshot_data(base)})


def step_line(step: Step, number: int, text: str) -> bytes:
    """The line of a step; see `step_data`."""
    return line(step_data(step, number, text))


def point_line(point: Point) -> bytes:
    """The line of a state of the annotation file."""
    return line({"k": point.kind, "sha256": point.sha256, "at": point.at})


def parse_journal(content: bytes) -> JournalContent | None:
    """What a journal says, as far as its lines are sound and follow each other; None when not even the first is.

    The piece of a line at the end is what a crash cut off: it was never said to be saved, and is passed over.
    """
    *lines, piece = content.split(b"\n")
    records = [_record(each) for each in lines]
    head = records[0] if records else None
    if head is None or head.get("k") != "base" or head.get("version") != VERSION:
        return None
    try:
        base = read_snapshot(head)
        document, turn = str(head["document"]), int(head["turn"])
    except _UNREADABLE:
        return None
    steps: list[Step] = []
    words: list[dict[str, str]] = []
    points: list[Point] = []
    annotations, history, sound = AnnotationSet(base), History(), 1
    for record in records[1:]:
        try:
            if record is None:
                break
            if record["k"] in _POINTS:
                points.append(_point(record, len(steps)))
            elif record["n"] != len(steps) + 1:
                break
            else:
                step = read_step(record)
                annotations.apply(step.change)
                history.follow(step)
                steps.append(step)
                words.append(dict(record.get("words", {})))
        except _UNREADABLE:
            break
        sound += 1
    return JournalContent(
        base,
        document,
        tuple(steps),
        tuple(words),
        tuple(points),
        turn,
        not piece,
        len(records) - sound,
        annotations.snapshot(),
    )


def salvage(content: bytes, sha256: str, file: Snapshot) -> JournalContent | None:
    """What a damaged journal still says about an annotation file, after its last damaged line.

    Args:
        content: Of the journal.
        sha256: Digest of the annotation file.
        file: What it says.

    Returns:
        The steps that were made after it was written; None when the journal does not know it any more.
    """
    records = [_record(each) for each in content.split(b"\n")[:-1]]
    first = next((place for place in range(len(records), 0, -1) if records[place - 1] is None), 0)
    sound = [record for record in records[first:] if record]
    point = next((each for each in reversed(sound) if each["k"] == "saved" or each.get("sha256") == sha256), None)
    if point is None or point.get("sha256") != sha256:
        return None
    steps: list[Step] = []
    annotations = AnnotationSet(file)
    try:
        at = int(point["at"])
        for record in (each for each in sound if each["k"] in _KINDS and each["n"] > at):
            step = read_step(record)
            annotations.apply(step.change)
            steps.append(Step("do", step.change))
    except _UNREADABLE:
        return None
    return JournalContent(file, "", tuple(steps), points=(Point("saved", sha256, 0),), lost=len(records) - len(sound))


class Journal:
    """The file of one journal. Not for two threads at once.

    Args:
        places: The folders where it may be, the first that can be written is taken.
        name: Its file's name.
        files: The file system, for tests.

    Attributes:
        path: Where it is; None as long as there is none.
        whole: Whether it ends as it should, so that lines may be added.
    """

    def __init__(self, places: Sequence[Path], name: str, files: FileSystem = REAL) -> None:
        self._places = places
        self._name = name
        self._files = files
        self._descriptor = -1
        self.path: Path | None = None
        self.whole = False

    def read(self) -> JournalContent | None:
        """What the journal on the disk says; None when there is none that can be read.

        Of several (a folder could not be written for a while) the one that was begun last, and then the longest.

        Raises:
            OSError: When there is one that the system will not give.
        """
        found: list[tuple[int, int, Path, JournalContent]] = []
        for path in self._existing():
            content = parse_journal(path.read_bytes())
            if content:
                found.append((content.turn, len(content.steps), path, content))
        if not found:
            return None
        _, _, self.path, content = max(found, key=lambda each: each[:2])
        self.whole = content.whole and not content.lost
        return content

    def salvage(self, sha256: str, file: Snapshot) -> JournalContent | None:
        """The same of a damaged journal, about an annotation file; see `salvage`."""
        found = (salvage(path.read_bytes(), sha256, file) for path in self._existing())
        return next((content for content in found if content), None)

    @property
    def exists(self) -> bool:
        """Whether there is a file, sound or not."""
        return any(True for _ in self._existing())

    def append(self, lines: bytes) -> None:
        """Add lines; when this returns they are on the disk.

        Raises:
            StoreError: When they may not be. The journal is then to be written anew: what a failed write left at its
                end, or a failed sync made of it, is not known.
        """
        path = self.path
        if path is None or not self.whole:
            raise StoreError("the journal has to be written anew")
        self.whole = False
        try:
            if self._descriptor < 0:
                self._descriptor = self._files.append(path)
            if os.fstat(self._descriptor).st_nlink == 0:
                raise StoreError("the journal was removed", path=path)
            rest = memoryview(lines)
            while rest:
                written = self._files.write(self._descriptor, rest)
                rest = rest[written:]
            self._files.sync(self._descriptor)
        except OSError as error:
            raise store_error(error, path) from error
        self.whole = True

    def write(self, lines: Iterable[bytes]) -> None:
        """Write it anew, in the first place that takes it, and remove it from the others.

        Raises:
            StoreError: When no place takes it; what was on the disk is still there.
        """
        self.release()
        self.whole = False
        content, first = b"".join(lines), None
        for place in self._places:
            try:
                new = not place.exists()
                make_folders(place, files=self._files)
                if new:
                    self._files.chmod(place, 0o700)
                write_atomically(place / self._name, content, files=self._files)
            except (OSError, StoreError) as error:
                first = first or (error if isinstance(error, StoreError) else store_error(error, place))
                continue
            self.path, self.whole = place / self._name, True
            for path in self._existing():
                if path != self.path:
                    with suppress(OSError):
                        self._files.remove(path)
            return
        raise first or StoreError("there is no place for the journal")

    def put_aside(self) -> tuple[Path, ...]:
        """Give what is on the disk other names, which are never read; they are answered.

        Raises:
            StoreError: When that cannot be done.
        """
        import secrets

        self.release()
        aside = []
        for path in list(self._existing()):
            target = path.with_name(f"{path.stem}-{secrets.token_hex(3)}.aside")
            try:
                self._files.replace(path, target)
                self._files.sync_folder(path.parent)
            except OSError as error:
                raise store_error(error, path) from error
            aside.append(target)
        self.path, self.whole = None, False
        return tuple(aside)

    def remove(self) -> None:
        """Remove it, wherever it is; what cannot be removed stays."""
        self.release()
        for path in list(self._existing()):
            with suppress(OSError):
                self._files.remove(path)
        self.path, self.whole = None, False

    def sweep(self) -> None:
        """Remove what a write that was cut off left behind; only for the holder of the lock."""
        for place in self._places:
            remove_leftovers(place / self._name, files=self._files)

    def release(self) -> None:
        """Close the file."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            with suppress(OSError):
                self._files.close(descriptor)

    def _existing(self) -> Iterator[Path]:
        return (path for place in self._places if (path := place / self._name).is_file())


def _record(words: bytes) -> dict[str, Any] | None:
    """The record of a line, or None when it is damaged."""
    body = words[12:-1]
    if words[:12] != f'["{zlib.crc32(body):08x}",'.encode() or words[-1:] != b"]":
        return None
    try:
        record = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) and isinstance(record.get("k"), str) else None


def _point(record: dict[str, Any], count: int) -> Point:
    at = record["at"]
    if type(at) is not int or not 0 <= at <= count:
        raise ValueError("a point lies outside the journal")
    return Point(record["k"], str(record["sha256"]), at)
