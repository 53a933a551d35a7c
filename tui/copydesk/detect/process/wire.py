"""Articles and proposals as JSON: the one place where spans and relations are written and read between processes.

An article is `{"id", "path", "sha256", "text", "spans", "relations"}`; a span is `{"id", "start", "end", "label",
"text"}` and, where known, `score`, `source`, `attrs` and `fragments`; a relation is `{"id", "type", "from", "to"}`.
Offsets are half-open ranges of code points into `text`.

Between the processes of one program each message is a frame: a length (four bytes, big-endian) and so many bytes, so
that nothing is too long for a line. A text travels as a frame of its own, not as JSON, and many proposals as several
messages: both keep the reading process from standing still over a long one.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator, Mapping
from sys import intern
from typing import Any, BinaryIO

from copydesk.annotation.span import Relation, Span
from copydesk.detect.proposals import Proposals

_LENGTH = struct.Struct(">I")
LENGTH_BYTES = _LENGTH.size
"""How many bytes a message's length takes."""
LONGEST_FRAME = 2**32 - 1
"""Bytes in one frame at most, without those of the length."""
BATCH = 150
"""Spans in one message of an answer at most: who reads it stands still for a millisecond or two."""
_NOTHING: Mapping[str, Any] = {}
"""The attributes of what has none."""


def article_record(
    *,
    id: str,
    path: str,
    sha256: str,
    text: str,
    spans: Iterable[Span],
    relations: Iterable[Relation],
) -> dict[str, Any]:
    """One article with its spans and relations, ready for JSON, keys in the fixed order."""
    return {
        "id": id,
        "path": path,
        "sha256": sha256,
        "text": text,
        "spans": [span_record(span, text) for span in spans],
        "relations": [relation_record(relation) for relation in relations],
    }


def span_record(span: Span, text: str) -> dict[str, Any]:
    """A span with the text it covers; the texts of a discontinuous one are joined by a space."""
    record: dict[str, Any] = {
        "id": span.id,
        "start": span.start,
        "end": span.end,
        "label": span.label,
        "text": " ".join(span.texts(text)),
    }
    if span.score is not None:
        record["score"] = span.score
    if span.source:
        record["source"] = span.source
    if span.attrs:
        record["attrs"] = dict(span.attrs)
    if span.fragments:
        record["fragments"] = [list(fragment) for fragment in span.fragments]
    return record


def relation_record(relation: Relation) -> dict[str, Any]:
    """A relation, its ends named `from` and `to`."""
    return {"id": relation.id, "type": relation.type, "from": relation.head, "to": relation.tail}


def proposal_records(proposals: Proposals, size: int = BATCH) -> Iterator[dict[str, Any]]:
    """Proposals as one or more records of at most `size` spans and relations, without the text.

    All but the last have `"more": true`.
    """
    longest = max(len(proposals.spans), len(proposals.relations), 1)
    for start in range(0, longest, size):
        record: dict[str, Any] = {
            "spans": [span_record(span, "") for span in proposals.spans[start : start + size]],
            "relations": [relation_record(relation) for relation in proposals.relations[start : start + size]],
        }
        if start + size < longest:
            record["more"] = True
        else:
            record["problems"] = list(proposals.problems)
        yield record


def read_proposals(records: Iterable[Mapping[str, Any]]) -> Proposals:
    """What `proposal_records` wrote, equal to what it was given."""
    spans: list[Span] = []
    relations: list[Relation] = []
    problems: list[str] = []
    for record in records:
        spans += map(_read_span, record["spans"])
        relations += map(_read_relation, record["relations"])
        problems += record.get("problems", ())
    return Proposals(tuple(spans), tuple(relations), tuple(problems))


def _read_relation(record: Mapping[str, Any]) -> Relation:
    return Relation(
        id=record["id"],
        type=intern(record["type"]),
        head=intern(record["from"]),
        tail=intern(record["to"]),
        extra=_NOTHING,
    )


def _read_span(record: Mapping[str, Any]) -> Span:
    # A long text has ten thousand proposals and more in memory: what many say alike is kept once.
    return Span(
        id=intern(record["id"]),
        label=intern(record["label"]),
        start=record["start"],
        end=record["end"],
        fragments=tuple((start, end) for start, end in record.get("fragments", ())),
        status="proposed",
        source=intern(record.get("source", "")),
        score=record.get("score"),
        attrs=record.get("attrs", _NOTHING),
        extra=_NOTHING,
    )


def json_line(record: Mapping[str, Any]) -> str:
    """A record as one line of JSON, without its line feed; what is not ASCII stays readable."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def message_frame(message: Mapping[str, Any]) -> bytes:
    """A message as a frame.

    Raises:
        ValueError: When it is longer than 4 GiB.
    """
    return bytes_frame(json_line(message).encode("utf-8", "surrogatepass"))


def text_frame(text: str) -> bytes:
    """A text as a frame; lone surrogates survive.

    Raises:
        ValueError: When it is longer than 4 GiB.
    """
    return bytes_frame(text.encode("utf-8", "surrogatepass"))


def bytes_frame(body: bytes) -> bytes:
    """Bytes as a frame.

    Raises:
        ValueError: When they are longer than 4 GiB.
    """
    if len(body) > LONGEST_FRAME:
        raise ValueError("the text is too long to be handed to another process")
    return _LENGTH.pack(len(body)) + body


def frame_length(head: bytes) -> int:
    """The length that the first four bytes of a framed message tell."""
    length: int = _LENGTH.unpack(head)[0]
    return length


def read_message(body: bytes) -> dict[str, Any]:
    """The message in a frame's body.

    Raises:
        ValueError: When it is not a JSON object.
    """
    message = json.loads(read_text(body))
    if not isinstance(message, dict):
        raise ValueError("a message must be a JSON object")
    return message


def read_text(body: bytes) -> str:
    """The text in a frame's body."""
    return body.decode("utf-8", "surrogatepass")


def read_frame(stream: BinaryIO) -> bytes | None:
    """The body of the next frame of a stream, or None at its end, also where it ends within a frame."""
    head = stream.read(LENGTH_BYTES)
    if len(head) < LENGTH_BYTES:
        return None
    length = frame_length(head)
    body = stream.read(length)
    return body if len(body) == length else None
