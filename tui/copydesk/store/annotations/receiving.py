"""Receiving articles and annotations that were made elsewhere: where they belong."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from copydesk.errors import InputError
from copydesk.store.corpus.article import SUFFIXES, Article
from copydesk.store.corpus.corpus import FOLDER, Corpus, check_annotator
from copydesk.store.corpus.listing import article_names, plain_ids, walk
from copydesk.store.files.guarded_file import refuse_outside

_SUFFIX = SUFFIXES[0]


class ReceivingFolder:
    """A folder of articles that others are added to, with its annotations.

    Args:
        articles: The folder of articles, whether or not it exists.
        annotations: The folder of annotations; by default the one beside it.
        annotator: Whose annotations.

    Raises:
        InputError: When the annotator's name or the folder cannot be used.
    """

    def __init__(self, articles: Path, annotations: Path | None = None, annotator: str = "") -> None:
        check_annotator(annotator)
        self.folder = articles
        self.annotations = annotations if annotations is not None else articles.parent / FOLDER
        self._annotator = annotator
        if os.path.lexists(articles) and not articles.is_dir():
            raise InputError("it is no folder", path=articles, remedy="Name a folder with --articles")
        skipped = frozenset({os.path.realpath(self.annotations)})
        has_some = articles.is_dir() and next(walk(articles, skipped), None) is not None
        existing = Corpus.open([articles], self.annotations, annotator).articles if has_some else ()
        self.existing: Sequence[Article] = existing
        self._by_id = {article.id: article for article in existing}
        self._taken = {name.casefold() for id in self._by_id for name in (id, f"{id}{_SUFFIX}")}

    def __iter__(self) -> Iterator[Article]:
        return iter(self.existing)

    def get(self, id: str) -> Article | None:
        """The article of that id that was there from the start."""
        return self._by_id.get(id)

    def new(self, id: str) -> Article:
        """A new article, numbered where its id is taken; nothing is written.

        Args:
            id: A relative path without a suffix, safe for any file system.

        Raises:
            InputError: When a link leads out of the folder.
        """
        name = id
        number = 1
        while not self._is_free(name):
            number += 1
            name = f"{id}-{number}"
        self._taken.update((name.casefold(), f"{name}{_SUFFIX}".casefold()))
        path = self.folder / f"{name}{_SUFFIX}"
        refuse_outside(path, self.folder)
        kept = self.annotations / self._annotator / f"{name}.toml"
        return Article(name, path, kept, annotations=self.annotations)

    def _is_free(self, name: str) -> bool:
        """Whether a file of that name gets that id, and takes nobody else's."""
        if name.casefold() in self._taken or os.path.lexists(self.folder / f"{name}{_SUFFIX}"):
            return False
        folder, _, last = name.rpartition("/")
        file = f"{last}{_SUFFIX}"
        return plain_ids([file])[file] == last and self._occupied(folder).isdisjoint((last.casefold(), file.casefold()))

    def _occupied(self, folder: str) -> set[str]:
        """The names of the articles in a folder, with and without their suffixes, in lower case."""
        if folder not in self._listed:
            try:
                names = article_names(self.folder / folder)
            except OSError:
                names = []
            self._listed[folder] = {each.casefold() for name in names for each in (name, Path(name).stem)}
        return self._listed[folder]

    @cached_property
    def _listed(self) -> dict[str, set[str]]:
        return {}
