"""Names, dates and amounts by rules."""

from __future__ import annotations

import pytest

from copydesk.detect.registry import detect
from copydesk.text.document import Document


def entities(text: str, *labels: str) -> list[tuple[str, str]]:
    spans = detect(Document.from_text(text), "rules").spans
    return [
        (text[span.start : span.end], span.label)
        for span in spans
        if span.label not in ("QUOTE", "CUE", "SPEAKER") and (not labels or span.label in labels)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They thanked President Mary J. Lund on the way.", [("Mary J. Lund", "PERSON")]),
        ("Secretary of State Mary Lund left.", [("Mary Lund", "PERSON")]),
        ("They met Foreign Minister Oda Ryn there.", [("Oda Ryn", "PERSON")]),
        ("the spokeswoman Torvi Quell spoke", [("Torvi Quell", "PERSON")]),
        (
            "He met Ursula von der Ahe and Omar bin Said.",
            [("Ursula von der Ahe", "PERSON"), ("Omar bin Said", "PERSON")],
        ),
        ("They praised Sammy Davies Jr. for it.", [("Sammy Davies Jr", "PERSON")]),
    ],
)
def test_a_title_is_not_part_of_a_person_s_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert entities(text) == expected


def test_a_possessive_is_never_part_of_a_name() -> None:
    found = entities("It was Mary Lund's idea, and France’s money.")
    assert found == [("Mary Lund", "PERSON"), ("France", "GPE")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in North Korea, the U.S. and the U.K.", [("North Korea", "GPE"), ("U.S.", "GPE"), ("U.K.", "GPE")]),
        ("the U.S.-DPRK talks", [("U.S.", "GPE"), ("DPRK", "GPE")]),
        ("the India-Pakistan border", [("India", "GPE"), ("Pakistan", "GPE")]),
        ("the Russo-Ukrainian war", [("Russo-Ukrainian", "NORP")]),
        ("a French-built train", [("French", "NORP")]),
        ("two South Koreans and a Norwegian", [("South Koreans", "NORP"), ("Norwegian", "NORP")]),
        ("the University of Larkwood", [("University of Larkwood", "ORG")]),
        ("at the Ministry of Trade and Industry", [("Ministry of Trade and Industry", "ORG")]),
        ("the State Department announced", [("State Department", "ORG")]),
        ("they sailed to the Larkwood Islands", [("Larkwood Islands", "LOC")]),
        ("after the Second World War", [("Second World War", "EVENT")]),
        ("he slept in the White House", [("White House", "FAC")]),
        ("the White House denied it", [("White House", "ORG")]),
        ("they crossed Larkwood Bridge", [("Larkwood Bridge", "FAC")]),
        ("at Johnson & Sons Ltd in Oslo", [("Johnson & Sons Ltd", "ORG"), ("Oslo", "GPE")]),
    ],
)
def test_places_peoples_and_organisations(text: str, expected: list[tuple[str, str]]) -> None:
    assert entities(text) == expected


def test_a_surname_alone_is_the_person_introduced_before() -> None:
    found = entities("They met Torvi Quell on the bridge. Quell smiled. Later the crowd cheered Quell.", "PERSON")
    assert found == [("Torvi Quell", "PERSON"), ("Quell", "PERSON"), ("Quell", "PERSON")]


def test_a_family_name_that_comes_first_stands_for_its_bearer() -> None:
    found = entities("They met Moon Dae-ho and Kim Su Jin. Moon’s visit pleased Kim.", "PERSON")
    assert [name for name, _ in found] == ["Moon Dae-ho", "Kim Su Jin", "Moon", "Kim"]


def test_a_surface_has_one_label_in_an_article() -> None:
    found = entities("They met Mr. Larkwood. In the end nobody asked Larkwood. Larkwood left.")
    assert {label for name, label in found if name == "Larkwood"} == {"PERSON"}


def test_a_short_form_in_brackets_is_the_organisation_before_it() -> None:
    found = entities("The Harbour Workers Union (HWU) met, and HWU members sang.")
    assert found == [("Harbour Workers Union", "ORG"), ("HWU", "ORG"), ("HWU", "ORG")]


@pytest.mark.parametrize(
    "text", ["Yesterday was fine.", "Bridges are built. Nobody knows. Walking helps.", "However, it rained."]
)
def test_a_capital_at_the_start_of_a_sentence_is_not_a_name(text: str) -> None:
    assert [label for _, label in entities(text) if label != "DATE"] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bridge Opens\nBy Torvi Quell\nIt opened.", "Torvi Quell"),
        ("Bridge opens\n- Torvi Quell\n\nIt opened.", "Torvi Quell"),
    ],
)
def test_a_by_line_names_a_person(text: str, name: str) -> None:
    assert (name, "PERSON") in entities(text)


def test_a_headline_in_title_case_names_only_what_the_article_names() -> None:
    found = entities("New Bridge Pleases Old Mayor Of Town\n\nThe bridge was opened by the mayor.")
    assert found == []


def test_capitals_all_through_propose_little() -> None:
    assert entities("THE BRIDGE WAS OPENED AND THE MAYOR WAS PLEASED WITH IT") == []


@pytest.mark.parametrize(
    "text",
    [
        "Die Brücke wurde am Morgen vom Bürgermeister der kleinen Stadt eröffnet, und die Leute freuten sich sehr.",
        "Le pont a été ouvert hier par le maire de la ville, et les gens en étaient contents.",
        "橋は昨日開通しました。",
    ],
)
def test_other_languages_get_little_rather_than_nonsense(text: str) -> None:
    assert len(entities(text)) <= 1


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("It opened on Monday, 27 January 2021, at last.", "Monday, 27 January 2021"),
        ("It opened on March 3, 2019.", "March 3, 2019"),
        ("It opened on Aug 25 and closed.", "Aug 25"),
        ("It opened in 2019.", "2019"),
        ("It opened in May.", "May"),
        ("It opened Wednesday morning.", "Wednesday"),
        ("It opens next month.", "next month"),
        ("It opened this year.", "this year"),
        ("It opened two weeks ago.", "two weeks ago"),
        ("It was built in the 1990s.", "1990s"),
        ("It was built from 2018-2020.", "2018-2020"),
        ("It opened on 2021-03-04.", "2021-03-04"),
    ],
)
def test_dates_absolute_and_relative(text: str, date: str) -> None:
    assert entities(text) == [(date, "DATE")]


@pytest.mark.parametrize(
    "text", ["It may hold.", "They march on.", "May we come in?", "2000 people came.", "It cost 1999 points."]
)
def test_what_looks_like_a_date_and_is_none(text: str) -> None:
    assert entities(text, "DATE") == []


@pytest.mark.parametrize(
    ("text", "amount", "label"),
    [
        ("It cost $350 billion in all.", "$350 billion", "MONEY"),
        ("It cost US$20 million.", "US$20 million", "MONEY"),
        ("It cost £420m.", "£420m", "MONEY"),
        ("It cost 300 pesos.", "300 pesos", "MONEY"),
        ("It cost two million euros.", "two million euros", "MONEY"),
        ("It cost €1,200.50.", "€1,200.50", "MONEY"),
        ("It grew by 5 percent.", "5 percent", "PERCENT"),
        ("It grew by 12.5%.", "12.5%", "PERCENT"),
        ("It opens at 10:30 a.m. sharp.", "10:30 a.m.", "TIME"),
        ("It opens at 9am.", "9am", "TIME"),
    ],
)
def test_amounts_and_times(text: str, amount: str, label: str) -> None:
    assert entities(text) == [(amount, label)]


def test_addresses_of_the_web_hold_no_names() -> None:
    assert entities("see https://example.org/Paris/London or mail Anna.Berg@example.org") == []
