"""Addresses from outside: which of them can be asked for. They are read by httpx alone, which also dials them."""

import re

import httpx

from pipeline.fetch.failures import FetchError
from pipeline.text.urls import split_web
from pipeline.text.words import clean, shorten

_HOST = re.compile(rb"[a-z0-9._-]+|[0-9a-f.:]+")  # a name, or an address of IP version 6
_USER = re.compile(r"//[^/@\s]*@")


def asked(address: str) -> httpx.URL:
    """The address that is to be asked for.

    Raises:
        FetchError: "bad-url", for anything but http and https, and for an address with a user name in it.
    """
    url = _web(address, None)
    if url is None:
        raise FetchError("bad-url", f"{_shown(address)} is not an http or https address that can be asked for.")
    return url


def target(url: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads, relative to the address that answered with it.

    Raises:
        FetchError: "bad-redirect", for nothing at all and for what cannot be asked for.
    """
    found = _web(location, url) if location.strip() else None
    if found is None:
        raise FetchError("bad-redirect", f"{url} leads to {_shown(location)}, which cannot be asked for.")
    return found


def _web(address: str, base: httpx.URL | None) -> httpx.URL | None:
    try:
        url = httpx.URL(address.strip()) if base is None else base.join(address.strip())
        named = bool(url.host)  # looked at here, because a broken "xn--" name is only found out then
    except (httpx.InvalidURL, ValueError):
        return None
    if not named or split_web(str(url)) is None or url.userinfo or not _HOST.fullmatch(url.raw_host):
        return None
    return url.copy_with(fragment=None)


def _shown(address: str) -> str:
    """What is no address, as it may be printed: short, on one line, without a password."""
    return f"“{shorten(_USER.sub('//', clean(address)), 200)}”"
