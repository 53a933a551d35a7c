"""Facts for an overview: counted quickly, cached, and always what the files say."""

from __future__ import annotations

import os
import random
import sqlite3
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.annotation.orphan import Orphan
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.errors import InputError
from copydesk.store.annotations.reader import parse_carefully
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.store.corpus.corpus import Corpus
from copydesk.store.corpus.fact_cache import FactCache, ProposalsLeft, Row
from copydesk.store.corpus.fact_table import FactTable
from copydesk.store.corpus.facts import UNTOUCHED, UNUSABLE, Facts, facts_in, status_in
from copydesk.text.anchors import Anchor
from copydesk.text.document import Document

TEXT = 'Ada Quill said “yes” in Lorvik.\n\nBen\tTarrow "agreed" \\ twice.\n'
WHEN = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)

spans = st.builds(
    lambda id, start, length, label, status, by, score, note, attrs, created, extra: Span(
        id=id,
        label=label,
        start=start,
        end=min(len(TEXT), start + length),
        status=status,
        by=by,
        score=score,
        note=note,
        attrs=attrs,
        created=created,
        extra=extra,
    ),
    st.text("abc23-_", min_size=1, max_size=5),
    st.integers(0, len(TEXT) - 1),
    st.integers(1, 20),
    st.sampled_from(["PERSON", "ORG", 'A"B', "Ж\n"]),
    st.sampled_from(["accepted", "rejected"]),
    st.sampled_from(["", "ana", "ben", 'a"b']),
    st.sampled_from([None, 0.91, 1e-9, 0.0]),
    st.sampled_from(["", "a note", "two\nlines", "\x01 and \x7f"]),
    st.sampled_from([{}, {"kind": "direct"}, {"kind": "direct", "n": 3}]),
    st.sampled_from([None, WHEN]),
    st.sampled_from([{}, {"anchor": "close"}, {"anchor": "close", "anchor_score": 0.9}, {"mine": [1, 2]}]),
)
snapshots = st.builds(
    lambda spans, orphans, related, status: Snapshot(
        spans=tuple({span.id: span for span in spans}.values()),
        orphans=tuple(
            {
                span.id: Orphan(span, Anchor("gone", "", ""))
                for span in orphans
                if span.id not in {each.id for each in spans}
            }.values()
        ),
        relations=(Relation(id="r1", type="speaker", head=spans[0].id, tail=spans[-1].id),)
        if related and spans
        else (),
        status=status,
    ),
    st.lists(spans, max_size=6),
    st.lists(spans, max_size=2),
    st.booleans(),
    st.sampled_from(["open", "done"]),
)


def told_by_the_careful_reader(content: bytes, document: Document | None, annotator: str) -> Facts:
    """The facts that a TOML parser finds, which takes nothing by pattern."""
    try:
        file = parse_carefully(content, Path("a.toml"), document)
    except InputError:
        return UNUSABLE
    spans, orphans = file.snapshot.spans, [orphan.span for orphan in file.snapshot.orphans]
    return Facts(
        file.snapshot.status,
        len([span for span in spans if span.status == "accepted"]),
        len([span for span in spans if span.status == "rejected"]),
        len(orphans),
        len([span for span in (*spans, *orphans) if span.by in ("", annotator)]),
        document is not None and file.sha256 != document.sha256,
    )


@given(snapshots, st.sampled_from(["", "ana"]), st.booleans())
def test_what_is_counted_is_what_the_reader_finds(snapshot: Snapshot, annotator: str, changed: bool) -> None:
    document = Document.from_text(TEXT)
    content = render_annotation_file(snapshot, document, "../seeds/a.txt").encode()
    now = Document.from_text(TEXT[5:]) if changed else document
    for known in (now, None):
        found = facts_in(content, known, annotator)
        assert found == told_by_the_careful_reader(content, known, annotator)
        assert found.decided == len(snapshot.spans) + len(snapshot.orphans)
        assert found.status == snapshot.status
    assert facts_in(content, now, annotator).changed == changed


@given(snapshots, st.randoms(use_true_random=False))
def test_what_is_counted_in_a_damaged_file_is_what_the_reader_finds(snapshot: Snapshot, choice: random.Random) -> None:
    document = Document.from_text(TEXT)
    content = bytearray(render_annotation_file(snapshot, document, "../seeds/a.txt").encode())
    for _ in range(choice.randint(1, 3)):
        at = choice.randrange(len(content))
        content[at : at + choice.randint(0, 2)] = choice.choice(
            [b"", b"9", b'"', b"\n", b"[x]\n", b"\xff", b"-", b"\\u"]
        )
    assert facts_in(bytes(content), document, "ana") == told_by_the_careful_reader(bytes(content), document, "ana")


def folder(tmp_path: Path, *names: str) -> Path:
    for name in names:
        path = tmp_path / "news" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    return tmp_path / "news"


def tag(tmp_path: Path, name: str, *tags: Span, status: str = "open", text: str = TEXT) -> Path:
    path = tmp_path / "annotations" / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    snapshot = Snapshot(spans=tags, status="done" if status == "done" else "open")
    fresh = path.with_suffix(".new")
    fresh.write_text(
        render_annotation_file(snapshot, Document.from_text(text), f"../news/{name}.txt"), encoding="utf-8"
    )
    fresh.replace(path)
    return path


def span(number: int = 0, **facts: object) -> Span:
    return Span(id=f"s{number}", label="PERSON", start=0, end=9, **facts)  # type: ignore[arg-type]


def table(tmp_path: Path, settled: float = 0.0) -> FactTable:
    corpus = Corpus.open([tmp_path / "news"])
    found = FactTable(corpus.articles, "", tmp_path / "cache", settled)
    found.load()
    return found


def look(found: FactTable) -> int:
    """Put a table right; answers with how many files were counted."""
    counted = 0
    real = FactTable._row

    def count(*arguments: object) -> Row | None:
        nonlocal counted
        counted += 1
        return real(*arguments)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FactTable, "_row", count)
        for _ in found.look():
            pass
    found.close()
    return counted


def test_a_second_look_counts_nothing_and_the_next_session_knows_it_at_once(tmp_path: Path) -> None:
    folder(tmp_path, "a", "b", "c", "sub/d")
    tag(tmp_path, "a", span(1), span(2, status="rejected"))
    tag(tmp_path, "sub/d", status="done")
    first = table(tmp_path)
    assert [first.of(at) for at in range(4)] == [UNTOUCHED] * 4
    assert look(first) == 2
    assert look(first) == 0
    second = table(tmp_path)
    assert second.of(0) == Facts(tagged=1, rejected=1, mine=2)
    assert second.of(3) == Facts(status="done")
    assert look(second) == 0
    tag(tmp_path, "a", span(1), span(2))
    (tmp_path / "annotations" / "sub" / "d.toml").unlink()
    assert look(second) == 1
    assert (second.of(0), second.of(3)) == (Facts(tagged=2, mine=2), UNTOUCHED)
    assert table(tmp_path).of(0) == Facts(tagged=2, mine=2)


def test_a_file_that_changed_just_now_is_counted_again(tmp_path: Path) -> None:
    folder(tmp_path, "a")
    tag(tmp_path, "a", span(1))
    found = table(tmp_path, settled=60.0)
    assert (look(found), look(found)) == (1, 1)


def test_an_article_that_changed_is_told(tmp_path: Path) -> None:
    folder(tmp_path, "a")
    tag(tmp_path, "a", span(1))
    found = table(tmp_path)
    look(found)
    assert not found.of(0).changed
    (tmp_path / "news" / "a.txt").write_text("Other words.", encoding="utf-8")
    look(found)
    assert found.of(0).changed
    (tmp_path / "news" / "a.txt").unlink()
    look(found)
    assert not found.of(0).changed


def test_what_cannot_be_used_is_told_and_the_rest_counted(tmp_path: Path) -> None:
    folder(tmp_path, "a", "b", "c", "d")
    tag(tmp_path, "a", span(1))
    (tmp_path / "annotations" / "b.toml").write_text("[broken")
    os.mkfifo(tmp_path / "annotations" / "c.toml")
    (tmp_path / "annotations" / "d.toml").symlink_to(tmp_path / "elsewhere.toml")
    (tmp_path / "elsewhere.toml").write_text((tmp_path / "annotations" / "a.toml").read_text())
    found = table(tmp_path)
    look(found)
    assert [found.of(at) for at in range(4)] == [Facts(tagged=1, mine=1), UNUSABLE, UNTOUCHED, UNUSABLE]
    assert [found.is_done(at) for at in range(4)] == [False] * 4


def test_an_article_whose_annotation_file_could_have_no_name_is_untouched(tmp_path: Path) -> None:
    folder(tmp_path, "a", "y" * 251)  # with .toml it is one byte too long
    tag(tmp_path, "a", span(1))
    found = table(tmp_path)
    look(found)
    assert [found.of(at) for at in range(2)] == [Facts(tagged=1, mine=1), UNTOUCHED]


def test_the_status_is_known_before_anything_was_looked_at(tmp_path: Path) -> None:
    folder(tmp_path, "a", "b", "c")
    tag(tmp_path, "a", *(span(number) for number in range(200)), status="done")
    path = tag(tmp_path, "b", status="done")
    path.write_text(f"# by hand\n{path.read_text()}")
    found = table(tmp_path)
    assert [found.is_done(at) for at in range(3)] == [True, True, False]
    look(found)
    assert [found.is_done(at) for at in range(3)] == [True, True, False]
    tag(tmp_path, "a", span(1))
    assert not found.is_done(0)
    with pytest.raises(FileNotFoundError):
        status_in(tmp_path / "none.toml")


def test_proposals_left_are_remembered_while_nothing_changes(tmp_path: Path) -> None:
    news = folder(tmp_path, "a")
    tag(tmp_path, "a", span(1))
    found = table(tmp_path)
    look(found)
    found.note_left(0, decided=1, left=7)
    assert found.left(0) == 7
    look(found)
    again = table(tmp_path)
    assert again.left(0) == 7
    tag(tmp_path, "a", span(1), span(2))
    look(again)
    assert again.left(0) is None
    tag(tmp_path, "a", span(1))
    look(again)
    assert again.left(0) == 7
    (news / "a.txt").write_text("Other words.")
    assert again.left(0) is None


@pytest.mark.parametrize("damage", ["text", "cut", "version", "table", "page"])
def test_a_damaged_cache_is_thrown_away_and_made_anew(tmp_path: Path, damage: str) -> None:
    folder(tmp_path, *(f"a{number}" for number in range(300)))
    for number in range(300):
        tag(tmp_path, f"a{number}", span(1))
    look(table(tmp_path))
    (cache,) = (tmp_path / "cache").glob("*.sqlite")
    if damage == "text":
        cache.write_text("this is no database at all, whatever its name may say")
    elif damage == "cut":
        os.truncate(cache, cache.stat().st_size // 2)
    elif damage == "page":
        content = bytearray(cache.read_bytes())
        content[4096:] = b"\x5a" * (len(content) - 4096)
        cache.write_bytes(content)
    else:
        database = sqlite3.connect(cache)
        database.execute("PRAGMA user_version = 99" if damage == "version" else "DROP TABLE article")
        database.commit()
        database.close()
    found = table(tmp_path)
    assert found.of(0) == UNTOUCHED
    assert look(found) == 300
    again = table(tmp_path)
    assert again.of(0) == Facts(tagged=1, mine=1)
    assert look(again) == 0


def test_a_cache_that_cannot_be_kept_changes_nothing(tmp_path: Path) -> None:
    folder(tmp_path, "a")
    tag(tmp_path, "a", span(1))
    (tmp_path / "cache").write_text("a file where a folder should be")
    found = table(tmp_path)
    assert look(found) == 1
    assert found.of(0).tagged == 1


def test_several_programs_use_one_cache_at_once(tmp_path: Path) -> None:
    row = Row("1", "2", Facts(tagged=3))

    def work(number: int) -> None:
        cache = FactCache(tmp_path / "cache", "/news")
        for step in range(20):
            cache.put([(f"{number}-{step}", row)])
            cache.note(f"{number}-{step}", ProposalsLeft("2", 3, step))
            cache.rows()
        cache.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    cache = FactCache(tmp_path / "cache", "/news")
    assert set(cache.rows().values()) <= {row}
    assert cache.rows()
    assert FactCache(tmp_path / "cache", "/other").rows() == {}


edits = st.lists(
    st.tuples(
        st.sampled_from(["tag", "done", "clear", "remove", "text", "break", "session", "lose the cache", "look"]),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(edits)
def test_the_table_is_always_what_the_files_say(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        tmp_path = Path(name)
        names = ["a", "b", "sub/c", "sub/d"]
        folder(tmp_path, *names)
        found = table(tmp_path)
        for number, (what, at) in enumerate(steps):
            path = tmp_path / "annotations" / f"{names[at]}.toml"
            time.sleep(0.006)  # longer than the tick of the clock that files are stamped with
            if what == "tag":
                tag(tmp_path, names[at], *(span(each) for each in range(number % 3 + 1)))
            elif what == "done":
                tag(tmp_path, names[at], span(number), status="done")
            elif what == "clear":
                tag(tmp_path, names[at])
            elif what == "remove":
                path.unlink(missing_ok=True)
            elif what == "text":
                (tmp_path / "news" / f"{names[at]}.txt").write_text(TEXT[number:] if number % 2 else TEXT)
            elif what == "break":
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("[document]\nbroken = ")
            elif what == "session":
                found = table(tmp_path)
            elif what == "lose the cache":
                found = table(tmp_path)
                for cache in (tmp_path / "cache").glob("*"):
                    cache.unlink()
            else:
                look(found)
        look(found)
        for at, each in enumerate(names):
            path = tmp_path / "annotations" / f"{each}.toml"
            document = Document.from_bytes((tmp_path / "news" / f"{each}.txt").read_bytes())
            fresh = told_by_the_careful_reader(path.read_bytes(), document, "") if path.exists() else UNTOUCHED
            assert found.of(at) == fresh
            assert found.is_done(at) == (fresh.status == "done")
