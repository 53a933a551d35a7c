"""What a command's exit status means."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit status of a command, for scripts to rely on.

    Attributes:
        FINE: Done as asked.
        FINDINGS: The command ran and found something wrong with what it was asked to check.
        USAGE: The command line or its input cannot be used; standard error says why.
        INTERRUPTED: Stopped by ctrl+c (128 + SIGINT, as shells have it).
    """

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    INTERRUPTED = 130
