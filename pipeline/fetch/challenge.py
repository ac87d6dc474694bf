"""Pages that stand in front of the one that was asked for: a check for robots, a question of consent, a login.

They come with status 200 and look like success. What gives them away is their build, not their words: hardly any text,
and the machinery that lets a reader through.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from pipeline.fetch.markup import plain_text
from pipeline.text.words import words

Wall = Literal["challenge", "consent", "login"]

# Response headers by which the guard of a site says that this is not the page: name, value.
_HEADERS = (
    ("cf-mitigated", "challenge"),
    ("sg-captcha", "challenge"),
    ("x-vercel-mitigated", "challenge"),
    ("x-amzn-waf-action", "captcha"),
    ("x-amzn-waf-action", "challenge"),
)
# What such a page is made of, by the guard that makes it. All are read from lower-case bytes; an article may carry one
# of them too, but never without its text.
_SIGNS: tuple[tuple[Wall, bytes], ...] = (
    ("challenge", rb"/_sec/cp_challenge/"),  # Akamai
    ("challenge", rb"/cdn-cgi/challenge-platform/(?![^\"'\s]{0,20}scripts/)"),  # Cloudflare, but not its statistics
    ("challenge", rb"_incapsula_resource"),  # Imperva
    ("challenge", rb"\.awswaf\.com/"),  # Amazon
    ("challenge", rb"captcha-delivery\.com"),  # DataDome
    ("challenge", rb"class=[\"']?(?:cf-turnstile|g-recaptcha|h-captcha)\b"),
    ("challenge", rb"id=[\"']?px-captcha\b"),  # Human
    ("consent", rb"<form\b[^<>]{0,400}\baction=[\"']?[^\"'<>\s]{0,200}\bconsent\b"),
    ("login", rb"<input\b[^<>]{0,400}\btype=[\"']?password\b"),
)
# A wall needs a sentence or two. The shortest of 125 pages of articles had 191 words, its navigation included; four of
# them carried a sign.
_FEW_WORDS = 100


def announced(headers: Mapping[str, Sequence[str]]) -> bool:
    """Whether the headers of an answer say that it is a check for robots: values by names in lower case."""
    return any(sign in (value.strip().lower() for value in headers.get(name, ())) for name, sign in _HEADERS)


def wall(body: bytes) -> Wall | None:
    """Which kind of wall this HTML page is, or None for any other page."""
    lower = body.lower()
    kind = next((kind for kind, sign in _SIGNS if re.search(sign, lower)), None)
    if kind is None or len(words(plain_text(body.decode("utf-8", "replace")))) > _FEW_WORDS:
        return None
    return kind
