"""What can be set. The same names stand in feeds.yaml; docs/reference/configuration.md explains each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.model.vocabulary import Bearing, Criticality, Mechanism


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """How pages are fetched.

    Attributes:
        contact: printed in the User-Agent, so that a site's owner can reach the operator.
        timeout_seconds: longest silence of a server.
        deadline_seconds: longest time for one request, redirects and body included.
        run_seconds: longest time for all requests of one run; what is left waits for the next.
        max_bytes: largest body, counted before and after decoding.
        delay_seconds: pause between two requests to one host.
        per_host: requests to one host at the same time.
        workers: requests at the same time.
        retries: how often a request is made again at once, after a pause, where the failure may pass.
        pages_per_night: articles opened in one run.
        pages_per_source: of these, the most of one source.
        pages_discovery: of these, the most that discovery sources found.
        first_entries: entries taken from a source that is read for the first time, the newest.
        min_interval_minutes: a source read less than this ago is not read again.
        park_after: failures in a row, each in another night, after which a source is parked and tried once a week.
        proxy: address of a proxy for all requests; empty means none, whatever the environment says.
        hosts: "name: address:port" as in /etc/hosts; a host named here may be on loopback or a private network.
        private_hosts: names and addresses that may be asked for although they are on loopback or a private network, on
            any port.
    """

    contact: str = ""
    timeout_seconds: float = 20.0
    deadline_seconds: float = 60.0
    run_seconds: float = 3_600.0
    max_bytes: int = 8_000_000
    delay_seconds: float = 1.0
    per_host: int = 1
    workers: int = 16
    retries: int = 1
    pages_per_night: int = 400
    pages_per_source: int = 40
    pages_discovery: int = 60
    first_entries: int = 50
    min_interval_minutes: int = 240
    park_after: int = 14
    proxy: str = ""
    hosts: Mapping[str, str] = field(default_factory=dict)
    private_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseOptions:
    """How pages are parsed.

    Attributes:
        workers: processes at the same time; None for one on each processor.
    """

    workers: int | None = None


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
        licence: under which others may use the register; empty where none is given.
    """

    title: str = "Offlimits"
    base_url: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOptions:
    """A program that copies the site to where readers find it.

    Attributes:
        command: the program and its arguments; ``{site}`` in one stands for the folder of the build.
        private: whether it copies the private build; what is not said to be private gets the public one.
    """

    command: tuple[str, ...]
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpOptions:
    """The mail server. The password comes from the environment, never from a file."""

    host: str
    port: int = 587
    security: str = "starttls"
    username: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookOptions:
    """An address that is called with each edition.

    Attributes:
        url: from the environment; it mostly is a secret.
        headers: names and values; the values are from the environment.
        template: Jinja, which makes the body; empty for the one that ships.
        origin: what the template is called in messages.
    """

    url: str = field(repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    template: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailOptions:
    """What a mail holds beside the brief.

    Attributes:
        unsubscribe_url: https address that takes one POST to leave the list (RFC 8058); "{recipient}" in it stands for
            the address that leaves, percent-encoded. Empty: a mail to the sender leaves.
        attach_calendar: whether the days ahead go along as a calendar file.
    """

    unsubscribe_url: str = ""
    attach_calendar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryOptions:
    """Who gets the brief, and by which way. Without recipients nothing is mailed.

    At most one of smtp, sendmail and directory is given; without any the mail stays in the outbox.

    Attributes:
        sendmail: path of a mail program; empty for none.
        directory: folder into which mails are written; empty for none.
        webhook: is called beside the mails, once for each edition.
        suppressed: addresses, in small letters, that never get anything.
        draft_to: who gets each edition as a draft before it goes out; empty means that it goes out at once.
        hold_hours: how long a draft lies with them before it goes out by itself.
        urgent_to: who gets a notice of what affects us and takes effect soon; empty means nobody.
        mail: what each mail holds beside what it tells.
    """

    sender: str = ""
    recipients: tuple[str, ...] = ()
    smtp: SmtpOptions | None = None
    sendmail: str = ""
    directory: str = ""
    webhook: WebhookOptions | None = None
    suppressed: frozenset[str] = frozenset()
    draft_to: tuple[str, ...] = ()
    hold_hours: float = 20.0
    urgent_to: tuple[str, ...] = ()
    mail: MailOptions = MailOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryTool:
    """A tool that the organisation uses.

    Attributes:
        aliases: other names of the very same, those of the lexicon among them.
        regions: ISO codes of the countries in which it is used, EU or EEA; empty for all of the organisation.
        criticality: how much hangs on it; empty if nobody says.
        wholes: names of what it is a model or an edition of: of "ChatGPT Enterprise", "ChatGPT".
        parts: names of models and editions of it, of which nobody says whether they are used.
        vendor_names: spellings of its vendor that name no other tool.
    """

    name: str
    aliases: tuple[str, ...] = ()
    vendor: str = ""
    owner: str = ""
    seats: int | None = None
    regions: tuple[str, ...] = ()
    criticality: Criticality | Literal[""] = ""
    wholes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    vendor_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionGroup:
    """A region that stands for several countries, or may: "Europe" in a text is the EU to one and more to another.

    Attributes:
        members: ISO codes of the countries that it holds.
        may_mean: those that it may hold, but for texts in which one of ``exact`` stands.
    """

    members: frozenset[str] = frozenset()
    may_mean: frozenset[str] = frozenset()
    exact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """By when a step is done.

    Attributes:
        days: after the restriction's day, negative before it; None for a step that does not wait for that day.
        within: days after the window's end, of a step that does not wait; 0 for at once.
    """

    days: int | None = None
    within: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """One line of the playbook: what a department does where a restriction of some kind touches a tool.

    Attributes:
        mechanisms: empty for all.
        step, unchanged, escalate: patterns, in which ``{tool}`` and the like stand for what is known of the case.
    """

    bearing: Bearing
    mechanisms: tuple[Mechanism, ...] = ()
    department: str
    step: str
    due: Due
    unchanged: str = ""
    escalate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The organisation and the tools it uses.

    Attributes:
        aliases: other names of the organisation.
        countries: ISO codes of its offices and legal entities, EU or EEA.
        owner_countries: ISO codes of its owners.
        public_sector: whether it works for public bodies.
        places: how countries and regions are printed, by code; a code that is not here is printed itself.
        place_names: every spelling of a place, as its words in small letters.
        groups: regions that stand for several countries, by code.
        playbook: what is done where something touches a tool; the first line that fits is a department's step.
    """

    organisation: str
    aliases: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    owner_countries: tuple[str, ...] = ()
    sector: str = ""
    public_sector: bool = False
    tools: tuple[InventoryTool, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    place_names: frozenset[tuple[str, ...]] = frozenset()
    groups: Mapping[str, RegionGroup] = field(default_factory=dict)
    playbook: tuple[Play, ...] = ()


AFFECTING: tuple[Bearing, ...] = ("binds us", "supply")
"""The bearings that "affect us"."""
