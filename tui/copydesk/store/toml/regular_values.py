"""Regular values: patterns of TOML values on one line as this program writes them, and what they say.

Each pattern takes less than TOML allows, and means what TOML says; its one group is what `string_in` and the like read.
None of them ever goes back, so that their time grows with the file and no faster.
"""

from __future__ import annotations

PLAIN = r'[^"\\\x00-\x08\x0a-\x1f\x7f]*+'
STRING = rf'"({PLAIN}(?:\\(?:["\\btnfr]|u(?![dD][89a-fA-F])[0-9A-Fa-f]{{4}}){PLAIN})*+)"'
INTEGER = r"(0|[1-9][0-9]{0,17})"
NUMBER = r"((?:0|[1-9][0-9]{0,8})\.[0-9]{1,18})"
MOMENT = r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?Z)"
KEY = "([A-Za-z0-9_-]+)"


def string_in(quoted: str) -> str:
    """A basic string by what stands between its quotation marks; these escapes are those of JSON too."""
    if "\\" not in quoted:
        return quoted
    import json

    decoded: str = json.loads(f'"{quoted}"', strict=False)
    return decoded
