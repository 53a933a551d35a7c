"""A type system of UIMA: what the features of each type hold, where a file of it lies beside a CAS or in its ZIP file.

An XMI file alone does not tell a number from the id of another structure; the type system does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from copydesk.formats.known.uima_xml import parse_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SPACE = "{http://uima.apache.org/resourceSpecifier}"
_KINDS: dict[type, tuple[str, ...]] = {
    int: ("Integer", "Long", "Short", "Byte"),
    float: ("Float", "Double"),
    bool: ("Boolean",),
}
_PRIMITIVES = {f"uima.cas.{name}": kind for kind, names in _KINDS.items() for name in names}
_WORDS = ("uima.cas.String",)
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class TypeSystem:
    """The types that are declared; an empty one knows nothing.

    Attributes:
        above: The supertype of each type.
        ranges: What each feature of a type holds, by the type.
    """

    above: Mapping[str, str] = field(default_factory=dict)
    ranges: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def range(self, type_: str, feature: str) -> str:
        """What a feature holds, inherited ones as well; empty where that is not known."""
        for _ in range(_DEEPEST):
            found = self.ranges.get(type_, {}).get(feature)
            if found or type_ not in self.above:
                return found or ""
            type_ = self.above[type_]
        return ""

    def is_value(self, range_: str) -> bool:
        """Whether a range is of values, alone or in an array or a list, and not of references."""
        plain = range_.removesuffix("Array").removesuffix("List")
        return plain in _PRIMITIVES or plain in _WORDS or self.above.get(range_) in _WORDS


def read_types(content: str) -> TypeSystem:
    """A type system description.

    Raises:
        ValueError: When it is none.
    """
    above: dict[str, str] = {}
    ranges: dict[str, dict[str, str]] = {}
    for each in parse_xml(content).iter(f"{_SPACE}typeDescription"):
        name = _words(each, "name")
        above[name] = _words(each, "supertypeName")
        features = each.iter(f"{_SPACE}featureDescription")
        ranges[name] = {_words(feature, "name"): _words(feature, "rangeTypeName") for feature in features}
    return TypeSystem(above, ranges)


def _words(element: Element, name: str) -> str:
    return (element.findtext(f"{_SPACE}{name}") or "").strip()


def typed(words: str, range_: str) -> Any:
    """A value as its range has it; as it is where it does not fit."""
    kind = _PRIMITIVES.get(range_)
    if kind is bool:
        return {"true": True, "false": False}.get(words, words)
    try:
        return kind(words) if kind else words
    except ValueError:
        return words
