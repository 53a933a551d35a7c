"""The public names: lazy, and all there."""

from __future__ import annotations

import subprocess
import sys

import copydesk


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_every_public_name_is_there() -> None:
    assert set(copydesk.__all__) <= set(dir(copydesk))
    for name in copydesk.__all__:
        assert getattr(copydesk, name) is not None


def test_importing_it_brings_nearly_nothing() -> None:
    brought = run("import sys, copydesk; print(*(name for name in sys.modules if name.startswith('copydesk')))")
    assert set(brought.split()) == {"copydesk", "copydesk.detect", "copydesk.version"}


def test_using_it_brings_no_user_interface() -> None:
    every = "[getattr(copydesk, name) for name in copydesk.__all__]"
    used = "copydesk.detect(copydesk.Document.from_text('Ana said so.'))"
    brought = run(f"import sys, copydesk; {every}; {used}; print(*sys.modules)")
    assert not {"textual", "rich", "spacy"} & set(brought.split())


def test_detect_is_a_function_and_a_package() -> None:
    from copydesk.detect.registry import detect

    document = copydesk.Document.from_text("“We will rebuild,” said Ana Ruiz.")
    assert copydesk.detect(document) == detect(document)
    assert copydesk.detect(document).spans
