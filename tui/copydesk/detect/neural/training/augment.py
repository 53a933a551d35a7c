"""Other guises of an article: the same words with other marks, capitals and line ends; no offset ever moves."""

from __future__ import annotations

import random
from dataclasses import replace

from copydesk.detect.neural.training.articles import GoldArticle
from copydesk.detect.rules.quote_marks import Quoted, quoted_pieces

_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_CURLY = {'"': "“”", "“": "‘’", "”": "‘’"}
_WIDTH = 76


def disguised(article: GoldArticle, chance: random.Random) -> GoldArticle:
    """The article as another house might print it, drawn by chance; most often as it is."""
    text = article.text
    draw = chance.random()
    if draw < 0.25:
        text = text.translate(_STRAIGHT)
    elif draw < 0.4:
        text = _marked(text, "“”", '"')
    elif draw < 0.5:
        text = _marked(text, "‘’", '"“')
    elif draw < 0.55:
        text = _marked(text.translate(_STRAIGHT), "''", '"')
    if chance.random() < 0.1:
        text = _headline(text, chance.random() < 0.5)
    if chance.random() < 0.02:
        text = _capitals(text, 0, len(text))
    if chance.random() < 0.05:
        text = _wrapped(text)
    return replace(article, text=text)


def _marked(text: str, pair: str, marks: str) -> str:
    """The text with another pair of marks around what stands between one of `marks` and its partner."""
    letters = list(text)
    for piece in quoted_pieces(text):
        if piece.depth == 0 and piece.mark in marks and _single(piece, text):
            letters[piece.start], letters[piece.end - 1] = pair[0], pair[1]
    return "".join(letters)


def _single(piece: Quoted, text: str) -> bool:
    return len(piece.mark) == 1 and text[piece.end - 1] in '"”'


def _headline(text: str, capitals: bool) -> str:
    end = text.find("\n")
    if not 0 < end < 150:
        return text
    if capitals:
        return _capitals(text, 0, end)
    return (
        " ".join(word[:1].upper() + word[1:] if len(word) > 3 else word for word in text[:end].split(" ")) + text[end:]
    )


def _capitals(text: str, start: int, end: int) -> str:
    changed = "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in text[start:end])
    return text[:start] + changed + text[end:]


def _wrapped(text: str) -> str:
    letters = list(text)
    column, space = 0, -1
    for at, letter in enumerate(letters):
        if letter == "\n":
            column, space = 0, -1
            continue
        column += 1
        if letter == " ":
            space = at
        if column > _WIDTH and space >= 0:
            letters[space] = "\n"
            column, space = at - space, -1
    return "".join(letters)
