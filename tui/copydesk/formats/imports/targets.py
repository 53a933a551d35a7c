"""Targets: which article an imported one is, among those that are there and those that come with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import NoReturn

from copydesk.errors import InputError
from copydesk.formats.file_names import FileNames
from copydesk.formats.imports.reading import ReadArticle
from copydesk.formats.imports.text_mapping import TextMapping, bare_texts
from copydesk.store.annotations.receipts import content_of
from copydesk.store.annotations.receiving import ReceivingFolder
from copydesk.store.corpus.article import BINARY_PROBE, SUFFIXES, Article
from copydesk.text.document import Document


@dataclass(eq=False)
class Target:
    """An article that something is imported into.

    Attributes:
        article: The article.
        document: Its text.
        content: Its bytes, if it is new.
        reads: What is imported into it, with the mapping from the text there, where that is another.
    """

    article: Article
    document: Document
    content: bytes | None = None
    reads: list[tuple[ReadArticle, TextMapping | None]] = field(default_factory=list)


class Targets:
    """Finds the target of each article that is read; nothing is written.

    An article that is there is taken if it has that id, or else that sha256, or else that text. White space may differ.

    Args:
        folder: Where articles are looked for, and new ones come.
    """

    def __init__(self, folder: ReceivingFolder) -> None:
        self._folder = folder
        self._found: dict[str, Target] = {}
        self._new_by_name: dict[str, list[Target]] = {}
        self._new_by_text: dict[str, Target] = {}

    def __iter__(self) -> Iterator[Target]:
        return iter(self._found.values())

    def __len__(self) -> int:
        return len(self._found)

    def add(self, read: ReadArticle) -> None:
        """Find the target of an article.

        Raises:
            InputError: When there is none, several could be meant, or its text is none that Copydesk reads.
        """
        target, mapping = self._target_of(read)
        target.reads.append((read, mapping))
        self._found[target.article.id] = target

    def _target_of(self, read: ReadArticle) -> tuple[Target, TextMapping | None]:
        name = safe_name(read.id)
        named = self._folder.get(name) if name else None
        if named:
            target = self._existing(named)
            if read.text is None:
                return target, None
            try:
                return target, _mapping(read, target)
            except ValueError:
                pass
        same = self._of_digest(read) or self._of_text(read, name)
        if same:
            return same, _mapping(read, same)
        if read.text is None:
            _fail(read, f"the article {read.id!r} is not here", "Put it into the folder of articles (--articles)")
        if named:
            _fail(
                read,
                f"the article {named.id} is here with another text",
                "Choose another folder of articles with --articles, or bring the texts together",
            )
        return self._new(read, name), None

    def _existing(self, article: Article) -> Target:
        """The target of an article that is there."""
        if article.id in self._found:
            return self._found[article.id]
        document = article.read()
        if document.damaged is not None:
            raise InputError("it is not UTF-8 and cannot be annotated", path=article.path, remedy="Convert it to UTF-8")
        return Target(article, document)

    def _of_digest(self, read: ReadArticle) -> Target | None:
        found = self._by_digest.get(read.sha256, []) if read.sha256 else []
        if len(found) != 1:
            return None
        target = self._existing(found[0])
        try:
            _mapping(read, target)
        except ValueError:
            return None
        return target

    def _of_text(self, read: ReadArticle, name: str) -> Target | None:
        """The target with that text: a new one only if it is not named otherwise."""
        if read.text is None:
            return None
        found = {article.id: article for key in _keys(read.text) for article in self._by_text.get(key, ())}
        there = [self._existing(article) for article in found.values()]
        exact = [target for target in there if target.document.text == read.text] or there
        if len(exact) > 1:
            last = name.rpartition("/")[2]
            exact = [target for target in exact if target.article.id.rpartition("/")[2] == last]
            if len(exact) != 1:
                ids = ", ".join(target.article.id for target in there[:3])
                _fail(read, f"several articles have this text: {ids}", "Name the one that is meant")
        if exact:
            return exact[0]
        same = self._new_by_text.get(read.text)
        if not name or (read.is_numbered and same and same.reads[0][0].file != read.file):
            return same
        return next((each for each in self._new_by_name.get(name, ()) if each.document.text == read.text), None)

    def _new(self, read: ReadArticle, name: str) -> Target:
        """A target whose article is yet to be written."""
        text = read.text or ""
        try:
            content = content_of(text)
        except UnicodeEncodeError:
            _fail(read, "its text has half of a character (a lone surrogate)", "Repair the text")
        if b"\0" in content[:BINARY_PROBE]:
            _fail(read, "its text looks binary: it has a NUL", "Copydesk reads text in UTF-8")
        article = self._folder.new(name or safe_name(f"{read.file.stem}-{len(self._found) + 1}") or "article")
        target = Target(article, Document.from_bytes(content), content)
        self._new_by_name.setdefault(name, []).append(target)
        self._new_by_text.setdefault(text, target)
        return target

    @cached_property
    def _by_digest(self) -> dict[str, list[Article]]:
        return self._indexed[0]

    @cached_property
    def _by_text(self) -> dict[bytes, list[Article]]:
        return self._indexed[1]

    @cached_property
    def _indexed(self) -> tuple[dict[str, list[Article]], dict[bytes, list[Article]]]:
        """The articles that are there by sha256, and by the key of their text."""
        digests: dict[str, list[Article]] = {}
        texts: dict[bytes, list[Article]] = {}
        for article in self._folder:
            try:
                document = article.read()
            except InputError:
                continue
            if document.damaged is None:
                digests.setdefault(document.sha256, []).append(article)
                for key in _keys(document.text):
                    texts.setdefault(key, []).append(article)
        return digests, texts


def _keys(text: str) -> set[bytes]:
    """Digests of a text without what may differ."""
    return {hashlib.sha256(bare.encode("utf-8", "surrogatepass")).digest() for bare in bare_texts(text)}


def safe_name(id: str) -> str:
    """What a file calls an article, as an id: a relative path that leads nowhere else, without suffix; or nothing."""
    parts = [part for part in id.replace("\\", "/").split("/") if part.strip() not in ("", ".", "..")]
    if not parts:
        return ""
    if PurePosixPath(parts[-1]).suffix.lower() in SUFFIXES:
        parts[-1] = PurePosixPath(parts[-1]).stem
    return FileNames().name("/".join(parts[-_DEEPEST:]))


_DEEPEST = 8
"""Folders in a new article's id at most."""


def _mapping(read: ReadArticle, target: Target) -> TextMapping | None:
    """From the text that was read to that of the target; None where it is the same, or not known.

    Raises:
        ValueError: When they differ in more than white space.
    """
    if read.text is None or read.text == target.document.text:
        return None
    return TextMapping(read.text, target.document.text)


def _fail(read: ReadArticle, problem: str, remedy: str) -> NoReturn:
    raise InputError(problem, path=read.file, line=read.line, remedy=remedy)
