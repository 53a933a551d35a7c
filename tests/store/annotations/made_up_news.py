"""Made-up news, and editors who change it: for every edited version it is known what became of each passage."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from copydesk.annotation.span import Span

PEOPLE = [
    "Marisol Ibarra",
    "Tomás Okonkwo",
    "Jean-Luc Périgord",
    "Aoife O’Dwyer",
    "Li Wen",
    "Zoë Brandt",
    "Ibarra",
    "Okonkwo",
    "Périgord",
    "Brandt",
    "President Okonkwo",
    "Mayor Ibarra",
    "Mr. Périgord",
    "Dr. Aoife O’Dwyer",
]
PLACES = ["Vellmar", "Port Astley", "the Sundry Isles", "Krásná Hora", "Ostreny", "São Bento"]
GROUPS = ["the Harbor Authority", "Vellmar Council", "Norrland Rail", "the Water Board", "the council", "Astley Works"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "last week", "in March", "on 4 May", "this year"]
WHICH = ["new", "old", "second", "promised", "costly", "northern", "floating", "narrow", "disputed", "half-built"]
THINGS = [
    "bridge",
    "loan of $350 million",
    "flood wall",
    "ferry",
    "market hall",
    "night bus",
    "school",
    "fish quota",
    "set of figures",
    "tram line",
    "tax on empty flats",
    "census",
    "lock",
    "harbour light",
    "library",
    "archive",
]
VERBS = ["approved", "rejected", "postponed", "defended", "questioned", "announced", "criticised", "welcomed"]
SAID = ["said", "told reporters", "said", "added", "said in a statement", "warned"]
WHEN = [
    "after {} days of debate",
    "despite {} letters of protest",
    "without naming a date",
    "for the {}th time",
    "as costs rose by {} percent",
    "although page {} of the report was never published",
    "in front of {} people",
    "while {} members walked out",
    "with {} votes to three",
    "because the deadline had passed {} days earlier",
]
FIRST_HALVES = [
    "We will not wait another winter",
    "Nobody asked the people who live here",
    "It is a matter of months",
    "The figures speak for themselves",
    "That promise was made",
    "I have seen no such letter",
    "You cannot build on sand",
    "There is real progress",
    "This is where it ends",
    "The money is there",
    "We are talking to everyone",
    "My neighbours are not fools",
    "A harbour is not a shop",
    "Somebody has to begin",
]
SECOND_HALVES = [
    "and we know it",
    "not of years",
    "and it will be kept",
    "whatever they say",
    "and there are real doubts",
    "but the will is not",
    "including those who shout",
    "and I will say so again",
    "as my father used to say",
    "until somebody pays",
    "and no one should be surprised",
    "if the weather holds",
    "for all I care",
]
BOILERPLATE = "This article was first published by the Vellmar Gazette; Marisol Ibarra is its editor."
SLIPS = {"approved": "aproved", "rejected": "rejcted", "residents": "resdients", "Authority": "Authorty",
         "Périgord": "Perigrod", "Okonkwo": "Okonwko", "published": "publshed", "progress": "progres"}  # fmt: skip


COPIED = -2


@dataclass(frozen=True)
class Story:
    """An article, the passages that a person might tag in it, and the names that it may be about."""

    text: str
    spans: tuple[Span, ...]
    names: tuple[str, ...] = tuple(PEOPLE)


def write_story(rng: random.Random, paragraphs: int = 8, density: float = 1.0) -> Story:
    """An article with names that come again and again, quotes, slips of the pen and repeated boilerplate.

    Args:
        rng: Where chance comes from.
        paragraphs: How many it has.
        density: The share of what could be tagged that is.
    """
    cast = rng.sample(PEOPLE, 4), rng.sample(PLACES, 3), rng.sample(GROUPS, 3)
    told = [" ".join(_sentence(rng, *cast) for _ in range(rng.randint(2, 5))) for _ in range(paragraphs)]
    if rng.random() < 0.3:
        told.insert(rng.randrange(len(told)), BOILERPLATE)
        told.append(BOILERPLATE)
    text = rng.choice(["\n", "\n\n", "\r\n"]).join(told) + "\n"
    for right, wrong in SLIPS.items():
        for match in reversed(list(re.finditer(right, text))):
            if rng.random() < 0.1:
                text = text[: match.start()] + wrong + text[match.end() :]
    return Story(text, tuple(tag(rng, text, density)))


def _sentence(rng: random.Random, people: list[str], places: list[str], groups: list[str]) -> str:
    who, where, group = rng.choice(people), rng.choice(places), rng.choice(groups)
    thing, verb, day = f"the {rng.choice(WHICH)} {rng.choice(THINGS)}", rng.choice(VERBS), rng.choice(DAYS)
    clause, said = rng.choice(WHEN).format(rng.randint(2, 99)), rng.choice(SAID)
    speech, speech_too = (f"{rng.choice(FIRST_HALVES)}, {rng.choice(SECOND_HALVES)}" for _ in range(2))
    return rng.choice(
        [
            f"{who} {verb} {thing} in {where} {day}, {clause}.",
            f"“{speech},” {who} {said} {day}.",
            f"“{speech},” {said} {who}. “{speech_too}.”",
            f"{group[0].upper()}{group[1:]} {verb} {thing} {clause}, {who} {said}.",
            f"In {where}, {who} and {rng.choice(people)} {verb} {thing}.",
            f"{clause[0].upper()}{clause[1:]}, {group} {verb} {thing}; {who} called it “{speech.lower()}” {day}.",
            f"{', '.join(rng.sample(PEOPLE, 2))}, {who} and {group} met in {where} — {clause}.",
        ]
    )


def tag(rng: random.Random, text: str, density: float) -> list[Span]:
    """Tag names, places, groups and quotes, some of them in two pieces."""
    spans: list[Span] = []
    for label, names in (("PERSON", [*PEOPLE, *SLIPS.values()]), ("GPE", PLACES), ("ORG", GROUPS)):
        for name in names:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                if rng.random() < density:
                    spans.append(Span(label=label, start=match.start(), end=match.end()))
    for match in re.finditer("“[^”]*”( [^“”.]{3,40}\\. “[^”]*”)?", text):
        if rng.random() < density:
            middle = match[0].find("”") + 1
            again = match[0].find("“", 1)
            fragments = ((0, middle), (again, len(match[0]))) if again > 0 else ()
            pieces = tuple((match.start() + left, match.start() + right) for left, right in fragments)
            spans.append(Span(label="QUOTE", start=match.start(), end=match.end(), fragments=pieces))
    return spans


class Manuscript:
    """A text that remembers, for each of its code points, which one of the story it is.

    Attributes:
        chars: The code points.
        origin: What each of them was; -1 for what was added, and `COPIED` less the code point for a copy of one.
        names: The names that it may be about.
    """

    def __init__(self, story: Story) -> None:
        self.chars = list(story.text)
        self.origin = list(range(len(story.text)))
        self.names = story.names

    @property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(self.chars)

    def replace(self, start: int, end: int, words: str, *, keeps: bool = False) -> None:
        """Put other words in the place of a half-open range; with `keeps` they are the same ones, respelled."""
        old = self.origin[start:end]
        if keeps and words:
            origin = [old[min(number * len(old) // len(words), len(old) - 1)] for number in range(len(words))]
            origin[0], origin[-1] = old[0], old[-1]
            if len(words) > 1:
                self.chars[start:end] = list(words)
                self.origin[start:end] = origin
                return
            origin = [old[0]]
        else:
            origin = [-1] * len(words)
        self.chars[start:end] = list(words)
        self.origin[start:end] = origin

    def copy(self, start: int, end: int, to: int) -> None:
        """Put a copy of a half-open range in at another offset."""
        origin = [COPIED - each if each >= 0 else -1 for each in self.origin[start:end]]
        self.chars[to:to], self.origin[to:to] = self.chars[start:end], origin

    def is_copy(self, place: tuple[int, int], source: tuple[int, int]) -> bool:
        """Whether at a place there is a copy of a range of the story."""
        return {COPIED - each for each in self.origin[slice(*place)]} <= set(range(*source))

    def move(self, start: int, end: int, to: int) -> None:
        """Take a half-open range out and put it in before what was at another offset."""
        chars, origin = self.chars[start:end], self.origin[start:end]
        target = to if to <= start else to - (end - start)
        del self.chars[start:end], self.origin[start:end]
        self.chars[target:target] = chars
        self.origin[target:target] = origin

    def lines(self) -> list[tuple[int, int]]:
        """The lines with their ends, as half-open ranges."""
        return [match.span() for match in re.finditer(r"[^\n]*\n+|[^\n]+$", self.text)]

    def sentences(self) -> list[tuple[int, int]]:
        """The sentences, as half-open ranges; one of the dots of an ellipsis is none."""
        return [match.span() for match in re.finditer(r"(?=\S)(?=[^.\n]*\w)(?:[MD]r\.|[^.\n])*\.+[\"”]?", self.text)]

    def words(self) -> list[tuple[int, int]]:
        """The words, as half-open ranges."""
        return [match.span() for match in re.finditer(r"\w+(?:[’'-]\w+)*", self.text)]

    def where(self, pieces: tuple[tuple[int, int], ...]) -> list[tuple[int, int] | None]:
        """Where pieces of the story stand: the half-open range of what is left of each; None where nothing is."""
        found: list[tuple[int, int] | None] = []
        for start, end in pieces:
            offsets = [offset for offset, origin in enumerate(self.origin) if start <= origin < end]
            found.append((min(offsets), max(offsets) + 1) if offsets else None)
        return found


Editing = Callable[[Manuscript, random.Random], None]


def insert_word(page: Manuscript, rng: random.Random) -> None:
    start, _ = rng.choice(page.words())
    page.replace(start, start, rng.choice(["late ", "reportedly ", "former ", "now ", "not ", "very "]))


def remove_word(page: Manuscript, rng: random.Random) -> None:
    start, end = rng.choice(page.words())
    page.replace(start, end + (page.chars[end : end + 1] == [" "]), "")


def replace_word(page: Manuscript, rng: random.Random) -> None:
    page.replace(*rng.choice(page.words()), rng.choice(["harbour", "seven", "quietly", "Brandt", "refused"]))


def move_paragraph(page: Manuscript, rng: random.Random) -> None:
    lines = page.lines()
    start, end = rng.choice(lines)
    to = rng.choice([each for line in lines for each in line if not start < each < end])
    page.move(start, end, to)


def swap_sentences(page: Manuscript, rng: random.Random) -> None:
    sentences = page.sentences()
    number = rng.randrange(len(sentences) - 1)
    (start, end), (_, last) = sentences[number], sentences[number + 1]
    page.move(start, end, last)


def remove_paragraph(page: Manuscript, rng: random.Random) -> None:
    lines = page.lines()
    if len(lines) > 3:
        page.replace(*rng.choice(lines), "")


def remove_sentence(page: Manuscript, rng: random.Random) -> None:
    """A sentence; not where, the words around being the same, it could as well be another stretch."""
    start, end = rng.choice(page.sentences())
    text = page.text
    if (
        text[start - 8 : start].strip() != text[start:end].strip()[-7:]
        and text[start:end][:8] != text[end:].strip()[:8]
    ):
        page.replace(start, end, "")


def rewrite_sentence(page: Manuscript, rng: random.Random) -> None:
    """Another sentence, about some of the same names: they are said of something else there."""
    start, end = rng.choice(page.sentences())
    old = page.text[start:end]
    names = [name for name in page.names if name in old] or list(page.names)
    told = set(re.findall(r"\w+", old)) - set(re.findall(r"\w+", " ".join(page.names))) - {"the", "a", "of"}
    for _ in range(50):
        new = _sentence(rng, names, PLACES, GROUPS)
        if not told & set(re.findall(r"\w+", new)):
            page.replace(start, end, new)
            return


def insert_sentence(page: Manuscript, rng: random.Random) -> None:
    """A sentence about a name that is in the article already."""
    names = [name for name in page.names if name in page.text] or list(page.names)
    start, _ = rng.choice(page.sentences())
    page.replace(start, start, f"{_sentence(rng, names, PLACES, GROUPS)} ")


def repeat_paragraph(page: Manuscript, rng: random.Random) -> None:
    """A copy of a paragraph, away from it: beside it nobody could tell which of the two is the copy."""
    lines = page.lines()
    start, end = rng.choice(lines)
    places = [line[0] for line in lines if not start <= line[0] <= end]
    if places:
        page.copy(start, end - (page.chars[end - 2 : end] == ["\n", "\n"]), rng.choice(places))


def straighten_quotes(page: Manuscript, _: random.Random) -> None:
    page.chars = [{"“": '"', "”": '"', "’": "'", "—": "-"}.get(char, char) for char in page.chars]


def curl_quotes(page: Manuscript, _: random.Random) -> None:
    page.chars = [{'"': "”", "'": "’"}.get(char, char) for char in page.chars]


def decompose(page: Manuscript, _: random.Random) -> None:
    for offset in reversed(range(len(page.chars))):
        spelled = unicodedata.normalize("NFD", page.chars[offset])
        if spelled != page.chars[offset]:
            page.replace(offset, offset + 1, spelled, keeps=True)


def to_crlf(page: Manuscript, _: random.Random) -> None:
    for match in reversed(list(re.finditer(r"(?<!\r)\n", page.text))):
        page.replace(match.start(), match.start(), "\r")


def to_lf(page: Manuscript, _: random.Random) -> None:
    for match in reversed(list(re.finditer(r"\r\n", page.text))):
        page.replace(match.start(), match.start() + 1, "")


def correct_slips(page: Manuscript, _: random.Random) -> None:
    for right, wrong in SLIPS.items():
        for match in reversed(list(re.finditer(wrong, page.text))):
            page.replace(*match.span(), right, keeps=True)


def remove_one_of_many(page: Manuscript, rng: random.Random) -> None:
    """One of the names in a list of names; not where, the words being the same, it could as well be the next."""
    found = list(re.finditer("|".join(rf"(?<!\w){re.escape(name)}, (?=[A-Z])" for name in page.names), page.text))
    text = page.text
    found = [match for match in found if text[match.start() - 4 : match.start()] != match[0][-4:]]
    found = [match for match in found if text[match.end() : match.end() + 4] != match[0][:4]]
    if found:
        page.replace(*rng.choice(found).span(), "")


LIGHT: tuple[Editing, ...] = (
    insert_word, remove_word, replace_word, insert_sentence, rewrite_sentence, remove_sentence, swap_sentences,
    move_paragraph, remove_one_of_many, correct_slips,
)  # fmt: skip
HEAVY: tuple[Editing, ...] = (
    remove_paragraph,
    repeat_paragraph,
    straighten_quotes,
    curl_quotes,
    decompose,
    to_crlf,
    to_lf,
)


def edit(story: Story, rng: random.Random, light: tuple[Editing, ...] = LIGHT) -> tuple[Manuscript, list[str]]:
    """An edited version of a story, and what was done to it."""
    page = Manuscript(story)
    done = [rng.choice(light) for _ in range(rng.randint(1, 7))] + [rng.choice(HEAVY) for _ in range(rng.randint(0, 2))]
    rng.shuffle(done)
    for editing in done:
        editing(page, rng)
    return page, [editing.__name__ for editing in done]
