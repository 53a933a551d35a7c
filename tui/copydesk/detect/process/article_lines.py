"""An article in, its line of JSON out: what `copydesk detect` does with each article, in whichever process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.detect.process.wire import article_record, json_line
from copydesk.detect.running import run_engine
from copydesk.errors import InputError

if TYPE_CHECKING:
    from copydesk.detect.detector import Engine
    from copydesk.store.corpus.article import Article


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """What is to be written of one article, and said about it.

    Attributes:
        line: Its line of JSON with the line feed, in UTF-8; empty where the article could not be read.
        notes: What a person should know, one sentence each.
        partial: Whether an engine failed, so that its proposals are missing.
    """

    line: bytes
    notes: tuple[str, ...] = ()
    partial: bool = False


def article_line(article: Article, engine: Engine, starting: Callable[[str, int], object] | None = None) -> ArticleLine:
    """Read an article, run the engine on it and write it down with what was proposed.

    Args:
        article: What to read.
        engine: What to run.
        starting: Called with the name of each part of the engine before it runs, and the text's length in code points.
    """
    try:
        document = article.read()
    except InputError as error:
        return ArticleLine(b"", (str(error),))
    notes = []
    if document.damaged is not None:
        notes.append(f"{article.path}: it is not UTF-8 from byte {document.damaged} on; broken bytes became U+FFFD")
    length = len(document.text)
    proposals = run_engine(document, engine, (lambda part: starting(part, length)) if starting else None)
    record = article_record(
        id=article.id,
        path=article.path.as_posix(),
        sha256=document.sha256,
        text=document.text,
        spans=proposals.spans,
        relations=proposals.relations,
    )
    return ArticleLine(
        json_line(record).encode("utf-8", "backslashreplace") + b"\n",
        (*notes, *(f"{article.path}: {problem}" for problem in proposals.problems)),
        partial=bool(proposals.problems),
    )
