"""Hostile and unusual text is text: in an article, its name, a note, a label. It is shown and does nothing."""

from __future__ import annotations

import pytest
from tests.app.made_up import annotation, tags
from tests.app.stage import Opener
from tests.store.work.desk_work import save

from copydesk.annotation.labels import Label, LabelSet
from copydesk.annotation.snapshot import Snapshot
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.labels.label_file import LabelFile, render_label_file

MARKUP = "[bold]x[/] and [/] and [link=file:///etc/passwd]y[/link] and \\[z] and [@click=app.quit]q[/]"
ESCAPES = "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31m \x08\x08 \u202ertl\u202c \x00 \x7f end"
WIDE = "漢字かな交じり文。👩\u200d👩\u200d👧 한국어 ｗｉｄｅ"
RIGHT_TO_LEFT = "שלום עולם, מה שלומך היום? العربية نص طويل"


async def test_markup_look_alikes_in_an_article_are_shown_as_they_are(opener: Opener) -> None:
    opener.write(article=MARKUP)
    async with opener.open(size=(140, 20), measure=110) as stage:
        assert MARKUP in stage.text
        await stage.press("slash")
        await stage.type("[/]")
        await stage.press("enter")
        assert stage.reading.caret.offset == MARKUP.index("[/]")
        await stage.press("v", "e", "4", "y")
        assert MARKUP in stage.text
        await stage.press("slash")
        await stage.type("[/nowhere]")
        assert "[/nowhere]" in stage.below()[-2]
        await stage.press("escape", "v", "G", "0")
        assert "[bold]x[/]" not in stage.status or MARKUP in stage.text
        await stage.press("u")
        assert "[" in stage.status


async def test_escape_sequences_in_an_article_are_shown_by_their_codes(opener: Opener) -> None:
    text = ESCAPES.replace("\x00", "")
    opener.write(article=text, other=f"Title {text}\nBy {text}\n\n“{text},” said {text}.\n")
    async with opener.open(size=(140, 30)) as stage:
        stage.assert_harmless()
        assert "␛[31mred" in stage.text
        for keys in ("v G 9", "g J", "c x enter", "o v e e 1", "u", "ctrl+r", "y", "m"):
            await stage.press(*keys.split())
            stage.assert_harmless()
        await stage.until_saved()
        assert stage.files() == ["article.toml", "other.toml"]


@pytest.mark.parametrize(
    "text", [WIDE, RIGHT_TO_LEFT, "e\u0301" * 50, "a\tb\tc", "\u200b\u2060\ufeff", "🇺🇸🇰🇵 ❤\ufe0f 1\ufe0f\u20e3"]
)
async def test_unusual_text_fills_its_rows_exactly_and_can_be_tagged(opener: Opener, text: str) -> None:
    opener.write(article="\r\n\r\n".join([text] * 3))
    async with opener.open(size=(100, 20)) as stage:
        for width in (100, 23):
            await stage.resize(width, 12)
            for key in ("l", "j", "w", "v", "l", "j", "1", "J", "greater_than_sign", "u"):
                await stage.press(key)
                strips = stage.screen._compositor.render_strips()
                assert all(sum(segment.cell_length for segment in strip) == width for strip in strips), key
            stage.assert_harmless()


async def test_every_cluster_is_clicked_where_it_is_shown(opener: Opener) -> None:
    opener.write(article=WIDE)
    async with opener.open(size=(100, 20)) as stage:
        reading = stage.reading
        layout = reading.caret.viewport.layout
        left, y = stage.cell_of("漢")
        family = WIDE.index("👩")
        for words in ("字", "交", "👩", "한", "ｗ", "ｅ"):
            offset = WIDE.index(words)
            cell = layout.place(offset).cell
            await stage.pilot.click(offset=(left + cell + 1, y))
            assert reading.caret.offset == offset
        await stage.pilot.click(offset=(left + layout.place(family).cell, y))
        await stage.press("v", "4")
        assert tags(reading) == [("LOC", "👩\u200d👩\u200d👧")]


async def test_line_breaks_of_windows_are_kept_and_counted(opener: Opener) -> None:
    text = "One.\r\n\r\nTwo Lorvik.\r\n"
    opener.write(article=text)
    async with opener.open() as stage:
        await stage.go("Lorvik")
        await stage.press("3")
        await stage.until_saved()
        (span,) = stage.reading.desk.annotations
        assert text[span.start : span.end] == "Lorvik"
        stage.assert_harmless()
        assert "␍" not in stage.text


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", " \t \r\n \u00a0\n", "\ufeff"])
async def test_an_article_without_words_is_opened_and_every_key_is_harmless(opener: Opener, text: str) -> None:
    opener.write(article=text)
    keys = (
        "tab enter 1 x j w e G g v l 1 escape plus minus quotation_mark left_square_bracket greater_than_sign r c "
        "full_stop J m n slash a enter n N y ctrl+d pageup shift+right 2 u ctrl+r"
    )
    async with opener.open() as stage:
        await stage.press(*keys.split())
        assert len(stage.reading.desk.annotations) == 0
        assert stage.app.is_running
        await stage.press("q")
    assert not opener.annotations.exists()


async def test_one_endless_line_is_opened_and_walked(opener: Opener) -> None:
    opener.write(article="word " * 40_000 + "x" * 50_000)
    async with opener.open() as stage:
        await stage.press("G", "g", "ctrl+d", "pagedown", "j", "k", "w", "v", "right_parenthesis", "escape", "end")
        assert "word word" in stage.text
        await stage.go("word", 20_000)
        await stage.press("1")
        assert tags(stage.reading) == [("PERSON", "word")]


@pytest.mark.parametrize("name", ["[bold]x[", "a[", "\u202egnp", "\u009b31m", "漢字👩\u200d👧", "-rf", "%s {0} $HOME"])
async def test_the_name_of_an_article_is_shown_and_harmless(opener: Opener, name: str) -> None:
    opener.write(**{name: "Some text about Lorvik.", "zz": "More text."})
    async with opener.open() as stage:
        stage.assert_harmless()
        await stage.press("w", "1")
        await stage.until_saved()
        assert len(stage.files()) == 1
        stage.assert_harmless()
        await stage.press("O")
        stage.assert_harmless()
        await stage.press("escape")
        if name.startswith("["):
            assert name in stage.header


async def test_the_name_of_an_article_that_cannot_be_read_is_harmless(opener: Opener) -> None:
    name = "\u202egnp\u009b31m[]"
    opener.write(**{name: "\x00 binary"})
    async with opener.open() as stage:
        stage.assert_harmless()
        assert "gnp" in stage.text
        assert "binary" in stage.text


async def test_a_note_a_source_and_attributes_of_a_file_are_shown_and_harmless(opener: Opener) -> None:
    text = "Ada Quill came to Lorvik."
    opener.write(article=text)
    (article,) = Corpus.open([opener.folder]).articles
    hostile = annotation(
        text,
        "Ada Quill",
        "\x1b[2J[/]X",
        note=f"{ESCAPES}\n[/]",
        source="x\x1b]0;y\x07@1",
        attrs={"kind": "\x1b[1m"},
        by="a",
    )
    document = article.read()
    save(article, document, Snapshot(spans=(hostile,)))
    async with opener.open(size=(200, 20)) as stage:
        await stage.press("J")
        stage.assert_harmless()
        assert "[/]" in stage.status
        await stage.press("c")
        stage.assert_harmless()
        assert len(stage.app.screen_stack) == 2
        await stage.press("enter", "r", "escape", "x", "u")
        stage.assert_harmless()


async def test_labels_of_a_file_are_shown_and_harmless(opener: Opener) -> None:
    labels = LabelSet(
        (
            Label("\x1b[2JEVIL", "1", description="\x1b]0;title\x07 [/] [bold]b[/]"),
            Label("[/]", "2", description="[/] [bold]"),
            Label("\u202eRTL", description="\u202e"),
            Label("漢字", "3", description="漢字"),
            Label("two\nrows", "4"),
        )
    )
    opener.write(article="Ada Quill came to Lorvik.")
    opener.annotations.mkdir()
    (opener.annotations / "labels.toml").write_text(render_label_file(LabelFile(labels)), encoding="utf-8")
    async with opener.open(size=(160, 40)) as stage:
        stage.assert_harmless()
        for keys in ("1", "w 2", "w 3", "g 4", "t", "down enter", "question_mark", "escape", "K", "J"):
            await stage.press(*keys.split())
            stage.assert_harmless()
            strips = stage.screen._compositor.render_strips()
            assert all(sum(segment.cell_length for segment in strip) == 160 for strip in strips), keys
        await stage.press("colon")
        stage.assert_harmless()


async def test_the_code_of_an_invisible_character_looks_different_from_text_that_is_the_same(opener: Opener) -> None:
    opener.write(article="a\u202eb and <202e> too")
    async with opener.open() as stage:
        await stage.press("G")
        code, text = stage.style_of("<202e>"), stage.style_of("<202e>", 1)
        assert (code.italic, code.bold, code.underline, code.dim) != (text.italic, text.bold, text.underline, text.dim)
