"""A corpus: the articles that a person named on the command line, their labels, and where annotations are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from copydesk.annotation.labels import LabelSet
from copydesk.errors import InputError
from copydesk.store.corpus.article import Article
from copydesk.store.corpus.article_list import ArticleList
from copydesk.store.corpus.lister import FOLDER, Lister
from copydesk.store.labels.label_file import NAME as LABEL_FILE
from copydesk.store.labels.label_file import read_label_file

__all__ = ["FOLDER", "Corpus"]

_ANNOTATOR = re.compile(r"[\w][\w.@+ -]*")


@dataclass(frozen=True)
class Corpus:
    """Articles in order, listed without opening any of them.

    Attributes:
        articles: In the order in which they were named, those of a folder in natural order (`a2` before `a10`), and
            each folder's together; those that are listed by now.
        annotations: The folder of annotations of what was named first, which holds `labels.toml`.
        annotator: Who annotates, or empty.
    """

    articles: ArticleList
    annotations: Path
    annotator: str = ""
    _lister: Lister | None = field(default=None, repr=False, compare=False)

    @classmethod
    def open(
        cls,
        paths: Sequence[Path | str],
        annotations: Path | str | None = None,
        annotator: str = "",
        at_once: int | None = None,
    ) -> Corpus:
        """List the articles that the paths name; only standard input (`-`) is read.

        An article's id is its path under the folder that was opened (for a file: its folder), without its suffix.
        Its annotations are in `<annotations>/<id>.toml`, with an annotator in `<annotations>/<annotator>/<id>.toml`.
        In one folder `a.txt` has the id `a`; an `a.md` beside it has the id `a.md`. Of two opened folders whose ids
        collide in one folder of annotations, the later's are `<folder name>/<id>`. A file named twice is there once.

        Args:
            paths: Files (`.txt`, `.md`), folders, which are walked, and `-` for standard input.
            annotations: The folder of annotations; by default `annotations/` beside the folder of articles.
            annotator: Who annotates, where several do.
            at_once: So many articles are enough to begin with, and `list_more` lists the others; None lists all.

        Raises:
            InputError: When a path is missing, unreadable, not a text's, or a folder has no articles.
        """
        if not paths:
            raise InputError("nothing to open", remedy="Name a file or a folder")
        check_annotator(annotator)
        lister = Lister(paths, None if annotations is None else Path(annotations), annotator)
        corpus = cls(lister.articles, lister.first_folder, annotator, lister)
        while (at_once is None or len(lister.articles) < at_once) and corpus.list_more():
            pass
        return corpus

    @property
    def skipped(self) -> tuple[tuple[Path, str], ...]:
        """Files and folders that cannot be articles, or cannot be listed, with the reason."""
        return tuple(self._lister.skipped) if self._lister else ()

    @property
    def is_listed(self) -> bool:
        """Whether all articles are listed."""
        return self._lister is None or self._lister.done

    def list_more(self) -> bool:
        """List some more articles; whether there may be more to come. For one thread at a time.

        Raises:
            InputError: When a path cannot be read, or a folder has no articles.
        """
        return self._lister is not None and self._lister.step()

    @cached_property
    def labels(self) -> LabelSet:
        """The label set: that of `<annotations>/labels.toml`, or the default one.

        Raises:
            InputError: When the file cannot be used.
        """
        return read_label_file(self.annotations / LABEL_FILE).labels

    def use_labels(self, labels: LabelSet) -> None:
        """Let another label set be in force, because its file was changed."""
        vars(self)["labels"] = labels

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles)

    def __len__(self) -> int:
        return len(self.articles)


def check_annotator(name: str) -> None:
    """Refuse an annotator's name that cannot be a folder's; an empty one is nobody's.

    Raises:
        InputError: When it cannot.
    """
    if name and (not _ANNOTATOR.fullmatch(name) or name.endswith((".", " "))):
        raise InputError(
            f"the annotator's name {name!r} cannot be a folder's name",
            remedy="Use letters, digits, and . _ - + @",
        )
