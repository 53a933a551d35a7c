"""Tag schemes: which spans the tags of a sentence's tokens mean, and whether a scheme allows them.

IOB1 has `B-` only between neighbours of one label (Ramshaw and Marcus 1995), IOB2 at every beginning; BIOES (also
IOBES, BMES, BMEOW) and BILOU mark ends and single tokens as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

Scheme = Literal["iob1", "iob2", "bioes", "bilou"]

_ALIKE = {"bioes": {"S": "U", "E": "L", "M": "I", "W": "U"}, "bilou": {"U": "U", "L": "L"}}
"""What begins and ends at once is U here, what ends is L."""
_KINDS = {"iob1": "BIO", "iob2": "BIO", "bioes": "BIOESMW", "bilou": "BILOU"}


@dataclass(frozen=True, slots=True)
class Tag:
    """The tag of one token.

    Attributes:
        kind: B, I, O, or E and S, or L and U, or M and W.
        label: Empty outside.
    """

    kind: str
    label: str = ""

    def __str__(self) -> str:
        return f"{self.kind}-{self.label}" if self.label else self.kind


OUTSIDE = Tag("O")


def parse_tag(words: str) -> Tag | None:
    """A tag such as `B-PERSON` or `O`; `_` is outside too. None where it is no tag."""
    if words in ("O", "_"):
        return OUTSIDE
    kind, dash, label = words.partition("-")
    return Tag(kind.upper(), label) if dash and len(kind) == 1 and kind.upper() in "BIESLUMW" and label else None


def recognise(sentences: Iterable[Sequence[Tag]]) -> Scheme | None:
    """The scheme that all tags keep; None where they keep neither IOB1 nor IOB2."""
    known = list(sentences)
    kinds = {tag.kind for sentence in known for tag in sentence}
    if kinds & {"L", "U"}:
        return "bilou"
    if kinds & {"E", "S", "M", "W"}:
        return "bioes"
    found: tuple[Scheme, ...] = ("iob2", "iob1")
    return next((each for each in found if all(offence(sentence, each) is None for sentence in known)), None)


def offence(sentence: Sequence[Tag], scheme: Scheme) -> int | None:
    """The first token whose tag the scheme does not allow there."""
    before = OUTSIDE
    for number, (tag, after) in enumerate(zip_longest(sentence, sentence[1:], fillvalue=OUTSIDE)):
        goes_on = before.kind in "BI" and before.label == tag.label
        if scheme == "iob2":
            wrong = tag.kind == "I" and not goes_on
        elif scheme == "iob1":
            wrong = tag.kind == "B" and not goes_on
        else:
            wrong = _breaks(before, tag, after, _ALIKE[scheme])
        if wrong or tag.kind not in _KINDS[scheme]:
            return number
        before = tag
    return None


def _breaks(before: Tag, tag: Tag, after: Tag, alike: dict[str, str]) -> bool:
    """Whether a tag of four kinds does not go with its neighbours."""
    kind = alike.get(tag.kind, tag.kind)
    is_open = alike.get(before.kind, before.kind) in ("B", "I")
    wrong = not (is_open and before.label == tag.label) if kind in ("I", "L") else is_open
    ends_open = kind in ("B", "I") and after.kind == "O"
    return wrong or ends_open


def runs(sentence: Sequence[Tag], scheme: Scheme) -> Iterator[tuple[int, int, str]]:
    """The half-open ranges of tokens that the tags mean, with their labels."""
    alike = _ALIKE.get(scheme, {})
    first: int | None = None
    for number, tag in enumerate([*sentence, OUTSIDE]):
        kind = alike.get(tag.kind, tag.kind)
        if first is not None and (kind in "OBU" or tag.label != sentence[first].label):
            yield first, number, sentence[first].label
            first = None
        if first is None and kind != "O":
            first = number
