"""The tutorial's articles, copied to a folder of their own, so that nothing of the person's is touched."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ARTICLES: Final = Path(__file__).parent / "articles"
"""Where the program has them."""


@contextmanager
def tutorial_folder() -> Iterator[Path]:
    """A folder with copies of the articles, there until the context ends; their annotations go beside it."""
    with tempfile.TemporaryDirectory(prefix="copydesk-tutorial-", ignore_cleanup_errors=True) as above:
        folder = Path(above) / "articles"
        folder.mkdir()
        for article in sorted(ARTICLES.glob("*.txt")):
            shutil.copyfile(article, folder / article.name)
        yield folder
