"""Pictures of every kind of page for people to look at: ``python -m tests.browser.album FOLDER [SITE]``.

SITE is a folder with a site that was built, such as ``data/demo/data/site/private``, of which the largest page of each
kind is drawn; without it, the register of ``tests.browser.whole`` is. ``sheet-light.png`` and ``sheet-dark.png`` show
the beginning of every kind on one picture; README.md shows those of the sample world.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser

from pipeline.deliver.search_index import search_files
from pipeline.render.site import build
from pipeline.render.site.records import search_records
from tests.browser.chromium import SCHEMES, browser
from tests.browser.served import opened, served, write
from tests.browser.whole import WHOLE
from tests.examples import SITE

WIDTHS = (390, 1280)
_COLUMNS, _CELL, _GAP = 4, (400, 300), 16  # of a sheet, in pixels
_PAPER = {"light": "#d9d7d1", "dark": "#3a3936"}


def main(arguments: list[str]) -> int:
    """Draw all of them; each is named after its kind, width and scheme."""
    if not 1 <= len(arguments) <= 2:
        sys.stderr.write("python -m tests.browser.album FOLDER [SITE]\n")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as made, browser() as drawn:
        site = Path(arguments[1]) if arguments[1:] else Path(made)
        if not arguments[1:]:
            write(build(WHOLE, SITE, private=True), site)
            write({file.path: file.make() for file in search_files(search_records(WHOLE), site / "none")}, site)
        with served(site) as address:
            for name, page in largest(site):
                _draw(drawn, f"{address}{page}", folder / name)
    for scheme in SCHEMES:
        _sheet(folder, scheme)
    return 0


def _sheet(folder: Path, scheme: str) -> None:
    """The upper part of each wide picture, side by side."""
    names = sorted(path for path in folder.glob(f"*-{WIDTHS[-1]}-{scheme}.png") if "-by-" not in path.name)
    wide, high = _CELL[0] + _GAP, _CELL[1] + _GAP
    rows = -(-len(names) // _COLUMNS)
    sheet = Image.new("RGB", (_COLUMNS * wide + _GAP, rows * high + _GAP), _PAPER[scheme])
    for place, name in enumerate(names):
        with Image.open(name) as drawn:
            shown = drawn.convert("RGB").resize((_CELL[0], _CELL[0] * drawn.height // drawn.width))
        part = Image.new("RGB", _CELL, shown.getpixel((0, 0)))
        part.paste(shown, (0, 0))
        sheet.paste(part, (_GAP + place % _COLUMNS * wide, _GAP + place // _COLUMNS * high))
    sheet.quantize(128).save(folder / f"sheet-{scheme}.png", optimize=True)


def largest(site: Path) -> Iterator[tuple[str, str]]:
    """The largest page of each kind that stands in a folder: its name and its path."""
    found: dict[str, tuple[int, str]] = {}
    for path in sorted(site.rglob("*.html")):
        step, *below = path.relative_to(site).parts
        order = below[0] if below[1:] and below[0].startswith("by-") else ""
        name = step.removesuffix(".html") + (f"-{order}" if order else "-one" if below[1:] else "")
        found[name] = max(found.get(name, (0, "")), (path.stat().st_size, path.relative_to(site).as_posix()))
    for name, (_, page) in sorted(found.items()):
        yield name, f"{page}#q=ban" if name == "search" else page


def _draw(drawn: Browser, url: str, place: Path) -> None:
    for scheme in SCHEMES:
        for width in WIDTHS:
            with opened(drawn, url, width=width, scheme=scheme) as (page, _):
                page.wait_for_load_state("networkidle")
                page.screenshot(path=f"{place}-{width}-{scheme}.png", full_page=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
