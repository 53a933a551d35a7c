"""Copydesk: articles, their annotations, and training data made of them.

>>> import copydesk
>>> corpus = copydesk.load("seeds")
>>> for article in corpus:
...     people = [span.text for span in article.spans if span.label == "PERSON"]
...     said = [(quote.text, quote.related("speaker")) for quote in article.spans if quote.label == "QUOTE"]
...     proposals = copydesk.detect(article.document)
>>> table = corpus.to_pandas()
>>> report = copydesk.export("seeds", to="jsonl", out="train.jsonl")

docs/library.md tells more.

Names are imported when they are first used; none of them brings the terminal app.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from copydesk.version import __version__

if TYPE_CHECKING:
    from copydesk.annotation.labels import LabelSet
    from copydesk.annotation.span import Span
    from copydesk.detect.proposals import Proposals
    from copydesk.detect.registry import detect
    from copydesk.formats.annotated_article import AnnotatedArticle, AnnotatedRelation, AnnotatedSpan
    from copydesk.formats.exporting import export
    from copydesk.formats.library import AnnotatedCorpus, CorpusWarning, load
    from copydesk.store.corpus.corpus import Corpus
    from copydesk.text.document import Document

__all__ = [
    "AnnotatedArticle",
    "AnnotatedCorpus",
    "AnnotatedRelation",
    "AnnotatedSpan",
    "Corpus",
    "CorpusWarning",
    "Document",
    "LabelSet",
    "Span",
    "__version__",
    "detect",
    "export",
    "load",
]

_HOMES = {
    "AnnotatedArticle": "copydesk.formats.annotated_article",
    "AnnotatedCorpus": "copydesk.formats.library",
    "AnnotatedRelation": "copydesk.formats.annotated_article",
    "AnnotatedSpan": "copydesk.formats.annotated_article",
    "CorpusWarning": "copydesk.formats.library",
    "Corpus": "copydesk.store.corpus.corpus",
    "Document": "copydesk.text.document",
    "LabelSet": "copydesk.annotation.labels",
    "Span": "copydesk.annotation.span",
    "export": "copydesk.formats.exporting",
    "load": "copydesk.formats.library",
}


class _CallablePackage(ModuleType):
    """The package `copydesk.detect`, which bears the name of a function and hence acts as one."""

    def __call__(self, document: Document, engine: str = "auto") -> Proposals:
        """See `copydesk.detect.registry.detect`."""
        from copydesk.detect.registry import detect

        return detect(document, engine)


import_module("copydesk.detect").__class__ = _CallablePackage


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, whether or not they were used yet."""
    return sorted({*globals(), *__all__})
