"""A webhook is called once, safely, and its address is told to nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from pipeline.deliver.envelope import Envelope
from pipeline.deliver.failures import PermanentRefusal, TransientRefusal, UnknownFate, WayClosed
from pipeline.deliver.webhook import Webhook
from pipeline.model.errors import ConfigError, OfflimitsError
from pipeline.model.options import WebhookOptions
from tests.unit.deliver.servers import free_port, hanging, scripted
from tests.unit.records import NOW

SECRET = "T0KEN-of-the-room"
ENVELOPE = Envelope(sender="brief@firm.example", recipient="webhook", message_id="<webhook-2026-W28.x@localhost>")


class Heard:
    """What a server on loopback was sent."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, str], bytes]] = []


@contextmanager
def listening(status: int, **headers: str) -> Iterator[tuple[Heard, int]]:
    heard = Heard()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.calls.append((self.path, dict(self.headers), body))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield heard, server.server_address[1]
    finally:
        server.shutdown()
        thread.join(timeout=5)
        server.server_close()


def call(port: int, *, seconds: float = 3.0, headers: tuple[tuple[str, str], ...] = ()) -> list[str]:
    noted: list[str] = []
    options = WebhookOptions(url=f"http://127.0.0.1:{port}/{SECRET}", headers=headers)
    Webhook(options=options, now=NOW, seconds=seconds)(b'{"text": "x"}', ENVELOPE, lambda: noted.append("noted"))
    return noted


def test_a_webhook_is_posted_to_once_with_a_key_by_which_it_can_tell() -> None:
    with listening(204) as (heard, port):
        assert call(port, headers=(("Authorization", "Bearer x"),)) == ["noted"]
    [(path, headers, body)] = heard.calls
    assert (path, body) == (f"/{SECRET}", b'{"text": "x"}')
    assert headers["Content-Type"] == "application/json"
    assert headers["Idempotency-Key"] == ENVELOPE.message_id
    assert headers["Authorization"] == "Bearer x"


@pytest.mark.parametrize(
    ("pause", "seconds"),
    [
        ("", 0),
        ("7200", 7200),
        (format_datetime(NOW + timedelta(hours=1)), 3600),
        ("-5", 0),
        ("soon", 0),
        ("9" * 40, 86_400),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_webhook_may_ask_for_time(status: int, pause: str, seconds: int) -> None:
    told = {"Retry_After": pause} if pause else {}
    with (
        listening(status, **told) as (_, port),
        pytest.raises(TransientRefusal, match=f"the webhook answered {status}") as refused,
    ):
        call(port)
    assert refused.value.seconds == seconds


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_webhook_may_refuse(status: int) -> None:
    with listening(status) as (_, port), pytest.raises(PermanentRefusal, match=f"the webhook answered {status}"):
        call(port)


def test_a_webhook_that_leads_elsewhere_is_not_followed() -> None:
    with (
        listening(200) as (elsewhere, other),
        listening(307, Location=f"http://127.0.0.1:{other}/") as (_, port),
        pytest.raises(PermanentRefusal),
    ):
        call(port)
    assert elsewhere.calls == []


def test_nobody_knows_what_became_of_a_call_that_broke_off() -> None:
    with scripted(b"") as port, pytest.raises(UnknownFate):
        call(port)
    with hanging() as port, pytest.raises(UnknownFate, match="ReadTimeout"):
        call(port, seconds=0.2)
    for status in (502, 504):
        with listening(status) as (_, port), pytest.raises(UnknownFate):
            call(port)


def test_nobody_at_the_other_end_is_for_now_and_its_address_is_not_told() -> None:
    with pytest.raises(WayClosed) as closed:
        call(free_port())
    assert SECRET not in str(closed.value)


@pytest.mark.parametrize(
    "url",
    ["http://chat.example/x", "ftp://127.0.0.1/x", "chat.example", "", "http://", "http://10.0.0.1/"],
)
def test_nothing_leaves_this_machine_in_the_clear(url: str) -> None:
    noted: list[str] = []
    with pytest.raises(ConfigError) as wrong:
        Webhook(options=WebhookOptions(url=url), now=NOW)(b"{}", ENVELOPE, lambda: noted.append("x"))
    assert noted == []
    assert "chat.example" not in str(wrong.value)


def test_the_address_is_in_no_text_that_a_record_is_printed_as() -> None:
    options = WebhookOptions(url=f"https://chat.example/{SECRET}", headers=(("Authorization", SECRET),))
    assert SECRET not in repr(options)
    assert SECRET not in repr(Webhook(options=options, now=NOW))
    assert issubclass(UnknownFate, OfflimitsError)
