"""Lulls: what waits for keys to pause."""

from __future__ import annotations

import asyncio
import time

from copydesk.app.lull import Lull


class Clock:
    """Seconds that pass with each look at them."""

    def __init__(self, step: float) -> None:
        self.now = 0.0
        self._step = step

    def __call__(self) -> float:
        self.now += self._step
        return self.now


async def test_nobody_waits_where_no_key_was_pressed() -> None:
    began = time.monotonic()
    async with asyncio.timeout(5):
        await Lull().wait(60, 60)
    assert time.monotonic() - began < 60


async def test_one_waits_until_keys_have_paused_but_no_longer() -> None:
    clock = Clock(0.001)
    breaks = Lull(clock)
    breaks.broken()
    await breaks.wait(0.01, 60)
    assert 0.01 <= clock.now < 0.05


async def test_keys_without_a_pause_are_waited_for_only_so_long() -> None:
    clock = Clock(0.001)
    breaks = Lull(clock)

    def key() -> bool:
        breaks.broken()
        return False

    key()
    await breaks.wait(0.01, 0.03, key)
    assert 0.03 <= clock.now < 0.06


async def test_something_else_may_end_the_wait() -> None:
    breaks = Lull()
    breaks.broken()
    answers = iter((False, True))
    async with asyncio.timeout(5):
        await breaks.wait(60, 60, lambda: next(answers))
    assert next(answers, None) is None
