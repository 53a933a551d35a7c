"""Sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.text.strategies import line

from copydesk.text.graphemes import clusters
from copydesk.text.sentences import sentences


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "wanted",
    [
        # wire
        ["Mr. Ahn met Gen. Lee of the U.S. Navy on Jan. 5.", "They spoke for 3.5 hours."],
        ["He lives in the U.S.", "The senator does not."],
        ["The talks began at 5 p.m. Monday.", "No one left."],
        ["They began at 5 p.m. EST.", "He arrived at 6 p.m.", "Nobody knew."],
        ["Acme Inc. said so.", "It was bought by Smith & Co.", "The price was $1.5 billion."],
        ["J. R. Hale, Jr., spoke to Anna B. Cole.", "St. Mary's St. is closed."],
        ["Dr. Lee, Ph.D., et al. Cole said so.", "He agrees, e.g. Apple, i.e. Tim."],
        ["See No. 5 and fig. 3.", "I said no.", "We will not."],
        ["It cost 3.", "Nobody paid."],
        ["The cat sat.", "Dogs ran in the sun.", "Art is long."],
        ["On Sat. Oct. 3 it rained.", "It dried."],
        # quotations
        ["“Go away!” he said.", "She stayed."],
        ["“Are you sure?” Kim Jong Un asked.", "“Yes.”", "They left."],
        ["“It is over.”", "Smith said nothing more."],
        ["He asked, “Why now?”", "Nobody answered."],
        ['"Stop!" cried the guard.', '"Who is there?"'],
        ["(He left.)", "She stayed [and wept].", "‘So be it.’"],
        ["‘Is that Kim’s?’ Moon asked."],
        # ellipses, marks in a row
        ["Well… maybe.", "Well…", "Maybe.", "What?!", "No!!!", "So... be it."],
        ["And then…", "Silence."],
        # addresses and numbers
        ["Write to a.b@example.com or see https://example.com/a.b?c=d.e for more.", "Pi is 3.14159."],
        ["Version 2.0.1 is out!", "Get it at example.org."],
        # no end at all
        ["A headline without a full stop"],
        # other scripts
        ["我是记者。", "你呢？", "好！"],
        ["「行く。」と彼は言った。", "「そう。」", "彼は去った。"],
        ["यह एक वाक्य है।", "यह दूसरा है।"],
        ["ما هذا؟", "هذا خبر."],
        ["Das ist gut.", "Ünlü war da.", "«Oui.»", "Où est-il ?"],
    ],
)
def test_where_sentences_end(wanted: list[str]) -> None:
    wide = any(code >= "\u3000" for code in "".join(wanted))
    assert found(("" if wide else " ").join(wanted)) == wanted


def test_white_space_is_in_no_sentence() -> None:
    assert found("") == found(" \t ") == []
    assert found("  One.   Two.  ") == ["One.", "Two."]


def test_a_mark_after_a_sentence_keeps_its_space() -> None:
    assert found("Said. \ufe0fNo.") == ["Said.", " \ufe0fNo."]


@given(line)
def test_sentences_hold_all_but_white_space_and_cut_no_cluster(text: str) -> None:
    edges = {start for start, _ in clusters(text)} | {len(text)}
    last = 0
    for start, end in sentences(text):
        assert text[last:start].strip() == ""
        assert start < end
        assert start in edges
        last = end
    assert text[last:].strip() == ""


@pytest.mark.parametrize("unit", [".", "!", "。", "?)", ".'", "a.", ". ", "“"])
def test_runs_of_marks_are_walked_once(unit: str) -> None:
    text = unit * 50_000 + "x"
    assert "".join(found(text)).replace(" ", "") == text.replace(" ", "")
