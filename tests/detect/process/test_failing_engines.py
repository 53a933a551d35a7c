"""Engines that hang, crash, flood and meddle: they are named and left out, and the others are heard."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tests.detect import plugins

from copydesk.detect.process import client as client_module
from copydesk.detect.process.client import DetectionClient, DetectionEnded, DetectionFailed
from copydesk.detect.proposals import Proposals

SENTENCE = "“It will hold,” said Anna Berg in Oslo on Monday.\n"
TROUBLE = SENTENCE + "Trouble came."

MEDDLERS = """
import os, sys
from pathlib import Path
from copydesk.detect.proposals import arranged, proposed


class Meddler:
    version = "1"

    def __init__(self, name):
        self.name = name

    def propose(self, document, found):
        return getattr(self, self.name)(document.text)

    def floods(self, text):
        places = [(n, m) for n in range(len(text)) for m in range(n + 1, len(text))]
        return arranged([proposed("ORG", n, m, source="floods@1", score=0.5) for n, m in places])

    def reads(self, text):
        print("chatter", sys.stdin.read(), input if os.read(0, 10) else "")
        os.write(1, b"more chatter")
        return arranged([proposed("ORG", 0, 3, source="reads@1", score=0.5)])

    def counts(self, text):
        with Path(os.environ["COUNTED"]).open("a") as file:
            file.write(f"{os.getpriority(os.PRIO_PROCESS, 0)} {os.environ['OMP_NUM_THREADS']}\\n")
        return arranged([proposed("ORG", 0, 3, source="counts@1", score=0.5)])


def floods(): return Meddler("floods")
def reads(): return Meddler("reads")
def counts(): return Meddler("counts")
"""

PUPPET = """
import sys, time
from copydesk.detect.process.wire import message_frame, read_frame, read_message, read_text
stream, answers = sys.stdin.buffer, sys.stdout.buffer

def tell(**message):
    answers.write(message_frame(message))
    answers.flush()

while (body := read_frame(stream)) is not None:
    request, text = read_message(body), read_text(read_frame(stream))
    number = request["number"]
    for word in text.split():
        part, _, act = word.partition(":")
        if part in request["without"]:
            continue
        if part:
            tell(number=number, part=part, loading=False)
        if act == "hang":
            time.sleep(600)
        elif act == "die":
            raise SystemExit("no model")
        elif act == "wait":
            time.sleep(0.7)
    tell(number=number, spans=[], relations=[], problems=request["without"])
"""
"""A detecting process whose texts say what it does: `rules:hang` tells that the rules are at work, and hangs."""


@pytest.fixture
def plugged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Engines of third parties, for this process and those that it starts."""
    plugins.install(tmp_path / "site", monkeypatch)
    folder = tmp_path / "site" / "meddlers-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: meddlers\nVersion: 1\n")
    names = ("floods", "reads", "counts")
    (folder / "entry_points.txt").write_text(
        "[copydesk.detectors]\n" + "".join(f"{name} = meddlers:{name}\n" for name in names)
    )
    (tmp_path / "site" / "meddlers.py").write_text(MEDDLERS)


@pytest.fixture
def slow_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process may take long to start, on a machine that is busy with other tests."""
    monkeypatch.setattr(client_module, "_LOADING", 40)


@asynccontextmanager
async def opened(engine: str = "", patience: float = 20.0, puppet: bool = False) -> AsyncIterator[DetectionClient]:
    command = (sys.executable, "-P", "-c", PUPPET) if puppet else ()
    client = DetectionClient(engine, patience=patience, command=command)
    try:
        yield client
    finally:
        await client.close()


def sources(found: Proposals) -> set[str]:
    return {span.source.partition("@")[0] for span in found.spans}


RULES = {"entities", "quotes"}


@pytest.mark.usefixtures("plugged", "slow_start")
async def test_an_engine_that_hangs_is_named_and_left_out_and_the_second_time_for_good() -> None:
    async with opened("rules+hangs", patience=1.5) as client:
        first = await client.propose("ferry", TROUBLE)
        assert sources(first) == RULES
        assert first.problems == ("ferry: the engine hangs took longer than 2 s and was left out there",)
        assert sources(await client.propose("b", SENTENCE)) == {*RULES, "good"}
        second = await client.propose("c", TROUBLE)
        assert sources(second) == RULES
        assert "left out from now on" in second.problems[0]
        third = await client.propose("d", SENTENCE)
        assert (sources(third), third.problems) == (RULES, ())


@pytest.mark.usefixtures("plugged", "slow_start")
async def test_where_the_only_engine_hangs_the_rules_are_heard() -> None:
    async with opened("hangs", patience=1.5) as client:
        assert sources(await client.propose("a", TROUBLE)) == RULES
        assert sources(await client.propose("b", SENTENCE)) == {"good"}


@pytest.mark.usefixtures("plugged")
async def test_an_engine_that_hangs_while_it_is_loaded_is_left_out_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened("rules+sleeps", patience=3.0) as client:
        first = await client.propose("a", SENTENCE)
        assert sources(first) == RULES
        assert "the engine sleeps took longer" in first.problems[0]
        assert (await client.propose("b", SENTENCE)).problems == ()


async def test_the_watch_of_a_process_that_is_gone_ends_even_if_a_sign_of_life_comes_with_its_end() -> None:
    async with opened("rules", puppet=True) as client:
        asked = asyncio.create_task(client.propose("a", "rules:hang"))
        await client.start()
        (watch,) = (task for task in client._tasks if task.get_name() == "watch")
        await asyncio.sleep(0.2)
        client._sign.set()
        await asyncio.sleep(0)
        watch.cancel()
        await asyncio.wait([watch], timeout=1)
        assert watch.cancelled()
        asked.cancel()


@pytest.mark.usefixtures("plugged")
@pytest.mark.parametrize(("engine", "how"), [("crashes", "was ended by signal 6"), ("exits", "status 7: no memory")])
async def test_an_engine_that_takes_the_process_down_is_tried_twice_and_then_left_out(engine: str, how: str) -> None:
    async with opened(f"rules+{engine}") as client:
        first = await client.propose("ferry", TROUBLE)
        assert sources(first) == RULES
        assert first.problems[0].startswith(f"ferry: the engine {engine} ")
        assert how in first.problems[0]
        assert sources(await client.propose("b", SENTENCE)) == {*RULES, "good"}


@pytest.mark.usefixtures("plugged")
async def test_an_engine_that_raises_is_named_and_the_process_lives() -> None:
    async with opened("rules+raises") as client:
        await client.propose("a", SENTENCE)
        pid = client.pid
        found = await client.propose("b", TROUBLE)
        assert sources(found) == RULES
        assert "out of ideas" in found.problems[0]
        assert client.pid == pid


@pytest.mark.usefixtures("plugged")
async def test_an_engine_that_floods_is_refused_by_name() -> None:
    async with opened("rules+floods") as client:
        found = await client.propose("a", SENTENCE * 3)
        assert sources(found) == RULES
        assert "floods@1" in found.problems[0]


@pytest.mark.usefixtures("plugged")
async def test_an_engine_that_reads_and_prints_disturbs_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    async with opened("reads") as client:
        for key in ("a", "b"):
            assert sources(await client.propose(key, key + SENTENCE)) == {"reads"}
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("plugged")
async def test_the_process_steps_back_and_what_it_found_is_known_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = tmp_path / "counted"
    monkeypatch.setenv("COUNTED", str(counted))
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    for _ in range(2):
        async with opened("counts") as client:
            assert sources(await client.propose("a", SENTENCE)) == {"counts"}
    (line,) = counted.read_text().splitlines()
    niceness, threads = map(int, line.split())
    assert niceness >= min(19, os.getpriority(os.PRIO_PROCESS, 0) + 5)
    assert threads <= 2


@pytest.mark.usefixtures("slow_start")
async def test_where_the_rules_hang_only_that_text_has_no_proposals() -> None:
    async with opened(patience=1.5, puppet=True) as client:
        with pytest.raises(DetectionFailed, match=r"^ferry: the engine rules took longer than 2 s") as failed:
            await client.propose("ferry", "rules:hang")
        assert not isinstance(failed.value, DetectionEnded)
        assert await client.propose("b", "rules") == Proposals()


@pytest.mark.usefixtures("slow_start")
async def test_what_is_asked_meanwhile_is_answered_after_a_hang() -> None:
    async with opened(patience=1.5, puppet=True) as client:
        texts = (("a", "x:hang"), ("b", "y"), ("c", "x"))
        found = await asyncio.gather(*(client.propose(key, text) for key, text in texts))
        said = "a: the engine x took longer than 2 s and was left out there"
        assert [each.problems for each in found] == [(said, "x"), (), ()]


async def test_a_process_that_says_nothing_is_given_up() -> None:
    async with opened(patience=0.5, puppet=True) as client:
        with pytest.raises(DetectionEnded, match=r"a: the detecting process took longer than 2 s"):
            await client.propose("a", ":hang")
        with pytest.raises(DetectionEnded):
            await client.propose("b", "rules")


@pytest.mark.usefixtures("slow_start")
async def test_who_takes_long_but_gives_signs_of_life_is_not_ended() -> None:
    async with opened(patience=2.0, puppet=True) as client:
        await client.propose("a", "x")
        pid = client.pid
        assert (await client.propose("b", "x:wait y:wait z:wait x:wait")).problems == ()
        assert client.pid == pid


async def test_a_process_that_dies_again_and_again_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "_DEATHS", 3)
    async with opened(puppet=True) as client:
        with pytest.raises(DetectionFailed, match=r"^a: the engine rules ended with status 1: no model"):
            await client.propose("a", "rules:die")
        with pytest.raises(DetectionEnded, match=r"no model"):
            await client.propose("b", "rules:die")


async def test_nothing_hangs_while_nothing_is_owed() -> None:
    async with opened(puppet=True) as client:
        await client.propose("a", "rules")
        pid = client.pid
        client._patience = 0.05
        await asyncio.sleep(0.5)
        assert client.pid == pid
