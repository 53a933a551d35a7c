"""Articles to export."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from copydesk.annotation.snapshot import ArticleStatus, Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.formats.format import ExportArticle, ExportOptions
from copydesk.formats.registry import get_format
from copydesk.formats.report import Record, Report
from copydesk.text.document import Document


def write(name: str, *articles: ExportArticle, **options: Any) -> tuple[bytes, list[Record], Report]:
    """Write articles in a format; the bytes, the records and the report."""
    out = io.BytesIO()
    records: list[Record] = []
    report = Report(records.append)
    target = get_format(name)
    assert target.write
    target.write(iter(articles), out, ExportOptions(**options), report)
    return out.getvalue(), records, report


def write_folder(name: str, folder: Path, *articles: ExportArticle, **options: Any) -> tuple[list[Record], Report]:
    """Write articles in a format of several files into an empty folder; the records and the report."""
    records: list[Record] = []
    report = Report(records.append)
    target = get_format(name)
    assert target.write_folder
    target.write_folder(iter(articles), folder, ExportOptions(**options), report)
    return records, report


def article(
    text: str,
    *spans: Span,
    relations: Sequence[Relation] = (),
    status: ArticleStatus = "open",
    labels: dict[str, Any] | None = None,
    name: str = "a",
) -> ExportArticle:
    """An article with annotations."""
    snapshot = Snapshot(
        spans=tuple(sorted(spans, key=lambda span: span.order)),
        relations=tuple(relations),
        status=status,
        labels=labels or {},
    )
    return ExportArticle(name, f"seeds/{name}.txt", Document.from_text(text), snapshot)


def span(text: str, words: str, label: str = "PERSON", **more: Any) -> Span:
    """A span on the first place where the words stand."""
    start = text.index(words)
    return Span(label=label, start=start, end=start + len(words), **more)


PIECES = st.sampled_from(
    [
        *(
            "Ana",
            "Ruiz’s",
            "U.S.",
            "北京",
            "Zoë",
            "e\u0301",
            "👩🏽‍🚀",
            "🇫🇷",
            "क्षि",
            "مرحبا",
            "3.5",
            "“",
            "”",
            "…",
            "-",
            "\x07",
        ),
        *(" ", "  ", "\n", "\r\n", "\n\n", "\u00a0", "\u2028", "\t", "\u200b", ". ", "! A"),
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=20).map("".join) | st.text(
    st.characters(codec="utf-8"), min_size=1, max_size=30
)


@st.composite
def annotated_articles(draw: st.DrawFn) -> ExportArticle:
    """Any text with any continuous spans."""
    text = draw(TEXTS)
    spans = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text) - 1))
        label = draw(st.sampled_from(["PERSON", "ORG", "QUOTE"]))
        spans.append(Span(label=label, start=start, end=draw(st.integers(start + 1, len(text)))))
    return article(text, *spans, status=draw(st.sampled_from(["open", "done"])))
