"""Whatever a file of another program says, it is imported or named, and nothing comes to be outside of the folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fuzz.mutator import COUNT, corpus, mutants

from copydesk.errors import CopydeskError
from copydesk.formats.imports.importing import Plan, carry_out, plan_import
from copydesk.formats.imports.readers import MODULES, get_reader
from copydesk.formats.imports.reading import Findings
from copydesk.store.annotations.reader import parse_annotation_file
from copydesk.store.annotations.receiving import ReceivingFolder
from copydesk.store.annotations.writer import render_annotation_file

FORMATS = tuple(name for name in MODULES if name != "spacy")
"""spaCy reads its own files, behind one door that takes whatever it raises."""
TEXTS = {
    "plain": "Ana Ruiz met Bo Ek in Lund on 3 May. “We agree,” said Ruiz.\nBo Ek left.\n",
    "decided": "May said in May that Ms. May will stay; NA or None, 007, =1+2.",
    "emoji": "😀 Zoe 👩🏽‍🚀 and 👨‍👩‍👧‍👦 flew to 🇫🇷 now; ❤️ Bo🎉Ek 1️⃣!",
}
SHARE = 0.05
"""Of the inputs that are made up, for each format."""
LONGEST_MESSAGE = 900


class Place:
    """A folder of articles, and beside it the file that is imported."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.root = folder
        self.articles = folder / "in" / "articles"
        self.articles.mkdir(parents=True)
        self.files = folder / "files"
        self.files.mkdir()
        for id, text in TEXTS.items():
            (self.articles / f"{id}.txt").write_text(text, encoding="utf-8", newline="")
            (self.files / f"{id}.txt").write_text(text, encoding="utf-8", newline="")

    def take(self, content: bytes, suffix: str) -> tuple[Plan, Findings]:
        """Plan an import, and prove what is said of it, and that it could be written and read again."""
        stem = {"slate": "plain.txt", "brat": "plain"}.get(self.name, "made")
        path = self.files / f"{stem}{suffix}"
        path.write_bytes(content)
        findings = Findings()
        plan = plan_import(get_reader(self.name), [path], ReceivingFolder(self.articles), findings)
        for each in (*findings.problems, *findings.notices):
            assert each.problem
            assert each.line is None or 1 <= each.line <= content.count(b"\n") + 1
            assert len(str(each)) - len(str(each.path or "")) < LONGEST_MESSAGE
        for receipt in plan.receipts:
            assert receipt.article.path.resolve().is_relative_to(self.articles.resolve())
            assert receipt.article.annotation_path.resolve().is_relative_to(self.root / "in" / "annotations")
            if receipt.content is not None:
                assert receipt.document.text.encode() == receipt.content.removeprefix(b"\xef\xbb\xbf")
            if receipt.snapshot is not None:
                written = render_annotation_file(receipt.snapshot, receipt.document, "x")
                again = parse_annotation_file(written.encode(), path, receipt.document)
                assert not again.problems
                assert again.snapshot == receipt.snapshot
        return plan, findings


def cases(name: str) -> Iterator[tuple[str, bytes, str]]:
    for path in corpus(f"import_{name}"):
        yield path.stem, path.read_bytes(), path.suffix


@pytest.mark.parametrize("name", FORMATS)
def test_each_file_of_the_corpus_is_imported_or_named(name: str, tmp_path: Path) -> None:
    place = Place(tmp_path, name)
    for stem, content, suffix in cases(name):
        plan, findings = place.take(content, suffix)
        if stem == "sound":
            assert (plan.spans > 0, findings.problems) == (True, [])
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    for _, content, suffix in cases(name):
        plan, _ = place.take(content, suffix)
        for problem in carry_out(plan.receipts):
            assert isinstance(problem, CopydeskError)
    made = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert {path.relative_to(tmp_path).parts[:2] for path in made} - {("files", path.name) for path in made} <= {
        ("in", "articles"),
        ("in", "annotations"),
    }


@pytest.mark.parametrize("name", FORMATS)
def test_whatever_is_done_to_them_they_are_imported_or_named(name: str, tmp_path: Path) -> None:
    place = Place(tmp_path, name)
    suffix = next(path.suffix for path in corpus(f"import_{name}") if path.stem == "sound")
    usable = 0
    failed: dict[str, tuple[int, bytes]] = {}
    for number, content in enumerate(mutants(f"import_{name}", max(1, int(COUNT * SHARE)))):
        try:
            usable += bool(place.take(content, suffix)[0].spans)
        except CopydeskError as error:
            assert str(error)  # noqa: PT017
        except Exception as error:  # noqa: BLE001 - each kind of failure is shown once
            failed.setdefault(f"{type(error).__name__}: {error}"[:200], (number, content[:1500]))
    assert not failed, failed
    assert usable
