"""The import command: annotations made elsewhere become annotation files, with their articles where needed."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.cli import console
from copydesk.cli.exit_code import ExitCode
from copydesk.errors import CopydeskError, InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from copydesk.formats.imports.importing import Plan
    from copydesk.formats.imports.reading import Findings
    from copydesk.store.annotations.receiving import ReceivingFolder

NAME = "import"
SUMMARY = "take over the annotations of another program"

ARTICLES = "articles"
"""The folder of articles where none is named: beside the folder of annotations, or here."""
LISTED = 20
"""How many problems are listed before the rest is only counted."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add = parser.add_argument
    add("files", metavar="FILE", nargs="*", type=Path, help="files, or folders where the format has folders")
    add("--from", dest="format", metavar="FORMAT", help="the format; --list lists them")
    add("--list", action="store_true", help="list the formats that can be imported, and do nothing else")
    add(
        "--articles",
        metavar="DIR",
        type=Path,
        help="the folder where articles are looked for and new ones come; by default articles/ beside the annotations",
    )
    add("-a", "--annotations", metavar="DIR", type=Path, help="the folder of annotations")
    add("--annotator", metavar="NAME", default="", help="whose annotations they become")
    add("--scheme", choices=("iob1", "iob2", "bioes", "bilou"), default="", help="of the tags of conll columns")
    add("--add-labels", action="store_true", help="add labels and relations that are new to labels.toml")
    add("--skip-bad", action="store_true", help="import what is sound where something is damaged")
    add("--dry-run", action="store_true", help="read and prove everything, and write nothing")
    add("--report", metavar="FILE", help="write all that is wrong or left out to FILE, as JSON Lines")
    add("--force", action="store_true", help="replace the report's FILE when it exists")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Import, and say what could not be.

    Returns:
        FINE when everything was imported, FINDINGS when something was skipped or could not be written, USAGE when
        something is damaged, and hence nothing was written.

    Raises:
        CopydeskError: When something cannot be used.
    """
    from copydesk.cli.opening import load_config
    from copydesk.formats.imports.importing import add_names, carry_out, plan_import
    from copydesk.formats.imports.readers import get_reader
    from copydesk.formats.imports.reading import Findings
    from copydesk.store.annotations.receiving import ReceivingFolder

    if arguments.list:
        _list_formats()
        return ExitCode.FINE
    if not arguments.format:
        raise InputError("no format is named", remedy="Name one with --from; copydesk import --list lists them")
    reader = get_reader(arguments.format)
    if not arguments.files:
        raise InputError("no file is named", remedy=f"Name one: {reader.name} reads {reader.reads}")
    if arguments.report and Path(arguments.report).exists() and not arguments.force:
        raise InputError("it exists already", path=arguments.report, remedy="Replace it with --force")
    config = load_config()
    annotations = arguments.annotations or config.annotations
    articles = arguments.articles or (annotations.parent / ARTICLES if annotations else Path(ARTICLES))
    folder = ReceivingFolder(articles, annotations, arguments.annotator or config.annotator)
    findings = Findings(arguments.scheme)
    plan = plan_import(reader, arguments.files, folder, findings, watch=console.progress)
    if arguments.report:
        _write_report(Path(arguments.report), findings)
    _tell(findings.notices, "left out")
    _tell(findings.problems, "damaged")
    if findings.problems and not arguments.skip_bad:
        number = len(findings.problems)
        console.warn(
            f"nothing was imported: {number} {'problem' if number == 1 else 'problems'}. Repair the file, or import"
            " what is sound with --skip-bad"
        )
        return ExitCode.USAGE
    failed: list[CopydeskError] = []
    if not arguments.dry_run:
        failed = carry_out(console.progress(plan.receipts, "writing"))
        if arguments.add_labels and (plan.labels or plan.types):
            add_names(folder.annotations, plan.labels, plan.types)
    _summarise(plan, folder, arguments)
    if failed:
        _tell(failed, "not written")
        console.warn(f"{len(failed)} of {len(plan.receipts)} articles were not written; import again to bring the rest")
    return ExitCode.FINDINGS if failed or findings.problems else ExitCode.FINE


def _tell(problems: Sequence[CopydeskError], what: str) -> None:
    """The first of some problems, and how many there are."""
    for problem in problems[:LISTED]:
        console.say(f"  {what}: {problem}")
    if len(problems) > LISTED:
        console.say(f"  {what}: {len(problems) - LISTED} more (all of them with --report FILE)")


def _write_report(path: Path, findings: Findings) -> None:
    """All that is wrong, and all that is left out, one record on each line."""
    from copydesk.store.files.atomic import writing

    with writing(path) as out:
        for kind, problems in (("damaged", findings.problems), ("left out", findings.notices)):
            for each in problems:
                record = {"file": str(each.path or ""), "line": each.line, "kind": kind, "problem": each.problem}
                line = json.dumps({**record, "remedy": each.remedy}, ensure_ascii=False)
                out.write(f"{line}\n".encode("utf-8", "backslashreplace"))


def _summarise(plan: Plan, folder: ReceivingFolder, arguments: argparse.Namespace) -> None:
    """What was imported, on standard error."""
    verb = "would be imported" if arguments.dry_run else "imported"
    new = f", {plan.new_articles} of them new in {folder.folder}" if plan.new_articles else ""
    known = f"; {plan.known} were here already" if plan.known else ""
    console.say(
        f"{plan.articles} articles{new}, {plan.spans} spans, {plan.relations} relations {verb}"
        f" into {folder.annotations}{known}"
    )
    for kind, names in (("label", plan.labels), ("relation", plan.types)):
        if names:
            fate = "added to" if arguments.add_labels and not arguments.dry_run else "not in"
            console.say(f"  {kind}s {fate} labels.toml: {_counted(names)}")
    if (plan.labels or plan.types) and not arguments.add_labels:
        console.say("  they are kept and shown, but have no key; --add-labels adds them")


def _counted(names: Counter[str]) -> str:
    """The names, the most frequent first, with how often they are there."""
    told = [f"{name[:40]} ({number})" for name, number in names.most_common(LISTED)]
    return ", ".join(told) + (f" and {len(names) - LISTED} more" if len(names) > LISTED else "")


def _list_formats() -> None:
    """The formats on standard output: they are what was asked for."""
    from copydesk.formats.imports.readers import all_readers

    for each in all_readers():
        needs = f'; needs the extra "{each.extra}"' if each.extra else ""
        sys.stdout.write(f"{each.name:13}{each.title}. Reads: {each.reads}{needs}.\n")
