"""Nothing is written outside the folder of annotations and the program's own, whatever names, ids and links say."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from tests.fuzz.mutator import corpus
from tests.store.work.desk_work import Session, save

from copydesk.annotation.edit import Edit, SpanChange
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Span
from copydesk.errors import CopydeskError
from copydesk.store.annotations import loading as store
from copydesk.store.corpus.article import Article
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.files.atomic import OperatingSystem

NAMES = (
    "..txt", "...md", "a..b.txt", "-.txt", "~.txt", "~root.txt", "labels.txt", "labels.md", "LABELS.txt", "a.toml.txt",
    "%2e%2e%2fx.txt", "..\\..\\x.txt", "C:x.txt", "\x1b[2J.txt", "a\nb.txt", "\u202egnp.txt", " .txt", "..\u2215x.txt",
    "CON.txt", ".hidden.txt", "$HOME.txt", "`x`.txt", "a" * 240 + ".txt", "e\u0301.txt", "é.txt", "\udcff.txt",
)  # fmt: skip
SPAN = Span(id="../../x", label="/etc/hosts", start=0, end=3, by="../x", source="../../y", note="\x1b[2J")


def outside(root: Path, *left_out: Path) -> dict[str, str]:
    """What lies below a folder, with what is in it, but for some folders."""
    found = {}
    for path in sorted(root.rglob("*")):
        if any(path == folder or folder in path.parents for folder in left_out):
            continue
        kind = f"-> {path.readlink()}" if path.is_symlink() else "folder" if path.is_dir() else ""
        name = str(path.relative_to(root)).encode("utf-8", "surrogateescape").hex()
        found[name] = kind or hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def write_all(corpus_: Corpus, state: Path) -> int:
    """Tag each article; how many could be."""
    written = 0
    for article in corpus_:
        try:
            session = Session(article, [state])
        except CopydeskError:
            continue
        if not session.copy.read_only:
            if SPAN.id not in session.desk.annotations:
                session.desk.take(Edit("a hostile one", (SpanChange(None, SPAN),)))
            session.tag(1)
            written += not session.copy.close()
        session.copy.close()
    return written


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    """The folders of articles, of annotations and of the program's state, with others around them."""
    root = tmp_path / "root"
    seeds, annotations = root / "seeds", root / "annotations"
    for folder in (seeds, annotations, root / "elsewhere", tmp_path / "state"):
        folder.mkdir(parents=True)
    (root / "elsewhere" / "kept.toml").write_text("kept = 1\n")
    (root / "kept.txt").write_text("kept")
    return seeds, annotations, tmp_path / "state"


def test_hostile_names_of_articles_lead_nowhere(folders: tuple[Path, Path, Path]) -> None:
    seeds, annotations, state = folders
    for name in NAMES:
        (seeds / name).write_text("Ana Ruiz said so.")
        below = seeds / f"folder{name}"
        below.mkdir()
        (below / name).write_text("Ana Ruiz said so.")
    before = outside(seeds.parent, annotations)
    assert write_all(Corpus.open([seeds]), state) > 20
    for path in sorted(seeds.iterdir()):
        if path.is_file():
            try:
                write_all(Corpus.open([path], annotator="ana"), state)
            except CopydeskError as error:
                assert error.problem  # noqa: PT017
    assert outside(seeds.parent, annotations) == before
    assert not (annotations / "labels.toml").exists()


@pytest.mark.parametrize("path", corpus("annotations"), ids=lambda path: path.stem)
def test_what_an_annotation_file_says_leads_nowhere(path: Path, folders: tuple[Path, Path, Path]) -> None:
    seeds, annotations, state = folders
    (seeds / "a.txt").write_text("Ana Ruiz said: “We will rebuild.”\n“Soon,” she added.\n")
    (annotations / "a.toml").write_bytes(path.read_bytes())
    before = outside(seeds.parent, annotations)
    (article,) = Corpus.open([seeds]).articles
    session = Session(article, [state])
    for number in range(3):
        if not session.copy.read_only:
            session.tag(number)
    session.copy.close()
    assert outside(seeds.parent, annotations) == before
    if session.copy.read_only:
        assert (annotations / "a.toml").read_bytes() == path.read_bytes()
    assert sorted(each.name for each in annotations.iterdir()) == ["a.toml"]


def linked(folders: tuple[Path, Path, Path], link: str) -> tuple[Article, Path]:
    """An article whose annotations would go through a link to another folder; what the link leads to."""
    seeds, annotations, _ = folders
    elsewhere = seeds.parent / "elsewhere"
    (seeds / "sub").mkdir()
    (seeds / "sub" / "a.txt").write_text("Ana Ruiz said so.")
    corpus_ = Corpus.open([seeds])
    (article,) = corpus_.articles
    if link == "folder":
        (annotations / "sub").symlink_to(elsewhere)
        return article, elsewhere
    (annotations / "sub").mkdir()
    target = elsewhere / "a.toml"
    if link == "file":
        save(article, article.read(), Snapshot(spans=(Span(id="a", label="P", start=0, end=3),)))
        article.annotation_path.rename(target)
    if link == "file of a stranger":
        target = elsewhere / "kept.toml"
    article.annotation_path.symlink_to(os.path.relpath(target, annotations / "sub"))
    return article, target


@pytest.mark.parametrize("link", ["file", "file that is not there", "file of a stranger", "folder"])
def test_a_link_that_leads_out_of_the_folder_is_not_written_through(
    folders: tuple[Path, Path, Path], link: str
) -> None:
    seeds, _, state = folders
    article, target = linked(folders, link)
    before = outside(seeds.parent)
    with pytest.raises(CopydeskError, match="outside the folder of annotations") as caught:
        store.load(article, article.read())
    assert target.exists() == (link != "file that is not there")
    assert caught.value.path == article.annotation_path
    session = Session(article, [state])
    assert session.copy.read_only
    session.copy.close()
    assert outside(seeds.parent) == before


@pytest.mark.parametrize("is_there", [False, True])
def test_the_folder_of_an_annotator_that_leads_out_of_the_folder_is_refused(
    folders: tuple[Path, Path, Path], is_there: bool
) -> None:
    seeds, annotations, state = folders
    (seeds / "a.txt").write_text("Ana Ruiz said so.")
    elsewhere = seeds.parent / "elsewhere"
    (annotations / "ana").symlink_to(elsewhere if is_there else elsewhere / "new")
    before = outside(seeds.parent)
    (article,) = Corpus.open([seeds], annotator="ana").articles
    session = Session(article, [state])
    assert "outside the folder of annotations" in session.copy.read_only
    session.copy.close()
    assert outside(seeds.parent) == before


def put_link(path: Path, target: Path) -> None:
    """Put a link in the place of a file or folder, which is kept beside it."""
    if path.exists():
        path.rename(path.with_name(f"{path.name}.kept"))
    path.symlink_to(target)


@pytest.mark.parametrize("which", ["file", "folder", "file that is not there", "file that says the same"])
@pytest.mark.parametrize("moment", ["before the save", "while it is prepared"])
def test_a_link_that_is_put_in_while_an_article_is_open_is_not_written_through(
    folders: tuple[Path, Path, Path], which: str, moment: str
) -> None:
    seeds, annotations, state = folders
    (seeds / "sub").mkdir()
    (seeds / "sub" / "a.txt").write_text("Ana Ruiz said so.")
    (article,) = Corpus.open([seeds]).articles
    elsewhere = seeds.parent / "elsewhere"
    target = elsewhere / {"file": "kept.toml", "folder": ""}.get(which, "a.toml")
    linked = article.annotation_path.parent if which == "folder" else article.annotation_path

    class Racing(OperatingSystem):
        armed = False

        def create(self, path: Path, mode: int) -> int:
            if self.armed and path.parent.name == "sub":
                self.armed = False
                put_link(linked, target)
            return super().create(path, mode)

    files = Racing()
    session = Session(article, [state], files=files)
    session.tag(0)
    session.copy.write()
    if which == "file that says the same":
        target.write_bytes(article.annotation_path.read_bytes())
    before = outside(seeds.parent, annotations)
    session.tag(1)
    if moment == "before the save":
        put_link(linked, target)
    else:
        files.armed = True
    session.copy.write()
    assert "outside the folder of annotations" in session.copy.state.problem
    assert "the work is safe in" in session.copy.state.problem
    assert outside(seeds.parent, annotations) == before
    linked.unlink()
    linked.with_name(f"{linked.name}.kept").rename(linked)
    session.copy.write()
    assert session.copy.state.problem == ""
    assert session.copy.close() == ""
    assert len(store.load(article, article.read()).snapshot.spans) == 2


def test_a_link_that_leads_out_is_noticed_by_looking(folders: tuple[Path, Path, Path]) -> None:
    seeds, annotations, state = folders
    (seeds / "a.txt").write_text("Ana Ruiz said so.")
    (article,) = Corpus.open([seeds]).articles
    session = Session(article, [state])
    session.tag(0)
    session.copy.write()
    put_link(annotations / "a.toml", Path("/dev/zero"))
    session.copy.look()
    assert "outside the folder of annotations" in session.copy.state.problem
    session.copy.close()


def test_no_journal_and_no_lock_is_written_through_a_link(folders: tuple[Path, Path, Path]) -> None:
    seeds, _, state = folders
    (seeds / "a.txt").write_text("Ana Ruiz said so.")
    (article,) = Corpus.open([seeds]).articles
    session = Session(article, [state])
    session.tag(0)
    session.copy.close()
    (journal,) = state.glob("*.journal")
    kept = seeds.parent / "kept.txt"
    for suffix in (".journal", ".lock"):
        put_link(journal.with_suffix(suffix), kept)
    session = Session(article, [state])
    session.tag(1)
    session.copy.close()
    assert kept.read_text() == "kept"


def test_a_link_within_the_folder_and_one_that_is_the_folder_are_followed(folders: tuple[Path, Path, Path]) -> None:
    seeds, annotations, state = folders
    (seeds / "a.txt").write_text("Ana Ruiz said so.")
    (annotations / "kept").mkdir()
    (annotations / "a.toml").symlink_to("kept/a.toml")
    alias = seeds.parent / "alias"
    alias.symlink_to(annotations)
    before = outside(seeds.parent, annotations)
    (article,) = Corpus.open([seeds], alias).articles
    session = Session(article, [state])
    session.tag(0)
    assert session.copy.close() == ""
    assert (annotations / "kept" / "a.toml").is_file()
    assert (annotations / "a.toml").is_symlink()
    assert outside(seeds.parent, annotations) == before


def test_annotations_that_are_a_pipe_are_refused_and_never_waited_for(folders: tuple[Path, Path, Path]) -> None:
    seeds, annotations, state = folders
    (seeds / "a.txt").write_text("Ana Ruiz said so.")
    (article,) = Corpus.open([seeds]).articles
    os.mkfifo(annotations / "a.toml")
    session = Session(article, [state])
    assert "a pipe or a device" in session.copy.read_only
    session.copy.close()
