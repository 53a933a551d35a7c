"""Makes what in the docs comes from the program: page of keys, table of formats, manual page, the README's picture."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from copydesk.app.keys.key_table import markdown
from copydesk.app.main import CopydeskApp
from copydesk.app.screen import ReadingScreen
from copydesk.cli.manual import man_page
from copydesk.formats.capabilities import markdown_table
from copydesk.formats.registry import all_formats
from copydesk.store.corpus.corpus import Corpus

FORMATS_BEGIN = "<!-- formats: made by docs/make_pages.py -->"
FORMATS_END = "<!-- end of formats -->"
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


def with_formats(page: str) -> str:
    """The page of formats with its table made anew, from what the formats declare."""
    before, rest = page.split(FORMATS_BEGIN)
    _, after = rest.split(FORMATS_END)
    return f"{before}{FORMATS_BEGIN}\n{markdown_table(all_formats())}{FORMATS_END}{after}"


def main() -> None:
    """Write all of them."""
    (DOCS / "copydesk.1").write_text(man_page(), encoding="utf-8")
    formats = DOCS / "formats.md"
    formats.write_text(with_formats(formats.read_text(encoding="utf-8")), encoding="utf-8")
    (DOCS / "keys.md").write_text(markdown(), encoding="utf-8")
    (DOCS / "screen.svg").write_text(asyncio.run(picture()), encoding="utf-8")


if __name__ == "__main__":
    main()
