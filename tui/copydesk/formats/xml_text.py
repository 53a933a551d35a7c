"""Text in XML 1.0: escaped so that a parser gives back each character, and what XML cannot say at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from copydesk.annotation.span import Span
from copydesk.formats.format import ExportArticle
from copydesk.formats.report import Record, Report, describe

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML 1.0 document may have, not even as a reference (XML 1.0, section 2.2)."""

REPLACEMENT = "\ufffd"
"""What stands for one of them: as long, so that every offset stays."""

_SPECIAL = re.compile('[&<>"\t\n\r\x7f-\x9f\u2028\u2029]')
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def escape(text: str) -> str:
    """Text for the inside of an element or of an attribute in double quotes.

    Line breaks and tabs become references: a parser would make a space of them in an attribute, and a line feed of a
    carriage return anywhere (XML 1.0, sections 2.11 and 3.3.3).
    """
    return _SPECIAL.sub(lambda found: _NAMED.get(found[0]) or f"&#{ord(found[0])};", FORBIDDEN.sub(REPLACEMENT, text))


def attributes(values: Mapping[str, object]) -> str:
    """The attributes of a tag, each after a space."""
    return "".join(f' {name}="{escape(str(value))}"' for name, value in values.items())


def report_forbidden(article: ExportArticle, spans: Iterable[Span], report: Report) -> None:
    """Add a record of the characters of an article that XML cannot say, and of each span that has one."""
    text = article.document.text
    found = [each.start() for each in FORBIDDEN.finditer(text)]
    if not found:
        return
    characters = [{"at": at, "character": f"U+{ord(text[at]):04X}"} for at in found]
    report.add(Record(article.id, "", "control-character", "replaced", {"characters": characters}))
    written = FORBIDDEN.sub(REPLACEMENT, text)
    for span in spans:
        if any(span.covers(at) for at in found):
            before, after = (describe(span.label, span.start, span.end, each) for each in (text, written))
            report.add(Record(article.id, span.id, "control-character", "replaced", before, after))
