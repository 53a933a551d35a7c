"""The corpus: which files are articles, and where their annotations are kept."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from copydesk.errors import InputError
from copydesk.store.corpus import Corpus
from copydesk.store.listing import natural_key, plain_ids


def files(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def ids(corpus: Corpus) -> list[str]:
    return [article.id for article in corpus]


def test_a_folder_is_walked_in_natural_order(tmp_path: Path) -> None:
    seeds = files(tmp_path / "seeds", "a10.txt", "a2.txt", "B.md", "sub/x.txt", "c.html", ".hidden.txt", ".git/y.txt")
    corpus = Corpus.open([seeds])
    assert ids(corpus) == ["a2", "a10", "B", "sub/x"]
    assert corpus.articles[3].annotation_path == tmp_path / "annotations" / "sub" / "x.toml"
    assert corpus.articles[3].title == "x"
    assert corpus.annotations == tmp_path / "annotations"


def test_one_file_has_the_same_place_as_in_its_folder(tmp_path: Path) -> None:
    seeds = files(tmp_path / "seeds", "a.txt", "a.md", "b.md")
    for article in Corpus.open([seeds]):
        assert Corpus.open([article.path]).articles == (article,)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a.txt", "a.md"], {"a.txt": "a", "a.md": "a.md"}),
        (["a.md"], {"a.md": "a"}),
        (["a.txt", "a.md", "a.md.txt"], {"a.txt": "a", "a.md": "a.md", "a.md.txt": "a.md.txt"}),
        (["a.md", "a.md.txt"], {"a.md": "a", "a.md.txt": "a.md.txt"}),
        (["a.txt", "a.TXT", "a.MD"], {"a.txt": "a", "a.TXT": "a.TXT", "a.MD": "a.MD"}),
        (["labels.txt", "Labels.md"], {"labels.txt": "labels.txt", "Labels.md": "Labels.md"}),
        (["a.b.txt"], {"a.b.txt": "a.b"}),
    ],
)
def test_two_articles_never_share_an_id(names: list[str], expected: dict[str, str]) -> None:
    assert plain_ids(names) == expected


def test_paths_come_in_the_order_they_were_named_each_once(tmp_path: Path) -> None:
    seeds = files(tmp_path / "seeds", "a.txt", "b.txt")
    corpus = Corpus.open([seeds / "b.txt", seeds, tmp_path / "seeds" / ".." / "seeds" / "a.txt"])
    assert ids(corpus) == ["b", "a"]


def test_two_folders_do_not_share_a_file_of_annotations(tmp_path: Path) -> None:
    one, two = files(tmp_path / "one", "a.txt", "b.txt"), files(tmp_path / "two", "a.txt")
    assert ids(Corpus.open([one, two])) == ["a", "b", "two/a"]
    three = files(tmp_path / "x" / "two", "a.txt")
    corpus = Corpus.open([one, two, three], annotations=tmp_path / "out")
    assert ids(corpus) == ["a", "b", "two/a", "x/two/a"]
    assert len({article.annotation_path for article in corpus}) == 4


def test_an_annotator_has_a_folder_of_their_own(tmp_path: Path) -> None:
    seeds = files(tmp_path / "seeds", "a.txt")
    (article,) = Corpus.open([seeds], annotations=tmp_path / "out", annotator="ana").articles
    assert article.annotation_path == tmp_path / "out" / "ana" / "a.toml"
    assert article.document_path == "../../seeds/a.txt"


@pytest.mark.parametrize("name", ["../ana", "a/b", "..", ".", ".ana", "a\\b", "a\0", " ", "ana."])
def test_an_annotator_whose_name_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="annotator"):
        Corpus.open([files(tmp_path, "a.txt")], annotator=name)


def test_the_folder_of_annotations_is_not_walked(tmp_path: Path) -> None:
    files(tmp_path, "a.txt", "notes/b.md", "notes/a.toml")
    assert ids(Corpus.open([tmp_path], annotations=tmp_path / "notes")) == ["a"]
    assert ids(Corpus.open([tmp_path], annotations=tmp_path)) == ["a", "notes/b"]


def test_links_in_circles_end_and_each_file_is_there_once(tmp_path: Path) -> None:
    seeds = files(tmp_path / "seeds", "real/x.txt", "y.txt")
    (seeds / "real" / "back").symlink_to(seeds)
    (seeds / "alias").symlink_to(seeds / "real")
    (seeds / "also.txt").symlink_to(seeds / "y.txt")
    (seeds / "broken.txt").symlink_to(seeds / "nowhere.txt")
    (seeds / "self.txt").symlink_to(seeds / "self.txt")
    (seeds / "outside").symlink_to(files(tmp_path / "elsewhere", "z.txt"))
    assert ids(Corpus.open([seeds])) == ["outside/z", "real/x", "y"]


def test_pipes_and_devices_are_refused(tmp_path: Path) -> None:
    seeds = files(tmp_path / "seeds", "a.txt")
    os.mkfifo(seeds / "pipe.txt")
    assert ids(Corpus.open([seeds])) == ["a"]
    for path in (seeds / "pipe.txt", Path("/dev/null")):
        with pytest.raises(InputError, match="a pipe or a device"):
            Corpus.open([path])


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    files(tmp_path, "a.html")
    (tmp_path / "empty").mkdir()
    for path, problem in {
        tmp_path / "missing": "there is no such file",
        tmp_path / "a.html": "reads .txt and .md",
        tmp_path / "empty": "there are no .txt or .md files",
        tmp_path / "a.html" / "b.txt": "no such file",
        Path("a\0b.txt"): "no such file",
        tmp_path / ("n" * 300 + ".txt"): "",
    }.items():
        with pytest.raises(InputError) as caught:
            Corpus.open([path])
        assert problem in str(caught.value)
    with pytest.raises(InputError, match="nothing to open"):
        Corpus.open([])


def test_a_name_that_is_not_utf8_is_passed_over_and_said(tmp_path: Path) -> None:
    seeds = files(tmp_path / "seeds", "a.txt", "new\nline.txt")
    (seeds / os.fsdecode(b"\xff.txt")).write_bytes(b"x")
    corpus = Corpus.open([seeds])
    assert ids(corpus) == ["a"]
    assert sorted(reason for _, reason in corpus.skipped) == [
        "its name has control characters",
        "its name is not UTF-8",
    ]
    with pytest.raises(InputError, match="not UTF-8"):
        Corpus.open([seeds / os.fsdecode(b"\xff.txt")])


def test_standard_input_is_an_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Ana said so.")))
    (article,) = Corpus.open(["-"]).articles
    assert article.id == "stdin-ad88c93aba72"
    assert article.document_path == "-"
    assert article.annotation_path == Path("annotations/stdin-ad88c93aba72.toml")
    assert article.read().text == "Ana said so."


def test_listing_opens_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = files(tmp_path / "seeds", "a.txt", "b.txt")
    monkeypatch.setattr("io.open", None)
    monkeypatch.setattr("builtins.open", None)
    assert ids(Corpus.open([seeds])) == ["a", "b"]


def test_an_article_that_is_binary_or_gone_is_refused(tmp_path: Path) -> None:
    seeds = files(tmp_path / "seeds", "a.txt", "b.txt", "c.txt")
    (seeds / "a.txt").write_bytes(b"x" * 8000 + b"\0")
    one, two, three = Corpus.open([seeds]).articles
    with pytest.raises(InputError, match="looks binary"):
        one.read()
    two.path.unlink()
    with pytest.raises(InputError, match="no such file"):
        two.read()
    three.path.unlink()
    os.mkfifo(three.path)
    with pytest.raises(InputError, match="a pipe or a device"):
        three.read()
    (seeds / "a.txt").write_bytes(b"x" * 8192 + b"\0")
    assert one.read().length == 8193


def test_labels_come_from_the_folder_of_annotations(tmp_path: Path) -> None:
    seeds = files(tmp_path / "seeds", "a.txt")
    assert "PERSON" in Corpus.open([seeds]).labels
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations" / "labels.toml").write_text("[label.PET]\n")
    assert [label.name for label in Corpus.open([seeds], annotator="ana").labels] == ["PET"]


def test_natural_order_reads_numbers() -> None:
    names = ["a10", "a9", "A2", "a1b", "a01", "b", "²", "٣"]
    assert sorted(names, key=natural_key)[:5] == ["٣", "a01", "a1b", "A2", "a9"]
