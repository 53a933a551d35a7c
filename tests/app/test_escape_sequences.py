"""Escape sequences that nobody typed are dropped; keys, mouse and paste pass, however the input is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver

from copydesk.app.keys.escape_sequences import SequenceFilter, install

UNKNOWN = (
    "\x1b[1;99X",
    "\x1b[49~",
    "\x1b[99~",
    "\x1b[200;1;3q",
    "\x1b]11;rgb:1/2/3\x07",
    "\x1b]52;c;MTIz\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1b[?64;1;2c",
    "\x1b[>0;276;0c",
    "\x1b_Gi=1;OK\x1b\\",
    "\x1b[1;2;3;4;5;6;7;8;9;1;2;3;4;5;6;7;8;9;1;2;3;4;5;6;7;8;9;1;2;3Z",
    "\x1bOz",
    "\x1b[?1u",
    "\x1b[1 q",
    "\x1b^1\x1b\\",
    "\x1bX1\x07",
)
KNOWN = (
    *(each for each in ANSI_SEQUENCES_KEYS if len(each) > 2),
    "\x1b[A",
    "\x1b[1;5C",
    "\x1b[1;2A",
    "\x1b[15~",
    "\x1b[3;5~",
    "\x1b[97;5u",
    "\x1b[97;1;97u",
    "\x1b[57399u",
    "\x1b[<0;10;20M",
    "\x1b[<35;10;20m",
    "\x1b[?2026;2$y",
    "\x1b[48;30;100;600;1000t",
    "\x1b[12;40R",
    "\x1b[I",
    "\x1b[O",
    "\x1b[Z",
)


def keys_of(data: str) -> list[tuple[str, str | None]]:
    """The keys that Textual reads from what passes the filter."""
    parser, found = XTermParser(), []
    for event in parser.feed(SequenceFilter(ANSI_SEQUENCES_KEYS)(data)):
        if isinstance(event, events.Key):
            found.append((event.key, event.character))
    return found


@pytest.mark.parametrize("sequence", UNKNOWN)
def test_a_sequence_that_means_nothing_is_no_key(sequence: str) -> None:
    assert keys_of(f"w{sequence}j") == [("w", "w"), ("j", "j")]


@pytest.mark.parametrize("sequence", UNKNOWN)
def test_it_is_dropped_wherever_the_input_is_cut(sequence: str) -> None:
    for cut in range(3, len(sequence)):
        read = SequenceFilter(ANSI_SEQUENCES_KEYS)
        assert read(f"w{sequence[:cut]}") + read(f"{sequence[cut:]}j") == "wj", cut


@pytest.mark.parametrize("sequence", ["\x1b[A", "\x1b[1;5C", "\x1b[97;5u", "\x1b[<0;10;20M"])
def test_a_key_passes_wherever_the_input_is_cut(sequence: str) -> None:
    for cut in range(1, len(sequence)):
        read = SequenceFilter(ANSI_SEQUENCES_KEYS)
        assert read(f"w{sequence[:cut]}") + read(f"{sequence[cut:]}j") == f"w{sequence}j", cut


@pytest.mark.parametrize("sequence", KNOWN)
def test_a_sequence_of_a_key_the_mouse_or_the_window_passes(sequence: str) -> None:
    assert SequenceFilter(ANSI_SEQUENCES_KEYS)(f"w{sequence}j") == f"w{sequence}j"


def test_the_escape_key_and_alt_pass_at_once() -> None:
    read = SequenceFilter(ANSI_SEQUENCES_KEYS)
    for typed in ("\x1b", "\x1bx", "\x1b1", "\x1b[", "\x1b\x1b", "é", "\x03"):
        assert read(typed) == typed


def test_alt_with_an_angle_or_curly_bracket_keeps_its_alt() -> None:
    assert keys_of("\x1b<\x1b}") == [("alt+less_than_sign", None), ("alt+right_curly_bracket", None)]


def test_what_is_pasted_passes_as_it_is() -> None:
    pasted = "\x1b[200~" + "1 \x1b[49~ \x1b]x" * 3 + "\x1b[201~"
    for cut in range(len(pasted)):
        read = SequenceFilter(ANSI_SEQUENCES_KEYS)
        passed = read(pasted[:cut]) + read(pasted[cut:] + "\x1b[49~j")
        assert passed.endswith("\x1b[201~j")
        assert passed.count("\x1b[49~") == 3


def test_a_string_without_an_end_is_not_kept_for_ever() -> None:
    read = SequenceFilter()
    assert read("\x1b]" + "1" * 10_000) == ""
    assert read("j") == "j"


@given(st.lists(st.sampled_from([*UNKNOWN, *KNOWN, "w", "1", "\x1b", "é"]), max_size=8), st.integers(0, 40))
def test_any_input_is_read_without_harm(pieces: list[str], cut: int) -> None:
    data = "".join(pieces)
    read = SequenceFilter(ANSI_SEQUENCES_KEYS)
    passed = read(data[:cut]) + read(data[cut:])
    assert set(passed) <= set(data)


def test_the_driver_reads_through_the_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linux_driver, "XTermParser", XTermParser)
    install(linux_driver.LinuxDriver)
    parser: XTermParser = vars(linux_driver)["XTermParser"]()
    assert type(parser) is not XTermParser
    found = [event.key for event in parser.feed("w\x1b[?64;1;2cj") if isinstance(event, events.Key)]
    assert found == ["w", "j"]
    assert list(parser.feed("\x1b[?1")) == []
    assert [event.key for event in parser.feed("u2") if isinstance(event, events.Key)] == ["2"]
