"""What is decided in many places: every occurrence of some words, and proposals by the paragraph, label or screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from copydesk.annotation.bulk import DecideMany, GiveEverywhere, RelabelEverywhere, RemoveEverywhere, Task
from copydesk.annotation.span import Span
from copydesk.app.asking import dialogs
from copydesk.app.everywhere.preview import Dial, Preview, Scope
from copydesk.text.graphemes import trim
from copydesk.text.occurrences import Occurrences
from copydesk.text.words import word_at

if TYPE_CHECKING:
    from copydesk.app.reading import Reading
    from copydesk.app.screen import ReadingScreen

LONGEST = 300
"""Code points of the longest words that are looked for everywhere."""
USUAL_CONFIDENCE = 90
EVERYWHERE: tuple[Scope, ...] = ("article", "panes", "corpus")
OPEN: tuple[Scope, ...] = ("article", "panes")
HERE: tuple[Scope, ...] = ("article",)


def every_occurrence(screen: ReadingScreen) -> str:
    """Give the label here to every occurrence of the words here: of the selection, the item, or the word."""
    reading = screen.reading
    if reading is None or reading.read_only:
        return reading.read_only if reading else "No article is open here"
    text, selection, item = reading.document.view, reading.caret.selection, reading.item
    target = trim(text, *selection) if selection else item.range if item else word_at(text, reading.caret.offset)
    if target is None or target[0] == target[1]:
        return "No word here: v starts a selection"
    if target[1] - target[0] > LONGEST:
        return "That is too long to be looked for everywhere"
    words = Occurrences(text[slice(*target)])
    label = item.label if item and item.range == target else reading.recent_labels[-1] if reading.recent_labels else ""
    if label:
        return _begin(screen, GiveEverywhere(label, words), EVERYWHERE)
    dialogs.choose_label(
        screen,
        f"Label for every “{words.words}”",
        lambda label: _later(screen, GiveEverywhere(label, words), EVERYWHERE),
    )
    return ""


def relabel_everywhere(screen: ReadingScreen) -> str:
    """Give another label to every annotation of the words here that has the label here."""
    found = _annotated(screen)
    if isinstance(found, str):
        return found
    label, words = found
    dialogs.choose_label(
        screen,
        f"Instead of {label} on every “{words.words}”",
        lambda to: _later(screen, RelabelEverywhere(label, words, to), EVERYWHERE),
    )
    return ""


def remove_everywhere(screen: ReadingScreen) -> str:
    """Take the label here off every occurrence of the words here."""
    found = _annotated(screen)
    return found if isinstance(found, str) else _begin(screen, RemoveEverywhere(*found), EVERYWHERE)


def in_paragraph(screen: ReadingScreen, accept: bool) -> str:
    """Decide what is proposed in the paragraph here."""
    reading = screen.reading
    if reading is None:
        return "No article is open here"
    start, end = reading.caret.motions.paragraph_around(reading.caret.offset)
    return _decide(screen, accept, "in this paragraph", lambda span: start <= span.start and span.end <= end, HERE)


def on_screen(screen: ReadingScreen, accept: bool) -> str:
    """Decide what is proposed in the selection, or where there is none in what this pane shows, or all panes show."""
    reading = screen.reading
    if reading is None:
        return "No article is open here"
    selection = reading.caret.selection
    if selection:
        return _begin(screen, DecideMany(accept, "in the selection", _any, lambda _: selection), HERE)
    panes = [slot.reading for slot in screen.slots if slot.reading and not slot.pane.has_class("-hidden")]
    shown = {id(each.desk): each.caret.viewport.range() for each in panes}
    return _begin(screen, DecideMany(accept, "on the screen", _any, lambda desk: shown.get(id(desk), (0, 0))), OPEN)


def _any(span: Span) -> bool:
    return span.status == "proposed"


def of_label(screen: ReadingScreen, accept: bool) -> str:
    """Decide what is proposed under the label here; where no proposal is, ask under which."""
    reading = screen.reading
    if reading is None:
        return "No article is open here"
    here = next((span for span in reading.here if span.status == "proposed"), None)
    if here:
        return _of(screen, accept, here.label)
    counts = Counter(span.label for span in reading.desk.to_decide)
    if not counts:
        return "Nothing left to decide"
    entries = [(f"{label} · {count} proposed", label) for label, count in counts.most_common()]
    dialogs.pick(screen, "Label", entries, lambda label: screen.say(_of(screen, accept, label)))
    return ""


def by_confidence(screen: ReadingScreen, accept: bool) -> str:
    """Accept what is proposed with at least some confidence, or reject what has less; `+` and `-` change it."""
    reading = screen.reading
    if reading is None:
        return "No article is open here"
    here = next((span.score for span in reading.here if span.status == "proposed"), None)
    value = USUAL_CONFIDENCE if here is None else int(here * 100 + 1e-6) + (not accept)

    def task(value: int) -> Task:
        if accept:
            return DecideMany(
                True, f"at or above {value / 100:.2f}", lambda span: _score(span, 101) * 100 >= value - 1e-6
            )
        return DecideMany(False, f"below {value / 100:.2f}", lambda span: _score(span, 101) * 100 < value - 1e-6)

    return _begin(screen, task(value), OPEN, Dial(value, task))


def _score(span: Span, otherwise: float) -> float:
    return span.score if span.score is not None else otherwise


def _of(screen: ReadingScreen, accept: bool, label: str) -> str:
    return _decide(screen, accept, f"as {label}", lambda span: span.label == label, OPEN)


def _decide(
    screen: ReadingScreen, accept: bool, which: str, condition: Callable[[Span], bool], scopes: tuple[Scope, ...]
) -> str:
    return _begin(screen, DecideMany(accept, which, condition), scopes)


def _annotated(screen: ReadingScreen) -> tuple[str, Occurrences] | str:
    """Label and words of the annotation here, or why there are none."""
    reading = screen.reading
    if reading is None or reading.read_only:
        return reading.read_only if reading else "No article is open here"
    item = reading.annotation
    if item is None:
        return "No annotation here"
    if item.fragments or item.end - item.start > LONGEST:
        return "That cannot be looked for everywhere"
    return item.label, Occurrences(reading.document.view[item.start : item.end])


def _later(screen: ReadingScreen, task: Task, scopes: tuple[Scope, ...]) -> None:
    said = _begin(screen, task, scopes)
    screen.say(said) if said else screen.refresh_look()


def _begin(screen: ReadingScreen, task: Task, scopes: tuple[Scope, ...], dial: Dial | None = None) -> str:
    """Preview a task where it can be done."""
    reading: Reading | None = screen.reading
    if reading is None or reading.read_only:
        return reading.read_only if reading else "No article is open here"
    panes = len(screen.readings) > 1
    corpus = len(screen.library.corpus.articles) > len(screen.readings)
    fitting = tuple(each for each in scopes if each == "article" or (panes if each == "panes" else corpus))
    return Preview(screen, task, fitting, dial).begin()
