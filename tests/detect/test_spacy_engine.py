"""The spaCy engine: which components run, what their labels are here, where entities begin and end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.detect.detector import LoadFailed
from copydesk.detect.proposals import Proposals, arranged, proposed
from copydesk.detect.registry import load_engine
from copydesk.detect.running import run_engine
from copydesk.detect.spacy_engine import SCORE, SpacyEntities, load_pipeline, trimmed
from copydesk.errors import InputError, MissingExtra
from copydesk.text.document import Document

FACTORIES = {
    "tagger": ["token.tag"],
    "parser": ["token.dep", "doc.sents"],
    "entity_linker": ["token.ent_kb_id"],
    "ner": ["doc.ents", "token.ent_iob"],
    "spancat": ["doc.spans"],
    "tok2vec": ["doc.tensor"],
}


class Group(list[Any]):
    """A group of spans with what is known about them."""

    def __init__(self, spans: Iterable[Any], **attrs: Any) -> None:
        super().__init__(spans)
        self.attrs = attrs


class StandIn:
    """A pipeline that finds given words as entities of given labels, and others as spans with scores."""

    def __init__(
        self,
        words: dict[str, str],
        scored: dict[str, tuple[str, float]] | None = None,
        *,
        pipes: Iterable[str] = ("ner",),
        lang: str = "en",
        max_length: int = 1_000_000,
    ) -> None:
        self.meta = {"lang": lang, "name": "stand_in", "version": "1.2.3"}
        self.lang = lang
        self.max_length = max_length
        self.pipe_names = list(pipes)
        self.enabled: list[str] = []
        self.listening: list[str] = []
        self.texts: list[str] = []
        self.zones = 0
        self._words = words
        self._scored = scored or {}

    def get_pipe_meta(self, name: str) -> Any:
        return SimpleNamespace(factory=name, assigns=FACTORIES[name])

    def get_pipe(self, name: str) -> Any:
        return SimpleNamespace(listening_components=self.listening)

    def select_pipes(self, *, enable: list[str]) -> None:
        self.enabled = enable

    @contextmanager
    def memory_zone(self) -> Iterator[None]:
        self.zones += 1
        yield

    def __call__(self, text: str) -> Any:
        assert len(text) <= self.max_length
        text.encode()
        self.texts.append(text)
        entities = [span for word, label in self._words.items() for span in _found(text, word, label)]
        spans = [(span, score) for word, (label, score) in self._scored.items() for span in _found(text, word, label)]
        group = Group((span for span, _ in spans), scores=[score for _, score in spans])
        return SimpleNamespace(ents=entities, spans={"sc": group} if spans else {})


def _found(text: str, word: str, label: str) -> Iterator[Any]:
    start = text.find(word)
    while start >= 0:
        yield SimpleNamespace(start_char=start, end_char=start + len(word), label_=label)
        start = text.find(word, start + len(word))


def entities(text: str, pipeline: Any, found: Proposals | None = None) -> list[tuple[str, str]]:
    proposals = SpacyEntities(pipeline).propose(Document.from_text(text), found or Proposals())
    return [(text[span.start : span.end], span.label) for span in proposals.spans]


def test_labels_become_ours_and_what_we_do_not_propose_is_left_out() -> None:
    words = {"Oslo": "GPE", "Anna Berg": "PER", "second": "ORDINAL", "Hamlet": "WORK_OF_ART", "the tax": "CLAIM"}
    assert entities("Anna Berg read Hamlet a second time in Oslo, despite the tax.", StandIn(words)) == [
        ("Anna Berg", "PERSON"),
        ("Oslo", "GPE"),
        ("the tax", "CLAIM"),
    ]


def test_the_source_names_pipeline_and_version_and_the_score_is_the_constant_where_there_is_none() -> None:
    (span,) = SpacyEntities(StandIn({"Oslo": "GPE"})).propose(Document.from_text("In Oslo."), Proposals()).spans
    assert (span.source, span.score) == ("spacy-en_stand_in@1.2.3", SCORE)


def test_the_scores_of_a_span_categorizer_are_kept() -> None:
    pipeline = StandIn({}, {"a lie": ("CLAIM", 0.9), "Oslo": ("GPE", 0.55)})
    spans = SpacyEntities(pipeline).propose(Document.from_text("It is a lie, Oslo said."), Proposals()).spans
    assert [(span.label, span.score) for span in spans] == [("CLAIM", 0.9), ("GPE", 0.55)]


@pytest.mark.parametrize(
    ("text", "label", "kept"),
    [
        ("the United Nations", "ORG", "United Nations"),
        ("The Rhine", "LOC", "Rhine"),
        ("Norway's", "GPE", "Norway"),
        ("Joneses’", "PERSON", "Joneses"),
        ("U.S.", "GPE", "U.S."),
        ("Mr. Berg", "PERSON", "Berg"),
        ("Secretary of State Anna Berg", "PERSON", "Anna Berg"),
        ("President", "PERSON", "President"),
        ("President's Office", "ORG", "President's Office"),
        ("the “Purge", "EVENT", "Purge"),
        ("(Oslo),", "GPE", "Oslo"),
        ("Anna Berg\n\nThe", "PERSON", "Anna Berg"),
        ("\nAnna Berg", "PERSON", "Anna Berg"),
        ("the 1990s", "DATE", "the 1990s"),
        ("a million dollars", "MONEY", "a million dollars"),
        ("the", "ORG", "the"),
        ("“ ”", "ORG", None),
        (" ", "ORG", None),
        ("'s", "GPE", None),
    ],
)
def test_what_is_not_part_of_the_name_is_cut_off(text: str, label: str, kept: str | None) -> None:
    place = trimmed(f"x{text}x", 1, 1 + len(text), label)
    assert (place and f"x{text}x"[slice(*place)]) == kept


@given(st.text(alphabet="Aas the’'\"\n(.)Mr", max_size=30), st.sampled_from(["PERSON", "ORG", "DATE"]))
def test_cutting_never_leaves_the_range(text: str, label: str) -> None:
    place = trimmed(f"Mr {text}'s", 3, 3 + len(text), label)
    assert place is None or 3 <= place[0] < place[1] <= 3 + len(text)


def test_only_what_marks_something_runs_and_what_it_listens_to() -> None:
    pipeline = StandIn({}, pipes=("tok2vec", "tagger", "parser", "ner", "spancat", "entity_linker"))
    pipeline.listening = ["tagger", "parser"]
    SpacyEntities(pipeline)
    assert pipeline.enabled == ["ner", "spancat"]
    pipeline.listening = ["ner"]
    SpacyEntities(pipeline)
    assert pipeline.enabled == ["tok2vec", "ner", "spancat"]


def test_a_pipeline_that_marks_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="marks no entities"):
        SpacyEntities(StandIn({}, pipes=("tagger", "parser")))


def test_a_long_text_is_cut_after_lines_and_the_offsets_stay() -> None:
    text = "Oslo and Rome.\nThen Oslo.\n\nOslo.\n" + "word " * 8 + "Oslo" + "x" * 50 + " Oslo"
    pipeline = StandIn({"Oslo": "GPE"}, max_length=30)
    assert entities(text, pipeline) == [("Oslo", "GPE")] * 5
    assert "".join(pipeline.texts) == text
    assert pipeline.texts[:3] == ["Oslo and Rome.\nThen Oslo.\n\n", "Oslo.\n", "word " * 6]
    assert pipeline.zones == len(pipeline.texts)


@pytest.mark.parametrize("text", ["", " \n\n ", "\ud800 Oslo \udcff"])
def test_a_text_without_words_or_with_broken_characters_is_no_trouble(text: str) -> None:
    assert entities(text, StandIn({"Oslo": "GPE"})) == [("Oslo", "GPE")] * text.count("Oslo")


def test_in_english_a_surname_is_the_person_introduced_before() -> None:
    text = "Anna Berg left. They told her. Later Berg wrote, and Berg won."
    assert entities(text, StandIn({"Anna Berg": "PERSON", "Berg": "ORG"})) == [
        ("Anna Berg", "PERSON"),
        ("Berg", "PERSON"),
        ("Berg", "PERSON"),
    ]
    assert ("Berg", "ORG") in entities(text, StandIn({"Anna Berg": "PERSON", "Berg": "ORG"}, lang="nb"))


def test_what_an_earlier_engine_found_stays_alone() -> None:
    text = "Anna Berg in Oslo on Monday."
    found = arranged(
        [
            proposed("PERSON", 0, 9, source="entities@1", score=0.9),
            proposed("QUOTE", 0, 28, source="quotes@1", score=0.9),
        ]
    )
    pipeline = StandIn({"Berg": "ORG", "Oslo": "GPE", "Anna Berg in Oslo": "CLAIM"})
    assert entities(text, pipeline, found) == [("Anna Berg in Oslo", "CLAIM"), ("Oslo", "GPE")]


class FakeSpacy(ModuleType):
    """Stands in for spaCy: it loads what it was given, by name."""

    def __init__(self, **pipelines: Any) -> None:
        super().__init__("spacy")
        self.pipelines = pipelines
        self.util = ModuleType("spacy.util")
        self.util.get_installed_models = lambda: list(pipelines)  # type: ignore[attr-defined]

    def load(self, name: str, *, exclude: Iterable[str]) -> Any:
        assert "parser" in exclude
        if name not in self.pipelines:
            raise OSError(f"[E050] Can't find model '{name}'.")
        made = self.pipelines[name]
        if isinstance(made, Exception):
            raise made
        return made


def fake_spacy(monkeypatch: pytest.MonkeyPatch, **pipelines: Any) -> None:
    fake = FakeSpacy(**pipelines)
    monkeypatch.setitem(sys.modules, "spacy", fake)
    monkeypatch.setitem(sys.modules, "spacy.util", fake.util)


def test_the_first_english_pipeline_is_taken_where_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_spacy(monkeypatch, de_small=StandIn({}), en_b=StandIn({}), en_a=StandIn({"Oslo": "GPE"}))
    engine = load_engine("spacy")
    (entities_of, quotations) = engine.detectors
    assert (entities_of.name, quotations.name) == ("spacy-en_stand_in", "quotes")
    proposals = run_engine(Document.from_text("“It will hold,” said Oslo."), engine)
    assert [span.label for span in proposals.spans] == ["QUOTE", "CUE", "GPE"]
    (speaker,) = [relation for relation in proposals.relations if relation.type == "speaker"]
    assert speaker.tail == proposals.spans[2].id


def test_a_pipeline_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_spacy(monkeypatch, en_a=StandIn({}), nb_b=StandIn({}, lang="nb"))
    assert load_pipeline("nb_b").name == "spacy-nb_stand_in"


def test_a_missing_pipeline_is_told_with_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_spacy(monkeypatch, de_small=StandIn({}))
    with pytest.raises(InputError, match=r"no spaCy pipeline 'en_x'. Install it with: python -m spacy download en_x"):
        load_pipeline("en_x")
    with pytest.raises(InputError, match=r"no English pipeline.*spacy download en_core_web_sm"):
        load_pipeline()


def test_a_pipeline_that_does_not_load_is_named_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_spacy(monkeypatch, en_a=ValueError("[E053] Could not read config"), en_b=OSError("disk on fire"))
    engine = load_engine("rules+spacy:en_a+spacy:en_b")
    assert [part.name for part in engine.parts] == ["rules"]
    assert engine.lacking == ("spacy:en_a", "spacy:en_b")
    assert "the spaCy pipeline en_a could not be loaded: ValueError: [E053]" in engine.problems[0]
    with pytest.raises(LoadFailed, match="disk on fire"):
        load_pipeline("en_b")


def test_without_spacy_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtra, match=r'the spaCy engine needs .* pip install "copydesk\[spacy\]"'):
        load_pipeline("en_core_web_sm")


TEXT = "The United Nations met in Oslo.\r\n\r\nMr. Anna Berg’s 👩🏽‍🚀 friends paid $5 million. Berg left.\n"


def blank() -> Any:
    spacy = pytest.importorskip("spacy")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.add_pipe("entity_ruler").add_patterns(
        [
            {"label": "ORG", "pattern": "The United Nations"},
            {"label": "GPE", "pattern": "Oslo"},
            {"label": "PERSON", "pattern": "Mr. Anna Berg’s"},
            {"label": "ORG", "pattern": [{"LOWER": "berg"}]},
            {"label": "MONEY", "pattern": "$5 million"},
            {"label": "CARDINAL", "pattern": "friends"},
        ]
    )
    return pipeline


def test_a_real_pipeline_of_spacy_gives_exact_places() -> None:
    pipeline = blank()
    assert entities(TEXT, pipeline) == [
        ("United Nations", "ORG"),
        ("Oslo", "GPE"),
        ("Anna Berg", "PERSON"),
        ("$5 million", "MONEY"),
        ("Berg", "PERSON"),
    ]
    assert pipeline.pipe_names == ["entity_ruler"]


def test_a_real_pipeline_of_spacy_does_not_see_where_a_text_was_cut() -> None:
    pipeline = blank()
    whole = entities(TEXT * 40, pipeline)
    pipeline.max_length = 200
    assert entities(TEXT * 40, pipeline) == whole
    assert len(whole) == 200


def test_a_pipeline_of_spacy_is_loaded_from_its_folder(tmp_path: Path) -> None:
    pipeline = blank()
    pipeline.meta["name"], pipeline.meta["version"] = "my_names", "0.3.0"
    pipeline.to_disk(tmp_path / "model")
    engine = load_engine(f"spacy:{tmp_path / 'model'}")
    assert engine.version.startswith("spacy-en_my_names@0.3.0+quotes@")
    assert run_engine(Document.from_text(TEXT), engine).spans[0].label == "ORG"


def test_the_memory_of_spacy_does_not_grow_with_the_words_it_has_seen() -> None:
    pipeline = blank()
    detector = SpacyEntities(pipeline)
    detector.propose(Document.from_text(TEXT), Proposals())
    before = len(pipeline.vocab.strings)
    for number in range(50):
        detector.propose(Document.from_text(f"Word{number}a word{number}b in Oslo."), Proposals())
    assert len(pipeline.vocab.strings) == before
