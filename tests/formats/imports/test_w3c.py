"""Web Annotations, wherever they say that they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.formats.imports.one_import import ASTRONAUT, units


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
