"""A webhook as a way out: one POST, which is not repeated here and follows nobody elsewhere."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from pipeline.deliver.envelope import Envelope, Handing, is_loopback
from pipeline.deliver.failures import PermanentRefusal, TransientRefusal, UnknownFate, WayClosed
from pipeline.model.errors import ConfigError
from pipeline.model.options import WebhookOptions

_LONGEST_PAUSE = 86_400  # seconds: who asks to be left alone for longer is asked once a day
_BETWEEN = (502, 504)  # somebody in between got no answer; who is behind may have taken it


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that takes a POST; see ``Way``. The address is a secret: no message shows it.

    Attributes:
        options: the address and further headers.
        now: of the run; a ``Retry-After`` with a date counts from it.
        seconds: for the connection and for each part of the answer.
    """

    options: WebhookOptions
    now: datetime
    seconds: float = 30.0

    def __call__(self, body: bytes, envelope: Envelope, handing: Handing) -> None:
        """Post one body of JSON; what the answer holds beside its head is not read."""
        self._check()
        headers = {
            **dict(self.options.headers),
            "Content-Type": "application/json",
            "Idempotency-Key": envelope.message_id,
            "User-Agent": "Offlimits",
        }
        handing()
        try:
            with (
                httpx.Client(trust_env=False, follow_redirects=False, timeout=self.seconds) as client,
                client.stream("POST", self.options.url, content=body, headers=headers) as answer,
            ):
                status, pause = answer.status_code, answer.headers.get("Retry-After", "")
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise WayClosed("the webhook could not be reached, or is not who it should be") from error
        except (httpx.HTTPError, OSError) as error:
            raise UnknownFate(f"the webhook broke off ({type(error).__name__}); it may have taken it") from error
        self._judge(status, pause)

    def _check(self) -> None:
        try:
            url = httpx.URL(self.options.url)
        except httpx.InvalidURL as error:
            raise ConfigError("delivery.webhook.url: the variable holds no address") from error
        if not url.host or url.scheme not in ("http", "https"):
            raise ConfigError("delivery.webhook.url: the variable holds no address; one begins with https://")
        if url.scheme == "http" and not is_loopback(url.host):
            raise ConfigError("delivery.webhook.url: http:// is only for this machine; elsewhere it is https://")

    def _judge(self, status: int, pause: str) -> None:
        told = f"the webhook answered {status}"
        if 200 <= status < 300:
            return
        if status in _BETWEEN:
            raise UnknownFate(f"{told}; it may have taken it")
        if status in (408, 425, 429) or status >= 500:
            raise TransientRefusal(told, seconds=_seconds(pause, self.now))
        if 300 <= status < 400:
            raise PermanentRefusal(f"{told}: it leads elsewhere, which is not followed; configure the address it means")
        raise PermanentRefusal(told)


def _seconds(pause: str, now: datetime) -> int:
    """``Retry-After`` in seconds, from a number or a date (RFC 9110, section 10.2.3); 0 if it says nothing of use."""
    seconds = 0
    if pause.isascii() and pause.isdigit():
        seconds = int(pause[:9])
    else:
        with suppress(ValueError, OverflowError):
            moment = parsedate_to_datetime(pause)
            seconds = int((moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
    return min(max(seconds, 0), _LONGEST_PAUSE)
