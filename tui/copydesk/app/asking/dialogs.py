"""What is asked of the person in between: a label, an article, a comment, what to search for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from textual.timer import Timer

    from copydesk.app.asking.picker import Picked
    from copydesk.app.screen import ReadingScreen
    from copydesk.store.corpus.article import Article

Value = TypeVar("Value")

LOOKED_THROUGH_AT_ONCE = 5_000_000
"""Code points of a text that is searched at each letter that is typed; a longer one when the typing pauses."""
TYPING_PAUSE = 0.1
"""Seconds of that pause."""


def pick_label(screen: ReadingScreen) -> str:
    """Ask for a label, recent ones first, and give it."""
    reading = screen.reading
    if reading is None:
        return "No article is open here"
    choose_label(screen, "Label", screen.dispatcher.give)
    return ""


def choose_label(screen: ReadingScreen, title: str, chosen: Callable[[str], object]) -> None:
    """Ask for a label, recent ones first."""
    labels = screen.library.labels
    names = [label.name for label in labels]
    given = screen.reading.recent_labels if screen.reading else []
    recent = [name for name in reversed(given) if name in names]
    ordered = [*recent, *(name for name in names if name not in recent)]
    pick(screen, title, [(f"{name} · {labels.get(name).description}", name) for name in ordered], chosen)


def open_article(screen: ReadingScreen) -> str:
    """Show the list of articles; open one in the active pane, or go to the pane that has it already."""
    from copydesk.app.corpus.corpus_screen import CorpusScreen

    screen.app.push_screen(CorpusScreen(screen, screen.open_article))
    return ""


def open_in_new_pane(screen: ReadingScreen) -> str:
    """Ask for an article that is in no pane, and open it in a new one."""
    from copydesk.app.corpus.corpus_screen import CorpusScreen

    shown = [slot.article for slot in screen.slots if slot.article]
    articles = screen.library.corpus.articles
    if len(articles) <= len(shown) and all(article in shown for article in articles):
        return "Every article is open already"

    async def add(article: Article) -> None:
        await screen.add_pane(article)
        screen.activate(len(screen.slots) - 1)

    def chosen(article: Article, _elsewhere: bool) -> None:
        screen.call_later(add, article)

    screen.app.push_screen(CorpusScreen(screen, chosen, "Article for a new pane", shown))
    return ""


def comment(screen: ReadingScreen) -> str:
    """Ask for the comment of the annotation here."""
    reading = screen.reading
    item = reading.annotation if reading else None
    if reading is None or item is None:
        return "No annotation here to comment on"

    shown = "".join(each for each in item.note if each.isprintable())

    def written(note: str | None) -> None:
        if note is not None and note != shown:
            screen.say(reading.comment(note.strip()))

    _ask(screen, "Comment", shown, written)
    return ""


def place_orphan(screen: ReadingScreen) -> str:
    """Ask for an annotation whose words were not found again; put it on what is selected, or take it away."""
    reading = screen.reading
    if reading is None:
        return "No article is open here"
    orphans = reading.desk.orphans
    if not orphans:
        return "Every annotation has its place"
    entries = [
        (f"{each.span.label} “{each.anchor.exact}” · …{each.anchor.prefix}|{each.anchor.suffix}…", each)
        for each in orphans
    ]
    pick(
        screen,
        "Orphan",
        entries,
        lambda orphan: screen.say(reading.place_orphan(orphan)),
        lambda orphan: screen.say(reading.remove_orphan(orphan)),
    )
    return ""


def search_corpus(screen: ReadingScreen) -> str:
    """Search all articles; what is chosen is opened at the hit. What is selected is searched for at first."""
    from copydesk.app.corpus.search_screen import SearchScreen, go_to

    reading = screen.reading
    selection = reading.caret.selection if reading else None
    text = reading.document.view[slice(*selection)] if reading and selection else ""
    screen.app.push_screen(
        SearchScreen(screen, lambda trail, elsewhere: go_to(screen, trail, elsewhere=elsewhere), text)
    )
    return ""


def search(screen: ReadingScreen) -> str:
    """Ask what to search for; the first match is shown while it is typed."""
    reading = screen.reading
    if reading is None:
        return "No article is open here"
    screen.follow(None)
    caret = reading.caret
    start = (caret.offset, caret.anchor, caret.visual)

    waiting: list[Timer] = []

    def look(needle: str) -> None:
        waiting.clear()
        caret.restore(*start)
        screen.say(reading.find(needle))

    def typed(needle: str) -> None:
        if reading.document.about <= LOOKED_THROUGH_AT_ONCE:
            look(needle)
            return
        for each in waiting:
            each.stop()
        waiting[:] = [screen.set_timer(TYPING_PAUSE, lambda: look(needle))]

    def done(needle: str | None) -> None:
        for each in waiting:
            each.stop()
        if needle is None:
            reading.find("")
            caret.restore(*start)
            screen.say("")
        elif waiting:
            look(needle)

    _ask(screen, "/", "", done, typed)
    return ""


def settle_conflicts(screen: ReadingScreen, article: Article, count: int) -> None:
    """Ask whose version is to hold where this program and another changed the same annotations."""
    question = f"{article.title}: {count} annotations were changed here and elsewhere"

    def chosen(ours: bool) -> None:
        screen.library.settle(article, ours=ours)
        screen.say("Yours were kept" if ours else "The others were taken; undo takes that back")

    pick(screen, question, [("Keep mine", True), ("Take the others", False)], chosen)


def pick_theme(screen: ReadingScreen) -> str:
    """Ask for the colours, the program's own first; they are remembered for the next time."""
    from copydesk.app.drawing.themes import BY_NAME
    from copydesk.store.personal.preferences import THEME, remember

    app = screen.app
    there = [theme for theme in app.available_themes.values() if theme.name not in BY_NAME]
    # Without colours a theme of the terminal's own would be black on black.
    others = sorted(theme.name for theme in there if not (theme.ansi and app.no_color))

    def chosen(name: str) -> None:
        app.theme = name
        remember(THEME, name)

    pick(screen, "Theme", [(name, name) for name in (*BY_NAME, *others)], chosen)
    return ""


def show_help(screen: ReadingScreen) -> None:
    """Show every key."""
    from copydesk.app.keys.help import HelpScreen

    screen.app.push_screen(HelpScreen(screen.keymap, screen.library.labels))


def pick(
    screen: ReadingScreen,
    title: str,
    entries: Sequence[tuple[str, Value]],
    chosen: Callable[[Value], object],
    removed: Callable[[Value], object] | None = None,
) -> None:
    """Ask for one of some entries; `removed` is told of the one that is to be removed, if they may be."""
    from copydesk.app.asking.picker import Picker

    def answered(answer: Picked | None) -> None:
        if answer:
            tell = removed if answer.remove and removed else chosen
            tell(entries[answer.index][1])

    screen.app.push_screen(Picker(title, [name for name, _ in entries], can_remove=removed is not None), answered)


def _ask(
    screen: ReadingScreen,
    title: str,
    text: str,
    done: Callable[[str | None], None],
    typed: Callable[[str], None] | None = None,
) -> None:
    from copydesk.app.asking.prompt import Prompt

    screen.app.push_screen(Prompt(title, text, typed), done)
