"""The limit to how long something may take."""

from __future__ import annotations

from threading import Event

from copydesk.detect.process.alarm import Alarm, time_limit


def test_the_limit_grows_with_the_text() -> None:
    assert time_limit(20, 0) == 20
    assert time_limit(20, 3_000) == 23
    assert time_limit(1, 10_000_000) > 3600


def test_what_is_late_is_told_once() -> None:
    rung = Event()
    alarm = Alarm(rung.set)
    alarm.set(0.01)
    assert rung.wait(60)
    assert alarm.rang
    assert alarm.seconds == 0.01


def test_what_is_done_in_time_is_not() -> None:
    rung = Event()
    alarm = Alarm(rung.set)
    for _ in range(50):
        alarm.set(600)
    alarm.stop()
    later = Event()
    other = Alarm(later.set)
    other.set(0.01)
    assert later.wait(60)
    assert (alarm.rang, rung.is_set()) == (False, False)


def test_setting_it_again_forgets_the_first_limit() -> None:
    rung = Event()
    alarm = Alarm(rung.set)
    alarm.set(600)
    alarm.set(0.01)
    assert rung.wait(60)
