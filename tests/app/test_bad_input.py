"""Bad input and bad luck: what is broken is named, nothing is overwritten, nothing is lost."""

from __future__ import annotations

import errno
import tomllib

import pytest
from tests.app.made_up import HARBOR, VALLEY, tags
from tests.app.stage import Opener, Stage

from copydesk.app.main import CopydeskApp
from copydesk.errors import InputError
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.files.atomic import OperatingSystem
from copydesk.store.personal.config import Config
from copydesk.text.document import Document

TAGGING = "tab enter 1 x v e 2 r r full_stop greater_than_sign left_square_bracket u ctrl+r D"
"""Keys that would annotate."""

GOOD = """\
format = "copydesk/1"

[document]
path = "../articles/harbor.txt"
sha256 = "{sha256}"
length = {length}

[annotation.7k3m9x2e]
label = "GPE"
start = 9
end = 15
exact = "Lorvik"
prefix = "Ferry to "
suffix = " starts again"
status = "accepted"
source = "human"
"""


def good_file() -> str:
    document = Document.from_bytes(HARBOR.encode())
    return GOOD.format(sha256=document.sha256, length=document.length)


def damaged(kind: str) -> tuple[bytes, str]:
    """A file of annotations that is damaged in some way, and what is to be said of it."""
    text = good_file()
    line = text.splitlines()
    found = {
        "not TOML": (text.replace("start = 9", "start = = 9"), f":{line.index('start = 9') + 1}"),
        "cut off": (text[: text.index("exact") + 9], ":"),
        "format unknown": (text.replace("copydesk/1", "copydesk/2"), "copydesk/2"),
        "of another program": ('[tool]\nname = "x"\n', "format"),
        "words that are not there": (text.replace('exact = "Lorvik"', 'exact = "Norvik"'), "7k3m9x2e"),
        "impossible": (text.replace("end = 15", "end = 5"), ":"),
        "not UTF-8": (text, ""),
    }[kind]
    data = found[0].encode()
    return (data + b"# \xff\xfe\n", "UTF-8") if kind == "not UTF-8" else (data, found[1])


async def press_all(stage: Stage, keys: str) -> None:
    await stage.press(*keys.split())
    while len(stage.app.screen_stack) > 1:
        await stage.press("escape")


async def test_an_article_that_is_not_utf_8_is_shown_and_only_for_reading(opener: Opener) -> None:
    opener.write(broken=b"Ada Quill caf\xe9 \xff in Lorvik")
    async with opener.open() as stage:
        assert "Ada Quill caf\ufffd \ufffd in Lorvik" in stage.text
        assert "read-only" in stage.text.lower()
        await stage.press("1")
        assert "UTF-8" in stage.status
        await press_all(stage, TAGGING)
        assert tags(stage.reading) == []
        await stage.press("q")
    assert stage.app.return_code == 0
    assert not opener.annotations.exists()


@pytest.mark.parametrize(
    "kind",
    [
        "not TOML",
        "cut off",
        "format unknown",
        "of another program",
        "not UTF-8",
    ],
)
async def test_a_damaged_file_of_annotations_is_named_and_never_touched(harbor_and_valley: Opener, kind: str) -> None:
    content, said = damaged(kind)
    file = harbor_and_valley.annotations / "harbor.toml"
    file.parent.mkdir()
    file.write_bytes(content)
    before = file.stat()
    async with harbor_and_valley.open(size=(300, 30)) as stage:
        assert "Ada Quill opened the new pier" in stage.text
        assert "harbor.toml" in stage.status
        assert said in stage.status
        assert "read-only" in stage.header
        await press_all(stage, TAGGING)
        assert tags(stage.reading) == [] or stage.reading.document.text == VALLEY
        assert file.read_bytes() == content
        await stage.press("q")
        await stage.pilot.pause()
    assert stage.app.return_code == 0
    assert file.read_bytes() == content
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert sorted(path.name for path in file.parent.iterdir()) == ["harbor.toml"]


@pytest.mark.parametrize("kind", ["words that are not there", "impossible"])
async def test_what_is_wrong_with_one_annotation_is_named_and_the_rest_can_be_worked_on(
    harbor_and_valley: Opener, kind: str
) -> None:
    content, said = damaged(kind)
    file = harbor_and_valley.annotations / "harbor.toml"
    file.parent.mkdir()
    file.write_bytes(content)
    async with harbor_and_valley.open(size=(300, 30)) as stage:
        assert "harbor.toml" in stage.status
        assert said in stage.status
        assert "read-only" not in stage.header
        assert file.read_bytes() == content
        await stage.press("tab", "enter")
        await stage.until_saved()
        kept = tomllib.loads(file.read_text(encoding="utf-8"))["annotation"]
        assert len(kept) == 2
        wrong = tomllib.loads(content.decode())["annotation"]["7k3m9x2e"]
        assert kept["7k3m9x2e"] in (wrong, {**wrong, "anchor": "orphaned"})


async def test_beside_a_damaged_file_the_other_article_can_be_annotated(harbor_and_valley: Opener) -> None:
    harbor_and_valley.annotations.mkdir()
    (harbor_and_valley.annotations / "harbor.toml").write_text("no = = toml")
    async with harbor_and_valley.open() as stage:
        await stage.press("o", "tab", "enter")
        await stage.until_saved()
        assert stage.saved("valley.toml") == [("GPE", "Lorvik")]


async def test_a_good_file_is_opened(harbor_and_valley: Opener) -> None:
    harbor_and_valley.annotations.mkdir()
    (harbor_and_valley.annotations / "harbor.toml").write_text(good_file(), encoding="utf-8")
    async with harbor_and_valley.open() as stage:
        assert tags(stage.reading) == [("GPE", "Lorvik")]


def test_two_labels_on_one_key_stop_the_start_with_the_line(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.annotations.mkdir()
    (opener.annotations / "labels.toml").write_text('[label.A]\nkey = "1"\n\n[label.B]\nkey = "1"\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"labels\.toml:5.*'1'"):
        CopydeskApp(Corpus.open([opener.folder]))


def test_a_theme_that_does_not_exist_stops_the_start_and_says_which_do(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    with pytest.raises(InputError, match=r"mauve.*textual-light"):
        CopydeskApp(Corpus.open([opener.folder]), Config(theme="mauve"))


async def test_a_label_on_the_key_of_a_command_is_said(opener: Opener) -> None:
    opener.write(harbor=HARBOR)
    opener.annotations.mkdir()
    (opener.annotations / "labels.toml").write_text('[label.DRUG]\nkey = "j"\n', encoding="utf-8")
    async with opener.open() as stage:
        assert "DRUG" in stage.status
        await stage.press("j")
        assert tags(stage.reading) == []
        await stage.press("t", "enter")
        assert [label for label, _ in tags(stage.reading)] == ["DRUG"]


async def test_an_article_deleted_after_the_listing_leaves_a_notice(harbor_and_valley: Opener) -> None:
    corpus = Corpus.open([harbor_and_valley.folder])
    (harbor_and_valley.folder / "harbor.txt").unlink()
    app = CopydeskApp(corpus)
    async with app.run_test(size=(120, 30)) as pilot:
        stage = Stage(app, pilot, harbor_and_valley.folder, harbor_and_valley.annotations)
        await pilot.pause()
        assert "harbor.txt" in stage.text
        assert "The valley road is closed" in stage.text
        keys = "tab enter 1 x v j w e c t slash n m M y u D plus r full_stop J G pagedown"
        for key in keys.split():
            await press_all(stage, key)
        assert stage.status.strip()
        await stage.press("o")
        assert stage.reading.document.text == VALLEY
        await stage.press("o", "O")
        await stage.type("valley")
        await stage.press("enter")
        assert stage.reading.document.text == VALLEY
        await stage.press("q")
    assert app.return_code == 0
    assert not harbor_and_valley.annotations.exists()


async def test_when_every_article_is_gone_the_app_still_opens_and_closes(opener: Opener) -> None:
    opener.write(one="text")
    corpus = Corpus.open([opener.folder])
    (opener.folder / "one.txt").unlink()
    app = CopydeskApp(corpus)
    async with app.run_test(size=(60, 20)) as pilot:
        stage = Stage(app, pilot, opener.folder, opener.annotations)
        await pilot.pause()
        assert "one.txt" in stage.text
        await stage.pilot.click(offset=(10, 5))
        await pilot.resize_terminal(20, 5)
        await stage.press("j", "tab", "q")
    assert app.return_code == 0


async def test_an_article_deleted_while_it_is_open_can_still_be_annotated(harbor_and_valley: Opener) -> None:
    async with harbor_and_valley.open() as stage:
        (harbor_and_valley.folder / "harbor.txt").unlink()
        await stage.press("tab", "enter")
        await stage.until_saved()
        assert stage.saved("harbor.toml") == [("GPE", "Lorvik")]


class Disk:
    """The disk, which can be full for a while."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = True
        for name in ("create", "append"):
            self._fill(monkeypatch, name)

    def _fill(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        before = getattr(OperatingSystem, name)

        def operation(files: OperatingSystem, *arguments: object) -> object:
            if self.full:
                raise OSError(errno.ENOSPC, "the disk is full")
            return before(files, *arguments)

        monkeypatch.setattr(OperatingSystem, name, operation)


async def test_a_failed_save_is_said_and_the_work_kept_and_saved_later(
    harbor_and_valley: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    async with harbor_and_valley.open() as stage:
        await stage.press("tab", "enter")
        await stage.until_saved()
        assert "the disk is full" in stage.status
        assert "✓" not in stage.status
        await stage.press("j")
        assert "NOT SAVED" in stage.status.upper()
        assert tags(stage.reading) == [("GPE", "Lorvik")]
        disk.full = False
        await stage.press("K", "G", "tab", "enter")
        await stage.until_saved()
        assert "NOT SAVED" not in stage.status.upper()
        assert stage.saved("harbor.toml") == [("GPE", "Lorvik"), ("GPE", "Lorvik")][:1] + stage.saved("harbor.toml")[1:]
        assert len(stage.saved("harbor.toml")) == 2


async def test_unsaved_work_is_not_left_without_a_second_word(
    harbor_and_valley: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    Disk(monkeypatch)
    async with harbor_and_valley.open() as stage:
        await stage.press("tab", "enter", "q")
        await stage.app.workers.wait_for_complete()
        await stage.pilot.pause()
        assert stage.app.is_running
        assert "The same key again leaves. Not saved: " in stage.status
        assert "the disk is full" in stage.status
        await stage.press("j", "q")
        await stage.app.workers.wait_for_complete()
        assert stage.app.is_running
        await stage.press("1", "q")
        await stage.app.workers.wait_for_complete()
        assert stage.app.is_running
        await stage.press("q")
        await stage.app.workers.wait_for_complete()
    assert stage.app.return_code == 0


async def test_quitting_tries_once_more_to_save(harbor_and_valley: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(monkeypatch)
    async with harbor_and_valley.open() as stage:
        await stage.press("tab", "enter")
        await stage.until_saved()
        disk.full = False
        await stage.press("q")
        assert stage.saved("harbor.toml") == [("GPE", "Lorvik")]


async def test_a_detector_that_fails_is_said_and_reading_goes_on(
    harbor_and_valley: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    from copydesk.detect.process.client import DetectionFailed

    async def fail() -> None:
        raise DetectionFailed("the detecting process could not be started")

    monkeypatch.setattr(harbor_and_valley.client, "start", fail)
    harbor_and_valley.client.going.clear()
    async with harbor_and_valley.open() as stage:
        assert "could not be started" in stage.status
        await stage.go("pier")
        await stage.press("4")
        await stage.until_saved()
        assert stage.saved("harbor.toml") == [("LOC", "pier")]
