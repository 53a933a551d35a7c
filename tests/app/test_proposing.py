"""Proposals for long texts: what is on the screen first, a few at a time, and nothing moves."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.app.stage import FakeClient, Opener, Stage

from copydesk.annotation.desk import Desk
from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.annotation.span import Span
from copydesk.app.proposing.proposer import Proposer
from copydesk.app.reading import Reading
from copydesk.detect.process.client import DetectionEnded, DetectionFailed
from copydesk.detect.process.pieces import Excerpt, Pieces, Window
from copydesk.detect.proposals import Proposals, arranged, proposed
from copydesk.text.document import Document

LONG = "".join(
    f"{number}. The ferry of Lorvik sails at noon, and Ada Quill waits at the pier as on all the days of the year.\n\n"
    for number in range(1, 301)
)
"""Some five pieces."""
NAMES = re.compile(r"Ada Quill|Lorvik")


class NamesClient(FakeClient):
    """Answers at once with the names of whatever it is asked about.

    Attributes:
        failing: What asking about a text raises, if anything.
        problem: What every answer says.
        steps: Where it is set, an answer waits until it is released.
    """

    failing: Callable[[str], Exception | None] = staticmethod(lambda text: None)
    problem = ""
    steps: asyncio.Semaphore | None = None

    async def propose(self, key: str, text: str, window: Window | None = None) -> Proposals:
        """The names in a text, or a piece of one."""
        await super().propose(key, text)
        if self.steps:
            await self.steps.acquire()
        if error := self.failing(text):
            raise error
        spans = [proposed("PERSON", *match.span(), source="names@1", score=0.9) for match in NAMES.finditer(text)]
        return Excerpt(text, window).placed(arranged(spans, problems=[self.problem] if self.problem else []))


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> NamesClient:
    client = NamesClient()
    monkeypatch.setattr("copydesk.detect.process.client.DetectionClient", client)
    return client


@pytest.fixture
def long(tmp_path: Path, client: NamesClient) -> Opener:
    opener = Opener(tmp_path, client)
    opener.write(long=LONG)
    return opener


def pieces_asked(client: FakeClient) -> list[int]:
    """The numbers of the pieces of the long text that were asked about, in order."""
    split = Pieces(LONG)
    numbers = {split.excerpt(index).text: index for index in range(len(split))}
    return [numbers[each] for each in client.asked if each in numbers]


def pieces_of(text: str, reading: Reading) -> list[int]:
    """The number of the piece of a reading for which a text is read; empty where it is another's."""
    split = Pieces(reading.document.text)
    return [index for index in range(len(split)) if split.excerpt(index).text == text]


def made_reading(text: str) -> Reading:
    """A reading without a screen."""
    return Reading("made up", Document.from_text(text), Desk(text), DEFAULT_LABELS)


async def until(stage: Stage, happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not happened():
            await stage.pilot.pause()
    await stage.settle()


async def test_the_piece_in_sight_comes_first_then_onward_then_from_the_top(long: Opener, client: NamesClient) -> None:
    client.going.clear()
    async with long.open() as stage:
        await until(stage, lambda: len(client.asked) == 1)
        assert pieces_asked(client) == [0]
        stage.reading.go(LONG.index("\n170. ") + 1)
        client.going.set()
        here = Pieces(LONG).at(stage.reading.caret.offset)
        count = len(Pieces(LONG))
        assert 1 < here < count - 1
        await until(stage, lambda: len(client.asked) == count)
        assert pieces_asked(client) == [0, *range(here, count), *range(1, here)]


async def test_where_the_person_jumps_the_piece_there_comes_next(long: Opener, client: NamesClient) -> None:
    client.going.clear()
    async with long.open() as stage:
        await until(stage, lambda: len(client.asked) == 1)
        await stage.press("G")
        client.going.set()
        await until(stage, lambda: len(client.asked) > 2)
        last = len(Pieces(LONG)) - 1
        assert pieces_asked(client)[:3] == [0, last, 1]


async def test_every_name_is_proposed_once_where_it_stands(long: Opener) -> None:
    async with long.open() as stage:
        expected = [match.span() for match in NAMES.finditer(LONG)]
        await until(stage, lambda: f"{len(expected)} left" in stage.header)
        assert [span.range for span in stage.reading.desk.open] == expected


async def test_nothing_moves_while_proposals_come(long: Opener, client: NamesClient) -> None:
    client.going.clear()
    async with long.open() as stage:
        await until(stage, lambda: len(client.asked) == 1)
        stage.reading.go(LONG.index("\n150. ") + 1)
        await stage.press("v", "w", "w", "w")
        rows = stage.below()[1:-3]
        caret = stage.reading.caret
        state = (caret.offset, caret.selection, caret.viewport.top)
        client.going.set()
        await until(stage, lambda: len(client.asked) == len(Pieces(LONG)))
        assert (caret.offset, caret.selection, caret.viewport.top) == state
        assert [row[:-1] for row in stage.below()[1:-3]] == [row[:-1] for row in rows]
        assert stage.reading.desk.left > 500


async def test_what_is_in_sight_in_the_other_pane_comes_before_the_rest_of_this_one(
    long: Opener, client: NamesClient
) -> None:
    other = LONG.replace("ferry", "boat")
    long.write(other=other)
    async with long.open() as stage:
        await until(stage, lambda: len(client.asked) == 2 * len(Pieces(LONG)))
        assert client.asked.index(Pieces(LONG).excerpt(0).text) < 2
        assert client.asked.index(Pieces(other).excerpt(0).text) < 2
        assert sorted(pieces_asked(client)) == list(range(len(Pieces(LONG))))
        assert [reading.desk.left for reading in stage.readings()] == [600, 600]


async def test_a_piece_that_fails_is_said_and_the_others_come(long: Opener, client: NamesClient) -> None:
    client.failing = lambda text: DetectionFailed("the engine rules took too long") if "\n120. " in text else None
    async with long.open() as stage:
        await until(stage, lambda: len(client.asked) == len(Pieces(LONG)))
        assert 300 < stage.reading.desk.left < 600
        assert "took too long" in stage.status


async def test_once_detection_ended_nothing_more_is_asked(long: Opener, client: NamesClient) -> None:
    client.failing = lambda text: DetectionEnded("the detecting process failed again")
    long.write(other="Ada Quill left.\n", third="Ada Quill came.\n")
    client.going.clear()
    async with long.open() as stage:
        client.going.set()
        await until(stage, lambda: "failed again" in stage.status)
        assert len(client.asked) == 1
        await stage.press("j")
        assert "failed again" not in stage.status


async def test_what_every_piece_says_is_told_once(long: Opener, client: NamesClient) -> None:
    client.problem = "names are found by rules alone"
    client.steps = asyncio.Semaphore(0)
    client.going.clear()
    async with long.open() as stage:
        client.going.set()
        client.steps.release()
        await until(stage, lambda: "by rules alone" in stage.status)
        await stage.press("j")
        for _ in range(len(Pieces(LONG))):
            client.steps.release()
        await until(stage, lambda: stage.reading.desk.left == 600)
        assert "by rules alone" not in stage.status


async def test_a_jump_in_one_of_several_readings_comes_before_all_that_is_out_of_sight(client: NamesClient) -> None:
    client.steps = asyncio.Semaphore(0)
    readings = [made_reading(LONG.replace("ferry", name)) for name in ("boat", "yacht", "train")]
    proposer = Proposer(lambda said: None, "", 20.0)
    for reading in readings:
        proposer.want(reading)
    await proposer.start()
    try:
        asked: list[tuple[int, int]] = []
        for number in range(6):
            async with asyncio.timeout(30):
                while len(client.asked) == number:  # noqa: ASYNC110 - the proposer tells nobody what it asks
                    await asyncio.sleep(0.01)
            text = client.asked[number]
            place = next(n for n, reading in enumerate(readings) if pieces_of(text, reading))
            asked.append((place, pieces_of(text, readings[place])[0]))
            if number == 4:
                readings[1].go(len(LONG) - 10)
            client.steps.release()
        assert asked == [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (1, len(Pieces(LONG)) - 1)]
    finally:
        await proposer.close()


async def test_many_proposals_are_laid_a_few_at_a_time_with_room_for_keys_between(
    long: Opener, client: NamesClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    turns: list[int] = []
    laid, ticks = Desk.amend_proposals, 0

    def watched(desk: Desk, spans: Iterable[Span], *others: Any) -> None:
        come = list(spans)
        sizes.append(len(come))
        turns.append(ticks)
        laid(desk, come, *others)

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    monkeypatch.setattr(Desk, "amend_proposals", watched)
    ticking = asyncio.create_task(tick())
    long.write(long="Lorvik " * 2500)
    async with long.open() as stage:
        await until(stage, lambda: sum(sizes) == 2500)
        assert stage.reading.desk.left == 2500
    ticking.cancel()
    assert max(sizes) <= 100
    assert all(later > earlier for earlier, later in pairwise(turns))


async def test_an_error_of_the_programs_own_is_said_and_reading_goes_on(
    long: Opener, client: NamesClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("cannot lay")

    monkeypatch.setattr(Desk, "amend_proposals", broken)
    async with long.open() as stage:
        await until(stage, lambda: "RuntimeError: cannot lay" in stage.status)
        await stage.press("j")
        assert stage.reading.caret.offset > 0


async def test_the_engine_of_the_configuration_is_asked_for(long: Opener, client: NamesClient) -> None:
    async with long.open(engine="rules+mine"):
        assert client.engine == "rules+mine"


async def test_before_the_first_proposal_a_hop_says_that_they_are_still_looked_for(
    harbor_and_valley: Opener, client: FakeClient
) -> None:
    client.going.clear()
    async with harbor_and_valley.open() as stage:
        for key in ("tab", "shift+tab"):
            await stage.press(key)
            assert "still being looked for" in stage.status
        client.going.set()
        await until(stage, lambda: stage.reading.desk.left > 0)
        await stage.press("tab")
        assert "looked for" not in stage.status
        await stage.press("enter", *["x"] * 20)
        await until(stage, lambda: not stage.screen.background.proposer.is_looking(stage.reading))
        await stage.press("tab")
        assert "Nothing left to decide" in stage.status
