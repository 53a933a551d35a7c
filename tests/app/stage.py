"""A stage: the app opened on made-up articles, with a detection client that answers what a test chose."""

from __future__ import annotations

import asyncio
import tomllib
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from rich.style import Style
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from copydesk.annotation.span import Relation, Span
from copydesk.app.drawing.pane import Pane
from copydesk.app.main import CopydeskApp
from copydesk.app.reading import Reading
from copydesk.app.screen import ReadingScreen
from copydesk.detect.process.pieces import Excerpt, Window
from copydesk.detect.proposals import Proposals
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.personal.config import Config

TEST_SECONDS = 60.0
"""How long anything is waited for."""

CHARACTERS = {name: character for character in '()[]{}<>?:/"+=-._ ' if (name := _character_to_key(character))}
"""The characters of the keys that have names."""

BIDI_CONTROLS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class FakeClient:
    """Stands in for the detecting process: answers at once, or when a test lets it.

    Attributes:
        answers: From a text to what is proposed for it.
        asked: The texts that were asked about.
        engine: The engine that was asked for.
        going: Answers are given while it is set.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Proposals] = {}
        self.asked: list[str] = []
        self.engine = ""
        self.going = asyncio.Event()
        self.going.set()
        self.closed = False

    def __call__(self, engine: str, *, patience: float) -> FakeClient:
        """The app calls what it takes for the class."""
        self.engine = engine
        return self

    async def start(self) -> None:
        """There is no process to start."""

    async def propose(self, key: str, text: str, window: Window | None = None) -> Proposals:
        """What the test chose for a text, or a piece of one."""
        self.asked.append(text)
        await self.going.wait()
        return Excerpt(text, window).placed(self.answers.get(text, Proposals()))

    async def close(self) -> None:
        """There is no process to end."""
        self.closed = True


class Stage:
    """The app while a test drives it.

    Attributes:
        app: The app.
        pilot: Presses keys and moves the mouse.
        folder: Where the articles lie.
        annotations: Where their annotations are kept.
    """

    def __init__(self, app: CopydeskApp, pilot: Pilot[str], folder: Path, annotations: Path) -> None:
        self.app = app
        self.pilot = pilot
        self.folder = folder
        self.annotations = annotations

    @property
    def screen(self) -> ReadingScreen:
        """The reading screen, whatever is shown above it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ReadingScreen)
        return screen

    @property
    def reading(self) -> Reading:
        """What is read in the active pane."""
        reading = self.screen.slot.reading
        assert reading is not None
        return reading

    @property
    def pane(self) -> Pane:
        """The active pane."""
        return self.screen.slot.pane

    def readings(self) -> list[Reading]:
        """What is read in each pane."""
        return [slot.reading for slot in self.screen.slots if slot.reading]

    async def press(self, *keys: str) -> None:
        """Press keys as fast as they come, and wait until what they did is on the screen.

        A line to type in does what keys like backspace ask for a moment later than it takes in characters (that is
        Textual's way), so in a dialog each of them is waited for.
        """
        for key in keys:
            known = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            self.app.post_message(events.Key(known, key if len(key) == 1 else CHARACTERS.get(key)))
            if len(self.app.screen_stack) > 1 and len(key) > 1 and key != "space":
                await self.settle()
        await self.settle()

    async def settle(self) -> None:
        """Wait until all that was begun is on the screen."""
        await self.pilot.pause()
        await self.pilot.pause()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what is sure to come; the time is for the slowest machine."""
        async with asyncio.timeout(TEST_SECONDS):
            while not condition():
                await self.pilot.pause(0.02)

    async def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, and wait until everything is laid out in it."""
        await self.pilot.resize_terminal(columns, rows)
        async with asyncio.timeout(TEST_SECONDS):
            while self.screen.size != (columns, rows):  # noqa: ASYNC110 - the driver tells it by a message
                await asyncio.sleep(0.01)
        for _ in range(3):  # the screen arranges its panes, they are laid out, and they paint
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.press(*("space" if character == " " else character for character in text))

    async def go(self, words: str, occurrence: int = 0, within: int = 0) -> None:
        """Put the cursor on some words of the active article."""
        offset = -1
        for _ in range(occurrence + 1):
            offset = self.reading.document.text.index(words, offset + 1)
        self.screen.on_pane_pointed(Pane.Pointed(self.pane, offset + within, 1))
        await self.pilot.pause()

    async def until_saved(self) -> None:
        """Have everything written to the annotation files, and wait until the screen says so."""
        await asyncio.to_thread(self.app.library.flush, TEST_SECONDS)
        await self.settle()

    def rows(self) -> list[str]:
        """The text of each row of what is on top of the screen."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def below(self) -> list[str]:
        """The text of each row of the reading screen, whatever is shown above it."""
        return [strip.text for strip in self.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """What is on top of the screen, row under row."""
        return "\n".join(self.rows())

    @property
    def status(self) -> str:
        """The row that tells what is going on: the last but one, or on a low screen the last."""
        rows = self.below()
        return rows[-2] if len(rows) >= 9 else rows[-1]

    @property
    def legend(self) -> str:
        """The row with the labels."""
        return self.below()[-3]

    @property
    def header(self) -> str:
        """The row with the titles."""
        return self.below()[0]

    def cell_of(self, words: str, occurrence: int = 0) -> tuple[int, int]:
        """The cell where some words of the active pane begin on the screen, x and y."""
        region = self.pane.region
        for y, row in enumerate(self.below()):
            if not region.y < y < region.bottom:
                continue
            at = region.x - 1
            while (at := row.find(words, at + 1)) >= 0 and at < region.right:
                if occurrence == 0:
                    return at, y
                occurrence -= 1
        raise AssertionError(f"{words!r} is not on the screen")

    def style_at(self, x: int, y: int) -> Style:
        """The style of a cell of the reading screen."""
        strip = self.screen._compositor.render_strips()[y]
        for segment in strip:
            if x < segment.cell_length:
                return segment.style or Style()
            x -= segment.cell_length
        raise AssertionError(f"there is no cell {x} in row {y}")

    def style_of(self, words: str, occurrence: int = 0) -> Style:
        """The style of the first cell of some words in the active pane."""
        return self.style_at(*self.cell_of(words, occurrence))

    def files(self) -> list[str]:
        """The names of the annotation files."""
        return sorted(path.name for path in self.annotations.rglob("*.toml")) if self.annotations.exists() else []

    def saved(self, name: str) -> list[tuple[str, str]]:
        """What a file of annotations says by another parser: label and words, in its order."""
        data = tomllib.loads((self.annotations / name).read_text(encoding="utf-8"))
        return [(each["label"], each["exact"]) for each in data.get("annotation", {}).values()]

    def assert_harmless(self) -> None:
        """Nothing on the screen could act on a terminal."""
        for row in (*self.rows(), *self.below()):
            bad = [c for c in row if unicodedata.category(c) in ("Cc", "Cs") or c in BIDI_CONTROLS]
            assert not bad, (bad, row)


class Opener:
    """Opens the app on articles that a test makes up.

    Args:
        folder: A folder of the test's own.
        client: Answers for the detecting process.
    """

    def __init__(self, folder: Path, client: FakeClient) -> None:
        self.client = client
        self.folder = folder / "articles"
        self.annotations = folder / "annotations"
        self.folder.mkdir()

    def write(self, **articles: str | bytes) -> None:
        """Write articles into the folder, by the names of their files without the suffix."""
        for name, text in articles.items():
            (self.folder / f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())

    def propose(self, text: str, spans: Iterable[Span], relations: Iterable[Relation] = ()) -> None:
        """Choose what is proposed for a text."""
        self.client.answers[text] = Proposals(tuple(spans), tuple(relations))

    @asynccontextmanager
    async def open(
        self,
        size: tuple[int, int] = (120, 30),
        keys: Mapping[str, tuple[str, ...]] | None = None,
        **config: Any,
    ) -> AsyncIterator[Stage]:
        """Open the folder in the app, and wait until the articles and their proposals are on the screen."""
        corpus = Corpus.open([self.folder])
        app = CopydeskApp(corpus, Config(keys=keys or {}, **config))
        async with app.run_test(size=size) as pilot:
            stage = Stage(app, pilot, self.folder, self.annotations)
            await pilot.pause()
            if self.client.going.is_set():
                await self.until_proposed(stage)
            yield stage
        await asyncio.to_thread(app.library.close, TEST_SECONDS)

    async def until_proposed(self, stage: Stage) -> None:
        """Wait until every open article has been asked about and answered."""
        async with asyncio.timeout(TEST_SECONDS):
            while len(self.client.asked) < len(stage.readings()) or not stage.screen.background.proposer.is_idle:
                await stage.pilot.pause()
        await stage.pilot.pause()
