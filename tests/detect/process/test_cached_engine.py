"""An engine with a memory: what it read before it need not read again, and what makes no sense it reads anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from copydesk.detect.detector import Detector, Engine, Part
from copydesk.detect.process import cached_engine
from copydesk.detect.process.cached_engine import CachedEngine
from copydesk.detect.proposals import Proposals, arranged, proposed, related
from copydesk.detect.registry import detect
from copydesk.store.files.cache_folder import CacheFolder
from copydesk.text.document import Document

TEXT = "“It will hold,” said Anna Berg in Oslo on Monday.\n"
Loads = Callable[..., None]


class Counting:
    """A detector that proposes the first word, and counts how often it was asked."""

    name = "counting"

    def __init__(self, version: str = "1", spans: int = 1, source: str = "counting@1", problem: str = "") -> None:
        self.version = version
        self.asked = 0
        self._proposals = arranged(
            [proposed("EVENT", n % 40, n % 40 + 1 + n // 40, source=source, score=0.5) for n in range(spans)],
            problems=[problem] if problem else [],
        )

    def propose(self, document: Document, found: Proposals) -> Proposals:
        self.asked += 1
        return self._proposals


@pytest.fixture
def cache(tmp_path: Path) -> CacheFolder:
    return CacheFolder(tmp_path / "cache")


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> Loads:
    """Say what is loaded, whatever the engine's name."""

    def load(*detectors: Detector, problems: tuple[str, ...] = ()) -> None:
        def load_engine(name: str, **options: Any) -> Engine:
            options["starting"](name)
            return Engine((Part(name, detectors),), problems)

        monkeypatch.setattr(cached_engine, "load_engine", load_engine)

    return load


def made(cache: CacheFolder, name: str = "rules", did: list[tuple[str, bool]] | None = None) -> CachedEngine:
    return CachedEngine(name, (), cache, lambda part, loading: (did if did is not None else []).append((part, loading)))


def test_an_answer_from_the_cache_is_the_answer(cache: CacheFolder) -> None:
    expected = detect(Document.from_text(TEXT), "rules")
    did: list[tuple[str, bool]] = []
    assert made(cache, did=did).propose(TEXT) == expected
    assert did == [("rules", True), ("rules", False)]
    assert made(cache, did=did).propose(TEXT) == expected
    assert len(did) == 2, "an engine of ours is not even loaded"


def test_what_is_kept_holds_no_words_of_the_text(cache: CacheFolder, tmp_path: Path) -> None:
    made(cache).propose(TEXT)
    (path,) = (tmp_path / "cache").iterdir()
    data = cache.get(path.stem)
    assert data is not None
    assert len(json.loads(data)["spans"]) == 5
    assert not any(word in data.decode() for word in ("hold", "Anna", "Berg", "Oslo"))


def test_another_text_another_engine_and_other_files_are_misses(
    cache: CacheFolder, loads: Loads, monkeypatch: pytest.MonkeyPatch
) -> None:
    detector = Counting()
    loads(detector)
    made(cache).propose(TEXT)
    made(cache).propose(TEXT + " ")
    made(cache, "neural").propose(TEXT)
    CachedEngine("rules", ("neural",), cache, lambda *_: None).propose(TEXT)
    assert detector.asked == 4
    made(cache).propose(TEXT)
    assert detector.asked == 4
    monkeypatch.setattr(cached_engine, "__version__", "99")
    made(cache).propose(TEXT)
    assert detector.asked == 5


def test_a_third_partys_engine_is_known_by_its_version(cache: CacheFolder, loads: Loads) -> None:
    for version, asked in (("1", 1), ("1", 0), ("2", 1), ("1", 0)):
        detector = Counting(version)
        loads(detector)
        assert len(made(cache, "theirs").propose(TEXT).spans) == 1
        assert detector.asked == asked


def test_what_was_detected_with_problems_is_tried_again(cache: CacheFolder, loads: Loads) -> None:
    for _ in range(2):
        detector = Counting(problem="something was skipped")
        loads(detector)
        assert made(cache).propose(TEXT).problems == ("something was skipped",)
        assert detector.asked == 1


def test_an_engine_that_was_replaced_says_so_and_is_not_taken_for_the_real_one(
    cache: CacheFolder, loads: Loads
) -> None:
    instead, real = Counting("rules"), Counting("neural")
    loads(instead, problems=("the rules are at work",))
    assert made(cache, "auto").propose(TEXT).problems == ("the rules are at work",)
    assert made(cache, "auto").propose(TEXT).problems == ("the rules are at work",)
    assert instead.asked == 1
    loads(real)
    assert made(cache, "auto").propose(TEXT).problems == ()
    assert real.asked == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no json",
        b"[]",
        b'{"spans": 3, "relations": []}',
        b'{"spans": [{"id": "1", "label": "ORG", "start": 3, "end": 900}], "relations": []}',
        b'{"spans": [{"id": "1", "label": "ORG", "start": 3, "end": 2, "source": "a@1"}], "relations": []}',
        b'{"spans": [], "relations": [{"id": "1"}]}',
        b"[" * 100_000,
    ],
)
def test_an_entry_that_makes_no_sense_is_a_miss(cache: CacheFolder, tmp_path: Path, data: bytes) -> None:
    expected = made(cache).propose(TEXT)
    (path,) = (tmp_path / "cache").iterdir()
    cache.put(path.stem, data)
    assert made(cache).propose(TEXT) == expected
    did: list[tuple[str, bool]] = []
    assert made(cache, did=did).propose(TEXT) == expected
    assert did == []


def test_lone_surrogates_and_attributes_come_back(cache: CacheFolder, loads: Loads) -> None:
    quote = proposed("QUOTE", 0, 3, source="a@1", score=0.5, attrs={"name": "\udcff “x”"})
    cue = proposed("CUE", 4, 5, source="a@1", score=0.5)
    detector = Counting()
    detector._proposals = arranged([quote, cue], [related("cue", quote, cue)])
    loads(detector)
    text = "\ud83d\ude00 \udcff and so on"
    assert made(cache).propose(text) == made(cache).propose(text) == detector._proposals
    assert detector.asked == 1


def test_a_detector_that_floods_is_refused_by_name_and_the_others_are_heard(cache: CacheFolder, loads: Loads) -> None:
    text = "x" * 400
    loads(Counting(), Counting("2", spans=300, source="flood@2"))
    found = made(cache).propose(text)
    assert [span.source for span in found.spans] == ["counting@1"]
    assert "flood@2 (2" in found.problems[0]
    loads(Counting("3", spans=150))
    assert len(made(cache, "neural").propose(text).spans) == 150


def test_where_nothing_can_be_kept_everything_is_detected(tmp_path: Path, loads: Loads) -> None:
    (tmp_path / "cache").write_text("a file stands there")
    detector = Counting()
    loads(detector)
    for _ in range(2):
        assert len(made(CacheFolder(tmp_path / "cache")).propose(TEXT).spans) == 1
    assert detector.asked == 2
