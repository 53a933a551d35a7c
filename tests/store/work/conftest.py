"""What every test of durable work may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store.work.desk_work import new_article

from copydesk.store.corpus.article import Article


@pytest.fixture
def article(tmp_path: Path) -> Article:
    return new_article(tmp_path)


@pytest.fixture
def places(tmp_path: Path) -> list[Path]:
    return [tmp_path / "state", tmp_path / "spare"]
