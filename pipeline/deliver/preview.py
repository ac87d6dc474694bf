"""A look at the site on loopback: for the person at the machine, never for the network."""

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and writes no access log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives
        """Nothing is logged."""


def serve_folder(folder: Path, *, announce: Callable[[str], None], port: int = 0) -> None:
    """Serve a folder on 127.0.0.1 until Ctrl-C.

    Args:
        folder: what is served.
        announce: gets the line that says where.
        port: 0 takes a free one.
    """
    with ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(folder))) as server:
        announce(f"http://127.0.0.1:{server.server_address[1]}/  (Ctrl-C ends it)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            announce("")
