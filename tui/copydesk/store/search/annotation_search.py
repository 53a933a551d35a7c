"""Searching annotations: by their label and their words, as their files tell them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path

from copydesk.errors import InputError
from copydesk.store.annotations.reader import parse_annotation_file
from copydesk.store.search.concordance import BLANK, MOST_IN_ONE, Hit, Question


class AnnotationFinder:
    """Finds accepted annotations in annotation files.

    Args:
        question: Their label, or words in them, or both.

    Raises:
        InputError: As `Question.finder`.
    """

    def __init__(self, question: Question) -> None:
        self._label = question.label
        self._matches = question.matcher() if question.text.strip() or not question.label else None

    @property
    def test(self) -> Callable[[bytes], bool]:
        """Whether the label may be there; where something is escaped, it may."""
        label = self._label.encode()
        return lambda content: label in content or b"\\" in content

    def hits(self, content: bytes) -> list[Hit]:
        """The annotations, in order; none where the file cannot be used."""
        try:
            file = parse_annotation_file(content, Path("annotations.toml"))
        except InputError:
            return []
        found = (
            Hit(span.start, span.end, _line(anchor.prefix), _line(anchor.exact), _line(anchor.suffix), span.label)
            for span in file.snapshot.spans
            if span.status == "accepted" and (not self._label or span.label == self._label)
            for anchor in (file.anchors[span.id],)
            if self._matches is None or any(True for _ in self._matches(anchor.exact))
        )
        return list(islice(found, MOST_IN_ONE))


def _line(words: str) -> str:
    return BLANK.sub(" ", words)
