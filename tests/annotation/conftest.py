"""What every test of annotations may use."""

from __future__ import annotations

import pytest
from tests.annotation.made_up_desk import LINKS, SPANS, TEXT

from copydesk.annotation.desk import Desk
from copydesk.annotation.labels import DEFAULT_LABELS


@pytest.fixture
def desk() -> Desk:
    desk = Desk(TEXT, by="ana", labels=DEFAULT_LABELS)
    desk.propose(SPANS, LINKS)
    return desk
