"""Where things of the program itself are kept: every path outside the corpus comes from here."""

from __future__ import annotations

import os
import stat
from pathlib import Path

CONFIG_VARIABLE = "COPYDESK_CONFIG"
"""With this in the environment, the configuration is that file."""


def config_file() -> Path:
    """The configuration file, whether or not it exists: that of `COPYDESK_CONFIG`, or the platform's."""
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        try:
            return Path(named).expanduser()
        except RuntimeError:  # the home of somebody who is not known here
            return Path(named)
    from platformdirs import user_config_path

    return user_config_path("copydesk", appauthor=False) / "config.toml"


def state_folder() -> Path:
    """The platform's folder for what the program keeps from one run to the next, whether or not it exists."""
    from platformdirs import user_state_path

    return user_state_path("copydesk", appauthor=False)


def cache_folder() -> Path:
    """The platform's folder for what can be made again at any time, whether or not it exists."""
    from platformdirs import user_cache_path

    return user_cache_path("copydesk", appauthor=False)


def spare_folder() -> Path | None:
    """A folder of this person's own among the temporary files, for when the state folder cannot be written.

    None when something else stands there: that folder is everybody's, and could be a trap.
    """
    import tempfile

    user = os.getuid() if hasattr(os, "getuid") else None
    folder = Path(tempfile.gettempdir()) / ("copydesk" if user is None else f"copydesk-{user}")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    safe = stat.S_ISDIR(found.st_mode) and (user is None or (found.st_uid == user and not found.st_mode & 0o077))
    return folder if safe else None
