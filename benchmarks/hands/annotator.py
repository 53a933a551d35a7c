"""The annotator: decides an article from its first proposal to its last as its gold has it, with as few keys as it can.

It works as a person does who knows what is right: through the article once, from top to bottom; a proposal is accepted,
rejected, given another label or other ends; what nobody proposed is gone to and tagged; a quote's speaker is put right
when the quote is decided. Every plan is made of what is shown at that moment, and made anew after each step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.text.document import Document
from hands.goals import Goals, Place
from hands.session import Session, Shown, State
from hands.ways import Keys, Ways, weight

ENTITY, QUOTE = "entity", "quote"
SPEAKING = frozenset({"PERSON", "ORG", "GPE", "NORP", "SPEAKER"})
"""The labels that a quote's speaker may have."""
STEPS = 1200
"""Steps after which an article is given up."""
NO_WAY = 99
MARGIN = 4
"""Cells beside the text."""
MEASURE = 76


@dataclass
class Count:
    """The keys that were pressed.

    Attributes:
        keys: By what they were for.
        why: By what had to be done.
        log: Each step with its keys.
    """

    keys: Counter[str] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    log: list[str] = field(default_factory=list)

    def add(self, kind: str, why: str, keys: Keys, words: str) -> None:
        """Count the keys of a step."""
        self.keys[kind] += weight(keys)
        self.why[f"{kind}: {why}"] += weight(keys)
        self.log.append(f"{kind:6} {why:18} {' '.join(keys):24} {words[:60]}")


@dataclass(frozen=True)
class Task:
    """Something that is to be done.

    Attributes:
        what: `decide` a proposal, `tag` a place, `mend` an annotation, or name a quote's `speaker`.
        start: First code point of what it is about.
        end: One past the last.
        span: The proposal or annotation.
        goal: What is to be there, if anything.
    """

    what: str
    start: int
    end: int
    span: Shown | None
    goal: Place | None


class Annotator:
    """Works on one article.

    Args:
        goals: What is to be there.
        session: The program, with the article open.
        columns: Cells of a row of the screen.
        rows: Rows of it.

    Attributes:
        told: Says what the screen says, for the log; None where nobody looks.
    """

    def __init__(self, goals: Goals, session: Session, columns: int, rows: int) -> None:
        self.goals = goals
        self.text = goals.text
        self.session = session
        self.count = Count()
        self.given_up: list[str] = []
        self._recent: list[str] = []
        self._ways = Ways(Document.from_text(goals.text), min(MEASURE, columns - MARGIN), rows - 4)
        self._stuck: set[object] = set()
        self._costs: dict[Place, int] = {}
        self.told: Callable[[], str] | None = None

    def work(self, *, proposals: bool) -> Count:
        """Annotate the article; answers with what it took.

        Args:
            proposals: Whether anything is proposed at the start.
        """
        state = self.session.start(proposals=proposals)
        for _ in range(STEPS):
            task = self._next(state)
            if task is None:
                return self.count
            state = self._do(state, task)
        raise RuntimeError(f"{self.goals.id}: no end is reached")

    def _next(self, state: State) -> Task | None:
        """What is to be done first: the first thing in the text that is not as it must be."""
        tasks: list[Task] = []
        there = {(span.start, span.end, span.label) for span in state.annotations}
        leading: set[Place] = set()
        for span in state.to_decide:
            goal = self._goal_of(span, there, leading)
            if goal:
                leading.add(goal)
            tasks.append(Task("decide", span.start, span.end, span, goal))
        speakers = self._speakers(state)
        lacking = [
            span
            for span in state.annotations
            if span.label == "QUOTE"
            and span.range in self.goals.quotes
            and self._lacks(speakers.get(span.range), self.goals.quotes[span.range])
        ]
        replaced = {speakers.get(span.range) for span in lacking if (*span.range, "QUOTE") not in self._stuck}
        replaced = {place for place in replaced if place and place[2] == "SPEAKER"}
        for span in state.annotations:
            place = (span.start, span.end, span.label)
            if span.label == "CUE" or place in self._stuck or place in replaced:
                continue
            if place not in self.goals.places:
                goal = self._goal_of(span, there, leading)
                if goal:
                    leading.add(goal)
                tasks.append(Task("mend", span.start, span.end, span, goal))
            elif span in lacking and self._can_speak(state, self.goals.quotes[span.range]):
                tasks.append(Task("speaker", span.start, span.end, span, self.goals.quotes[span.range]))
        for place in self.goals.entities | {(start, end, "QUOTE") for start, end in self.goals.quotes}:
            if place not in there and place not in leading and place not in self._stuck:
                tasks.append(Task("tag", place[0], place[1], None, place))
        return min(tasks, key=lambda task: (task.start, -task.end), default=None)

    @staticmethod
    def _can_speak(state: State, goal: Place | None) -> bool:
        """Whether a speaker can be named now: a name is tagged first."""
        return goal is None or goal[2] == "SPEAKER" or bool(_standing(state, goal))

    @staticmethod
    def _lacks(speaker: Place | None, goal: Place | None) -> bool:
        """Whether another speaker is to be named; one of another label will be given the right one in its turn."""
        return speaker != goal and not (speaker and goal and speaker[:2] == goal[:2] and goal[2] != "SPEAKER")

    def _speakers(self, state: State) -> dict[tuple[int, int], Place]:
        spans = {span.id: span for span in state.annotations}
        return {
            spans[head].range: (spans[tail].start, spans[tail].end, spans[tail].label)
            for type, head, tail in state.relations
            if type == "speaker" and head in spans and tail in spans
        }

    def _goal_of(self, span: Shown, there: set[Place], taken: set[Place]) -> Place | None:
        """The goal that a proposal is to be made into: that of its words, else the one that takes the fewest keys."""
        places = self.goals.entities | {(start, end, "QUOTE") for start, end in self.goals.quotes}
        near = [
            place
            for place in places
            if place[0] < span.end
            and span.start < place[1]
            and place not in there
            and place not in taken
            and (place[2] == "QUOTE") == (span.label == "QUOTE")
        ]
        if not near:
            return None
        best = min(near, key=lambda place: (weight(self._nudges(span, place)), place[2] != span.label))
        if (best[0], best[1]) == span.range:
            return best
        others = {(each.start, each.end) for each in self.session.state.to_decide if each.id != span.id}
        if best[:2] in others:  # another proposal stands there already
            return None
        direct = len(self._nudges(span, best)) + len(self._label_keys(best[2]))
        return best if direct <= 1 + self._cost_of_tagging(best) else None

    def _cost_of_tagging(self, place: Place) -> int:
        if place not in self._costs:
            self._costs[place] = self._cost(place)
        return self._costs[place]

    def _cost(self, place: Place) -> int:
        ways = self._ways.selecting(place[0], place[1], self._over(self.session.state))
        return min((weight(way.keys) for way in ways), default=NO_WAY) + len(self._label_keys(place[2])) + 2

    def _nudges(self, span: Shown, place: Place) -> Keys:
        """The keys that move the ends of a span to those of a place; far too many where that is no way."""
        keys = self._ways.nudges(span.range, place[:2])
        return ("",) * NO_WAY if keys is None else keys

    @staticmethod
    def _over(state: State) -> list[Place]:
        return Annotator._over_of((*state.annotations, *state.open))

    @staticmethod
    def _over_of(spans: Iterable[Shown]) -> list[Place]:
        return [(span.start, span.end, span.label) for span in spans]

    def _label_keys(self, label: str) -> Keys:
        """The fewest keys that give a label."""
        if self._recent and self._recent[-1] == label:
            return (".",)
        key = DEFAULT_LABELS.get(label).key
        if key:
            return (key,)
        names = [each.name for each in DEFAULT_LABELS]
        recent = [name for name in reversed(self._recent) if name in names]
        ordered = [*recent, *(name for name in names if name not in recent)]
        entries = {name: f"{name} · {DEFAULT_LABELS.get(name).description}".lower() for name in ordered}
        for length in range(len(label) + 1):
            typed = label[:length].lower()
            fitting = [name for name in ordered if typed in entries[name]]
            if typed:
                fitting.sort(key=lambda name: not entries[name].startswith(typed))
            if fitting[0] == label:
                return ("t", *typed, "enter")
        raise ValueError(label)

    def _given(self, label: str) -> None:
        self._recent = [*(each for each in self._recent if each != label), label]

    def _press(self, kind: str, why: str, keys: Keys, words: str) -> State:
        self.count.add(kind, why, keys, words)
        state = self.session.press(*keys)
        if self.told:
            self.count.log.append(f"       {self.told()}")
        return state

    def _do(self, state: State, task: Task) -> State:
        if task.what == "tag" and task.goal:
            return self._tag(state, task.goal)
        assert task.span
        if task.what == "decide":
            return self._decide(state, task.span, task.goal)
        if task.what == "mend":
            return self._mend(state, task.span, task.goal)
        return self._name_speaker(state, task.span, task.goal)

    def _go(self, state: State, targets: frozenset[int], kind: str, why: str, words: str) -> State:
        """Go to one of some offsets."""
        for _ in range(4):
            way = self._way(state, targets)
            if way is None:
                raise RuntimeError(f"{self.goals.id}: no way from {state.offset} to {min(targets)}")
            if not way:
                return state
            state = self._press(kind, why, way, words)
        raise RuntimeError(f"{self.goals.id}: {min(targets)} is not reached")

    def _way(self, state: State, targets: frozenset[int]) -> Keys | None:
        proposals = sorted({span.start for span in state.to_decide})
        return self._ways.to(state.offset, targets, proposals, sorted({span.start for span in state.annotations}))

    def _focus(self, state: State, span: Shown, kind: str, why: str) -> State:
        """Have a span be what a key is about."""
        words = self.text[span.start : span.end]
        for _ in range(6):
            if state.item == span.id:
                return state
            if span.decidable:
                ids = [each.id for each in state.to_decide]
                if state.item in ids:
                    key = "tab" if ids.index(state.item) < ids.index(span.id) else "shift+tab"
                    state = self._press(kind, why, (key,), words)
                    continue
                starts = sorted({each.start for each in state.to_decide})
                near = self._ways.to(state.offset, frozenset({span.start}), starts, (), {}, jump=False)
                if near and len(near) <= 3:
                    state = self._press(kind, why, near, words)
                    continue
            over = self._only(state, span)
            if state.offset in over:
                state = self._press(kind, why, ("tab" if span.decidable else "J",), words)
            else:
                state = self._go(state, over or frozenset({self._ways.settle(span.start)}), kind, why, words)
        self._stuck.add((span.start, span.end, span.label))
        self.given_up.append(f"{span.label} {words!r} cannot be focused")
        return state

    def _only(self, state: State, span: Shown) -> frozenset[int]:
        """The offsets where a span is the shortest of what is there."""
        others = [
            each
            for each in (*state.annotations, *state.open)
            if each.id != span.id and each.end - each.start <= span.end - span.start
        ]
        return frozenset(
            self._ways.settle(offset)
            for offset in range(span.start, span.end)
            if not any(each.start <= offset < each.end for each in others)
        )

    def _decide(self, state: State, span: Shown, goal: Place | None) -> State:
        kind = QUOTE if span.label == "QUOTE" else ENTITY
        words = self.text[span.start : span.end]
        if goal is None:
            state = self._focus(state, span, kind, "reject")
            return self._press(kind, "reject", ("x",), words) if state.item == span.id else state
        exact, same = goal[:2] == span.range, goal[2] == span.label
        why = "accept" if exact and same else "relabel" if exact else "other ends"
        state = self._focus(state, span, kind, why)
        if state.item != span.id:
            return state
        now = span
        if not exact:
            state = self._press(kind, why, self._nudges(span, goal), words)
            moved = next((each for each in state.to_decide if each.id == span.id), None)
            if moved is None or moved.range != goal[:2]:
                return state
            now = moved
        if same and kind == QUOTE:
            speaker = next(((s, e, label) for type, s, e, label in span.links if type == "speaker"), None)
            wanted = self.goals.quotes[goal[:2]]
            if wanted and self._lacks(speaker, wanted) and self._can_speak(state, wanted):
                return self._name_speaker(state, now, wanted)
        if same:
            return self._press(kind, why, ("enter",), words)
        keys = self._label_keys(goal[2])
        self._given(goal[2])
        return self._press(kind, why, keys, words)

    def _tag(self, state: State, place: Place) -> State:
        """Tag what nobody proposed, or what was proposed otherwise."""
        start, end, label = place
        kind, words = (QUOTE if label in {"QUOTE", "SPEAKER"} else ENTITY), self.text[start:end]
        way, keys = self._best_way(state, place)
        if way:
            return self._press(kind, "go to tag", way, words)
        if keys and label == "QUOTE":
            speaker = self.goals.quotes[start, end]
            if speaker and self._can_speak(state, speaker):
                return self._tag_with_speaker(place, keys, speaker)
        keys = (*keys, *self._label_keys(label))
        self._given(label)
        state = self._press(kind, "tag", keys, words)
        if place not in {(span.start, span.end, span.label) for span in state.annotations}:
            self._stuck.add(place)
            self.given_up.append(f"{label} {words!r} is not tagged by {' '.join(keys)}")
        return state

    def _tag_with_speaker(self, place: Place, keys: Keys, speaker: Place) -> State:
        """Select a passage and name who said it, by which it is tagged."""
        words = self.text[place[0] : place[1]]
        self._press(QUOTE, "tag", keys, words)
        state = self._end_at(self._press(QUOTE, "speaker", ("r",), words), speaker, words)
        self._given("QUOTE")
        if self._lacks(self._speakers(state).get(place[:2]), speaker):
            self._stuck.add(place)
            self.given_up.append(f"{words!r} does not get its speaker with {' '.join(keys)}")
        return state

    def _end_at(self, state: State, speaker: Place, words: str) -> State:
        """Have the relation that was begun end at a speaker: by the letters there, or by going there."""
        letters = self._letters_of(state, speaker)
        if letters:
            return self._press(QUOTE, "speaker", letters, words)
        there = _standing(state, speaker)
        if there:
            over = self._only(state, there[0])
            self._go(state, over or frozenset({self._ways.settle(speaker[0])}), QUOTE, "speaker", words)
        else:
            self._select(state, speaker, "speaker")
        return self._press(QUOTE, "speaker", ("r",), words)

    def _best_way(self, state: State, place: Place) -> tuple[Keys, Keys]:
        """The fewest keys that select a place: those that lead to where it is begun, and those that select."""
        found = []
        tagged, proposed = self._over_of(state.annotations), self._over_of(state.open)
        hops = self._ways.hops(state.offset, tagged, proposed, fresh=state.fresh) if place[2] == "QUOTE" else []
        for selecting in self._ways.selecting(place[0], place[1], self._over(state), hops, state.offset):
            way = self._way(state, selecting.places)
            if way is not None:
                found.append((way, selecting.keys))
        return min(found, key=lambda both: weight(both[0]) + weight(both[1]))

    def _select(self, state: State, place: Place, why: str) -> State:
        """Go to words of which nothing is said and select them; a single word need not be selected."""
        words = self.text[place[0] : place[1]]
        for _ in range(4):
            way, keys = self._best_way(state, place)
            if not way:
                return self._press(QUOTE, why, keys, words) if keys else state
            state = self._press(QUOTE, why, way, words)
        raise RuntimeError(f"{self.goals.id}: {words!r} is not reached")

    def _mend(self, state: State, span: Shown, goal: Place | None) -> State:
        """Put right or remove an annotation that came with another one."""
        kind = QUOTE if span.label in {"QUOTE", "SPEAKER"} else ENTITY
        words = self.text[span.start : span.end]
        state = self._focus(state, span, kind, "mend")
        if state.item != span.id:
            return state
        if goal is None:
            return self._press(kind, "remove", ("x",), words)
        keys = self._nudges(span, goal)
        if goal[2] != span.label:
            keys = (*keys, *self._label_keys(goal[2]))
            self._given(goal[2])
        return self._press(kind, "mend", keys, words)

    def _name_speaker(self, state: State, quote: Shown, goal: Place | None) -> State:
        """Give a quote the speaker it must have; a proposed quote is accepted by it."""
        words = self.text[quote.start : quote.end]
        place = (quote.start, quote.end, "QUOTE")
        there = _standing(state, goal) if goal else []
        if any(span.id == state.item for span in there) and not quote.decidable:
            return self._name_what_was_said(state, quote, place)
        state = self._focus(state, quote, QUOTE, "speaker")
        if state.item != quote.id:
            return state
        if goal is None:
            return self._take_speaker_away(state, quote)
        state = self._end_at(self._press(QUOTE, "speaker", ("r",), words), goal, words)
        if self._lacks(self._speakers(state).get(quote.range), goal):
            self._stuck.add(place)
            self.given_up.append(f"{words!r} does not get its speaker")
        return state

    @staticmethod
    def _letters_of(state: State, goal: Place) -> Keys:
        """The keys that choose a place by the letters over it while a relation is begun, if it has any."""
        letters = next((letters for offset, letters in state.signs if offset == goal[0]), "")
        labels = SPEAKING if goal[2] != "QUOTE" else {"QUOTE"}
        same = [span for span in (*state.annotations, *state.open) if span.start == goal[0] and span.label in labels]
        index = next((number for number, span in enumerate(same) if span.range == goal[:2]), None)
        if not letters or (index is None and (same or goal[2] != "SPEAKER" or goal[:2] not in state.lit)):
            return ()
        return (*letters, str((index or 0) + 1)) if len(same) > 1 else tuple(letters)

    def _name_what_was_said(self, state: State, quote: Shown, place: Place) -> State:
        """Give the speaker that is in focus what they said."""
        words = self.text[quote.start : quote.end]
        state = self._press(QUOTE, "speaker", ("r",), words)
        letters = self._letters_of(state, place)
        if not letters:
            state = self._focus(state, quote, QUOTE, "speaker")
            letters = ("r",)
        state = self._press(QUOTE, "speaker", letters, words)
        if self._lacks(self._speakers(state).get(quote.range), self.goals.quotes[quote.range]):
            self._stuck.add(place)
            self.given_up.append(f"{words!r} does not get its speaker")
        return state

    def _take_speaker_away(self, state: State, quote: Shown) -> State:
        """Have a quote, which is accepted first, say nothing of its speaker."""
        words = self.text[quote.start : quote.end]
        types = [link[0] for link in quote.links]
        asked = (str(types.index("speaker") + 1),) if len(types) > 1 else ()
        state = self._press(QUOTE, "speaker", ("R", *asked), words)
        if quote.range in self._speakers(state):
            self._stuck.add((quote.start, quote.end, "QUOTE"))
            self.given_up.append(f"a speaker too much of {words!r}")
        return state


def _standing(state: State, goal: Place) -> list[Shown]:
    """What stands at a speaker's place and may be one, whatever its label is."""
    spans = (*state.annotations, *state.open)
    return [span for span in spans if span.range == goal[:2] and span.label in SPEAKING]
