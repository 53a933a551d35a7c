"""An engine in a process of its own, so that neither its time nor its memory mixes with another's.

    python engine_process.py ENGINE ARTICLES     annotate the articles of a file
    python engine_process.py --list              say which engines there are

ARTICLES is JSON Lines with `id` and `text`. On standard output the first article's proposals come once, as soon as they
are there; then those of all articles, one line each; then one line with `title`, `characters`, `seconds` and
`cpu_seconds` (spent in the engine alone, the first article a second time included), `megabytes` (the most that was
resident) and `problems` (each with the number of articles, 0 for one of loading).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from copydesk.detect.process.wire import article_record, json_line
from copydesk.errors import CopydeskError
from evaluation.engines import installed, make_engine

REFUSED = 2
"""The exit status for an engine that there is not; standard error says why."""


def main() -> int:
    """Run what the command line says."""
    answers = _private_standard_output()
    if sys.argv[1:] == ["--list"]:
        _say(answers, {"engines": installed()})
        return 0
    name, path = sys.argv[1:]
    try:
        engine = make_engine(name)
    except CopydeskError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    with Path(path).open(encoding="utf-8", newline="\n") as lines:
        first = json.loads(next(lines))
        for proposals in engine.annotate([first["text"]]):
            _say(answers, _record(first, proposals))
    asked: list[dict[str, Any]] = []
    characters, seconds, cpu_seconds = 0, 0.0, 0.0
    problems = dict.fromkeys(engine.problems, 0)
    stream = engine.annotate(_texts(Path(path), asked))
    while True:
        began, cpu_began = time.perf_counter(), time.process_time()
        answer = next(stream, None)
        seconds += time.perf_counter() - began
        cpu_seconds += time.process_time() - cpu_began
        if answer is None:
            break
        article = asked.pop(0)
        characters += len(article["text"])
        for problem in answer.problems:
            problems[problem] = problems.get(problem, 0) + 1
        _say(answers, _record(article, answer))
    statistics = {"title": engine.title, "characters": characters, "seconds": seconds, "problems": problems}
    _say(answers, {**statistics, "cpu_seconds": cpu_seconds, "megabytes": peak_megabytes()})
    return 0


def _texts(path: Path, asked: list[dict[str, Any]]) -> Iterator[str]:
    """The texts of a file, read as they are asked for; what was read and not yet answered is in `asked`."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            asked.append(json.loads(line))
            yield asked[-1]["text"]


def _record(article: dict[str, Any], proposals: Any) -> dict[str, Any]:
    return article_record(
        id=article["id"],
        path="",
        sha256="",
        text="",
        spans=proposals.spans,
        relations=proposals.relations,
    )


def _say(answers: TextIO, message: dict[str, Any]) -> None:
    answers.write(json_line(message) + "\n")
    answers.flush()


def _private_standard_output() -> TextIO:
    """Standard output for answers alone: what an engine prints goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", newline="\n")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def peak_megabytes() -> float | None:
    """The most memory that this process had resident, in units of 10**6 bytes; None where the system does not tell.

    Linux keeps the peak of a process's own memory in /proc; `ru_maxrss` may be that of the process that started it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


if __name__ == "__main__":
    sys.exit(main())
