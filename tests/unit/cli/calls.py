"""The command line called in this process, as a shell would call it."""

import json
import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from http.client import HTTPConnection
from io import BytesIO, TextIOWrapper
from typing import Any, TextIO

from pipeline.cli.app import main


@dataclass(frozen=True)
class Called:
    """How a call ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    def json(self) -> Any:  # noqa: ANN401 - whatever was printed
        return json.loads(self.out)


class Stream(TextIOWrapper):
    """A standard stream: a pipe, or a terminal."""

    def __init__(self, content: bytes = b"", *, terminal: bool = False) -> None:
        self.raw_bytes = BytesIO(content)
        super().__init__(self.raw_bytes, encoding="utf-8", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    @property
    def text(self) -> str:
        return self.raw_bytes.getvalue().decode()


class Shown(Stream):
    """Standard output of somebody who opens the address that is told, and then presses Ctrl-C.

    Attributes:
        seen: the page at the address.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seen = b""
        self._main = threading.get_ident()
        signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever the runner of the tests makes of it

    def write(self, text: str, /) -> int:
        told = re.match(r"http://(127\.0\.0\.1):(\d+)/  \(Ctrl-C ends it\)", text)
        if told:
            threading.Thread(target=self._look, args=(told[1], int(told[2]))).start()
        return super().write(text)

    def _look(self, host: str, port: int) -> None:
        connection = HTTPConnection(host, port, timeout=10)
        try:
            connection.request("GET", "/")
            self.seen = connection.getresponse().read()
        finally:
            connection.close()
            signal.pthread_kill(self._main, signal.SIGINT)


def call(
    *arguments: object, stdin: TextIO | bytes = b"", stdout: TextIO | None = None, terminal: bool = False
) -> Called:
    """Run ``offlimits`` with arguments.

    Args:
        arguments: each becomes text.
        stdin: what standard input holds.
        stdout: where the output goes instead; it is not in the result then.
        terminal: somebody is looking at both outputs.
    """
    out, err = Stream(terminal=terminal), Stream(terminal=terminal)
    given = Stream(stdin) if isinstance(stdin, bytes) else stdin
    with redirect_stdout(stdout or out), redirect_stderr(err), _called_as(arguments, given):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        else:
            raise AssertionError("main() always exits")
    assert isinstance(code, int)
    return Called(code, out.text, err.text)


def refused(called: Called) -> str:
    """The one line with which a call was refused."""
    assert (called.code, called.out) == (2, ""), called
    assert called.err.startswith("offlimits: ")
    assert called.err.count("\n") == 1
    return called.err.removeprefix("offlimits: ").rstrip("\n")


@contextmanager
def _called_as(arguments: tuple[object, ...], stdin: TextIO) -> Iterator[None]:
    before = sys.argv, sys.stdin
    sys.argv, sys.stdin = ["offlimits", *map(str, arguments)], stdin
    try:
        yield
    finally:
        sys.argv, sys.stdin = before
