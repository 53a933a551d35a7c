"""What detectors answer, proved before it is used: a third party's mistakes must not reach a person's files."""

from __future__ import annotations

import json
import operator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from copydesk.annotation.span import Relation, Span
from copydesk.detect.proposals import Proposals

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_TOLD = 300
"""Code points of somebody else's error message that are told."""


def proved(answer: object, length: int) -> Proposals:
    """An answer as it may be shown, sent to another process and written to a file.

    Numbers of another kind (NumPy's, say) become Python's own.

    Args:
        answer: What a detector returned.
        length: The text's length in code points.

    Raises:
        ValueError: When it is not proposals, or one of them is none: it lies outside the text, is not `proposed`, has
            a score that is no number from 0 to 1, or attributes that cannot be written down.
        TypeError: When a part of it has another type.
    """
    if not isinstance(answer, Proposals):
        raise TypeError(f"it answered with {type(answer).__name__}, not with Proposals")
    spans = tuple(_span(span, length) for span in answer.spans)
    _prove_relations(answer.relations)
    return Proposals(spans, tuple(answer.relations), tuple(map(str, answer.problems)))


def told(error: BaseException) -> str:
    """An error of somebody else's code in one line: its type, and the beginning of what it says."""
    try:
        said = " ".join(str(error).split())
    except Exception:  # noqa: BLE001  # it is their method that is called
        said = ""
    if len(said) > _LONGEST_TOLD:
        said = f"{said[: _LONGEST_TOLD - 1]}…"
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _span(span: object, length: int) -> Span:
    if not isinstance(span, Span):
        raise TypeError(f"it answered with {type(span).__name__} for a span")
    where = f"[{span.start}, {span.end})"
    if span.end > length:
        raise ValueError(f"{where} lies outside the text of {length} code points")
    if span.status != "proposed":
        raise ValueError(f"{where} is {span.status}, not proposed")
    for word in (span.id, span.label, span.source):
        if not _is_name(word):
            raise ValueError(f"{where} needs an id, a label and a source that are printable strings")
    own = _own_numbers(span)
    if own.score is not None and not 0 <= own.score <= 1:
        raise ValueError(f"{where} has the score {own.score}, which is not from 0 to 1")
    if own.attrs:
        _prove_attributes(own.attrs, where)
    return own


def _is_name(word: object) -> bool:
    return isinstance(word, str) and word != "" and word.isprintable()


def _own_numbers(span: Span) -> Span:
    """The span with Python's own numbers; itself where it has them already."""
    numbers = (span.start, span.end, *(edge for fragment in span.fragments for edge in fragment))
    score = span.score
    if all(type(number) is int for number in numbers) and (score is None or type(score) is float):
        return span
    fragments = tuple((operator.index(start), operator.index(end)) for start, end in span.fragments)
    return replace(
        span,
        start=operator.index(span.start),
        end=operator.index(span.end),
        fragments=fragments,
        score=None if score is None else float(score),
    )


def _prove_attributes(attrs: Any, where: str) -> None:
    if not isinstance(attrs, dict) or not all(isinstance(key, str) for key in attrs):
        raise TypeError(f"the attributes of {where} must be a dictionary with names as keys")
    try:
        json.dumps(attrs, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"the attributes of {where} cannot be written: {error}") from error


def _prove_relations(relations: Iterable[object]) -> None:
    for relation in relations:
        if not isinstance(relation, Relation):
            raise TypeError(f"it answered with {type(relation).__name__} for a relation")
        for word in (relation.id, relation.type, relation.head, relation.tail):
            if not _is_name(word):
                raise ValueError("a relation needs an id, a type and two ends that are printable strings")
