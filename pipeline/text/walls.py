"""Machinery by which a page lets readers through: a check for robots, a question of consent, a login."""

import re
from typing import Literal

Wall = Literal["challenge", "consent", "login"]

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
FEW_WORDS = 100
"""Words of a wall at most; it needs a sentence or two.

The shortest of 125 pages of articles had 191 words, its navigation included; four of them carried a sign.
"""


def wall_sign(markup: bytes) -> Wall | None:
    """Which machinery a page carries, the first in the order of a table of guards; None if it carries none.

    Args:
        markup: of an HTML page. An article may carry such machinery too: what tells a wall is that its text is missing.
    """
    lower = markup.lower()
    return next((kind for kind, sign in _SIGNS if re.search(sign, lower)), None)
