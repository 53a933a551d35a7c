"""Values of TOML as values of JSON: dates and times as ISO 8601 strings, numbers that JSON lacks as strings."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, time
from typing import Any


def plain(value: Any) -> Any:
    """The value in terms of dictionaries, lists, strings, numbers and booleans."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value
