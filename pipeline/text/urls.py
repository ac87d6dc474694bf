"""Web addresses: one spelling for each page."""

import re
from urllib.parse import SplitResult, unquote_plus, urljoin, urlsplit

from pipeline.text.words import clean

# Parameters that name the way by which a reader came, not the page.
_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|cmpid|ocid|ref_src|s_kwcid|yclid|at_campaign|at_medium)$"
)
_PORTS = {"http": 80, "https": 443}


def split_web(url: str) -> SplitResult | None:
    """The parts of an http or https address with a host, or None for anything else."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _PORTS or not parts.hostname:
        return None
    return parts


def canonical(url: str, base: str = "") -> str | None:
    """One spelling of a page's address: absolute, without fragment, tracking parameters or default port.

    Args:
        url: as found on a page or in a feed, relative or not.
        base: address that a relative one counts from.

    Returns:
        The address, or None if it is not an http or https address.
    """
    found = clean(url).replace(" ", "%20")
    try:
        parts = split_web(found) or split_web(urljoin(base, found))
    except ValueError:
        return None
    if parts is None or parts.hostname is None:
        return None
    scheme = parts.scheme.lower()
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = f":{parts.port}" if parts.port and parts.port != _PORTS[scheme] else ""
    # what is kept stays byte for byte: decoding and encoding would change "%E9" and "+"
    kept = [pair for pair in parts.query.split("&") if not _TRACKING.match(unquote_plus(pair.split("=")[0]).lower())]
    query = "&".join(kept)
    return f"{scheme}://{host}{port}{parts.path or '/'}" + (f"?{query}" if query else "")


def host(url: str) -> str:
    """Host name of an address in lower case, without "www."; empty if there is none."""
    parts = split_web(url)
    return (parts.hostname or "").removeprefix("www.") if parts else ""
