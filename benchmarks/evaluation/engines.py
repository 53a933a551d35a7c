"""The engines that are compared: those of the registry, spaCy pipelines as they come, and textacy's quotations."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from copydesk.annotation.span import Relation, Span
from copydesk.detect.proposals import Proposals, arranged, proposed, related
from copydesk.detect.registry import load_engine, run_engine
from copydesk.errors import CopydeskError, InputError
from copydesk.text.document import Document
from evaluation.quoted_text import pieces

PLAIN = "plain-spacy"
"""The maker of a spaCy pipeline's entities as they come; `spacy:PIPELINE` is the engine of the registry."""
WHOLE = "whole-spacy"
"""The maker of the same with all of the pipeline at work, which is what most people run."""
TEXTACY = "textacy"
"""The maker of textacy's quotations."""


class Compared(Protocol):
    """Something that annotates texts.

    Attributes:
        title: What it is called in the tables.
        problems: What is to be known of how it was loaded.
    """

    title: str
    problems: tuple[str, ...]

    def annotate(self, texts: Iterable[str]) -> Iterator[Proposals]:
        """What it proposes for each text, in order; offsets are half-open ranges of code points."""


def finds(name: str) -> frozenset[str]:
    """What an engine of that name looks for: entities, quotations or both."""
    only = {maker: frozenset({"entities"}) for maker in (PLAIN, WHOLE)} | {TEXTACY: frozenset({"quotations"})}
    return only.get(name.partition(":")[0], frozenset({"entities", "quotations"}))


def installed() -> list[str]:
    """What this interpreter can run: rules and neural, and what can be made of each English spaCy pipeline."""
    names = [name for name in ("rules", "neural") if _loads(name)]
    pipelines = _pipelines()
    makers = [PLAIN, WHOLE, "spacy"] + [TEXTACY] * bool(importlib.util.find_spec("textacy"))
    return names + [f"{maker}:{pipeline}" for maker in makers for pipeline in pipelines]


def _loads(name: str) -> bool:
    try:
        load_engine(name)
    except CopydeskError:
        return False
    return True


def _pipelines() -> list[str]:
    try:
        util = importlib.import_module("spacy.util")
    except ImportError:
        return []
    return sorted(name for name in util.get_installed_models() if name.startswith("en_"))


def make_engine(name: str) -> Compared:
    """The engine of a name.

    Args:
        name: One of the registry (`rules`, `spacy:PIPELINE`, `rules+mine`), `plain-spacy:PIPELINE`,
            `whole-spacy:PIPELINE`, or `textacy:PIPELINE`; a pipeline is the name of an installed one or a folder.

    Raises:
        CopydeskError: When there is no such engine or pipeline.
    """
    maker, _, pipeline = name.partition(":")
    if maker in (PLAIN, WHOLE):
        return PlainSpacy(pipeline, maker)
    if maker == TEXTACY:
        return TextacyQuotations(pipeline)
    return Registered(name)


class Registered:
    """An engine of the registry.

    Args:
        name: Its name there.
    """

    def __init__(self, name: str) -> None:
        self._engine = load_engine(name)
        self.problems = self._engine.problems
        maker, colon, option = name.partition(":")
        self.title = f"{maker}:{_short(option)}" if colon else name

    def annotate(self, texts: Iterable[str]) -> Iterator[Proposals]:
        """What its detectors propose, one after the other."""
        for text in texts:
            yield run_engine(Document.from_text(text), self._engine)


def _short(pipeline: str) -> str:
    """The name of a pipeline, also of one that is given as a folder."""
    if not Path(pipeline).is_dir():
        return pipeline
    meta = importlib.import_module("spacy.util").load_meta(Path(pipeline, "meta.json"))
    return f"{meta['lang']}_{meta['name']}"


def _load(pipeline: str, **options: Any) -> Any:
    """A spaCy pipeline.

    Raises:
        InputError: When spaCy or the pipeline is not there.
    """
    try:
        return importlib.import_module("spacy").load(pipeline, **options)
    except (ImportError, OSError, ValueError) as error:
        raise InputError(f"the spaCy pipeline {pipeline!r} cannot be loaded: {error}") from error


class PlainSpacy:
    """The entities of a spaCy pipeline as they come.

    Args:
        pipeline: Its name or folder.
        maker: PLAIN where nothing else of it is run, or WHOLE.
    """

    problems: tuple[str, ...] = ()
    _UNUSED = ("tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "morphologizer")

    def __init__(self, pipeline: str, maker: str) -> None:
        self._nlp = _load(pipeline, exclude=list(self._UNUSED) if maker == PLAIN else [])
        self.title = f"{maker}:{_short(pipeline)}"

    def annotate(self, texts: Iterable[str]) -> Iterator[Proposals]:
        """Its entities."""
        for doc in map(self._nlp, texts):  # batches cost memory and win no time
            yield arranged(
                proposed(entity.label_, entity.start_char, entity.end_char, source=PLAIN, score=1.0)
                for entity in doc.ents
            )


class TextacyQuotations:
    """The direct quotations that textacy finds in what a spaCy pipeline parsed, paragraph by paragraph.

    Of whole articles it would give up every one where a mark has no partner; so it gives up that paragraph alone.

    Args:
        pipeline: The pipeline's name or folder.
    """

    problems: tuple[str, ...] = ()

    def __init__(self, pipeline: str) -> None:
        self._nlp = _load(pipeline, exclude=["ner"])
        self.title = f"{TEXTACY}:{_short(pipeline)}"
        try:
            self._quotations = importlib.import_module("textacy.extract.triples").direct_quotations
        except ImportError as error:
            raise InputError(f"textacy cannot be loaded: {error}") from error

    def annotate(self, texts: Iterable[str]) -> Iterator[Proposals]:
        """Its direct quotations with their speakers and cues."""
        for text in texts:
            paragraphs = list(pieces(text, [(0, len(text))]))
            docs = self._nlp.pipe(text[start:end] for start, end in paragraphs)
            spans: list[Span] = []
            relations: list[Relation] = []
            for (start, _), doc in zip(paragraphs, docs, strict=True):
                for triple in self._triples(doc):
                    quote, *roles = _spans(triple, start)
                    spans += (quote, *roles)
                    relations += (related(role.label.lower(), quote, role) for role in roles)
            yield arranged(spans, relations)

    def _triples(self, doc: Any) -> list[Any]:
        try:
            return list(self._quotations(doc))
        except ValueError:  # an odd number of marks
            return []


def _spans(triple: Any, offset: int) -> Iterator[Span]:
    """The quotation, the speaker and the cue of what textacy found in the paragraph that begins at the offset."""
    content = triple.content
    yield _span("QUOTE", offset + content.start_char, offset + content.end_char, kind="direct")
    for label, tokens in (("SPEAKER", triple.speaker), ("CUE", triple.cue)):
        yield _span(label, offset + tokens[0].idx, offset + tokens[-1].idx + len(tokens[-1]))


def _span(label: str, start: int, end: int, **attrs: str) -> Span:
    return proposed(label, start, end, source=TEXTACY, score=1.0, attrs=attrs)
