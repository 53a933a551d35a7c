"""`copydesk stats`: what was annotated, by label, article and annotator; as a table, JSON or a plot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from copydesk.cli import console
from copydesk.cli.exit_code import ExitCode
from copydesk.cli.output import write_line, write_words
from copydesk.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from copydesk.annotation.statistics import Counted, Row, Statistics
    from copydesk.store.corpus.article import Article
    from copydesk.store.corpus.corpus import Corpus
    from copydesk.store.personal.activity import Work

NAME: Final = "stats"
SUMMARY: Final = "count annotations by label, article and annotator"

BAR: Final = 32
"""Cells of the longest bar."""
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.epilog = "Keys and active seconds are one's own, from the state folder; activity = false switches them off."
    add = parser.add_argument
    add("paths", metavar="PATH", nargs="*", help="an article or a folder of them (default: the current folder)")
    add("-a", "--annotations", metavar="DIR", type=Path, help="the folder of annotations")
    add("--annotator", metavar="NAME", default="", help="only the files of this annotator (default: of everybody)")
    add("--json", action="store_true", help="as one JSON object")
    add("--svg", metavar="FILE", type=Path, help="draw the labels as bars into a file as well")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Count and print.

    Returns:
        FINDINGS when an annotation file could not be read, else FINE.

    Raises:
        CopydeskError: When a path cannot be opened, or the picture not be written.
    """
    from copydesk.annotation.statistics import statistics
    from copydesk.cli.opening import load_config, say_skipped
    from copydesk.store.corpus.corpus import Corpus
    from copydesk.store.personal.activity import noted

    config = load_config()
    annotations = arguments.annotations or config.annotations
    corpus = Corpus.open(arguments.paths or [Path()], annotations, arguments.annotator)
    say_skipped(corpus)
    problems: list[InputError] = []
    paths = list(_paths(corpus))
    found = statistics(corpus.articles.ids(0, len(corpus)), _files(console.progress(paths, "counting"), problems))
    for problem in problems:
        console.warn(str(problem))
    files = {str(path.absolute()) for _, _, path in paths}
    work = {path: each for path, each in noted().items() if path in files}
    if arguments.svg:
        _draw(found, arguments.svg)
    if arguments.json:
        activity = _activity(work)
        write_line(json.dumps(found.as_json() | {"activity": activity}, ensure_ascii=False, indent=2))
    else:
        write_words("\n".join(_table(found, _activity(work))))
    return ExitCode.FINDINGS if problems else ExitCode.FINE


def _paths(corpus: Corpus) -> Iterator[tuple[Article, str, Path]]:
    """The annotation files that articles may have, with the article and the annotator whose they are."""
    from copydesk.store.annotations.annotators import annotation_paths

    if corpus.annotator:
        yield from ((article, corpus.annotator, article.annotation_path) for article in corpus)
        return
    for article, paths in annotation_paths(corpus):
        yield from ((article, annotator, path) for annotator, path in paths.items())


def _files(paths: Iterable[tuple[Article, str, Path]], problems: list[InputError]) -> Iterator[Counted]:
    from copydesk.annotation.statistics import Counted
    from copydesk.store.annotations.file_cache import personal_cache
    from copydesk.store.annotations.reader import read_annotation_file
    from copydesk.store.files.file_bytes import may_exist

    cache = personal_cache()
    for article, annotator, path in paths:
        if not may_exist(path):
            continue
        try:
            document = article.read()
            file = read_annotation_file(path, document, cache)
        except InputError as error:
            problems.append(error)
            continue
        problems += file.problems
        yield Counted(article.id, annotator, document.text, file.snapshot)


def _activity(work: Mapping[str, Work]) -> dict[str, float]:
    """Keys, active seconds and decisions, and the first two for each decision."""
    keys, seconds = sum(each.keys for each in work.values()), sum(each.seconds for each in work.values())
    decisions = sum(each.decisions for each in work.values())
    each = {"keys_each": round(keys / decisions, 2), "seconds_each": round(seconds / decisions, 1)} if decisions else {}
    return {"keys": keys, "seconds": round(seconds, 1), "decisions": decisions, **each}


def _table(found: Statistics, activity: Mapping[str, float]) -> Iterator[str]:
    total = found.total
    yield f"{found.articles} articles: {found.done} done, {found.begun - found.done} begun, {_rest(found)} untouched"
    yield f"  {_bar(found.done, max(1, found.articles))} {found.done}/{found.articles} done"
    yield f"{total.annotations} annotations, {total.relations} relations, {total.rejected} rejected"
    yield from _labels(found)
    yield from _rows("article", found.by_article)
    if set(found.by_annotator) - {""}:
        yield from _rows("annotator", {name or "(no name)": row for name, row in found.by_annotator.items()})
    if found.sources:
        yield ""
        yield f"{'proposed by':20} {'as proposed':>11} {'corrected':>9} {'rejected':>8}"
        for name, row in sorted(found.sources.items()):
            shown = console.printable(name)
            yield f"{shown:20} {row.accepted:11} {row.corrected:9} {row.rejected:8}"
    if activity.get("decisions"):
        yield ""
        yield (
            f"{activity['keys']} keys and {activity['seconds']:.0f} active seconds here for "
            f"{activity['decisions']} decisions: {activity['keys_each']} keys, {activity['seconds_each']} seconds each"
        )


def _rest(found: Statistics) -> int:
    return max(0, found.articles - max(found.begun, found.done))


def _labels(found: Statistics) -> Iterator[str]:
    if not found.labels:
        return
    most = max(row.annotations for row in found.labels.values())
    width = max(len("label"), *map(len, map(console.printable, found.labels)))
    yield ""
    yield f"{'label':{width}} {'count':>6} {'share':>6} {'words':>6} {'rejected':>8} {'length':>12}"
    for label, row in found.labels.items():
        share = row.annotations / max(1, found.total.annotations)
        yield (
            f"{console.printable(label):{width}} {row.annotations:6} {share:6.1%} {found.distinct[label]:6} "
            f"{row.rejected:8} {_lengths(row):>12}  {_bar(row.annotations, most)}".rstrip()
        )


def _rows(what: str, rows: Mapping[str, Row]) -> Iterator[str]:
    width = min(40, max(len(what), *map(len, map(console.printable, rows)))) if rows else len(what)
    yield ""
    yield f"{what:{width}} {'count':>6} {'rejected':>8} {'relations':>9}"
    for name, row in rows.items():
        yield f"{console.printable(name)[:width]:{width}} {row.annotations:6} {row.rejected:8} {row.relations:9}"


def _lengths(row: Row) -> str:
    low, middle, high = row.lengths
    return f"{low}/{middle:g}/{high}" if row.annotations else "-"


def _bar(part: int, whole: int) -> str:
    """A bar of `BAR` cells at most, exact to an eighth of a cell."""
    eighths = round(part / max(1, whole) * BAR * 8)
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")


def _draw(found: Statistics, file: Path) -> None:
    """Draw the labels as bars.

    Raises:
        StoreError: When the file cannot be written.
    """
    from copydesk.store.files.atomic import write_atomically

    write_atomically(file, bars_svg([(label, row.annotations) for label, row in found.labels.items()]).encode())


def bars_svg(bars: Sequence[tuple[str, int]]) -> str:
    """Horizontal bars with their names and counts, as an SVG that stands alone and follows the reader's colours."""
    from html import escape

    most = max((count for _, count in bars), default=1) or 1
    height = 26 * len(bars) + 16
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {height}" role="img" font-family="sans-serif">',
        "<title>Annotations by label</title>",
        '<rect width="640" height="100%" fill="#fbfaf7"/>',
    ]
    for index, (name, count) in enumerate(bars):
        y, width = 8 + 26 * index, 440 * count / most
        shown = escape(console.printable(name))
        lines.append(f'<text x="120" y="{y + 17}" text-anchor="end" font-size="14" fill="#1d1f23">{shown}</text>')
        lines.append(f'<rect x="128" y="{y + 3}" width="{width:.1f}" height="18" fill="#2c6fad"/>')
        lines.append(f'<text x="{134 + width:.1f}" y="{y + 17}" font-size="14" fill="#1d1f23">{count}</text>')
    return "\n".join([*lines, "</svg>", ""])
