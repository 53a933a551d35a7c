"""Read-only: where annotations may not be changed, what would change them says why instead."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar


class MayBeReadOnly(Protocol):
    """What changes annotations, where that is allowed."""

    @property
    def read_only(self) -> str:
        """Why nothing may be annotated here, or empty."""
        ...


Self = TypeVar("Self", bound=MayBeReadOnly)
Given = ParamSpec("Given")


def decides(method: Callable[Concatenate[Self, Given], str]) -> Callable[Concatenate[Self, Given], str]:
    """A method that changes annotations: where they are read-only it only says why."""

    @wraps(method)
    def guarded(self: Self, /, *args: Given.args, **kwargs: Given.kwargs) -> str:
        return self.read_only or method(self, *args, **kwargs)

    return guarded
