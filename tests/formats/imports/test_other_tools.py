"""What other programs write is read as they mean it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.formats.nasty import NASTY
from tests.formats.round_trip import export_to, import_from, imported, planned

from copydesk.annotation.span import Span

Found = list[tuple[str, str]]
ASTRONAUT = "Zoe 👩🏽‍🚀 met Ana.\r\nBo left."


def words(span: Span, text: str) -> tuple[str, str]:
    return span.label, " … ".join(span.texts(text))


class Import:
    """One import into a folder of its own: what came of it."""

    def __init__(self, folder: Path, name: str, file: Path, **options: Any) -> None:
        self.plan, self.findings = import_from(file, name, folder / "articles", **options)
        found = imported(folder / "articles")
        self.texts = {id: text for id, (text, _) in found.items()}
        self.snapshots = {id: snapshot for id, (_, snapshot) in found.items()}

    @property
    def problems(self) -> Sequence[str]:
        return [problem.problem for problem in self.findings.problems]

    def spans(self, id: str) -> Found:
        return [words(span, self.texts[id]) for span in self.snapshots[id].spans]

    def relations(self, id: str) -> list[tuple[str, str, str]]:
        by_id = {span.id: words(span, self.texts[id])[1] for span in self.snapshots[id].spans}
        return [(each.type, by_id[each.head], by_id[each.tail]) for each in self.snapshots[id].relations]


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def read(name: str, content: Any, file: str, **options: Any) -> Import:
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        source = content if isinstance(content, (str, bytes)) else json.dumps(content)
        path.write_bytes(source.encode() if isinstance(source, str) else source)
        return Import(tmp_path, name, path, **options)

    return read


def units(text: str, words: str) -> dict[str, int]:
    """Where words stand, in UTF-16."""
    start = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return {"start": start, "end": start + len(words.encode("utf-16-le")) // 2}


def test_label_studio(read: Any) -> None:
    def result(id: str, words: str, *labels: str, **more: Any) -> dict[str, Any]:
        place = {**units(ASTRONAUT, words), "text": words, "labels": labels}
        return {"id": id, "from_name": "ner", "to_name": "t", "type": "labels", "value": place, **more}

    about = {"id": "x1", "from_name": "gender", "to_name": "t", "type": "choices"}
    task = {
        "id": 7,
        "data": {"article": ASTRONAUT, "url": "https://example.org/1"},
        "predictions": [{"result": []}],
        "annotations": [
            {"was_cancelled": True, "result": [result("no", "Zoe", "Person")]},
            {
                "completed_by": {"email": "ana@example.org"},
                "created_at": "2026-11-21T10:00:00.5Z",
                "result": [
                    result("x1", "Ana", "Person", "Woman", meta={"text": ["sure?"]}),
                    result("x2", "Bo", "Person"),
                    {**about, "value": {**units(ASTRONAUT, "Ana"), "choices": ["female"]}},
                    {"from_name": "topic", "to_name": "t", "type": "choices", "value": {"choices": ["space"]}},
                    {"from_id": "x1", "to_id": "x2", "type": "relation", "direction": "left", "labels": ["knows"]},
                ],
            },
        ],
    }
    done = read("labelstudio", [task], "export.json")
    assert done.problems == []
    assert set(done.spans("export-7")) == {("Person", "Ana"), ("Woman", "Ana"), ("Person", "Bo")}
    assert done.relations("export-7") == [("knows", "Bo", "Ana")]
    snapshot = done.snapshots["export-7"]
    first = next(span for span in snapshot.spans if span.id == "x1")
    assert (first.by, first.note, first.attrs) == ("ana@example.org", "sure?", {"gender": "female"})
    assert first.created
    assert snapshot.labels == {"topic": "space"}
    assert [notice.problem for notice in done.findings.notices] == ["predictions are left out: nobody accepted them"]


def test_label_studio_in_code_points_and_short(read: Any) -> None:
    start = ASTRONAUT.index("Ana")
    place = {"start": start, "end": start + 3, "text": "Ana", "labels": ["Person"]}
    done = read("labelstudio", [{"id": 3, "text": ASTRONAUT, "label": [place], "annotator": 1}], "min.json")
    assert (done.problems, done.spans("min-3")) == ([], [("Person", "Ana")])
    place = {"start": 0, "end": 5, "text": "Bo le", "labels": ["Person"]}
    done = read("labelstudio", [{"id": 4, "text": ASTRONAUT, "label": [place]}], "bad.json")
    assert done.problems == ["Person 0-5 is said to be 'Bo le', but there stands 'Zoe 👩'"]


def test_label_studio_says_what_it_leaves_out(read: Any) -> None:
    def region(id: str, **value: Any) -> dict[str, Any]:
        return {"id": id, "from_name": "n", "to_name": "t", "type": "hypertextlabels", "value": value}

    paths = {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "startOffset": 0, "endOffset": 3}
    labels = {"hypertextlabels": ["P"]}
    results = [
        region("a", **paths, globalOffsets={"start": 0, "end": 3}, text="Zoe", **labels),
        region("b", **paths, text="Zoe", **labels),
        {"type": "relation", "from_id": "a", "to_id": "a", "direction": "bi", "labels": ["same"]},
    ]
    task = {"id": 1, "data": {"text": ASTRONAUT}, "drafts": [{"result": []}], "annotations": [{"result": results}]}
    done = read("labelstudio", [task], "e.json")
    assert done.problems == ["a span of hypertext or paragraphs has no offsets into the text"]
    assert (done.spans("e-1"), len(done.relations("e-1"))) == ([("P", "Zoe")], 1)
    assert [each.problem for each in done.findings.notices] == [
        "drafts are left out: nobody submitted them",
        "a relation in both directions is kept in one",
    ]


def test_label_studio_in_short_whatever_the_text_is_called(read: Any) -> None:
    place = {**units(ASTRONAUT, "Ana"), "text": "Ana", "labels": ["P"]}
    about = {"annotator": 2, "annotation_id": 1, "created_at": "2026-11-21T10:00:00.0Z", "lead_time": 1.5}
    row = {"id": 1, "story": ASTRONAUT, "title": "Zoe", "ner": [place], "topics": {"choices": ["a", "b"]}, **about}
    done = read("labelstudio", [row, {"id": 2, "a": "Ana", "b": "Bo", **about}], "m.json")
    assert done.problems == ["it is not plain which of its data is the text"]
    assert done.spans("m-1") == [("P", "Ana")]
    assert done.snapshots["m-1"].labels == {"topics": ["a", "b"]}
    assert (done.snapshots["m-1"].spans[0].by, bool(done.snapshots["m-1"].spans[0].created)) == ("2", True)
    assert done.findings.notices[0].problem == (
        "title left out: JSON-MIN does not tell data from annotations, JSON does"
    )


def test_doccano_of_other_versions_and_projects(read: Any) -> None:
    def line(number: int, **more: Any) -> str:
        return json.dumps({"id": number, "text": f"Ana met Bo, {number}.", **more}) + "\n"

    named = {"start_offset": 0, "end_offset": 3, "user": 1}
    lines = [
        line(1, cats=["news", "short"], entities=[[0, 3, "PER"]]),
        line(2, label="news"),
        line(3, annotations=[{"label": "PER", **named}], annotation_approver="ana", meta={}),
        line(4, annotations=[{"label": 7, **named}]),
    ]
    done = read("doccano", "".join(lines), "d.jsonl")
    assert done.problems == ["it names labels by numbers"]
    assert (done.spans("d-1"), done.snapshots["d-1"].labels) == ([("PER", "Ana")], {"category": ["news", "short"]})
    assert done.snapshots["d-2"].labels == {"category": "news"}
    assert done.spans("d-3") == [("PER", "Ana")]


def test_doccano(read: Any) -> None:
    start = ASTRONAUT.index("Ana")
    entities = [
        {"id": 11, "label": "PER", "start_offset": start, "end_offset": start + 3},
        {"id": 12, "label": "PER", "start_offset": 0, "end_offset": 3},
    ]
    lines = [
        {"id": 1, "text": ASTRONAUT, "label": [[0, 3, "PER"], [start, start + 3, "PER"]], "Comments": ["why?"]},
        {"id": 2, "text": "Lund.", "label": ["sports"]},
        {
            "id": 3,
            "text": ASTRONAUT + "\n",
            "entities": entities,
            "relations": [{"id": 1, "from_id": 11, "to_id": 12, "type": "met"}],
        },
    ]
    done = read("doccano", "".join(json.dumps(line) + "\n" for line in lines), "all.jsonl")
    assert done.problems == []
    assert done.spans("all-1") == [("PER", "Zoe"), ("PER", "Ana")]
    assert done.snapshots["all-2"].labels == {"category": "sports"}
    assert done.relations("all-3") == [("met", "Ana", "Zoe")]
    assert [each.problem for each in done.findings.notices] == ["comments on a whole text are left out"]


def test_prodigy(read: Any) -> None:
    def span(words: str, label: str = "PERSON") -> dict[str, Any]:
        start = ASTRONAUT.index(words)
        return {"start": start, "end": start + len(words), "label": label, "token_start": 0, "token_end": 0}

    zoe, ana = span("Zoe"), span("Ana")
    relation = {"head": 0, "child": 3, "head_span": zoe, "child_span": ana, "label": "MET"}
    task = {"text": ASTRONAUT, "_input_hash": 1, "tokens": []}
    lines = [
        {**task, "spans": [zoe, ana], "relations": [relation], "answer": "accept"},
        {**task, "spans": [span("Bo", "GPE")], "answer": "reject"},
        {**task, "spans": [span("Bo"), span("left")], "answer": "reject"},
        {**task, "spans": [span("left")], "answer": "ignore"},
    ]
    done = read("prodigy", "".join(json.dumps(line) + "\n" for line in lines), "db.jsonl")
    assert done.problems == []
    assert done.spans("db-1") == [("PERSON", "Zoe"), ("PERSON", "Ana"), ("GPE", "Bo")]
    assert [span.status for span in done.snapshots["db-1"].spans] == ["accepted", "accepted", "rejected"]
    assert done.relations("db-1") == [("MET", "Zoe", "Ana")]
    assert len(done.findings.notices) == 2


def test_prodigys_sessions_choices_and_relations_between_words(read: Any) -> None:
    tokens = [{"text": word, "id": number} for number, word in enumerate(("Zoe", "met", "Ana"))]
    zoe, ana = (
        {"start": at, "end": at + 3, "token_start": n, "token_end": n, "label": "P"} for at, n in ((0, 0), (8, 2))
    )
    met = {"start": 4, "end": 7, "token_start": 1, "token_end": 1, "label": None}
    relations = [
        {"head": 0, "child": 2, "label": "MET"},
        {"head": 1, "child": 0, "head_span": met, "child_span": zoe, "label": "SUBJ"},
    ]
    seen = {"_input_hash": -7, "_task_hash": 1, "_timestamp": 1_790_000_000}
    lines: list[dict[str, Any]] = [
        {
            "text": "Zoe met Ana",
            "tokens": tokens,
            "spans": [zoe, ana],
            "relations": relations,
            "_session_id": "ner-ana",
        },
        {
            "text": "One.",
            "label": "SPORTS",
            "answer": "accept",
            "_session_id": "2026-11-22_08-00-00",
            "user_comment": "?",
        },
        {"text": "Two.", "label": "SPORTS", "answer": "reject"},
        {"text": "Three.", "options": [{"id": "A"}, {"id": "B"}], "accept": ["A"], "answer": "accept"},
        {"text": "Zoe ran", "spans": [zoe], "_session_id": "ner-2026-11-22_08-00-00"},
    ]
    done = read("prodigy", "".join(json.dumps({**line, **seen}) + "\n" for line in lines), "p.jsonl")
    assert done.problems == []
    assert done.relations("p-1") == [("MET", "Zoe", "Ana")]
    assert [span.by for id in ("p-1", "p-4") for span in done.snapshots[id].spans] == ["ner-ana", "ner-ana", ""]
    assert all(span.created for span in done.snapshots["p-1"].spans)
    assert done.snapshots["p-2"].labels == {"label": "SPORTS"}
    assert done.snapshots["p-3"].labels == {"accept": ["A"]}
    assert [each.problem for each in done.findings.notices] == [
        "a relation between words that are no spans is left out",
        "a comment on a whole text is left out",
        "a rejected task without spans is left out",
    ]


BRAT = """\
T1\tPerson 0 3\tZoe
T2\tPerson 13 16\tAna
T3\tMeet 9 12\tmet
E1\tMeet:T3 Agent1:T1 Patient:T2
R1\tKnows Arg1:T1 Arg2:T2
T4\tPerson 18 20\tBo
*\tSame T1 T4
A1\tNegated E1
A2\tCertainty E1 low
N1\tReference T1 Wikipedia:42\tZoe
#1\tAnnotatorNotes T1\tsure?
T5\tOdd 0 3;13 16\tZoe Ana
T6\tLines 13 17;18 20\tAna. Bo
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_brat_whatever_the_ends_of_lines_were_when_it_counted(read: Any, tmp_path: Path, newline: str) -> None:
    text = ASTRONAUT.replace("\r\n", newline)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.txt").write_bytes(text.encode())
    done = read("brat", BRAT.replace("\n", newline), "data/a.ann")
    assert done.problems == []
    assert done.texts == {"a": text}
    spans = done.spans("a")
    assert set(spans) == {
        ("Person", "Zoe"),
        ("Person", "Ana"),
        ("Person", "Bo"),
        ("Meet", "met"),
        ("Odd", "Zoe … Ana"),
        ("Lines", f"Ana.{newline}Bo"),
    }
    assert set(done.relations("a")) == {
        ("Agent", "met", "Zoe"),
        ("Patient", "met", "Ana"),
        ("Knows", "Zoe", "Ana"),
        ("Same", "Zoe", "Bo"),
    }
    by_words = {words(span, text)[1]: span for span in done.snapshots["a"].spans}
    assert by_words["met"].attrs == {"Negated": True, "Certainty": "low"}
    assert (by_words["Zoe"].note, by_words["Zoe"].attrs) == ("sure?", {"Wikipedia": "42"})


def test_brat_of_many_events_and_entries(read: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Zoe met Ana.")
    lines = [
        "T1\tP 0 3\tZoe",
        "T2\tMeet 4 7\tmet",
        "E1\tMeet:T2 Who:T1 Of:E2",
        "E2\tMeet:T2",
        "R1\tLike Arg1:T1 Arg2:T9",
        "N1\tReference T1 Wikipedia:1\tZoe",
        "N2\tReference T1 Wikipedia:2\tZoë",
        "N3\tReference T1 Genes:GO:7\tZoe",
        "A1\tSure T1 quite so",
        "# a remark",
    ]
    done = read("brat", "\n".join(lines), "a.ann")
    assert [(each.line, each.problem) for each in done.findings.problems] == [
        (5, "'Like' leads to 'T9', which is not there")
    ]
    assert [(each.line, each.problem) for each in done.findings.notices] == [
        (4, "E2 has the trigger of another event: they become one span"),
        (10, "a remark is left out"),
    ]
    assert done.snapshots["a"].spans[0].attrs == {"Sure": "quite so", "Wikipedia": ["1", "2"], "Genes": "GO:7"}
    assert set(done.relations("a")) == {("Who", "met", "Zoe"), ("Of", "met", "met")}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("T1\tX 0 3", "is said to be ''"),
        ("T1\tX 0 99\tZoe", "ends outside"),
        ("T1\tX 0,3\tZoe", "a span must be a label and its offsets"),
        ("T1\tX 3 0\tZoe", "0 <= start < end"),
        ("R1\tX Arg1:T1 Arg2:T2", "leads to"),
        ("R1\tX Arg1:T1", "two arguments"),
        ("A1\tX T9", "is about 'T9', which is not there"),
        ("E1\tX:T9", "the trigger"),
        ("hello", "no entry"),
        ("#1\tCopydesk T9\t{}", "which is not there"),
    ],
)
def test_what_brat_would_not_write_is_named(read: Any, tmp_path: Path, line: str, problem: str) -> None:
    (tmp_path / "a.txt").write_text("Zoe met Ana.")
    done = read("brat", f"T2\tOK 8 11\tAna\n{line}\n", "a.ann")
    assert len(done.problems) == 1
    assert problem in done.problems[0]
    assert done.spans("a") == [("OK", "Ana")]


CONLL = {
    "iob1": "Ana I-PER\nRuiz I-PER\nBo B-PER\nof O\nLund I-GPE\n",
    "iob2": "Ana B-PER\nRuiz I-PER\nBo B-PER\nof O\nLund B-GPE\n",
    "bioes": "Ana B-PER\nRuiz E-PER\nBo S-PER\nof O\nLund S-GPE\n",
    "bilou": "Ana B-PER\nRuiz L-PER\nBo U-PER\nof O\nLund U-GPE\n",
}


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("scheme", CONLL)
def test_conll_columns_of_each_scheme(read: Any, scheme: str, named: bool) -> None:
    columns = CONLL[scheme].replace(" ", " NNP x ")
    source = f"-DOCSTART- -X- -X- O\n\n{columns}\n{columns}\n-DOCSTART- -X- O O\n\n{CONLL[scheme]}"
    done = read("conll", source, "eng.testa", scheme=scheme if named else "")
    assert done.problems == []
    spans = [("PER", "Ana Ruiz"), ("PER", "Bo"), ("GPE", "Lund")]
    assert done.texts == {"eng-1": "Ana Ruiz Bo of Lund\nAna Ruiz Bo of Lund\n", "eng-2": "Ana Ruiz Bo of Lund\n"}
    assert done.spans("eng-1") == spans * 2
    assert done.spans("eng-2") == spans


def test_conll_columns_are_found_in_the_article_that_is_there(read: Any, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "x.txt").write_text("Ana Ruiz,\n\n“Bo” of\u00a0Lund.")
    source = "Ana\tB-PER\r\nRuiz\tI-PER\r\n,\tO\r\n“\tO\r\nBo\tB-PER\r\n”\tO\r\n\r\nof\tO\r\nLund\tB-GPE\r\n.\tO\r\n"
    done = read("conll", source, "x.conll")
    assert done.spans("x") == [("PER", "Ana Ruiz"), ("PER", "Bo"), ("GPE", "Lund")]
    assert list(done.texts) == ["x"]


@pytest.mark.parametrize(
    ("source", "scheme", "problem"),
    [
        ("Ana I-PER\nBo O\nEk B-PER\n", "", "the tags are neither IOB1 nor IOB2"),
        ("Ana I-PER\n", "iob2", "the tag I-PER cannot stand here in IOB2"),
        ("Ana B-PER\nBo O\n", "bioes", "the tag B-PER cannot stand here in BIOES"),
        ("Ana B-PER\nBo L-ORG\n", "", "cannot stand here in BILOU"),
        ("Ana\n", "", "a line must have a token and a tag"),
        ("Ana PER\n", "", "'PER' is no tag"),
    ],
)
def test_tags_that_cannot_be_are_named(read: Any, source: str, scheme: str, problem: str) -> None:
    done = read("conll", source, "x.conll", scheme=scheme)
    assert len(done.problems) == 1
    assert problem in done.problems[0]
    assert done.findings.problems[0].line in (1, 2, 3)


def tab(*rows: str) -> str:
    """Rows whose columns are parted by two spaces or more here, and by tabs in the file."""
    return "".join(re.sub(" {2,}", "\t", row) + "\n" for row in rows)


CONLLU = tab(
    "# newdoc id = a",
    "# text = Ana Ruiz\u00a0didn’t go.",
    "1  Ana  _  PROPN  _  _  0  root  _  NER=B-PER|Gender=Fem",
    "2  Ruiz  _  PROPN  _  _  1  flat  _  NER=I-PER",
    "3-4  didn’t  _  _  _  _  _  _  _  _",
    "3  did  _  AUX  _  _  5  aux  _  _",
    "4  n’t  _  PART  _  _  5  advmod  _  NER=B-NOT",
    "5  go  _  VERB  _  _  0  root  _  SpaceAfter=No",
    "5.1  gone  _  VERB  _  _  _  _  1:x  NER=B-PER",
    "6  .  _  PUNCT  _  _  5  punct  _  _",
    "",
)
PLUS = tab(
    "# global.columns = ID FORM UPOS NER MISC",
    "1  Ana  PROPN  B-PER  _",
    "2  left  VERB  O  SpaceAfter=No",
    "3  .  PUNCT  O  _",
)
GERMEVAL = tab("#  https://example.org/a", "1  Ana  B-PER  O", "2  Ruiz  I-PER  B-GPEpart", "", "1  Bo  B-PERderiv  O")
HASHES = "# a comment\n# NN O\n1 CD O\nAna NN B-PER\n# NN O\n"


@pytest.mark.parametrize(
    ("source", "text", "spans"),
    [
        (CONLLU, "Ana Ruiz\u00a0didn’t go.\n", [("PER", "Ana Ruiz"), ("NOT", "didn’t")]),
        (PLUS, "Ana left.\n", [("PER", "Ana")]),
        (GERMEVAL, "Ana Ruiz\nBo\n", [("PER", "Ana Ruiz"), ("GPEpart", "Ruiz"), ("PERderiv", "Bo")]),
        (HASHES, "# 1 Ana #\n", [("PER", "Ana")]),
        ("EU NNP B-NP B-ORG\nsays VBZ B-VP O\n", "EU says\n", [("ORG", "EU")]),
        ("中 B-GPE\n华 M-GPE\n国 E-GPE\n人 S-PER\n", "中 华 国 人\n", [("GPE", "中 华 国"), ("PER", "人")]),
        ("他 B-PER\n们 E-PER\n中 W-GPE\n", "他 们 中\n", [("PER", "他 们"), ("GPE", "中")]),
    ],
    ids=["CoNLL-U", "CoNLL-U Plus", "GermEval", "hashes", "chunks", "BMES", "BMEOW"],
)
def test_conll_of_other_kinds(read: Any, source: str, text: str, spans: Found) -> None:
    done = read("conll", source, "a.conll")
    assert (done.problems, done.texts, done.spans("a")) == ([], {"a": text}, spans)


@pytest.mark.parametrize("name", ["conllu", "iob2", "bioes"])
def test_what_is_exported_as_columns_comes_back_into_the_articles(name: str, tmp_path: Path) -> None:
    # A token with a space in it has no place in columns that spaces part.
    unfit = () if name == "conllu" else ("spaces",)
    made = {each.id: each for each in NASTY if each.document.text.strip() and each.id not in unfit}
    articles = tmp_path / "articles"
    articles.mkdir()
    for id, each in made.items():
        (articles / f"{id}.txt").write_bytes(each.document.text.encode())
    out, records = export_to(tmp_path, name, list(made.values()), overlap="layers")
    altered = {(record.article, record.annotation) for record in records}
    plan, findings = import_from(out, "conll", articles, "" if name == "conllu" else name, on_disk=False)
    assert findings.problems == []
    back = {id: {(span.label, span.range) for span in snapshot.spans} for id, (_, snapshot) in planned(plan).items()}
    for id, each in made.items():
        kept = {(s.label, s.range) for s in each.snapshot.spans if (id, s.id) not in altered and s.status == "accepted"}
        assert kept <= back.get(id, set())
        assert len(back.get(id, ())) <= len(each.snapshot.spans)


def test_a_row_that_is_damaged_stays_in_the_text(read: Any) -> None:
    done = read("conll", "Ana B-PER\nRuiz PER\nleft\nBo B-PER\n", "a.conll")
    assert [each.line for each in done.findings.problems] == [2, 3]
    assert (done.texts, done.spans("a")) == ({"a": "Ana Ruiz left Bo\n"}, [("PER", "Ana"), ("PER", "Bo")])


SLATE = """\
((0, 0), (0, 1)) - PERSON
(2, 1) - PERSON FAMOUS
((2, 0, 1), (2, 0, 2)) - PART
2 - LINE
((0, 0), (2, 1)) - ALL
[(0, 0), (2, 1)] -\x20
"""


def test_slate(read: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Ana Ruiz said\r\n\r\n  then\tBo left.\n")
    done = read("slate", SLATE, "a.txt.annotations")
    assert done.problems == []
    assert set(done.spans("a")) == {
        ("PERSON", "Ana Ruiz"),
        ("PERSON", "Bo"),
        ("FAMOUS", "Bo"),
        ("PART", "he"),
        ("LINE", "then\tBo left."),
        ("ALL", "Ana Ruiz said\r\n\r\n  then\tBo"),
        ("LINKED", "Ana"),
        ("LINKED", "Bo"),
    }
    assert [each[0] for each in done.relations("a")] == ["link"]
    for line in (
        "(9, 0) - X",
        "(0, 9) - X",
        "(0, 0, 3) - X",
        "__import__('os') - X",
        "((0, 1), (0, 0)) - X",
        "- X",
        "1 1 (",
        "(1,) - X",
    ):
        assert len(read("slate", f"{line}\n", "a.txt.annotations").problems) == 1, line


WEBANNO = """\
#FORMAT=WebAnno TSV 3.3
#T_SP=custom.Person|name|sure
#T_SP=custom.Mark
#T_RL=custom.Rel|kind|BT_custom.Person


#Text=Zoe 👩🏽‍🚀 met Ana.
1-1\t0-3\tZoe\tPER\\_X[1]\tyes[1]\t*\t_\t_\t
1-2\t4-11\t👩🏽‍🚀\tPER\\_X[1]|EMO[2]\tyes[1]|_[2]\t_\t_\t_\t
1-3\t12-15\tmet\t_\t_\t_\t_\t_\t
1-4\t16-20\tAna.\t_\t_\t_\t_\t_\t
1-4.1\t16-19\tAna\tPER\t_\t_\tmet\t1-1[1_0]\t

#Text=Bo left.
2-1\t22-24\tBo\tPER[3]\t_\t_\tmet|saw\t1-1[1_3]|1-4.1[0_3]\t
2-2\t25-29\tleft\t_\t_\t_\t_\t_\t
2-3\t29-30\t.\t_\t_\t_\t_\t_\t
"""


def test_webanno(read: Any, tmp_path: Path) -> None:
    done = read("webanno", WEBANNO, "doc.txt.tsv")
    assert done.problems == []
    assert done.texts == {"doc": ASTRONAUT.replace("\r\n", "\n\n")}
    assert done.spans("doc") == [
        ("PER_X", "Zoe 👩🏽‍🚀"),
        ("Mark", "Zoe"),
        ("EMO", "👩🏽‍🚀"),
        ("PER", "Ana"),
        ("PER", "Bo"),
    ]
    assert set(done.relations("doc")) == {
        ("met", "Zoe 👩🏽‍🚀", "Ana"),
        ("met", "Zoe 👩🏽‍🚀", "Bo"),
        ("saw", "Ana", "Bo"),
    }
    assert done.snapshots["doc"].spans[0].attrs == {"sure": "yes"}


def webanno(*lines: str) -> str:
    return "#FORMAT=WebAnno TSV 3.3\n" + tab(*lines)


INCEPTION = webanno(
    "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue",
    "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value",
    "#T_SP=webanno.custom.Sell|kind|ROLE_webanno.custom.Sell:roles_webanno.custom.SellRolesLink|uima.tcas.Annotation",
    "#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceRelation|referenceType",
    "",
    "",
    "#Text=Ana sold Bo\\tthe car ; she\u00a0smiled",
    "1-1  0-3  Ana  N  https://example.org/Q1[1]  PER[1]  _  _  _  coref->1-1  nam[1]  ",
    "1-2  4-8  sold  V  _  _  trade[2]|*[3]  seller;*[2]|_[3]  1-1[1];1-3|*  _  _  ",
    "1-2.1  8-8    _  *  *  _  _  _  _  _  ",
    "1-3  9-11  Bo  N  *  PER  _  _  _  *->2-1  *[2]  ",
    "1-4  12-15  the  _  _  _  _  _  _  *->3-1  def[3]  ",
    "1-5  16-19  car  _  _  _  _  _  _  *->3-1  def[3]  ",
    "1-6  20-21  ;  _  _  _  _  _  _  _  _  ",
    "1-7  22-25  she  _  _  _  _  _  _  *->1-2  pro[1]  ",
    "1-8  26-32  smiled  _  _  _  _  _  _  _  _  ",
)


def test_the_layers_slots_and_chains_of_inception(read: Any) -> None:
    # A row without words has a cell without any: two tabs, which `tab` cannot tell from one.
    done = read("webanno", INCEPTION.replace("8-8\t", "8-8\t\t"), "doc.tsv")
    assert done.problems == []
    assert done.texts == {"doc": "Ana sold Bo\tthe car ; she\u00a0smiled"}
    assert sorted(done.spans("doc")) == [
        ("Coreference", "Bo"),
        ("PER", "Ana"),
        ("PER", "Bo"),
        ("Sell", "sold"),
        ("def", "the car"),
        ("nam", "Ana"),
        ("pro", "she"),
        ("trade", "sold"),
    ]
    found = {span.label: span.attrs for span in done.snapshots["doc"].spans if span.start == 0}
    assert found == {"PER": {"identifier": "https://example.org/Q1"}, "nam": {}}
    assert sorted(done.relations("doc")) == [
        ("coref", "Ana", "she"),
        ("roles", "sold", "Bo"),
        ("seller", "sold", "Ana"),
    ]
    assert [each.problem for each in done.findings.notices] == [
        "the layer de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS is left out: it tells about single tokens",
        "NamedEntity is left out: there are no words in it",
    ]


def test_a_slot_that_is_filled_with_nothing_is_named_with_its_line(read: Any) -> None:
    source = webanno("#T_SP=x.Host|ROLE_x.Host:who_x.Link|x.Filler", "#T_SP=x.Filler|", "1-1  0-3  Ana  a  1-2  _")
    done = read("webanno", source, "doc.tsv")
    assert done.problems == ["a slot is filled with '1-2', which is not there"]
    assert done.findings.problems[0].line == 4
    source = webanno("#T_CH=x.Link|referenceRelation|referenceType", "1-1  0-3  Ana  coref  nam[1]")
    assert read("webanno", source, "doc.tsv").problems == ["'coref' is no link of a chain"]


def test_hypothesis_and_quotes_without_places(read: Any, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_bytes(ASTRONAUT.encode())
    quote = {"type": "TextQuoteSelector", "exact": "Ana", "prefix": "met ", "suffix": "."}
    rows: list[dict[str, Any]] = [
        {
            "id": "h1",
            "user": "acct:ana@hypothes.is",
            "tags": ["person", "known"],
            "text": "who?",
            "created": "2026-11-21T10:00:00.0+00:00",
            "target": [{"source": "https://example.org/news/a.txt", "selector": [quote]}],
        },
        {"id": "h2", "tags": [], "text": "a remark", "target": [{"source": "a.txt", "selector": [quote]}]},
    ]
    (tmp_path / "articles" / "news").mkdir()
    (tmp_path / "articles" / "news" / "a.txt").write_bytes(b"Another.")
    done = read("w3c", {"total": 2, "rows": rows[1:]}, "h.json")
    assert [each.problem for each in done.findings.notices] == ["an annotation without a label is left out"]
    rows[0]["target"][0]["source"] = "a.txt"
    done = read("w3c", {"total": 1, "rows": rows[:1]}, "h.json")
    assert done.problems == []
    assert sorted(done.spans("a")) == [("known", "Ana"), ("person", "Ana")]
    assert done.snapshots["a"].spans[0].note == "who?"
    quote["exact"], quote["prefix"], quote["suffix"] = "e", "", ""
    assert "at several places" in read("w3c", {"rows": rows[:1]}, "h.json").problems[0]


def web_annotation(*selectors: dict[str, Any], **more: Any) -> dict[str, Any]:
    body = {"type": "TextualBody", "value": "PER", "purpose": "tagging"}
    target = {"source": "a.txt", "selector": list(selectors)}
    return {"type": "Annotation", "body": body, "target": target, **more}


def quoting(exact: str, prefix: str = "", suffix: str = "") -> dict[str, Any]:
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def position(words: str, *, by: int = 0) -> dict[str, Any]:
    place = units(ASTRONAUT, words)
    return {"type": "TextPositionSelector", "start": place["start"] + by, "end": place["end"] + by}


def test_web_annotations_in_utf16_and_by_their_words(read: Any, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_bytes(ASTRONAUT.encode())
    in_units = [web_annotation(position(words), quoting(words)) for words in ("Ana", "Bo")]
    done = read("w3c", [*in_units, web_annotation(position("left"))], "a.json")
    assert (done.problems, done.spans("a")) == ([], [("PER", "Ana"), ("PER", "Bo"), ("PER", "left")])
    astray = web_annotation(position("Zoe", by=2), quoting("Ana. Bo", "met  ", "\tleft"))
    assert read("w3c", [astray], "a.json").problems == []
    done = read("w3c", [web_annotation(position("Zoe", by=1), quoting("Zoë"))], "a.json")
    assert done.problems == ["PER 1-4 is said to be 'Zoë', but there stands 'oe '"]
    assert ("PER", "Ana.\r\nBo") in done.spans("a")


def test_the_other_ways_in_which_web_annotations_say_where_and_what(read: Any, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_bytes(ASTRONAUT.encode())
    fragment = {"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc5147", "value": "char=0,3"}
    range_ = {"type": "RangeSelector", "startSelector": {"type": "XPathSelector", "value": "/p[1]"}}
    done = read(
        "w3c",
        [
            web_annotation(fragment),
            web_annotation({**range_, "refinedBy": quoting("Bo")}),
            web_annotation(quoting("left"), body=None, bodyValue="VERB", motivation="oa:tagging"),
            web_annotation(quoting("met"), body=["a word"], motivation="http://www.w3.org/ns/oa#classifying"),
            web_annotation(target="a.txt#char=5,7", motivation="tagging", body="AT"),
            web_annotation(range_),
        ],
        "a.json",
    )
    assert done.problems == ["it has no TextPositionSelector and no TextQuoteSelector"]
    text = done.texts["a"]
    expected_spans = [("PER", "Zoe"), ("AT", text[5:7]), ("a word", "met"), ("PER", "Bo"), ("VERB", "left")]
    assert done.spans("a") == expected_spans


def at(words: str) -> dict[str, int]:
    place = units(ASTRONAUT, words)
    return {"begin": place["start"], "end": place["end"]}


CAS_JSON: dict[str, Any] = {
    "%TYPES": {},
    "%FEATURE_STRUCTURES": [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": ASTRONAUT},
        {"%ID": 2, "%TYPE": "webanno.custom.Person", "@sofa": 1, **at("Zoe"), "value": "PER", "known": True},
        {"%ID": 3, "%TYPE": "webanno.custom.Person", "@sofa": 1, **at("Ana"), "@Links": 6},
        {"%ID": 4, "%TYPE": "webanno.custom.Rel", "@sofa": 1, **at("Ana"), "@Governor": 2, "@Dependent": 3},
        {"%ID": 5, "%TYPE": "webanno.custom.PersonLinksLink", "role": "friend", "@target": 2},
        {"%ID": 6, "%TYPE": "uima.cas.FSArray", "%ELEMENTS": [5]},
        {"%ID": 7, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", "@sofa": 1, **at("met")},
    ],
    "%VIEWS": {},
}


def test_cas_as_json(read: Any) -> None:
    done = read("cas", CAS_JSON, "doc.json")
    assert done.problems == []
    assert done.spans("doc") == [("PER", "Zoe"), ("Person", "Ana")]
    assert set(done.relations("doc")) == {("Rel", "Zoe", "Ana"), ("friend", "Ana", "Zoe")}
    assert done.snapshots["doc"].spans[0].attrs == {"known": True}


XMI = """\
<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmi:version="2.0"
 xmlns:ner="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore"
 xmlns:pos="http:///de/tudarmstadt/ukp/dkpro/core/api/lexmorph/type/pos.ecore"
 xmlns:coref="http:///de/tudarmstadt/ukp/dkpro/core/api/coref/type.ecore"
 xmlns:meta="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore"
 xmlns:custom="http:///webanno/custom.ecore">
<cas:NULL xmi:id="0"/>
<meta:DocumentMetaData xmi:id="1" sofa="9" begin="0" end="18" documentId="doc.txt"/>
<ner:NamedEntity xmi:id="2" sofa="9" begin="0" end="3" identifier="https://example.org/Q1" value="PER"/>
<ner:NamedEntity xmi:id="3" sofa="9" begin="4" end="6" identifier="https://example.org/Q2"/>
<pos:POS xmi:id="4" sofa="9" begin="4" end="6" PosValue="N"/>
<ner:NamedEntity xmi:id="5" sofa="9" begin="6" end="6" value="PER"/>
<coref:CoreferenceLink xmi:id="10" sofa="9" begin="0" end="3" next="11" referenceType="nam" referenceRelation="ana"/>
<coref:CoreferenceLink xmi:id="11" sofa="9" begin="7" end="10"/>
<coref:CoreferenceChain xmi:id="12" sofa="9" first="10"/>
<custom:Sell xmi:id="13" sofa="9" begin="11" end="15" roles="20" count="3" friend="2" sure="true">
<tags>a</tags><tags>b</tags></custom:Sell>
<cas:FSArray xmi:id="20" elements="21 22"/>
<custom:SellRolesLink xmi:id="21" role="seller" target="2"/>
<custom:SellRolesLink xmi:id="22" target="3"/>
<custom:Mood xmi:id="14" sofa="9" mood="calm"/>
<ner:NamedEntity xmi:id="15" sofa="9" begin="6" end="99"/>
<cas:Sofa xmi:id="9" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="Ana Bo she sold it"/>
</xmi:XMI>
"""
TYPES = """\
<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types><typeDescription>
<name>webanno.custom.Sell</name><supertypeName>webanno.custom.Base</supertypeName><features>
<featureDescription><name>friend</name><rangeTypeName>uima.tcas.Annotation</rangeTypeName></featureDescription>
<featureDescription><name>sure</name><rangeTypeName>uima.cas.Boolean</rangeTypeName></featureDescription>
</features></typeDescription><typeDescription>
<name>webanno.custom.Base</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>count</name><rangeTypeName>uima.cas.Integer</rangeTypeName></featureDescription>
</features></typeDescription></types></typeSystemDescription>
"""


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """The bytes of a ZIP file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("with_types", [False, True])
def test_xmi_of_inception(read: Any, with_types: bool) -> None:
    types = {"TypeSystem.xml": TYPES} if with_types else {}
    inner = zipped({"ana.xmi": XMI, **types})
    done = read("cas", zipped({"annotation/doc.txt/ana.zip": inner, "log.txt": ""}), "project.zip")
    (problem,) = done.problems
    assert "NamedEntity 15 lies outside of the text" in problem
    assert (done.findings.problems[0].path.name, done.findings.problems[0].line) == ("ana.xmi", 23)
    assert sorted(done.spans("doc")) == [
        ("Coreference", "she"),
        ("NamedEntity", "Bo"),
        ("PER", "Ana"),
        ("Sell", "sold"),
        ("nam", "Ana"),
    ]
    roles = {("seller", "sold", "Ana"), ("roles", "sold", "Bo"), ("ana", "Ana", "she")}
    assert set(done.relations("doc")) == roles | ({("friend", "sold", "Ana")} if with_types else set())
    attrs = {word: span.attrs for span in done.snapshots["doc"].spans for _, word in [words(span, done.texts["doc"])]}
    known = {"count": 3, "sure": True} if with_types else {"count": "3", "friend": "2", "sure": "true"}
    assert attrs["sold"] == {"tags": ["a", "b"], **known}
    assert attrs["Bo"] == {"identifier": "https://example.org/Q2"}
    assert done.snapshots["doc"].labels == {"mood": "calm"}
    assert [each.problem.partition(" ")[0].rpartition(".")[2] for each in done.findings.notices] == ["POS", "PER"]


def test_a_zip_file_without_a_cas_is_said(read: Any) -> None:
    assert read("cas", zipped({"a.txt": "x"}), "a.zip").problems == ["there is no CAS in it"]
    assert "a damaged ZIP file" in read("cas", zipped({"a.xmi": XMI})[:-30], "a.zip").problems[0]


def test_a_cas_with_a_document_type_is_refused(read: Any) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert read("cas", bomb, "doc.xmi").problems == ["it has a document type declaration, which no CAS needs"]
