"""Makes what in the docs comes from the program: the page of keys, the manual page, and the picture of the README."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from copydesk.app.key_table import markdown
from copydesk.app.main import CopydeskApp
from copydesk.app.screen import ReadingScreen
from copydesk.cli.manual import man_page
from copydesk.store.corpus import Corpus

DOCS = Path(__file__).parent
SIZE = (118, 34)
ACCEPTED = 26
SECONDS = 30


async def picture() -> str:
    """The app with the seed articles, half annotated, as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        app = CopydeskApp(Corpus.open([DOCS.parent / "seeds"], annotations=folder))
        async with app.run_test(size=SIZE) as pilot:
            screen = app.screen
            assert isinstance(screen, ReadingScreen)
            for _ in range(SECONDS * 10):
                if all(reading.desk.left for reading in screen.readings):
                    break
                await asyncio.sleep(0.1)
            await pilot.press("tab", *["enter"] * ACCEPTED, "g", "J", "J", "J")
            await pilot.pause()
            svg = app.export_screenshot(title="copydesk seeds")
    # The fonts of the reader's machine will do: nothing is fetched to look at a picture.
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace("Fira Code", "ui-monospace, monospace")


def main() -> None:
    """Write them."""
    (DOCS / "copydesk.1").write_text(man_page(), encoding="utf-8")
    (DOCS / "keys.md").write_text(markdown(), encoding="utf-8")
    (DOCS / "screen.svg").write_text(asyncio.run(picture()), encoding="utf-8")


if __name__ == "__main__":
    main()
