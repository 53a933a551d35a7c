"""`copydesk show`: what is printed, where colours are used, and what is said on standard error."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.formats.nasty import write_corpus
from tests.store.work.desk_work import save

from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.cli.main import main
from copydesk.store.corpus.corpus import Corpus

TEXT = "Ana Ruiz said: “We will rebuild.”\n\nShe left.\n"
SGR = re.compile("\x1b\\[[0-9;]*m")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(TEXT, encoding="utf-8")
    (article,) = Corpus.open(["seeds"])
    person = Span(id="p", label="PERSON", start=0, end=8)
    quote = Span(id="q", label="QUOTE", start=15, end=33, attrs={"kind": "direct"})
    relation = Relation(id="r", type="speaker", head="q", tail="p")
    save(article, article.read(), Snapshot(spans=(person, quote), relations=(relation,)))
    return tmp_path


def show(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["show", *arguments]) == 0
    return capfd.readouterr().out


def test_what_is_piped_on_has_brackets_and_no_colors(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert show(capfd, "seeds/a.txt") == (
        "a\n\n[PERSON: Ana Ruiz] said: [QUOTE direct: “We will rebuild.”]\n\nShe left.\n\n"
        "“We will rebuild.” · speaker: Ana Ruiz\n"
    )


def test_the_plain_form_has_a_line_for_each_tag(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert show(capfd, "seeds/a.txt", "--plain") == (
        "a: 2 tags\n\nAna Ruiz said: “We will rebuild.”\n- PERSON: Ana Ruiz\n"
        "- QUOTE, direct: “We will rebuild.”; speaker: Ana Ruiz\n\nShe left.\n"
    )


def test_colors_are_used_when_asked_for_and_never_with_never(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    colored = show(capfd, "seeds/a.txt", "--color", "always")
    assert "\x1b[" in colored
    assert "Ana Ruiz\u00a0PERSON said:" in SGR.sub("", colored)
    assert "A person's name" in SGR.sub("", colored)
    assert "\x1b" not in show(capfd, "seeds/a.txt", "--color", "never")


def test_only_the_labels_asked_for_are_shown(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shown = show(capfd, "seeds/a.txt", "--labels", "PERSON")
    assert "[PERSON: Ana Ruiz]" in shown
    assert "QUOTE" not in shown
    assert "speaker" not in shown


def test_proposals_are_shown_beside_what_is_decided(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "seeds" / "b.txt").write_text("“It is done,” Mayor Bo Ek told Ana.\n", encoding="utf-8")
    shown = show(capfd, "seeds", "--proposals", "--engine", "rules")
    assert "[PERSON: Ana Ruiz] said: [QUOTE direct: “We will rebuild.”]" in shown
    assert "[QUOTE? direct: “It is done,”] Mayor [PERSON?: Bo Ek] [CUE?: told]" in shown
    plain = show(capfd, "seeds", "--proposals", "--engine", "rules", "--plain")
    assert "- QUOTE, proposed, direct: “It is done,”; speaker: Bo Ek; cue: told" in plain


def test_lines_are_broken_to_a_width(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert max(map(len, show(capfd, "seeds/a.txt", "--width", "20").splitlines())) <= 20
    assert main(["show", "seeds/a.txt", "--width", "5"]) == 2


def test_an_annotation_file_is_shown_as_it_is(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source = (folder / "annotations" / "a.toml").read_text(encoding="utf-8")
    assert show(capfd, "annotations/a.toml") == source
    colored = show(capfd, "annotations/a.toml", "--color", "always")
    assert SGR.sub("", colored) == source
    assert colored != source


def test_a_bad_article_is_named_and_the_others_are_shown(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "seeds" / "b.txt").write_bytes(b"\0\0")
    (folder / "seeds" / "c.txt").write_text("Nothing.", encoding="utf-8")
    assert main(["show", "seeds"]) == 2
    out, err = capfd.readouterr()
    assert "b.txt: it looks binary" in err
    assert "[PERSON: Ana Ruiz]" in out
    assert "Nothing." in out
    assert main(["show", "nowhere.toml"]) == 2


def test_no_escape_sequence_of_a_text_reaches_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_corpus(tmp_path)
    for options in ((), ("--plain",), ("--color", "always"), ("--width", "30", "--color", "always")):
        shown = show(capfd, str(tmp_path / "articles"), *options)
        assert not set(SGR.sub("", shown)) & set(map(chr, (*range(10), *range(11, 32), *range(127, 160), 0x202B)))


def test_an_output_that_lacks_characters_gets_escapes(folder: Path) -> None:
    script = "import sys; from copydesk.cli.main import main; sys.exit(main(['show', 'seeds']))"
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", script],
        capture_output=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path), "PYTHONIOENCODING": "ascii", "PATH": "", "XDG_CONFIG_HOME": str(folder)},
    )
    assert b"[QUOTE direct: \\u201cWe will rebuild.\\u201d]" in done.stdout


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
def test_a_pager_shows_every_line(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    colored = show(capfd, "seeds/a.txt", "--color", "always")
    done = subprocess.run(["less", "-R", "-F"], input=colored.encode(), capture_output=True, check=True)
    assert done.stdout.decode() == colored
