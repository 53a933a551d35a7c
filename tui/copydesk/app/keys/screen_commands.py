"""What each command does that concerns panes, articles or the whole program rather than one reading."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from copydesk.app import clipboard
from copydesk.app.arrangement import MOST_PANES
from copydesk.app.asking import describing, dialogs, labelling, relating
from copydesk.app.everywhere import everywhere
from copydesk.app.keys.jump import begin_jump
from copydesk.app.navigator import Delta

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen

WIDER = 4
"""Cells by which rows of text become wider or narrower."""


@runtime_checkable
class KeepsCopies(Protocol):
    """An app that knows what was copied last, for pasting in its own dialogs."""

    def keep_copy(self, text: str) -> None:
        """Know a text as what was copied last."""


def _hop_proposal(screen: ReadingScreen, delta: Delta) -> str:
    """Go to the next or previous proposal; before the first one came, say that it may."""
    reading = screen.reading
    if reading is None:
        return "No article is open here"
    if not reading.desk.left and screen.background.proposer.is_looking(reading):
        return "Nothing to decide yet: proposals are still being looked for"
    return reading.hop(delta)


def _hop_mention(screen: ReadingScreen, forward: bool) -> str:
    """Go to the next mention of the name here; past the last one of a pane on to the next pane."""
    reading, mentions = screen.reading, screen.background.mentions()
    if reading is None or not mentions:
        return "No name here"
    order = {str(id(slot.reading)): index for index, slot in enumerate(screen.slots)}
    places = sorted((order[each.article_id], each.start, each.end) for each in mentions)
    pane, offset = screen.current, reading.caret.offset
    here = next(
        ((pane, start, end) for number, start, end in places if number == pane and start <= offset < end),
        (pane, offset, offset),
    )
    if forward:
        target = next((place for place in places if place > here), places[0])
    else:
        target = next((place for place in reversed(places) if place < here), places[-1])
    if target[0] != pane:
        screen.activate(target[0])
    there = screen.reading
    if there:
        there.go(target[1])
    return "" if len(places) > 1 else "No other mention"


def _other_end(screen: ReadingScreen) -> str:
    """Go to the span that the one here is related to; again, to the next one or back."""
    reading = screen.reading
    item = reading.item if reading else None
    if reading is None or item is None:
        return "No span here"
    desk = reading.desk
    ends = sorted({end.order: end for _, end in (*desk.links_of(item), *desk.links_to(item))}.items())
    if not ends:
        return f"This {item.label} is related to nothing"
    following = next((end for order, end in ends if order > item.order), ends[0][1])
    reading.visit(*following.range)
    return ""


def _other_pane(screen: ReadingScreen) -> str:
    if len(screen.slots) == 1:
        return "There is only one pane: P opens another"
    screen.activate((screen.current + 1) % len(screen.slots))
    return ""


def _add_pane(screen: ReadingScreen) -> str:
    if len(screen.slots) >= MOST_PANES:
        return f"There are {MOST_PANES} panes already: X closes one"
    return dialogs.open_in_new_pane(screen)


def _close_pane(screen: ReadingScreen) -> str:
    if len(screen.slots) == 1:
        return "This is the last pane: q quits"
    screen.close_pane()
    return ""


def _mark_done(screen: ReadingScreen) -> str:
    """Mark the article done and open the next one that is not and is in no pane; a done one is opened again."""
    reading, article, overview = screen.reading, screen.slot.article, screen.background.overview
    if reading is None or article is None:
        return "No article is open here"
    said = reading.toggle_done()
    if reading.desk.annotations.status != "done" or reading.read_only:
        return said
    screen.refresh_look()
    at = overview.index(article)
    following = overview.next_open(-1 if at is None else at, [slot.article for slot in screen.slots if slot.article])
    said = f"{said}; {overview.progress}"
    if following is not None:
        screen.put(screen.slot, screen.library.corpus.articles[following])
        return said
    left = [slot.reading for slot in screen.slots if slot.reading and slot.reading.desk.annotations.status != "done"]
    return f"{said}; " + ("only what is open here is left" if left else "the pile is finished")


def _match(screen: ReadingScreen, delta: Delta) -> str:
    """Go to the next match: of the search of the corpus if that was the last one, else of the one in this article."""
    if screen.trail is None:
        return screen.reading.find_next(delta) if screen.reading else "No article is open here"
    from copydesk.app.corpus.search_screen import go_to

    if screen.trail.step(delta) is None:
        return "That is the last hit" if delta > 0 else "That is the first hit"
    return go_to(screen, screen.trail)


def _cancel(screen: ReadingScreen) -> str:
    """Leave the selection, the relation or the search; the search of the corpus goes with that of the article."""
    reading = screen.reading
    if reading is None or (reading.caret.anchor is None and not reading.relations.begun):
        screen.follow(None)
    return reading.cancel() if reading else ""


def _copy(screen: ReadingScreen) -> str:
    reading = screen.reading
    item = reading.item if reading else None
    target = (reading.caret.selection or (item.range if item else None)) if reading else None
    if reading is None or target is None:
        return "Nothing to copy: v starts a selection"
    text = reading.document.view[slice(*target)].encode("utf-8", "replace").decode("utf-8")
    screen.run_worker(_put_on_clipboard(screen, text), group="copying", exclusive=True)
    return ""


async def _put_on_clipboard(screen: ReadingScreen, text: str) -> None:
    """Copy a text while keys go on, and say what took it."""
    app, here = screen.app, dict(os.environ)
    send = partial(app.copy_to_clipboard, text)
    if isinstance(app, KeepsCopies):
        app.keep_copy(text)
    if app.is_web:
        send()
        by = "the browser"
    else:
        by = await clipboard.copy(text, clipboard.programs(here), send if clipboard.takes_osc52(here) else None)
    names = ", ".join(dict.fromkeys(program.name for program in clipboard.PROGRAMS if not program.hands_on))
    screen.say(
        f"Copied {len(text)} characters by {by}"
        if by
        else f"Not copied: this terminal takes no copies, and of {names} none is there or works"
    )


def _count(screen: ReadingScreen) -> str:
    return screen.key_reader.begin_count()


def _palette(screen: ReadingScreen) -> None:
    from textual.command import CommandPalette

    screen.app.push_screen(CommandPalette())


def _focus(screen: ReadingScreen) -> str:
    """Fade all but the paragraph here, then all but the sentence, then nothing; the panel goes with it."""
    said = screen.focusing.turn()
    if screen.focusing.unit and screen.side.name:
        screen.side.close()
    screen.rearrange()
    return said


def _toggle(screen: ReadingScreen, view: str) -> str:
    return screen.side.toggle(view)


def _tutorial(screen: ReadingScreen) -> str:
    """Leave for the tutorial, after which what is open now is opened again; in it, go on to the next step."""
    if screen.tutor:
        return screen.tutor.pass_over()
    if screen.app.is_web:
        return "In a browser there is no tutorial: copydesk --tutorial opens it in a terminal"
    screen.run_worker(screen.leave(for_tutorial=True), group="leaving", exclusive=True)
    return ""


def _quit(screen: ReadingScreen) -> None:
    screen.run_worker(screen.leave(), group="leaving", exclusive=True)


SCREEN_COMMANDS: Final[dict[str, Callable[[ReadingScreen], str | None]]] = {
    "jump": begin_jump,
    "count": _count,
    "every_occurrence": everywhere.every_occurrence,
    "relabel_everywhere": everywhere.relabel_everywhere,
    "remove_everywhere": everywhere.remove_everywhere,
    "accept_paragraph": partial(everywhere.in_paragraph, accept=True),
    "accept_label": partial(everywhere.of_label, accept=True),
    "accept_confident": partial(everywhere.by_confidence, accept=True),
    "accept_screen": partial(everywhere.on_screen, accept=True),
    "reject_paragraph": partial(everywhere.in_paragraph, accept=False),
    "reject_label": partial(everywhere.of_label, accept=False),
    "reject_unsure": partial(everywhere.by_confidence, accept=False),
    "reject_screen": partial(everywhere.on_screen, accept=False),
    "pick_label": dialogs.pick_label,
    "comment": dialogs.comment,
    "attribute": describing.pick_attribute,
    "label_article": describing.label_article,
    "unsure": describing.toggle_unsure,
    "labels": labelling.edit_labels,
    "add_label": labelling.add_label,
    "relate": relating.relate,
    "unrelate": relating.unrelate,
    "other_end": _other_end,
    "filter": describing.pick_filter,
    "place_orphan": dialogs.place_orphan,
    "search": dialogs.search,
    "search_corpus": dialogs.search_corpus,
    "next_match": partial(_match, delta=1),
    "previous_match": partial(_match, delta=-1),
    "cancel": _cancel,
    "open_article": dialogs.open_article,
    "help": dialogs.show_help,
    "next_proposal": partial(_hop_proposal, delta=1),
    "previous_proposal": partial(_hop_proposal, delta=-1),
    "next_mention": partial(_hop_mention, forward=True),
    "previous_mention": partial(_hop_mention, forward=False),
    "other_pane": _other_pane,
    "add_pane": _add_pane,
    "close_pane": _close_pane,
    "mark_done": _mark_done,
    "copy": _copy,
    "names": partial(_toggle, view="names"),
    "voices": partial(_toggle, view="voices"),
    "tags": partial(_toggle, view="tags"),
    "closest": lambda screen: screen.side_by_side.go_to_closest(screen),
    "closest_back": lambda screen: screen.side_by_side.go_back(screen),
    "lock_scrolling": lambda screen: screen.side_by_side.next_locking(),
    "focus": _focus,
    "wider": lambda screen: screen.widen(WIDER),
    "narrower": lambda screen: screen.widen(-WIDER),
    "inspector": partial(_toggle, view="inspector"),
    "source": partial(_toggle, view="source"),
    "theme": dialogs.pick_theme,
    "palette": _palette,
    "tutorial": _tutorial,
    "quit": _quit,
}
"""From the id of a command to what it does; the answer is a sentence for the person, or empty or None."""
