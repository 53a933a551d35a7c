"""Listing what a person named on the command line, as it is found, and keeping places of annotation apart."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from copydesk.errors import InputError, NothingToRead
from copydesk.store.corpus.article import STANDARD_INPUT, SUFFIXES
from copydesk.store.corpus.article_list import ArticleList, Group, Place
from copydesk.store.corpus.listing import Batch, article_names, is_article_name, plain_ids, unfit, walk

FOLDER = "annotations"
"""The default folder of annotations, beside the folder of articles."""

_LEADS_OUT = re.compile(r"(?:^|/)\.{0,2}(?:/|$)")


class Lister:
    """Gathers articles from paths, step by step.

    Args:
        paths: What was named.
        annotations: The folder of annotations; by default the one beside each folder of articles.
        annotator: Who annotates, or empty.

    Attributes:
        articles: Those that were found by now.
        skipped: Files and folders that cannot be used, with the reason.
        done: Whether that is all.

    Raises:
        InputError: When a path is missing or no text's.
    """

    def __init__(self, paths: Sequence[Path | str], annotations: Path | None, annotator: str) -> None:
        self.articles = ArticleList()
        self.skipped: list[tuple[Path, str]] = []
        self.done = False
        self._annotations = annotations
        self._annotator = annotator
        self._paths = [Path(path) for path in paths]
        self._apart = len(self._paths) > 1
        self._seen_files: set[str] = set()
        self._taken: dict[str, set[str]] = {}
        self._listings: dict[Path, dict[str, str]] = {}
        self._places: dict[Path, Place] = {}
        for path in self._paths:
            _prove(path)
        self._steps = self._list()

    @property
    def first_folder(self) -> Path:
        """The folder of annotations of what was named first."""
        path = self._paths[0]
        if str(path) == STANDARD_INPUT:
            return self._annotations or Path(FOLDER)
        return self._place_beside(path if path.is_dir() else path.parent).folder

    def step(self) -> bool:
        """List a little more; whether there may be more to come.

        Raises:
            InputError: When a path cannot be read, or a folder has no articles.
        """
        if not self.done:
            self.done = next(self._steps, True)
        return not self.done

    def _list(self) -> Iterator[bool]:
        """Add what each path names; yields False after each piece."""
        for path in self._paths:
            try:
                if str(path) == STANDARD_INPUT:
                    self._add_standard_input()
                elif path.is_dir():
                    yield from self._add_folder(path)
                else:
                    self._add_file(path)
            except OSError as error:
                raise _unreadable(path, error) from error
            yield False

    def _add_standard_input(self) -> None:
        content = sys.stdin.buffer.read()
        article_id = f"stdin-{hashlib.sha256(content).hexdigest()[:12]}"
        place = self._place(self._annotations or Path(FOLDER))
        if article_id not in self._taken.get(place.real, ()):
            self._add(Group(Path(STANDARD_INPUT), place, content), "", [article_id], [article_id])

    def _add_folder(self, folder: Path) -> Iterator[bool]:
        place = self._place_beside(folder)
        said = len(self.skipped)
        batches = walk(folder, frozenset({place.real}), lambda path, reason: self.skipped.append((path, reason)))
        prefix = ""
        if self._taken.get(place.real):
            # Only all of its ids together tell whether they collide with those of what was named before.
            whole = list(batches)
            new = [fresh for batch in whole if (fresh := self._new(batch))]
            prefix = self._prefix([f"{batch.prefix}{id}" for batch in new for id in batch.ids], place, folder)
            found, batches = bool(whole), iter(new)
        else:
            found, batches = False, (self._new(batch) or batch._replace(names=[], ids=[]) for batch in batches)
        for batch in batches:
            found = True
            if batch.ids:
                self._add(Group(batch.folder, place), f"{prefix}{batch.prefix}", batch.ids, batch.names)
            yield False
        if not found and len(self.skipped) == said:
            kinds = " or ".join(SUFFIXES)
            raise NothingToRead(f"there are no {kinds} files in this folder", path=folder)

    def _new(self, batch: Batch) -> Batch | None:
        """The articles of a batch that were not listed before."""
        if not self._apart:
            return batch
        real = [self._real(batch, name) for name in batch.names]
        fresh = [at for at, path in enumerate(real) if path not in self._seen_files]
        self._seen_files.update(real)
        if not fresh:
            return None
        return batch._replace(names=[batch.names[at] for at in fresh], ids=[batch.ids[at] for at in fresh])

    def _real(self, batch: Batch, name: str) -> str:
        path = os.path.join(batch.real, name)  # noqa: PTH118 - hot
        return os.path.realpath(path) if os.path.islink(path) else path  # noqa: PTH114 - hot

    def _add_file(self, path: Path) -> None:
        real = os.path.realpath(path)
        if real in self._seen_files:
            return
        folder = path.parent
        if folder not in self._listings:
            # The listing decides the id, so that it is the same whether the folder or only this file is opened.
            self._listings[folder] = plain_ids(article_names(folder))
        ids = self._listings[folder]
        name = ids.get(path.name) or plain_ids({*ids, path.name})[path.name]
        if problem := unfit(name) or ("its name leads out of the folder" if _LEADS_OUT.search(name) else ""):
            raise InputError(problem, path=repr(str(path)), remedy="Rename the file")
        self._seen_files.add(real)
        place = self._place_beside(folder)
        self._add(Group(folder, place), self._prefix([name], place, folder), [name], [path.name])

    def _place_beside(self, folder: Path) -> Place:
        """Beside the folder of articles, spelled as shortly as the path that was given allows."""
        if self._annotations is not None:
            return self._place(self._annotations)
        named = folder.name and folder.name != ".."
        return self._place((folder if named else Path(os.path.realpath(folder))).parent / FOLDER)

    def _place(self, folder: Path) -> Place:
        if folder not in self._places:
            real = os.path.realpath(folder)
            self._places[folder] = Place(folder, self._annotator, folder / self._annotator, real)
        return self._places[folder]

    def _prefix(self, ids: list[str], place: Place, folder: Path) -> str:
        """As many names of folders before some ids as it takes to keep their annotation files apart."""
        taken = self._taken.get(place.real, set())
        above = list(Path(os.path.realpath(folder)).parts[1:])
        prefix = ""
        while any(prefix + name in taken for name in ids):
            if not above:
                raise InputError("its annotations would be kept in a file of another article", path=folder)
            prefix = f"{above.pop()}/{prefix}"
        return prefix

    def _add(self, group: Group, prefix: str, ids: list[str], names: list[str]) -> None:
        if self._apart:
            self._taken.setdefault(group.place.real, set()).update(prefix + id for id in ids)
        self.articles.add(group, prefix, ids, names)


def _prove(path: Path) -> None:
    """Refuse a path that cannot be opened, before anything is listed."""
    try:
        if str(path) == STANDARD_INPUT or path.is_dir():
            return
        if not path.is_file():
            if path.exists():
                raise InputError("it is a pipe or a device, not a file", path=path, remedy="Pipe text in with `-`")
            raise InputError("there is no such file or folder", path=path)
    except OSError as error:
        raise _unreadable(path, error) from error
    except ValueError as error:  # a NUL in the name
        raise InputError("it is no path", path=repr(str(path))) from error
    if not is_article_name(path.name) and path.suffix.lower() not in SUFFIXES:
        kinds = " and ".join(SUFFIXES)
        raise InputError(f"Copydesk reads {kinds} files", path=path, remedy="Pipe other text in with `-`")


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(f"it cannot be read: {(error.strerror or str(error)).lower()}", path=path)
