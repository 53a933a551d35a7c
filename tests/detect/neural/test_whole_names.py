from __future__ import annotations

from copydesk.detect.neural.decoding import Found
from copydesk.detect.neural.features import features
from copydesk.detect.neural.labels import ENTITIES
from copydesk.detect.neural.whole_names import whole_names
from copydesk.detect.neural.wordpiece import WordPieces

PERSON, ORG, NORP = (ENTITIES.index(label) for label in ("PERSON", "ORG", "NORP"))


def whole(text: str, *found: str, kind: int = PERSON) -> list[str]:
    """What becomes of names that were found in a text, in their order there."""
    words = features(text, WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]"]), [])
    ranges: list[Found] = []
    at = 0
    for name in found:
        at = text.index(name, at)
        inside = [n for n, start in enumerate(words.starts) if at <= start < at + len(name)]
        ranges.append(Found(inside[0], inside[-1] + 1, kind, 0.9))
        at += len(name)
    return [text[words.starts[each.start] : words.ends[each.end - 1]] for each in whole_names(text, words, ranges)]


def test_a_name_cut_at_its_hyphen_is_put_together() -> None:
    assert whole("said Urs-Peter Graf.", "Urs", "Peter Graf") == ["Urs-Peter Graf"]
    assert whole("said Urs-Peter Graf.", "Peter Graf") == ["Urs-Peter Graf"]
    assert whole("met Ana Cruz-Uy there", "Ana Cruz") == ["Ana Cruz-Uy"]


def test_a_dash_between_two_people_joins_nothing() -> None:
    assert whole("Lopez - Graf won", "Lopez", "Graf") == ["Lopez", "Graf"]


def test_a_word_that_is_no_name_is_not_joined() -> None:
    assert whole("the anti-Lopez vote", "Lopez") == ["Lopez"]
    assert whole("a Lopez-led vote", "Lopez") == ["Lopez"]


def test_the_particle_belongs_to_a_surname_that_was_introduced_with_it() -> None:
    text = "Rik le Roux spoke. Mr le Roux left. But le Grand came."
    assert whole(text, "Rik le Roux", "Roux", "Grand") == ["Rik le Roux", "le Roux", "Grand"]


def test_only_people_are_made_whole() -> None:
    assert whole("at Coca-Cola today", "Cola", kind=ORG) == ["Cola"]


def test_two_peoples_in_one_word_are_one() -> None:
    assert whole("a Franco-Belgian firm", "Franco", "Belgian", kind=NORP) == ["Franco-Belgian"]
    assert whole("a Franco-Belgian firm", "Belgian", kind=NORP) == ["Franco-Belgian"]
    assert whole("a Polish-Belgian firm", "Polish", "Belgian", kind=NORP) == ["Polish", "Belgian"]
