from __future__ import annotations

import pytest

from copydesk.detect.rules.credits import find_credits, find_datelines


def found(text: str) -> list[str]:
    assert all(credit.label == "ORG" for credit in find_credits(text))
    return [text[credit.start : credit.end] for credit in find_credits(text)]


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("OSLO (Reuters) - Ferries stopped on Monday.", ["Reuters"]),
        ("PARIS (AFP) — Trains too.", ["AFP"]),
        ("They won at home.\n\n--Field Level Media\n", ["Field Level Media"]),
        ("A ferry off Bergen. REUTERS/Ana Lopez", ["REUTERS"]),
        ("A tram in Graz (Ana Lopez/AFP)", ["AFP"]),
        ("© The Associated Press", ["Associated Press"]),
        ("Reuters\r\nFerries stopped.", ["Reuters"]),
    ],
)
def test_an_agency_is_credited(text: str, agencies: list[str]) -> None:
    assert found(text) == agencies


@pytest.mark.parametrize(
    "text",
    [
        "The PA said he was out.",
        "AP classes begin in May.",
        "She paid (PA included) a lot.",
        "It is 3/4 full.",
        "a/AP-b",
    ],
)
def test_letters_that_stand_elsewhere_are_no_credit(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("OSLO, 3 March (Reuters) - Ferries stopped.", ["OSLO"]),
        ("Ferries stop\n\nNEW YORK — Trains too.", ["NEW YORK"]),
        ("ENTEBBE, Uganda, March 12 (Norden Press) – Five countries", ["ENTEBBE"]),
        ("FERRIES STOP\n\nThe NHS - no surprise - said no.", []),
        ("AFP - Ferries stopped.", []),
        ("It is 5 - 2.", []),
    ],
)
def test_a_place_in_capitals_before_a_dash_opens_a_report(text: str, places: list[str]) -> None:
    assert [text[each.start : each.end] for each in find_datelines(text)] == places
