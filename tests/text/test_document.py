"""Documents."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st
from tests.text.strategies import texts

from copydesk.text.document import Document
from copydesk.text.paged_text import BOM


@given(texts)
def test_a_text_comes_back_from_its_bytes_as_it_was(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    data = text.encode()
    document = Document.from_bytes(data)
    wanted = text.removeprefix("\ufeff")
    assert (document.text, document.damaged, document.length) == (wanted, None, len(wanted))
    assert document.sha256 == hashlib.sha256(data).hexdigest() == Document.from_text(text).sha256


@given(st.binary())
def test_broken_bytes_are_reported_and_nothing_fails(data: bytes) -> None:
    document = Document.from_bytes(data)
    if document.damaged is None:
        assert document.text.encode() == data.removeprefix(BOM)
    else:
        data[: document.damaged].decode()
        assert "\ufffd" in document.text


def test_the_place_of_the_damage_counts_the_byte_order_mark() -> None:
    assert Document.from_bytes(BOM + b"ab\xff").damaged == 5
    assert Document.from_bytes(BOM + b"ab").text == "ab"


def test_line_breaks_are_kept() -> None:
    assert Document.from_bytes(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


def test_a_lone_surrogate_does_not_stop_a_text() -> None:
    assert Document.from_text("\ud800").length == 1
