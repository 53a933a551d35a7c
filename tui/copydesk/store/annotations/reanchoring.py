"""Re-anchoring annotations: what an annotation file says, brought to the article as it is now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from copydesk.annotation.orphan import ANCHOR, ANCHOR_SCORE, CLOSE, Orphan, looked_at
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span
from copydesk.store.annotations.annotation_file import AnnotationFile
from copydesk.store.annotations.earlier_version import earlier_version
from copydesk.store.corpus.article import Article
from copydesk.text.anchors import Anchor, stands
from copydesk.text.document import Document
from copydesk.text.graphemes import is_boundary
from copydesk.text.reanchoring import Passage, Reanchoring
from copydesk.text.recollection import Recollection

Proof = Literal["moved", "git", "close", "orphaned"]
"""How an annotation was found: by its words and context, through the difference to the old text, by words that are
nearly the same; or not at all."""


@dataclass(frozen=True, slots=True)
class Move:
    """What became of an annotation that is not exactly where its file says.

    Attributes:
        id: Of the annotation.
        label: Its label.
        words: Its words when it was made.
        old: Where they stood, as a half-open range.
        new: Where they stand, or None for an orphan.
        proof: How they were found.
        score: How like the words there are, from 0 to 1; below 1 only for close matches, and 0 for orphans.
    """

    id: str
    label: str
    words: str
    old: tuple[int, int]
    new: tuple[int, int] | None
    proof: Proof
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Reanchored:
    """The annotations of a file, in the article as it is now.

    Attributes:
        snapshot: Those that were found, at their places, and the orphans.
        moves: All that are not exactly where the file says, in the order of the file; orphans of earlier changes
            only if they were found.
    """

    snapshot: Snapshot
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """Where the pieces of an annotation stand in the article.

    Attributes:
        pieces: As half-open ranges.
        score: How like the words there are, from 0 to 1.
        same: Whether they are the same, code point for code point.
        whole: Whether nearly all of their context stands too.
    """

    pieces: tuple[tuple[int, int], ...]
    score: float
    same: bool
    whole: bool = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An annotation to find: its span and anchor, whether its text had twins of it, and whether it is an orphan."""

    span: Span
    anchor: Anchor
    twin: bool = False
    orphan: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether the range and the words agree."""
        return len(self.anchor.exact) == self.span.end - self.span.start


def reanchor_article(article: Article, document: Document, file: AnnotationFile) -> Reanchored:
    """Find the annotations of a file in its article; where they do not suffice, with the old text that git may have."""

    def earlier() -> str | None:
        return None if article.content is not None else earlier_version(article.path, file.sha256)

    return reanchor(file, document, earlier)


def reanchor(file: AnnotationFile, document: Document, earlier: Callable[[], str | None]) -> Reanchored:
    """Find the annotations of a file in its article, which is not what it was.

    Args:
        file: What the file says.
        document: The article as it is now.
        earlier: Gives the article's text as it was, if it can be had; asked only where the file does not suffice.
    """
    spans, orphans = file.snapshot.spans, file.snapshot.orphans
    wanted = [_Wanted(span, file.anchors[span.id], span.id in file.twins) for span in spans]
    lost = [_Wanted(orphan.span, orphan.anchor, bool(orphan.twins), True) for orphan in orphans]
    known = Recollection.of_anchors(
        [(each.span.start, each.anchor) for each in wanted], [(each.span.start, each.anchor) for each in lost]
    )
    found = _find(known, file.length, document.text, [*wanted, *lost])
    alone, rescued = found[: len(spans)], found[len(spans) :]
    by_git: set[str] = set()
    if not all(each and each.same and each.whole for each in alone):
        text = earlier()
        if text is not None:
            alone, by_git = _with_earlier(text, document, wanted, alone)
    moves: list[Move] = []
    placed: list[Span] = []
    kept: list[Orphan] = []
    for each, place in zip(wanted, alone, strict=True):
        span, words = each.span, each.anchor.exact
        moved = _moved(span, place)
        if moved is None or place is None:
            kept.append(Orphan(looked_at(span), each.anchor, file.twins.get(span.id, 0)))
            moves.append(Move(span.id, span.label, words, span.range, None, "orphaned", 0.0))
            continue
        placed.append(moved)
        if moved is not span:
            proof: Proof = "close" if not place.same else "git" if span.id in by_git else "moved"
            moves.append(Move(span.id, span.label, words, span.range, moved.range, proof, place.score))
    for orphan, place in zip(orphans, rescued, strict=True):
        moved = _moved(orphan.span, place) if place and place.same else None
        if moved is None or any(other.label == moved.label and other.shares(moved) for other in placed):
            kept.append(orphan)
        else:
            placed.append(orphan.reanchored(moved.start, moved.end, moved.fragments))
            moves.append(
                Move(orphan.id, moved.label, orphan.anchor.exact, orphan.span.range, moved.range, "moved", 1.0)
            )
    snapshot = replace(
        file.snapshot,
        spans=tuple(sorted(placed, key=lambda span: span.order)),
        orphans=tuple(sorted(kept, key=lambda orphan: orphan.span.order)),
    )
    return Reanchored(snapshot, tuple(moves))


def _with_earlier(
    text: str, document: Document, wanted: Sequence[_Wanted], alone: Sequence[_Found | None]
) -> tuple[list[_Found | None], set[str]]:
    """The same now that all of the earlier text is known, and the ids of what only that could prove."""
    there = [stands(text, *each.span.range, each.anchor.exact, each.span.fragments) for each in wanted]
    known = [replace(each, twin=False) for each, is_there in zip(wanted, there, strict=True) if is_there]
    recollection = Recollection.of_text(text)
    again = iter(_find(recollection, len(text), document.text, known))
    found = [next(again) if is_there else before for is_there, before in zip(there, alone, strict=True)]
    changed = {each.span.id for each, now, before in zip(wanted, found, alone, strict=True) if now and now != before}
    return found, changed


def _find(known: Recollection, length: int, text: str, wanted: Sequence[_Wanted]) -> list[_Found | None]:
    """Where the pieces of each annotation stand; None unless all are found."""
    passages = [
        Passage(*known.passage(number, start, end), -1 if each.orphan else start, each.twin)
        for number, each in enumerate(wanted)
        if each.is_sound
        for start, end in each.span.pieces
    ]
    reanchoring = Reanchoring(known, length, text, passages)
    places = iter(reanchoring.places())
    found: list[_Found | None] = []
    for each in wanted:
        mine = [next(places) for _ in each.span.pieces] if each.is_sound else []
        there = [place for place in mine if place]
        pieces = [reanchoring.source(place) for place in there]
        if not mine or len(there) < len(mine) or not all(_is_whole(text, *piece) for piece in pieces):
            found.append(None)
            continue
        words = [each.anchor.exact[start - each.span.start : end - each.span.start] for start, end in each.span.pieces]
        same = all(text[start:end] == word for (start, end), word in zip(pieces, words, strict=True))
        score, whole = min(place.score for place in there), all(place.whole for place in there)
        found.append(_Found(tuple(pieces), score, same, whole))
    return found


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no grapheme cluster is cut at either end."""
    return is_boundary(text, start) and is_boundary(text, end)


def _moved(span: Span, found: _Found | None) -> Span | None:
    """An annotation at its place, marked where its words are only nearly the same; itself where nothing changed."""
    if found is None:
        return None
    if found.same and found.pieces == span.pieces:
        return span
    extra = dict(span.extra)
    if not found.same:
        extra |= {ANCHOR: CLOSE, ANCHOR_SCORE: round(found.score, 3)}
    try:
        return replace(
            span,
            start=found.pieces[0][0],
            end=found.pieces[-1][1],
            fragments=found.pieces if span.fragments else (),
            extra=extra,
        )
    except ValueError:  # its pieces changed places, or grew together
        return None
