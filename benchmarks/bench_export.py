"""How many spans a second leave: 100,000 articles with 1,000,000 spans, from loaded annotations, and in what memory.

    python benchmarks/bench_export.py [--articles N] [--formats jsonl,parquet,…] [--toml N] [--to FORMAT] [--jobs N]
                                      [--rounds N]

Articles are made as they are taken, from a few templates, so that what is measured is the writing: the time that making
them takes is measured alone and taken off. `--toml N` also measures N annotation files on the disk, reading included:
as this program writes them, and as somebody else might; of these the second time comes from the cache, one of its own.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span
from copydesk.errors import MissingExtra
from copydesk.formats.format import ExportArticle, ExportOptions
from copydesk.formats.registry import get_format
from copydesk.formats.report import Report
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.text.document import Document

SPANS = 10
"""In each article."""
TEMPLATES = 500
SLOW = {"spacy", "iob2", "bioes", "hf", "gliner", "conllu", "webanno", "cas", "tei"}
"""Formats of tokens are measured on a tenth of the articles."""

WORDS = (
    "the of a council mayor said on Monday that Lund would rebuild its harbour after storms Ana Ruiz Bo Ek €3m".split()
)
LABELS = ("PERSON", "ORG", "GPE", "DATE", "QUOTE")


def template(seed: int) -> ExportArticle:
    """One article of about 800 characters."""
    chance = random.Random(seed)
    words = [chance.choice(WORDS) for _ in range(150)]
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    chosen = sorted(chance.sample(range(len(words) - 3), SPANS))
    spans = tuple(
        Span(
            label=LABELS[n % 5], start=starts[at], end=starts[at + 1] + len(words[at + 1]), source="names@1", score=0.9
        )
        for n, at in enumerate(chosen)
    )
    return ExportArticle("t", "t.txt", Document.from_text(" ".join(words)), Snapshot(spans=spans, status="done"))


def articles(count: int, templates: list[ExportArticle]) -> Iterator[ExportArticle]:
    """So many articles, one at a time."""
    for number in range(count):
        made = templates[number % len(templates)]
        yield ExportArticle(f"article-{number}", f"seeds/article-{number}.txt", made.document, made.snapshot)


def peak() -> float:
    """The most memory that the process ever had, in MiB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def measure(name: str, count: int, templates: list[ExportArticle], rounds: int) -> None:
    """Write one format a few times, and print the figures of the best: other work on the machine only slows."""
    before = peak()
    try:
        seconds, spans, size = min(write_once(name, count, templates) for _ in range(rounds))
    except MissingExtra as missing:
        print(f"{name:12} {missing}")
        return
    print(
        f"{name:12} {spans:9,} spans {seconds:7.2f} s CPU {spans / seconds:9,.0f} spans/s {size / 1e6:7.1f} MB"
        f"  +{peak() - before:.0f} MiB"
    )


def write_once(name: str, count: int, templates: list[ExportArticle]) -> tuple[float, int, int]:
    """CPU seconds, spans and bytes of writing one format; making the articles is taken off."""
    target = get_format(name)
    begun = time.process_time()
    for _ in articles(count, templates):
        pass
    making = time.process_time() - begun
    report = Report()
    options = ExportOptions(overlap=None if target.carries.overlap else "longest")
    with tempfile.TemporaryDirectory() as folder:
        begun = time.process_time()
        if target.write_folder:
            target.write_folder(articles(count, templates), Path(folder), options, report)
        else:
            assert target.write
            with Path(folder, "out").open("wb") as out:
                target.write(articles(count, templates), out, options, report)
        seconds = time.process_time() - begun - making
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    return seconds, report.spans, size


def measure_files(count: int, templates: list[ExportArticle], to: str, jobs: int, rounds: int) -> None:
    """Export annotation files from the disk by the command itself, a few times, and print what each time took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for made, foreign in (("as this program writes them", False), ("as somebody else might", True)):
            write_files(folder, count, templates, foreign=foreign)
            print(f"{count * SPANS:,} spans of {count:,} files on the disk, {made}, --to {to} --jobs {jobs}")
            for number in range(rounds):
                run_export(folder, count, to, jobs, f"time {number + 1}")


def write_files(folder: Path, count: int, templates: list[ExportArticle], *, foreign: bool) -> None:
    """Write articles and their annotations into two folders.

    Args:
        folder: Where the folders are.
        count: How many.
        templates: What the articles are made of.
        foreign: Whether each annotation has a key that this program does not know.
    """
    for part in ("articles", "annotations"):
        (folder / part).mkdir(exist_ok=True)
    for article in articles(count, templates):
        (folder / "articles" / f"{article.id}.txt").write_bytes(article.document.text.encode())
        source = render_annotation_file(article.snapshot, article.document, f"../articles/{article.id}.txt")
        if foreign:
            source = source.replace("score = ", "weight = 1\nscore = ")
        (folder / "annotations" / f"{article.id}.toml").write_bytes(source.encode())


def run_export(folder: Path, count: int, to: str, jobs: int, what: str) -> None:
    """Run the command in a process of its own, with a cache of its own, and print what it took."""
    command = [sys.executable, "-m", "copydesk", "export", str(folder / "articles"), "--to", to]
    command += ["-o", str(folder / "out"), "--force", "--jobs", str(jobs)]
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, env=os.environ | {"XDG_CACHE_HOME": str(folder / "cache")}, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    if status:
        raise SystemExit("the export failed")
    processor = used.ru_utime + used.ru_stime
    memory = used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(
        f"  {what}: {wall:7.2f} s, {processor:7.2f} s CPU in all processes, {count * SPANS / wall:9,.0f} spans/s,"
        f" {memory:.0f} MiB in the largest"
    )


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--formats", default="jsonl,parquet,csv,chat,gliner2,iob2,hf,gliner")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--toml", type=int, default=1_000)
    parser.add_argument("--to", default="jsonl")
    chosen = parser.parse_args()
    templates = [template(seed) for seed in range(TEMPLATES)]
    for name in filter(None, chosen.formats.split(",")):
        measure(name, chosen.articles // (10 if name in SLOW else 1), templates, chosen.rounds)
    if chosen.toml:
        measure_files(chosen.toml, templates, chosen.to, chosen.jobs, chosen.rounds)


if __name__ == "__main__":
    main()
