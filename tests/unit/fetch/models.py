"""A text model on loopback that answers as a test wants it to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = tuple[int, bytes, float]
"""Status, body, and seconds to wait before it."""


@dataclass
class Model:
    """Where it listens, and what it was asked.

    Attributes:
        answers: one for each request; the last is given for ever.
        asked: bodies of the requests, with the header of the key.
    """

    answers: list[Callable[[dict[str, Any]], Reply]]
    base_url: str = ""
    asked: list[tuple[dict[str, Any], str | None]] = field(default_factory=list)

    def reply(self, body: dict[str, Any], key: str | None) -> Reply:
        """The next answer."""
        self.asked.append((body, key))
        return self.answers[min(len(self.asked), len(self.answers)) - 1](body)


def saying(text: str, *, finish: str = "stop") -> Callable[[dict[str, Any]], Reply]:
    """An answer of the right shape."""
    return shaped(json.dumps({"summary": text}), finish=finish)


def shaped(content: str, *, finish: str = "stop") -> Callable[[dict[str, Any]], Reply]:
    """An answer whose content may have any shape."""
    told = {"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": finish}]}
    return raw(200, json.dumps(told).encode())


def raw(status: int, body: bytes = b"", *, wait: float = 0.0) -> Callable[[dict[str, Any]], Reply]:
    """Any answer at all."""
    return lambda _: (status, body, wait)


@contextmanager
def serving(*answers: Callable[[dict[str, Any]], Reply]) -> Iterator[Model]:
    """A model that gives these answers in turn."""
    model = Model(list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, answer, wait = model.reply(body, self.headers.get("Authorization"))
            stopped.wait(wait)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"{model.base_url}/elsewhere")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives
            """Nothing is logged."""

    stopped = threading.Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        model.base_url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield model
        finally:
            stopped.set()
            server.shutdown()
            thread.join()
