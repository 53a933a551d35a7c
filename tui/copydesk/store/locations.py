"""Where things of the program itself are kept: every path outside the corpus comes from here."""

from __future__ import annotations

import os
from pathlib import Path

CONFIG_VARIABLE = "COPYDESK_CONFIG"
"""With this in the environment, the configuration is that file."""


def config_file() -> Path:
    """The configuration file, whether or not it exists: that of `COPYDESK_CONFIG`, or the platform's."""
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("copydesk", appauthor=False) / "config.toml"
