"""What a journal says: every step of work as a line, and the states of the annotation file between them. Pure.

One JSON array a line: the CRC-32 of the second item's text, as eight hexadecimal digits, and a record:

- `{"k": "base", …}`, the first line: whose journal it is, and the annotations that the steps begin with;
- `{"k": "do" | "more" | "undo" | "redo", "n": 1, …}`: a step, numbered from 1 (see `edit_record`);
- `{"k": "saving" | "saved" | "met", "sha256": …, "at": n}`: the annotation file with that digest was about to be
  written with what stood after step n; it was written; it was found written by another and taken in with step n.

The last tells to which state of the annotation file the steps belong, so that they are never replayed on another.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from copydesk.annotation.annotation_set import AnnotationSet
from copydesk.annotation.history import History, Step
from copydesk.annotation.snapshot import Snapshot
from copydesk.store.annotations.snapshot_record import read_snapshot, snapshot_data
from copydesk.store.work.edit_record import read_anchors, read_step, step_data
from copydesk.text.anchors import Anchor
from copydesk.text.paged_text import Text

VERSION = 1
PointKind = Literal["saving", "saved", "met"]
_POINTS = ("saving", "saved", "met")
_KINDS = ("do", "more", "undo", "redo")
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
        document_length: Its code points.
        anchors: For each step the anchors of the spans that it leaves, by id, each with its twins.
        points: The states of the annotation file since.
        turn: Grows each time the journal is written anew; of two journals the higher holds.
        whole: Whether nothing followed the last line.
        lost: How many lines could not be read; the steps end before the first of them.
        final: The annotations after all steps, if that is known.
        file: The annotation file, by its real path.
    """

    base: Snapshot
    document_sha256: str
    steps: tuple[Step, ...] = ()
    document_length: int = 0
    anchors: tuple[dict[str, tuple[Anchor, int]], ...] = ()
    points: tuple[Point, ...] = ()
    turn: int = 0
    whole: bool = True
    lost: int = 0
    final: Snapshot | None = None
    file: str = ""

    def match(self, sha256: str) -> Point | None:
        """The point at which the annotation file has a digest, unless another wrote it since."""
        known = max((place for place, point in enumerate(self.points) if point.kind == "saved"), default=0)
        return next((point for point in reversed(self.points[known:]) if point.sha256 == sha256), None)

    @property
    def is_saved(self) -> bool:
        """Whether all of it is sound, and the annotation file was surely written after the last step."""
        last = self.points[-1] if self.points else None
        is_sound = self.whole and not self.lost
        return is_sound and last is not None and (last.kind, last.at) == ("saved", len(self.steps))

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


def base_line(base: Snapshot, document_sha256: str, length: int, turn: int, annotation_path: Path) -> bytes:
    """The first line of a journal, about a text with a digest and so many code points."""
    head = {"k": "base", "version": VERSION, "turn": turn, "file": os.path.realpath(annotation_path)}
    return line({**head, "document": document_sha256, "length": length, **snapshot_data(base)})


def step_line(step: Step, number: int, text: Text) -> bytes:
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
        document, length, turn = str(head["document"]), int(head.get("length", 0)), int(head["turn"])
    except _UNREADABLE:
        return None
    steps: list[Step] = []
    anchors: list[dict[str, tuple[Anchor, int]]] = []
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
                step, known = read_step(record), read_anchors(record)
                annotations.apply(step.change)
                history.follow(step)
                steps.append(step)
                anchors.append(known)
        except _UNREADABLE:
            break
        sound += 1
    return JournalContent(
        base,
        document,
        tuple(steps),
        length,
        tuple(anchors),
        tuple(points),
        turn,
        not piece,
        len(records) - sound,
        annotations.snapshot(),
        str(head.get("file", "")),
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
    anchors: list[dict[str, tuple[Anchor, int]]] = []
    annotations = AnnotationSet(file)
    try:
        at = int(point["at"])
        for record in (each for each in sound if each["k"] in _KINDS and each["n"] > at):
            step = read_step(record)
            annotations.apply(step.change)
            steps.append(Step("do", step.change))
            anchors.append(read_anchors(record))
    except _UNREADABLE:
        return None
    return JournalContent(
        file,
        "",
        tuple(steps),
        anchors=tuple(anchors),
        points=(Point("saved", sha256, 0),),
        lost=len(records) - len(sound),
    )


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
