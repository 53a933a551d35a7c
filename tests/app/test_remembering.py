"""What was tagged and rejected votes on what is proposed, at once and in every article, and the status line says so."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tests.app.made_up import HARBOR, VALLEY, annotation, names_of_valley, place, proposal, words_here
from tests.app.stage import TEST_SECONDS, Opener, Stage

from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span
from copydesk.app.proposing import voter
from copydesk.app.proposing.remembering import Remembering
from copydesk.app.proposing.voted_desk import VotedDesk
from copydesk.app.reading import Reading
from copydesk.detect.memory.voting import SOURCE
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.store.corpus.article import Article
from copydesk.store.corpus.corpus import Corpus
from copydesk.text.document import Document

ORCHARD = "Snow fell on Lorvik again.\n\nThe Nordal Line stops at noon. Ada Quill went home to Lorvik.\n"


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a decision changes in these short articles is counted at once, also on the slowest machine."""
    monkeypatch.setattr(voter, "AT_ONCE", 2.0)


def proposed_in(reading: Reading) -> list[tuple[str, str]]:
    """The open proposals of a reading: label and words."""
    return [(span.label, reading.document.text[slice(*span.range)]) for span in reading.desk.open]


def write_annotations(article: Article, *spans: Span) -> None:
    """Write the file of annotations of an article."""
    article.annotation_path.parent.mkdir(parents=True, exist_ok=True)
    content = render_annotation_file(Snapshot(spans=spans), article.read(), article.document_path)
    article.annotation_path.write_text(content, encoding="utf-8")


def decided_before(opener: Opener, name: str, *spans: Span, annotator: str = "") -> None:
    """An earlier session annotated an article."""
    corpus = Corpus.open([opener.folder], annotator=annotator)
    article = next(each for each in corpus if each.id == name)
    write_annotations(article, *spans)


async def until(stage: Stage, told: str, words: str) -> None:
    """Wait until something is proposed in the active pane."""
    async with asyncio.timeout(TEST_SECONDS):
        while (told, words) not in proposed_in(stage.reading):
            await stage.settle()
            await asyncio.sleep(0.01)


async def test_a_tag_changes_the_proposals_of_the_other_article_and_says_why(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open(size=(160, 30)) as stage:
        await stage.go("Nordal")
        await stage.press("4")
        _, valley = stage.readings()
        assert ("LOC", "Nordal Line") in proposed_in(valley)
        assert ("ORG", "Nordal Line") not in proposed_in(valley)
        await stage.press("o")
        await stage.go("Nordal")
        assert " LOC " in stage.status
        assert "you tagged this as LOC in 1 article" in stage.status
        assert "memory@1" in stage.status


async def test_a_tag_changes_the_rest_of_its_own_article_and_undo_takes_that_back(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open(size=(160, 30)) as stage:
        before = proposed_in(stage.reading)
        await stage.go("Lorvik")
        await stage.press("4")
        assert proposed_in(stage.reading).count(("LOC", "Lorvik")) == 2, "one of them no detector had proposed"
        await stage.go("Lorvik", 1)
        assert "you tagged this as LOC here" in stage.status
        await stage.press("u")
        assert proposed_in(stage.reading) == before


async def test_votes_move_neither_the_cursor_nor_the_selection_nor_the_text(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open(size=(160, 30)) as stage:
        await stage.press("o")
        await stage.go("Lorvik", within=2)
        await stage.press("v", "l", "l")
        valley = stage.reading
        before = (valley.caret.offset, valley.caret.selection)
        right = stage.screen.slots[1].pane.region.x
        text = [row[right:] for row in stage.below()[1:-3]]
        await stage.press("o")
        await stage.go("Lorvik")
        await stage.press("4")
        assert ("LOC", "Lorvik") in proposed_in(valley)
        assert (valley.caret.offset, valley.caret.selection) == before
        assert [row[right:] for row in stage.below()[1:-3]] == text


async def test_what_was_rejected_in_two_articles_is_proposed_in_no_third(opener: Opener) -> None:
    opener.write(harbor=HARBOR, valley=VALLEY, woods=ORCHARD)
    for text in (HARBOR, VALLEY, ORCHARD):
        opener.propose(text, [proposal(text, "Ada Quill", "GPE"), proposal(text, "Nordal Line", "ORG")])
    async with opener.open(size=(160, 30)) as stage:
        for _ in range(2):
            await stage.go("Ada Quill")
            await stage.press("x", "o")
        await stage.press("O")
        await stage.type("woods")
        await stage.press("enter")
        await until(stage, "ORG", "Nordal Line")
        assert proposed_in(stage.reading) == [("ORG", "Nordal Line")]


async def test_after_a_rejection_the_status_line_warns_of_the_next_one(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open(size=(160, 30)) as stage:
        await stage.go("Ada Quill")
        await stage.press("x", "o")
        await stage.go("Ada Quill")
        assert "you rejected this as PERSON in 1 article" in stage.status


async def test_what_was_tagged_in_an_earlier_session_votes_too(opener: Opener) -> None:
    opener.write(harbor=HARBOR, valley=VALLEY, woods=ORCHARD)
    opener.propose(VALLEY, names_of_valley())
    decided_before(opener, "woods", annotation(ORCHARD, "Lorvik", "ORG"), annotation(ORCHARD, "Nordal Line", "ORG"))
    (opener.annotations / "damaged.toml").write_text("what is this", encoding="utf-8")
    async with opener.open(size=(160, 30)) as stage:
        await until(stage, "ORG", "Nordal Line")
        await stage.go("Nordal Line")
        assert "you tagged this as ORG in 1 article" in stage.status
        await stage.press("o")
        await until(stage, "ORG", "Lorvik")


async def test_another_annotators_work_does_not_vote(opener: Opener) -> None:
    opener.write(harbor=HARBOR, valley=VALLEY, woods=ORCHARD)
    opener.propose(HARBOR, [proposal(HARBOR, "Lorvik", "GPE")])
    decided_before(opener, "woods", annotation(ORCHARD, "Lorvik", "ORG", by="ben"), annotator="ben")
    decided_before(opener, "woods", annotation(ORCHARD, "Nordal Line", "ORG"))
    async with opener.open(size=(160, 30)) as stage:
        await until(stage, "ORG", "Nordal Line")
        assert ("GPE", "Lorvik") in proposed_in(stage.reading)


async def test_a_label_of_the_persons_own_is_proposed_where_no_detector_knows_it(opener: Opener) -> None:
    opener.write(harbor=HARBOR, valley=VALLEY)
    opener.annotations.mkdir()
    (opener.annotations / "labels.toml").write_text('[label.SHIP]\nkey = "s"\n[label.PERSON]\n', encoding="utf-8")
    async with opener.open(size=(160, 30)) as stage:
        await stage.go("Nordal Line")
        await stage.press("v", "e", "e", "s")
        await stage.press("o")
        assert proposed_in(stage.reading) == [("SHIP", "Nordal Line")]
        await stage.press("tab", "enter")
        await stage.until_saved()
        assert stage.saved("valley.toml") == [("SHIP", "Nordal Line")]
        assert f'source = "{SOURCE}"' in (stage.annotations / "valley.toml").read_text(encoding="utf-8")


async def test_a_proposal_of_memorys_own_that_is_rejected_does_not_come_back(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open(size=(160, 30)) as stage:
        await stage.go("Lorvik")
        await stage.press("4", "o")
        await stage.go("Lorvik")
        await stage.press("x")
        assert "Lorvik" not in [words for _, words in proposed_in(stage.reading)]
        await stage.press("u")
        assert ("LOC", "Lorvik") in proposed_in(stage.reading)


async def test_what_is_tagged_in_an_open_article_itself_is_not_counted_as_another(opener: Opener) -> None:
    opener.write(harbor=HARBOR, valley=VALLEY)
    opener.propose(HARBOR, [proposal(HARBOR, "Lorvik", "GPE", 1)])
    decided_before(opener, "harbor", annotation(HARBOR, "Lorvik", "ORG"))
    decided_before(opener, "valley", annotation(VALLEY, "Nordal Line", "ORG"))
    async with opener.open(size=(160, 30)) as stage:
        await until(stage, "ORG", "Nordal Line")
        await stage.go("Lorvik", 1)
        assert "you tagged this as ORG here ·" in stage.status


async def test_in_a_long_article_every_occurrence_is_proposed_in_the_end(
    opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voter, "AT_ONCE", 0.003)  # most of it is left for later
    opener.write(harbor=HARBOR, valley="Then Lorvik fell silent again, and nobody came.\n\n" * 1500)
    opener.propose(HARBOR, [proposal(HARBOR, "Lorvik", "GPE")])
    async with opener.open() as stage:
        await stage.go("Lorvik")
        await stage.press("2")
        _, valley = stage.readings()
        async with asyncio.timeout(TEST_SECONDS):
            while len(valley.desk.open) < 1500:
                await stage.settle()
        await stage.press("u")
        async with asyncio.timeout(TEST_SECONDS):
            while len(valley.desk.open):
                await stage.settle()


class Desks:
    """Two articles on voted desks, without a screen."""

    def __init__(self, folder: Path, *, started: bool = True) -> None:
        for name, text in (("harbor", HARBOR), ("valley", VALLEY), ("woods", ORCHARD)):
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        self.corpus = Corpus.open([folder], annotations=folder / "kept")
        self.harbor, self.valley = self._reading(HARBOR), self._reading(VALLEY)
        self.told = asyncio.Event()
        self.remembering = Remembering(self.corpus, self._tell)
        if started:
            self.start()

    def start(self) -> None:
        articles = self.corpus.articles
        self.remembering.start([(articles[0], self.harbor), (articles[1], self.valley)])
        self.settle()

    def settle(self) -> None:
        self.remembering.settle([self.harbor, self.valley])

    async def until_told(self) -> None:
        async with asyncio.timeout(TEST_SECONDS):
            await self.told.wait()

    def _tell(self) -> None:
        self.told.set()
        self.settle()

    def _reading(self, text: str) -> Reading:
        desk = VotedDesk(text, Snapshot(), "", DEFAULT_LABELS)
        reading = Reading("made-up", Document.from_text(text), desk, DEFAULT_LABELS)
        reading.caret.resize(40, 12)
        return reading


async def test_what_the_caret_is_on_is_not_changed_by_what_is_read_until_it_leaves(tmp_path: Path) -> None:
    desks = Desks(tmp_path, started=False)
    woods = desks.corpus.articles[2]
    write_annotations(woods, annotation(ORCHARD, "Lorvik", "ORG"))
    desks.start()
    valley = desks.valley
    valley.desk.propose([proposal(VALLEY, "Lorvik", "GPE"), proposal(VALLEY, "Ada Quill", "PERSON")])
    desks.harbor.desk.propose([proposal(HARBOR, "Lorvik", "GPE")])
    valley.hop(1)
    assert words_here(valley) == "Lorvik"
    desks.settle()
    await desks.until_told()
    assert ("ORG", "Lorvik") in proposed_in(desks.harbor)
    assert ("GPE", "Lorvik") in proposed_in(valley)
    valley.hop(1)
    desks.settle()
    assert ("ORG", "Lorvik") in proposed_in(valley)
    desks.remembering.close()


async def test_what_the_caret_is_on_is_not_taken_away(tmp_path: Path) -> None:
    desks = Desks(tmp_path)
    for reading, text in ((desks.harbor, HARBOR), (desks.valley, VALLEY)):
        reading.desk.propose([proposal(text, "Lorvik", "EVENT", n) for n in range(text.count("Lorvik"))])
    desks.settle()
    harbor = desks.harbor
    harbor.hop(1)
    harbor.reject()
    harbor.reject()
    desks.settle()
    assert words_here(harbor) == "Lorvik"
    assert len(proposed_in(harbor)) == 1
    harbor.go(0)
    desks.settle()
    assert proposed_in(harbor) == []
    assert len(proposed_in(desks.valley)) == 1, "one article is not enough for another"
    desks.remembering.close()


async def test_ends_that_were_moved_stay_moved(tmp_path: Path) -> None:
    desks = Desks(tmp_path)
    desks.harbor.desk.propose([proposal(HARBOR, "Nordal", "ORG"), proposal(HARBOR, "Lorvik", "GPE")])
    desks.valley.desk.propose([proposal(VALLEY, "Nordal", "ORG")])
    desks.settle()
    valley = desks.valley
    (span,) = valley.desk.open
    valley.desk.adjust(span, span.start, span.end + len(" Line"))
    desks.harbor.go(place(HARBOR, "Nordal")[0])
    desks.harbor.give("FAC")
    desks.settle()
    assert proposed_in(valley) == [("ORG", "Nordal Line")]
    desks.remembering.close()


async def test_proposals_that_come_later_are_voted_on_as_they_come(tmp_path: Path) -> None:
    desks = Desks(tmp_path)
    desks.harbor.desk.propose([proposal(HARBOR, "Lorvik", "GPE")])
    desks.harbor.go(place(HARBOR, "Lorvik")[0])
    desks.harbor.give("ORG")
    desks.settle()
    desks.valley.desk.amend_proposals([proposal(VALLEY, "Ada Quill", "PERSON")])
    assert proposed_in(desks.valley) == [("PERSON", "Ada Quill")]
    desks.valley.desk.amend_proposals([proposal(VALLEY, "Lorvik", "GPE")])
    assert proposed_in(desks.valley) == [("ORG", "Lorvik"), ("PERSON", "Ada Quill")]
    desks.remembering.close()
