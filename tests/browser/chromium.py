"""The Chromium of the machine, without network, and pages that it shows."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDTHS = (375, 600)
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_FONTS = Path(__file__).with_name("fonts.conf")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-lcd-text",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
)
_HEIGHT = 800


def missing() -> str:
    """What this machine lacks for drawing mails, and how to get it; empty if it lacks nothing."""
    lacks = [] if _found() else ["a Chromium (chromium or google-chrome)"]
    if not any(Path("/usr/share/fonts").rglob("LiberationSerif-Regular.ttf")):
        lacks.append("the Liberation fonts")
    return f"{' and '.join(lacks)} not found: apt install chromium fonts-liberation" if lacks else ""


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser that draws with the same fonts on every machine.

    Raises:
        FileNotFoundError: there is none, or the fonts are missing.
    """
    path = _found()
    if missing() or path is None:
        raise FileNotFoundError(missing())
    with sync_playwright() as playwright:
        environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(_FONTS)}
        made = playwright.chromium.launch(executable_path=path, args=list(_FLAGS), env=environment)
        try:
            yield made
        finally:
            made.close()


@contextmanager
def shown(browser: Browser, html: str, *, width: int, scheme: Scheme) -> Iterator[tuple[Page, list[str]]]:
    """A mail as a reader sees it: offline, and without scripts of its own.

    Args:
        html: the whole document.
        width: of the window, in CSS pixels.
        scheme: what the reader's system prefers.

    Yields:
        The page, and the addresses that it asked for until now.
    """
    context = browser.new_context(
        viewport={"width": width, "height": _HEIGHT}, color_scheme=scheme, offline=True, java_script_enabled=False
    )
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    try:
        page = context.new_page()
        page.set_content(html)
        yield page, asked
    finally:
        context.close()


def picture(browser: Browser, html: str, *, width: int, scheme: Scheme) -> bytes:
    """The whole mail as a PNG, one pixel for each CSS pixel."""
    with shown(browser, html, width=width, scheme=scheme) as (page, _):
        return page.screenshot(full_page=True)


def _found() -> str | None:
    return next((path for path in map(shutil.which, _NAMES) if path), None)
