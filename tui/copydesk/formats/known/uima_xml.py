"""XML that somebody else wrote: without a document type, which could name other files, or grow without end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class BadXml(ValueError):
    """It is no XML, or has a document type.

    Args:
        problem: What is wrong.
        line: Where, if that is known.
        remedy: What to do.
    """

    def __init__(self, problem: str, line: int | None = None, remedy: str = "") -> None:
        super().__init__(problem)
        self.line, self.remedy = line, remedy


def parse_xml(source: str) -> Element:
    """The root element.

    Raises:
        BadXml: When it cannot be used.
    """
    import xml.etree.ElementTree as ET

    if "<!DOCTYPE" in source or "<!ENTITY" in source:
        raise BadXml("it has a document type declaration, which no CAS needs", remedy="Remove it")
    try:
        return ET.fromstring(source)  # noqa: S314 - without a document type nothing can be expanded
    except (ET.ParseError, ValueError) as error:
        line = getattr(error, "position", (None,))[0]
        raise BadXml(f"it is not XML: {error}", line) from error
