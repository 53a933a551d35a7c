"""Labelled articles from each of the forms that are understood, and from what is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from evaluation.articles import Entity, Quotation, annotated, read_gold

from copydesk.detect.neural.training.articles import part_of
from copydesk.errors import InputError

TEXT = "“It holds,” Ana Ruiz said.\nShe called the bridge “a wonder” and said it would last.\n"


def place(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def span(id: str, label: str, words: str, **facts: Any) -> dict[str, Any]:
    start, end = place(words)
    return {"id": id, "start": start, "end": end, "label": label, **facts}


def attribution(content: str, source: str, cue: str) -> dict[str, Any]:
    return {"content": [place(content)], "source": [place(source)], "cue": [place(cue)]}


def test_the_export_form_gives_entities_and_quotations_with_their_roles() -> None:
    article = annotated(
        {
            "id": "a",
            "text": TEXT,
            "spans": [
                span("q", "QUOTE", "“It holds,”", attrs={"kind": "direct"}),
                span("p", "PERSON", "Ana Ruiz"),
                span("c", "CUE", "said"),
                span("n", "ORG", "bridge", status="rejected"),
            ],
            "relations": [
                {"type": "speaker", "from": "q", "to": "p"},
                {"type": "cue", "from": "q", "to": "c"},
                {"type": "speaker", "from": "q", "to": "n"},
            ],
        }
    )
    assert article.entities == (Entity(*place("Ana Ruiz"), "PERSON"),)
    assert article.quotations == (Quotation("direct", (place("“It holds,”"),), (place("Ana Ruiz"),), (place("said"),)),)


def test_a_quotation_in_pieces_keeps_them() -> None:
    fragments = [list(place("“It holds,”")), list(place("“a wonder”"))]
    quote = {**span("q", "QUOTE", "“It"), "end": place("“a wonder”")[1], "fragments": fragments}
    (quotation,) = annotated({"id": "a", "text": TEXT, "spans": [quote]}).quotations
    assert quotation.content == (place("“It holds,”"), place("“a wonder”"))


def test_raw_entities_get_our_labels() -> None:
    raw = [[*place("Ana Ruiz"), "PER"], [*place("bridge"), "Misc"], [*place("She"), "FAC"]]
    labels = [entity.label for entity in annotated({"id": "a", "text": TEXT, "spans": raw}).entities]
    assert labels == ["PERSON", "MISC", "FAC"]


def test_raw_attributions_are_told_apart_by_their_marks() -> None:
    record = {
        "id": "a",
        "text": TEXT,
        "attributions": [
            attribution("“It holds,”", "Ana Ruiz", "said"),
            attribution("the bridge “a wonder”", "She", "called"),
            attribution("it would last", "She", "said"),
        ],
    }
    direct, mixed, indirect = annotated(record).quotations
    assert (direct.kind, direct.content) == ("direct", (place("“It holds,”"),))
    assert (mixed.kind, mixed.content, mixed.clause) == (
        "mixed",
        (place("“a wonder”"),),
        (place("the bridge “a wonder”"),),
    )
    assert (indirect.kind, indirect.content) == ("indirect", (place("it would last"),))
    assert mixed.speaker == (place("She"),)


def test_a_stop_after_the_closing_mark_is_not_part_of_a_direct_quotation() -> None:
    text = 'Ruiz said: "It holds".'
    record = {"id": "a", "text": text, "attributions": [{"content": [[11, 22]], "source": [], "cue": []}]}
    (quotation,) = annotated(record).quotations
    assert (quotation.kind, quotation.content) == ("direct", ((11, 21),))


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_not_direct_up_to_there() -> None:
    text = "“One.\n\n“Two.”"
    record = {"id": "a", "text": text, "attributions": [{"content": [[0, len(text)]], "source": [], "cue": []}]}
    kinds = {text[slice(*each.content[0])]: each.kind for each in annotated(record).quotations}
    assert kinds == {"“One.": "mixed", "“Two.”": "direct"}


def write(path: Path, *records: Any) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def test_what_the_file_labels_is_known_from_all_its_articles(tmp_path: Path) -> None:
    names = [f"article-{number}" for number in range(60)]
    kept = [name for name in names if part_of(name) == "tune"]
    assert 0 < len(kept) < len(names)
    unlike = next(name for name in names if name not in kept)
    records = [
        {"id": name, "text": TEXT, "spans": [[*place("Ana Ruiz"), "PER"]] if name == unlike else []} for name in names
    ]
    gold = read_gold(write(tmp_path / "gold.jsonl", *records), ["tune"])
    assert [article.id for article in gold.articles] == kept
    assert gold.labels == {"PERSON"}
    assert gold.kinds == frozenset()


def test_a_folder_of_marked_up_articles_is_gold(tmp_path: Path) -> None:
    markup = "[QUOTE direct q1:“It holds,”] [PERSON q1:Ana Ruiz] [CUE q1:said].\n"
    (tmp_path / "bridge.txt").write_text(markup, encoding="utf-8")
    gold = read_gold(tmp_path)
    assert [article.id for article in gold.articles] == ["bridge"]
    assert gold.labels == {"PERSON"}
    assert gold.kinds == {"direct"}
    assert gold.articles[0].quotations[0].speaker


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id": "a"}',
        '{"id": "a", "text": "x", "spans": [[0, 2, "PER"]]}',
        '{"id": "a", "text": "x", "spans": [[0, "PER"]]}',
        '{"id": "a", "text": "x", "attributions": [{"content": [[0, 1]]}]}',
    ],
)
def test_a_line_that_is_no_labelled_article_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f'{{"id": "b", "text": ""}}\n{line}\n', encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        read_gold(path)
    assert (refusal.value.path, refusal.value.line) == (path, 2)


def test_a_file_without_articles_or_without_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no article"):
        read_gold(write(tmp_path / "none.jsonl"))
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(tmp_path / "missing.jsonl")
