"""The evaluation as a person runs it: tables, errors, the JSON file, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import detection
import pytest
from evaluation.articles import Annotated, Entity, Quotation
from evaluation.errors import Error, entity_errors, quotation_errors
from evaluation.running import run_engine
from evaluation.tables import aligned, error_listing

from copydesk.errors import InputError

MARKUP = """\
Bridge reopens in [GPE:Oslo]

[QUOTE direct q1:“It will hold for a hundred years,”] [PERSON q1:Ana Ruiz] [CUE q1:said] on [DATE:12 May 2021].

[SPEAKER q2:She] [CUE q2:added] [QUOTE indirect q2:that it cost] [MONEY:$4 million].
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "bridge.txt").write_text(MARKUP, encoding="utf-8")
    (folder / "tower.txt").write_text("The tower of [ORG:Zzyzx Holdings] stands.\n", encoding="utf-8")
    return folder


def test_the_rules_are_scored_and_the_table_and_the_file_say_the_same(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = tmp_path / "scores.json"
    assert detection.main([str(gold), "--engine", "rules", "--details", "--json", str(written)]) == 0
    (result,) = json.loads(written.read_text(encoding="utf-8"))["files"]
    assert (result["articles"], result["file"]) == (2, "gold")
    (engine,) = result["engines"]
    date = engine["scores"]["entities, exact, boundaries normalised"]["DATE"]
    assert date == {
        "gold": 1,
        "found": 1,
        "predicted": 1,
        "right": 1,
        "precision": 100,
        "recall": 100,
        "f1": 100,
        "interval": [100, 100],
    }
    direct = engine["scores"]["quotations"]["direct, exact (recall)"]
    assert direct == {"gold": 1, "found": 1, "recall": 100, "interval": [100, 100]}
    assert engine["scores"]["quotations"]["indirect content"]["found"] == 0
    assert engine["cost"]["speed"] > 0
    printed = capsys.readouterr().out
    assert "gold · part: all · 2 articles" in printed
    assert any(line.split()[:1] == ["DATE"] and "100.0 100.0 100.0" in line for line in printed.splitlines())
    assert len({len(line) for line in printed.splitlines() if "[" in line}) == 1


def test_engines_stand_side_by_side(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engines = ["--engine", "rules", "--engine", "rules+rules"]
    assert detection.main([str(gold), *engines, "--resamples", "0", "--rounds", "2"]) == 0
    printed = capsys.readouterr().out.splitlines()
    head = next(line for line in printed if line.startswith("quotations"))
    assert head.split() == ["quotations", "n", "rules", "rules+rules"]


def test_errors_are_listed_on_demand(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = [str(gold), "--engine", "rules", "--errors", "5", "--about", "indirect"]
    assert detection.main(command) == 0
    printed = capsys.readouterr().out
    assert "rules: 1 errors" in printed
    assert "missed indirect: indirect 'that it cost' → nothing" in printed


def test_what_is_not_there_is_said(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert detection.main([str(tmp_path / "none.jsonl")]) == detection.REFUSED
    assert "none.jsonl: cannot be read" in capsys.readouterr().err
    assert detection.main([str(gold), "--engine", "oracle"]) == detection.REFUSED
    assert "oracle ended with status 2" in capsys.readouterr().err
    assert detection.main([str(gold), "--engine", "plain-spacy:no_such_pipeline"]) == detection.REFUSED


def test_an_engine_sees_the_text_alone_and_answers_in_order() -> None:
    articles = [Annotated(str(number), f"On {number} May 2021 it rained.\u2028\n") for number in range(1, 5)]
    run = run_engine("rules", articles)
    assert [article.text for article in run.articles] == [article.text for article in articles]
    assert [article.text[slice(3, entity.end)] for article in run.articles for entity in article.entities] == [
        f"{number} May 2021" for number in range(1, 5)
    ]
    assert run.characters == sum(len(article.text) for article in articles)
    assert run.problems == {}


def test_an_interpreter_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be run"):
        run_engine("rules", [Annotated("a", "")], str(tmp_path / "python"))


def test_columns_are_aligned() -> None:
    assert list(aligned([["a", "10", "x"], ["long", "1", ""]])) == ["a     10  x", "long   1"]


TEXT = "Ana Ruiz of Oslo met Bo in Rome: “Never\x1b[2J,” he said, and she said that it was done."


def place(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def annotated(entities: dict[str, str], quotations: list[tuple[str, str, str, str]]) -> Annotated:
    return Annotated(
        "a",
        TEXT,
        tuple(Entity(*place(words), label) for words, label in entities.items()),
        tuple(
            Quotation(kind, (place(content),), *((place(role),) if role else () for role in (speaker, cue)))
            for kind, content, speaker, cue in quotations
        ),
    )


def test_each_error_in_entities_has_its_reason() -> None:
    gold = annotated({"Ana Ruiz": "PERSON", "Oslo": "GPE", "Bo": "PERSON"}, [])
    predicted = annotated({"Ruiz": "PERSON", "Oslo": "ORG", "Rome": "GPE", "he said": "EVENT"}, [])
    errors = list(entity_errors({"PERSON", "GPE", "ORG"}, gold, predicted))
    assert [(error.reason, error.gold, error.predicted) for error in errors] == [
        ("boundary", "PERSON 'Ana Ruiz'", "PERSON 'Ruiz'"),
        ("label", "LOC 'Oslo'", "ORG 'Oslo'"),
        ("missed", "PERSON 'Bo'", ""),
        ("spurious", "", "LOC 'Rome'"),
    ]
    assert list(entity_errors({"PERSON"}, gold, gold)) == []


def test_each_error_in_quotations_has_its_reason() -> None:
    gold = annotated(
        {}, [("direct", "“Never\x1b[2J,”", "he", "said"), ("indirect", "that it was done", "she", "said that")]
    )
    predicted = annotated(
        {}, [("direct", "“Never", "Bo", ""), ("indirect", "done.", "", ""), ("direct", "Ana", "", "")]
    )
    errors = list(quotation_errors({"direct", "indirect"}, gold, predicted))
    assert [(error.reason, error.what) for error in errors] == [
        ("boundary", "direct"),
        ("spurious", "direct"),
        ("wrong", "speaker of direct"),
        ("missed", "cue of direct"),
        ("boundary", "indirect"),
    ]
    assert list(quotation_errors({"direct", "indirect"}, gold, gold)) == []


def test_what_is_shown_of_a_text_does_nothing_to_a_terminal() -> None:
    gold = annotated({}, [("direct", "“Never\x1b[2J,”", "he", "said")])
    (error,) = quotation_errors({"direct"}, gold, annotated({}, []))
    assert str(error).isprintable()


def test_a_listing_counts_repeats_and_names_the_worst_article() -> None:
    errors = [
        Error("missed", "ORG", article, 0, "ORG 'Braga'", "", "context") for article in ("one", "two", "two", "two")
    ]
    listed = "\n".join(error_listing("rules", errors, 1))
    assert "rules: 4 errors" in listed
    assert "4 × missed ORG: ORG 'Braga' → nothing" in listed
    assert "two: 3 errors" in listed
    assert "one:" not in listed
