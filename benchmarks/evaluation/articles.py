"""Annotated articles: gold or predicted, in one form whatever file they came from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gold import markup

from copydesk.detect.neural.training.articles import part_of
from copydesk.errors import InputError
from evaluation.quoted_text import Range, pieces, quoted_stretches

QUOTATION_LABELS = frozenset({"QUOTE", "SPEAKER", "CUE", "CLAIM"})
"""Labels of spans that are no entities."""

_RAW_LABELS = {"PER": "PERSON", "PRODUCT": "MISC", "Misc": "MISC"}
"""Labels of the raw sets that are called otherwise here; the others keep their names."""

KINDS = ("direct", "mixed", "indirect", "scare")
"""Kinds of quotation."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A labelled half-open range of code points."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Who said what by which words; each a list of half-open ranges of code points.

    Attributes:
        kind: One of `KINDS`.
        content: What was said, with its quotation marks.
        speaker: Who said it, if that is told.
        cue: The words that say so, if there are any.
        clause: Of a mixed one the whole reporting clause, where that is marked.
    """

    kind: str
    content: tuple[Range, ...]
    speaker: tuple[Range, ...] = ()
    cue: tuple[Range, ...] = ()
    clause: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with what is marked in it.

    Attributes:
        id: Its name.
        text: Its text.
        entities: Its entities.
        quotations: Its quotations.
    """

    id: str
    text: str
    entities: tuple[Entity, ...] = ()
    quotations: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldSet:
    """The gold of one file or folder.

    Attributes:
        path: The file or folder.
        articles: Those of its articles that were asked for.
        labels: The labels of entities that occur anywhere in it: what it does not label is not judged.
        kinds: The kinds of quotation that occur anywhere in it.
    """

    path: Path
    articles: tuple[Annotated, ...]
    labels: frozenset[str]
    kinds: frozenset[str]


def read_gold(path: Path, parts: Iterable[str] = (), limit: int | None = None) -> GoldSet:
    """The gold of a file or a folder.

    Args:
        path: JSON Lines as described at `annotated`, or a folder of marked-up articles as `gold.markup` reads them.
        parts: Only the articles that `part_of` puts there; all of them when empty.
        limit: Only so many articles of these, the first ones.

    Raises:
        InputError: When it cannot be read, a line is not what it should be, or no article is left.
    """
    wanted = frozenset(parts)
    whole = list(map(annotated, markup.read_gold(path)) if path.is_dir() else _read(path))
    articles = [article for article in whole if not wanted or part_of(article.id) in wanted][:limit]
    if not articles:
        raise InputError("no article is left to score", path=path, remedy="Ask for another part")
    return GoldSet(
        path,
        tuple(articles),
        frozenset(entity.label for article in whole for entity in article.entities),
        frozenset(quotation.kind for article in whole for quotation in article.quotations),
    )


def _read(path: Path) -> Iterator[Annotated]:
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    yield annotated(json.loads(line))
                except (KeyError, TypeError, ValueError, AttributeError) as error:
                    problem = f"this is no labelled article: {type(error).__name__}: {error}"
                    raise InputError(problem, path=path, line=number) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", path=path) from error


def annotated(record: Mapping[str, Any]) -> Annotated:
    """An article from its JSON object.

    Understood are Copydesk's own shape (`spans` are objects, `relations` go from a QUOTE to its speaker and cue;
    rejected spans are left out), and two raw ones: `spans` as `[start, end, label]`, and `attributions` as objects
    with the lists of ranges `content`, `source` and `cue`, told into kinds by `_attributed`. PER is read as PERSON,
    PRODUCT and Misc as MISC, which is never judged.

    Raises:
        KeyError: When something is missing.
        TypeError: When something is of another type.
        ValueError: When a range lies outside the text.
    """
    text: str = record["text"]
    entities: list[Entity] = []
    quotations: list[Quotation] = []
    spans: dict[str, Mapping[str, Any]] = {}
    for span in record.get("spans", ()):
        if isinstance(span, Mapping):
            if span.get("status") != "rejected":
                spans[span["id"]] = span
        else:
            start, end, label = span
            entities.append(Entity(start, end, _RAW_LABELS.get(label, label)))
    tails: dict[tuple[str, str], list[Range]] = {}
    for relation in record.get("relations", ()):
        if relation["to"] in spans:
            tails.setdefault((relation["from"], relation["type"]), []).extend(_ranges(spans[relation["to"]]))
    for id, span in spans.items():
        if span["label"] == "QUOTE":
            kind = (span.get("attrs") or {}).get("kind", "direct")
            speaker, cue = (tuple(sorted(tails.get((id, type_), ()))) for type_ in ("speaker", "cue"))
            quotations.append(Quotation(kind, _ranges(span), speaker, cue))
        elif span["label"] not in QUOTATION_LABELS:
            entities.append(Entity(span["start"], span["end"], _RAW_LABELS.get(span["label"], span["label"])))
    for attribution in record.get("attributions", ()):
        content, source, cue = (
            tuple((start, end) for start, end in attribution[role]) for role in ("content", "source", "cue")
        )
        quotations.extend(_attributed(text, content, source, cue))
    article = Annotated(str(record["id"]), text, tuple(dict.fromkeys(entities)), tuple(dict.fromkeys(quotations)))
    _refuse_nonsense(article)
    return article


def _ranges(span: Mapping[str, Any]) -> tuple[Range, ...]:
    fragments = span.get("fragments") or [(span["start"], span["end"])]
    return tuple((start, end) for start, end in fragments)


def _attributed(
    text: str, content: Sequence[Range], source: tuple[Range, ...], cue: tuple[Range, ...]
) -> Iterator[Quotation]:
    """The quotations of an attribution whose kind nobody marked.

    What of its content lies in one paragraph is a piece. A piece that opens and closes with quotation marks of one pair
    (a full stop or comma may follow) is a direct quotation. Of any other piece with quotation marks, what they enclose
    is mixed, as far as the piece goes where a mark has no partner there. An attribution with no quotation mark at all
    is one indirect quotation.
    """
    parts = list(pieces(text, content))
    stretches = {part: quoted_stretches(text, *part) for part in parts}
    if parts and not any(stretches.values()):
        yield Quotation("indirect", tuple(content), source, cue)
        return
    for (start, end), quoted in stretches.items():
        for stretch in quoted:
            whole = len(quoted) == 1 and stretch.closed and stretch.start == start
            whole = whole and text[stretch.end : end] in ("", ".", ",", ";", ":")
            words = ((stretch.start, stretch.end),)
            yield (
                Quotation("direct", words, source, cue)
                if whole
                else Quotation("mixed", words, source, cue, tuple(content))
            )


def _refuse_nonsense(article: Annotated) -> None:
    ranges = [(entity.start, entity.end) for entity in article.entities]
    for quotation in article.quotations:
        ranges += (*quotation.content, *quotation.speaker, *quotation.cue)
    for start, end in ranges:
        if not 0 <= start < end <= len(article.text):
            raise ValueError(f"[{start}, {end}) is no range of a text of {len(article.text)} code points")
