"""What `copydesk export` says on standard error: what does not fit, what was written, and how a split came out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from copydesk.cli import console

if TYPE_CHECKING:
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


def summarise(target: Format, report: Report, options: ExportOptions) -> None:
    """What was written, and what was not."""
    counts = f"{report.articles} articles, {report.spans} spans"
    console.say(counts + (f", {report.relations} relations" if target.carries.relations else ""))
    for (reason, action), number in sorted(report.counts.items()):
        console.say(f"  {number} {action}: {reason}")
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
    for side, label in facts.missing[:LISTED]:
        console.warn(f"{side} has no {label}")
    if len(facts.missing) > LISTED:
        console.warn(f"and {len(facts.missing) - LISTED} more labels are missing from a side")


def _short(text: str) -> str:
    return repr(text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…")
