"""Reading spaCy's DocBin: the entities and span groups of each `Doc`, at the offsets of their tokens in its text.

What Copydesk wrote comes back with its ids, attributes and relations. Of others, every group of spans is read, and the
entities; where both have the same span of the same label it is one. Categories become the label `category` of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.annotation.span import Span
from copydesk.errors import InputError, MissingExtra
from copydesk.formats.facts import KEY, make_span, read_relation, read_status, with_facts, without_nulls
from copydesk.formats.imports.input_file import read_whole
from copydesk.formats.imports.json_input import Fields
from copydesk.formats.imports.reading import Findings, ReadArticle, Reader, ReadSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc

REJECTED = "rejected"
KNOWN_AS = "kb_id"
"""The attribute in which an entry of a knowledge base is kept."""
_CHOSEN = 0.5
"""From which score a category of `doc.cats` is one."""


def read(path: Path, findings: Findings) -> Iterator[ReadArticle]:
    """Read the documents of a `.spacy` file, or of those in a folder.

    Raises:
        InputError: When it cannot be read.
        MissingExtra: When spaCy is not installed.
    """
    try:
        from spacy.tokens import DocBin
        from spacy.vocab import Vocab
    except ImportError as error:
        raise MissingExtra("importing from spaCy", READER.extra) from error
    files = sorted(path.glob("**/*.spacy")) if path.is_dir() else [path]
    for file in files:
        content = read_whole(file)
        try:
            docs = DocBin(store_user_data=True).from_bytes(content)
            found = list(docs.get_docs(Vocab()))
        except Exception as error:
            raise InputError("it is no DocBin of spaCy's, or damaged", path=file) from error
        for number, doc in enumerate(found, 1):
            with findings.skipping():
                yield _article(doc, file, number, findings)


def _article(doc: Doc, path: Path, number: int, findings: Findings) -> ReadArticle:
    facts = Fields({}, path).part(_plain(doc.user_data.get(KEY) or {}), "user data")
    attrs = facts.fields("attrs")
    known = facts.fields("spans")
    spans: list[ReadSpan] = []
    seen: set[tuple[int, int, str]] = set()
    for key, group in [*doc.spans.items(), ("", doc.ents)]:
        for each in group:
            place = (each.start_char, each.end_char, each.label_)
            if place in seen and not (key and each.id_):
                continue
            seen.add(place)
            with findings.skipping():
                entry = {KNOWN_AS: each.kb_id_} if each.kb_id_ else {}
                label = each.label_ or key or "SPAN"
                span = make_span(facts, label, each.start_char, each.end_char, id=each.id_, attrs=entry)
                status = REJECTED if key == REJECTED and facts.data else ""
                spans.append(ReadSpan(span=_described(span, status, attrs, known)))
    labels = without_nulls(facts.mapping("labels"))
    if chosen := [name for name, value in doc.cats.items() if value >= _CHOSEN]:
        labels.setdefault("category", chosen[0] if len(chosen) == 1 else chosen)
    return ReadArticle(
        file=path,
        id=facts.string("id", "") or f"{path.stem}-{number}",
        is_numbered=not facts.string("id", ""),
        sha256=facts.string("sha256", ""),
        text=doc.text,
        spans=spans,
        relations=[read_relation(each) for each in facts.each("relations")],
        status=read_status(facts),
        labels=labels,
    )


def _described(span: Span, status: str, attrs: Fields, known: Fields) -> Span:
    """A span with what the user data says of it."""
    facts: dict[str, Any] = {**known.mapping(span.id), "id": span.id}
    if status:
        facts["status"] = status
    if span.id in attrs.data:
        facts["attrs"] = attrs.mapping(span.id)
    return with_facts(span, Fields(facts, attrs.path))


def _plain(value: Any) -> Any:
    """What msgpack gives, in dictionaries and lists."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


READER = Reader(name="spacy", title="spaCy DocBin", reads=".spacy files, and folders of them", read=read, extra="spacy")
