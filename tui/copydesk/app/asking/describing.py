"""Describing: attributes of an annotation, labels of an article, doubts and filters, with the fewest keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from copydesk.annotation.labels import UNSURE, Attribute
from copydesk.app.filtering import Filter, filters

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen

Value = TypeVar("Value")
Set = Callable[[str, "str | bool"], str]
"""Sets an attribute to a value and answers with a sentence for the person."""


def pick_attribute(screen: ReadingScreen) -> str:
    """Ask for an attribute of the annotation here, of those that its label declares."""
    reading = screen.reading
    item = reading.annotation if reading else None
    if reading is None or item is None:
        return "No annotation here to describe"
    declared = screen.library.labels.get(item.label).attrs
    if not declared:
        return f"{item.label} has no attributes: labels.toml declares them"
    return _describe(screen, item.label, declared, item.attrs, reading.describe)


def label_article(screen: ReadingScreen) -> str:
    """Ask for a label of the whole article, of those that the label file declares."""
    reading = screen.reading
    if reading is None:
        return "No article is open here"
    declared = screen.library.labels.document
    if not declared:
        return "No labels of whole articles are declared: labels.toml does, under [document]"
    return _describe(screen, "This article", declared, reading.desk.annotations.labels, reading.label_article)


def _describe(
    screen: ReadingScreen, title: str, declared: Mapping[str, Attribute], given: Mapping[str, Any], put: Set
) -> str:
    """Ask for one of some attributes: a choice with one key, a flag turned over with one, a text in the prompt."""
    entries: list[tuple[str, tuple[str, str | bool | None]]] = []
    for name, attribute in declared.items():
        now = given.get(name)
        if attribute.kind == "choice":
            for value in attribute.values:
                there = now == value
                entries.append(
                    (f"{name}: {value}{' ✓ (takes it away)' if there else ''}", (name, "" if there else value))
                )
        elif attribute.kind == "flag":
            entries.append((f"{name}{' ✓ (takes it away)' if now is True else ''}", (name, now is not True)))
        else:
            shown = "" if now in (None, "") else f": {now}"
            entries.append((f"{name}{shown} …", (name, None)))

    def chosen(answer: tuple[str, str | bool | None]) -> None:
        name, value = answer
        if value is None:
            _ask_text(screen, name, str(given.get(name, "")), lambda text: put(name, text))
        else:
            screen.say(put(name, value))

    choose(screen, title, entries, chosen)
    return ""


def _ask_text(screen: ReadingScreen, name: str, now: str, put: Callable[[str], str]) -> None:
    from copydesk.app.asking.prompt import Prompt

    shown = "".join(each for each in now if each.isprintable())

    def written(text: str | None) -> None:
        if text is not None and text != shown:
            screen.say(put(text.strip()))

    screen.app.push_screen(Prompt(name, shown), written)


def toggle_unsure(screen: ReadingScreen) -> str:
    """Flag the annotation here as one to look at again, or take the flag away; a proposal is accepted with it."""
    return screen.reading.doubt(UNSURE) if screen.reading else "No article is open here"


def pick_filter(screen: ReadingScreen) -> str:
    """Ask which annotations and proposals are hopped to and listed, in every pane."""
    if not screen.readings:
        return "No article is open here"
    spans = [span for each in screen.readings for span in (*each.desk.annotations, *each.desk.to_decide)]
    found = filters(
        (span for span in spans if span.status != "rejected"), [each.name for each in screen.library.labels]
    )
    now = next((each.filter for each in screen.readings if each.filter), None)
    entries: list[tuple[str, Filter | None]] = [("everything", None)] if now else []
    entries += [(f"{each} ({number})", each) for each, number in found]
    if not entries:
        return "There is nothing to filter yet"

    def chosen(only: Filter | None) -> None:
        for each in screen.readings:
            each.filter = only
        screen.say(f"Only {only}: tab and J hop to these alone" if only else "Everything again")

    choose(screen, "Only", entries, chosen)
    return ""


def choose(
    screen: ReadingScreen, title: str, entries: Sequence[tuple[str, Value]], chosen: Callable[[Value], object]
) -> None:
    """Ask for one of some entries: with one key where they are few, by typing where they are many."""
    from copydesk.app.asking.chooser import HINTS, Chooser

    def answered(index: int | None) -> None:
        if index is not None:
            chosen(entries[index][1])

    if len(entries) <= len(HINTS):
        screen.app.push_screen(Chooser(title, [name for name, _ in entries]), answered)
    else:
        from copydesk.app.asking.dialogs import pick

        pick(screen, title, entries, chosen)
