"""What `copydesk export` says on standard error: what does not fit, what was written, and how a split came out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from copydesk.cli import console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.formats.datasets.card import CardFacts
    from copydesk.formats.format import ExportOptions, Format
    from copydesk.formats.report import Report

LISTED: Final = 20
"""How many refused annotations, or missing labels, are listed before the rest is only counted."""
LONGEST_SHOWN: Final = 50
"""Code points of a span that are shown."""


def say_idle(target: Format, *, align: str | None, tokens: str | None, overlap: str | None) -> None:
    """Say which of the options that were given mean nothing to a format."""
    if target.carries.subtoken:
        for name, given in (("--align", align), ("--tokens", tokens)):
            if given:
                console.warn(f"{name} means nothing to {target.name}, which has no tokens")
    if overlap and target.carries.overlap and target.name != "spacy":
        console.warn(f"--overlap means nothing to {target.name}, in which spans may overlap")


def list_refusals(report: Report) -> None:
    """The first of the annotations that do not fit."""
    for record in report.refusals[:LISTED]:
        span = record.before
        place = f"{span['label']} {span['start']}-{span['end']}"
        console.say(f"  {record.article} {record.annotation} {record.reason}: {place} {_short(span['text'])}")
    if len(report.refusals) > LISTED:
        console.say(f"  and {len(report.refusals) - LISTED} more (all of them with --report FILE)")


def summarise(target: Format, report: Report, options: ExportOptions, *, listed: bool) -> None:
    """What was written, and what was not; `listed` says whether that is in a file, annotation by annotation."""
    counts = f"{report.articles} articles, {report.spans} spans"
    console.say(counts + (f", {report.relations} relations" if target.carries.relations else ""))
    for (reason, action), number in sorted(report.counts.items()):
        console.say(f"  {number} {action}: {reason}")
    if report.counts and not listed:
        console.say("  each of them is listed with --report FILE")
    homeless = sum(report.counts[reason, "omitted"] for reason in ("orphaned", "unusable"))
    if homeless:
        console.warn(
            f"{homeless} entries of the annotation files have no place in their articles: copydesk check lists them"
        )
    if report.open:
        console.warn(
            f"{report.open} of {report.articles} articles are not marked done: what is not annotated in them is no"
            " certain negative (--status done leaves them out)"
        )
    if report.bare:
        console.warn(f"{report.bare} of {report.articles} articles have no annotations")
    if target.name == "spacy" and not options.overlap:
        console.say('  the spans are in doc.spans["sc"]; --overlap longest or first fills doc.ents too')


def say_split(facts: CardFacts, seed: int | None) -> None:
    """How a split came out: the sides, the seed that gives them again, and what a side lacks."""
    if facts.seed is None:
        return
    console.say("  " + ", ".join(f"{number} in {side}" for side, number in facts.sizes.items()))
    if facts.duplicates:
        console.say(f"  {facts.duplicates} articles are near-duplicates of another, and on its side")
    if seed is None:
        console.say(
            f"  the seed is {facts.seed}: with --seed {facts.seed} articles keep their sides when others are added"
        )
    empty = [side for side, number in facts.sizes.items() if not number]
    if empty:
        console.warn(f"{' and '.join(empty)} have no articles" if len(empty) > 1 else f"{empty[0]} has no articles")
    for side in facts.sizes:
        labels = [label for where, label in facts.missing if where == side]
        if labels and side not in empty:
            console.warn(f"{side} has no {_listed(labels)}")


def _listed(names: Sequence[str]) -> str:
    """Names with commas; of many, the first, and how many more there are."""
    more = len(names) - LISTED
    return ", ".join(names[:LISTED]) + (f" and {more} more labels" if more > 0 else "")


def _short(text: str) -> str:
    return repr(text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…")
