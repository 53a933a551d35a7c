"""What a reader of a format gives: articles as a file tells of them, nothing proved yet, and what is wrong there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copydesk.annotation.snapshot import ArticleStatus
from copydesk.annotation.span import Relation, Span
from copydesk.errors import InputError
from copydesk.text.anchors import Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSpan:
    """A span as a file tells of it.

    Attributes:
        span: The span; its offsets are half-open ranges of code points into the text of its `ReadArticle`. An empty id
            is one that the format does not have.
        handle: What the relations of the file call it, where that is not its id.
        words: What the file says stands there, to prove the place; None where it does not say. Those of a
            discontinuous span are its pieces, joined by spaces. White space counts as one space.
        line: Where in the file, counted from 1, if that is known.
        somewhere: The words and their context, by which the place is found where the words do not stand at the
            offsets; where the file has none of these, `words` is None, and the span's own mean nothing.
    """

    span: Span
    handle: str = ""
    words: str | None = None
    line: int | None = None
    somewhere: Anchor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadArticle:
    """An article as a file tells of it. The same article may come several times, and is put together again.

    Attributes:
        file: The file.
        line: Where in it, counted from 1, if that is known.
        id: What the file calls it; never trusted as a path. Empty where it has no name.
        is_numbered: Whether `id` is only made of the name of the file and a number in it: the same text in another
            file is then the same article.
        sha256: Of the article's bytes, if the file says it.
        text: Its text; None where the file has none, so that the article must be there already.
        spans: What is annotated.
        relations: Between the handles, or else the ids, of `spans`.
        status: Whether everything is annotated, if the file says so.
        labels: Labels of the whole article.
    """

    file: Path
    line: int | None = None
    id: str = ""
    is_numbered: bool = False
    sha256: str = ""
    text: str | None = None
    spans: Sequence[ReadSpan] = ()
    relations: Sequence[Relation] = ()
    status: ArticleStatus = "open"
    labels: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass
class Findings:
    """What is wrong with what is imported, and what of it Copydesk has no place for.

    Attributes:
        scheme: How the tags of columns are to be read: `iob1`, `iob2`, `bioes`, `bilou`; empty to recognise it.
        problems: Damage: nothing is imported unless what is damaged may be skipped.
        notices: What is left out because Copydesk has no place for it; it does not stop an import.
    """

    scheme: str = ""
    problems: list[InputError] = field(default_factory=list)
    notices: list[InputError] = field(default_factory=list)

    @contextmanager
    def skipping(self) -> Iterator[None]:
        """A block that is skipped when it finds something damaged, which is then a problem."""
        try:
            yield
        except InputError as error:
            self.problems.append(error)

    def notice(self, problem: str, path: Path, line: int | None = None) -> None:
        """Tell of something that Copydesk has no place for."""
        self.notices.append(InputError(problem, path=path, line=line))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A format that can be imported.

    Attributes:
        name: What `--from` takes.
        title: What it is, in a few words.
        reads: Which files it takes, in a few words.
        read: Reads a file, or a folder where the format is one of folders.
        extra: The name of the extra that it needs, or empty.
    """

    name: str
    title: str
    reads: str
    read: Callable[[Path, Findings], Iterator[ReadArticle]]
    extra: str = ""
