"""A text model behind an endpoint that speaks as OpenAI's does: one POST, one answer, nothing else.

Ollama, vLLM, llama.cpp and most vendors answer to it. The address comes from the configuration alone, redirects are not
followed, and the key goes to no other host.
"""

import json
import re
from typing import Any

import httpx

from pipeline.fetch.turns import Clock
from pipeline.model.text_model import NoAnswerError, Request, TextModelOptions

_TRIES = 3
_PAUSE_SECONDS = 2.0
_MOST_BYTES = 1_000_000
_MOST_TOKENS = 400
_FENCE = re.compile(r"^```(?:json)?\s*|\s*```$")
"""What some models put around JSON."""
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})


def ask(request: Request, options: TextModelOptions, clock: Clock) -> str:
    """The summary that a text model writes.

    Args:
        request: what it is asked.
        options: which model, where it is, and how long it may take, all tries together.
        clock: for the deadline and the pauses between tries.

    Returns:
        The text of the answer, as it came.

    Raises:
        NoAnswerError: there is none; nothing of what was sent is in its reason.
    """
    ends = clock.monotonic() + options.timeout_seconds
    reason = ""
    for number in range(_TRIES):
        if number:
            clock.sleep(_PAUSE_SECONDS)
        left = ends - clock.monotonic()
        if left <= 0:
            break
        try:
            status, body = _post(request, options, left, lambda: ends - clock.monotonic())
        except httpx.TimeoutException:
            reason = "timeout"
            continue
        except (httpx.HTTPError, httpx.InvalidURL):
            reason = "no connection"
            continue
        if status == httpx.codes.OK:
            return _read(body)
        reason = f"status {status}"
        if status not in _LATER:
            break
    raise NoAnswerError(reason or "timeout")


def _post(request: Request, options: TextModelOptions, seconds: float, left: Any) -> tuple[int, bytes]:  # noqa: ANN401
    message = [
        {"role": "system", "content": request.instructions},
        {"role": "user", "content": request.data},
    ]
    asked = {
        "model": options.name,
        "messages": message,
        "temperature": 0,
        "max_tokens": _MOST_TOKENS,
        "response_format": {"type": "json_object"},
    }
    headers = {"Authorization": f"Bearer {options.key}"} if options.key else {}
    with (
        httpx.Client(timeout=seconds, follow_redirects=False, trust_env=False) as client,
        client.stream("POST", f"{options.base_url}/chat/completions", json=asked, headers=headers) as answer,
    ):
        body = b""
        for chunk in answer.iter_bytes():
            body += chunk
            if len(body) > _MOST_BYTES:
                raise NoAnswerError("too large")
            if left() <= 0:
                raise NoAnswerError("timeout")
        return answer.status_code, body


def _read(body: bytes) -> str:
    """The summary in an answer.

    Raises:
        NoAnswerError: the answer has another shape, or was cut off.
    """
    try:
        choice = json.loads(body)["choices"][0]
        if choice.get("finish_reason") not in ("stop", None):
            raise NoAnswerError("cut off")
        summary = json.loads(_FENCE.sub("", choice["message"]["content"].strip()))["summary"]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise NoAnswerError("wrong shape") from error
    if not isinstance(summary, str):
        raise NoAnswerError("wrong shape")
    return summary
