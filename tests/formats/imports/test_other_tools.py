"""What other annotation tools write is read as they mean it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.formats.imports.one_import import ASTRONAUT, units, words


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
