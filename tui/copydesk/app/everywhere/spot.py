"""A spot: a place that a preview asks about, in an article that is open or in one that is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.annotation.bulk import Candidate
from copydesk.app.reading import Reading

if TYPE_CHECKING:
    from copydesk.store.work.unopened import FoundIn


@dataclass(frozen=True, slots=True)
class Spot:
    """A candidate and the article it is in: one that is open, or one that is not."""

    candidate: Candidate
    reading: Reading | None = None
    found: FoundIn | None = None
