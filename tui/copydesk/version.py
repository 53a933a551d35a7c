"""The version of Copydesk: the one place that says it; the package metadata is made from it."""

from __future__ import annotations

__version__ = "0.1.0"
