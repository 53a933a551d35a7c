"""A cache folder: what is put is found, what is damaged is a miss, and it stays bounded."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.store.files.cache_folder import CacheFolder
from copydesk.store.personal.locations import cache_folder

IMPORT_ROOT = Path(sys.modules["copydesk.store.files.cache_folder"].__file__ or "").parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "made" / "when needed"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.binary(max_size=300)), max_size=9))
def test_what_was_put_last_is_found(tmp_path_factory: pytest.TempPathFactory, puts: list[tuple[str, bytes]]) -> None:
    cache = CacheFolder(tmp_path_factory.mktemp("cache"))
    for key, data in puts:
        cache.put(key, data)
    assert {key: cache.get(key) for key in "abc"} == {key: dict(puts).get(key) for key in "abc"}


def test_another_program_finds_it_and_nobody_else(folder: Path) -> None:
    CacheFolder(folder).put("a", b"data")
    assert CacheFolder(folder).get("a") == b"data"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()] == [0o600]


@pytest.mark.parametrize("damage", [b"", b"x", b"\x00" * 400, "cut", "longer", "changed"])
def test_a_damaged_entry_is_a_miss_and_goes(folder: Path, damage: bytes | str) -> None:
    cache = CacheFolder(folder)
    cache.put("a", os.urandom(300))
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    changed = {
        "cut": whole[:-3],
        "longer": whole + b"more",
        "changed": whole[:99] + bytes([whole[99] ^ 1]) + whole[100:],
    }
    path.write_bytes(changed[damage] if isinstance(damage, str) else damage)
    assert cache.get("a") is None
    assert list(folder.iterdir()) == []
    cache.put("a", b"again")
    assert cache.get("a") == b"again"


def test_what_was_used_last_stays_when_room_is_made(folder: Path) -> None:
    cache = CacheFolder(folder, limit=20 * 4096)
    hours_ago = time.time() - 100 * 3600
    for number in range(20):
        cache.put(str(number), b"data")
        os.utime(folder / f"{number}.z", (hours_ago + number, hours_ago + number))
    assert cache.get("3") == b"data"
    CacheFolder(folder, limit=20 * 4096).put("new", b"data")
    left = {path.stem for path in folder.iterdir()}
    assert len(left) == 15
    assert {"new", "3", "19"} <= left
    assert not {"0", "1", "2", "4"} & left


def test_it_never_grows_far_beyond_its_limit(folder: Path) -> None:
    cache = CacheFolder(folder, limit=32 * 4096)
    for number in range(200):
        cache.put(str(number), b"data")
        assert len(list(folder.iterdir())) <= 32 + 3


def test_what_a_killed_program_left_half_written_goes_in_time_and_files_of_others_stay(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, hours in (("a-1.tmp", 2), ("b-2.tmp", 0), ("notes.txt", 2)):
        (folder / name).write_text("x")
        os.utime(folder / name, (time.time() - hours * 3600,) * 2)
    CacheFolder(folder, limit=4096).put("c", b"data")
    assert {path.name for path in folder.iterdir()} == {"b-2.tmp", "notes.txt", "c.z"}


@pytest.mark.parametrize("blocked", ["file", "read-only", "entry"])
def test_where_nothing_can_be_written_nothing_is_kept(folder: Path, blocked: str) -> None:
    folder.parent.mkdir()
    if blocked == "file":
        folder.write_text("a file stands there")
    elif blocked == "entry":
        (folder / "a.z").mkdir(parents=True)
    else:
        folder.mkdir(mode=0o500)
        if os.access(folder, os.W_OK):
            pytest.skip("this person may write anywhere")
    cache = CacheFolder(folder)
    cache.put("a", b"data")
    assert cache.get("a") is None
    assert not folder.is_dir() or not [path for path in folder.iterdir() if path.is_file()]


def test_many_programs_at_once_leave_whole_entries(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from copydesk.store.files.cache_folder import CacheFolder\n"
        "cache = CacheFolder(Path(sys.argv[1]), 4096 * 8)\n"
        "for n in range(150):\n"
        "    cache.put(str(n % 12), bytes([n % 12]) * 5000)\n"
        "    found = cache.get(str(n * 7 % 12))\n"
        "    assert found in (None, bytes([n * 7 % 12]) * 5000)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(IMPORT_ROOT)}
    running = [subprocess.Popen([sys.executable, "-c", code, str(folder)], env=environment) for _ in range(3)]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0]
    assert not list(folder.glob("*.tmp"))


def test_the_cache_lies_where_the_environment_says(own_home: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("other platforms have other variables")
    assert cache_folder() == own_home / "cache" / "copydesk"
