"""Labelling: labels added, renamed, recoloured, described, ordered and given keys from within the app."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal

from copydesk.annotation import label_changes
from copydesk.annotation.label_changes import Change
from copydesk.annotation.labels import DEPENDENT, PASSAGES, LabelSet
from copydesk.app.asking.describing import choose
from copydesk.errors import CopydeskError

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen
    from copydesk.store.labels.renaming import Survey

MOST_NAMED = 3
"""So many files that could not be renamed are named."""
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_EXAMPLES = re.compile(r"\s*;\s*")
Action = Literal["rename", "describe", "examples", "colour", "key", "up", "down"]
_ACTIONS: Final[dict[Action, str]] = {
    "rename": "rename it everywhere …",
    "describe": "describe it …",
    "examples": "give examples …",
    "colour": "colour it …",
    "key": "give it a key …",
    "up": "move it up",
    "down": "move it down",
}


def edit_labels(screen: ReadingScreen) -> str:
    """Ask for a label and what to do with it; the one under the cursor first."""
    from copydesk.app.asking.dialogs import pick

    labels = screen.library.labels
    here = screen.reading.item.label if screen.reading and screen.reading.item else ""
    names = sorted((each.name for each in labels), key=lambda name: name != here)
    entries = [("A new label …", "")] + [(f"{name} · {labels.get(name).description}", name) for name in names]
    if here in labels:
        entries.append(entries.pop(0))
    pick(screen, "Labels", entries, lambda name: _actions(screen, name) if name else add_label(screen))
    return ""


def add_label(screen: ReadingScreen) -> str:
    """Ask for the name of a new label."""
    _ask(screen, "New label", "", lambda name: _change(screen, lambda labels: label_changes.added(labels, name)))
    return ""


def _actions(screen: ReadingScreen, name: str) -> None:
    entries = [(said, action) for action, said in _ACTIONS.items()]
    choose(screen, name, entries, lambda action: _act(screen, name, action))


def _act(screen: ReadingScreen, name: str, action: Action) -> None:
    label = screen.library.labels.get(name)

    def facts(key: str, value: object) -> None:
        _change(screen, lambda labels: label_changes.changed(labels, name, **{key: value}))

    match action:
        case "rename":
            _ask(screen, f"{name} is to be called", name, lambda new: _begin_renaming(screen, name, new))
        case "describe":
            _ask(screen, f"{name} is", label.description, lambda said: facts("description", said), empty=True)
        case "examples":
            shown = "; ".join(label.examples)
            _ask(screen, f"{name}, such as (;)", shown, lambda said: facts("examples", _split(said)), empty=True)
        case "colour":
            title = f"Colour of {name} (#rrggbb)"
            _ask(screen, title, label.color, lambda said: _recolor(screen, name, said), empty=True)
        case "key":
            _ask(screen, f"Key of {name}", label.key, lambda said: _rekey(screen, name, said), empty=True)
        case "up" | "down":
            by = -1 if action == "up" else 1
            _change(screen, lambda labels: label_changes.moved(labels, name, by))


def _split(said: str) -> tuple[str, ...]:
    return tuple(filter(None, _EXAMPLES.split(said)))


def _recolor(screen: ReadingScreen, name: str, said: str) -> None:
    if said and not _COLOR.fullmatch(said) and not said.isalpha():
        screen.say(f"{said} is no colour: write #rrggbb, a colour's name, or nothing for the theme's")
        return
    _change(screen, lambda labels: label_changes.changed(labels, name, color=said))


def _rekey(screen: ReadingScreen, name: str, said: str) -> None:
    if len(said) > 1 or (said and (not said.isprintable() or said.isspace())):
        screen.say("A label's key is one character")
        return
    _change(screen, lambda labels: label_changes.changed(labels, name, key=said))


def _change(screen: ReadingScreen, change: Change) -> bool:
    """Change the label file and let the new label set be in force; says why where that cannot be."""
    try:
        labels = screen.library.change_labels(change)
    except (CopydeskError, ValueError) as error:
        screen.say(f"The labels stay as they are: {error}")
        return False
    screen.use_labels(labels)
    screen.say("; ".join(screen.keymap.problems) or "The labels are changed")
    return True


def _begin_renaming(screen: ReadingScreen, name: str, new: str) -> None:
    """Count what bears the label, in the background, and ask."""
    screen.say(f"Looking for {name} in {screen.library.corpus.annotations} …")
    screen.run_worker(_renaming(screen, name, new.strip()), group="renaming", exclusive=True, exit_on_error=False)


async def _renaming(screen: ReadingScreen, name: str, new: str) -> None:
    from copydesk.store.labels.renaming import survey

    library = screen.library
    merge = new != name and new in library.labels
    try:
        label_changes.renamed(library.labels, name, new, merge=merge)
    except ValueError as error:
        screen.say(f"The labels stay as they are: {error}")
        return
    names = frozenset({name, *library.labels.get(name).was} - {new})
    found = await asyncio.to_thread(survey, library.corpus.annotations, names)
    open_files = library.kept_files
    here = sum(reading.desk.bearing(names) for path, reading in library.kept)
    elsewhere = [each for each in found.files if each.path.resolve() not in open_files]
    count = here + sum(each.count for each in elsewhere)
    what = f"merge {name} into {new}" if merge else f"rename {name} to {new}"
    where = f"{count} annotations, {len(elsewhere)} files besides the open articles"
    unread = f"; {_named([str(each) for each in found.problems])} cannot be read" if found.problems else ""
    lost = f"; {name} is a name that Copydesk reads by: its words are no longer linked" if _is_read_by(name) else ""
    entries = [(f"{what}: {where}{unread}{lost}", True), ("leave everything as it is", False)]

    def answered(yes: bool) -> None:
        if yes:
            work = _rename(screen, name, new, merge, names, found)
            screen.run_worker(work, group="renaming", exclusive=True, exit_on_error=False)

    choose(screen, f"{'Merge' if merge else 'Rename'}?", entries, answered)


def _is_read_by(name: str) -> bool:
    """Whether linked reading, or what is done with quotations, knows a label by its name."""
    from copydesk.detect.linking.article_names import NAME_LABELS

    return name in NAME_LABELS | PASSAGES | DEPENDENT


async def _rename(
    screen: ReadingScreen, name: str, new: str, merge: bool, names: frozenset[str], found: Survey
) -> None:
    """Rename: in the label file first, then in the open articles, where it can be undone, then in the other files."""
    from copydesk.store.labels.renaming import rename_in

    def change(labels: LabelSet) -> LabelSet:
        return label_changes.renamed(labels, name, new, merge=merge)

    if not _change(screen, change):
        return
    library = screen.library
    count = files = 0
    for reading in library.readings:
        reading.recent_labels = list(dict.fromkeys(new if each in names else each for each in reading.recent_labels))
    for _, reading in library.kept:
        bearing = reading.desk.bearing(names)
        reading.desk.rename_label(names, new)
        count += bearing
        files += bearing > 0
    failed: list[str] = [str(each) for each in found.problems]
    for number, bearing_file in enumerate(found.files):
        if bearing_file.path.resolve() in library.kept_files:
            continue
        try:
            done = await asyncio.to_thread(rename_in, bearing_file.path, library.corpus.annotations, names, new)
        except CopydeskError as error:
            failed.append(str(error))
            continue
        count += done
        files += done > 0
        if number % 50 == 49:
            screen.say(f"Renaming: {number + 1} of {len(found.files)} files …")
    left = f"; not in {_named(failed)}: there it is still {name}, until it is renamed {new} again" if failed else ""
    screen.say(f"{name} is {new} in {count} annotations of {files} files{left}")


def _named(files: list[str]) -> str:
    more = f" and {len(files) - MOST_NAMED} more" if len(files) > MOST_NAMED else ""
    return f"{', '.join(files[:MOST_NAMED])}{more}"


def _ask(screen: ReadingScreen, title: str, text: str, done: Callable[[str], object], *, empty: bool = False) -> None:
    """Ask for a text; what is left with escape, or empty where that means nothing, changes nothing."""
    from copydesk.app.asking.prompt import Prompt

    def answered(said: str | None) -> None:
        if said is not None and (said.strip() or empty):
            done(said.strip())

    screen.app.push_screen(Prompt(title, "".join(each for each in text if each.isprintable())), answered)
