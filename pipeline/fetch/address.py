"""Addresses from outside: which of them can be asked for. httpx alone reads them, and they are dialled as it reads."""

import re

import httpx

from pipeline.fetch.failures import failed_at
from pipeline.fetch.guard import Guard, is_host
from pipeline.text.words import clean, shorten

PORTS = {"http": 80, "https": 443}
"""The ports of the schemes that are asked for."""

_LONGEST = 8_000  # characters; RFC 9110, section 4.1 asks for at least that much of everybody
_USER = re.compile(r"//[^/@\s]*@")


def asked(address: str, guard: Guard) -> httpx.URL:
    """The address that is to be asked for.

    Raises:
        FetchError: "bad-url", for anything but http and https, for a host that is oddly spelt, for a port on which no
            web server is asked, and for an address with a user name in it; "private-address", for an IP address or
            a name that is known not to be public.
    """
    url = _web(address, None)
    if url is None:
        raise failed_at(_shown(address), "bad-url")
    _, host, port = origin(url)
    if not guard.opens(host, port):
        raise failed_at(str(url), "bad-url", f"no web server is asked on port {port}")
    if guard.refuses(host):
        raise failed_at(str(url), "private-address")
    return url


def target(url: httpx.URL, location: str, guard: Guard) -> httpx.URL:
    """Where a redirect leads, relative to the address that answered with it.

    Raises:
        FetchError: "bad-redirect", for nothing at all and for what cannot be asked for; "private-address".
    """
    found = _web(location, url) if location.strip() else None
    if found is None or not guard.opens(*origin(found)[1:]):
        raise failed_at(str(url), "bad-redirect", _shown(location))
    if guard.refuses(origin(found)[1]):
        raise failed_at(str(url), "private-address", _shown(location))
    return found


def origin(url: httpx.URL) -> tuple[str, str, int]:
    """Scheme, host and port: what has to be equal for two addresses to be of one server."""
    return url.scheme, url.raw_host.decode("ascii"), PORTS[url.scheme] if url.port is None else url.port


def same_origin(one: str, other: str) -> bool:
    """Whether two addresses are of one server; False where one of them cannot be asked for."""
    first, second = _web(one, None), _web(other, None)
    return first is not None and second is not None and origin(first) == origin(second)


def _web(address: str, base: httpx.URL | None) -> httpx.URL | None:
    if len(address) > _LONGEST:
        return None
    try:
        url = httpx.URL(address.strip()) if base is None else base.join(address.strip())
        named = bool(url.host)  # looked at here, because a broken "xn--" name is only found out then
    except (httpx.InvalidURL, ValueError):
        return None
    if not named or url.scheme not in PORTS or url.userinfo or not is_host(url.raw_host.decode("ascii")):
        return None
    if not 0 < origin(url)[2] < 65_536:
        return None
    return url.copy_with(fragment=None) if url.fragment else url


def _shown(address: str) -> str:
    """What is no address, as it may be printed: short, on one line, without a password."""
    return f"“{shorten(_USER.sub('//', clean(address)), 200)}”"
