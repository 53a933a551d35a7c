"""The list of articles: type to find one, see how far the pile is, open one in this pane or in another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from copydesk.app.corpus.article_filter import ORDERS, STATES, counts
from copydesk.app.corpus.line_list import LineList, cut_left
from copydesk.app.corpus.list_screen import ListScreen
from copydesk.app.corpus.overview import Shown
from copydesk.app.drawing.bars import ROOMY
from copydesk.app.drawing.bottom import Words, harmless
from copydesk.store.corpus.facts import Facts

if TYPE_CHECKING:
    from copydesk.app.screen import ReadingScreen
    from copydesk.store.corpus.article import Article

HEAD, LINE, COLUMNS = 0, 1, 2
"""The rows above the list."""
LOW_SCREEN = 12
"""Rows of the screen below which the names of the columns are left out."""
COLUMN = 9
"""Cells of a column with a count."""
NARROW = 60
"""Cells below which only the first count is shown."""
METER = 12
"""Cells of the meter of progress."""

MARKS = {"done": "✓", "begun": "◐", "untouched": "·"}
BROKEN = "!"


class CorpusScreen(ListScreen):
    """The articles of the corpus; what is chosen is opened.

    Args:
        reading_screen: The screen below.
        chosen: Called with the article and whether it is for another pane than the active one.
        title: What is chosen for, if that is not the active pane.
        hidden: Articles that are not listed.
    """

    def __init__(
        self,
        reading_screen: ReadingScreen,
        chosen: Callable[[Article, bool], object],
        title: str = "",
        hidden: Sequence[Article] = (),
    ) -> None:
        super().__init__(reading_screen, 3)
        self._corpus = reading_screen.library.corpus
        self._overview = reading_screen.background.overview
        self._chosen = chosen
        self._title = title
        self._hidden = {self._overview.index(article) for article in hidden}
        self._filter = self._overview.names
        self._state, self._order = "all", "name"
        self._known: dict[int, Facts] = {}
        self._version = -1
        self._shown: Sequence[int] = ()
        self._take_in()
        current = reading_screen.slot.article
        at = self._overview.index(current) if current else None
        self._choose_among(at)
        self._overview.look()

    @property
    def articles(self) -> list[str]:
        """The ids of the articles that are shown, in order."""
        return [self._corpus.articles.id(index) for index in self._shown]

    def refresh_facts(self) -> None:
        """Something new is known: show it, the same article marked as before."""
        grown = len(self._filter) != len(self._corpus.articles)
        if self._take_in() and (grown or self._state != "all" or self._order != "name"):
            self._choose_among(self._marked)
        self.list.refresh()
        self.show()

    def _take_in(self) -> bool:
        """Take in what was listed and counted since; whether there was anything."""
        articles, table = self._corpus.articles, self._overview.table
        version = table.version
        if len(self._filter) == len(articles) and version == self._version:
            return False
        self._filter.extend(articles.ids(len(self._filter), len(articles)))
        self._known = self._overview.known()
        self._version = version
        return True

    @property
    def _marked(self) -> int | None:
        """The index of the article that is marked."""
        return self._shown[self.list.mark] if 0 <= self.list.mark < len(self._shown) else None

    def _choose_among(self, marked: int | None = None) -> None:
        """Filter and sort anew, and mark an article if it is shown, else the first."""
        among = None
        if self._hidden:
            among = [index for index in range(len(self._filter)) if index not in self._hidden]
        self._filter.choose(
            self.typed.text,
            self._state,
            self._order,
            self._known,
            lambda index: self._overview.shown(index).left,
            among,
        )
        self._shown = self._filter.shown
        at = 0
        if marked is not None and marked in self._shown:
            at = self._shown.index(marked)
        self.list.set_count(len(self._shown), at)
        self._want()

    def _want(self) -> None:
        """What is on the screen is counted first."""
        self._overview.table.wanted = [self._shown[entry] for entry in self.list.seen]

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Others are seen."""
        event.stop()
        self._want()

    def changed(self) -> None:
        """Filter anew."""
        self._choose_among(None if self.typed.text else self._marked)
        self.show()

    def choose(self, *, elsewhere: bool) -> None:
        """Open the article that is marked."""
        marked = self._marked
        if marked is None:
            return
        self.leave()
        self._chosen(self._corpus.articles[marked], elsewhere)

    def command(self, key: str) -> bool:
        """Go to the next choice of articles, or order."""
        if key in ("tab", "shift+tab"):
            self._state = _after(tuple(STATES), self._state, -1 if key == "shift+tab" else 1)
        elif key == "ctrl+t":
            self._order = _after(tuple(ORDERS), self._order, 1)
        elif key == "ctrl+f":
            self.leave()
            self.below.dispatcher.run("search_corpus")
            return True
        else:
            return False
        self._known = self._overview.known()
        self._choose_among(self._marked)
        self.show()
        return True

    def show(self) -> None:
        """Set the rows above and below the list."""
        shades, width, height = self.shades, self.size.width, self.size.height
        self.top.show_only((HEAD, LINE, COLUMNS) if height >= LOW_SCREEN else (LINE,))
        progress = self._overview.progress
        part = progress.done / progress.total if progress.total else 0.0
        full = METER if part == 1 else min(METER - 1, round(part * METER))
        meter = "█" * full + "░" * (METER - full)
        name = harmless(self._title or "Articles")
        tagged = sum(facts.tagged for facts in self._known.values())
        problem = self._overview.problem or (f"{len(skipped)} passed over" if (skipped := self._corpus.skipped) else "")
        head: list[Words] = [
            (f" {name}", shades.bar_strong if self._title else shades.bar),
            (f" · {progress} ", shades.bar),
            (f"{meter} " if width >= ROOMY else "", shades.bar_dim),
            (f"· {harmless(problem)} " if problem else "", shades.bar),
            (f"· {tagged:,} tagged", shades.bar_dim),
        ]
        order = f"by {self._order} " if self._order == "name" else f"{self._order} first "
        self.top.put(HEAD, head, [(order, shades.bar_dim)], shades.bar)
        self.top.put(LINE, self.line("›"), (), shades.bar)
        heads = "".join(f"{each:>{COLUMN}}" for each in self._columns(width))
        self.top.put(COLUMNS, self._states(width), [(f"{heads} ", shades.dim)], shades.base)
        self.foot.put(
            0,
            self.keys(
                ("enter", "new pane" if self._title else "open"),
                *([] if self._title else [("ctrl+o", "other pane")]),
                ("tab", "which"),
                ("ctrl+t", "order"),
                ("ctrl+f", "search texts"),
                ("esc", "back"),
            ),
            (),
            shades.base,
        )

    def _states(self, width: int) -> list[Words]:
        """The choices with their counts, the one in force marked; on a narrow screen that one alone."""
        shades = self.shades
        named, known = self._filter.named, self._known
        if len(named) < len(self._filter):
            known = {index: known[index] for index in named if index in known}
        number = counts(len(named), known)
        words: list[Words] = [("  ", shades.base)]
        for state in STATES:
            style = shades.bar_strong if state == self._state else shades.dim
            words.append((f" {state} {number[state]:,} ", style))
        if sum(len(text) for text, _ in words) + COLUMN * len(self._columns(width)) < width:
            return words
        return [
            ("   ‹ ", shades.dim),
            (f" {self._state} {number[self._state]:,} ", shades.bar_strong),
            (" ›", shades.dim),
        ]

    def _columns(self, width: int) -> tuple[str, ...]:
        return ("tagged", "left", "orphans") if width >= NARROW else ("tagged",)

    def paint(self, entry: int, width: int, marked: bool) -> Sequence[Words]:
        """The row of an article: how far it is, its name, and what is counted in it."""
        index, shades = self._shown[entry], self.shades
        shown = self._overview.shown(index)
        facts = shown.facts
        base, dim = (shades.bar_strong, shades.bar_strong) if marked else (shades.base, shades.dim)
        state = BROKEN if facts.problem else MARKS[_state_of(facts)]
        pointer = "›" if marked else " "
        cells = [_count(value) for value in _values(shown)][: len(self._columns(width))]
        right = "".join(f"{each:>{COLUMN}}" for each in cells) + " "
        remark = " file cannot be used" if facts.problem else " text changed" if facts.changed else ""
        room = max(8, width - 4 - len(right) - len(remark))
        folder, slash, name = harmless(self._corpus.articles.id(index)).rpartition("/")
        whole = cut_left(f"{folder}{slash}{name}", room)
        at = whole.rfind("/") + 1
        return [
            (f"{pointer}{state} ", base),
            (whole[:at], dim),
            (whole[at:], base),
            (remark, dim),
            (right, dim),
        ]


def _state_of(facts: Facts) -> str:
    return "done" if facts.is_done else "untouched" if facts.is_untouched else "begun"


def _values(shown: Shown) -> tuple[int | None, int | None, int | None]:
    facts = shown.facts
    return facts.tagged or None, shown.left, facts.orphans or None


def _count(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _after(choices: Sequence[str], choice: str, step: int) -> str:
    return choices[(choices.index(choice) + step) % len(choices)]
