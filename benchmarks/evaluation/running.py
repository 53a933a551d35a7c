"""Running engines: each in a process of its own, one after the other, never two at a time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copydesk.errors import InputError
from evaluation.articles import Annotated, annotated

_BENCHMARKS = Path(__file__).absolute().parents[1]
_SOURCES = _BENCHMARKS.parent / "tui"
_SCRIPT = Path(__file__).absolute().with_name("engine_process.py")


@dataclass(frozen=True, slots=True)
class Run:
    """What an engine made of some articles, and what it cost.

    Attributes:
        engine: The name it was asked for by.
        title: What it is called in the table.
        articles: The articles with its predictions, in the order they were given.
        to_first: Seconds from the start of the process to the proposals of the first article.
        characters: How many were read.
        seconds: The time spent in the engine once it was loaded and warm.
        cpu_seconds: The time that processors spent there, all threads together.
        megabytes: The most memory that was resident (10**6 bytes), if the system tells.
        problems: What the engine reported, and for how many articles; 0 for a problem of loading.
    """

    engine: str
    title: str
    articles: tuple[Annotated, ...]
    to_first: float
    characters: int
    seconds: float
    cpu_seconds: float
    megabytes: float | None
    problems: Mapping[str, int]

    @property
    def speed(self) -> float:
        """Characters a second, loading not counted."""
        return self.characters / self.seconds if self.seconds else 0.0

    @property
    def cpu_speed(self) -> float:
        """Characters for each second that a processor spent: what else runs on the machine matters less to it."""
        return self.characters / self.cpu_seconds if self.cpu_seconds else 0.0


def engines_of(python: str) -> list[str]:
    """The engines that an interpreter can run.

    Raises:
        InputError: When the interpreter cannot be run.
    """
    with _process(python, "--list") as process:
        answers = list(_messages(process))
    _refuse_failure(process, "--list", python)
    engines: list[str] = answers[-1]["engines"]
    return engines


def run_engine(engine: str, articles: Sequence[Annotated], python: str = sys.executable) -> Run:
    """What an engine makes of articles.

    Args:
        engine: Its name, see `engines.make_engine`.
        articles: The articles; only their texts are shown to it.
        python: The interpreter that runs it.

    Raises:
        InputError: When there is no such engine, or it failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "articles.jsonl")
        lines = (json.dumps({"id": article.id, "text": article.text}) + "\n" for article in articles)
        path.write_text("".join(lines), encoding="utf-8", newline="\n")
        began = time.perf_counter()
        with _process(python, engine, str(path)) as process:
            answers = _messages(process)
            next(answers, None)
            to_first = time.perf_counter() - began
            records = list(answers)
    _refuse_failure(process, engine, python)
    *found, cost = records
    return Run(
        engine,
        cost["title"],
        tuple(annotated({**record, "text": article.text}) for record, article in zip(found, articles, strict=True)),
        to_first,
        cost["characters"],
        cost["seconds"],
        cost["cpu_seconds"],
        cost["megabytes"],
        cost["problems"],
    )


def _process(python: str, *arguments: str) -> subprocess.Popen[str]:
    inherited = os.environ.get("PYTHONPATH", "")
    paths = [str(_SOURCES), str(_BENCHMARKS), *([inherited] if inherited else [])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    # Without compiled bytecode the start of every engine would mostly be compiling.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        return subprocess.Popen(
            [python, "-P", "-W", "ignore", str(_SCRIPT), *arguments],
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=environment,
        )
    except OSError as error:
        raise InputError(f"the interpreter {python} cannot be run: {error}") from error


def _messages(process: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    assert process.stdout is not None
    return (json.loads(line) for line in process.stdout)


def _refuse_failure(process: subprocess.Popen[str], engine: str, python: str) -> None:
    if process.returncode:
        raise InputError(
            f"{engine} ended with status {process.returncode} under {python}",
            remedy="What it said is above",
        )
