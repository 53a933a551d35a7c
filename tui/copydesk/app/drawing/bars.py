"""What the lines below the text say: the legend of labels, the status of the place, the bar of keys."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from copydesk.annotation.labels import LabelSet
from copydesk.annotation.span import Span
from copydesk.app.corpus.overview import Progress
from copydesk.app.drawing.bottom import GAP, Words, harmless
from copydesk.app.drawing.shades import Shades
from copydesk.app.keys.commands import BY_ID, KEY_BAR, KEY_BAR_END
from copydesk.app.keys.key_names import key_name
from copydesk.app.keys.keymap import Keymap
from copydesk.app.panels.naming import named
from copydesk.app.reading import Reading
from copydesk.store.work.working_copy import WorkState

MOST_HEADS = 2
"""So many spans that lead to the one here are told."""
LONGEST_SHOWN = 24
"""Code points of them that are."""
ROOMY = 96
"""Cells from which on the bars are set with wider gaps."""
SELECTING = (
    ("pick_label", "label"), ("relate", "relate"), ("grow", "grow"), ("shrink", "shrink"), ("start_left", "start"),
    ("end_right", "end"), ("copy", "copy"), ("cancel", "leave"),
)  # fmt: skip
"""The commands that matter while something is selected, each with a word."""
WIDE = 120
"""Cells from which on there is room to say how far the pile is."""


def legend(labels: LabelSet, keymap: Keymap, shades: Shades, width: int, current: str) -> list[Words]:
    """The labels with their keys, then those that are found by typing; the label of the item here is marked.

    Where there is no room for all, the last ones are left to be typed.
    """
    key_of = {label: key for key, label in keymap.labels.items()}
    gap = "  " if width >= ROOMY else " "
    keyed: list[tuple[Words, ...]] = []
    for label in labels:
        if label.name in key_of:
            style = shades.label_style(label.name, on_bar=True)
            name = (harmless(label.name), style + shades.here if label.name == current else style)
            keyed.append(((f"{key_of[label.name]} ", shades.bar_dim), name, (gap, shades.bar)))
    keys = keymap.keys_of("pick_label")
    typing = f"{key_name(keys[0])} " if keys else ""
    hidden = [harmless(label.name) for label in labels if label.name not in key_of]
    room = width - 1
    shown = _fitting(keyed, room)
    if typing and len(shown) < len(keyed):
        shown, hidden = _fitting(keyed, room - cell_len(f"{gap}{typing}…")), ["…"]
    words = [(" ", shades.bar), *(piece for pieces in shown for piece in pieces)]
    return [*words, (typing, shades.bar_dim), (", ".join(hidden), shades.bar_dim)] if typing and hidden else words


def _fitting(entries: Sequence[tuple[Words, ...]], room: int) -> Sequence[tuple[Words, ...]]:
    """The first of some entries that fit into so many cells, each as a whole; the gap after the last may be cut."""
    used = 0
    for count, pieces in enumerate(entries):
        cells = [cell_len(text) for text, _ in pieces]
        if used + sum(cells[:-1]) > room:
            return entries[:count]
        used += sum(cells)
    return entries


def describe(item: Span, reading: Reading, shades: Shades, reason: str = "") -> list[Words]:
    """What is under the cursor: label, why it is proposed, attributes, links, comment, source, description."""
    style = shades.label_style(item.label, on_bar=True)
    words: list[Words] = [(f" {harmless(item.label)}", style)]
    facts = ["proposed"] if item.status == "proposed" else []
    facts += [reason] if reason else []
    facts += [name if value is True else str(value) for name, value in item.attrs.items()]
    text = reading.document.view
    order = {type.name: index for index, type in enumerate(reading.labels.relations)}
    links = sorted(reading.desk.links_of(item), key=lambda link: order.get(link[0], len(order)))
    facts += [f"{type}: {named(tail, text)}{_direction(tail, reading)}" for type, tail in links]
    heads = reading.desk.links_to(item)
    facts += [f"{type} of {_short(named(head, text))}{_direction(head, reading)}" for type, head in heads[:MOST_HEADS]]
    facts += [f"and of {len(heads) - MOST_HEADS} more"] if len(heads) > MOST_HEADS else []
    facts += [f"“{item.note}”"] if item.note else []
    facts += [] if item.source == "human" else [item.source]
    facts += [] if item.score is None else [f"{item.score:.2f}"]
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
    return [(f"{progress}  ", shades.bar_dim)] if progress.total > 1 and width >= WIDE else []


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
) -> tuple[list[Words], list[Words]]:
    """Keys with a word each, at the left and at the right of their row; those at the left that there is room for.

    Where those at the right would take more than half of the row they are not shown.

    Args:
        keymap: The keys in force.
        shades: The styles in force.
        width: The cells of the row.
        instead: Keys and words to show instead of the usual ones, if any; there are none at the right then.
    """
    chosen = _keys_of(KEY_BAR, keymap) if instead is None else instead
    last = _entries(_keys_of(KEY_BAR_END, keymap), shades, width) if instead is None else []
    right = [piece for pieces in last for piece in pieces]
    taken = sum(cell_len(text) for text, _ in right)
    room = width - 1 - (taken + GAP if 0 < taken <= width // 2 else 0)
    shown = _fitting(_entries(chosen, shades, width), room)
    return [(" ", shades.base), *(piece for pieces in shown for piece in pieces)], right


def selecting(keymap: Keymap) -> list[tuple[str, str]]:
    """The keys that matter while something is selected, with a word each."""
    digits = list(keymap.labels)
    tag = [(f"{digits[0]}…{digits[-1]}" if len(digits) > 1 else digits[0], "tag it")] if digits else []
    found = ((keymap.keys_of(id), word) for id, word in SELECTING)
    return [*tag, *((key_name(keys[0]), word) for keys, word in found if keys)]


def _keys_of(ids: Sequence[str], keymap: Keymap) -> list[tuple[str, str]]:
    found = ((keymap.keys_of(id), BY_ID[id].short) for id in ids)
    return [(key_name(keys[0]), short) for keys, short in found if keys]


def _entries(pairs: Sequence[tuple[str, str]], shades: Shades, width: int) -> list[tuple[Words, ...]]:
    gap = "  " if width >= ROOMY else " "
    return [((key, shades.key), (f" {short}", shades.dim), (gap, shades.dim)) for key, short in pairs]
