"""Annotations as this program writes them, read without a parser: it says what the parser says."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotation.span import Span
from copydesk.store.annotations.writer import render_span
from copydesk.store.toml import output, parser
from copydesk.store.toml.regular_tables import take_out_regular

TEXT = 'He said "no", then\tleft.\r\nA \\ new\x00line \u2028 🚀 "" \x7f and so on. ' * 4
HEAD = 'format = "copydesk/1"\n\n[document]\npath = "a.txt"\nsha256 = "x"\nlength = 9\nstatus = "open"\n'


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, len(TEXT) - 2))
    moments = st.none() | st.datetimes(timezones=st.just(UTC))
    return Span(
        label=draw(st.sampled_from(["PERSON", 'a "b"', "QUOTE"])),
        start=start,
        end=draw(st.integers(start + 1, len(TEXT))),
        score=draw(st.none() | st.floats(0, 1)),
        by=draw(st.sampled_from(["", "ana"])),
        created=draw(moments),
        changed=draw(moments),
        note=draw(st.sampled_from(["", "a\nnote", "é \\u0041"])),
        attrs=draw(st.sampled_from([{}, {"kind": "direct"}, {"a": "b", "c": 1}])),
        extra=draw(st.sampled_from([{}, {"mine": 3}])),
    )


def said(source: str) -> dict[str, Any]:
    found = take_out_regular(source)
    assert found
    rest, tables = found
    data = tomllib.loads(rest)
    assert tables.keys().isdisjoint(data.get("annotation", {}))
    return {**data, "annotation": {**tables, **data.get("annotation", {})}}


@given(st.lists(spans(), min_size=1, max_size=5, unique_by=lambda span: span.id))
def test_it_says_what_the_parser_says(found: list[Span]) -> None:
    source = HEAD + "".join(f"\n{render_span(span, TEXT)}" for span in found)
    assert said(source) == tomllib.loads(source)


BLOCK = render_span(Span(id="aa", label="PERSON", start=0, end=2), TEXT)


def test_annotations_as_they_are_written_are_not_left_to_the_parser() -> None:
    found = take_out_regular(f"{HEAD}\n{BLOCK}")
    assert found
    assert list(found[1]) == ["aa"]
    assert "annotation" not in found[0]


@pytest.mark.parametrize(
    "source",
    [
        f"{HEAD}\n{BLOCK}mine = 1\n",
        f"{HEAD}\n{BLOCK}\n\nmine = 1\n",
        f"{HEAD}\n{BLOCK}# a remark\n",
        f"{HEAD}\n{BLOCK}\n[annotation.bb]\nlabel = 'x'\n",
        f"{HEAD}\n{BLOCK.replace('start = 0', 'start = 1_0')}",
        f"{HEAD}\n{BLOCK.replace('[annotation.aa]', '[ annotation . aa ]')}",
        f"{HEAD}note = 'one line'\n\n{BLOCK}\n[other]\nx = 1\n",
    ],
)  # fmt: skip
def test_what_is_written_otherwise_is_read_as_well(source: str) -> None:
    assert said(source) == tomllib.loads(source)


@pytest.mark.parametrize(
    "source",
    [
        f"{HEAD}\n{BLOCK}\n{BLOCK}",
        f'{HEAD}note = """\n{BLOCK}"""\n',
        f"{HEAD}note = '''\n{BLOCK}'''\n",
    ],
)
def test_what_cannot_be_told_apart_is_left_to_the_parser(source: str) -> None:
    assert take_out_regular(source) is None


@pytest.mark.parametrize(
    "after", ["[annotation.aa.attrs]\nx = 1\n", "[annotation.aa]\nx = 1\n", "x = \n", "[annotation]\n"]
)
def test_a_long_file_is_refused_or_read_as_the_parser_does(monkeypatch: pytest.MonkeyPatch, after: str) -> None:
    monkeypatch.setattr(parser, "LONG", 1)
    source = f"{HEAD}\n{BLOCK}\n{after}"
    assert outcome(parser.loads, source) == outcome(tomllib.loads, source)


def outcome(parse: Callable[[str], dict[str, Any]], source: str) -> object:
    try:
        return parse(source)
    except ValueError as error:
        return str(error)


plain_values = st.text() | st.integers(-(1 << 62), 1 << 62) | st.booleans() | st.floats(allow_nan=False)


@given(st.dictionaries(st.text(min_size=1), plain_values, max_size=6))
def test_plain_values_are_written_as_tomli_w_writes_them(data: dict[str, Any]) -> None:
    assert output.scalars(data) == tomli_w.dumps(data)


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_is_written_with_t_and_z(when: datetime) -> None:
    assert tomllib.loads(output.moment("at", when)) == {"at": when}


def test_a_long_file_without_annotations_gains_no_table_of_them() -> None:
    source = "".join(f"key{number} = 1\n" for number in range(5000))
    assert len(source) > parser.LONG
    assert parser.loads(source) == tomllib.loads(source)
