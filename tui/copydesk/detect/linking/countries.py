"""Countries: one name for each, found by any of its names and by what its people are called."""

from __future__ import annotations

from functools import cache

from copydesk.detect.linking.name_forms import folded, place_key
from copydesk.detect.rules.gazetteer import COUNTRIES, PEOPLES

_IRREGULAR = {
    "british": "uk",
    "french": "france",
    "dutch": "netherlands",
    "spanish": "spain",
    "greek": "greece",
    "turkish": "turkey",
    "swiss": "switzerland",
    "danish": "denmark",
    "swedish": "sweden",
    "finnish": "finland",
    "polish": "poland",
    "irish": "ireland",
    "scottish": "scotland",
    "welsh": "wales",
    "english": "england",
    "filipino": "philippines",
    "philippine": "philippines",
    "czech": "czechia",
    "norwegian": "norway",
    "portuguese": "portugal",
    "lebanese": "lebanon",
    "egyptian": "egypt",
    "peruvian": "peru",
    "belgian": "belgium",
    "canadian": "canada",
    "ukrainian": "ukraine",
    "hungarian": "hungary",
    "argentine": "argentina",
    "brazilian": "brazil",
    "korean": "korea",
    "u.s": "us",
}
"""Peoples whose name is not made from their country's by an ending."""


@cache
def countries() -> dict[str, str]:
    """From a country's names and what its people are called to one name of it, all in lower case."""
    found: dict[str, str] = {}
    peoples = {folded(name) for name in PEOPLES}
    names = [(folded(name), place_key(name)) for name in sorted(COUNTRIES)]
    for stem in (str, lambda name: name[:-1], lambda name: name[:-2], lambda name: name.removesuffix("istan")):
        for ending in ("n", "an", "ian", "ese", "i", "", "er"):
            for name, key in names:
                people = stem(name) + ending
                if people in peoples and people != name:
                    found.setdefault(people, key)
    found |= dict(names)
    found["us"] = "us"
    return found | _IRREGULAR
