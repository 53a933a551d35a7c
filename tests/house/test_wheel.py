"""The wheel: it holds the package and nothing else, and works in an empty environment from another folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from copydesk.version import __version__

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).parents[2]

ARTICLE = "Mayor Ana Ruiz opened the bridge on Monday.\n\n“It is safe,” Ruiz said.\n"


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command without the source tree or this environment in sight; it must succeed."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=ROOT)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def binaries(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that holds the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder, with_pip=True)
    run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
    return folder / "bin"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article in a folder that has nothing to do with the source tree."""
    path = tmp_path / "articles" / "bridge.txt"
    path.parent.mkdir()
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    info, data = f"copydesk-{__version__}.dist-info", f"copydesk-{__version__}.data"
    assert {name.split("/")[0] for name in names} == {"copydesk", info, data}
    assert {name for name in names if name.startswith(data)} == {f"{data}/data/share/man/man1/copydesk.1"}
    assert {"copydesk/py.typed", "copydesk/__main__.py", f"{info}/licenses/LICENSE"} <= names
    assert not [name for name in names if Path(name).name.startswith(("test_", "conftest"))]


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith("copydesk/")}
    package = ROOT / "tui" / "copydesk"
    files = [path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert names == {f"copydesk/{path.relative_to(package).as_posix()}" for path in files}


def test_the_installed_command_tells_its_version(binaries: Path, tmp_path: Path) -> None:
    assert run(binaries / "copydesk", "--version", cwd=tmp_path).stdout == f"copydesk {__version__}\n"


@pytest.mark.parametrize("command", [[], ["read"], ["show"], ["detect"], ["export"], ["check"]])
def test_the_installed_command_helps(binaries: Path, tmp_path: Path, command: list[str]) -> None:
    assert "usage: copydesk" in run(binaries / "copydesk", *command, "--help", cwd=tmp_path).stdout


def test_the_installed_package_is_imported_from_the_wheel(binaries: Path, tmp_path: Path) -> None:
    script = "import copydesk; print(copydesk.__version__, copydesk.__file__)"
    version, path = run(binaries / "python", "-c", script, cwd=tmp_path).stdout.split(maxsplit=1)
    assert version == __version__
    assert "site-packages" in path


def test_the_installed_package_opens_its_app_module(binaries: Path, tmp_path: Path) -> None:
    run(binaries / "python", "-W", "error", "-c", "from copydesk.app.main import run_app", cwd=tmp_path)


def test_the_installed_command_detects(binaries: Path, tmp_path: Path, article: Path) -> None:
    line = json.loads(run(binaries / "copydesk", "detect", article.parent, cwd=tmp_path).stdout)
    assert line["text"] == ARTICLE
    assert "QUOTE" in {span["label"] for span in line["spans"]}


def test_the_installed_command_exports(binaries: Path, tmp_path: Path, article: Path) -> None:
    out = run(binaries / "python", "-m", "copydesk", "export", article.parent, "--to", "jsonl", "-o", "-", cwd=tmp_path)
    line = json.loads(out.stdout)
    assert (line["id"], line["text"], line["spans"]) == ("bridge", ARTICLE, [])
