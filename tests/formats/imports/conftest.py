"""Makes `tests.formats` importable whichever way pytest is started, and reads what a test wrote."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = str(Path(__file__).parents[3])
if ROOT not in sys.path:
    sys.path.append(ROOT)


@pytest.fixture
def read(tmp_path: Path) -> Any:
    from tests.formats.imports.one_import import Import

    def read(name: str, content: Any, file: str, **options: Any) -> Any:
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        source = content if isinstance(content, (str, bytes)) else json.dumps(content)
        path.write_bytes(source.encode() if isinstance(source, str) else source)
        return Import(tmp_path, name, path, **options)

    return read
