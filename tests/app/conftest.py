"""Makes `tests.app` importable whichever way pytest is started, and opens the app for tests."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

ROOT = str(Path(__file__).parents[2])
if ROOT not in sys.path:
    sys.path.append(ROOT)

if TYPE_CHECKING:
    from tests.app.stage import FakeClient, Opener


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> FakeClient:
    """What answers for the detecting process; nothing is proposed unless a test says so."""
    from tests.app.stage import FakeClient

    client = FakeClient()
    monkeypatch.setattr("copydesk.detect.process.client.DetectionClient", client)
    return client


@pytest.fixture
def opener(tmp_path: Path, client: FakeClient) -> Opener:
    """Opens the app on a folder of its own."""
    from tests.app.stage import Opener

    return Opener(tmp_path, client)


@pytest.fixture
def harbor_and_valley(opener: Opener) -> Opener:
    """Two articles that name some of the same, with proposals for their names."""
    from tests.app.made_up import HARBOR, VALLEY, names_of_harbor, names_of_valley

    opener.write(harbor=HARBOR, valley=VALLEY)
    opener.propose(HARBOR, names_of_harbor())
    opener.propose(VALLEY, names_of_valley())
    return opener
