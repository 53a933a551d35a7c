"""A folder of made-up articles for measurements: many, small, varied, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

WORDS = (
    "harbor ferry council mayor bridge valley school budget river market farmers storm railway museum clinic "
    "tax village theater warehouse ministry union court fishing tunnel airport factory library election vote "
    "opened closed said told announced promised denied asked warned rose fell joined left built sold paid"
).split()
NAMES = (
    "Ada Quill|Ben Tarrow|Mara Ostrem|Jonas Wreede|Lena Söder|Émile Cardot|Nordal Line|Lorvik|Brenn|"
    "Zoë Hallam|Tomás Ibarra|Council of Lorvik|Ministry of Tides"
).split("|")
FILLERS = "the a its their of in on for with after before while and but which that one two many every".split()
RARE = "zephyrine"
"""A word that only the article at `RARE_AT` of the way has."""
RARE_AT = 0.97
COMMON = "lighthouse"
"""A word that one article in a hundred has."""


def sentence(choice: random.Random) -> str:
    """A sentence of no meaning, with names and now and then a quotation."""
    words = [choice.choice(FILLERS if place % 2 else WORDS) for place in range(choice.randint(6, 22))]
    words[choice.randrange(len(words))] = choice.choice(NAMES)
    text = " ".join(words)
    text = text[0].upper() + text[1:]
    return f"“{text},” said {choice.choice(NAMES)}." if choice.random() < 0.2 else f"{text}."


def article(choice: random.Random) -> str:
    """An article of a few paragraphs under a headline and a by-line."""
    paragraphs = [" ".join(sentence(choice) for _ in range(choice.randint(1, 5))) for _ in range(choice.randint(2, 9))]
    return "\n\n".join([sentence(choice)[:60], f"By {choice.choice(NAMES)}", *paragraphs]) + "\n"


def write_articles(
    folder: Path, count: int, seed: int = 1, subfolders: int = 0, told: Callable[[int], object] = lambda _: None
) -> int:
    """Write articles into a folder; answers with their bytes together.

    Args:
        folder: Where; made if it is not there.
        count: How many.
        seed: Of the random numbers; the same seed gives the same articles.
        subfolders: Into how many folders below it they are dealt; none puts all into the folder itself.
        told: Called with the number of articles written, now and then.
    """
    choice = random.Random(seed)
    texts = [article(choice) for _ in range(min(count, 2000))]
    folders = [folder / f"part-{number:03d}" for number in range(subfolders)] or [folder]
    for each in folders:
        each.mkdir(parents=True, exist_ok=True)
    written = 0
    rare = int(count * RARE_AT)
    for number in range(count):
        text = f"{sentence(choice)} {number}\n\n{texts[number % len(texts)]}"
        text += f"\nNobody saw the {COMMON} of {choice.choice(NAMES)}.\n" if number % 100 == 50 else ""
        text += f"\nIt was a {RARE} day.\n" if number == rare else ""
        content = text.encode()
        path = folders[number * len(folders) // count] / f"{choice.choice(WORDS)}-{number}.txt"
        path.write_bytes(content)
        written += len(content)
        if number % 1000 == 0:
            told(number)
    return written
