"""The corpus: which files are articles, and where their annotations are kept."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from copydesk.errors import InputError
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.corpus.listing import plain_ids
from copydesk.store.corpus.natural_order import in_order


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
        assert Corpus.open([article.path]).articles == [article]


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
    assert [names[index] for index in in_order(names)][:5] == ["٣", "a01", "a1b", "A2", "a9"]


def test_articles_of_a_folder_come_before_the_walk_is_done(tmp_path: Path) -> None:
    seeds = files(tmp_path / "seeds", "a/1.txt", "b/2.txt", "b/3.txt", "c/4.txt")
    corpus = Corpus.open([seeds], at_once=2)
    assert ids(corpus) == ["a/1", "b/2", "b/3"]
    assert not corpus.is_listed
    first = corpus.articles[0]
    (seeds / "c" / "5.txt").write_text("late")
    while corpus.list_more():
        pass
    assert ids(corpus) == ["a/1", "b/2", "b/3", "c/4", "c/5"]
    assert corpus.is_listed
    assert corpus.articles[0] == first
    assert corpus.articles.find(first) == 0


def test_a_folder_named_twice_and_its_files_are_there_once(tmp_path: Path) -> None:
    seeds = files(tmp_path / "seeds", "a.txt", "sub/b.txt")
    assert ids(Corpus.open([seeds, seeds])) == ["a", "sub/b"]
    assert ids(Corpus.open([seeds, seeds / "sub"], tmp_path / "out")) == ["a", "sub/b"]


def test_folders_stand_together_where_their_names_belong(tmp_path: Path) -> None:
    seeds = files(tmp_path / "seeds", "b.txt", "b/2.txt", "b/10.txt", "b-1.txt", "c/x.txt", "a.txt")
    assert ids(Corpus.open([seeds])) == ["a", "b", "b-1", "b/2", "b/10", "c/x"]


@pytest.mark.skipif(hasattr(os, "getuid") and os.getuid() == 0, reason="root may list every folder")
def test_a_folder_that_cannot_be_listed_is_said_and_the_rest_works(tmp_path: Path) -> None:
    seeds = files(tmp_path / "seeds", "a.txt", "locked/b.txt", "z.txt")
    (seeds / "locked").chmod(0)
    try:
        corpus = Corpus.open([seeds])
    finally:
        (seeds / "locked").chmod(0o700)
    assert ids(corpus) == ["a", "z"]
    assert corpus.skipped == ((seeds / "locked", "it cannot be listed: permission denied"),)


def test_a_folder_that_vanishes_is_said_and_the_rest_works(tmp_path: Path) -> None:
    seeds = files(tmp_path / "seeds", "a.txt", "b/1.txt", "c/2.txt")
    corpus = Corpus.open([seeds], at_once=1)
    (seeds / "b" / "1.txt").unlink()
    (seeds / "b").rmdir()
    while corpus.list_more():
        pass
    assert ids(corpus) == ["a", "c/2"]
    assert [reason for _, reason in corpus.skipped] == ["it cannot be listed: no such file or directory"]


def test_links_to_what_is_hidden_are_followed(tmp_path: Path) -> None:
    seeds = files(tmp_path / "seeds", ".store/x1.bin", ".store/x2.txt", "z.txt")
    (seeds / "a.txt").symlink_to(seeds / ".store" / "x1.bin")
    (seeds / "b.txt").symlink_to(seeds / ".store" / "x2.txt")
    (seeds / "above").symlink_to(tmp_path)
    assert ids(Corpus.open([seeds])) == ["a", "b", "z"]


def test_names_in_any_script_and_with_several_suffixes_keep_their_files(tmp_path: Path) -> None:
    names = ["ß.txt", "SS.txt", "й2.md", "й10.txt", "a.b.TXT", "x.md", "x.txt", "labels.txt", "mixed/Ω.Md"]
    corpus = Corpus.open([files(tmp_path / "seeds", *names)])
    assert {article.path.relative_to(tmp_path / "seeds").as_posix() for article in corpus} == set(names)
    assert len(set(ids(corpus))) == len(names)
    for article in corpus:
        assert Corpus.open([article.path]).articles[0].id == article.id.rpartition("/")[2]
