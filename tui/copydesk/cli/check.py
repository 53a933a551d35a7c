"""`copydesk check`: prove every annotation file, list what is not in place, and put right what is certain."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from copydesk.cli import console
from copydesk.cli.exit_code import ExitCode
from copydesk.cli.output import write_line

if TYPE_CHECKING:
    import argparse

    from copydesk.errors import CopydeskError
    from copydesk.store.annotations.reanchoring import Move
    from copydesk.store.corpus.article import Article

NAME: Final = "check"
SUMMARY: Final = "prove that every annotation stands where its file says"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help="an article, or a folder of them with its whole folder of annotations (default: the folder annotations/"
        " here if there is one, else the current folder)",
    )
    parser.add_argument("-a", "--annotations", metavar="DIR", type=Path, help="the folder of annotations")
    parser.add_argument("--annotator", metavar="NAME", default="", help="only the files of this annotator")
    parser.add_argument("--json", action="store_true", help="what is found, as JSON Lines on standard output")
    parser.add_argument(
        "--fix",
        nargs="?",
        const="certain",
        choices=["certain", "close"],
        help="write what is certain into the annotation files; with --fix=close, close matches too",
    )


def run(arguments: argparse.Namespace) -> ExitCode:
    """Prove the annotation files; what is found goes to standard error, one line each, or as JSON to standard output.

    Returns:
        FINDINGS when anything is not exactly in place and was not put right, else FINE.

    Raises:
        InputError: When a path cannot be opened.
    """
    from copydesk.store.annotations.proof import annotation_files, prove, prove_labels
    from copydesk.store.files.file_bytes import may_exist

    articles, folders = _what(arguments)
    proved: dict[str, tuple[Path, Article | None]] = {}
    for article in articles:
        if may_exist(article.annotation_path):
            proved[str(article.annotation_path)] = (article.annotation_folder, article)
    real = {os.path.realpath(path) for path in proved}
    for folder in folders:
        for file in annotation_files(folder, arguments.annotator):
            if os.path.realpath(file) not in real:
                proved[str(file)] = (folder, None)
    say = _say_json if arguments.json else _say
    counts: Counter[str] = Counter()
    for problem in (problem for folder in folders for problem in prove_labels(folder)):
        say(problem)
        counts["wrong"] += 1
    for path, (folder, owner) in console.progress(proved.items(), "checking", total=len(proved)):
        proof = prove(Path(path), folder, owner, arguments.fix)
        for problem in proof.problems:
            say(problem)
        left = {move.id for move in proof.left}
        for move in proof.moves:
            say(_Finding(path, move, move.id not in left))
            counts[move.proof] += 1
        counts["annotations"] += proof.annotations
        counts["unproved"] += proof.unproved
        counts["written"] += proof.written
        counts["wrong"] += len(proof.problems)
        counts["left"] += len(proof.left)
    if counts["unproved"]:
        console.say(f"{counts['unproved']} files belong to standard input and cannot be proved")
    console.say(f"{len(proved)} annotation files, {counts['annotations']} annotations: {_verdict(counts)}")
    if arguments.fix:
        console.say(f"{counts['written']} files written, {counts['left']} annotations left to a person")
    return ExitCode.FINDINGS if counts["wrong"] or counts["left"] else ExitCode.FINE


class _Finding(NamedTuple):
    """An annotation that is not, or was not, exactly in place."""

    path: str
    move: Move
    fixed: bool

    def __str__(self) -> str:
        from copydesk.store.annotations.proof import shorten

        move = self.move
        stood = f"{self.path}: annotation {move.id}: {move.label} {shorten(move.words)} stood at {_range(move.old)}"
        if move.new is None:
            return f"{stood} and is not found"
        how = {"git": ", as git tells", "close": f", nearly the same ({move.score:.2f})"}.get(move.proof, "")
        return f"{stood} and stands at {_range(move.new)}{how}{'; fixed' if self.fixed else ''}"


def _say(finding: CopydeskError | _Finding) -> None:
    console.say(str(finding))


def _say_json(finding: CopydeskError | _Finding) -> None:
    """One line of JSON."""
    import dataclasses
    import json

    if isinstance(finding, _Finding):
        move = finding.move
        record = {"file": finding.path, **dataclasses.asdict(move), "fixed": finding.fixed}
    else:
        file = None if finding.path is None else str(finding.path)
        record = {"file": file, "line": finding.line, "problem": finding.problem, "remedy": finding.remedy}
    write_line(json.dumps(record, ensure_ascii=False))


def _range(place: tuple[int, int]) -> str:
    return f"{place[0]} to {place[1]}"


def _verdict(counts: Counter[str]) -> str:
    """What was found, counted."""
    words = {"moved": "moved", "git": "moved as git tells", "close": "close matches", "orphaned": "orphaned"}
    said = [f"{counts[key]} {word}" for key, word in {**words, "wrong": "wrong"}.items() if counts[key]]
    return ", ".join(said) or "all is well"


def _what(arguments: argparse.Namespace) -> tuple[list[Article], list[Path]]:
    """The articles whose annotation files are to be proved, and the folders of annotations to be proved as a whole."""
    from copydesk.cli.opening import load_config, open_corpus
    from copydesk.store.corpus.corpus import FOLDER, Corpus

    config = load_config()
    paths = [Path(path) for path in arguments.paths]
    folder = arguments.annotations or config.annotations
    whole = folder or Path(FOLDER)
    if not paths and whole.is_dir():
        return [], [whole]
    corpus = open_corpus(paths, config, annotations=folder, annotator=arguments.annotator)
    opened = [Corpus.open([path], folder) for path in paths or [Path()] if path.is_dir()]
    return list(corpus), list(dict.fromkeys(each.annotations for each in opened if each.annotations.is_dir()))
