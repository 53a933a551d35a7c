"""Capitalised sequences: where a name may begin and end, before anyone asks what it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.detect.rules.name_words import NOT_NAMES, ORG_OPENERS, PARTICLES
from copydesk.detect.rules.tokens import ABBREVIATIONS, Token

_OF = frozenset({"of", "for"})
_TAKES_OF = ORG_OPENERS | frozenset(
    """
    Gulf Bay Strait Sea Cape Isle Republic Kingdom City Port State Province Bank Battle Treaty Siege Archbishop
    Secretary Gulf Rock Ivory Centers Centres Centre Center Institutes Daughters Sons Doctors Lord Order Group
    Minister Prince Duke
    """.split()
)


def is_name_word(token: Token) -> bool:
    """Whether it is written as part of a name: with a capital first, or second (iPhone)."""
    text = token.text
    return text[0].isupper() or (len(text) > 2 and text[0].islower() and text[1].isupper() and text[1:].isalnum())


def sequences(text: str, tokens: Sequence[Token], taken: Sequence[bool]) -> Iterator[tuple[int, ...]]:
    """Runs of capitalised words, each as the indices of its words.

    A run ends at marks, line ends, a possessive, and lower-case words, except for particles between names (`Ursula von
    der Leyen`) and "of" after a word that takes it (`Ministry of Trade and Industry`).

    Args:
        text: The text.
        tokens: Its tokens.
        taken: For each token, whether something else (a date, a sum) has claimed it.
    """
    position = 0
    while position < len(tokens):
        if taken[position] or not tokens[position].word or not is_name_word(tokens[position]):
            position += 1
            continue
        run = [position]
        while (step := _continued(text, tokens, taken, run)) is not None:
            run.extend(step)
        yield tuple(run)
        position = run[-1] + 1


def _continued(text: str, tokens: Sequence[Token], taken: Sequence[bool], run: list[int]) -> tuple[int, ...] | None:
    """The next words of the run, or None at its end."""
    last = tokens[run[-1]]
    position = run[-1] + 1
    if last.possessive or position >= len(tokens):
        return None
    following = tokens[position]
    if following.text == "." and following.start == last.end and _takes_stop(last):
        position += 1
        if position >= len(tokens):
            return None
        following = tokens[position]
        if following.text in NOT_NAMES:
            return None
    if not _near(text, tokens[position - 1], following) or taken[position]:
        return None
    if following.word and is_name_word(following):
        return (position,)
    if following.text == "&":
        return _then_name(text, tokens, taken, position, 1)
    if following.text in _OF and any(tokens[index].text in _TAKES_OF for index in run[-8:]):
        return _then_name(text, tokens, taken, position, 3)
    if following.text == "and" and any(tokens[index].text in _OF for index in run[-8:]):
        step = _then_name(text, tokens, taken, position, 1)
        return step if step and tokens[step[-1]].text not in NOT_NAMES else None
    if following.text in PARTICLES:
        return _then_name(text, tokens, taken, position, 3)
    return None


def _then_name(
    text: str, tokens: Sequence[Token], taken: Sequence[bool], position: int, most: int
) -> tuple[int, ...] | None:
    """Up to `most` lower-case connecting words from `position` on and the name word after them."""
    for step in range(position + 1, min(position + most + 1, len(tokens))):
        if taken[step] or not tokens[step].word or not _near(text, tokens[step - 1], tokens[step]):
            return None
        if is_name_word(tokens[step]):
            return tuple(range(position, step + 1))
        if tokens[step].text not in PARTICLES and tokens[step].text != "the":
            return None
    return None


def _near(text: str, left: Token, right: Token) -> bool:
    """Whether only spaces, at least one, lie between two tokens of one line."""
    gap = text[left.full : right.start]
    return bool(gap) and left.line == right.line and gap.isspace()


def _takes_stop(token: Token) -> bool:
    return token.text in ABBREVIATIONS or (len(token.text) == 1 and token.text.isupper())
