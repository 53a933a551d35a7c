"""What the lines below the text say: the legend of labels, the status of the place, the bar of keys."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.annotation.labels import LabelSet
from copydesk.annotation.span import Span
from copydesk.app.corpus.overview import Progress
from copydesk.app.drawing.bottom import Words, harmless
from copydesk.app.drawing.shades import Shades
from copydesk.app.keys.commands import BY_ID, COMMANDS
from copydesk.app.keys.key_names import key_name
from copydesk.app.keys.keymap import Keymap
from copydesk.app.panels.naming import named
from copydesk.app.reading import Reading
from copydesk.store.work.working_copy import WorkState

MOST_HEADS = 2
"""So many spans that lead to the one here are told."""
LONGEST_SHOWN = 24
"""Code points of them that are."""
ALWAYS = ("help", "quit")
"""The commands at the right of the bar of keys."""
ROOMY = 96
"""Cells from which on the bars are set with wider gaps."""


def legend(labels: LabelSet, keymap: Keymap, shades: Shades, width: int, current: str) -> list[Words]:
    """The labels with their keys, then those that are found by typing; the label of the item here is marked."""
    key_of = {label: key for key, label in keymap.labels.items()}
    gap = "  " if width >= ROOMY else " "
    words: list[Words] = [(" ", shades.bar)]
    for label in labels:
        if label.name not in key_of:
            continue
        style = shades.label_style(label.name, on_bar=True)
        here = label.name == current
        words.append((f"{key_of[label.name]} ", shades.bar_dim))
        words.append((harmless(label.name), style + shades.here if here else style))
        words.append((gap, shades.bar))
    keys = keymap.keys_of("pick_label")
    hidden = [harmless(label.name) for label in labels if label.name not in key_of]
    if keys and hidden:
        words += [(f"{key_name(keys[0])} ", shades.bar_dim), (", ".join(hidden), shades.bar_dim)]
    return words


def describe(item: Span, reading: Reading, shades: Shades, reason: str = "") -> list[Words]:
    """What is under the cursor: label, why and by whom it is proposed, links, comment, description."""
    style = shades.label_style(item.label, on_bar=True)
    words: list[Words] = [(f" {harmless(item.label)}", style)]
    facts = ["proposed"] if item.status == "proposed" else []
    facts += [reason] if reason else []
    facts += [] if item.source == "human" else [item.source]
    facts += [] if item.score is None else [f"{item.score:.2f}"]
    facts += [name if value is True else str(value) for name, value in item.attrs.items()]
    text = reading.document.view
    facts += [f"{type}: {named(tail, text)}{_direction(tail, reading)}" for type, tail in reading.desk.links_of(item)]
    heads = reading.desk.links_to(item)
    facts += [f"{type} of {_short(named(head, text))}{_direction(head, reading)}" for type, head in heads[:MOST_HEADS]]
    facts += [f"and of {len(heads) - MOST_HEADS} more"] if len(heads) > MOST_HEADS else []
    facts += [f"“{item.note}”"] if item.note else []
    description = reading.labels.get(item.label).description
    facts += [description] if description else []
    words.append(("".join(f" · {harmless(fact)}" for fact in facts), shades.bar_dim))
    return words


def _direction(span: Span, reading: Reading) -> str:
    """Which way a span lies that is not on the screen."""
    start, end = reading.caret.viewport.range()
    return " ↑" if span.end <= start else " ↓" if span.start >= end else ""


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…"


def message(said: str, shades: Shades) -> list[Words]:
    """A sentence for the person."""
    return [(f" {harmless(said)}", shades.bar)]


def here(reading: Reading, mentions: Sequence[int], shades: Shades, reason: str = "") -> list[Words]:
    """What is under the caret and how often it is mentioned; why an article is read-only where nothing is.

    Args:
        reading: What is read.
        mentions: How many mentions of the name here this pane has, and how many the others have.
        shades: The styles in force.
        reason: What the person's own decisions say of the proposal here, if anything.
    """
    item = reading.item
    if item is None:
        return message(reading.read_only, shades)
    label, *facts = describe(item, reading, shades, reason)
    this, others = mentions
    if this + others < 2:
        return [label, *facts]
    return [label, (f" · {this} here" + (f", {others} there" if others else ""), shades.bar), *facts]


def place(reading: Reading, saved: WorkState, shades: Shades) -> list[Words]:
    """The right of the status line: the selection, how safe the work is, and the position."""
    words: list[Words] = []
    selection = reading.caret.selection
    if selection:
        words.append((f"{selection[1] - selection[0]} selected  ", shades.bar))
    if reading.read_only:
        words.append(("read-only", shades.bar))
    elif saved.problem:
        words.append(("✗ NOT SAVED", shades.bar_strong))
    else:
        words.append(("… saving" if saved.pending else "✓ saved", shades.bar))
    length = max(1, reading.document.about)
    words.append((f" {min(100, round(100 * (reading.caret.offset + 1) / length)):3d} % ", shades.bar))
    return words


def pile(progress: Progress, shades: Shades, width: int) -> list[Words]:
    """How far the pile is worked off, where there is one and there is room to say so."""
    return [(f"{progress}  ", shades.bar_dim)] if progress.total > 1 and width >= ROOMY else []


def title(reading: Reading, number: str) -> str:
    """What stands above a pane: the article, how many are tagged and how many are left to decide."""
    done = " · done" if reading.desk.annotations.status == "done" else ""
    locked = " · read-only" if reading.read_only else ""
    orphans = len(reading.desk.orphans)
    lost = f" · {orphans} orphaned" if orphans else ""
    counts = f" · {reading.desk.tagged} tagged · {reading.desk.left} left"
    only = f" · only {harmless(str(reading.filter))}" if reading.filter else ""
    labels = "".join(f" · {harmless(_said(name, value))}" for name, value in reading.desk.annotations.labels.items())
    return f"{number}{harmless(reading.title)}{done}{locked}{counts}{lost}{only}{labels}"


def _said(name: str, value: object) -> str:
    """A label of an article in a few words."""
    return name if value is True else f"{name}: {value}"


def key_bar(
    keymap: Keymap, shades: Shades, width: int, instead: Sequence[tuple[str, str]] | None = None
) -> list[Words]:
    """The keys that matter most, those at the right aside, or others instead: keys with a word each."""
    chosen = instead
    if chosen is None:
        found = ((keymap.keys_of(each.id), each.short) for each in COMMANDS if each.short and each.id not in ALWAYS)
        chosen = [(key_name(keys[0]), short) for keys, short in found if keys]
    return [(" ", shades.base), *_keys(chosen, shades, width)]


def last_keys(keymap: Keymap, shades: Shades, width: int) -> list[Words]:
    """The keys at the right of the bar, which are seen however narrow the screen is."""
    found = ((keymap.keys_of(id), BY_ID[id].short) for id in ALWAYS)
    return _keys([(key_name(keys[0]), short) for keys, short in found if keys], shades, width)


def _keys(pairs: Sequence[tuple[str, str]], shades: Shades, width: int) -> list[Words]:
    gap = "  " if width >= ROOMY else " "
    words: list[Words] = []
    for key, short in pairs:
        words.append((key, shades.key))
        words.append((f" {short}{gap}", shades.dim))
    return words
