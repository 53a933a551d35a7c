"""What other programs read of the nasty articles is what the annotation files say: formats proved by their own readers.

Those whose reader is not installed are skipped: `make readers` installs the light ones, `make heavy` and
`make flair` those of torch.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.formats.articles import write, write_folder
from tests.formats.nasty import LABELS, NASTY, accepted, continuous, facts, one_layer

from copydesk.formats.format import ExportArticle
from copydesk.formats.known.chat import find_occurrence
from copydesk.formats.report import Record

ACCEPTED = accepted(NASTY)
CONTINUOUS = continuous(ACCEPTED)
FLAT = one_layer(CONTINUOUS)

Facts = list[tuple[str, int, int, str]]


def expected(articles: Iterable[ExportArticle], records: Iterable[Record] = ()) -> dict[str, Facts]:
    """What a reader must find of each article: its spans, as the records say that they were altered."""
    changes = {(each.article, each.annotation): each for each in records if each.reason in ("white-space", "overlap")}
    found: dict[str, Facts] = {}
    for article in articles:
        text, spans = article.document.text, []
        for span in article.snapshot.spans:
            change = changes.get((article.id, span.id))
            if change is None:
                spans.append((span.label, span.start, span.end, text[span.start : span.end]))
            elif change.after:
                start, end = change.after["start"], change.after["end"]
                spans.append((span.label, start, end, text[start:end]))
        found[article.id] = sorted(spans)
    return found


def of_tags(tokens: list[str], tags: list[str], starts: list[int], ends: list[int], text: str) -> Facts:
    """The spans of IOB2 tags; a tag that IOB2 forbids fails."""
    found: list[list[Any]] = []
    before = "O"
    for token, tag, start, end in zip(tokens, tags, starts, ends, strict=True):
        assert text[start:end] == token
        if tag.startswith("B-"):
            found.append([tag[2:], start, end])
        elif tag.startswith("I-"):
            assert before[2:] == tag[2:]
            found[-1][2] = end
        else:
            assert tag == "O"
        before = tag
    return [(label, start, end, text[start:end]) for label, start, end in found]


def only(records: Iterable[Record], *reasons: str) -> None:
    assert {record.reason for record in records} <= {*reasons, "labels", "attributes", "note", "relation"}


def test_jsonl_has_every_span() -> None:
    data, records, _ = write("jsonl", *NASTY)
    found = {each["id"]: each for each in map(json.loads, data.decode().split("\n")[:-1])}
    assert {
        name: [tuple(span[key] for key in ("label", "start", "end")) for span in each["spans"]]
        for name, each in found.items()
    } == {article.id: [fact[:3] for fact in facts(article)] for article in NASTY}
    assert all(found[article.id]["text"] == article.document.text for article in NASTY)
    only(records)


def test_spacy_reads_every_span() -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import DocBin

    data, records, _ = write("spacy", *CONTINUOUS)
    docs = list(DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab))
    for doc, article in zip(docs, CONTINUOUS, strict=True):
        assert doc.text == article.document.text
        assert (
            sorted((each.label_, each.start_char, each.end_char, each.text) for each in doc.spans["sc"])
            == expected([article], records)[article.id]
        )
    only(records, "white-space")


def test_spacy_reads_the_one_layer_as_entities() -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import DocBin

    data, records, _ = write("spacy", *FLAT, overlap="first")
    docs = list(DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab))
    for doc, article in zip(docs, FLAT, strict=True):
        # spaCy forbids entities that begin or end in white space only in training; it reads them.
        assert (
            sorted((each.label_, each.start_char, each.end_char, each.text) for each in doc.ents)
            == expected([article], records)[article.id]
        )
    only(records, "white-space")


def seqscore_mentions(path: Path, encoding: str) -> list[tuple[str, list[str]]]:
    """Type and tokens of each mention that seqscore reads of a file; it refuses invalid tags."""
    pytest.importorskip("seqscore")
    from seqscore.conll import CoNLLIngester, LineSpec
    from seqscore.encoding import get_encoding

    ingester = CoNLLIngester(get_encoding(encoding), LineSpec(0, -1))
    with path.open(encoding="utf-8", newline="\n") as file:
        documents = list(ingester.ingest(file, str(path), None))
    return [
        (mention.type, list(sentence.tokens[mention.span.start : mention.span.end]))
        for document in documents
        for sentence in document
        for mention in sentence.mentions
    ]


@pytest.mark.parametrize(("name", "encoding"), [("iob2", "BIO"), ("bioes", "BIOES")])
def test_seqscore_reads_every_span_of_columns(tmp_path: Path, name: str, encoding: str) -> None:
    pytest.importorskip("seqscore")
    articles = FLAT
    data, records, _ = write(name, *articles, overlap="refuse")
    (tmp_path / "a.conll").write_bytes(data)
    found = [(label, "".join(tokens)) for label, tokens in seqscore_mentions(tmp_path / "a.conll", encoding)]
    wanted = expected(articles, records)
    assert found == [
        (label, re.sub(r"\s", "", text))
        for article in articles
        for label, _, _, text in sorted(wanted[article.id], key=lambda fact: fact[1])
    ]
    only(records, "white-space")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["iob2", "bioes"])
def test_flair_reads_every_span_of_columns(tmp_path: Path, name: str) -> None:
    datasets = pytest.importorskip("flair.datasets")
    data, records, _ = write(name, *FLAT, overlap="refuse")
    (tmp_path / "a.conll").write_bytes(data)
    sentences = datasets.ColumnDataset(
        tmp_path / "a.conll", {0: "text", 1: "ner"}, skip_first_line=True, banned_sentences=["-DOCSTART-"]
    )
    found = [
        (span.get_label("ner").value, "".join(token.text for token in span.tokens))
        for sentence in sentences
        for span in sentence.get_spans("ner")
    ]
    wanted = expected(FLAT, records)
    assert found == [
        (label, re.sub(r"\s", "", text))
        for article in FLAT
        for label, _, _, text in sorted(wanted[article.id], key=lambda fact: fact[1])
    ]


def hf_facts(
    rows: Iterable[Any], names: list[str], articles: Iterable[ExportArticle], columns: list[str]
) -> dict[str, Facts]:
    texts = {article.id: article.document.text for article in articles}
    found: dict[str, Facts] = {name: [] for name in texts}
    for row in rows:
        for column in columns:
            tags = [names[tag] for tag in row[column]]
            found[row["id"]] += of_tags(row["tokens"], tags, row["starts"], row["ends"], texts[row["id"]])
    return {name: sorted(spans) for name, spans in found.items()}


def test_datasets_reads_every_span_of_a_dataset_folder(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    datasets = pytest.importorskip("datasets")
    records, _ = write_folder("hf", tmp_path, *CONTINUOUS, overlap="layers", label_set=LABELS)
    dataset = datasets.Dataset.from_parquet(str(tmp_path / "data.parquet"), cache_dir=str(tmp_path / "cache"))
    names = dataset.features["ner_tags"].feature.names
    assert names[:3] == ["O", "B-PERSON", "I-PERSON"]
    columns = [name for name in dataset.column_names if name.startswith("ner_tags")]
    assert len(columns) > 1
    assert hf_facts(dataset, names, CONTINUOUS, columns) == expected(CONTINUOUS, records)
    only(records, "white-space")


def test_pyarrow_reads_every_span_and_relation(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    import pyarrow.parquet

    data, records, _ = write("parquet", *NASTY, rejected=True)
    (tmp_path / "a.parquet").write_bytes(data)
    rows = pyarrow.parquet.read_table(tmp_path / "a.parquet").to_pylist()
    for row, article in zip(rows, NASTY, strict=True):
        assert row["text"] == article.document.text
        for found, span in zip(row["spans"], article.snapshot.spans, strict=True):
            assert (found["id"], found["label"], found["start"], found["end"]) == (
                span.id,
                span.label,
                span.start,
                span.end,
            )
            assert [tuple(each) for each in found["fragments"]] == list(span.fragments)
            assert json.loads(found["attrs"] or "{}") == span.attrs
            assert (found["note"] or "", found["status"], found["by"] or "") == (span.note, span.status, span.by)
        assert [tuple(each.values()) for each in row["relations"]] == [
            (each.id, each.type, each.head, each.tail) for each in article.snapshot.relations
        ]
    assert records == []


def test_datasets_reads_parquet_and_json_lines(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    for name, extension in (("parquet", "parquet"), ("jsonl", "json")):
        data, _, _ = write(name, *NASTY)
        (tmp_path / f"a.{extension}").write_bytes(data)
        rows = datasets.load_dataset(
            extension, data_files=str(tmp_path / f"a.{extension}"), split="train", cache_dir=str(tmp_path / "cache")
        )
        for row, article in zip(rows, NASTY, strict=True):
            assert row["text"] == article.document.text
            assert [(each["label"], each["start"], each["end"]) for each in row["spans"]] == [
                fact[:3] for fact in facts(article)
            ]


def test_pandas_reads_every_row_of_csv(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    data, records, _ = write("csv", *NASTY, rejected=True)
    (tmp_path / "a.csv").write_bytes(data)
    frame = pandas.read_csv(tmp_path / "a.csv", keep_default_na=False)
    spans = [(article, span) for article in NASTY for span in article.snapshot.spans]
    assert len(frame) == len(spans)
    for (_, row), (article, span) in zip(frame.iterrows(), spans, strict=True):
        assert (row["article"], row["id"], row["label"], row["start"], row["end"]) == (
            article.id,
            span.id,
            span.label,
            span.start,
            span.end,
        )
        assert row["text"] == " ".join(span.texts(article.document.text))
        assert (row["status"], row["note"], row["by"]) == (span.status, span.note, span.by)
        assert json.loads(row["fragments"] or "[]") == [list(each) for each in span.fragments]
        assert json.loads(row["attrs"] or "{}") == span.attrs
    only(records)


def test_what_a_chat_model_answers_leads_back_to_every_span() -> None:
    data, records, _ = write("chat", *NASTY, label_set=LABELS)
    lines = data.decode().split("\n")[:-1]
    for line, article in zip(lines, NASTY, strict=True):
        system, user, assistant = json.loads(line)["messages"]
        assert [each["role"] for each in (system, user, assistant)] == ["system", "user", "assistant"]
        text, answer = user["content"], json.loads(assistant["content"])
        assert text == article.document.text
        spans = [span for span in article.snapshot.spans if span.status == "accepted"]
        for mention, span in zip(answer["spans"], spans, strict=True):
            pieces = [
                (at := find_occurrence(text, each["text"], each["occurrence"]), at + len(each["text"]))
                for each in mention.get("pieces", [mention])
            ]
            assert (mention["label"], tuple(pieces)) == (span.label, span.pieces)
        ends = {span.id: index for index, span in enumerate(spans)}
        assert [(each["from"], each["to"]) for each in answer["relations"]] == [
            (ends[each.head], ends[each.tail]) for each in article.snapshot.relations
        ]
    only(records)


def gliner_facts(items: Iterable[Any]) -> list[tuple[str, str]]:
    return [
        (label, "".join(item["tokenized_text"][first : last + 1]))
        for item in items
        for first, last, label in item["ner"]
    ]


def test_gliner_has_every_span_and_says_which_it_passes_over() -> None:
    data, records, _ = write("gliner", *CONTINUOUS, label_set=LABELS)
    items = json.loads(data)
    wanted = [
        (label, re.sub(r"\s", "", text))
        for article in CONTINUOUS
        for label, _, _, text in facts(article)
        if text.strip()
    ]
    assert sorted(gliner_facts(items)) == sorted(wanted)
    longer = [each for each in items if len(each["tokenized_text"]) > 384]
    assert len(longer) == 1  # the sentence of 500 words
    kept = {(each.article, each.annotation) for each in records if each.reason == "too-long"}
    assert ("long", "long0003") in kept
    assert ("plain", "plai0001") not in kept
    assert json.loads(write("gliner")[0]) == []


def test_the_processor_of_gliner_finds_every_span_that_was_not_reported() -> None:
    gliner = pytest.importorskip("gliner")
    processor = pytest.importorskip("gliner.data_processing.processor").UniEncoderSpanProcessor
    config = gliner.GLiNERConfig(max_width=12, max_len=384)
    tokenizer = SimpleNamespace(unk_token="?", pad_token="_")
    made = processor(config, tokenizer, None)
    data, _, _ = write("gliner", *CONTINUOUS, label_set=LABELS)
    labels = {label.name: number for number, label in enumerate(LABELS, 1)}
    found = 0
    for item in json.loads(data):
        if len(item["tokenized_text"]) > 384:
            item["tokenized_text"] = item["tokenized_text"][:384]
        example = made.preprocess_example(item["tokenized_text"], item["ner"], labels)
        found += len({(first, last) for first, last, _ in item["ner"] if [first, last] in example["span_idx"].tolist()})
        marked = (example["span_label"] > 0).sum().item()
        assert marked == len({(first, last) for first, last, _ in item["ner"] if last - first < 12 and last < 384})
    assert found


def test_gliner2_reads_every_span(tmp_path: Path) -> None:
    training = pytest.importorskip("gliner2.training.data")
    data, records, _ = write("gliner2", *CONTINUOUS, label_set=LABELS)
    (tmp_path / "a.jsonl").write_bytes(data)
    dataset = training.TrainingDataset.load(str(tmp_path / "a.jsonl"))
    assert dataset.validate()["valid"] == len(dataset)
    left_out = {each.article for each in records if each.reason == "empty"}
    assert left_out == {"empty"}
    for example, article in zip(dataset, (each for each in CONTINUOUS if each.id not in left_out), strict=True):
        assert example.text == article.document.text
        found = [
            (label, each["start"], each["end"], each["text"])
            for label, mentions in example.entities.items()
            for each in mentions
        ]
        assert sorted(found) == sorted(facts(article))
        assert len(example.relations) == len(article.snapshot.relations)
    only(records, "empty")
