"""The preview: what would be decided in many places is lit and looked through; what is said yes to is one step."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from copydesk.annotation.bulk import Found, Task, with_label
from copydesk.app.drawing.painter import Piece
from copydesk.app.drawing.shades import Layer
from copydesk.app.everywhere.doing import Doing
from copydesk.app.everywhere.looking_through import LookingThrough
from copydesk.app.everywhere.spot import Spot
from copydesk.app.keys.mode import Sign
from copydesk.app.reading import Reading
from copydesk.errors import CopydeskError

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen
    from copydesk.store.work.unopened import FoundIn

Scope = Literal["article", "panes", "corpus"]
SCOPES: dict[Scope, str] = {"article": "this article", "panes": "the open panes", "corpus": "all articles"}
SHOWN_AGAIN = 16
"""So many articles are looked into before what was found is shown."""


@dataclass(frozen=True, slots=True)
class Dial:
    """A number that `+` and `-` turn while the preview is on.

    Attributes:
        value: In hundredths.
        task: The task for a value.
    """

    value: int
    task: Callable[[int], Task]

    def turned(self, delta: int) -> Dial:
        """Turned by so many hundredths, within 0 and 1."""
        return Dial(max(0, min(100, self.value + delta)), self.task)


class Preview:
    """Takes every key until what was found is looked through; nothing is changed but what is said yes to.

    `y` takes a place, `n` skips it, `a` takes all the rest, `u` takes the last answer back, `s` looks in more articles,
    a label key gives another label, and escape ends it. What is said yes to is done and kept at once, and is one step
    of the history all the same. Every other key does nothing.

    Args:
        screen: The screen.
        task: What is to be done.
        scopes: Where it may be done, the first one first.
        dial: Changes the task by `+` and `-`, if anything.
    """

    alone: ClassVar[bool] = True
    fades: ClassVar[bool] = False

    def __init__(self, screen: ReadingScreen, task: Task, scopes: Sequence[Scope], dial: Dial | None = None) -> None:
        self.task = task
        self.look: LookingThrough[Spot] = LookingThrough()
        self.left_out: Counter[str] = Counter()
        self._screen = screen
        self._scopes = scopes
        self._scope = 0
        self._dial = dial
        self._elsewhere: list[FoundIn] = []
        self._unread = 0
        self._looked = 0
        self._looking: asyncio.Task[None] | None = None
        self._take_all = False
        self._over = False
        self._lit: dict[int, tuple[Piece, ...]] = {}
        self._found: dict[Reading, Found] = {}
        reading = screen.reading
        assert reading is not None
        self._origin = (screen.current, reading, reading.caret.offset)
        self._doing = Doing(task, screen.elsewhere, self._origin[1:])
        self._gather()

    @property
    def scope(self) -> Scope:
        """Where it is to be done."""
        return self._scopes[self._scope]

    def begin(self) -> str:
        """Show the first place; where there is none and no scope to widen to, say so instead."""
        while not self.look.items and self._scope + 1 < len(self._scopes) and self._scopes[self._scope + 1] != "corpus":
            self._scope += 1
            self._gather()
        if not self.look.items and self._scope + 1 == len(self._scopes):
            return f"{self.task.title}: nowhere{self._why()}"
        if not self.look.items:
            self._scope = 0
            self._gather()
        self._screen.begin(self)
        self._show()
        return ""

    def _readings(self) -> list[Reading]:
        """The open articles of the scope, the one it began in first."""
        _, origin, _ = self._origin
        if self.scope == "article":
            return [origin]
        shown = self._screen.readings
        known = self._screen.library.readings if self.scope == "corpus" else []
        return list(dict.fromkeys((origin, *shown, *known)))

    def _gather(self) -> None:
        """Find the places of the scope."""
        self.left_out = Counter()
        spots: list[Spot] = []
        _, origin, offset = self._origin
        for reading in self._readings():
            if reading.read_only:
                self.left_out["in a read-only article"] += 1
                continue
            found = self._found.get(reading)
            if found is None:  # asked once: what is said yes to changes the answer
                found = self._found[reading] = self.task.find(reading.desk)
            self.left_out.update(found.left_out)
            candidates = list(found.candidates)
            if reading is origin:
                candidates.sort(key=lambda each: (each.end <= offset, each.start))
            spots += [Spot(candidate, reading) for candidate in candidates]
        if self.scope == "corpus":
            spots += [Spot(candidate, None, found) for found in self._elsewhere for candidate in found.candidates]
            if self._unread:
                self.left_out["in articles that cannot be read"] += self._unread
        self.look.replace(spots)
        self._lit.clear()

    def press(self, key: str, character: str | None) -> None:
        """Take a key."""
        character = None if key.startswith(("ctrl+", "alt+", "super+", "meta+", "hyper+")) else character
        label = self._screen.keymap.labels.get(character or "")
        if key == "escape":
            self.leave()
        elif character in ("y", "n"):
            spot = self.look.current
            self.look.answer(character == "y")
            if spot and character == "y":
                self._doing.do([spot])
            self._answered()
        elif character == "a":
            self._doing.do(self.look.take_rest())
            self._take_all = True
            self._answered()
        elif character == "u":
            spot = self.look.back()
            if spot:
                self._doing.take_back(spot)
            self._answered()
        elif character == "s" and len(self._scopes) > 1:
            self._widen()
        elif character and character in "+=-" and self._dial:
            self._turn(-5 if character == "-" else 5)
        elif label:
            self._give_instead(label)

    def _answered(self) -> None:
        self._lit.clear()
        if self.look.current is None and self.look.items and not self.looking:
            self.leave()
        else:
            self._show()

    def _widen(self) -> None:
        """Look in the next scope; after the widest in this article again."""
        self._scope = (self._scope + 1) % len(self._scopes)
        self._take_all = False
        if self.scope == "corpus" and self._looking is None:
            self._looking = asyncio.create_task(self._look_elsewhere(self.task))
        self._gather()
        self._show()

    def _turn(self, delta: int) -> None:
        assert self._dial
        self._dial = self._dial.turned(delta)
        self._change(self._dial.task(self._dial.value))

    def _give_instead(self, label: str) -> None:
        task = with_label(self.task, label)
        if task and task != self.task:
            self._change(task)

    def _change(self, task: Task) -> None:
        """Do something else instead; what was said so far was said of the other, and is taken back."""
        self._doing.take_all_back()
        self.task = task
        self._doing = Doing(task, self._screen.elsewhere, self._origin[1:])
        self._found.clear()
        self.look.forget()
        self._elsewhere, self._take_all = [], False
        if self._looking:
            self._looking.cancel()
            self._looking = asyncio.create_task(self._look_elsewhere(task)) if self.scope == "corpus" else None
        self._gather()
        self._show()

    @property
    def looking(self) -> bool:
        """Whether articles that are not open are still being looked into."""
        return self.scope == "corpus" and self._looking is not None and not self._looking.done()

    async def _look_elsewhere(self, task: Task) -> None:
        """Look into the articles that are not open, one after the other."""
        from copydesk.store.work import unopened

        library = self._screen.library
        self._looked = self._unread = 0
        for article in library.corpus.articles:
            if library.opened(article):
                continue
            try:
                found = await asyncio.to_thread(unopened.look, article, task, library.labels)
            except CopydeskError:
                found = None
                self._unread += 1
            if self._over:
                return
            self._looked += 1
            if found:
                self._elsewhere.append(found)
            if self._looked % SHOWN_AGAIN == 0:
                self._found_more()
        self._looking = None
        self._found_more()
        if self._take_all and self.scope == "corpus":
            self._doing.do(self.look.take_rest())
            self._answered()
            self._screen.refresh_look()

    def _found_more(self) -> None:
        if self.scope == "corpus":
            self._gather()
            self._screen.refresh_look()

    def _show(self) -> None:
        """Go to the current place, if it is in a pane."""
        self._lit.clear()
        spot = self.look.current
        screen = self._screen
        if spot is None or spot.reading is None:
            return
        number = next((number for number, slot in enumerate(screen.slots) if slot.reading is spot.reading), None)
        if number is None:
            return
        if number != screen.current:
            screen.activate(number)
        spot.reading.go(spot.candidate.start)
        spot.reading.caret.show(*spot.candidate.range)

    def leave(self) -> None:
        """End; what was said yes to is done."""
        self._over = True
        if self._looking:
            self._looking.cancel()
        screen, (pane, origin, offset) = self._screen, self._origin
        taken, together = self.look.taken, self._doing.end()
        if pane < len(screen.slots) and screen.slots[pane].reading is origin:
            if pane != screen.current:
                screen.activate(pane)
            origin.go(offset)
        if not taken:
            screen.end(f"{self.task.title}: nothing was changed")
            return
        unopened = {spot.found for spot in taken if spot.found}
        if len(together.open) + len(unopened) > 1:
            screen.elsewhere.remember(together)
        done = self._doing.done
        said = f"{self.task.title}: done in {done} places" if done != 1 else f"{self.task.title}: done in one place"
        said += f", {self.look.skipped} skipped" if self.look.skipped else ""
        if unopened:
            follow = f"{len(unopened)} articles that are not open follow"
            said += f"; {follow if screen.elsewhere.busy else together.said}"
        screen.end(f"{said}; u takes it back")

    def moved(self) -> None:
        """Nothing to do: what is lit is known by its offsets."""

    def status(self) -> str:
        """What is done, how far it is looked through, where, and what was left out."""
        total = len(self.look.items)
        number = f"{min(self.look.at + 1, total)}/{total}"
        parts = [f"{self.task.title} {number}"]
        if len(self.look.taken):
            parts.append(f"{len(self.look.taken)} yes")
        if len(self._scopes) > 1:
            parts.append(f"in {SCOPES[self.scope]}")
        if self.looking:
            parts.append(f"looking: {self._looked} articles …")
        parts += list(self._elsewhere_shown())
        return " · ".join(parts) + self._why()

    def _elsewhere_shown(self) -> Iterator[str]:
        """What stands around the current place where that is in no pane; what its label is now."""
        spot = self.look.current
        if spot is None:
            return
        if spot.candidate.before and spot.candidate.before != spot.candidate.label:
            yield f"{spot.candidate.before} now"
        shown = [slot.reading for slot in self._screen.slots]
        if spot.found:
            before, words, after = spot.found.contexts[spot.found.candidates.index(spot.candidate)]
            yield f"{spot.found.article.id}: …{before[-24:]}▐{words}▌{after[:24]}…"
        elif spot.reading and spot.reading not in shown:
            text, (start, end) = spot.reading.document.view, spot.candidate.range
            yield f"{spot.reading.title}: …{text[max(0, start - 24) : start]}▐{text[start:end]}▌{text[end : end + 24]}…"

    def _why(self) -> str:
        """What was left out and why."""
        if not self.left_out:
            return ""
        return " · left out: " + ", ".join(f"{count} {reason}" for reason, count in self.left_out.items())

    def keys(self) -> Sequence[tuple[str, str]]:
        """The keys it takes, each with a word."""
        keys = [("y", "yes"), ("n", "no"), ("a", "all the rest"), ("u", "back")]
        if len(self._scopes) > 1:
            keys.append(("s", SCOPES[self._scopes[(self._scope + 1) % len(self._scopes)]]))
        keys += [("+ -", "confidence")] if self._dial else []
        return [*keys, ("esc", "end, keep the yes")]

    def lit(self, reading: Reading) -> Sequence[Piece]:
        """The places in a reading: the current one, those said yes to, and those still open."""
        pieces = self._lit.get(id(reading))
        if pieces is None:
            current = self.look.current
            found: list[Piece] = []
            for spot in self.look.items:
                said = self.look.said(spot)
                if spot.reading is not reading or (said is False and spot is not current):
                    continue
                kind = "match" if spot is current else "focus" if said else "lit"
                found.append((*spot.candidate.range, Layer(kind, spot.candidate.label)))
            pieces = self._lit[id(reading)] = tuple(sorted(found, key=lambda piece: piece[:2]))
        return pieces

    def signs(self, reading: Reading) -> Sequence[Sign]:
        """None."""
        return ()
