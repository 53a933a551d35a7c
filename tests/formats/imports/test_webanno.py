"""WebAnno's columns, with its layers, slots and chains."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.formats.imports.one_import import ASTRONAUT, tab

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
