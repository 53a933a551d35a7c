"""`copydesk check`: prove every annotation file, and list what is wrong."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from copydesk.cli import console
from copydesk.cli.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse

    from copydesk.store.article import Article

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


def run(arguments: argparse.Namespace) -> ExitCode:
    """Prove the annotation files; what is wrong goes to standard error, one line each.

    Returns:
        FINDINGS when anything is wrong, else FINE.

    Raises:
        InputError: When a path cannot be opened.
    """
    from copydesk.store.proof import annotation_files, prove, prove_labels

    articles, folders = _what(arguments)
    proved: dict[str, Article | None] = {}
    for article in articles:
        if article.annotation_path.exists():
            proved[str(article.annotation_path)] = article
    real = {os.path.realpath(path) for path in proved}
    for folder in folders:
        for file in annotation_files(folder, arguments.annotator):
            if os.path.realpath(file) not in real:
                proved[str(file)] = None
    problems = [problem for folder in folders for problem in prove_labels(folder)]
    annotations = unproved = 0
    for path, owner in console.progress(proved.items(), "checking", total=len(proved)):
        proof = prove(Path(path), owner)
        annotations += proof.annotations
        unproved += proof.unproved
        problems += proof.problems
    for problem in problems:
        console.say(str(problem))
    if unproved:
        console.say(f"{unproved} files belong to standard input and cannot be proved")
    verdict = f"{len(problems)} wrong" if problems else "all is well"
    console.say(f"{len(proved)} annotation files, {annotations} annotations: {verdict}")
    return ExitCode.FINDINGS if problems else ExitCode.FINE


def _what(arguments: argparse.Namespace) -> tuple[list[Article], list[Path]]:
    """The articles whose annotation files are to be proved, and the folders of annotations to be proved as a whole."""
    from copydesk.cli.opening import load_config, open_corpus
    from copydesk.store.corpus import FOLDER, Corpus

    config = load_config()
    paths = [Path(path) for path in arguments.paths]
    folder = arguments.annotations or config.annotations
    whole = folder or Path(FOLDER)
    if not paths and whole.is_dir():
        return [], [whole]
    corpus = open_corpus(paths, config, annotations=folder, annotator=arguments.annotator)
    opened = [Corpus.open([path], folder) for path in paths or [Path()] if path.is_dir()]
    return list(corpus), list(dict.fromkeys(each.annotations for each in opened if each.annotations.is_dir()))
