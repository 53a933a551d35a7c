"""One import into a folder of its own, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.formats.round_trip import import_from, imported

from copydesk.annotation.span import Span

Found = list[tuple[str, str]]
ASTRONAUT = "Zoe 👩🏽‍🚀 met Ana.\r\nBo left."


def words(span: Span, text: str) -> tuple[str, str]:
    return span.label, " … ".join(span.texts(text))


class Import:
    """One import into a folder of its own: what came of it."""

    def __init__(self, folder: Path, name: str, file: Path, **options: Any) -> None:
        self.plan, self.findings = import_from(file, name, folder / "articles", **options)
        found = imported(folder / "articles")
        self.texts = {id: text for id, (text, _) in found.items()}
        self.snapshots = {id: snapshot for id, (_, snapshot) in found.items()}

    @property
    def problems(self) -> Sequence[str]:
        return [problem.problem for problem in self.findings.problems]

    def spans(self, id: str) -> Found:
        return [words(span, self.texts[id]) for span in self.snapshots[id].spans]

    def relations(self, id: str) -> list[tuple[str, str, str]]:
        by_id = {span.id: words(span, self.texts[id])[1] for span in self.snapshots[id].spans}
        return [(each.type, by_id[each.head], by_id[each.tail]) for each in self.snapshots[id].relations]


def units(text: str, words: str) -> dict[str, int]:
    """Where words stand, in UTF-16."""
    start = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return {"start": start, "end": start + len(words.encode("utf-16-le")) // 2}


def tab(*rows: str) -> str:
    """Rows whose columns are parted by two spaces or more here, and by tabs in the file."""
    return "".join(re.sub(" {2,}", "\t", row) + "\n" for row in rows)
