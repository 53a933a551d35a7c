"""A text in pages: the same as one held whole, decoded only where it is looked at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text import paged_text
from copydesk.text.blocks import Blocks
from copydesk.text.document import Document
from copydesk.text.layout import Layout
from copydesk.text.motions import Motions
from copydesk.text.paged_text import PagedText
from copydesk.text.search import Search
from copydesk.text.viewport import Viewport


@dataclass
class Bytes:
    """Bytes in memory, and how many of them were read."""

    data: bytes
    changed: bool = False
    taken: int = 0

    def __post_init__(self) -> None:
        self.size = len(self.data)

    def read(self, start: int, length: int) -> bytes:
        found = self.data[start : start + length]
        self.taken += len(found)
        return found


PARTS = (
    b"a",
    b"word ",
    "é".encode(),
    "漢".encode(),
    "👩‍🚀".encode(),
    b"\r\n",
    b"\n",
    b"\xff",
    b"\xe2\x82",
    b"\x80" * 5,
)
contents = st.lists(st.sampled_from(PARTS), max_size=60).map(b"".join)


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paged_text, "PAGE", 16)
    monkeypatch.setattr(paged_text, "KEPT_PAGES", 2)


@given(contents, st.booleans(), st.data())
def test_it_is_the_text_that_is_decoded_at_once(content: bytes, bom: bool, data: st.DataObject) -> None:
    content = paged_text.BOM * bom + content
    whole = Document.from_bytes(content)
    text = PagedText(Bytes(content))
    for _ in range(4):
        start, end = (data.draw(st.integers(0, len(whole.text) + 3)) for _ in range(2))
        assert text[start:end] == whole.text[start:end]
        if start < len(whole.text):
            assert text[start] == whole.text[start]
    assert str(text) == whole.text
    assert (len(text), text.sha256, text.damaged) == (whole.length, whole.sha256, whole.damaged)


@given(contents, st.sampled_from(["a", "é", "word", "\n", "漢a"]), st.integers(0, 60), st.integers(0, 60))
def test_finding_is_that_of_a_string(content: bytes, wanted: str, start: int, end: int) -> None:
    whole, text = content.decode("utf-8", "replace"), PagedText(Bytes(content))
    assert text.find(wanted, start) == whole.find(wanted, start)
    assert text.find(wanted, start, end) == whole.find(wanted, start, end)
    assert text.rfind(wanted, start) == whole.rfind(wanted, start)
    assert text.rfind(wanted, start, end) == whole.rfind(wanted, start, min(end, len(whole)))


@given(contents, st.sampled_from(["a", "é", "word", "WORD", "a w", "漢a", "rd wo", " "]), st.integers(0, 60))
def test_searching_is_that_in_a_string(content: bytes, needle: str, offset: int) -> None:
    whole, text = content.decode("utf-8", "replace"), PagedText(Bytes(content))
    offset = min(offset, len(whole))
    search = Search(needle)
    assert list(search.matches(text)) == list(search.matches(whole))
    assert search.after(text, offset) == search.after(whole, offset)
    if needle == "a":
        assert search.before(text, offset) == search.before(whole, offset)


@given(contents, st.integers(1, 30), st.integers(2, 12))
def test_it_is_cut_into_the_same_rows(content: bytes, width: int, height: int) -> None:
    rows = []
    for document in (Document.from_bytes(content), Document.from_source(Bytes(content))):
        blocks = Blocks(document)
        view = Viewport(Layout(document, blocks, width), height)
        motions = Motions(document, blocks)
        seen = [(view.scroll(2), list(view.lines()), view.range()) for _ in range(5)]
        walked = [motions.first]
        for _ in range(6):
            walked.append(motions.word_right(walked[-1]))
        rows.append((seen, walked, motions.last, motions.sentence_around(walked[2]), list(blocks)))
    assert rows[0] == rows[1]


def test_the_first_rows_of_a_long_text_take_few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paged_text, "PAGE", 1 << 16)
    source = Bytes(b"A line of text that is neither long nor short.\n\n" * 200_000)
    document = Document.from_source(source)
    view = Viewport(Layout(document, Blocks(document), 76), 60)
    view.show(0)
    assert len(list(view.lines())) == 60
    view.scroll(58)
    assert isinstance(document.view, PagedText)
    assert document.view.pages_decoded <= 2
    assert source.taken < 1 << 18


def test_the_end_of_a_scanned_text_takes_few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paged_text, "PAGE", 1 << 16)
    document = Document.from_source(Bytes(b"A line of text that is neither long nor short.\n\n" * 200_000))
    assert isinstance(document.view, PagedText)
    document.view.scan()
    before = document.view.pages_decoded
    blocks = Blocks(document)
    motions = Motions(document, blocks)
    view = Viewport(Layout(document, blocks, 76), 60)
    view.show(motions.last)
    assert view.range()[1] == document.length - 2
    assert document.view.pages_decoded - before <= 3


def test_a_search_decodes_only_where_the_word_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paged_text, "PAGE", 1 << 16)
    text = PagedText(Bytes(b"Nothing to be seen here, dear reader.\n" * 100_000 + b"A Wren sang."))
    text.scan()
    before = text.pages_decoded
    assert Search("wren").after(text, 0) == (38 * 100_000 + 2, 38 * 100_000 + 6)
    assert text.pages_decoded - before <= 2


def test_an_endless_line_is_wrapped_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paged_text, "PAGE", 1 << 16)
    document = Document.from_source(Bytes("word — and “another” ".encode() * 400_000))
    assert isinstance(document.view, PagedText)
    document.view.scan()
    before = document.view.pages_decoded
    blocks = Blocks(document)
    view = Viewport(Layout(document, blocks, 76), 60)
    view.show(document.length // 2)
    assert len(list(view.lines())) == 60
    assert all(block.end - block.start <= 8192 for block in map(blocks.at, (0, 5_000_000, document.length - 1)))
    assert document.view.pages_decoded - before <= 6


def test_what_was_scanned_keeps_its_offsets_when_the_file_is_cut_short() -> None:
    source = Bytes("An é here. ".encode() * 20)
    text = PagedText(source)
    digest, length = text.sha256, len(text)
    source.data = source.data[:50]
    assert text[0:20] == ("An é here. " * 2)[:20]
    assert len(text[60:length]) == length - 60
    assert set(text[length - 5 : length]) == {paged_text.MISSING}
    assert (text.sha256, len(text)) == (digest, length)
    assert text.sha256 == hashlib.sha256("An é here. ".encode() * 20).hexdigest()
