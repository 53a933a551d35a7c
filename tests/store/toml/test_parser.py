"""The fast parser gives what the standard library's gives, or is not asked."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.store.toml import parser as toml_parser

pytest.importorskip("rtoml")

FRAGMENTS = st.sampled_from(
    [
        *('a = "x"', 'b = "\\e"', 'c = "\\x41"', "d = {\n e = 1\n}", "f = { g = 1, }", "h = { i = {j = 1}\n, k = 2}"),
        *('l = { m = "}"\n }', "n = 2026-11-21T10:00:00Z", "o = 2026-11-21 10:00", "p = 10:00", "q = 10:00:00.5"),
        *(
            "r = 2026-11-21T10:00:00.123456789+02:30",
            "s = 2026-11-21",
            't = """x\r\ny"""',
            "u = '''\ny'''",
            "v = [1,\n 2,]",
        ),
        *(
            "w = nan",
            "x = -inf",
            "y = 9223372036854775807",
            "z = 9223372036854775808",
            "a.b = 1",
            "a = 2",
            "[t]",
            "[[u]]",
        ),
        *(
            'k1 = "10:00 {"',
            "k2 = 'C:\\x'",
            'k3 = "null"',
            'k4 = "\\u0007\\r\\n\u2028"',
            "é = 1",
            '"é" = 1',
            "# {",
            "=",
            "k5 = 1_0",
        ),
    ]
)


def outcome(parse: Any, source: str) -> str:
    try:
        return repr(parse(source))
    except ValueError:
        return "refused"


@given(st.lists(FRAGMENTS, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_any_source_gives_the_same_as_the_standard_library(lines: list[str], end: str) -> None:
    source = end.join(lines)
    assert outcome(toml_parser.loads, source) == outcome(tomllib.loads, source)


def test_the_seed_annotations_are_read_by_the_fast_parser_and_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    for path in sorted((Path(__file__).parents[3] / "annotations").rglob("*.toml")):
        source = path.read_text(encoding="utf-8")
        expected = tomllib.loads(source)
        with monkeypatch.context() as patched:
            patched.setattr(tomllib, "loads", None)
            assert repr(toml_parser.loads(source)) == repr(expected)


def test_without_the_extra_the_standard_library_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toml_parser, "_rtoml", lambda: None)
    assert toml_parser.loads("a = 1") == {"a": 1}
