"""Which hosts, ports and addresses may be dialled. Pure: names are resolved elsewhere.

An allow-list: what is not known to be public is private. The operator's ``hosts`` and ``private_hosts`` are the only
exceptions.
"""

import ipaddress
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from pipeline.model.options import FetchOptions

Place = tuple[str, int]
"""Address and port."""

# Everything in IANA's registries of special-purpose addresses (RFC 6890), multicast, and what is reserved. The last one
# is public by number only: Azure serves every machine's own settings there.
_NOT_PUBLIC_4 = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "168.63.129.16/32",
        ),
    )
)
_UNICAST_6 = ipaddress.IPv6Network("2000::/3")
# Inside it: special purposes with Teredo, documentation, 6to4, documentation again. Mapped and translated addresses of
# version 4 lie outside.
_NOT_PUBLIC_6 = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))

_LOW_PORTS = frozenset({80, 443})  # below 1024; everything else there belongs to other services
# From 1024 on, what is known to be no web server: proxies, databases, queues, desktops, machine rooms, chat. With the
# ports that browsers refuse (https://fetch.spec.whatwg.org/#port-blocking).
_SERVICE_PORTS = frozenset(
    {1080, 1099, 1433, 1434, 1521, 1719, 1720, 1723, 1883, 2049, 2181, 2375, 2376, 2379, 2380, 3128, 3306, 3389, 3659}
    | {4045, 4190, 4369, 5060, 5061, 5432, 5672, 5984, 5985, 5986, 6379, 6443, 6566, 6679, 6697, 8500, 9042, 9092, 9200}
    | {9300, 10080, 10250, 11211, 15672, *range(5900, 5910), *range(6000, 6064), *range(6660, 6670)}
    | {27017, 27018, 27019}
)

_LONGEST_NAME = 253
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.(?!-)[a-z0-9_-]{1,63})*")
_ENDS_IN_A_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")


def is_public(address: str) -> bool:
    """Whether an IP address is one that anybody may dial; False for anything that is no address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return not any(found in network for network in _NOT_PUBLIC_4)
    # an address with a zone belongs to a network of this machine, whatever its number
    return not found.scope_id and found in _UNICAST_6 and not any(found in network for network in _NOT_PUBLIC_6)


def is_literal(host: str) -> bool:
    """Whether a host is an IP address in its plain spelling, without brackets."""
    try:
        return not getattr(ipaddress.ip_address(host), "scope_id", None)
    except ValueError:
        return False


def is_host(host: str) -> bool:
    """Whether a host is spelt as one: a name, or an address in its plain spelling.

    What a resolver would read as an address in disguise ("127.1", "0x7f.1", "2130706433") is none, nor is a name with
    an empty label or a dot at its end.

    Args:
        host: in lower case and in ASCII, without brackets.
    """
    if ":" in host or _ENDS_IN_A_NUMBER.fullmatch(host):
        return is_literal(host)
    return len(host) <= _LONGEST_NAME and _NAME.fullmatch(host) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What may be dialled, by the rules and by the operator's exceptions.

    Attributes:
        pins: name or "*.suffix" to the place that is dialled for it, which may be anywhere.
        private: names, "*.suffix" and addresses that may be private.
    """

    pins: Mapping[str, Place]
    private: frozenset[str] = frozenset()

    @classmethod
    def of(cls, options: FetchOptions) -> Self:
        """The guard of these options.

        Raises:
            ValueError: an address under ``hosts`` has no port.
        """
        return cls(
            pins={name.lower(): _place(address) for name, address in options.hosts.items()},
            private=frozenset(_plain(name) for name in options.private_hosts),
        )

    def pin(self, host: str) -> Place | None:
        """The place that is given for a host; a name wins over a suffix, a longer suffix over a shorter one."""
        if not self.pins:
            return None
        return next((self.pins[name] for name in _spellings(host) if name in self.pins), None)

    def trusts(self, host: str) -> bool:
        """Whether the operator has named this host, so that it may be private and on any port."""
        return self.pin(host) is not None or not self.private.isdisjoint(_spellings(_plain(host)))

    def opens(self, host: str, port: int) -> bool:
        """Whether this port of a host may be asked: those of the web, and from 1024 on all but known services."""
        if port in _LOW_PORTS or (port >= 1024 and port not in _SERVICE_PORTS):
            return True
        return self.trusts(host)

    def refuses(self, host: str) -> bool:
        """Whether a host is known not to be public before its name is resolved: by its number, or by its name."""
        if is_literal(host):
            return not self.choose(host, [host])
        return f".{host}".endswith(".localhost") and not self.trusts(host)  # RFC 6761, section 6.3

    def choose(self, host: str, addresses: Iterable[str]) -> tuple[str, ...]:
        """Of the addresses of a host those that may be dialled, in their order."""
        if self.trusts(host):
            return tuple(addresses)
        return tuple(address for address in addresses if is_public(address))


def _spellings(host: str) -> Iterator[str]:
    """A host, and the suffixes that cover it, the longest first."""
    yield host.lower()
    labels = host.lower().split(".")
    for at in range(1, len(labels)):
        yield "*." + ".".join(labels[at:])


def _plain(host: str) -> str:
    """One spelling for one address; a name in lower case."""
    name = host.strip("[]").lower()
    return str(ipaddress.ip_address(name)) if is_literal(name) else name


def _place(address: str) -> Place:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)
