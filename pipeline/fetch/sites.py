"""Which addresses belong to one site, as far as can be told without a list of all registries."""

import ipaddress

from pipeline.text.urls import host

# Second labels under which countries register names: "example.co.uk" is a site, "co.uk" is none.
_REGISTRIES = frozenset(
    {"ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "gv", "mil", "ne", "net", "nom", "or", "org"}
)


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one site, such as "www.example.com" and "blog.example.com".

    Tenants of a shared host ("a.pages.example", "b.pages.example") count as one site.
    """
    name = _site(one)
    return bool(name) and name == _site(other)


def _site(url: str) -> str:
    name = host(url)
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        labels = name.split(".")
    country = len(labels[-1]) == 2 and len(labels) > 2 and labels[-2] in _REGISTRIES
    return ".".join(labels[-3:] if country else labels[-2:])
