"""The label set: which labels and relations there are, their order, keys and descriptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

AttributeKind = Literal["choice", "flag", "text"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """What may be said of a span, or of a whole article, besides its label.

    Attributes:
        kind: One of some values, yes or not, or any words.
        values: What to choose from; of a choice only.

    Raises:
        ValueError: When a choice has no values, one of them twice or an empty one, or what is no choice has any.
    """

    kind: AttributeKind = "text"
    values: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.kind == "choice") != bool(self.values):
            raise ValueError("a choice needs values, and nothing else has them")
        if len(set(self.values)) < len(self.values) or "" in self.values:
            raise ValueError("the values of a choice must differ, and none may be empty")


UNSURE = "unsure"
"""The attribute of an annotation that its annotator is in doubt about: `unsure = true`; every label may have it."""


@dataclass(frozen=True, slots=True)
class Label:
    """One label.

    Attributes:
        name: What is written into annotations.
        key: The key that gives it, or empty.
        color: A theme colour name or `#rrggbb`, or empty for the palette's next.
        description: One sentence, shown where the label is under the cursor.
        extra: Keys of the label file that this version does not know; kept as they are.
        attrs: The attributes that a span of the label may have.
        examples: Words that bear it, for the guideline.
        was: Names that it had before, which detectors and files that could not be renamed may still use.
    """

    name: str
    key: str = ""
    color: str = ""
    description: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    attrs: Mapping[str, Attribute] = field(default_factory=dict, hash=False)
    examples: tuple[str, ...] = ()
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationType:
    """One kind of relation.

    Attributes:
        name: What is written into relations.
        heads: The labels it may start from; empty for any.
        tails: The labels it may point to; empty for any.
        extra: Keys of the label file that this version does not know; kept as they are.
    """

    name: str
    heads: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def allows_head(self, label: str) -> bool:
        """Whether it may start from a span of a label."""
        return not self.heads or label in self.heads

    def allows(self, head: str, tail: str) -> bool:
        """Whether it may go from a span labelled `head` to one labelled `tail`."""
        return (not self.heads or head in self.heads) and (not self.tails or tail in self.tails)


@dataclass(frozen=True)
class LabelSet:
    """Labels in order, and the relations between them.

    Attributes:
        labels: In the order in which they are shown.
        relations: In the order in which they are offered.
        document: What may be said of a whole article.

    Raises:
        ValueError: When a label has no name, two labels or relations share a name, or two labels a key.
    """

    labels: tuple[Label, ...] = ()
    relations: tuple[RelationType, ...] = ()
    document: Mapping[str, Attribute] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        _distinct("label", [label.name for label in self.labels])
        _distinct("relation", [relation.name for relation in self.relations])
        by_key: dict[str, str] = {}
        for label in self.labels:
            if not label.name:
                raise ValueError("a label has no name")
            if label.key in by_key:
                raise ValueError(f"the labels {by_key[label.key]} and {label.name} share the key {label.key!r}")
            if label.key:
                by_key[label.key] = label.name

    def __iter__(self) -> Iterator[Label]:
        return iter(self.labels)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    @cached_property
    def _by_name(self) -> dict[str, Label]:
        return {label.name: label for label in self.labels}

    def get(self, name: str) -> Label:
        """The label of that name; an undeclared one is answered with a bare label, so that nothing is lost."""
        return self._by_name.get(self.current(name)) or Label(name)

    def current(self, name: str) -> str:
        """What a label is called now that had a name before; any other name as it is."""
        return name if name in self._by_name else self._by_former_name.get(name, name)

    @cached_property
    def _by_former_name(self) -> dict[str, str]:
        return {name: label.name for label in self.labels for name in label.was}

    def by_key(self, key: str) -> Label | None:
        """The label given by a key, if any."""
        return next((label for label in self.labels if label.key and label.key == key), None)

    def relation(self, name: str) -> RelationType | None:
        """The relation type of that name, if it is declared."""
        return next((relation for relation in self.relations if relation.name == name), None)

    def allows(self, type: str, head: str, tail: str) -> bool:
        """Whether a relation may go from a label to another; nothing speaks against a type that is not declared."""
        relation = self.relation(type)
        return relation is None or relation.allows(head, tail)


def _distinct(kind: str, names: Sequence[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise ValueError(f"the {kind} {name} is declared twice")


DEPENDENT = frozenset({"SPEAKER", "CUE"})
"""Labels that mean something only with the quote they belong to: they are decided together with it."""

SINGLE = frozenset({"speaker", "cue"})
"""Relations of which a span has one: the next one that a person makes takes the place of the one there was."""

PASSAGES = frozenset({"QUOTE", "CLAIM"})
"""Labels of whole passages. A quote may hold another; the same words may be a quote and a claim."""


def compete(one: str, other: str) -> bool:
    """Whether the same words cannot well bear both labels: a person is no organisation, but a quote may be a claim."""
    return one == other or not {one, other} & PASSAGES


DEFAULT_LABELS = LabelSet(
    labels=(
        Label("PERSON", "1", description="A person's name, without titles."),
        Label("ORG", "2", description="A company, agency, institution, party, team or outlet."),
        Label("GPE", "3", description="A country, state, city or other place with a government."),
        Label("LOC", "4", description="Any other place: mountains, rivers, regions, continents."),
        Label("NORP", "5", description="A nationality, religion or political group, also as an adjective."),
        Label("DATE", "6", description="A date or period, absolute or relative."),
        Label("MONEY", "7", description="An amount of money with its unit."),
        Label("EVENT", "8", description="A named war, summit, election, storm, match or other event."),
        Label(
            "QUOTE",
            "9",
            description="What somebody is reported to have said, with its quotation marks.",
            attrs={"kind": Attribute("choice", ("direct", "mixed", "indirect", "scare"))},
        ),
        Label("CLAIM", "0", description="A statement of fact that could be checked."),
        Label("FAC", description="A building, airport, road, bridge or other facility."),
        Label("TIME", description="A time of day."),
        Label("PERCENT", description="A percentage, with its sign or word."),
        Label("SPEAKER", description="Who a quote is attributed to, where the mention is not an entity."),
        Label("CUE", description="The word or words that attribute a quote, such as a verb of saying."),
    ),
    relations=(
        RelationType("speaker", ("QUOTE",), ("PERSON", "ORG", "GPE", "NORP", "SPEAKER")),
        RelationType("cue", ("QUOTE",), ("CUE",)),
    ),
)
"""In force where a corpus has no `labels.toml`. The names are those of OntoNotes, so that models and people agree."""
