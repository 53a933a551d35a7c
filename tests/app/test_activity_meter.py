"""Keys and active seconds are counted, pauses are not, and it can be switched off."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.app.activity_meter import ActivityMeter
from copydesk.store.personal.activity import Work, noted

if TYPE_CHECKING:
    from tests.app.stage import Opener

ONE, TWO = Path("one.toml"), Path("two.toml")


def test_pauses_do_not_count() -> None:
    written: list[tuple[Path, Work]] = []
    meter = ActivityMeter(lambda path, work: written.append((path, work)))
    for edits, now in ((0, 100.0), (1, 102.0), (2, 500.0), (2, 501.0)):
        meter.pressed(ONE, edits, now)
    meter.pressed(TWO, 7, 503.0)
    meter.settle()
    assert written == [(ONE, Work(4, 3.0, 2)), (TWO, Work(1, 0.0, 0))]


async def test_work_in_the_app_is_counted(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        await stage.press("tab", "enter", "t", "d", "a", "t", "e", "enter")
    (work,) = noted().values()
    assert work.keys == 8
    assert work.decisions == 2


async def test_it_can_be_switched_off(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open(activity=False) as stage:
        await stage.press("tab", "enter")
    assert noted() == {}
