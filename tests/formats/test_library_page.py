"""The examples of docs/library.md run as they stand."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "library.md").read_text(encoding="utf-8"), re.DOTALL)
NEEDED = {"to_pandas": "pandas", "to_arrow": "pyarrow", "import spacy": "spacy", "from datasets": "datasets"}


def title(example: str) -> str:
    """What an example is about: what it needs, or its last line."""
    return next((name for sign, name in NEEDED.items() if sign in example), example.strip().splitlines()[-1][:30])


@pytest.mark.parametrize("example", EXAMPLES, ids=title)
def test_an_example_runs_as_it_stands(example: str, tmp_path: Path) -> None:
    for sign, name in NEEDED.items():
        if sign in example and not find_spec(name):
            pytest.skip(f"{name} is not installed")
    for folder in ("seeds", "annotations"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    environment = {"PYTHONPATH": str(ROOT / "tui"), "HOME": str(tmp_path), "PATH": "", "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) == 5
