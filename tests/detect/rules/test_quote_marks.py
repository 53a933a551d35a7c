"""Which opening quotation mark belongs to which closing one."""

from __future__ import annotations

import pytest

from copydesk.detect.rules.quote_marks import quoted_pieces


def pieces(text: str) -> list[str]:
    return [text[piece.start : piece.end] for piece in quoted_pieces(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"It rained," she said. "A lot."', ['"It rained,"', '"A lot."']),
        ("“It rained,” she said. “A lot.”", ["“It rained,”", "“A lot.”"]),
        ("«Oui», dit-il.", ["«Oui»"]),
        ("„Ja“, sagte er. »Nein«, sagte sie.", ["„Ja“", "»Nein«"]),
        ("''It rained,'' she said.", ["''It rained,''"]),
        ("``It rained,'' she said.", ["``It rained,''"]),
        ("‘It rained,’ she said.", ["‘It rained,’"]),
        ("'It rained,' she said.", ["'It rained,'"]),
        ("He said—“yes”—and left (“gladly”).", ["“yes”", "“gladly”"]),
    ],
)
def test_pairs_of_every_kind_are_found(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It's the dogs' bowl, isn't it?",
        "It’s the dogs’ bowl, isn’t it?",
        "The workers' union and the farmers' market.",
        "Rock 'n' roll of the '90s; 'tis long ago.",
        "Rock ’n’ roll of the ’90s.",
        "O’Neill’s and D'Arcy's",
    ],
)
def test_an_apostrophe_is_not_a_quote(text: str) -> None:
    assert pieces(text) == []


def test_inches_and_feet_are_not_quotes() -> None:
    assert pieces('The board was 6" wide, 5\'10" long and 12" high.') == []


def test_an_apostrophe_inside_a_single_quoted_piece_does_not_close_it() -> None:
    assert pieces("‘We’re the workers’ party and it’s ours,’ he said.") == ["‘We’re the workers’ party and it’s ours,’"]


def test_nested_pieces_are_found_with_their_depth() -> None:
    text = "“She told me ‘go home’ twice,” he said."
    assert [(text[p.start : p.end], p.depth) for p in quoted_pieces(text)] == [
        ("“She told me ‘go home’ twice,”", 0),
        ("‘go home’", 1),
    ]


def test_a_quotation_goes_on_over_paragraphs_that_open_it_again() -> None:
    text = "“First part.\n\n“Second part.\n\n“Third part,” she said."
    assert pieces(text) == ["“First part.\n\n“Second part.\n\n“Third part,”"]


@pytest.mark.parametrize("mark", ['"', "“", "''", "«", "‘"])
def test_a_stray_mark_swallows_nothing(mark: str) -> None:
    text = f"It was {mark}odd that nobody came.\nShe said: “Come tomorrow.”"
    assert pieces(text) == ["“Come tomorrow.”"]


def test_a_stray_opening_mark_before_a_pair_is_passed_over() -> None:
    assert pieces('An "odd start. She said "no" to it.') == ['"no"']


def test_decoration_is_no_quotation() -> None:
    assert pieces('""""""""" title """""""""') == []


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    text = (
        "The mayor of the small town by the river said on Friday that “nobody\n"
        "had asked for the new bridge, and nobody will thank us for it” while\n"
        "the council went on with the plans that had been drawn up in March and\n"
        "published a month later without any debate among the members.\n"
    )
    assert pieces(text) == ["“nobody\nhad asked for the new bridge, and nobody will thank us for it”"]
