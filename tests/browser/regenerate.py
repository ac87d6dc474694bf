"""Draw the pictures anew: ``python -m tests.browser.regenerate``. Look at each of them before you commit it."""

import shutil
import sys

from tests.browser.chromium import SCHEMES, WIDTHS, browser, picture
from tests.browser.pages import mails
from tests.browser.pictures import KEPT, reduced


def main() -> None:
    """Replace everything below ``kept``."""
    shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir()
    with browser() as chromium:
        for name, html in mails().items():
            for width in WIDTHS:
                for scheme in SCHEMES:
                    png = picture(chromium, html, width=width, scheme=scheme)
                    (KEPT / f"{name}-{width}-{scheme}.png").write_bytes(reduced(png))
    sys.stdout.write(f"drew {len(list(KEPT.iterdir()))} pictures in {KEPT}\n")


if __name__ == "__main__":
    main()
