"""Hugging Face token classification: a dataset folder, as on the Hub, for `datasets.load_dataset(FOLDER)`.

One sentence a row: `id` (the article's), `sentence` (counted from 0), `tokens`, `ner_tags`, `starts`, `ends`. A tag is
the number of a class; the classes are `O`, then `B-` and `I-` of each label in the order of the label set, then of
labels that it does not declare. Their names are in the Parquet files and in README.md, where `datasets` finds them.
`starts` and `ends` are where each token stands in the article, half-open, in code points. With `--overlap layers` the
columns `ner_tags_2`, `ner_tags_3` … hold the further layers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.errors import MissingExtra
from copydesk.formats.datasets.spool import Spool
from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.report import Report
from copydesk.formats.tokenized.tagging import OUTSIDE, PREFIXES, tag, tags
from copydesk.formats.tokenized.tokens import get_tokenizer

if TYPE_CHECKING:
    import pyarrow as pa

FILE = "data.parquet"
ROWS = 2_000
"""Sentences in a row group."""

PLAIN_FEATURES = {"id": "string", "sentence": "int64"}
LIST_FEATURES = {"tokens": "string", "starts": "int64", "ends": "int64"}


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One row; `tags` has the numbers of the classes, layer by layer."""

    id: str
    number: int
    tokens: list[str]
    starts: list[int]
    ends: list[int]
    tags: list[list[int]]


class Classes:
    """The tags by number: those of labels that were not known beforehand get the next free ones.

    Args:
        labels: The labels that are known.
    """

    def __init__(self, labels: Iterable[str]) -> None:
        self.names = [OUTSIDE]
        self._numbers = {OUTSIDE: 0}
        for label in labels:
            self._add(label)

    def number(self, name: str) -> int:
        """The number of a tag."""
        if name not in self._numbers:
            self._add(name[2:])
        return self._numbers[name]

    def _add(self, label: str) -> None:
        for prefix in PREFIXES["iob2"]:
            name = f"{prefix}-{label}"
            self._numbers[name] = len(self.names)
            self.names.append(name)


def write_folder(articles: Iterable[ExportArticle], folder: Path, options: ExportOptions, report: Report) -> None:
    """Write the sentences of all articles into one Parquet file.

    Raises:
        MissingExtra: When pyarrow is not installed.
    """
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtra("exporting for Hugging Face datasets", FORMAT.extra) from error
    classes = Classes(known_labels(options))
    with ExitStack() as stack:
        sentences: Iterable[_Sentence] = _sentences(articles, classes, options, report)
        layers = 1
        if options.overlap == "layers":
            # How many columns there are must be known before the first row is written.
            spool = stack.enter_context(Spool[_Sentence]())
            for sentence in sentences:
                spool.add(sentence)
                layers = max(layers, len(sentence.tags))
            sentences = spool
        schema = _schema(layers)
        # Without a stored Arrow schema, readers take the features from what is added at the end, when all are known.
        writer = stack.enter_context(
            pyarrow.parquet.ParquetWriter(folder / FILE, schema, compression="zstd", store_schema=False)
        )
        group: list[_Sentence] = []
        for sentence in sentences:
            group.append(sentence)
            if len(group) == ROWS:
                writer.write_table(_table(group, layers, schema))
                group = []
        if group:
            writer.write_table(_table(group, layers, schema))
        info = {"info": {"features": _features(classes.names, layers)}}
        writer.add_key_value_metadata({"huggingface": json.dumps(info)})


def known_labels(options: ExportOptions) -> Sequence[str]:
    """The labels whose tags are numbered first."""
    if options.label_names:
        return options.label_names
    return [label.name for label in options.label_set if options.labels is None or label.name in options.labels]


def tag_columns(layers: int) -> list[str]:
    """The names of the columns of tags."""
    return ["ner_tags", *(f"ner_tags_{number}" for number in range(2, layers + 1))]


def card_features(folder: Path) -> list[str]:
    """The features of what was written into a folder, as lines of the YAML at the head of a dataset card."""
    import pyarrow.parquet

    metadata = pyarrow.parquet.read_metadata(folder / FILE).metadata or {}
    features = json.loads(metadata[b"huggingface"])["info"]["features"]
    lines = ["features:"]
    for name, feature in features.items():
        inner = feature.get("feature")
        if inner is None:
            lines += [f"- name: {name}", f"  dtype: {feature['dtype']}"]
        elif "names" in inner:
            lines += [f"- name: {name}", "  sequence:", "    class_label:", "      names:"]
            lines += [f"        '{number}': {json.dumps(tag)}" for number, tag in enumerate(inner["names"])]
        else:
            lines += [f"- name: {name}", f"  sequence: {inner['dtype']}"]
    return lines


def _sentences(
    articles: Iterable[ExportArticle], classes: Classes, options: ExportOptions, report: Report
) -> Iterator[_Sentence]:
    tokenizer = get_tokenizer(options.tokens)
    for article in articles:
        tagged = tag(article, FORMAT.carries, tokenizer, options, report)
        text = article.document.text
        layers = [[classes.number(name) for name in tags(len(tagged.cells), layer, "iob2")] for layer in tagged.layers]
        for number, (first, last) in enumerate(tagged.sentences):
            cells = tagged.cells[first:last]
            yield _Sentence(
                article.id,
                number,
                [text[start:end] for start, end in cells],
                [start for start, _ in cells],
                [end for _, end in cells],
                [layer[first:last] for layer in layers],
            )


def _schema(layers: int) -> pa.Schema:
    import pyarrow as pa

    lists = {"tokens": pa.list_(pa.string())}
    lists |= {name: pa.list_(pa.int64()) for name in (*tag_columns(layers), "starts", "ends")}
    return pa.schema({"id": pa.string(), "sentence": pa.int64(), **lists})


def _table(group: Sequence[_Sentence], layers: int, schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    columns: dict[str, list[Any]] = {
        "id": [each.id for each in group],
        "sentence": [each.number for each in group],
        "tokens": [each.tokens for each in group],
        "starts": [each.starts for each in group],
        "ends": [each.ends for each in group],
    }
    for layer, name in enumerate(tag_columns(layers)):
        columns[name] = [each.tags[layer] if layer < len(each.tags) else [0] * len(each.tokens) for each in group]
    return pa.Table.from_pydict(columns, schema=schema)


def _features(names: list[str], layers: int) -> dict[str, Any]:
    """The columns as `datasets` describes them; `Sequence` is what old and new versions of it know."""
    features: dict[str, Any] = {name: {"dtype": type, "_type": "Value"} for name, type in PLAIN_FEATURES.items()}
    for name in ("tokens", *tag_columns(layers), "starts", "ends"):
        inner: dict[str, Any] = {"names": names, "_type": "ClassLabel"}
        if name in LIST_FEATURES:
            inner = {"dtype": LIST_FEATURES[name], "_type": "Value"}
        features[name] = {"feature": inner, "_type": "Sequence"}
    return features


FORMAT = Format(
    name="hf",
    title="Hugging Face token classification, a dataset folder",
    extension="",
    carries=Carries(layers=True),
    write_folder=write_folder,
    extra="hf",
    card=True,
    card_features=card_features,
)
