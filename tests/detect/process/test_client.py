"""The detecting process and its client."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from copydesk.detect.process.client import DetectionClient, DetectionFailed
from copydesk.detect.process.pieces import Pieces
from copydesk.detect.process.wire import message_frame, read_frame, read_message, text_frame
from copydesk.detect.registry import detect
from copydesk.text.document import Document

SENTENCE = "“It will hold,” said Anna Berg in Oslo on Monday.\n"
LONG = SENTENCE * 800
"""Some tenths of a second of work."""


async def test_a_text_gets_what_detect_proposes() -> None:
    client = DetectionClient("rules")
    try:
        assert await client.propose("a", SENTENCE) == detect(Document.from_text(SENTENCE), "rules")
    finally:
        await client.close()


async def test_a_piece_of_a_long_text_gets_its_proposals_where_they_stand() -> None:
    text = "".join(f"{number}. {SENTENCE}\n" for number in range(600))
    split = Pieces(text)
    client = DetectionClient("rules")
    try:
        excerpt = split.excerpt(2)
        found = await client.propose("a", excerpt.text, excerpt.window)
    finally:
        await client.close()
    start, end = split.range(2)
    expected = [match.start() for match in re.finditer("Anna Berg", text) if start <= match.start() < end]
    assert [span.start for span in found.spans if span.label == "PERSON"] == expected


async def test_many_outstanding_texts_each_get_their_own_answer() -> None:
    client = DetectionClient("rules")
    try:
        texts = [SENTENCE * number for number in range(20)]
        answers = await asyncio.gather(*(client.propose(str(number), text) for number, text in enumerate(texts)))
        assert [len(answer.spans) for answer in answers] == [5 * number for number in range(20)]
    finally:
        await client.close()


async def test_a_text_longer_than_any_pipe_and_with_odd_characters_goes_through() -> None:
    client = DetectionClient("rules")
    text = "\ud83d\ude00 \udcff \0 \u2028 " + "word " * 50_000 + SENTENCE
    try:
        proposals = await client.propose("long", text)
    finally:
        await client.close()
    assert [text[span.start : span.end] for span in proposals.spans if span.label == "PERSON"] == ["Anna Berg"]


async def test_a_process_that_is_killed_is_started_once_more_and_answers() -> None:
    client = DetectionClient("rules")
    try:
        await client.start()
        first = client.pid
        task = asyncio.create_task(client.propose("a", LONG))
        await asyncio.sleep(0.1)
        assert first is not None
        os.kill(first, signal.SIGKILL)
        assert len((await task).spans) == 5 * 800
        assert client.pid != first
    finally:
        await client.close()


async def test_a_process_that_dies_again_is_given_up_and_says_why() -> None:
    client = DetectionClient(command=(sys.executable, "-c", "raise SystemExit('no model')"))
    try:
        with pytest.raises(DetectionFailed, match=r"^a: .*started once more and failed again: no model"):
            await client.propose("a", SENTENCE)
        with pytest.raises(DetectionFailed, match="failed again"):
            await client.propose("b", SENTENCE)
    finally:
        await client.close()


async def test_a_process_killed_while_idle_is_started_again_for_the_next_text() -> None:
    client = DetectionClient("rules")
    try:
        await client.propose("a", SENTENCE)
        assert client.pid is not None
        os.kill(client.pid, signal.SIGKILL)
        assert len((await client.propose("b", SENTENCE)).spans) == 5
    finally:
        await client.close()


async def test_a_command_that_is_not_there_fails_with_a_reason() -> None:
    client = DetectionClient(command=("/no/such/interpreter",))
    with pytest.raises(DetectionFailed, match="could not be started"):
        await client.start()
    await client.close()


async def test_an_unknown_engine_is_said_and_the_rules_are_heard() -> None:
    client = DetectionClient(engine="oracle")
    try:
        found = await client.propose("a", SENTENCE)
        assert len(found.spans) == 5
        assert "no detection engine 'oracle'" in found.problems[0]
    finally:
        await client.close()


async def test_what_is_owed_when_the_client_is_closed_fails() -> None:
    client = DetectionClient("rules")
    await client.start()
    task = asyncio.create_task(client.propose("a", LONG))
    await asyncio.sleep(0.1)
    await client.close()
    with pytest.raises(DetectionFailed, match="closed"):
        await task
    with pytest.raises(DetectionFailed, match="closed"):
        await client.propose("b", SENTENCE)
    await client.close()


async def test_a_cancelled_request_does_not_disturb_the_next() -> None:
    client = DetectionClient("rules")
    try:
        await client.start()
        task = asyncio.create_task(client.propose("a", SENTENCE * 200))
        await asyncio.sleep(0.05)
        task.cancel()
        assert len((await client.propose("b", SENTENCE)).spans) == 5
    finally:
        await client.close()


def worker() -> subprocess.Popen[bytes]:
    root = Path(sys.modules["copydesk.detect.process.client"].__file__ or "").parents[3]
    return subprocess.Popen(
        [sys.executable, "-m", "copydesk.detect.process.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
    )


def answer(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """The next message that is an answer."""
    while True:
        body = read_frame(cast("BinaryIO", process.stdout))
        assert body is not None
        message = read_message(body)
        if "spans" in message:
            return message


def test_the_worker_ends_when_standard_input_ends_even_in_the_middle_of_a_text() -> None:
    with worker() as process:
        assert process.stdin is not None
        process.stdin.write(message_frame({"number": 1, "engine": "rules", "without": []}) + text_frame(LONG * 60))
        process.stdin.flush()
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_the_worker_imports_no_user_interface() -> None:
    code = (
        "import copydesk.detect.process.worker, copydesk.detect.process.client, sys; "
        "assert not {'textual', 'rich'} & set(sys.modules)"
    )
    root = Path(sys.modules["copydesk.detect.process.client"].__file__ or "").parents[3]
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(root)})


def test_the_worker_answers_in_order() -> None:
    with worker() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(
                message_frame({"number": number, "engine": "rules", "without": []}) + text_frame(SENTENCE)
            )
        process.stdin.flush()
        numbers = []
        for _ in range(3):
            numbers.append(answer(process)["number"])
        process.stdin.close()
        assert numbers == [0, 1, 2]
