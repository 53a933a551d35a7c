"""Which articles the list shows, and in what order: by what is typed, by how far they are, by what is counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from copydesk.store.corpus.facts import UNTOUCHED, Facts

STATES: Final[dict[str, Callable[[Facts], bool]]] = {
    "all": lambda _: True,
    "open": lambda facts: not facts.is_done,
    "untouched": lambda facts: facts.is_untouched,
    "begun": lambda facts: not facts.is_done and not facts.is_untouched,
    "done": lambda facts: facts.is_done,
    "mine": lambda facts: facts.mine > 0,
}
"""The choices of how far an article is; `open` is what is left to do, begun or not."""

ORDERS: Final[dict[str, Callable[[Facts, int | None], int]]] = {
    "name": lambda _facts, _left: 0,
    "most tagged": lambda facts, _left: -facts.tagged,
    "most left": lambda _facts, left: -left if left is not None else 1,
    "orphans": lambda facts, _left: -facts.orphans - facts.problem,
}
"""The orders; articles that are alike in one stay in the order of the corpus."""


class ArticleFilter:
    """Chooses among articles. It is told of new ones, and never reads a file.

    Attributes:
        shown: The indexes of the articles that fit, in order.
        named: The indexes of those whose names fit, however far they are.
    """

    def __init__(self) -> None:
        self.shown: Sequence[int] = ()
        self.named: Sequence[int] = ()
        self._ids: list[str] = []
        self._folded: list[str] = []
        self._typed = ""
        self._fitting: Sequence[int] = ()

    def extend(self, ids: Sequence[str]) -> None:
        """Take in the ids of articles that were listed since."""
        if ids:
            self._ids += ids
            self._folded += "\n".join(ids).lower().split("\n") if "\n" not in "".join(ids) else map(str.lower, ids)
            self._fitting, self._typed = range(len(self._ids)), ""

    def __len__(self) -> int:
        """How many articles there are."""
        return len(self._ids)

    def choose(
        self,
        typed: str,
        state: str,
        order: str,
        known: Mapping[int, Facts],
        left: Callable[[int], int | None],
        among: Sequence[int] | None = None,
    ) -> None:
        """Choose anew.

        Args:
            typed: Words that an article's id holds, all of them; a capital letter in them matters. Where none fits,
                its letters in that order.
            state: One of `STATES`.
            order: One of `ORDERS`.
            known: What is known of the articles that are not untouched.
            left: How many proposals are left in an article.
            among: The only articles to choose from, if not all.
        """
        found = self._named(typed)
        if among is not None:
            some = set(among)
            found = [index for index in found if index in some]
        self.named = found
        if state != "all":
            test = STATES[state]
            if test(UNTOUCHED):
                unfit = {index for index, facts in known.items() if not test(facts)}
                found = [index for index in found if index not in unfit]
            else:
                fit = {index for index, facts in known.items() if test(facts)}
                found = [index for index in found if index in fit]
        if order != "name":
            rank = ORDERS[order]
            counts = order == "most left"
            found = sorted(found, key=lambda index: rank(known.get(index, UNTOUCHED), left(index) if counts else None))
        self.shown = found

    def _named(self, typed: str) -> Sequence[int]:
        """The articles whose ids fit what was typed; those whose name begins with it come first."""
        typed = typed.strip()
        if not typed:
            self._typed, self._fitting = "", range(len(self._ids))
            return self._fitting
        words = typed.split()
        smart = typed != typed.lower()
        names = self._ids if smart else self._folded
        narrower = self._typed and typed.startswith(self._typed) and smart == (self._typed != self._typed.lower())
        found: Sequence[int] = self._fitting if narrower else range(len(names))
        for word in words:
            found = [index for index in found if word in names[index]]
        if found:
            self._typed = typed
            self._fitting = found
            first = words[0]
            begin = [index for index in found if names[index].startswith(first, names[index].rfind("/") + 1)]
            if not begin or len(begin) == len(found):
                return found
            first_ones = set(begin)
            return begin + [index for index in found if index not in first_ones]
        letters = "".join(words)
        fuzzy = re.compile(".*?".join(map(re.escape, letters)))
        near = [
            (match.end() - match.start(), index) for index, name in enumerate(names) if (match := fuzzy.search(name))
        ]
        self._typed, self._fitting = "", ()
        return [index for _, index in sorted(near)]


def counts(total: int, known: Mapping[int, Facts]) -> dict[str, int]:
    """How many articles there are of each state."""
    found = dict.fromkeys(STATES, 0)
    for facts in known.values():
        for state, test in STATES.items():
            found[state] += test(facts)
    for state, test in STATES.items():
        if test(UNTOUCHED):
            found[state] += total - len(known)
    return found
