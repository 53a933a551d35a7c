"""What every test stands on: folders of its own, a plain environment, and reproducible properties."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

HOME_VARIABLES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
"""Where the platform's folders are looked for."""

TERMINAL_VARIABLES = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "COLUMNS", "LINES")
"""What would change what is drawn, and how wide."""

_numbers = itertools.count()


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which each test's own home lies."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def own_home(_homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep a test away from the person's configuration, data and caches, and from that of other tests."""
    home = _homes / str(next(_numbers))
    for variable in HOME_VARIABLES:
        monkeypatch.setenv(variable, str(home / variable.split("_")[1].lower()))
    for variable in list(os.environ):
        if variable in TERMINAL_VARIABLES or variable.startswith(("COPYDESK_", "TEXTUAL_")):
            monkeypatch.delenv(variable)
    monkeypatch.setenv("TERM", "xterm-256color")
    return home
