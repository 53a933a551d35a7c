"""Relations between spans, and comments on them."""

from __future__ import annotations

from tests.app.made_up import HARBOR, annotation, go, harbor_reading, place, proposal, quote_of_harbor, reading_of, tags

from copydesk.app.reading import Reading


def select(reading: Reading, words: str) -> None:
    reading.select(*place(HARBOR, words))


def test_a_quote_is_related_to_its_speaker() -> None:
    quote = annotation(HARBOR, "“We waited nine years,”", "QUOTE")
    speaker = annotation(HARBOR, "Quill", "PERSON", 1)
    reading = reading_of(HARBOR, annotations=[quote, speaker])
    go(reading, "waited")
    assert reading.relations.relate()
    go(reading, "Quill", 1)
    assert reading.relations.relate()
    (made,) = reading.desk.annotations.relations
    assert (made.type, made.head, made.tail) == ("speaker", quote.id, speaker.id)
    go(reading, "waited")
    reading.relations.relate()
    go(reading, "Quill", 1)
    reading.relations.relate()
    assert len(reading.desk.annotations.relations) == 1


def test_relating_accepts_the_proposals_at_both_ends() -> None:
    spans, _ = quote_of_harbor()
    reading = reading_of(HARBOR, *spans)
    go(reading, "waited")
    reading.relations.relate()
    go(reading, "said")
    reading.relations.relate()
    assert tags(reading) == [("QUOTE", "“We waited nine years,”"), ("CUE", "said")]
    assert [relation.type for relation in reading.desk.annotations.relations] == ["cue"]


def test_a_relation_that_the_label_set_does_not_know_is_not_made() -> None:
    reading = harbor_reading(annotation(HARBOR, "Ada Quill", "PERSON"), annotation(HARBOR, "pier", "FAC"))
    go(reading, "Ada Quill")
    reading.relations.relate()
    go(reading, "pier")
    assert reading.relations.relate()
    assert reading.desk.annotations.relations == ()


def test_nothing_is_related_to_itself() -> None:
    reading = harbor_reading(annotation(HARBOR, "“We waited nine years,”", "QUOTE"))
    go(reading, "waited")
    reading.relations.relate()
    reading.relations.relate()
    assert reading.desk.annotations.relations == ()


def test_a_relation_is_begun_anew_after_escape() -> None:
    quote = annotation(HARBOR, "“We waited nine years,”", "QUOTE")
    reading = reading_of(HARBOR, annotations=[quote, annotation(HARBOR, "Quill", "PERSON", 1)])
    go(reading, "waited")
    reading.relations.relate()
    reading.cancel()
    go(reading, "Quill", 1)
    reading.relations.relate()
    assert reading.desk.annotations.relations == ()


def test_a_relation_whose_start_is_gone_is_not_made() -> None:
    quote = annotation(HARBOR, "“We waited nine years,”", "QUOTE")
    reading = reading_of(HARBOR, annotations=[quote, annotation(HARBOR, "Quill", "PERSON", 1)])
    go(reading, "waited")
    reading.relations.relate()
    reading.reject()
    go(reading, "Quill", 1)
    assert reading.relations.relate()
    assert reading.desk.annotations.relations == ()


def test_a_relation_goes_by_the_label_that_its_start_has_now() -> None:
    quote = annotation(HARBOR, "“We waited nine years,”", "QUOTE")
    reading = reading_of(HARBOR, annotations=[quote, annotation(HARBOR, "Quill", "PERSON", 1)])
    go(reading, "waited")
    reading.relations.relate()
    reading.give("CLAIM")
    go(reading, "Quill", 1)
    reading.relations.relate()
    assert reading.desk.annotations.relations == ()


def test_where_there_is_no_span_nothing_is_related() -> None:
    reading = harbor_reading()
    go(reading, "pier")
    assert reading.relations.relate()


def test_a_comment_is_written_changed_and_taken_away() -> None:
    reading = harbor_reading(annotation(HARBOR, "pier", "FAC"))
    go(reading, "pier")
    for note in ("which pier?", "the new one", ""):
        assert reading.comment(note) == ""
        assert next(iter(reading.desk.annotations)).note == note
    assert len(reading.desk.history) == 3
    reading.undo()
    assert next(iter(reading.desk.annotations)).note == "the new one"


def test_the_same_comment_is_no_edit() -> None:
    reading = harbor_reading(annotation(HARBOR, "pier", "FAC", note="which?"))
    go(reading, "pier")
    reading.comment("which?")
    assert len(reading.desk.history) == 0


def test_a_proposal_has_no_comment() -> None:
    reading = harbor_reading()
    reading.hop(1)
    assert reading.comment("why?")
    assert len(reading.desk.annotations) == 0


def test_a_word_of_which_nothing_is_said_becomes_the_speaker() -> None:
    reading = harbor_reading(annotation(HARBOR, "“We waited nine years,”", "QUOTE"))
    go(reading, "waited")
    reading.relations.relate()
    go(reading, "leads")
    assert reading.relations.relate() == "speaker: QUOTE → SPEAKER"
    assert ("SPEAKER", "leads") in tags(reading)


def test_a_selection_becomes_the_speaker_though_names_are_in_it() -> None:
    reading = harbor_reading(
        annotation(HARBOR, "“We waited nine years,”", "QUOTE"), annotation(HARBOR, "Lorvik", "GPE", 2)
    )
    go(reading, "waited")
    reading.relations.relate()
    start = HARBOR.index("the port of Lorvik")
    reading.select(start, start + len("the port of Lorvik"))
    reading.relations.relate()
    assert ("SPEAKER", "the port of Lorvik") in tags(reading)


def test_after_a_relation_from_a_proposal_the_cursor_hops_on() -> None:
    quote = proposal(HARBOR, "“We waited nine years,”", "QUOTE")
    reading = reading_of(HARBOR, quote, proposal(HARBOR, "Tarrow", "PERSON", 1))
    go(reading, "waited")
    reading.relations.relate()
    go(reading, "leads")
    reading.relations.relate()
    assert reading.item
    assert HARBOR[reading.item.start : reading.item.end] == "Tarrow"


def test_a_relation_may_be_begun_at_its_other_end() -> None:
    quote = annotation(HARBOR, "“We waited nine years,”", "QUOTE")
    speaker = annotation(HARBOR, "Quill", "PERSON", 1)
    reading = reading_of(HARBOR, annotations=[quote, speaker])
    go(reading, "Quill", 1)
    reading.relations.relate()
    go(reading, "waited")
    assert "QUOTE → PERSON" in reading.relations.relate()
    assert reading.desk.links_of(quote) == [("speaker", speaker)]
    assert reading.desk.links_to(speaker) == [("speaker", quote)]


def test_a_wrong_end_is_refused_with_what_is_allowed() -> None:
    quote = annotation(HARBOR, "“We waited nine years,”", "QUOTE")
    reading = reading_of(HARBOR, annotations=[quote, annotation(HARBOR, "Friday", "DATE")])
    go(reading, "waited")
    reading.relations.relate()
    go(reading, "Friday")
    said = reading.relations.relate()
    assert "DATE" in said
    assert "speaker from QUOTE to PERSON" in said
    assert reading.desk.annotations.relations == ()


def test_where_no_relation_can_begin_it_is_said_at_once() -> None:
    reading = reading_of(HARBOR, annotations=[annotation(HARBOR, "Friday", "DATE")])
    go(reading, "Friday")
    assert "speaker from QUOTE" in reading.relations.relate()
    assert reading.relations.begun is None


def test_a_speaker_that_is_chosen_takes_the_place_of_the_one_proposed() -> None:
    spans, relations = quote_of_harbor()
    other = annotation(HARBOR, "Ben Tarrow", "PERSON")
    reading = reading_of(HARBOR, *spans, relations=relations, annotations=[other])
    go(reading, "waited")
    reading.relations.relate()
    go(reading, "Tarrow")
    reading.relations.relate()
    quote = next(span for span in reading.desk.annotations if span.label == "QUOTE")
    assert [tail.id for type, tail in reading.desk.links_of(quote) if type == "speaker"] == [other.id]
    assert sorted(type for type, _ in reading.desk.links_of(quote)) == ["cue", "speaker"]


def test_the_speaker_that_was_proposed_can_be_chosen_too() -> None:
    spans, relations = quote_of_harbor()
    reading = reading_of(HARBOR, *spans, relations=relations)
    go(reading, "waited")
    reading.relations.relate()
    go(reading, "Quill", 1)
    assert "speaker" in reading.relations.relate()
    assert len([1 for each in reading.desk.annotations.relations if each.type == "speaker"]) == 1


def test_nothing_is_accepted_by_a_relation_that_is_only_begun() -> None:
    spans, relations = quote_of_harbor()
    reading = reading_of(HARBOR, *spans, relations=relations)
    go(reading, "waited")
    reading.relations.relate()
    reading.cancel()
    assert tags(reading) == []


def test_a_selection_becomes_a_quotation_with_its_speaker_in_one_step() -> None:
    reading = reading_of(HARBOR, annotations=[annotation(HARBOR, "Quill", "PERSON", 1)])
    select(reading, "“We waited nine years,”")
    reading.relations.relate()
    assert tags(reading) == [("PERSON", "Quill")]
    go(reading, "Quill", 1)
    reading.relations.relate()
    assert tags(reading) == [("QUOTE", "“We waited nine years,”"), ("PERSON", "Quill")]
    assert [each.type for each in reading.desk.annotations.relations] == ["speaker"]
    assert reading.caret.offset == HARBOR.index("“")
    reading.undo()
    assert tags(reading) == [("PERSON", "Quill")]
    assert reading.desk.annotations.relations == ()


def test_a_selection_that_is_given_up_becomes_nothing() -> None:
    for leave in ("cancel", "relate"):
        reading = harbor_reading()
        select(reading, "“We waited nine years,”")
        reading.relations.relate()
        (reading.cancel if leave == "cancel" else reading.relations.relate)()
        assert reading.relations.begun is None
        assert tags(reading) == []
        assert reading.desk.edits == 0


def test_a_selection_that_leads_to_what_may_not_speak_becomes_nothing() -> None:
    reading = reading_of(HARBOR, annotations=[annotation(HARBOR, "Friday", "DATE")])
    select(reading, "“We waited nine years,”")
    reading.relations.relate()
    go(reading, "Friday")
    assert reading.relations.relate()
    assert tags(reading) == [("DATE", "Friday")]
    assert len(reading.desk.history) == 0


def test_a_selection_of_what_is_tagged_begins_there() -> None:
    quote = annotation(HARBOR, "“We waited nine years,”", "QUOTE")
    reading = reading_of(HARBOR, annotations=[quote, annotation(HARBOR, "Quill", "PERSON", 1)])
    select(reading, "“We waited nine years,”")
    reading.relations.relate()
    go(reading, "Quill", 1)
    reading.relations.relate()
    assert [label for label, _ in tags(reading)] == ["QUOTE", "PERSON"]
    assert [(each.head, each.type) for each in reading.desk.annotations.relations] == [(quote.id, "speaker")]


def test_a_selected_passage_takes_over_the_quotation_that_was_proposed_around_it() -> None:
    spans, relations = quote_of_harbor()
    reading = reading_of(HARBOR, *spans, relations=relations)
    select(reading, "We waited nine years,")
    reading.relations.relate()
    go(reading, "Tarrow")
    reading.relations.relate()
    assert ("QUOTE", "We waited nine years,") in tags(reading)
    text = reading.document.text
    ends = {
        each.type: text[slice(*tail.range)]
        for each in reading.desk.annotations.relations
        if (tail := reading.desk.annotations.get(each.tail))
    }
    assert ends["speaker"] == "Tarrow"


def test_with_detection_on_a_selection_gets_the_cue_beside_it_too() -> None:
    reading = reading_of(HARBOR, annotations=[annotation(HARBOR, "Ben Tarrow", "PERSON")])
    reading.attributes = True
    select(reading, "“We waited nine years,”")
    reading.relations.relate()
    go(reading, "Ben Tarrow")
    reading.relations.relate()
    assert ("CUE", "said") in tags(reading)
    assert "SPEAKER" not in dict(tags(reading))
    assert len(reading.desk.history) == 1


def test_a_speaker_who_is_then_selected_and_tagged_as_a_name_is_that_name() -> None:
    reading = reading_of(HARBOR)
    select(reading, "“We waited nine years,”")
    reading.relations.relate()
    go(reading, "Quill", 1)
    reading.relations.relate()
    assert ("SPEAKER", "Quill") in tags(reading)
    start, end = place(HARBOR, "Quill", 1)
    for label, found in (("DATE", {"SPEAKER", "DATE"}), ("PERSON", {"PERSON"})):
        reading.select(start, end)
        reading.give(label)
        there = {span.label for span in reading.desk.annotations.index.on(start, end)}
        assert there == found
        assert len(reading.desk.annotations.relations) == 1
        if label == "DATE":
            reading.undo()
