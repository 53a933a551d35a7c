"""The list of a corpus's articles: names alone, a hundred thousand or more; an article is made when it is asked for."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, overload

from copydesk.store.corpus.article import Article


@dataclass(frozen=True, slots=True)
class Place:
    """Where annotations are kept.

    Attributes:
        folder: The folder of annotations.
        annotator: Who annotates, or empty.
        kept: The folder of the annotator's own files: `folder`, or the one in it that bears their name.
        real: Where `folder` really is.
    """

    folder: Path
    annotator: str
    kept: Path
    real: str


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that follow each other, of one folder and with one place of annotations.

    Attributes:
        folder: Where their files are.
        place: Where their annotations are kept.
        content: The bytes, of standard input only.
    """

    folder: Path
    place: Place
    content: bytes | None = None


class Run(NamedTuple):
    """Files of one folder, which belong to articles.

    Attributes:
        folder: The folder.
        numbers: The indexes of the articles, ascending.
        names: The files of each, as paths from the folder.
    """

    folder: str
    numbers: Sequence[int]
    names: Sequence[str]


class ArticleList(Sequence[Article]):
    """Articles in order. One thread may add to it while others read: what is there keeps its index."""

    def __init__(self) -> None:
        self._groups: list[Group] = []
        self._starts: list[int] = []
        self._ids: list[str] = []
        self._suffixes: list[str] = []
        self._length = 0

    def add(self, group: Group, prefix: str, ids: Sequence[str], names: Sequence[str]) -> None:
        """Add articles of one group.

        Args:
            group: Their group.
            prefix: What their ids begin with: empty, or folders with a slash at the end.
            ids: The rest of each: the file's name, or that without its suffix.
            names: The names of their files.
        """
        self._groups.append(group)
        self._starts.append(self._length)
        self._ids += [prefix + id for id in ids] if prefix else ids
        self._suffixes += [sys.intern(name[len(id) :]) for id, name in zip(ids, names, strict=True)]
        self._length = len(self._ids)

    def __len__(self) -> int:
        """How many are listed by now."""
        return self._length

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Article, ...]: ...
    def __getitem__(self, index: int | slice) -> Article | tuple[Article, ...]:
        """An article, or some."""
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(self._length)))
        at = range(self._length)[index]
        group, id = self._group(at), self._ids[at]
        path = group.folder if group.content is not None else group.folder / self.file_name(at)
        return Article(id, path, group.place.kept / f"{id}.toml", group.content, group.place.folder)

    def __iter__(self) -> Iterator[Article]:
        at = 0
        while at < self._length:
            yield self[at]
            at += 1

    def __contains__(self, article: object) -> bool:
        return isinstance(article, Article) and self.find(article) is not None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(lambda a, b: a == b, self, other))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{self._length} articles>"

    def find(self, article: Article) -> int | None:
        """The index of an article; None where it is not listed."""
        at = -1
        while True:
            try:
                at = self._ids.index(article.id, at + 1)
            except ValueError:
                return None
            if self[at] == article:
                return at

    def id(self, index: int) -> str:
        """The id of an article."""
        return self._ids[index]

    def ids(self, start: int, end: int) -> list[str]:
        """The ids of the articles in a half-open range of indexes."""
        return self._ids[start:end]

    def place(self, index: int) -> Place:
        """Where an article's annotations are kept."""
        return self._group(index).place

    def places(self) -> list[Place]:
        """Where annotations are kept, each place once, in order."""
        return list(dict.fromkeys(group.place for group in self._groups))

    def end_of_group(self, index: int) -> int:
        """One past the last of the articles that follow an article and are of its group."""
        number = bisect_right(self._starts, index)
        return self._starts[number] if number < len(self._starts) else self._length

    def content(self, index: int) -> bytes | None:
        """The bytes of an article that came from standard input."""
        return self._group(index).content

    def runs(self, start: int, end: int) -> Iterator[Run]:
        """The files of the articles in a half-open range of indexes, by their folders; standard input has none."""
        at = start
        while at < end:
            group, until = self._group(at), min(end, self.end_of_group(at))
            if group.content is None:
                ids, suffixes = self._ids[at:until], self._suffixes[at:until]
                cut = ids[0].rfind("/") + 1  # all ids of a group begin with the same folders
                names = [id[cut:] + suffix for id, suffix in zip(ids, suffixes, strict=True)]
                yield Run(str(group.folder), range(at, until), names)
            at = until

    def file(self, index: int) -> str:
        """The path of an article's file; empty for standard input."""
        group = self._group(index)
        return "" if group.content is not None else str(group.folder / self.file_name(index))

    def file_name(self, index: int) -> str:
        """The name of an article's file, without its folder."""
        return self._ids[index].rpartition("/")[2] + self._suffixes[index]

    def _group(self, index: int) -> Group:
        return self._groups[bisect_right(self._starts, index) - 1]
