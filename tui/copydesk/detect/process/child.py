"""The detecting process as such: where it finds this package, what it may use of the machine, what its streams are."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

IMPORT_ROOT = Path(__file__).absolute().parents[3]
"""The folder that this package is imported from."""
THREADS = 2
"""Threads that numerical libraries may use, where the person did not say otherwise: what is left stays free."""
_THREADS_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)
_NICENESS = 5
"""How far the process steps back behind others (of 19): keys come first, and it still gets on."""


def environment() -> dict[str, str]:
    """What the process is started with."""
    found = dict(os.environ)
    inherited = found.get("PYTHONPATH", "")
    found["PYTHONPATH"] = os.pathsep.join(part for part in (str(IMPORT_ROOT), inherited) if part)
    threads = str(min(THREADS, os.cpu_count() or 1))
    for variable in _THREADS_VARIABLES:
        found.setdefault(variable, threads)
    return found


def step_back() -> None:
    """Let other processes go first; called by the process itself."""
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(_NICENESS)
    # Where Linux shares the processor by sessions first, niceness counts within one's own alone.
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(_NICENESS))


def private_streams() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for messages alone.

    From then on a detector that reads finds nothing, and what it prints goes to standard error.
    """
    requests = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, sys.stdin.fileno())
    os.close(nothing)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return requests, answers
