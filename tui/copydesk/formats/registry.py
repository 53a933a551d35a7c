"""The formats by name; the module of one is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module

from copydesk.errors import InputError
from copydesk.formats.format import Format

MODULES: Mapping[str, str] = {
    "jsonl": "copydesk.formats.known.jsonl",
    "spacy": "copydesk.formats.known.spacy_docbin",
    "iob2": "copydesk.formats.known.iob2",
    "bioes": "copydesk.formats.known.bioes",
    "parquet": "copydesk.formats.known.parquet",
    "hf": "copydesk.formats.known.hugging_face",
    "gliner": "copydesk.formats.known.gliner",
    "gliner2": "copydesk.formats.known.gliner2",
    "chat": "copydesk.formats.known.chat",
    "csv": "copydesk.formats.known.csv_rows",
    "cas": "copydesk.formats.known.cas",
    "conllu": "copydesk.formats.known.conllu",
    "webanno": "copydesk.formats.known.webanno",
    "tei": "copydesk.formats.known.tei",
    "html": "copydesk.formats.known.html",
    "svg": "copydesk.formats.known.svg",
    "latex": "copydesk.formats.known.latex",
    "rtf": "copydesk.formats.known.rtf",
    "ansi": "copydesk.formats.known.ansi",
    "brat": "copydesk.formats.known.brat",
    "prodigy": "copydesk.formats.known.prodigy",
    "doccano": "copydesk.formats.known.doccano",
    "labelstudio": "copydesk.formats.known.label_studio",
    "w3c": "copydesk.formats.known.w3c",
}
"""Each format's module, which declares it as `FORMAT`; importing it does not import what its extra brings."""


def get_format(name: str) -> Format:
    """The format of that name.

    Raises:
        InputError: When there is none; the nearest name is given.
    """
    if name not in MODULES:
        near = get_close_matches(name.lower(), MODULES, 1)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise InputError(f"there is no format {name!r}", remedy=f"{hint}The formats are {', '.join(MODULES)}")
    found = import_module(MODULES[name]).FORMAT
    assert isinstance(found, Format)
    return found


def all_formats() -> list[Format]:
    """Every format, in the order of the registry."""
    return [get_format(name) for name in MODULES]
