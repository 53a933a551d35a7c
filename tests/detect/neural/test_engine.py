"""What the neural engine proposes may differ in a last digit between processors: nothing here demands exact spans."""

from __future__ import annotations

import functools
import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.annotation.span import Span
from copydesk.detect.neural import engine, network
from copydesk.detect.neural.engine import Neural
from copydesk.detect.neural.network import Network
from copydesk.detect.proposals import Proposals
from copydesk.errors import InputError
from copydesk.text.document import Document

STORY = (
    "Ferry firm under fire\n\nBy Ana Lopez\n\n"
    "OSLO, 3 March - Norwegian Transport Minister Kari Lunde said on Monday that the ferry operator Nordsund Lines "
    "would lose its licence unless it hired more crew.\n\n"
    "“We have warned them three times,” Lunde told reporters in Bergen. “There will be no fourth.”\n\n"
    "Nordsund Lines denied that it had ignored the warnings. A spokesman for the company said it had spent $40 million "
    "on safety since 2021.\n"
)


@pytest.fixture(scope="module")
def neural() -> Neural:
    return Neural(Network())


def test_the_network_leaves_nothing_in_the_folders_of_the_person(tmp_path: Path) -> None:
    folders = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "TMPDIR": str(tmp_path)}
    environment = {key: value for key, value in os.environ.items() if key != network.NO_TELEMETRY} | folders
    program = "from copydesk.detect.neural.network import Network; Network()"
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
    assert list(tmp_path.rglob("*")) == []


def propose(neural: Neural, text: str) -> Proposals:
    return neural.propose(Document.from_text(text), Proposals())


def texts(text: str, proposals: Proposals, label: str) -> set[str]:
    return {text[span.start : span.end] for span in proposals.spans if span.label == label}


def tail(proposals: Proposals, quote: Span, type_: str) -> Span | None:
    by_id = {span.id: span for span in proposals.spans}
    return next((by_id[r.tail] for r in proposals.relations if r.head == quote.id and r.type == type_), None)


def test_people_organisations_places_and_amounts_are_found(neural: Neural) -> None:
    found = propose(neural, STORY)
    assert {"Kari Lunde", "Lunde", "Ana Lopez"} <= texts(STORY, found, "PERSON")
    assert "Nordsund Lines" in texts(STORY, found, "ORG")
    assert "Bergen" in texts(STORY, found, "GPE")
    assert "$40 million" in texts(STORY, found, "MONEY")
    assert {"Monday", "2021"} <= texts(STORY, found, "DATE")


def test_direct_speech_has_its_speaker_and_its_cue(neural: Neural) -> None:
    found = propose(neural, STORY)
    quote = next(span for span in found.spans if STORY.startswith("“We have warned", span.start))
    speaker, cue = tail(found, quote, "speaker"), tail(found, quote, "cue")
    assert quote.attrs["kind"] == "direct"
    assert speaker is not None
    assert STORY[speaker.start : speaker.end] == "Lunde"
    assert cue is not None
    assert "told" in STORY[cue.start : cue.end]


def test_indirect_speech_is_found_with_who_said_it(neural: Neural) -> None:
    found = propose(neural, STORY)
    indirect = [span for span in found.spans if span.label == "QUOTE" and span.attrs["kind"] == "indirect"]
    licence = next(span for span in indirect if "lose its licence" in STORY[span.start : span.end])
    speaker = tail(found, licence, "speaker")
    assert speaker is not None
    assert STORY[speaker.start : speaker.end] == "Kari Lunde"


def test_the_same_text_gives_the_same_proposals(neural: Neural) -> None:
    assert propose(neural, STORY) == propose(neural, STORY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "“",
        "a" * 5000,
        "word " * 3000,
        "\u0301" * 500,
        "“open and never closed. Said he.\n\nMore.",
        "日本語" * 300,
    ],
    ids=["empty", "blank", "one mark", "endless word", "one line", "marks only", "unbalanced", "no words of ours"],
)
def test_odd_texts_give_proposals_that_lie_in_them(neural: Neural, text: str) -> None:
    found = propose(neural, text)
    assert all(0 <= span.start < span.end <= len(text) for span in found.spans)


def test_a_stray_mark_does_not_swallow_the_rest(neural: Neural) -> None:
    text = f'It cost 5" more.\n\n{STORY}'
    quotes = [span for span in propose(neural, text).spans if span.label == "QUOTE"]
    assert any(text.startswith("“We have warned", span.start) for span in quotes)


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from("Ana said “so” to the Bank of York, 5.\n\r\u200b\U0001f600"), max_size=200))
def test_every_proposal_lies_in_the_text_and_every_relation_has_its_ends(text: str) -> None:
    found = propose(Neural(_shared()), text)
    ids = {span.id for span in found.spans}
    assert len(ids) == len(found.spans)
    assert all(0 <= span.start < span.end <= len(text) and text[span.start : span.end].strip() for span in found.spans)
    assert all(relation.head in ids and relation.tail in ids for relation in found.relations)
    entities = [s for s in found.spans if s.label not in ("QUOTE", "CUE", "SPEAKER")]
    assert all(left.end <= right.start for left, right in itertools.pairwise(entities))


def test_a_long_text_is_read_in_stretches_with_everything_at_its_place(
    neural: Neural, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n\n".join([STORY] * 4)
    monkeypatch.setattr(
        engine, "stretches", lambda _: [(at, at + len(STORY) + 2) for at in range(0, len(text), len(STORY) + 2)]
    )
    found = propose(neural, text)
    single = propose(neural, STORY)
    people = [span for span in found.spans if span.label == "PERSON"]
    assert len(people) == 4 * sum(span.label == "PERSON" for span in single.spans)
    assert {text[span.start : span.end] for span in people} == texts(STORY, single, "PERSON")
    assert len(found.relations) == 4 * len(single.relations)


def test_a_missing_or_damaged_model_is_named_with_what_to_do(tmp_path: Path) -> None:
    damaged = tmp_path / "model.onnx"
    damaged.write_bytes(network.MODEL.read_bytes()[:100_000])
    for path in (damaged, tmp_path / "none.onnx"):
        with pytest.raises(InputError, match=r"model cannot be used") as raised:
            Network(path)
        assert raised.value.path == path
        assert raised.value.remedy


def test_without_onnxruntime_the_engine_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(InputError, match="onnxruntime") as raised:
        Network()
    assert "pip install onnxruntime" in raised.value.remedy


@functools.cache
def _shared() -> Network:
    return Network()
