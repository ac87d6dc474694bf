"""What can be set. The same names stand in feeds.yaml; docs/reference/configuration.md explains each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.vocabulary import Bearing


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """How pages are fetched.

    Attributes:
        contact: printed in the User-Agent, so that a site's owner can reach the operator.
        timeout_seconds: longest silence of a server.
        deadline_seconds: longest time for one request, redirects and body included.
        max_bytes: largest body, counted after decoding.
        delay_seconds: pause between two requests to one host.
        pages_per_night: articles opened in one run.
        workers: hosts that are asked at the same time.
        hosts: "name: address:port" as in /etc/hosts; only hosts named here may be on loopback or a private network.
    """

    contact: str = ""
    timeout_seconds: float = 20.0
    deadline_seconds: float = 60.0
    max_bytes: int = 8_000_000
    delay_seconds: float = 1.0
    pages_per_night: int = 400
    workers: int = 8
    hosts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefOptions:
    """How editions are composed.

    Attributes:
        timezone: IANA name; weeks and reached days are counted there.
        stamp: a sentence printed on every page and mail; empty in normal use.
        lead_items: changes told in full in the mail.
        quote_words: longest quote, in words.
        days_ahead: how far "Dates ahead" looks.
    """

    timezone: str = "UTC"
    stamp: str = ""
    lead_items: int = 5
    quote_words: int = 25
    days_ahead: int = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """How the site is rendered.

    Attributes:
        title: name in the head of every page.
        base_url: address at which the public build will stand; needed for absolute links in mail and feeds.
    """

    title: str = "Offlimits"
    base_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpOptions:
    """The mail server. The password comes from the environment, never from a file."""

    host: str
    port: int = 587
    security: str = "starttls"
    username: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryOptions:
    """Who gets the brief. Without recipients nothing is mailed; without smtp the mail stays in the outbox."""

    sender: str = ""
    recipients: tuple[str, ...] = ()
    smtp: SmtpOptions | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryTool:
    """A tool that the organisation uses."""

    name: str
    vendor: str = ""
    owner: str = ""
    seats: int | None = None
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The organisation and the tools it uses.

    Attributes:
        countries: ISO codes of its offices and legal entities.
        owner_countries: ISO codes of its owners.
        public_sector: whether it works for public bodies.
    """

    organisation: str
    countries: tuple[str, ...] = ()
    owner_countries: tuple[str, ...] = ()
    sector: str = ""
    public_sector: bool = False
    tools: tuple[InventoryTool, ...] = ()


AFFECTING: tuple[Bearing, ...] = ("binds us", "supply")
"""The bearings that "affect us"."""
