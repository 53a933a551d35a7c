"""CoNLL columns of many kinds are read as they are meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.formats.imports.one_import import Found, tab
from tests.formats.nasty import NASTY
from tests.formats.round_trip import export_to, import_from, planned

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
