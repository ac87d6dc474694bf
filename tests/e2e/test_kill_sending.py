"""Killed at any step of sending, nobody is mailed twice without a record, and nobody is forgotten."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest
import yaml

from pipeline.model.message import Message
from pipeline.render.email import message_id
from pipeline.store.store import Store
from tests.examples import RICH
from tests.unit.records import NOW

pytestmark = pytest.mark.slow

SENDER = "brief@offlimits.example"
TO = ("a@firm.example", "b@firm.example", "c@firm.example")
SAFE = ("connected", "EHLO", "MAIL", "RCPT", "DATA")
"""Steps at which nothing of the mail has gone out."""
UNSAFE = ("begun", "dot", "taken", "answered", "QUIT")
VICTIM = 2  # the mail at whose handing over the client dies: one has gone before, one comes behind

COUNTED = """
import os, signal, sys
from contextlib import contextmanager
from pipeline.store.store import Store
from pipeline.cli.app import main
place, number, whole, count = sys.argv[1], int(sys.argv[2]), Store.transaction, 0
def die(here):
    if (place, number) == (here, count):
        os.kill(os.getpid(), signal.SIGKILL)
@contextmanager
def counted(self):
    global count
    with whole(self):
        yield
        count += 1
        die("before")
    die("behind")
Store.transaction = counted
sys.argv = ["offlimits", *sys.argv[3:]]
main()
"""


@dataclass
class Deadly:
    """A mail server that kills its client at a given step of the dialogue about one mail.

    Attributes:
        step: empty for a server that kills nobody.
        taken: Message-IDs that it has taken, by recipient.
    """

    step: str = ""
    pid: int = 0
    port: int = 0
    sessions: int = 0
    taken: list[tuple[str, str]] = field(default_factory=list)

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            self.sessions += 1
            with connection, connection.makefile("rwb") as stream:
                try:
                    self._talk(stream)
                except OSError:
                    continue

    def _talk(self, stream) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - a file of a socket
        self._die("connected")
        _say(stream, b"220 ready")
        recipient = ""
        while line := stream.readline():
            command = line[:4].upper().decode()
            self._die(command)
            if command == "RCPT":
                recipient = line.decode().partition("<")[2].partition(">")[0]
            if command == "DATA":
                self._take(stream, recipient)
                continue
            _say(stream, b"221 bye" if command == "QUIT" else b"250 ok")

    def _take(self, stream, recipient: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - as above
        _say(stream, b"354 go on")
        lines = [stream.readline()]
        self._die("begun")
        while lines[-1] not in (b".\r\n", b""):
            lines.append(stream.readline())
        if lines[-1] != b".\r\n":
            return
        self._die("dot")
        found = re.search(rb"(?mi)^Message-ID: (\S+)", b"".join(lines))
        assert found is not None
        self.taken.append((recipient, found[1].decode()))
        self._die("taken")
        _say(stream, b"250 taken")
        self._die("answered")

    def _die(self, step: str) -> None:
        if step == self.step and self.sessions == VICTIM and self.pid:
            os.kill(self.pid, signal.SIGKILL)
            self.step = ""
            raise ConnectionResetError


def _say(stream, words: bytes) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - as above
    stream.write(words + b"\r\n")
    stream.flush()


@pytest.fixture
def deadly() -> Iterator[Deadly]:
    server = Deadly()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.port = listener.getsockname()[1]
        thread = Thread(target=server.serve, args=(listener,), daemon=True)
        thread.start()
        yield server
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)


def prepared(folder: Path, port: int) -> Path:
    """A data directory in which three mails wait."""
    config = folder / "feeds.yaml"
    source = {"id": "a", "name": "A", "kind": "rss", "url": "https://a.example/feed", "grade": "B"}
    smtp = {"host": "127.0.0.1", "port": port, "security": "none"}
    delivery = {"from": SENDER, "to": list(TO), "smtp": smtp}
    config.write_text(yaml.safe_dump({"sources": [source], "delivery": delivery}), encoding="utf-8")
    with Store(folder / "data") as store, store.transaction():
        store.editions.save_edition(RICH, cutoff=NOW)
        waiting = [
            Message(
                edition_id=RICH.edition_id,
                recipient=to,
                number=number,
                message_id=message_id(RICH.edition_id, to, SENDER),
            )
            for number, to in enumerate(TO, start=1)
        ]
        store.outbox.queue(waiting, now=NOW)
    return config


def send(config: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", "send", "--config", str(config), *more]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def fates(config: Path) -> dict[str, Message]:
    with Store(config.parent / "data") as store:
        return {message.recipient: message for message in store.outbox.messages(RICH.edition_id)}


def hold_promises(config: Path, server: Deadly) -> list[str]:
    """Send what is left, look at everybody's mails, then send what is in doubt; returns who was in doubt."""
    rest = send(config)
    told = fates(config)
    counts = {to: sum(recipient == to for recipient, _ in server.taken) for to in TO}
    assert max(counts.values()) == 1, "nobody is mailed twice by itself"
    doubtful = [to for to in TO if told[to].state == "unknown"]
    assert {to for to in TO if not counts[to]} <= set(doubtful), "nobody is forgotten"
    assert {told[to].state for to in TO if to not in doubtful} <= {"sent"}
    assert len(doubtful) <= 1
    assert rest.returncode == len(doubtful)
    for to in doubtful:
        assert f"{to}: 2026-W28 may or may not have been sent" in rest.stderr
        assert send(config, "--again", "unknown").returncode == 0
    assert {recipient for recipient, _ in server.taken} == set(TO)
    assert len(set(server.taken)) == len(TO), "whoever is mailed again is mailed under the same Message-ID"
    twice = {to for to in TO if sum(recipient == to for recipient, _ in server.taken) > 1}
    after = fates(config)
    assert all(after[to].attempts > 1 for to in twice), "a second mail is on record"
    assert {message.state for message in after.values()} == {"sent"}
    return doubtful


@pytest.mark.parametrize("step", [*SAFE, *UNSAFE])
def test_killed_at_a_step_of_the_dialogue(tmp_path: Path, deadly: Deadly, step: str) -> None:
    config = prepared(tmp_path, deadly.port)
    deadly.step = step
    command = [sys.executable, "-m", "pipeline", "send", "--config", str(config)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        deadly.pid = process.pid
        assert process.wait(timeout=60) == -signal.SIGKILL
    doubtful = hold_promises(config, deadly)
    if step in SAFE:
        assert doubtful == [], "what has not gone out is simply sent by the next run"


@pytest.mark.parametrize("number", range(1, 2 * len(TO) + 1))
@pytest.mark.parametrize("place", ["before", "behind"])
def test_killed_around_a_commit(tmp_path: Path, deadly: Deadly, place: str, number: int) -> None:
    config = prepared(tmp_path, deadly.port)
    command = [sys.executable, "-c", COUNTED, place, str(number), "send", "--config", str(config)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    hold_promises(config, deadly)
