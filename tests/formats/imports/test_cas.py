"""UIMA CAS as INCEpTION writes it: JSON, XMI, projects."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from tests.formats.imports.one_import import ASTRONAUT, units, words


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
