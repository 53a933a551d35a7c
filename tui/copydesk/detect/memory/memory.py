"""Memory: what one person tagged and rejected, article by article, and what that says of a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from copydesk.annotation.decision import Decision
from copydesk.detect.memory.surfaces import SurfaceTable, surface_key, written
from copydesk.detect.memory.verdict import Opinion

Tally = tuple[tuple[Decision, int], ...]
"""How often each decision was made on a surface in one article, in order."""

Tallies = Mapping[str, Tally]
"""What was decided in one article, by the keys of the surfaces."""


def tallied(decisions: Iterable[Decision]) -> Tallies:
    """The decisions of one article, counted by surface."""
    counts: dict[str, Counter[Decision]] = {}
    for decision in decisions:
        counts.setdefault(surface_key(decision.words), Counter())[_as_written(decision)] += 1
    return {key: tuple(sorted(count.items())) for key, count in counts.items()}


@dataclass(slots=True)
class Evidence:
    """What was decided on one surface, in several articles.

    Attributes:
        tagged: In how many articles it was tagged, by label.
        rejected: In how many articles it was rejected, and not tagged so as well, by label.
        surfaces: In how many articles it was tagged, by how it was written there.
    """

    tagged: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    surfaces: Counter[str] = field(default_factory=Counter)

    def add(self, tally: Tally, sign: int) -> None:
        """Count an article, or with a sign of -1 no longer count it."""
        tagged = {decision.label for decision, _ in tally if decision.accepted}
        rejected = {decision.label for decision, _ in tally if not decision.accepted} - tagged
        surfaces = {decision.words for decision, _ in tally if decision.accepted}
        for counter, names in ((self.tagged, tagged), (self.rejected, rejected), (self.surfaces, surfaces)):
            for name in names:
                counter[name] += sign
                if not counter[name]:
                    del counter[name]


class Memory:
    """What one person decided on names in all articles so far.

    Each article's part can be replaced, or changed decision by decision, in time that grows with the change.

    Attributes:
        table: The surfaces that were tagged anywhere; for reading only.
    """

    def __init__(self) -> None:
        self.table = SurfaceTable()
        self._articles: dict[str, dict[str, Tally]] = {}
        self._evidence: dict[str, Evidence] = {}
        self._tallies: dict[Tally, Tally] = {}

    def replace(self, article: str, tallies: Tallies) -> set[str]:
        """Put what was decided in an article in the place of what was known of it; the keys that this concerns."""
        known = self._articles.get(article, {})
        keys = {key for key in known.keys() | tallies.keys() if known.get(key, ()) != tallies.get(key, ())}
        for key in keys:
            self._put(article, key, tallies.get(key, ()))
        return keys

    def change(self, article: str, gone: Iterable[Decision], come: Iterable[Decision]) -> set[str]:
        """Take decisions of an article back and add others; the keys that this concerns."""
        counts: dict[str, Counter[Decision]] = {}
        for sign, decisions in ((-1, gone), (1, come)):
            for decision in decisions:
                counts.setdefault(surface_key(decision.words), Counter())[_as_written(decision)] += sign
        changed = {key for key, count in counts.items() if any(count.values())}
        for key in changed:
            count = Counter(dict(self._articles.get(article, {}).get(key, ())))
            count.update(counts[key])
            self._put(article, key, tuple(sorted(item for item in count.items() if item[1] > 0)))
        return changed

    def _put(self, article: str, key: str, tally: Tally) -> None:
        known = self._articles.setdefault(article, {})
        evidence = self._evidence.setdefault(key, Evidence())
        before = set(evidence.surfaces)
        evidence.add(known.pop(key, ()), -1)
        if tally:
            known[key] = self._tallies.setdefault(tally, tally)
            evidence.add(tally, 1)
        for surface in before - evidence.surfaces.keys():
            self.table.remove(surface)
        for surface in evidence.surfaces.keys() - before:
            self.table.add(surface)
        if not (evidence.tagged or evidence.rejected):
            del self._evidence[key]
        if not known:
            del self._articles[article]

    def surfaces(self, key: str) -> Mapping[str, int]:
        """How a surface was written where it was tagged, and in how many articles."""
        evidence = self._evidence.get(key)
        return evidence.surfaces if evidence else {}

    def opinion(self, key: str, article: str) -> Opinion | None:
        """What is known of a surface for an article; None where nothing is."""
        evidence = self._evidence.get(key)
        if evidence is None:
            return None
        here = self._articles.get(article, {}).get(key, ())
        tagged_here: Counter[str] = Counter()
        rejected_here: Counter[str] = Counter()
        for decision, times in here:
            (tagged_here if decision.accepted else rejected_here)[decision.label] += times
        tagged, rejected = evidence.tagged, evidence.rejected
        if here:
            tagged = tagged - Counter(tagged_here.keys())
            rejected = rejected - Counter(rejected_here.keys() - tagged_here.keys())
        return Opinion(tagged, rejected, tagged_here, rejected_here)

    def reason(self, words: str, label: str, article: str) -> str:
        """Why words are proposed with a label, or what speaks against it; empty where nothing is known of them."""
        opinion = self.opinion(surface_key(words), article)
        if opinion is None:
            return ""
        labels = [label, *sorted({*opinion.tagged, *opinion.tagged_here} - {label})]
        tagged = [
            f"as {each} {where}" for each in labels if (where := _where(opinion.tagged_here, opinion.tagged, each))
        ]
        rejected = _where(opinion.rejected_here, opinion.rejected, label)
        said = [f"you tagged this {', '.join(tagged)}"] if tagged else []
        said += [f"you rejected this as {label} {rejected}"] if rejected else []
        return "; ".join(said)


def _where(here: Mapping[str, int], elsewhere: Mapping[str, int], label: str) -> str:
    """Where something was decided of a label; empty where it was not."""
    articles = elsewhere.get(label, 0)
    if here.get(label, 0):
        return f"here and in {articles} more" if articles else "here"
    return f"in {articles} article{'s' if articles > 1 else ''}" if articles else ""


def _as_written(decision: Decision) -> Decision:
    return decision._replace(words=written(decision.words))
