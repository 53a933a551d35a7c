"""The spaCy engine: the entities of any installed pipeline, with this program's labels and boundaries.

What runs of a pipeline is what marks entities or spans, and what that listens to; taggers and parsers are left out.
OntoNotes and CoNLL names of labels become ours; what a pipeline calls otherwise it was taught, and is kept as it is.
"""

from __future__ import annotations

import bisect
import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from copydesk.detect.answers import told
from copydesk.detect.detector import LoadFailed
from copydesk.detect.proposals import Proposals, arranged, proposed
from copydesk.detect.rules.candidates import Candidate
from copydesk.detect.rules.consistency import consistent
from copydesk.detect.rules.name_words import HONORIFICS, TITLE_PHRASES, TITLES
from copydesk.errors import CopydeskError, InputError, MissingExtra

if TYPE_CHECKING:
    from spacy.language import Language

    from copydesk.annotation.span import Span
    from copydesk.text.document import Document

SCORE = 0.7
"""How sure a pipeline is taken to be that gives no scores: so much of what the small English one marks is right."""

LONGEST_PIECE = 50_000
"""Code points that a pipeline gets at a time; its memory grows with them."""

LABELS: Mapping[str, str] = {
    **{
        label: label
        for label in ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "DATE", "TIME", "MONEY", "PERCENT", "EVENT")
    },
    "PER": "PERSON",
    **dict.fromkeys(
        ("CARDINAL", "ORDINAL", "QUANTITY", "LANGUAGE", "LAW", "PRODUCT", "WORK_OF_ART", "MISC", "OTHER"), ""
    ),
}
"""What the labels of OntoNotes and CoNLL are here; empty for what is not proposed."""

_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})
_AMOUNTS = frozenset({"DATE", "TIME", "MONEY", "PERCENT"})
_SHARED = frozenset({"tok2vec", "transformer", "curated_transformer"})
"""Factories of components that others listen to."""
_UNNEEDED = (
    "tagger",
    "morphologizer",
    "parser",
    "senter",
    "sentencizer",
    "attribute_ruler",
    "lemmatizer",
    "trainable_lemmatizer",
    "textcat",
    "textcat_multilabel",
    "entity_linker",
)
"""Components, by the names they usually have, that are not even loaded."""

_LEADING = re.compile(r"(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’][sS]\Z|(?<=[sS])['’]\Z")
_TITLE = re.compile(
    rf"(?:{'|'.join(sorted(map(re.escape, HONORIFICS | TITLES | TITLE_PHRASES), key=len, reverse=True))})\.?\s+(?=\S)"
)
_EDGES = ' \t\r\n"“”‘([{)]},;:'
_BREAK = re.compile(r"[\r\n]")


class SpacyEntities:
    """The entities of a spaCy pipeline.

    Where an earlier engine of the same run found an entity, that stays and what overlaps it is left out.

    Args:
        pipeline: The pipeline; which of its components run is seen to here.
    """

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline
        _enable_what_marks(pipeline)
        self.name = f"spacy-{pipeline.meta['lang']}_{pipeline.meta['name']}"
        self.version = str(pipeline.meta["version"])

    def propose(self, document: Document, found: Proposals) -> Proposals:
        """What the pipeline marks in the document; in English each name means the same throughout it."""
        text = document.text
        source = f"{self.name}@{self.version}"
        there = _Taken(span for span in found.spans if span.label in LABELS)
        spans = [
            proposed(label, start, end, source=source, score=score)
            for start, end, label, score in self._marked(text)
            if label not in LABELS or not there.touches(start, end)
        ]
        return arranged(spans)

    def _marked(self, text: str) -> Iterator[tuple[int, int, str, float]]:
        """Half-open ranges with label and score."""
        names: list[Candidate] = []
        for start, end, found, score in self._raw(text):
            label = LABELS.get(found, found)
            place = trimmed(text, start, end, label) if found in LABELS else (start, end)
            if not label or place is None:
                continue
            if label not in _NAMES:
                yield (*place, label, score)
            elif not names or place[0] >= names[-1].end:
                names.append(Candidate(*place, tuple(text[slice(*place)].split()), label, score))
        decided = consistent(text, names) if self._pipeline.lang == "en" else names
        yield from ((name.start, name.end, name.label, name.score) for name in decided)

    def _raw(self, text: str) -> Iterator[tuple[int, int, str, float]]:
        """What the pipeline says, piece by piece: half-open ranges of code points, labels as it has them."""
        # spaCy keeps words in UTF-8, which has no place for what is no character.
        plain = text.encode("utf-8", "replace").decode()
        for start, end in pairwise(_cuts(plain, min(LONGEST_PIECE, self._pipeline.max_length))):
            if plain[start:end].isspace():
                continue
            with self._pipeline.memory_zone() if hasattr(self._pipeline, "memory_zone") else contextlib.nullcontext():
                doc = self._pipeline(plain[start:end])
                marked = [(span, SCORE) for span in doc.ents]
                for group in doc.spans.values():
                    scores = group.attrs.get("scores")
                    marked += zip(group, [SCORE] * len(group) if scores is None else map(float, scores), strict=True)
                said = [(span.start_char, span.end_char, span.label_, score) for span, score in marked]
            yield from ((start + left, start + right, label, score) for left, right, label, score in sorted(said))


def load_pipeline(name: str = "") -> SpacyEntities:
    """The detector of a pipeline.

    Args:
        name: Its package or folder, as `spacy.load` takes it; empty for the first English one that is installed.

    Raises:
        MissingExtra: When spaCy is not installed.
        InputError: When there is no such pipeline, or it does not load.
    """
    try:
        import spacy
    except ImportError as error:
        raise MissingExtra("the spaCy engine", "spacy") from error
    name = name or _english()
    try:
        pipeline = spacy.load(name, exclude=_UNNEEDED)
        return SpacyEntities(pipeline)
    except CopydeskError:
        raise
    except OSError as error:
        if "E050" not in str(error):
            raise LoadFailed(f"the spaCy pipeline {name} could not be loaded: {told(error)}") from error
        raise InputError(
            f"there is no spaCy pipeline {name!r}", remedy=f"Install it with: python -m spacy download {name}"
        ) from error
    except Exception as error:  # a pipeline is somebody else's code
        raise LoadFailed(f"the spaCy pipeline {name} could not be loaded: {told(error)}") from error


def _english() -> str:
    """The first English pipeline that is installed, by name."""
    from spacy.util import get_installed_models

    for name in sorted(get_installed_models()):
        if name.startswith("en_"):
            return str(name)
    raise InputError(
        "no English pipeline of spaCy is installed", remedy="Install one with: python -m spacy download en_core_web_sm"
    )


def _enable_what_marks(pipeline: Language) -> None:
    """Let only those components run that mark entities or spans, and those that they listen to."""
    marking = [name for name in pipeline.pipe_names if _marks(pipeline, name)]
    if not marking:
        raise InputError("it marks no entities", path=str(pipeline.meta["name"]))
    heard = [
        name
        for name in pipeline.pipe_names
        if pipeline.get_pipe_meta(name).factory in _SHARED
        and set(getattr(pipeline.get_pipe(name), "listening_components", marking)) & set(marking)
    ]
    pipeline.select_pipes(enable=[name for name in pipeline.pipe_names if name in {*marking, *heard}])


def _marks(pipeline: Language, name: str) -> bool:
    assigned: Any = pipeline.get_pipe_meta(name).assigns
    return any(fact == "doc.ents" or fact.startswith("doc.spans") for fact in assigned)


def _cuts(text: str, longest: int) -> Iterator[int]:
    """Where to cut a text into pieces of at most so many code points: after a line, else a space, else anywhere."""
    start = 0
    yield 0
    while len(text) - start > longest:
        after_line = text.rfind("\n", start, start + longest) + 1
        after_space = text.rfind(" ", start, start + longest) + 1
        start = after_line or after_space or start + longest
        yield start
    if start < len(text):
        yield len(text)


def trimmed(text: str, start: int, end: int, label: str) -> tuple[int, int] | None:
    """A range without what is not part of an entity's name, or None where nothing is left.

    That is white space, quotation marks and brackets at its edges, what comes after the end of the line, a leading
    article, a possessive, and of a person titles and forms of address.
    """
    start = _without_edges(text, start, end)
    if line_end := _BREAK.search(text, start, end):
        end = line_end.start()
    if possessive := _POSSESSIVE.search(text, start, end):
        end = possessive.start()
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    if label not in _AMOUNTS and (article := _LEADING.match(text, start, end)):
        start = _without_edges(text, article.end(), end)
    while label == "PERSON" and (title := _TITLE.match(text, start, end)):
        start = title.end()
    return (start, end) if start < end and any(map(str.isalnum, text[start:end])) else None


def _without_edges(text: str, start: int, end: int) -> int:
    """The first code point of a range that is not white space, a quotation mark or a bracket."""
    while start < end and text[start] in _EDGES:
        start += 1
    return start


class _Taken:
    """Where entities are already; made of spans in order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ranges = [span.range for span in spans]
        self._starts = [start for start, _ in ranges]
        self._reach = list(accumulate((end for _, end in ranges), max))

    def touches(self, start: int, end: int) -> bool:
        """Whether one of them shares a code point with the half-open range."""
        before = bisect.bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start
