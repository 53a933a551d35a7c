"""The corpus of nasty inputs, and a mutator that makes more of them: the same seed gives the same inputs."""

from __future__ import annotations

import os
import random
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
COUNT = int(os.environ.get("COPYDESK_FUZZ", "3000"))
"""How many inputs are made up, for all kinds together; `COPYDESK_FUZZ` sets it."""
SEED = os.environ.get("COPYDESK_FUZZ_SEED", "copydesk")

_LARGEST = 20_000
_TOKEN = re.compile(rb"\w+|[^\w\s]|\s+")
_NASTY_WORDS = (
    *("\x00", "\x1b[2J", "\x1b]0;t\x07", "\x9b31m", "\r", "\r\n", "\n\n", "\t", "\x7f", "\u0085", "\u2028"),
    *("\u202e", "\u2066", "\u200b", "\u200c", "\u200d", "\ufeff", "\ufe0f", "\u034f", "\U000e0041", "\U000e0100"),
    *("\u0301" * 20, "\ud800", "👩\u200d👩", "🇫", "\u0600", "\u0d4e", "\u115f", "\u1160", "\u3164", "漢", "א"),
    *("nan", "inf", "-inf", "1e999", "-1", "0", "9" * 19, "9" * 400, "9" * 5000, "0x" + "f" * 6000, "true", "1.5"),
    *("2026-11-21", "10:00:00", "2026-11-21T10:00:00", "0001-01-01T00:00:00+23:59", "NaN", "Infinity", "null"),
    *('" \' """ \'\'\' \\ \\u0000 \\ud800 \\U00110000 [ ] { } [[ ]] = . # [] {} "" [bold] [/] %s {0}'.split()),
    *("[" * 70, "{ a = " * 70, "a." * 70, "[[1, 2], [2, 3]]", "../../../etc/hosts", "/etc/hosts", "[document]\n"),
    *("“", "”", "’", "said", "Mr. ", "$1", "U.S.", "[annotation.x]\n", "$map", "$at", "$float"),
    *('anchor = "orphaned"\n', "start = 0\n", "end = 3\n"),
)
NASTY = (
    *(words.encode("utf-8", "surrogatepass") for words in _NASTY_WORDS),
    *(b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xef\xbb\xbf", b"\xff\xfe"),
)
"""What is put in somewhere."""


def corpus(kind: str) -> list[Path]:
    """The files of one kind, in order."""
    found = sorted((CORPUS / kind).iterdir())
    assert found
    return found


def mutants(kind: str, count: int) -> Iterator[bytes]:
    """So many inputs made from the corpus of one kind."""
    rng = random.Random(f"{SEED} {kind}")
    bank = [path.read_bytes() for path in corpus(kind)]
    sound = (CORPUS / kind).glob("sound.*")
    bank += [path.read_bytes() for path in sound] * (len(bank) // 2)  # what is nearly right goes furthest
    for _ in range(count):
        data = rng.choice(bank)
        for _ in range(rng.choice((1, 1, 2, 3, 6))):
            data = _mutate(data, bank, rng)[:_LARGEST]
        yield _summed(data) if kind == "journals" and rng.random() < 0.9 else data


def _mutate(data: bytes, bank: list[bytes], rng: random.Random) -> bytes:
    at = rng.randint(0, len(data))
    match rng.randrange(8):
        case 0:  # a bit
            changed = bytearray(data or b" ")
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
            return bytes(changed)
        case 1:
            return data[:at]
        case 2:
            return data[:at] + rng.choice(NASTY) + data[at:]
        case 3:  # the end of another
            other = rng.choice(bank)
            return data[:at] + other[rng.randint(0, len(other)) :]
        case 4:  # a stretch again, somewhere else
            stretch = data[at : at + rng.randint(1, 200)]
            to = rng.randint(0, len(data))
            return data[:to] + stretch + data[to:]
        case 5:  # two lines change places
            lines = data.split(b"\n")
            one, other_line = rng.randrange(len(lines)), rng.randrange(len(lines))
            lines[one], lines[other_line] = lines[other_line], lines[one]
            return b"\n".join(lines)
    tokens = _TOKEN.findall(data) or [b""]
    place = rng.randrange(len(tokens))
    if rng.random() < 0.5:
        tokens[place] = rng.choice(NASTY)
    else:
        swapped = rng.randrange(len(tokens))
        tokens[place], tokens[swapped] = tokens[swapped], tokens[place]
    return b"".join(tokens)


def _summed(journal: bytes) -> bytes:
    """A journal whose lines have the sums of what they now say."""
    lines = journal.split(b"\n")
    return b"\n".join(
        b'["%08x",%s]' % (zlib.crc32(line[12:-1]), line[12:-1]) if line.startswith(b'["') and len(line) > 13 else line
        for line in lines
    )
