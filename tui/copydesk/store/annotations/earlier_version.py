"""Earlier versions: the text of an article as it was when it was annotated, if git still has it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import which

from copydesk.text.document import Document

SECONDS = 3.0
"""How long the history is searched, all in all."""

VERSIONS = 300
"""How many versions of the file are looked at, the newest first."""

LARGEST = 64_000_000
"""How many bytes of old versions are read at most."""

_LOCAL_ONLY = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}
"""Nothing is asked, locked, fetched or taken for a pattern."""

_CONFIG = ("core.fsmonitor=false", "log.showSignature=false", "core.quotePath=false")
"""What a repository's own configuration could make git run is off."""


def earlier_version(path: Path, sha256: str, *, seconds: float = SECONDS, versions: int = VERSIONS) -> str | None:
    """The text of the version of a file whose bytes have a hash, from the history of the repository that it is in.

    Args:
        path: The file, as it is named now; it is followed through renamings.
        sha256: Hexadecimal digest of the version's bytes, or of its bytes with each line end made CRLF, which git may
            have taken out.
        seconds: How long to search at most.
        versions: How many versions to look at, at most.

    Returns:
        The text, or None where there is no git, no repository, or no such version within the bounds.
    """
    program = which("git")
    if program is None:
        return None
    real = Path(os.path.realpath(path))
    until = time.monotonic() + seconds
    seen: set[str] = set()
    size = 0
    for further in (("--follow",), ("--all",)):
        for blob in _blobs(program, real, further, versions, until):
            if blob in seen:
                continue
            seen.add(blob)
            content = _git(program, real.parent, until, "cat-file", "blob", blob)
            if content is None or len(seen) > versions or size > LARGEST:
                return None
            size += len(content)
            for version in (content, content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")):
                if hashlib.sha256(version).hexdigest() == sha256:
                    return Document.from_bytes(version).text
    return None


def _blobs(program: str, path: Path, further: tuple[str, ...], versions: int, until: float) -> Iterator[str]:
    """The names of a file's versions, the newest first."""
    asked = ("log", *further, "--format=", "--raw", "--no-abbrev", "--no-ext-diff", "--no-textconv", "-m")
    listed = _git(program, path.parent, until, *asked, f"--max-count={versions}", "--", path.name)
    for line in (listed or b"").decode("ascii", "replace").splitlines():
        if line.startswith(":"):
            old, new = line.split()[2:4]
            yield from (blob for blob in (new, old) if blob.strip("0"))


def _git(program: str, folder: Path, until: float, *arguments: str) -> bytes | None:
    """What a git command says, or None where it fails or takes too long."""
    left = until - time.monotonic()
    if left <= 0:
        return None
    # A repository that the surroundings name (in a hook, say) is not the one that the file is in.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | _LOCAL_ONLY
    options = [part for pair in _CONFIG for part in ("-c", pair)]
    try:
        done = subprocess.run(
            [program, "--no-pager", *options, *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=left,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
