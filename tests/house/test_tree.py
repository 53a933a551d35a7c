"""What the repository must and must not hold."""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SEEDS = {
    "000_f60777c12fc57a00.txt": "880757682d9e1ee29609c071a442e1895d3e7ff8932987e818ebedbbfe53b187",
    "002_86e0aca6a44dbf7c.txt": "7be740382f493aace5a1aa0b74296cd430af744cca2b7630e5d74c71de8e19b1",
}

PLACES = re.compile(
    r"(?<![\w.])/(?:root|home|Users|work|opt)/\w"  # a folder of one machine
    r"|\b(?:pypi|pythonhosted)\.(?:org|python\.org)\b"  # a host of a package index
)


def tracked_files() -> list[Path]:
    """Every file that git tracks or would track; skips the test outside a clone."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not in a git clone")
    return [path for name in listing.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize(("name", "sha256"), SEEDS.items())
def test_a_seed_article_is_kept_byte_for_byte(name: str, sha256: str) -> None:
    assert hashlib.sha256((ROOT / "seeds" / name).read_bytes()).hexdigest() == sha256


def test_the_seeds_are_the_two_articles_and_nothing_else() -> None:
    assert {path.name for path in (ROOT / "seeds").iterdir()} == set(SEEDS)


def test_no_file_names_a_folder_of_a_machine_or_a_package_index() -> None:
    here = Path(__file__)
    named = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked_files()
        if path != here and (match := PLACES.search(path.read_text("utf-8", "replace")))
    ]
    assert named == []


@pytest.mark.parametrize(
    "line",
    ["at /{}/ana/x".format("home"), "see /{}/notes".format("work"), "https://files.{}.org/".format("pythonhosted")],
)
def test_a_folder_or_an_index_is_recognised(line: str) -> None:
    assert PLACES.search(line)
