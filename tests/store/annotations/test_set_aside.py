"""What is wrong with one entry of an annotation file is told, kept and no matter of the others."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.store.work.desk_work import Session, new_article

from copydesk.annotation.snapshot import Snapshot
from copydesk.errors import InputError
from copydesk.store.annotations.annotation_file import AnnotationFile
from copydesk.store.annotations.loading import load
from copydesk.store.annotations.reader import parse_annotation_file
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.store.corpus.article import Article
from copydesk.text.document import Document

TEXT = "Ana Ruiz said: “We will rebuild.”\r\n“Soon,” she added.\n"
DOCUMENT = Document.from_text(TEXT)
HERE = Path("a.toml")
FILE = f"""\
format = "copydesk/1"

[document]
path = "a.txt"
sha256 = "{DOCUMENT.sha256}"
length = 54

[annotation.a]
label = "PERSON"
start = 0
end = 3
exact = "Ana"
weight = 3.5

[annotation.b]
label = "QUOTE"
start = 15
end = 33
exact = "“We will rebuild.”"

[annotation.c]
label = "CUE"
start = 9
end = 13
exact = "said"

[relation.r]
type = "speaker"
from = "b"
to = "a"

[relation.s]
type = "cue"
from = "b"
to = "c"
"""


def read(source: str, document: Document | None = DOCUMENT) -> AnnotationFile:
    return parse_annotation_file(source.encode(), HERE, document)


def changed(*changes: tuple[str, str]) -> str:
    source = FILE
    for old, new in changes:
        assert old in source
        source = source.replace(old, new, 1)
    return source


def tables(source: str) -> dict[str, Any]:
    """The annotations and relations that a file has for any parser, without what the writer adds."""
    data = tomllib.loads(source)
    for table in data["annotation"].values():
        if isinstance(table, dict) and "label" in table:
            for key in ("prefix", "suffix", "status", "source"):
                if table.get(key) in ("", "accepted", "human") or key in ("prefix", "suffix"):
                    table.pop(key, None)
    return {kind: data.get(kind, {}) for kind in ("annotation", "relation")}


ASIDE = [
    (("end = 3\n", "end = 0\n"), 8, "annotation a has an impossible range: start 0, end 0"),
    (("start = 0", "start = 7"), 8, "annotation a has an impossible range: start 7, end 3"),
    (("start = 0", "start = -1"), 8, "annotation a has an impossible range: start -1, end 3"),
    (("end = 3\n", "end = true\n"), 11, "annotation a: end must be a whole number"),
    (("end = 3\n", "end = 3.0\n"), 11, "annotation a: end must be a whole number"),
    (('exact = "Ana"\n', ""), 8, "annotation a has no exact"),
    (('exact = "Ana"\n', "exact = 1\n"), 12, "annotation a: exact must be a string"),
    (('label = "PERSON"', 'label = ""'), 9, "annotation a: label is empty"),
    (("weight = 3.5", 'status = "proposed"'), 13, "annotation a: status is 'proposed'"),
    (("weight = 3.5", 'created = "today"'), 13, "annotation a: created must be a date with a time"),
    (("weight = 3.5", "score = inf"), 13, "annotation a: score is inf, which is no number"),
    (("weight = 3.5", "attrs = 1"), 13, "annotation a: attrs must be a table"),
    (("weight = 3.5", "fragments = [[0, 1], 2]"), 13, "annotation a: fragments must be"),
    (("weight = 3.5", "fragments = [[0, 1]]"), 8, "annotation a is impossible: fragments"),
    (("weight = 3.5", "fragments = [[2, 3], [0, 1]]"), 8, "annotation a is impossible: fragments"),
    (("weight = 3.5", 'twins = "x"\n\n[annotation.a.history]\nold = [{ at = 07:32:00 }]'), 13, "annotation a: twins"),
]


@pytest.mark.parametrize(("change", "line", "problem"), ASIDE)
def test_an_annotation_that_cannot_be_used_is_told_and_kept_and_the_rest_is_read(
    change: tuple[str, str], line: int, problem: str
) -> None:
    source = changed(change)
    file = read(source)
    assert [span.id for span in file.snapshot.spans] == ["c", "b"]
    assert [(each.kind, each.id) for each in file.snapshot.aside] == [("annotation", "a"), ("relation", "r")]
    first, second = file.problems
    assert problem in first.problem
    assert (first.path, first.line) == (HERE, line)
    assert first.remedy == "Repair it; until then it is kept as it is"
    assert second.problem == "relation r: to names a, which was set aside"
    assert "until then it is kept" in second.remedy
    written = render_annotation_file(file.snapshot, DOCUMENT, "a.txt")
    assert tables(written) == tables(source)
    again = read(written)
    assert again.snapshot == file.snapshot
    assert render_annotation_file(again.snapshot, DOCUMENT, "a.txt") == written
    assert [each.problem for each in again.problems] == [each.problem for each in file.problems]


@pytest.mark.parametrize(
    "odd",
    ["x = 1", 'x = "y"', "x = [1, { two = 2 }]", "x = 2026-01-01", '"a b" = true', '"" = 0'],
)
def test_what_is_no_table_is_kept_too(odd: str) -> None:
    for kind in ("annotation", "relation"):
        source = changed(("[annotation.a]", f"[{kind}]\n{odd}\n\n[annotation.a]"))
        file = read(source)
        assert len(file.snapshot.spans) == 3
        assert "must be a table" in file.problems[0].problem
        assert file.problems[0].line in (8, 9)
        written = render_annotation_file(file.snapshot, DOCUMENT, "a.txt")
        assert tables(written) == tables(source)
        assert read(written).snapshot == file.snapshot


def test_arrays_of_tables_where_annotations_should_be_are_kept() -> None:
    source = changed(("[relation.r]", "[[annotation.x]]\nlabel = 1\n[[annotation.x]]\nlabel = 2\n\n[relation.r]"))
    file = read(source)
    assert [each.id for each in file.snapshot.aside] == ["x"]
    assert tables(render_annotation_file(file.snapshot, DOCUMENT, "a.txt")) == tables(source)


@pytest.mark.parametrize(
    ("change", "line", "problem", "remedy"),
    [
        (('to = "a"', 'to = "gone"'), 30, "relation r: to names gone, which is no annotation", "Remove the relation"),
        (('to = "a"', "to = 1"), 30, "relation r: to must be a string", "Repair it"),
        (('to = "a"\n', ""), 27, "relation r has no to", "Repair it"),
        (("[relation.r]", "[relation.a]"), 27, "relation a has the id of an annotation", "Repair it"),
    ],
)
def test_a_relation_that_cannot_be_used_is_told_and_kept(
    change: tuple[str, str], line: int, problem: str, remedy: str
) -> None:
    source = changed(change)
    file = read(source)
    assert len(file.snapshot.spans) == 3
    assert [relation.id for relation in file.snapshot.relations] == ["s"]
    (told,) = file.problems
    assert problem in told.problem
    assert told.line == line
    assert told.remedy.startswith(remedy)
    assert tables(render_annotation_file(file.snapshot, DOCUMENT, "a.txt")) == tables(source)


@pytest.mark.parametrize(
    ("change", "line", "problem"),
    [
        (("end = 3\n", "end = 300\n"), 11, "annotation a: end is 300, but the text has only 54 code points"),
        (("end = 3\n", "end = 4\n"), 8, "annotation a does not stand at 0 to 4: PERSON 'Ana'"),
        (('exact = "Ana"', 'exact = "Bo\\u001b"'), 8, "annotation a does not stand at 0 to 3: PERSON 'Bo\\x1b'"),
        (
            ("weight = 3.5", 'weight = 3.5\nanchor = "close"\nanchor_score = 0.9\nfragments = [[0, 1], [2, 3]]'),
            None,
            "",
        ),
    ],
)
def test_an_annotation_whose_place_is_impossible_is_an_orphan(
    change: tuple[str, str], line: int | None, problem: str
) -> None:
    file = read(changed(change))
    if line is None:  # it does stand there: its first and last letter do
        assert file.problems == ()
        return
    (told,) = file.problems
    assert (told.line, told.problem) == (line, problem)
    assert "orphan" in told.remedy
    (orphan,) = file.snapshot.orphans
    assert orphan.id == "a"
    assert file.doubted == {"a"}
    assert orphan.span.extra == {"weight": 3.5}
    assert {relation.id for relation in file.snapshot.relations} == {"r", "s"}
    written = render_annotation_file(file.snapshot, DOCUMENT, "a.txt")
    again = read(written)
    assert (again.snapshot, again.problems) == (file.snapshot, ())
    assert 'anchor = "orphaned"' in written


def test_a_wrong_length_is_told_and_no_annotation_suffers_from_it() -> None:
    file = read(changed(("length = 54", "length = 2")))
    assert [each.problem for each in file.problems] == ["length is 2, but the article has 54"]
    assert file.problems[0].line == 6
    assert len(file.snapshot.spans) == 3
    assert len(read(changed(("length = 54", "length = 2")), None).snapshot.orphans) == 3


# Ids used twice

SECOND = """\
[annotation.a]
label = "ORG"
start = 4
end = 8
exact = "Ruiz" # not "Ana"

[annotation.a.history]
old = ["x", '[annotation.a]', \"\"\"
[annotation.a]
\"\"\"]

[[annotation.a.events]]
name = "one"

"""


@pytest.mark.parametrize("place", ["[annotation.c]", "[relation.r]", "[relation.s]"])
@pytest.mark.parametrize("header", ["[annotation.a]", ' [ annotation . "a" ]  # again', "[annotation.'a']\r"])
def test_the_second_of_two_annotations_with_one_id_is_an_orphan_with_an_id_of_its_own(place: str, header: str) -> None:
    source = changed((place, SECOND.replace("[annotation.a]\n", f"{header}\n", 1) + place))
    line = FILE[: FILE.index(place)].count("\n") + 1
    file = read(source)
    assert len(file.snapshot.spans) == 3
    (orphan,) = file.snapshot.orphans
    assert (orphan.id, orphan.span.label, orphan.anchor.exact) == ("a-2", "ORG", "Ruiz")
    assert orphan.span.extra == {
        "history": {"old": ["x", "[annotation.a]", "[annotation.a]\n"]},
        "events": [{"name": "one"}],
    }
    (told,) = file.problems
    assert told.problem == "annotation a is there already, on line 8; ids are used once in a file"
    assert told.line == line
    assert "a-2" in told.remedy
    assert {relation.id for relation in file.snapshot.relations} == {"r", "s"}
    written = render_annotation_file(file.snapshot, DOCUMENT, "a.txt")
    assert read(written).snapshot == file.snapshot
    assert read(written).problems == ()


def test_each_repeated_id_gets_another_id_and_always_the_same() -> None:
    block = '[annotation.a]\nlabel = "ORG"\nstart = 4\nend = 8\nexact = "Ruiz"\n'
    source = f'{FILE}{block}{block}[annotation.a-2]\nlabel = "ORG"\nstart = 4\nend = 8\nexact = "Ruiz"\n'
    file = read(source)
    assert [orphan.id for orphan in file.snapshot.orphans] == ["a-3", "a-4"]
    assert len(file.snapshot.spans) == 4
    assert read(source).snapshot == file.snapshot


def test_a_repeated_annotation_that_cannot_be_used_is_set_aside_under_its_new_id() -> None:
    source = f'{FILE}[annotation.a]\nlabel = "ORG"\nstart = 9\nend = 8\nexact = "Ruiz"\n'
    file = read(source)
    assert [(each.id, each.data["label"]) for each in file.snapshot.aside] == [("a-2", "ORG")]
    assert file.problems[0].line == FILE.count("\n") + 1
    assert "impossible range" in file.problems[0].problem


def test_a_repeated_relation_is_kept_under_an_id_of_its_own() -> None:
    file = read(f'{FILE}[relation.r]\ntype = "speaker"\nfrom = "b"\nto = "c"\n')
    assert [relation.id for relation in file.snapshot.relations] == ["r", "r-2", "s"]
    assert file.problems[0].problem.startswith("relation r is there already, on line 27")


@pytest.mark.parametrize(
    "source",
    [
        f'{FILE}[annotation.a]\nlabel = "ORG"\nlabel = "GPE"\n',
        f"{FILE}[annotation.a]\nlabel = ORG\n",
        f"{FILE}[annotation.a]\n[document]\n",
        f"{FILE}[annotation.a.b]\n[annotation.a.b]\n",
        f"{FILE}[[annotation.a]]\n",
        f"{FILE}[annotation]\na = 1\n",
        f"{FILE}[relation.r",
        f"{FILE}x = [\n[annotation.a]\n",
        f"{FILE}[annotation.a]\nx = 0x{'f' * 40}\n",
    ],
)
def test_what_cannot_be_taken_apart_for_certain_is_refused_as_a_whole(source: str) -> None:
    with pytest.raises(InputError, match=r"not TOML|64 bits"):
        read(source)


def test_many_wrong_entries_are_read_in_few_steps() -> None:
    count = 3000
    blocks = "".join(f"[annotation.x{number}]\nlabel = 1\n" for number in range(count))
    file = read(FILE + blocks + blocks)
    assert len(file.problems) == 2 * count
    assert file.problems[count - 1].line == FILE.count("\n") + 2 * count - 1
    assert file.problems[-1].line == FILE.count("\n") + 4 * count - 1
    assert len(file.snapshot.spans) == 3


# At work

BAD = [
    ("end = 3\n", "end = 300\n"),
    ('label = "QUOTE"', "label = 1"),
    ("[relation.r]", '[annotation.c]\nlabel = "X"\nstart = 2\nend = 1\nexact = "n"\n\n[relation.r]'),
]


@pytest.fixture
def places(tmp_path: Path) -> list[Path]:
    return [tmp_path / "state"]


@pytest.fixture
def article(tmp_path: Path) -> Article:
    """An article whose annotations have an orphan, two that are set aside with their relations, and a sound one."""
    article = new_article(tmp_path, TEXT)
    article.annotation_path.parent.mkdir()
    article.annotation_path.write_text(changed(*BAD).replace('"a.txt"', '"../articles/a.txt"'), encoding="utf-8")
    return article


def aside(article: Article) -> dict[str, Any]:
    return {each.id: each.data for each in load(article, article.read()).snapshot.aside}


def on_disk(article: Article) -> Snapshot:
    return load(article, article.read()).snapshot


def test_work_goes_on_beside_what_is_wrong_and_nothing_is_lost(article: Article, places: list[Path]) -> None:
    before = aside(article)
    assert before.keys() == {"b", "c-2", "r", "s"}
    content = article.annotation_path.read_bytes()
    session = Session(article, places)
    assert session.copy.read_only == ""
    assert [span.id for span in session.desk.annotations] == ["c"]
    assert [orphan.id for orphan in session.desk.orphans] == ["a"]
    (notice,) = session.copy.notices
    assert (notice.kind, notice.count) == ("wrong", 5)
    assert "a.toml:11: annotation a: end is 300" in notice.text
    assert "and 4 more" in notice.text
    assert article.annotation_path.read_bytes() == content, "opening writes nothing"
    session.tag(10)
    session.desk.undo()
    session.tag(12)
    session.die()
    again = Session(article, places)
    assert [each.kind for each in again.copy.notices] == ["recovered", "wrong"]
    again.desk.reanchor(again.desk.orphans[0], 0, 3)
    assert again.copy.close() == ""
    assert aside(article) == before
    assert len(on_disk(article).spans) == 3
    third = Session(article, places)
    while third.desk.undo():
        pass
    third.copy.close()
    assert aside(article) == before
    assert [orphan.id for orphan in on_disk(article).orphans] == ["a"]


def rewrite(article: Article, old: str, new: str) -> None:
    source = article.annotation_path.read_text(encoding="utf-8")
    assert old in source
    article.annotation_path.write_text(source.replace(old, new), encoding="utf-8")


def test_an_entry_that_is_repaired_meanwhile_is_taken_in(article: Article, places: list[Path]) -> None:
    session = Session(article, places)
    session.tag(12)
    session.copy.write()
    rewrite(article, "label = 1", 'label = "QUOTE"')
    session.copy.look()
    session.take_in()
    assert [span.id for span in session.desk.annotations if span.label == "QUOTE"] == ["b"]
    assert {relation.id for relation in session.desk.annotations.relations} == {"r", "s"}
    session.copy.close()
    assert aside(article).keys() == {"c-2"}
    assert {relation.id for relation in on_disk(article).relations} == {"r", "s"}


def test_an_entry_that_is_broken_meanwhile_is_set_aside_and_undo_brings_it_back(
    article: Article, places: list[Path]
) -> None:
    session = Session(article, places)
    session.tag(12)
    session.copy.write()
    rewrite(article, "start = 9", "start = 99")
    session.copy.look()
    assert session.take_in() == 0
    assert session.desk.annotations.get("c") is None
    session.copy.write()
    assert aside(article)["c"]["start"] == 99
    session.desk.undo()
    assert session.desk.annotations.get("c")
    session.copy.close()
    assert "c" not in aside(article)
    assert any(span.id == "c" for span in on_disk(article).spans)


def test_an_article_that_changed_keeps_what_is_set_aside(article: Article, places: list[Path]) -> None:
    before = aside(article)
    article.path.write_bytes(b"New! " + TEXT.encode())
    session = Session(article, places)
    assert {orphan.id for orphan in session.desk.orphans} == {"a", "c"}, "without context nothing is found again"
    session.tag(12)
    session.copy.close()
    assert aside(article) == before
