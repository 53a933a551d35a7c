"""The formats that can be imported, by name; the module of one is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module

from copydesk.errors import InputError
from copydesk.formats.imports.reading import Reader

MODULES: Mapping[str, str] = {
    "jsonl": "copydesk.formats.known.jsonl_reader",
    "brat": "copydesk.formats.known.brat_reader",
    "doccano": "copydesk.formats.known.doccano",
    "labelstudio": "copydesk.formats.known.label_studio_reader",
    "prodigy": "copydesk.formats.known.prodigy",
    "spacy": "copydesk.formats.known.spacy_reader",
    "conll": "copydesk.formats.known.conll_reader",
    "cas": "copydesk.formats.known.cas_reader",
    "webanno": "copydesk.formats.known.webanno_reader",
    "w3c": "copydesk.formats.known.w3c_reader",
    "slate": "copydesk.formats.known.slate_reader",
}
"""Each format's module, which declares it as `READER`; importing it does not import what its extra brings."""

_SYNONYMS: Mapping[str, str] = {
    "iob2": "conll",
    "iob1": "conll",
    "bioes": "conll",
    "bilou": "conll",
    "bmes": "conll",
    "conllu": "conll",
    "conll2003": "conll",
    "inception": "cas",
    "xmi": "cas",
    "label-studio": "labelstudio",
    "docbin": "spacy",
}
"""What else a person may call them."""


def get_reader(name: str) -> Reader:
    """The reader of that name.

    Raises:
        InputError: When there is none; the nearest name is given.
    """
    if name not in MODULES:
        lowered = name.lower()
        near = [_SYNONYMS[lowered]] if lowered in _SYNONYMS else get_close_matches(lowered, MODULES, 1)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise InputError(
            f"there is no format {name!r} to import from", remedy=f"{hint}The formats are {', '.join(MODULES)}"
        )
    found = import_module(MODULES[name]).READER
    assert isinstance(found, Reader)
    return found


def all_readers() -> list[Reader]:
    """Every reader, in the order of the registry."""
    return [get_reader(name) for name in MODULES]
