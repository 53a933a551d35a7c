"""Re-anchoring at scale: many edited versions of articles, for which the truth is known.

`COPYDESK_VERSIONS=200 pytest tests/store/annotations/test_reanchoring_at_scale.py` runs so many seeds, the first one
being that of `COPYDESK_FIRST_SEED`, and prints the counts with `-s`. The articles are made up, and also real ones where
`COPYDESK_ARTICLES` names a file of them (see `real_news`).
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest
from tests.store.annotations.made_up_news import LIGHT, Story, edit, write_story
from tests.store.annotations.real_news import REAL_LIGHT, read_articles, real_story

from copydesk.annotation.snapshot import Snapshot
from copydesk.store.annotations.reader import parse_annotation_file
from copydesk.store.annotations.reanchoring import reanchor
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.text.anchors import CONTEXT
from copydesk.text.document import Document
from copydesk.text.folding import Folded

VERSIONS = int(os.environ.get("COPYDESK_VERSIONS", "15"))
FIRST_SEED = int(os.environ.get("COPYDESK_FIRST_SEED", "0"))
ARTICLES = os.environ.get("COPYDESK_ARTICLES", "")
FOUND_AGAIN = 0.98
"""The share of the passages whose words still stand, one after the other, that must be found."""


def stands_once(text: str, place: tuple[int, int]) -> bool:
    """Whether the words at a place stand in this context nowhere else: if they do, no rule can tell them apart."""
    return Folded(text).text.count(window(text, place)) == 1


def window(text: str, place: tuple[int, int]) -> str:
    """The words at a place in their context, folded."""
    return Folded(text[max(0, place[0] - CONTEXT) : place[1] + CONTEXT]).text.strip()


def made_up_story(rng: random.Random) -> Story:
    """Made-up news."""
    return write_story(rng, rng.randint(4, 12), rng.choice([1.0, 1.0, 0.6, 0.2]))


def a_real_story(rng: random.Random) -> Story:
    """One of the articles of the file that was named."""
    return real_story(rng.choice(read_articles(Path(ARTICLES))), rng, rng.choice([1.0, 1.0, 0.6, 0.2]))


def judge(seed: int, has_history: bool, is_real: bool) -> tuple[Counter[str], list[str]]:
    """What became of the annotations of one edited version, and which of them are on wrong words."""
    rng = random.Random(seed)
    story = a_real_story(rng) if is_real else made_up_story(rng)
    before = Document.from_text(story.text)
    file = parse_annotation_file(
        render_annotation_file(Snapshot(spans=story.spans), before, "a.txt").encode(), Path("a.toml")
    )
    page, done = edit(story, rng, REAL_LIGHT if is_real else LIGHT)
    after = Document.from_text(page.text)
    result = reanchor(file, after, lambda: story.text if has_history else None)
    placed = {span.id: span for span in result.snapshot.spans}
    assert placed.keys() | {orphan.id for orphan in result.snapshot.orphans} == {span.id for span in story.spans}
    counts: Counter[str] = Counter(annotations=len(story.spans))
    wrong: list[str] = []
    for span in story.spans:
        truth = page.where(span.pieces)
        found = placed.get(span.id)
        stands = all(
            each and Folded(page.text[slice(*each)]).text == Folded(word).text
            for each, word in zip(truth, span.texts(story.text), strict=True)
        )
        places = [place for place in truth if place]
        once = stands and stands_once(story.text, span.range)
        once = once and stands_once(page.text, (places[0][0], places[-1][1]))
        counts["standing"] += stands
        counts["standing once"] += once
        if found is None:
            counts["lost"] += once
            counts["orphaned"] += 1
        elif list(found.pieces) != truth and page.is_copy(found.range, span.range):
            # A copy, word for word, of a paragraph that was edited: its words, though not where they were.
            counts["on a copy"] += 1
        elif list(found.pieces) != truth:
            words = [page.text[slice(*piece)] for piece in found.pieces]
            wrong.append(
                f"seed {seed} {done}: {list(span.texts(story.text))} {span.pieces} -> {words} {found.pieces}, {truth}"
            )
        else:
            counts["found"] += stands
            counts["found once"] += once
            counts["mended"] += not stands
    counts["wrong"] = len(wrong)
    counts.update(move.proof for move in result.moves)
    return counts, wrong


@pytest.mark.parametrize("has_history", [False, True], ids=["the file alone", "with git"])
@pytest.mark.parametrize("kind", ["made up", *(["real"] if ARTICLES else [])])
def test_no_annotation_is_on_wrong_words_and_nearly_all_are_found_again(kind: str, has_history: bool) -> None:
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for seed in range(FIRST_SEED, FIRST_SEED + VERSIONS):
        more, on_wrong_words = judge(seed, has_history, kind == "real")
        counts.update(more)
        wrong += on_wrong_words
    share = counts["found once"] / counts["standing once"]
    print(f"{kind}, {VERSIONS} versions from seed {FIRST_SEED}: {dict(counts)}, {share:.4f} found")  # noqa: T201 - what it is for
    assert not wrong, "\n".join(wrong)
    assert share >= FOUND_AGAIN
