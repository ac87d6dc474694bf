"""Pages that stand in front of the one that was asked for: a check for robots, a question of consent, a login.

They come with status 200 and look like success. What gives them away is their build, not their words: hardly any text,
and the machinery that lets a reader through.
"""

from collections.abc import Mapping, Sequence

from pipeline.fetch.markup import plain_text
from pipeline.text.walls import FEW_WORDS, Wall, wall_sign
from pipeline.text.words import words

# Response headers by which the guard of a site says that this is not the page: name, value.
_HEADERS = (
    ("cf-mitigated", "challenge"),
    ("sg-captcha", "challenge"),
    ("x-vercel-mitigated", "challenge"),
    ("x-amzn-waf-action", "captcha"),
    ("x-amzn-waf-action", "challenge"),
)


def announced(headers: Mapping[str, Sequence[str]]) -> bool:
    """Whether the headers of an answer say that it is a check for robots: values by names in lower case."""
    return any(sign in (value.strip().lower() for value in headers.get(name, ())) for name, sign in _HEADERS)


def wall(body: bytes) -> Wall | None:
    """Which kind of wall this HTML page is, or None for any other page."""
    kind = wall_sign(body)
    if kind is None or len(words(plain_text(body.decode("utf-8", "replace")))) > FEW_WORDS:
        return None
    return kind
