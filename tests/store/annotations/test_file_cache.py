"""The cache of annotation files: whatever becomes of it, what is read is what the file says."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.errors import InputError
from copydesk.store.annotations import file_cache, reader
from copydesk.store.annotations.annotation_file import AnnotationFile
from copydesk.store.annotations.file_cache import FileCache, personal_cache
from copydesk.store.annotations.loading import load
from copydesk.store.annotations.reader import parse_annotation_file, parse_carefully
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.files.cache_folder import CacheFolder
from copydesk.text.document import Document

TEXT = 'Ada Quill said “yes” in Lorvik.\r\n\r\nBen\tTarrow "agreed" \\ twice. 👩🏽‍🚀 \x07 \u2028 北京\n'
DOCUMENT = Document.from_text(TEXT)
OTHER = Document.from_text("Another text.")
HERE = Path("a.toml")
HEAD = f"""# by hand
format = "copydesk/1"
made = 2026-11-22
[document]
path = "../articles/a.txt"
sha256 = "{DOCUMENT.sha256}"
length = {DOCUMENT.length}
labels = {{ topic = "ferries", at = 10:00:00 }}
"""
GOOD = """[annotation.aa]
label = "PERSON"
start = 0
exact = "Ada Quill"
end = 9
"""


def entry(id: str, label: str, place: str, words: str, *more: str) -> str:
    """An annotation, as nobody but a person would write it."""
    start, end = place.split("-")
    lines = [
        f"[annotation.{id}]",
        f'label = "{label}"',
        f"start = {start}",
        f"end = {end}",
        f'exact = "{words}"',
        *more,
    ]
    return "\n".join([*lines, ""])


ENTRIES = [
    GOOD,
    entry("bb", "QUOTE", "15-30", "“yes” in Lorvik", "fragments = [[15, 20], [24, 30]]"),
    entry("cc", "GPE", "24-30", "Lorvik", 'status = "rejected"', "score = 1", "mine = [1, nan]"),
    entry("dd", "GPE", "24-30", "Lorvix"),
    entry("ee", "GPE", "24-999", "Lorvik"),
    entry("ff", "", "24-30", "Lorvik"),
    entry("gg", "ORG", '"x"-30', "Lorvik", '"$at" = ["date", "2026-11-22"]'),
    entry("hh", "ORG", "0-3", "Ada", 'anchor = "orphaned"', "twins = 2"),
    entry("ii", "PERSON", "35-45", "Ben\\tTarrow", "twins = 1", 'by = "ana"', "created = 2026-11-22T01:02:03.5+02:00"),
    entry("jj", "ORG", "0-3", "Ada", 'note = "a\\nb"', "attrs = { n = 1, deep = { at = 2026-11-22T01:02:03 } }"),
    GOOD,
    '[relation.r1]\ntype = "speaker"\nfrom = "bb"\nto = "aa"\nmine = { "$map" = 1 }\n',
    '[relation.r2]\ntype = "speaker"\nfrom = "bb"\nto = "zz"\n',
    "[more]\nx = { y = [1, { z = -inf }] }\n",
]


def outcome(content: bytes, document: Document | None, cache: FileCache | None) -> object:
    """All that reading says: the file, its problems in words, or why it is refused."""
    try:
        file = parse_annotation_file(content, HERE, document, cache)
    except InputError as error:
        return str(error)
    without_order = [dict(sorted(file.anchors.items())), dict(sorted(file.twins.items())), sorted(file.doubted)]
    rest = replace(file, anchors={}, twins={}, doubted=frozenset())
    return repr(rest), repr(without_order), list(map(str, file.problems))


@settings(max_examples=40)
@given(st.lists(st.sampled_from(ENTRIES), max_size=8))
def test_what_is_read_with_a_cache_is_what_is_read_without(entries: list[str]) -> None:
    content = (HEAD + "".join(entries)).encode()
    with tempfile.TemporaryDirectory() as folder:
        for document in (DOCUMENT, None, OTHER, DOCUMENT, None, OTHER):
            cache = FileCache(CacheFolder(Path(folder)))
            assert outcome(content, document, cache) == outcome(content, document, None)


@pytest.fixture
def cache(tmp_path: Path) -> FileCache:
    return FileCache(CacheFolder(tmp_path / "cache"))


CONTENT = (HEAD + "".join(ENTRIES[:2]) + "".join(ENTRIES[3:8])).encode()


def never(*_: object) -> AnnotationFile:
    raise AssertionError("it is parsed again")


def test_a_file_with_problems_is_parsed_once_and_they_name_the_file_that_has_them(
    cache: FileCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = parse_annotation_file(CONTENT, HERE, DOCUMENT, cache)
    assert first.problems
    monkeypatch.setattr(reader, "parse_carefully", never)
    again = parse_annotation_file(CONTENT, Path("copied.toml"), DOCUMENT, cache)
    assert again == first
    assert [(each.problem, each.line, each.remedy) for each in again.problems] == [
        (each.problem, each.line, each.remedy) for each in first.problems
    ]
    assert {each.path for each in again.problems} == {Path("copied.toml")}


def test_another_version_or_another_text_does_not_take_it(cache: FileCache, monkeypatch: pytest.MonkeyPatch) -> None:
    file = parse_carefully(CONTENT, HERE, DOCUMENT)
    cache.put(CONTENT, HERE, DOCUMENT, file)
    assert cache.get(CONTENT, HERE, DOCUMENT) == file
    assert cache.get(CONTENT, HERE, OTHER) is None
    assert cache.get(CONTENT, HERE, None) is None
    assert cache.get(CONTENT + b"\n", HERE, DOCUMENT) is None
    monkeypatch.setattr(file_cache, "__version__", "999")
    assert cache.get(CONTENT, HERE, DOCUMENT) is None


@pytest.mark.parametrize("entry", [b"{}", b"[]", b"null", b"x", b'{"spans": 3}', b"[" * 5000])
def test_an_entry_that_makes_no_sense_is_a_miss_and_goes(tmp_path: Path, entry: bytes) -> None:
    folder = CacheFolder(tmp_path / "cache")
    cache = FileCache(folder)
    file = parse_annotation_file(CONTENT, HERE, DOCUMENT, cache)
    (path,) = (tmp_path / "cache").iterdir()
    folder.put(path.stem, entry)
    assert cache.get(CONTENT, HERE, DOCUMENT) is None
    assert not path.exists()
    assert parse_annotation_file(CONTENT, HERE, DOCUMENT, cache) == file


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    (tmp_path / "articles").mkdir()
    (tmp_path / "annotations").mkdir()
    for number in range(40):
        text = f"{TEXT}{number}"
        (tmp_path / "articles" / f"a{number}.txt").write_bytes(text.encode())
        document = Document.from_text(text)
        head = HEAD.replace(DOCUMENT.sha256, document.sha256).replace("a.txt", f"a{number}.txt")
        head = head.replace(f"length = {DOCUMENT.length}", f"length = {document.length}")
        (tmp_path / "annotations" / f"a{number}.toml").write_text(head + GOOD + f'by = "{number}"\n', encoding="utf-8")
    return Corpus.open([tmp_path / "articles"])


def test_a_file_that_changed_and_has_its_size_and_times_still_is_read_anew(corpus: Corpus) -> None:
    article = corpus.articles[0]
    path = article.annotation_path
    assert load(article, article.read(), personal_cache()).snapshot.spans[0].label == "PERSON"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"PERSON", b"ARTIST"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert load(article, article.read(), personal_cache()).snapshot.spans[0].label == "ARTIST"


EXPORT = "import sys, copydesk; copydesk.export(sys.argv[1], to='jsonl', out=sys.argv[2], jobs=int(sys.argv[3]))"


def test_programs_that_export_at_once_share_it_and_write_the_same(corpus: Corpus, tmp_path: Path) -> None:
    source = str(corpus.articles[0].path.parent)
    names = [str(tmp_path / f"{number}.jsonl") for number in range(3)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    running = [
        subprocess.Popen([sys.executable, "-c", EXPORT, source, name, "1"], env=environment) for name in names[:2]
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    subprocess.run([sys.executable, "-c", EXPORT, source, names[2], "2"], env=environment, check=True, timeout=60)
    contents = {Path(name).read_bytes() for name in names}
    assert len(contents) == 1
    assert contents.pop().count(b'"label":"PERSON"') == len(corpus)
    assert personal_cache().get(corpus.articles[7].annotation_path.read_bytes(), HERE, corpus.articles[7].read())


def test_where_nothing_can_be_kept_all_is_read_alike(corpus: Corpus, own_home: Path) -> None:
    own_home.mkdir(exist_ok=True)
    (own_home / "cache").write_bytes(b"no folder")
    for _ in range(2):
        labels = [load(each, each.read(), personal_cache()).snapshot.spans[0].label for each in corpus]
        assert labels == ["PERSON"] * len(corpus)
