"""`copydesk search`: every place where something stands in articles, with its context on a line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from copydesk.cli import console
from copydesk.cli.exit_code import ExitCode
from copydesk.cli.output import write_line

if TYPE_CHECKING:
    import argparse

    from copydesk.store.corpus.article import Article
    from copydesk.store.search.concordance import Hit

NAME: Final = "search"
SUMMARY: Final = "find words or a pattern in articles, each hit with its context"

CONTEXT: Final = 36
"""Code points of context on either side of a line for people."""
POLL: Final = 0.2
"""Seconds after which what was found is written at the latest."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add = parser.add_argument
    add("text", metavar="TEXT", help="what to find; capitals matter only if there is one in it")
    add("paths", metavar="PATH", nargs="*", help="an article, a folder of them, or - (default: the current folder)")
    add("-e", "--regex", action="store_true", help="TEXT is a regular expression")
    add("-l", "--files", action="store_true", help="only the paths of the articles, one a line")
    add("--json", action="store_true", help="JSON Lines: path, id, start, end (code points, half-open), context")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Search, and write hits as they are found, in the order of the articles.

    Returns:
        FINE when there is a hit, FINDINGS when there is none.

    Raises:
        InputError: When a path cannot be opened, or the pattern is none.
    """
    from copydesk.cli.opening import load_config, open_corpus, say_skipped
    from copydesk.store.search.concordance import Question
    from copydesk.store.search.corpus_search import CorpusSearch, files_of

    question = Question(arguments.text, regex=arguments.regex)
    question.finder()
    corpus = open_corpus([Path(path) for path in arguments.paths], load_config())
    say_skipped(corpus)
    articles = corpus.articles
    known = [(at, article.content) for at, article in enumerate(corpus) if article.content is not None]
    search = CorpusSearch(question, files_of(corpus), known)
    search.start()
    try:
        is_over = False
        while not is_over:
            is_over = search.is_done  # asked before what is left is taken
            for found in search.take(POLL):
                article = articles[found.number]
                if arguments.files:
                    write_line(str(article.path))
                    continue
                for hit in found.hits:
                    write_line(_record(article, hit) if arguments.json else _line(article, hit))
            sys.stdout.flush()
    finally:
        search.close()
    if search.unreadable:
        console.warn(f"{search.unreadable} articles could not be read")
    if search.problem:
        console.warn(search.problem)
    if search.is_cut:
        console.warn(f"there are more hits than {search.hits}: search for something rarer, or in fewer articles")
    return ExitCode.FINE if search.hits else ExitCode.FINDINGS


def _line(article: Article, hit: Hit) -> str:
    left = f"{hit.left[-CONTEXT:]:>{CONTEXT}}"
    return console.printable(f"{article.path}:{hit.start}: {left}[{hit.match}]{hit.right[:CONTEXT]}")


def _record(article: Article, hit: Hit) -> str:
    import json

    record = {"id": article.id, "path": str(article.path), "start": hit.start, "end": hit.end}
    return json.dumps(record | {"left": hit.left, "match": hit.match, "right": hit.right}, ensure_ascii=False)
