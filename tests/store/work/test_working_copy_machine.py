"""Any order of edits, undo, redo, saves, crashes, restarts and changes by others: nothing is lost and nothing mixed."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.store.work.desk_work import Crash, Faulty, Session, broken, full, new_article

from copydesk.annotation.orphan import Orphan
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span, new_id
from copydesk.store.annotations.loading import load
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.text.anchors import Anchor

LABELS = ("PERSON", "ORG", "GPE")


class Work(RuleBasedStateMachine):
    """A session beside a plain list of the states it went through."""

    @initialize()
    def begin(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        self.article = new_article(folder)
        self.places = [folder / "state", folder / "spare"]
        self.files = Faulty()
        self.start()
        self.past: list[Snapshot] = []
        self.future: list[Snapshot] = []

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.die()
            self._folder.cleanup()

    def start(self) -> None:
        self.files = Faulty()
        self.session = Session(self.article, self.places, files=self.files)
        assert not self.session.copy.read_only

    @property
    def now(self) -> Snapshot:
        return self.session.desk.annotations.snapshot()

    def did(self, before: Snapshot) -> None:
        self.past.append(before)
        self.future.clear()

    @rule(start=st.integers(0, 40), length=st.integers(1, 5), label=st.sampled_from(LABELS))
    def tag(self, start: int, length: int, label: str) -> None:
        before = self.now
        if self.session.desk.tag(start, start + length, label):
            self.did(before)

    @rule(start=st.integers(0, 40), label=st.sampled_from(LABELS))
    def go_on_with_the_last_edit(self, start: int, label: str) -> None:
        before, last = self.now, self.session.desk.history.last
        with self.session.desk.together("more", start, last):
            self.session.desk.tag(start, start + 2, label)
        if self.now != before:
            if last is None:
                self.did(before)
            self.future.clear()

    @precondition(lambda self: len(self.session.desk.annotations) > 0)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        before = self.now
        span = data.draw(st.sampled_from(before.spans))
        self.session.desk.remove(span)
        self.did(before)

    @precondition(lambda self: len(self.session.desk.orphans) > 0)
    @rule(data=st.data(), start=st.integers(0, 40), place=st.booleans())
    def place_or_discard_an_orphan(self, data: st.DataObject, start: int, place: bool) -> None:
        before = self.now
        orphan = data.draw(st.sampled_from(self.session.desk.orphans))
        if place:
            self.session.desk.reanchor(orphan, start, start + 4)
        else:
            self.session.desk.discard(orphan, start)
        self.did(before)

    @rule(done=st.booleans())
    def mark(self, done: bool) -> None:
        before = self.now
        if self.session.desk.mark(done, 0):
            self.did(before)

    @rule()
    def undo(self) -> None:
        before = self.now
        if self.session.desk.undo():
            self.future.append(before)
            assert self.now == self.past.pop()
        else:
            assert not self.past

    @rule()
    def redo(self) -> None:
        before = self.now
        if self.session.desk.redo():
            self.past.append(before)
            assert self.now == self.future.pop()
        else:
            assert not self.future

    @rule()
    def save(self) -> None:
        self.session.copy.write()

    @rule()
    def kill_and_reopen(self) -> None:
        before = self.now
        self.session.die()
        self.start()
        self.same_as(before)

    @rule()
    def quit_and_reopen(self) -> None:
        before = self.now
        problem = self.session.copy.close()
        on_disk = load(self.article, self.article.read()).snapshot
        if not problem and not self.session.copy.state.outside:
            assert on_disk == before
        self.start()
        self.same_as(before)

    @rule(at=st.integers(0, 12), after=st.booleans(), short=st.booleans(), start=st.integers(0, 40))
    def crash_while_tagging(self, at: int, after: bool, short: bool, start: int) -> None:
        before, there = self.now, len(self.files.calls)
        dying = Faulty(there + at, Crash(), after=after, short=short)
        dying.calls.extend(self.files.calls)
        self.swap(dying)
        try:
            made = self.session.desk.tag(start, start + 2, "CLAIM")
            self.session.copy.write()
        except Crash:
            made = None
        after_edit = self.now
        saved = made is not None and not self.session.copy.state.pending
        self.session.die()
        self.start()
        if self.now != before or saved:
            self.same_as(after_edit)
            if after_edit != before:
                self.did(before)

    @rule(at=st.integers(0, 8), kind=st.sampled_from((full, broken)), short=st.booleans(), start=st.integers(0, 40))
    def fail_while_tagging(self, at: int, kind: object, short: bool, start: int) -> None:
        before, there = self.now, len(self.files.calls)
        failing = Faulty(there + at, kind(), short=short)  # type: ignore[operator]
        failing.calls.extend(self.files.calls)
        self.swap(failing)
        if self.session.desk.tag(start, start + 3, "EVENT"):
            self.did(before)
        self.session.copy.write()
        self.session.copy.write()

    def swap(self, files: Faulty) -> None:
        self.files = files
        self.session.swap(files)

    @rule(start=st.integers(0, 40), prefer=st.sampled_from(("ours", "theirs")), how=st.integers(0, 5))
    def another_changes_the_file(self, start: int, prefer: str, how: int) -> None:
        """Somebody adds, relabels, removes or orphans an annotation in the file, or relates two, and it is taken in."""
        document = self.article.read()
        self.session.copy.look()
        self.session.take_in(prefer)
        theirs = load(self.article, document).snapshot
        orphans, relations = theirs.orphans, theirs.relations
        if how == 3 and theirs.spans:
            spans = theirs.spans[1:]
            orphans = (*orphans, Orphan(theirs.spans[0], Anchor("gone")))
        elif how == 4 and theirs.orphans and theirs.spans:
            spans = theirs.spans
            head, tail = theirs.orphans[0].id, theirs.spans[0].id
            relations = (*relations, Relation(id=new_id(), type="see", head=head, tail=tail))
        elif how == 5 and theirs.orphans:
            gone, *rest = theirs.orphans
            spans, orphans = theirs.spans, tuple(rest)
            relations = tuple(each for each in relations if gone.id not in (each.head, each.tail))
        elif how == 0 or not theirs.spans:
            added = Span(id=new_id(), label="LOC", start=start, end=start + 4)
            spans = (*theirs.spans, added)
        elif how == 1:
            first = theirs.spans[0]
            spans = (Span(id=first.id, label="FAC", start=first.start, end=first.end), *theirs.spans[1:])
        else:
            spans = theirs.spans[1:]
            relations = tuple(each for each in relations if theirs.spans[0].id not in (each.head, each.tail))
        changed = replace(
            theirs,
            spans=tuple(sorted(spans, key=lambda span: span.order)),
            orphans=tuple(sorted(orphans, key=lambda orphan: orphan.span.order)),
            relations=tuple(sorted(relations, key=lambda relation: relation.id)),
        )
        if changed == theirs:
            return
        content = render_annotation_file(changed, document, self.article.document_path).encode()
        self.article.annotation_path.parent.mkdir(exist_ok=True)
        self.article.annotation_path.write_bytes(content)
        before = self.now
        ids = {span.id for span in before.spans}
        self.session.copy.look()
        if self.session.take_in():
            assert self.article.annotation_path.read_bytes() == content
            assert self.now == before
            assert self.session.take_in(prefer) == 0
        if self.now != before:
            self.did(before)
        if how == 0 and spans[-1].id not in ids:
            assert spans[-1] in self.now.spans

    def same_as(self, expected: Snapshot) -> None:
        """What was found after a restart; a change by another that was not taken in before is none here."""
        assert self.now == expected

    @invariant()
    def no_litter(self) -> None:
        if hasattr(self, "session"):
            folder = self.article.annotation_path.parent
            assert not folder.exists() or [path.name for path in folder.iterdir()] in ([], ["a.toml"])

    @invariant()
    def the_history_is_the_one_that_was_made(self) -> None:
        if hasattr(self, "session"):
            assert len(self.session.desk.history.done) == len(self.past)
            assert len(self.session.desk.history.undone) == len(self.future)


TestWork = Work.TestCase
TestWork.settings = settings(max_examples=40, stateful_step_count=25)
