"""A corpus: the articles that a person named on the command line, their labels, and where annotations are kept."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from copydesk.annotation.labels import LabelSet
from copydesk.errors import InputError
from copydesk.store.article import STANDARD_INPUT, SUFFIXES, Article
from copydesk.store.label_file import NAME as LABEL_FILE
from copydesk.store.label_file import read_label_file
from copydesk.store.listing import article_names, plain_ids, walk

FOLDER = "annotations"
"""The default folder of annotations, beside the folder of articles."""

_SUSPECT = re.compile(r"[\0-\x1f\x7f\ud800-\udfff]|(?:^|/)\.{0,2}(?:/|$)")
"""What an id must not have: control characters, bytes that are not UTF-8, parts that lead elsewhere."""

_ANNOTATOR = re.compile(r"[\w][\w.@+ -]*")


@dataclass(frozen=True)
class Corpus:
    """Articles in order, listed without opening any of them.

    Attributes:
        articles: In the order in which they were named, those of a folder in natural order (`a2` before `a10`).
        annotations: The folder of annotations of the first article, which holds `labels.toml`.
        annotator: Who annotates, or empty.
        skipped: Files of the folders that cannot be articles, with the reason.
    """

    articles: tuple[Article, ...]
    annotations: Path
    annotator: str = ""
    skipped: tuple[tuple[Path, str], ...] = ()

    @classmethod
    def open(cls, paths: Sequence[Path | str], annotations: Path | str | None = None, annotator: str = "") -> Corpus:
        """List the articles that the paths name; only standard input (`-`) is read.

        An article's id is its path under the folder that was opened (for a file: its folder), without its suffix.
        Its annotations are in `<annotations>/<id>.toml`, with an annotator in `<annotations>/<annotator>/<id>.toml`.
        In one folder `a.txt` has the id `a`; an `a.md` beside it has the id `a.md`. Of two opened folders whose ids
        collide in one folder of annotations, the later's are `<folder name>/<id>`. A file named twice is there once.

        Args:
            paths: Files (`.txt`, `.md`), folders, which are walked, and `-` for standard input.
            annotations: The folder of annotations; by default `annotations/` beside the folder of articles.
            annotator: Who annotates, where several do.

        Raises:
            InputError: When a path is missing, unreadable, not a text's, or a folder has no articles.
        """
        if not paths:
            raise InputError("nothing to open", remedy="Name a file or a folder")
        if annotator and (not _ANNOTATOR.fullmatch(annotator) or annotator.endswith((".", " "))):
            raise InputError(
                f"the annotator's name {annotator!r} cannot be a folder's name",
                remedy="Use letters, digits, and . _ - + @",
            )
        lister = _Lister(None if annotations is None else Path(annotations), annotator)
        for path in paths:
            lister.add(Path(path))
        return cls(tuple(lister.articles), lister.first_folder, annotator, tuple(lister.skipped))

    @cached_property
    def labels(self) -> LabelSet:
        """The label set: that of `<annotations>/labels.toml`, or the default one.

        Raises:
            InputError: When the file cannot be used.
        """
        return read_label_file(self.annotations / LABEL_FILE).labels

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles)

    def __len__(self) -> int:
        return len(self.articles)


class _Lister:
    """Gathers articles from paths, and keeps their places of annotation apart."""

    def __init__(self, annotations: Path | None, annotator: str) -> None:
        self.articles: list[Article] = []
        self.skipped: list[tuple[Path, str]] = []
        self.first_folder = Path(FOLDER)
        self._annotations = annotations
        self._annotator = annotator
        self._seen: set[str] = set()
        self._taken: set[tuple[str, str]] = set()
        self._listings: dict[Path, dict[str, str]] = {}

    def add(self, path: Path) -> None:
        """Add what one path names."""
        try:
            if str(path) == STANDARD_INPUT:
                self._add_standard_input()
            elif path.is_dir():
                self._add_folder(path)
            elif path.is_file():
                self._add_file(path)
            elif path.exists():
                raise InputError("it is a pipe or a device, not a file", path=path, remedy="Pipe text in with `-`")
            else:
                raise InputError("there is no such file or folder", path=path)
        except OSError as error:
            raise InputError(f"it cannot be read: {(error.strerror or str(error)).lower()}", path=path) from error
        except ValueError as error:  # a NUL in the name
            raise InputError("it is no path", path=repr(str(path))) from error

    def _add_standard_input(self) -> None:
        content = sys.stdin.buffer.read()
        article_id = f"stdin-{hashlib.sha256(content).hexdigest()[:12]}"
        place = _Place(self._annotations or Path(FOLDER), self._annotator)
        if (place.real, article_id) not in self._taken:
            self._add(article_id, Path(STANDARD_INPUT), place, content)

    def _add_folder(self, folder: Path) -> None:
        place = self._place_of_annotations(folder)
        listed = list(walk(folder, frozenset({place.real})))
        if not listed:
            kinds = " or ".join(SUFFIXES)
            raise InputError(f"there are no {kinds} files in this folder", path=folder)
        new = [(name, path) for name, path, real in listed if self._is_new(real)]
        for name, (_, path) in zip(self._apart([name for name, _ in new], place, folder), new, strict=True):
            if problem := _unfit(name):
                self.skipped.append((path, problem))
            else:
                self._add(name, path, place)

    def _add_file(self, path: Path) -> None:
        if path.suffix.lower() not in SUFFIXES:
            kinds = " and ".join(SUFFIXES)
            raise InputError(f"Copydesk reads {kinds} files", path=path, remedy="Pipe other text in with `-`")
        if not self._is_new(os.path.realpath(path)):
            return
        folder = path.parent
        if folder not in self._listings:
            # The listing decides the id, so that it is the same whether the folder or only this file is opened.
            self._listings[folder] = plain_ids(article_names(folder))
        ids = self._listings[folder]
        name = ids.get(path.name) or plain_ids({*ids, path.name})[path.name]
        if problem := _unfit(name):
            raise InputError(problem, path=repr(str(path)), remedy="Rename the file")
        place = self._place_of_annotations(folder)
        self._add(self._apart([name], place, folder)[0], path, place)

    def _place_of_annotations(self, folder: Path) -> _Place:
        """Beside the folder of articles, spelled as shortly as the path that was given allows."""
        if self._annotations is not None:
            return _Place(self._annotations, self._annotator)
        named = folder.name and folder.name != ".."
        return _Place((folder if named else Path(os.path.realpath(folder))).parent / FOLDER, self._annotator)

    def _apart(self, ids: list[str], place: _Place, folder: Path) -> list[str]:
        """The ids, with as many names of folders before them as it takes to keep their annotation files apart."""
        above = list(Path(os.path.realpath(folder)).parts[1:])
        prefix = ""
        while any((place.real, prefix + name) in self._taken for name in ids):
            if not above:
                raise InputError("its annotations would be kept in a file of another article", path=folder)
            prefix = f"{above.pop()}/{prefix}"
        return [prefix + name for name in ids]

    def _is_new(self, real: str) -> bool:
        if real in self._seen:
            return False
        self._seen.add(real)
        return True

    def _add(self, name: str, path: Path, place: _Place, content: bytes | None = None) -> None:
        if not self.articles:
            self.first_folder = place.folder
        self._taken.add((place.real, name))
        self.articles.append(Article(name, path, place.kept / f"{name}.toml", content, place.folder))


@dataclass(frozen=True)
class _Place:
    """A folder of annotations: as it was named, where in it the annotator's files are, and where it really is."""

    folder: Path
    annotator: str

    @cached_property
    def kept(self) -> Path:
        return self.folder / self.annotator

    @cached_property
    def real(self) -> str:
        return os.path.realpath(self.folder)


def _unfit(name: str) -> str:
    """Why an id cannot name an annotation file, or nothing."""
    if not _SUSPECT.search(name):
        return ""
    try:
        name.encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8"
    if any(part in {"", ".", ".."} for part in name.split("/")):
        return "its name leads out of the folder"
    return "its name has control characters"
