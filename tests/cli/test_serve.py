"""`copydesk serve`: on this machine unless told otherwise, behind a token, and in a real browser where there is one."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from copydesk.cli.main import main
from copydesk.cli.serve import free_port, is_loopback

SOURCES = Path(__file__).parents[2] / "tui"
PATIENCE = 60.0
TEXT = "Ada Quill came to Lorvik on Friday with Ben Tarrow.\n"


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.9.9.9"])
def test_loopback_addresses_are_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "example.org", ""])
def test_an_address_that_others_reach_is_refused_unless_it_is_meant(
    host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not is_loopback(host)
    assert main(["serve", "--host", host]) == 2
    assert "--public" in capsys.readouterr().err


def test_standard_input_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "-"]) == 2
    assert "standard input" in capsys.readouterr().err


def test_without_the_extra_it_is_asked_for_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    assert main(["serve", str(tmp_path), "--port", "0"]) == 2
    assert "copydesk[serve]" in capsys.readouterr().err


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address, with its token, of a server on an article."""
    pytest.importorskip("textual_serve")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text(TEXT, encoding="utf-8")
    port = free_port("127.0.0.1")
    server = subprocess.Popen(
        [sys.executable, "-m", "copydesk", "serve", str(tmp_path / "articles"), "--port", str(port)],
        env=os.environ | {"PYTHONPATH": str(SOURCES)},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr is not None
    try:
        line = server.stderr.readline()
        found = re.search(r"http://\S+", line)
        assert found, line
        yield found[0]
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)
        server.stderr.close()


def answer(url: str, **headers: str) -> int:
    for _ in range(100):
        try:
            with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"{url} does not answer")


def test_nothing_is_shown_without_the_token(address: str) -> None:
    base = address.partition("/?")[0]
    assert answer(address) == 200
    assert answer(base + "/") == 403
    assert answer(base + "/?token=wrong") == 403
    assert answer(base + "/ws") == 403
    assert answer(address, Origin="http://elsewhere.example") == 403


def test_a_browser_tags_a_name_and_it_is_on_the_disk(address: str, tmp_path: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("there is no Chromium here")
    file = tmp_path / "annotations" / "one.toml"
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector(".xterm-screen", timeout=1000 * PATIENCE)
        until = time.monotonic() + PATIENCE
        while not file.exists() and time.monotonic() < until:
            page.wait_for_timeout(1000)
            page.mouse.click(400, 300)
            page.keyboard.press("g")
            page.keyboard.press("1")
        browser.close()
    written = file.read_text(encoding="utf-8")
    assert 'label = "PERSON"' in written
    assert re.search(r'exact = "Ada( Quill)?"', written)
