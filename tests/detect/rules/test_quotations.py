"""Who said what, and by which word."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from copydesk.detect.registry import detect
from copydesk.text.document import Document


@dataclass(frozen=True)
class Quote:
    text: str
    kind: str
    speaker: str
    label: str
    cue: str


def quotes(text: str) -> list[Quote]:
    proposals = detect(Document.from_text(text), "rules")
    by_id = {span.id: span for span in proposals.spans}
    found = []
    for span in proposals.spans:
        if span.label != "QUOTE":
            continue
        tails = {each.type: by_id[each.tail] for each in proposals.relations if each.head == span.id}
        speaker, cue = tails.get("speaker"), tails.get("cue")
        found.append(
            Quote(
                text[span.start : span.end],
                span.attrs["kind"],
                text[speaker.start : speaker.end] if speaker else "",
                speaker.label if speaker else "",
                text[cue.start : cue.end] if cue else "",
            )
        )
    return found


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("“It will hold,” said Anna Berg.", "Anna Berg", "said"),
        ("“It will hold,” Anna Berg said.", "Anna Berg", "said"),
        ("“It will hold,” the engineer Anna Berg told reporters.", "Anna Berg", "told"),
        ("“It will hold,” Anna Berg, who built it, said.", "Anna Berg", "said"),
        ("“It will hold,” Anna Berg, the chief engineer of the bridge, said on Monday.", "Anna Berg", "said"),
        ("“It will hold,” said Anna Berg, the chief engineer.", "Anna Berg", "said"),
        ("“It will hold,” Sen. Anna Berg (D-Ohio) said.", "Anna Berg", "said"),
        ("“It will hold,” she said.", "she", "said"),
        ("“It will hold,” a spokesman for the ministry said.", "a spokesman for the ministry", "said"),
        ("“It will hold,” according to Anna Berg.", "Anna Berg", "according to"),
        ("Anna Berg said: “It will hold.”", "Anna Berg", "said"),
        ("Anna Berg said that “It will hold.”", "Anna Berg", "said"),
        ("Anna Berg looked at the bridge, adding, “It will hold.”", "Anna Berg", "adding"),
        ("Anna Berg: “It will hold.”", "Anna Berg", ""),
        ("According to Anna Berg, “It will hold.”", "Anna Berg", "According to"),
        ("Added Anna Berg: “It will hold.”", "Anna Berg", "Added"),
        ("“Will it hold?” asked Anna Berg.", "Anna Berg", "asked"),
        ("“It will hold.” — Anna Berg", "Anna Berg", ""),
        ("“It will hold,” the letter reads.", "the letter", "reads"),
        ("“It will hold,” Anna Berg shot back.", "Anna Berg", "shot"),
    ],
)
def test_the_speaker_and_the_cue_of_a_direct_quotation(text: str, speaker: str, cue: str) -> None:
    (quote,) = quotes(text)
    assert (quote.kind, quote.speaker, quote.cue) == ("direct", speaker, cue)


def test_the_speaker_is_the_entity_where_the_mention_is_one() -> None:
    (named,) = quotes("“It will hold,” said Anna Berg.")
    (pronoun,) = quotes("“It will hold,” he said.")
    assert (named.label, pronoun.label) == ("PERSON", "SPEAKER")


def test_an_interrupted_quotation_has_one_speaker_and_one_cue() -> None:
    found = quotes("“It will hold,” he said. “We tested it twice.”")
    assert [(quote.text, quote.speaker, quote.cue) for quote in found] == [
        ("“It will hold,”", "he", "said"),
        ("“We tested it twice.”", "he", "said"),
    ]


def test_a_paragraph_that_is_all_quotation_goes_on_with_the_speaker_before() -> None:
    found = quotes("“It will hold,” said Anna Berg.\n\n“We tested it twice and then again.”")
    assert [quote.speaker for quote in found] == ["Anna Berg", "Anna Berg"]


def test_a_quotation_after_a_paragraph_that_ends_with_a_colon() -> None:
    (quote,) = quotes("The inspectors were calm. Anna Berg said:\n\n“It will hold for a hundred years.”")
    assert (quote.speaker, quote.cue) == ("Anna Berg", "said")


def test_quoted_words_in_a_reporting_clause_are_mixed() -> None:
    (quote,) = quotes("Anna Berg said the delay was “a disgrace” to the town.")
    assert (quote.kind, quote.speaker, quote.cue) == ("mixed", "Anna Berg", "said")


@pytest.mark.parametrize(
    "text",
    [
        "The town has been criticized for its “white elephant” bridge.",
        "She was seen on the show “Harbour Nights” last year.",
        "The so-called “experts” left early.",
    ],
)
def test_titles_terms_and_irony_are_scare_quotes_of_nobody(text: str) -> None:
    (quote,) = quotes(text)
    assert (quote.kind, quote.speaker) == ("scare", "")


def test_who_was_told_is_not_the_speaker() -> None:
    (quote,) = quotes("Anna Berg was told on Friday. “It will hold for a hundred years.”")
    assert quote.speaker == ""


def test_nobody_is_credited_where_no_cue_stands() -> None:
    (quote,) = quotes("Anna Berg walked over the bridge. “Mind the gap at the end.”")
    assert (quote.speaker, quote.cue) == ("", "")


def test_a_quotation_over_paragraphs_is_one_span_with_one_speaker() -> None:
    (quote,) = quotes("“First we tested it.\n\n“Then we opened it,” said Anna Berg.")
    assert quote.text.count("\n") == 2
    assert quote.speaker == "Anna Berg"
