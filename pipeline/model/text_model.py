"""A text model as the rest of the house sees it: it is given a request and answers with text, or does not."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a text model is asked. The same request is asked once: what became of it is kept.

    Attributes:
        instructions: what it is to do; always the same words, and nothing from outside is in them.
        data: JSON: what the register says, and the sources, each as a string.
    """

    instructions: str
    data: str


TextModel = Callable[[Request], str]
"""Gives the text that a model writes for a request, as it came.

Raises:
    NoAnswerError: there is none, for any reason outside of this program.
"""


class NoAnswerError(Exception):
    """A text model gave no answer.

    Args:
        reason: in a word or two, such as "timeout"; nothing that was sent and no key is in it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class TextModelOptions:
    """Which text model is asked, and how much. ``brief.text_model`` in feeds.yaml.

    Attributes:
        name: of the model, as its endpoint knows it.
        base_url: of an endpoint that speaks as OpenAI's does, up to ``/v1``; https, or on this machine.
        key: secret, from the environment; empty where there is none. It goes to this endpoint alone.
        calls: most requests of one run.
        characters: most characters that are sent in one run.
        timeout_seconds: longest time for one request, with all of its tries.
    """

    name: str
    base_url: str
    key: str = ""
    calls: int = 10
    characters: int = 200_000
    timeout_seconds: float = 60.0

    def __repr__(self) -> str:
        return f"TextModelOptions(name={self.name!r}, base_url={self.base_url!r})"
