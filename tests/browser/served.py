"""Sites as readers see them: served on loopback from a folder of a larger web, or opened from a disk."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Dialog, Page, Request

from tests.browser.chromium import Scheme

WITHIN = "some/where"
"""The folder of the web in which the site stands."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives
        pass


@dataclass(frozen=True, slots=True)
class Heard:
    """What a page complained of, and whom it asked beside its own site."""

    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Put the files of a site into a folder."""
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder, and give its address, with "/" at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()


@contextmanager
def opened(
    browser: Browser, url: str, *, width: int = 1280, scripts: bool = True, scheme: Scheme = "light"
) -> Iterator[tuple[Page, Heard]]:
    """A page in a window of its own.

    Yields:
        The page, and what is heard of it until now: messages on its console, errors, and addresses that failed.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=scripts, color_scheme=scheme
    )
    heard = Heard()
    page = context.new_page()
    site = url.split("/")[:3]

    def dismiss(dialog: Dialog) -> None:
        heard.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def asked(request: Request) -> None:
        if request.url.split("/")[:3] != site:
            heard.strangers.append(request.url)

    page.on("console", lambda message: heard.complaints.append(message.text))
    page.on("pageerror", lambda error: heard.complaints.append(str(error)))
    page.on("requestfailed", lambda request: heard.complaints.append(f"failed: {request.url}"))
    page.on("dialog", dismiss)
    page.on("request", asked)
    try:
        page.goto(url)
        yield page, heard
    finally:
        context.close()
