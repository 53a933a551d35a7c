"""The errors that reach a person: what is wrong, where, and what to do about it."""

from __future__ import annotations

from pathlib import Path


class CopydeskError(Exception):
    """Anything the program refuses on purpose; its text is written for a person.

    Args:
        problem: What is wrong, in one sentence without a full stop.
        path: The file concerned, if there is one.
        line: The line in that file, counted from 1, if it is known.
        remedy: What the person can do about it.
    """

    def __init__(
        self,
        problem: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        remedy: str = "",
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = path
        self.line = line
        self.remedy = remedy

    def __str__(self) -> str:
        """The whole message on one line: `file:line: problem. remedy`."""
        where = "" if self.path is None else str(self.path)
        if where and self.line is not None:
            where = f"{where}:{self.line}"
        message = f"{where}: {self.problem}" if where else self.problem
        return f"{message}. {self.remedy}" if self.remedy else message


class InputError(CopydeskError):
    """Input (a file, an argument, a label set) that cannot be used as it is."""


class NothingToRead(InputError):
    """What was named is there and can be read, but holds no article."""


class MissingExtra(CopydeskError):
    """A feature needs a package that is not installed.

    Args:
        feature: What needs it, as a person would name it.
        extra: The name of the extra that brings it.
    """

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(
            f"{feature} needs a package that is not installed",
            remedy=f'Install it with: pip install "copydesk[{extra}]"',
        )
        self.extra = extra
