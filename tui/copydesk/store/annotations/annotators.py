"""Who annotated what: the annotation files that each article of a corpus may have, one for each annotator."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from copydesk.store.corpus.article import Article
from copydesk.store.corpus.corpus import Corpus


def annotation_paths(corpus: Corpus) -> Iterator[tuple[Article, dict[str, Path]]]:
    """The paths where each article's annotations may be, by annotator; the empty name is of nobody in particular.

    Those of a named annotator are in the folder of that name; a folder which the ids of articles begin with is none.
    """
    ids = {id.partition("/")[0] for id in corpus.articles.ids(0, len(corpus)) if "/" in id}
    annotators: dict[Path, list[str]] = {}
    for article in corpus:
        top = article.annotation_folder
        if top not in annotators:
            annotators[top] = [name for name in _folders(top) if name not in ids]
        name = f"{article.id}.toml"
        yield article, {"": top / name} | {annotator: top / annotator / name for annotator in annotators[top]}


def _folders(top: Path) -> list[str]:
    try:
        return sorted(each.name for each in top.iterdir() if each.is_dir() and not each.name.startswith("."))
    except OSError:
        return []
