"""How good detection is on labelled articles: ours beside spaCy's and textacy's, in one run.

    python benchmarks/detection.py benchmarks/gold/held-out
    python benchmarks/detection.py gold.jsonl --part tune --part report
    python benchmarks/detection.py gold.jsonl --engine rules --errors 10 --about speaker
    python benchmarks/detection.py gold.jsonl --spacy-python OTHER/bin/python

Gold is a folder of marked-up articles (see `gold/GUIDELINES.md`) or JSON Lines: what `copydesk export --to jsonl`
writes, or one of two raw forms (see `evaluation/articles.py`).
What each figure means is told in `evaluation/entity_scores.py` and `evaluation/quotation_scores.py`. Figures are in
percent, F1 where nothing else is said; in brackets the 95 % bootstrap interval by article. Every engine runs in a
process of its own, one after the other.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).absolute().parent))
sys.path.insert(0, str(Path(__file__).absolute().parents[1] / "tui"))

from evaluation.articles import GoldSet, read_gold
from evaluation.engines import PLAIN, TEXTACY, WHOLE, finds
from evaluation.errors import Error, entity_errors, quotation_errors
from evaluation.running import Run, engines_of, run_engine
from evaluation.scores import Scores, rows_of, score
from evaluation.tables import cost_table, error_listing, score_tables
from evaluation.tally import draws

from copydesk.errors import CopydeskError

REFUSED = 2
"""The exit status for input that cannot be used."""
SPACY_MAKERS = frozenset({PLAIN, WHOLE, TEXTACY, "spacy"})
"""First names of engines that are made of a spaCy pipeline."""


def main(argv: Sequence[str] | None = None) -> int:
    """Score, print, and write what was asked for."""
    arguments = _parser().parse_args(argv)
    try:
        engines = list(dict.fromkeys(arguments.engine)) or _available(arguments)
        results = [_scored(path, engines, arguments) for path in arguments.gold]
    except CopydeskError as error:
        print(error, file=sys.stderr)
        return REFUSED
    if arguments.json:
        text = json.dumps({"files": results}, ensure_ascii=False, indent=1)
        arguments.json.write_text(text + "\n", encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").partition("\n")[0], formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("gold", metavar="GOLD", nargs="+", type=Path, help="a file or a folder")
    parser.add_argument(
        "--part",
        action="append",
        choices=("tune", "report", "train"),
        default=[],
        help="only the articles that the hash of their names puts there; may be given again",
    )
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N articles of these")
    parser.add_argument(
        "--engine",
        action="append",
        default=[],
        metavar="NAME",
        help="an engine as `copydesk detect` takes it (rules, neural, spacy:PIPELINE), plain-spacy:PIPELINE for a "
        "pipeline's entities as they come, whole-spacy:PIPELINE for the same with all of the pipeline at work, or "
        "textacy:PIPELINE; a pipeline is an installed one or a folder; may be "
        "given again; by default all that can be had",
    )
    parser.add_argument(
        "--spacy-python",
        default=sys.executable,
        metavar="INTERPRETER",
        help="what runs the engines that are made of spaCy pipelines",
    )
    parser.add_argument("--rounds", type=int, default=1, metavar="N", help="let the engines take turns N times")
    parser.add_argument("--resamples", type=int, default=1000, metavar="N", help="for the intervals; 0 for none")
    parser.add_argument("--details", action="store_true", help="precision and recall before each F1")
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="the N worst articles and what is wrong there"
    )
    parser.add_argument(
        "--about", default="", metavar="WORD", help="only errors that concern this: ORG, missed, speaker"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything there as well")
    return parser


def _python(engine: str, arguments: argparse.Namespace) -> str:
    """The interpreter that runs an engine."""
    interpreter: str = arguments.spacy_python if engine.partition(":")[0] in SPACY_MAKERS else sys.executable
    return interpreter


def _available(arguments: argparse.Namespace) -> list[str]:
    """Every engine that can be run."""
    pythons = dict.fromkeys((sys.executable, arguments.spacy_python))
    listed = [(engine, python) for python in pythons for engine in engines_of(python)]
    return [engine for engine, python in listed if python == _python(engine, arguments)]


def _scored(path: Path, engines: Sequence[str], arguments: argparse.Namespace) -> dict[str, Any]:
    """Score one set of gold with all engines that look for what it labels; print its tables; return its record."""
    gold = read_gold(path, arguments.part, arguments.limit)
    wanted = {what for what, there in (("entities", gold.labels), ("quotations", gold.kinds)) if there}
    asked = [engine for engine in engines if finds(engine) & wanted]
    runs: dict[str, list[Run]] = {engine: [] for engine in asked}
    for _ in range(max(1, arguments.rounds)):
        for engine in asked:
            runs[engine].append(run_engine(engine, gold.articles, _python(engine, arguments)))
    scores = {engine: score(gold, runs[engine][0].articles, finds(engine)) for engine in asked}
    result = _record(gold, runs, scores, arguments)
    parts = ", ".join(arguments.part) or "all"
    print(f"{path.name} · part: {parts} · {result['articles']:,} articles, {result['characters']:,} characters\n")
    for line in (*score_tables(result, details=arguments.details), *cost_table(result)):
        print(line)
    for engine in asked:
        run = runs[engine][0]
        for problem, times in run.problems.items():
            print(f"{run.title}{f', {times} articles' if times else ''}: {problem}", file=sys.stderr)
        if arguments.errors:
            for line in error_listing(run.title, _errors(gold, run, finds(engine), arguments.about), arguments.errors):
                print(line)
    return result


def _record(
    gold: GoldSet, runs: dict[str, list[Run]], scores: dict[str, Scores], arguments: argparse.Namespace
) -> dict[str, Any]:
    samples = draws(len(gold.articles), arguments.resamples)
    groups: dict[str, list[str]] = {}
    for row in rows_of(gold):
        groups.setdefault(row.group, []).append(row.name)
    records = []
    for engine, rounds in runs.items():
        figures: dict[str, dict[str, Any]] = {}
        for row in scores[engine].tallies:
            figures.setdefault(row.group, {})[row.name] = scores[engine].record(row, samples)
        memory = [run.megabytes for run in rounds if run.megabytes is not None]
        cost = {
            "to_first": median(run.to_first for run in rounds),
            "speed": median(run.speed for run in rounds),
            "cpu_speed": median(run.cpu_speed for run in rounds),
            "megabytes": median(memory) if memory else None,
        }
        records.append({"engine": engine, "title": rounds[0].title, "scores": figures, "cost": cost})
    return {
        "file": gold.path.name,
        "parts": arguments.part,
        "articles": len(gold.articles),
        "characters": sum(len(article.text) for article in gold.articles),
        "rows": groups,
        "engines": records,
    }


def _errors(gold: GoldSet, run: Run, looks_for: frozenset[str], about: str) -> list[Error]:
    errors: list[Error] = []
    for article, predicted in zip(gold.articles, run.articles, strict=True):
        if "entities" in looks_for:
            errors += entity_errors(gold.labels, article, predicted)
        if "quotations" in looks_for:
            errors += quotation_errors(gold.kinds, article, predicted)
    return [error for error in errors if about.lower() in error.pattern.lower()]


if __name__ == "__main__":
    sys.exit(main())
