"""Going from passage to passage: in quotation marks, or reported without; and saying who said it."""

from __future__ import annotations

from tests.app.made_up import annotation, go, proposal, reading_of, tags, words_selected

from copydesk.app.keys import passages

TOWN = (
    "“It is late,” said Ada Quill. “We waited ‘nine long years’ for it.”\n"
    "\n"
    "The mayor said that the pier would open. Tarrow called it “a relief”. The boats were old, he admitted.\n"
    "\n"
    "“We will sail at noon.\n"
    "\n"
    "“And we will sing,” she said.\n"
)
QUOTED = ["“It is late,”", "“We waited ‘nine long years’ for it.”", "‘nine long years’", "“a relief”"]
OVER_PARAGRAPHS = "“We will sail at noon.\n\n“And we will sing,”"
REPORTED = ["that the pier would open", "The boats were old"]


def selected_by(presses: int, hop: object = passages.select_quote, start: str = "“It") -> list[str]:
    reading = reading_of(TOWN)
    go(reading, start)
    found = []
    for _ in range(presses):
        assert callable(hop)
        assert hop(reading) == ""
        found.append(words_selected(reading))
    return found


def test_the_same_key_goes_from_quotation_to_quotation() -> None:
    assert selected_by(5) == [*QUOTED, OVER_PARAGRAPHS]


def test_after_the_last_quotation_nothing_changes_and_that_is_said() -> None:
    reading = reading_of(TOWN)
    go(reading, "sing")
    assert passages.select_quote(reading) == ""
    assert words_selected(reading) == OVER_PARAGRAPHS
    assert passages.select_quote(reading)
    assert words_selected(reading) == OVER_PARAGRAPHS


def test_outside_quotation_marks_the_next_quotation_is_selected() -> None:
    assert selected_by(1, start="Tarrow") == ["“a relief”"]


def test_a_quotation_that_was_tagged_just_now_is_done_and_one_gone_back_to_is_selected() -> None:
    reading = reading_of(TOWN)
    go(reading, "late")
    passages.select_quote(reading)
    reading.give("QUOTE")
    passages.select_quote(reading)
    assert words_selected(reading) == QUOTED[1]
    go(reading, "late")
    passages.select_quote(reading)
    assert words_selected(reading) == QUOTED[0]
    passages.select_quote(reading)
    assert words_selected(reading) == QUOTED[1]


def test_a_hop_passes_over_what_is_tagged_already_but_not_over_what_is_proposed() -> None:
    reading = reading_of(
        TOWN, proposal(TOWN, QUOTED[1], "QUOTE"), annotations=[annotation(TOWN, "‘nine long years’", "QUOTE")]
    )
    go(reading, "said")
    found = []
    for _ in range(2):
        passages.select_quote(reading)
        found.append(words_selected(reading))
    assert found == [QUOTED[1], "“a relief”"]


def test_reported_clauses_are_gone_to_forward_and_everything_back() -> None:
    assert selected_by(2, passages.next_reported) == REPORTED
    assert selected_by(4, passages.previous_passage, start="he admitted") == [
        "The boats were old", "“a relief”", "that the pier would open", "‘nine long years’",
    ]  # fmt: skip


def test_a_clause_that_begins_at_the_caret_is_the_next_one() -> None:
    assert selected_by(1, passages.next_reported, start="The boats") == ["The boats were old"]


def test_the_reported_clause_here_is_selected() -> None:
    reading = reading_of(TOWN)
    go(reading, "pier")
    assert passages.select_reported(reading) == ""
    assert words_selected(reading) == "that the pier would open"
    go(reading, "Tarrow")
    assert passages.select_reported(reading)


def test_in_an_article_without_words_there_is_nothing_to_go_to() -> None:
    reading = reading_of("\n\n")
    for hop in (passages.select_quote, passages.next_reported, passages.previous_passage, passages.select_reported):
        assert hop(reading)
    assert reading.caret.selection is None


def test_hops_change_no_annotation() -> None:
    reading = reading_of(TOWN)
    for hop in (passages.select_quote, passages.next_reported, passages.previous_passage):
        hop(reading)
    assert tags(reading) == []
    assert reading.desk.edits == 0


def test_in_a_long_text_it_is_said_how_far_was_looked() -> None:
    reading = reading_of("The rain fell on the harbor.\n\n" * 4000 + "“Enough,” she said, and it stopped.\n")
    assert "in the next" in passages.select_quote(reading)
    assert "in the next" in passages.next_reported(reading)
    reading.go(len(reading.document.text) - 200)
    assert passages.select_quote(reading) == ""
    assert words_selected(reading) == "“Enough,”"
