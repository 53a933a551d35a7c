"""Lets `python -m copydesk` do what `copydesk` does."""

from __future__ import annotations

import sys

from copydesk.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
