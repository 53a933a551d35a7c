"""Articles and proposals as JSON, and the frames between processes."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotation.span import Span
from copydesk.detect.process.wire import (
    article_record,
    json_line,
    message_frame,
    proposal_records,
    read_frame,
    read_message,
    read_proposals,
    read_text,
    text_frame,
)
from copydesk.detect.proposals import Proposals, arranged, proposed, related
from copydesk.detect.registry import detect
from copydesk.text.document import Document

ANY_TEXT = st.text(st.characters(), max_size=80)
"""Lone surrogates included."""


def through_json(proposals: Proposals, size: int) -> Proposals:
    return read_proposals([json.loads(json_line(record)) for record in proposal_records(proposals, size)])


@given(st.integers(0, 9), st.integers(1, 4))
def test_proposals_come_back_as_they_were_in_however_many_messages(count: int, size: int) -> None:
    quotes = [
        proposed("QUOTE", 9 * n, 9 * n + 3, source="q@1", score=0.5, attrs={"kind": "direct"}) for n in range(count)
    ]
    cues = [proposed("CUE", 9 * n + 4, 9 * n + 8, source="q@1", score=0.5) for n in range(count)]
    relations = [related("cue", quote, cue) for quote, cue in zip(quotes, cues, strict=True)]
    proposals = arranged([*quotes, *cues], relations, ["something was skipped"])
    assert through_json(proposals, size) == proposals


def test_fragments_come_back() -> None:
    span = Span(label="EVENT", start=0, end=9, fragments=((0, 3), (5, 9)), status="proposed", source="x@1")
    assert through_json(Proposals((span,)), 10).spans == (span,)


@given(st.lists(ANY_TEXT, max_size=4))
def test_frames_come_back_one_by_one(texts: list[str]) -> None:
    stream = io.BytesIO(b"".join(map(text_frame, texts)))
    for text in texts:
        body = read_frame(stream)
        assert body is not None
        assert read_text(body) == text
    assert read_frame(stream) is None


def test_a_stream_that_ends_within_a_frame_is_at_its_end() -> None:
    assert read_frame(io.BytesIO(message_frame({"number": 1})[:-1])) is None


def test_a_message_that_is_no_object_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON object"):
        read_message(b"[1]")


def test_an_article_has_the_fixed_keys() -> None:
    document = Document.from_text("“It will hold,” said Anna Berg.\u2028")
    proposals = detect(document, "rules")
    line = json_line(
        article_record(
            id="a",
            path="b/a.txt",
            sha256=document.sha256,
            text=document.text,
            spans=proposals.spans,
            relations=proposals.relations,
        )
    )
    assert "\n" not in line
    record = json.loads(line)
    assert list(record) == ["id", "path", "sha256", "text", "spans", "relations"]
    quote = record["spans"][0]
    assert list(quote) == ["id", "start", "end", "label", "text", "score", "source", "attrs"]
    assert (quote["label"], quote["text"], quote["attrs"]) == ("QUOTE", "“It will hold,”", {"kind": "direct"})
    ids = {span["id"] for span in record["spans"]}
    assert {relation["type"] for relation in record["relations"]} == {"speaker", "cue"}
    assert all(relation["from"] in ids and relation["to"] in ids for relation in record["relations"])
