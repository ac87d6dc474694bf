"""A folder is shown on loopback until Ctrl-C, to nobody else, and without a word on standard error."""

import signal
import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pipeline.deliver.preview import serve_folder


@pytest.fixture(autouse=True)
def _ctrl_c() -> Iterator[None]:
    """Ctrl-C raises KeyboardInterrupt, whatever the runner of the tests makes of it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "site" / "briefs").mkdir(parents=True)
    (tmp_path / "site" / "index.html").write_text("<p>What is off limits</p>", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("not for you", encoding="utf-8")
    return tmp_path / "site"


def get(line: str, path: str) -> tuple[int, bytes]:
    """Ask the server that a line announces."""
    parts = urlsplit(line.split(maxsplit=1)[0])
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def shown(folder: Path, ask: Callable[[str], object]) -> tuple[list[str], list[object]]:
    """Serve a folder, ask once, press Ctrl-C; what was announced, and the answer."""
    said: list[str] = []
    answers: list[object] = []
    main = threading.get_ident()

    def ask_then_end(line: str) -> None:
        try:
            answers.append(ask(line))
        finally:
            signal.pthread_kill(main, signal.SIGINT)

    def announce(line: str) -> None:
        said.append(line)
        if line:
            threading.Thread(target=ask_then_end, args=(line,)).start()

    serve_folder(folder, announce=announce)
    return said, answers


def test_the_address_is_announced_and_ctrl_c_ends_it(folder: Path) -> None:
    said, _ = shown(folder, lambda line: get(line, "/"))
    assert len(said) == 2
    assert said[0].startswith("http://127.0.0.1:")
    assert said[0].endswith("/  (Ctrl-C ends it)")
    assert said[1] == ""


def test_a_page_is_shown(folder: Path) -> None:
    _, answers = shown(folder, lambda line: get(line, "/"))
    assert answers == [(200, b"<p>What is off limits</p>")]


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "//etc/hostname", "/none.html"])
def test_what_lies_outside_the_folder_or_nowhere_is_not_found(folder: Path, path: str) -> None:
    _, answers = shown(folder, lambda line: get(line, path)[0])
    assert answers == [404]


def test_no_access_log_is_written(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shown(folder, lambda line: get(line, "/none.html"))
    assert capfd.readouterr() == ("", "")


def test_the_port_is_free_again_afterwards(folder: Path) -> None:
    said, _ = shown(folder, lambda line: get(line, "/"))
    with pytest.raises(ConnectionRefusedError):
        get(said[0], "/")
