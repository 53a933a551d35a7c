"""The formats by name; the module of one is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module

from copydesk.errors import InputError
from copydesk.formats.format import Format

MODULES: Mapping[str, str] = {
    "jsonl": "copydesk.formats.jsonl",
    "spacy": "copydesk.formats.spacy_docbin",
    "iob2": "copydesk.formats.iob2",
    "bioes": "copydesk.formats.bioes",
    "parquet": "copydesk.formats.parquet",
    "hf": "copydesk.formats.hugging_face",
    "gliner": "copydesk.formats.gliner",
    "gliner2": "copydesk.formats.gliner2",
    "chat": "copydesk.formats.chat",
    "csv": "copydesk.formats.csv_rows",
    "cas": "copydesk.formats.cas",
    "conllu": "copydesk.formats.conllu",
    "webanno": "copydesk.formats.webanno",
    "tei": "copydesk.formats.tei",
    "html": "copydesk.formats.html",
    "svg": "copydesk.formats.svg",
    "latex": "copydesk.formats.latex",
    "rtf": "copydesk.formats.rtf",
    "ansi": "copydesk.formats.ansi",
    "brat": "copydesk.formats.brat",
    "prodigy": "copydesk.formats.prodigy",
    "doccano": "copydesk.formats.doccano",
    "labelstudio": "copydesk.formats.label_studio",
    "w3c": "copydesk.formats.w3c",
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
