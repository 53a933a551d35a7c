"""The lower rooms know nothing of the screen, and a start imports little: held by fresh processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "tui"

HEADLESS_ROOMS = ("text", "annotation", "store", "detect", "formats", "cli")

WALK = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
names = [module.name for module in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
names = [name for name in names if ".training." not in name]  # needs the extra `train`
for name in names:
    importlib.import_module(name)
print(len(names), *sorted({"textual", "rich"} & sys.modules.keys()))
"""

SLOW_TO_IMPORT = {
    "argparse",
    "asyncio",
    "hashlib",
    "logging",
    "multiprocessing",
    "platformdirs",
    "pygments",
    "rich",
    "secrets",
    "textual",
    "tomli_w",
    "tomllib",
    "wcwidth",
}
"""What neither `import copydesk` nor `copydesk --version` needs."""


def python(*arguments: str) -> str:
    """The standard output of a fresh interpreter that finds Copydesk in the source tree."""
    environment = os.environ | {"PYTHONPATH": str(SOURCES), "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=True, env=environment, timeout=60
    )
    return done.stdout


@pytest.mark.parametrize("room", HEADLESS_ROOMS)
def test_importing_every_module_of_a_headless_room_leaves_the_screen_libraries_out(room: str) -> None:
    count, *screen_libraries = python("-c", WALK, f"copydesk.{room}").split()
    assert int(count) > 0
    assert screen_libraries == []


def test_the_reading_process_imports_neither_numpy_nor_onnxruntime() -> None:
    script = (
        "import importlib, pkgutil, sys, copydesk.app, copydesk.detect.process.client, copydesk.detect.registry\n"
        "for module in pkgutil.walk_packages(copydesk.app.__path__, 'copydesk.app.'):\n"
        "    importlib.import_module(module.name)\n"
        "print('copydesk.app.screen' in sys.modules, *({'numpy', 'onnxruntime'} & sys.modules.keys()))"
    )
    assert python("-c", script).split() == ["True"]


def test_the_walk_notices_a_screen_library() -> None:
    assert "textual" in python("-c", WALK, "textual.widgets").split()


def test_importing_the_package_imports_nearly_nothing() -> None:
    script = "import sys; before = set(sys.modules); import copydesk; print(*(set(sys.modules) - before))"
    added = set(python("-c", script).split())
    assert added & SLOW_TO_IMPORT == set()
    assert len({name for name in added if name.startswith("copydesk")}) <= 3


def test_asking_for_the_version_imports_nearly_nothing() -> None:
    script = (
        "import sys; before = set(sys.modules); from copydesk.cli.main import main; main(['--version']); "
        "print(*(set(sys.modules) - before))"
    )
    version, added = python("-c", script).splitlines()
    assert version.startswith("copydesk ")
    assert set(added.split()) & SLOW_TO_IMPORT == set()


def test_a_command_imports_no_other_command() -> None:
    script = (
        "import sys; from copydesk.cli.main import main; main(['read', '--help']); "
        "print(*(name for name in sys.modules if name.startswith(('copydesk.cli', 'copydesk.app'))), file=sys.stderr)"
    )
    environment = os.environ | {"PYTHONPATH": str(SOURCES)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert "copydesk.cli.read" in done.stderr.split()
    assert {"copydesk.cli.detect", "copydesk.cli.export", "copydesk.app.main"}.isdisjoint(done.stderr.split())
