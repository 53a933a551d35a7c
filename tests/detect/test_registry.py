"""The engines by name: what can be had, what an engine consists of, and what becomes of one that cannot be loaded."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import EntryPoint, EntryPoints
from typing import Any

import pytest

import copydesk
from copydesk.annotation.span import Span
from copydesk.detect import registry
from copydesk.detect.detector import Engine, source_of
from copydesk.detect.proposals import Proposals, arranged, proposed
from copydesk.detect.registry import detect, detectors_of, engine_names, load_engine
from copydesk.detect.rules.entities import Entities
from copydesk.detect.rules.quotations import Quotations
from copydesk.errors import CopydeskError, InputError, MissingExtra
from copydesk.text.document import Document

TEXT = Document.from_text("Anna Berg said so.")
NEURAL = "copydesk.detect.neural.engine"


class Fixed:
    """Proposes what it was given."""

    version = "1"

    def __init__(self, name: str, *spans: Span) -> None:
        self.name = name
        self.spans = spans

    def propose(self, document: Document, found: Proposals) -> Proposals:
        return arranged(self.spans)


def span(label: str, start: int, end: int) -> Span:
    return proposed(label, start, end, source="test@1", score=0.5)


def parts(engine: Engine) -> list[str]:
    return [part.name for part in engine.parts]


def installed(monkeypatch: pytest.MonkeyPatch, **engines: Any) -> None:
    """Make entry points that give what is named, or raise it."""

    def load(point: EntryPoint) -> Any:
        made = engines[point.name]
        if isinstance(made, BaseException):
            raise made
        return made

    def entry_points(*, group: str, name: str = "") -> Sequence[EntryPoint]:
        assert group == "copydesk.detectors"
        return EntryPoints(EntryPoint(each, f"pack:{each}", group) for each in engines if name in ("", each))

    monkeypatch.setattr(EntryPoint, "load", load)
    monkeypatch.setattr("importlib.metadata.entry_points", entry_points)


class NeuralModule:
    """Stands in for the module of the neural engine."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure

    def detectors(self) -> tuple[Fixed, ...]:
        if self.failure:
            raise self.failure
        return (Fixed("neural", span("PERSON", 0, 9)),)


@pytest.fixture(autouse=True)
def _nothing_loaded() -> Iterator[None]:
    registry._loaded.cache_clear()
    yield
    registry._loaded.cache_clear()


@pytest.fixture
def neural(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, NEURAL, NeuralModule())


@pytest.fixture(params=["no module", "no runtime", "a damaged model", "a strange processor"])
def no_neural(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    failures = {
        "no module": None,
        "no runtime": NeuralModule(ImportError("No module named 'onnxruntime'")),
        "a damaged model": NeuralModule(InputError("it is damaged", path="model.onnx", remedy="Install Copydesk anew")),
        "a strange processor": NeuralModule(RuntimeError("illegal instruction set")),
    }
    monkeypatch.setitem(sys.modules, NEURAL, failures[request.param])


def test_rules_are_there_and_need_nothing() -> None:
    engine = load_engine("rules")
    assert (parts(engine), engine.problems, engine.lacking) == (["rules"], (), ())
    assert engine.version == f"{source_of(Entities())}+{source_of(Quotations())}"


@pytest.mark.usefixtures("neural")
def test_auto_is_the_neural_engine_where_that_can_be_had() -> None:
    engine = load_engine()
    assert (parts(engine), engine.problems) == (["neural"], ())


@pytest.mark.usefixtures("no_neural")
@pytest.mark.parametrize("strict", [True, False])
def test_auto_falls_back_on_the_rules_and_says_so_in_one_sentence(strict: bool) -> None:
    engine = load_engine("auto", strict=strict)
    (problem,) = engine.problems
    assert (parts(engine), engine.lacking) == (["rules"], ())
    assert problem.startswith("names and speakers are found by rules alone, less well: ")


@pytest.mark.usefixtures("no_neural")
def test_the_neural_engine_is_refused_where_it_is_asked_for_and_cannot_be_had() -> None:
    with pytest.raises(CopydeskError, match=r"neural|damaged"):
        load_engine("neural")


@pytest.mark.usefixtures("no_neural")
def test_a_configured_neural_engine_that_cannot_be_had_leaves_the_rules() -> None:
    engine = load_engine("neural", strict=False)
    assert (parts(engine), engine.lacking) == (["rules"], ("neural",))
    assert engine.problems[-1] == "the rules alone are at work"


@pytest.mark.usefixtures("no_neural")
def test_detect_carries_the_reason_in_its_problems() -> None:
    proposals = detect(TEXT)
    assert [each.label for each in proposals.spans] == ["PERSON"]
    assert len(proposals.problems) == 1


def test_what_is_left_out_is_neither_loaded_nor_told(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, mine=RuntimeError("never to be met"))
    engine = load_engine("rules+mine", without={"mine"})
    assert (parts(engine), engine.problems) == (["rules"], ())
    assert parts(load_engine("mine", without={"mine"})) == []
    assert parts(load_engine("mine", strict=False, without={"mine"})) == ["rules"]
    assert parts(load_engine("mine", strict=False, without={"mine", "rules"})) == []


@pytest.mark.usefixtures("neural")
def test_auto_without_the_neural_engine_is_the_rules() -> None:
    engine = load_engine("auto", without={"neural"})
    assert (parts(engine), engine.problems) == (["rules"], ())
    assert parts(load_engine("auto", without={"neural", "rules"})) == []


def test_each_part_is_announced_before_it_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, mine=Fixed("mine"), bad=RuntimeError("out of ideas"))
    told: list[str] = []
    load_engine("rules+bad+mine", starting=told.append)
    assert told == ["rules", "bad", "mine"]


def test_a_name_that_comes_twice_counts_once() -> None:
    assert parts(load_engine("rules+rules")) == ["rules"]


@pytest.mark.parametrize("engine", ["oracle", "rules+oracle", "rules+", "", "Rules"])
def test_an_unknown_engine_is_refused_with_those_there_are(engine: str) -> None:
    with pytest.raises(InputError, match=r"no detection engine '\w*'.*auto, rules, neural, none, spacy"):
        detect(TEXT, engine)


def test_an_unknown_engine_of_the_configuration_is_told_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, mine=Fixed("mine"))
    engine = load_engine("oracle+mine", strict=False)
    assert parts(engine) == ["mine"]
    assert "no detection engine 'oracle'" in engine.problems[0]
    assert engine.lacking == ("oracle",)


@pytest.mark.parametrize("name", ["rules:x", "neural:x", "mine:x"])
def test_an_engine_without_options_refuses_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, mine=Fixed("mine"))
    with pytest.raises(InputError, match="takes no option, but was given 'x'"):
        load_engine(name)


def test_an_installed_engine_runs_alone_or_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, mine=lambda: Fixed("mine", span("EVENT", 10, 14)))
    assert "mine" in engine_names()
    assert [each.label for each in detect(TEXT, "mine").spans] == ["EVENT"]
    assert {each.label for each in detect(TEXT, "rules+mine").spans} == {"PERSON", "EVENT"}
    assert [detector.name for detector in detectors_of("rules+mine")] == ["entities", "quotes", "mine"]


def test_the_public_function_takes_the_name_of_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, mine=Fixed("mine", span("EVENT", 10, 14)))
    assert [each.label for each in copydesk.detect(TEXT, engine="mine").spans] == ["EVENT"]
    assert copydesk.detect(TEXT, "rules") == detect(TEXT, "rules")


class Nameless(Fixed):
    name = None  # type: ignore[assignment]

    def __init__(self) -> None:
        self.spans = ()


class Hostile(Exception):
    def __str__(self) -> str:
        raise RuntimeError("even this")


@pytest.mark.parametrize(
    "broken",
    [
        ModuleNotFoundError("No module named 'torch'"),
        SystemExit(3),
        RuntimeError("many\nlines\n" * 1000),
        Hostile(),
        object(),
        lambda: None,
        Nameless,
    ],
)
def test_an_engine_that_does_not_load_is_named_and_the_rest_goes_on(
    broken: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(monkeypatch, mine=broken)
    engine = load_engine("rules+mine")
    (problem,) = engine.problems
    assert (parts(engine), engine.lacking) == (["rules"], ("mine",))
    assert problem.startswith("the detection engine mine could not be loaded: ")
    assert problem.endswith("Update or remove the package that brings pack:mine")
    assert len(problem) < 500
    assert "\n" not in problem


def test_an_engine_that_does_not_load_is_refused_where_nothing_else_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    installed(monkeypatch, mine=RuntimeError("out of ideas"))
    with pytest.raises(InputError, match="mine could not be loaded: RuntimeError: out of ideas"):
        detectors_of("mine")
    assert parts(load_engine("mine", strict=False)) == ["rules"]


def test_an_interrupted_load_is_not_taken_for_a_broken_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, mine=KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        load_engine("rules+mine")


def test_spacy_is_asked_for_by_name_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtra, match=r'pip install "copydesk\[spacy\]"'):
        load_engine("rules+spacy:en_core_web_sm")
    assert parts(load_engine("rules+spacy", strict=False)) == ["rules"]
