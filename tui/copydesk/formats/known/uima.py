"""UIMA's types as Copydesk writes and reads them: names, features, and the type system that declares them.

Spans are of the type `custom.Span` and relations of `custom.Relation`, the layers of INCEpTION's project template for
basic annotation of spans and relations, so that an export opens in such a project as it is. Tokens and sentences are
those of DKPro Core, which every INCEpTION project has. Offsets are in UTF-16 units (`utf16`).
"""

from __future__ import annotations

from collections.abc import Iterable

from copydesk.formats.xml_text import escape

SPAN = "custom.Span"
"""The type of a span; `label` is its label."""

RELATION = "custom.Relation"
"""The type of a relation; `label` is its type, `Governor` is where it starts from, `Dependent` what it points to."""

TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"  # noqa: S105
SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
ANNOTATION = "uima.tcas.Annotation"

LABEL = "label"
IDENTIFIER = "identifier"
"""The feature of spans and relations that keeps the id of annotation files."""

ATTRIBUTES = "attributes"
"""The feature of spans that keeps the attributes, as a JSON object."""

NOTE = "note"
SOURCE = "source"
SCORE = "score"
GOVERNOR, DEPENDENT = "Governor", "Dependent"

_CORE = "de.tudarmstadt.ukp.dkpro.core.api."
GRAMMAR = (
    f"{_CORE}lexmorph.",
    f"{_CORE}syntax.type.constituent.",
    f"{_CORE}syntax.type.dependency.",
    f"{_CORE}syntax.type.PennTree",
    f"{_CORE}segmentation.type.Lemma",
    f"{_CORE}segmentation.type.Stem",
)
"""What the types begin with that say something of each token, such as its part of speech: no tags of passages."""

MADE_BY_PROGRAMS = (
    "uima.",
    TOKEN,
    SENTENCE,
    f"{_CORE}segmentation.type.Paragraph",
    f"{_CORE}segmentation.type.Div",
    f"{_CORE}segmentation.type.Heading",
    f"{_CORE}segmentation.type.TokenForm",
    f"{_CORE}metadata.",
    "de.tudarmstadt.ukp.clarin.webanno.api.type.",
    "de.tudarmstadt.ukp.inception.",
    "org.dkpro.core.api.",
)
"""What the types begin with that nobody annotates: tokens, sentences, and what is known of the file."""

NEXT, FIRST = "next", "first"
"""The features that make a chain of links: to the link that follows, and of the chain to its first link."""
CHAIN_RELATION, CHAIN_TYPE = "referenceRelation", "referenceType"
"""The features of a link: how it relates to the one that follows, and what it is."""

_LABELS = (LABEL, "value", CHAIN_TYPE)


def label_feature(names: Iterable[str]) -> str:
    """Which of the features of a span is its label: `label`, `value`, or the first that is no identifier; or none."""
    known = [name for name in names if name not in (IDENTIFIER, CHAIN_RELATION)]
    return next((name for name in _LABELS if name in known), known[0] if known else "")


def layer_label(type_: str) -> str:
    """What a span without a label is called: its type's last name, without `Link`, which those of chains have."""
    name = type_.rpartition(".")[2]
    return name.removesuffix("Link") or name


VIEW = "_InitialView"
"""The name of the view that the text is in."""

TYPE_SYSTEM_FILE = "TypeSystem.xml"
"""Where the type system is, in a folder of XMI files."""

_STRING, _DOUBLE = "uima.cas.String", "uima.cas.Double"

TYPES: dict[str, tuple[str, dict[str, str]]] = {
    SPAN: (
        ANNOTATION,
        {LABEL: _STRING, IDENTIFIER: _STRING, ATTRIBUTES: _STRING, NOTE: _STRING, SOURCE: _STRING, SCORE: _DOUBLE},
    ),
    RELATION: (ANNOTATION, {GOVERNOR: SPAN, DEPENDENT: SPAN, LABEL: _STRING, IDENTIFIER: _STRING}),
    TOKEN: (ANNOTATION, {}),
    SENTENCE: (ANNOTATION, {}),
    METADATA: (
        "uima.tcas.DocumentAnnotation",
        {"documentTitle": _STRING, "documentId": _STRING, "documentUri": _STRING},
    ),
}
"""Each type with its supertype and its own features."""


def type_system() -> str:
    """The type system description, as an XML document."""
    types = "".join(_type(name, above, features) for name, (above, features) in TYPES.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">\n'
        f"  <types>\n{types}  </types>\n"
        "</typeSystemDescription>\n"
    )


def _type(name: str, above: str, features: dict[str, str]) -> str:
    declared = "".join(
        f"        <featureDescription>\n          <name>{escape(feature)}</name>\n"
        f"          <rangeTypeName>{escape(range)}</rangeTypeName>\n        </featureDescription>\n"
        for feature, range in features.items()
    )
    return (
        f"    <typeDescription>\n      <name>{escape(name)}</name>\n"
        f"      <supertypeName>{escape(above)}</supertypeName>\n      <features>\n{declared}      </features>\n"
        "    </typeDescription>\n"
    )
