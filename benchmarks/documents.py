"""Made-up documents of any size for the benchmarks, the same for the same seed, and annotations on them.

python benchmarks/documents.py 10MB /tmp/long.txt
python benchmarks/documents.py 5MB /tmp/tagged.txt --annotations 50000
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

RARE = "zirconfinch"
"""A word of the last paragraph only."""

_GIVEN = "Ada Ben Mara Ola Kari Ravi Tomas Lena Iris Hugo Renée Søren Zoë Jae-in".split()
_FAMILY = "Quill Tarrow Ostrem Sandvik Holm Berg Marsh Kvale Lind Farrow Núñez O’Dell Müller".split()
_PLACES = "Lorvik Oslo Paris Denmark Norway Berlin Kenya Peru Kraków Malmö".split()
_SAID = "said told warned added asked wrote".split()
_DAYS = "Monday Tuesday Wednesday Friday May_4 June_12 August_30".replace("_", "\u00a0").split()
_THINGS = "harbor bridge school tunnel orchard ferry museum library market mill".split()
_VERBS = "sail open close burn turn grow wait sink shine".split()
_ODD = (
    "東京で開かれた会議は夜まで続いた。",
    "Встреча длилась до вечера.",
    "🚢⚓️ naïve façade – 3½ km",
    "\tcol\ttab\t1,000",
)


def paragraphs(seed: int = 7) -> Iterator[str]:
    """Paragraphs of made-up news without end: of one to six sentences, some with quotations, some in other scripts."""
    rng = random.Random(seed)
    pick = rng.choice
    yield f"The {pick(_THINGS)} of {pick(_PLACES)} will {pick(_VERBS)} after all"
    yield f"By {pick(_GIVEN)} {pick(_FAMILY)}"
    while True:
        family = pick(_FAMILY)
        who, where = f"{pick(_GIVEN)} {family}", pick(_PLACES)
        cost = rng.randrange(2, 900)
        sentences = [
            f"{who} came to {where} on {pick(_DAYS)} to look at the {pick(_THINGS)}, which cost ${cost} million."
        ]
        for _ in range(rng.randrange(6)):
            kind, thing, verb, said = rng.random(), pick(_THINGS), pick(_VERBS), pick(_SAID)
            if kind < 0.35:
                sentences.append(f"“The {thing} will {verb} at {rng.randrange(1, 12)},” {family} {said} reporters.")
            elif kind < 0.95:
                other = f"{pick(_GIVEN)} {pick(_FAMILY)} that the {pick(_THINGS)} would not"
                years = rng.randrange(2, 90)
                sentences.append(
                    f"The mayor of {pick(_PLACES)} {said} that the {thing} would {verb} for {years} years, and {other}."
                )
            else:
                sentences.append(pick(_ODD))
        yield " ".join(sentences)


def document(size: int, *, one_line: bool = False) -> str:
    """A document of about so many bytes of UTF-8, with a rare word at its end.

    Args:
        size: Bytes.
        one_line: Whether all is on one endless line.
    """
    parts: list[str] = []
    between = " " if one_line else "\n\n"
    total = 0
    for paragraph in paragraphs():
        parts.append(paragraph)
        total += len(paragraph.encode()) + len(between)
        if total > size - 64:
            break
    return between.join([*parts, f"In the end a {RARE} sang over the water."])


def bytes_of(size: str) -> int:
    """The number of bytes of a size such as `3KB` or `10MB`.

    Raises:
        ValueError: When it is none.
    """
    number, unit = size[:-2], size[-2:].upper()
    return int(number) * {"KB": 1_000, "MB": 1_000_000}[unit]


def tagged(text: str, count: int, seed: int = 11) -> str:
    """An annotation file with so many annotations on names, places and numbers, spread evenly over a text.

    Raises:
        ValueError: When there is no room for so many.
    """
    found = [match.span() for match in re.finditer(r"[A-ZŁ][\w’-]+(?: [A-Z][\w’-]+)?|\$?\d+(?: million)?", text)]
    if len(found) < count:
        raise ValueError(f"the text has room for {len(found)} annotations")
    rng = random.Random(seed)
    digest = hashlib.sha256(text.encode()).hexdigest()
    about = f'path = "PATH"\nsha256 = "{digest}"\nlength = {len(text)}\nstatus = "open"\n'
    parts = [f'format = "copydesk/1"\n\n[document]\n{about}']
    taken: set[str] = set()
    for number in range(count):
        start, end = found[number * len(found) // count]
        id = f"{rng.getrandbits(40):08x}"[:8]
        while id in taken:
            id = f"{rng.getrandbits(40):08x}"[:8]
        taken.add(id)
        exact, prefix, suffix = (
            json.dumps(part, ensure_ascii=False)
            for part in (text[start:end], text[max(0, start - 32) : start], text[end : end + 32])
        )
        label = rng.choice(("PERSON", "ORG", "GPE", "DATE", "MONEY"))
        parts.append(
            f'\n[annotation.{id}]\nlabel = "{label}"\nstart = {start}\nend = {end}\nexact = {exact}\n'
            f'prefix = {prefix}\nsuffix = {suffix}\nstatus = "accepted"\nsource = "human"\n'
            "created = 2026-11-21T10:00:00Z\n"
        )
    return "".join(parts)


def main() -> None:
    """Write a document, and its annotations beside it in `annotations/`."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("size", help="such as 3KB, 10MB")
    parser.add_argument("file", type=Path)
    parser.add_argument("--one-line", action="store_true")
    parser.add_argument("--annotations", type=int, default=0, metavar="N")
    given = parser.parse_args()
    text = document(bytes_of(given.size), one_line=given.one_line)
    given.file.write_bytes(text.encode())
    if given.annotations:
        folder = given.file.parent.parent / "annotations"
        folder.mkdir(exist_ok=True)
        content = tagged(text, given.annotations).replace("PATH", f"../{given.file.parent.name}/{given.file.name}")
        (folder / f"{given.file.stem}.toml").write_bytes(content.encode())
    sys.stderr.write(f"{given.file}: {len(text)} code points\n")


if __name__ == "__main__":
    main()
