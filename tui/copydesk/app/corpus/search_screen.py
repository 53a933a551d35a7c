"""The search of the corpus: every hit with its context on a line, as they are found; one is opened where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.timer import Timer

from copydesk.app.corpus.line_list import LineList, cut_left
from copydesk.app.corpus.list_screen import ListScreen
from copydesk.app.corpus.trail import Trail
from copydesk.app.drawing.bottom import Words, harmless
from copydesk.errors import InputError
from copydesk.store.search.concordance import Question
from copydesk.store.search.corpus_search import CorpusSearch, files_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.app.screen import ReadingScreen
    from copydesk.store.search.concordance import Hit

HEAD, LINE = 0, 1
"""The rows above the list."""
LOW_SCREEN = 9
SHORTEST: Final = 2
"""Code points from which on it is searched while typing; fewer are searched for by enter."""
PAUSE: Final = 0.25
"""Seconds without a key after which it is searched."""
SHOWN_EVERY: Final = 0.1
"""Seconds between two looks at what was found."""
NICENESS: Final = 5
"""How far a search steps back behind the keys."""
LONGEST_NAME = 28
"""Cells of an article's name at most."""

WHERE: Final = ("texts", "regex", "annotations")
"""What is searched: the texts for words, the texts for a pattern, the annotations for a label or words in them."""


class SearchScreen(ListScreen):
    """Searches the corpus; what is chosen is opened at the hit, and then `n` goes on from hit to hit.

    Args:
        reading_screen: The screen below.
        chosen: Called with the trail, which stands at what was chosen, and whether it is for another pane.
        text: What to search for at first.
    """

    def __init__(self, reading_screen: ReadingScreen, chosen: Callable[[Trail, bool], object], text: str = "") -> None:
        super().__init__(reading_screen, 2)
        self._corpus = reading_screen.library.corpus
        self._chosen = chosen
        self._where = WHERE[0]
        self._asked: Question | None = None
        self._problem = ""
        self._due: Timer | None = None
        self.trail = Trail()
        self.typed.add(text)

    def on_mount(self) -> None:
        """Look regularly at what was found."""
        super().on_mount()
        self.set_interval(SHOWN_EVERY, self._look)
        self.changed()

    def on_unmount(self) -> None:
        """End a search that nobody goes through."""
        self.trail.close()

    @property
    def is_done(self) -> bool:
        """Whether all was searched for what is typed."""
        search = self.trail.search
        return search is not None and search.is_done and self._asked == self._question()

    def changed(self) -> None:
        """Search a moment later, unless something more is typed."""
        self._problem = ""
        self._wait_no_more()
        if self._question() != self._asked:
            self._stop()
            if len(self.typed.text.strip()) >= SHORTEST:
                self._due = self.set_timer(PAUSE, self._begin)
        self.show()

    def choose(self, *, elsewhere: bool) -> None:
        """Open the hit that is marked; before there is one, search at once."""
        self._look()
        if self._question() != self._asked:
            self._begin()
        elif self.list.mark >= 0 and len(self.trail):
            self.trail.at = self.list.mark
            trail, self.trail = self.trail, Trail()
            self.leave()
            self._chosen(trail, elsewhere)

    def leave(self) -> None:
        """Go back; what is not gone through is not searched any more."""
        self.trail.close()
        super().leave()

    def command(self, key: str) -> bool:
        """Choose what is searched."""
        if key not in ("tab", "shift+tab"):
            return False
        step = 1 if key == "tab" else -1
        self._where = WHERE[(WHERE.index(self._where) + step) % len(WHERE)]
        self.changed()
        return True

    def _question(self) -> Question:
        typed = self.typed.text
        if self._where != "annotations":
            return Question(typed, regex=self._where == "regex")
        label, _, words = typed.strip().partition(" ")
        if label in self.below.library.labels:
            return Question(words, annotated=True, label=label)
        return Question(typed, annotated=True)

    def _begin(self) -> None:
        """Search for what is typed."""
        self._wait_no_more()
        self._stop()
        question = self._question()
        if not self.typed.text.strip():
            return
        try:
            if question.annotated:
                search = CorpusSearch(
                    question, self.below.background.overview.table.annotation_runs(), niceness=NICENESS
                )
            else:
                articles = self._corpus.articles
                known = [
                    (number, content)
                    for number in range(min(len(articles), 1000))
                    if (content := articles.content(number)) is not None
                ]
                search = CorpusSearch(question, files_of(self._corpus), known, niceness=NICENESS)
        except InputError as error:
            self._problem = str(error)
            self._asked = question
        else:
            self._asked, self.trail = question, Trail(search)
            search.start()
        self.show()

    def _wait_no_more(self) -> None:
        if self._due:
            self._due.stop()
            self._due = None

    def _stop(self) -> None:
        """End the search and forget what was found."""
        self.trail.close()
        self._asked, self.trail = None, Trail()
        self.list.set_count(0, -1)

    def _look(self) -> None:
        """Show what was found since."""
        if self.trail.search is None or self.is_left:
            return
        was_empty = not len(self.trail)
        if self.trail.catch_up():
            self.list.set_count(len(self.trail), 0 if was_empty else self.list.mark)
        self.show()

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """The mark moved."""
        event.stop()
        self.show()

    def show(self) -> None:
        """Set the rows above and below the list."""
        shades = self.shades
        self.top.show_only((HEAD, LINE) if self.size.height >= LOW_SCREEN else (LINE,))
        self.top.put(HEAD, [(f" {self._state()}", shades.bar)], (), shades.bar)
        self.top.put(LINE, self.line("/"), [(f" ‹ {self._where} › ", shades.bar_strong)], shades.bar)
        keys = ("enter", "open"), ("ctrl+o", "other pane"), ("tab", "texts, regex, annotations"), ("esc", "back")
        self.foot.put(0, self.keys(*keys), (), shades.base)

    def _state(self) -> str:
        """How far the search is."""
        if self._problem:
            return harmless(self._problem)
        search = self.trail.search
        if search is None:
            hint = "a label or words of annotations" if self._where == "annotations" else "words"
            return f"Search all articles: type {hint}" if not self.typed.text else "…"
        hits = f"{len(self.trail):,} hits in {self.trail.articles:,} articles"
        at = f"{self.list.mark + 1:,} of " if len(self.trail) else ""
        if not search.is_done:
            return f"{at}{hits} · {search.files:,} of {len(self._corpus):,} searched …"
        notes = [f"{search.unreadable:,} cannot be read"] if search.unreadable else []
        notes += ["there are more"] if search.is_cut else []
        notes += [search.problem] if search.problem else []
        return " · ".join([f"{at}{hits}", *notes])

    def paint(self, entry: int, width: int, marked: bool) -> Sequence[Words]:
        """The row of a hit: its article, what stands before it, it, and what stands after it."""
        number, hit = self.trail[entry]
        shades = self.shades
        base, dim = (shades.bar, shades.bar_dim) if marked else (shades.base, shades.dim)
        name = min(LONGEST_NAME, width // 4)
        title = self._corpus.articles.id(number) + (f" {hit.label}" if hit.label else "")
        match = _shown(hit.match)
        room = max(0, width - name - 4)
        match = match if cell_len(match) <= room // 2 else cut_right(match, room // 2)
        left = max(0, (room - cell_len(match)) * 2 // 5)
        return [
            ("› " if marked else "  ", base),
            (cut_left(harmless(title), name), dim),
            ("  ", dim),
            (_flush_right(_shown(hit.left), left), base),
            (match, shades.bar_strong if marked else shades.key),
            (_shown(hit.right), base),
            ("", base),
        ]


def _shown(text: str) -> str:
    """A piece of context, harmless, with the blanks at its edges."""
    before, after = " " * text.startswith(" "), " " * (text.endswith(" ") and len(text) > 1)
    return f"{before}{harmless(text)}{after}"


def _flush_right(text: str, cells: int) -> str:
    """The end of a text in so many cells, blanks before it where it is shorter."""
    while cell_len(text) > cells:
        text = text[max(1, len(text) - cells) :]
    return " " * (cells - cell_len(text)) + text


def cut_right(text: str, cells: int) -> str:
    """The beginning of a text in at most so many cells, with an ellipsis where something was cut off."""
    while cell_len(text) > cells - 1 and text:
        text = text[: min(len(text) - 1, cells)]
    return f"{text}…"


def go_to(screen: ReadingScreen, trail: Trail, *, elsewhere: bool = False) -> str:
    """Open the hit that a trail stands at, in the active pane or the other one; answers with which it is.

    Args:
        screen: The reading screen.
        trail: The trail.
        elsewhere: Whether it is opened in the other pane.
    """
    trail.catch_up()
    number, hit = trail[trail.at]
    article = screen.library.corpus.articles[number]

    def arrived() -> None:
        if screen.slot.article == article and screen.reading:
            place_at(screen, hit)
            screen.say(f"Hit {trail.at + 1:,} of {len(trail):,}: n and N go on")

    if screen.trail is not trail:
        screen.follow(trail)
    if screen.slot.article != article:
        screen.open_article(article, elsewhere)
    if screen.slot.article == article:
        arrived()
    else:  # it comes into a new pane
        screen.call_later(arrived)
    return f"Hit {trail.at + 1:,} of {len(trail):,}: n and N go on"


def place_at(screen: ReadingScreen, hit: Hit) -> None:
    """Put the caret of the active pane on a hit, at the nearest place with its words if the text changed meanwhile."""
    from copydesk.text.search import Search

    reading = screen.reading
    if reading is None:
        return
    text, start = reading.document.view, hit.start
    words = text[hit.start : hit.end]
    if " ".join(words[: len(hit.match)].split()) != " ".join(hit.match.split()):
        places = list(Search(hit.match).matches(text))
        start = min(places, key=lambda place: abs(place[0] - hit.start))[0] if places else min(start, len(text))
    reading.search = Search(hit.match) if hit.match.strip() else None
    reading.go(start)
