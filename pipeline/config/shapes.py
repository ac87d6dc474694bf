"""The shape of feeds.yaml."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from pipeline.analyse.lexicon.names import Actor, Alias, Tool, Vendor
from pipeline.analyse.lexicon.restricting import Verb
from pipeline.config.fields import (
    Address,
    Command,
    Contact,
    Day,
    Endpoint,
    HeaderName,
    Host,
    Id,
    Ids,
    Line,
    Mail,
    PrivateHost,
    Program,
    Proxy,
    Secure,
    Shape,
    Variable,
    Web,
    Zone,
)
from pipeline.config.source_shapes import OverrideShape, SourceShape

_PAGES = Field(ge=0, le=100_000)


class FetchShape(Shape):
    """``fetch``."""

    contact: Contact = ""
    timeout_seconds: Annotated[float, Field(gt=0, le=300)] = 20.0
    deadline_seconds: Annotated[float, Field(gt=0, le=3600)] = 60.0
    run_seconds: Annotated[float, Field(gt=0, le=86_400)] = 3_600.0
    max_bytes: Annotated[int, Field(ge=1000, le=100_000_000)] = 8_000_000
    delay_seconds: Annotated[float, Field(ge=0, le=60)] = 1.0
    per_host: Annotated[int, Field(ge=1, le=8)] = 1
    workers: Annotated[int, Field(ge=1, le=64)] = 16
    retries: Annotated[int, Field(ge=0, le=5)] = 1
    pages_per_night: Annotated[int, _PAGES] = 400
    pages_per_source: Annotated[int, _PAGES] = 40
    pages_discovery: Annotated[int, _PAGES] = 60
    first_entries: Annotated[int, Field(ge=1, le=10_000)] = 50
    min_interval_minutes: Annotated[int, Field(ge=0, le=10_080)] = 240
    park_after: Annotated[int, Field(ge=1, le=365)] = 14
    proxy: Proxy = ""
    hosts: dict[Host, Address] = Field(default_factory=dict)
    private_hosts: tuple[PrivateHost, ...] = ()


class ParseShape(Shape):
    """``parse``."""

    workers: Annotated[int, Field(ge=1, le=256)] | None = None


class TextModelShape(Shape):
    """``brief.text_model``."""

    name: Annotated[Line, Field(max_length=100)]
    base_url: Endpoint
    key: Variable | None = None
    calls: Annotated[int, Field(ge=1, le=100)] = 10
    characters: Annotated[int, Field(ge=1000, le=10_000_000)] = 200_000
    timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 60.0


class BriefShape(Shape):
    """``brief``."""

    timezone: Zone = "UTC"
    stamp: Annotated[str, Field(max_length=300)] = ""
    lead_items: Annotated[int, Field(ge=1, le=5)] = 5
    quote_words: Annotated[int, Field(ge=0, le=25)] = 25
    days_ahead: Annotated[int, Field(ge=1, le=366)] = 90
    text_model: TextModelShape | None = None


class CopyShape(Shape):
    """One of ``site.copy_to``."""

    command: Command
    private: bool = False


class SiteShape(Shape):
    """``site``."""

    title: Line = "Offlimits"
    base_url: Web | None = None
    licence: Annotated[str, Field(max_length=200)] = ""
    copy_to: Annotated[list[CopyShape], Field(max_length=10)] = Field(default_factory=list)


class SmtpShape(Shape):
    """``delivery.smtp``."""

    host: Line
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""


class WebhookShape(Shape):
    """``delivery.webhook``."""

    url: Variable
    template: Line | None = None
    headers: dict[HeaderName, Variable] = Field(default_factory=dict)


class DeliveryShape(Shape):
    """``delivery``."""

    sender: Annotated[Mail | None, Field(alias="from")] = None
    recipients: Annotated[tuple[Mail, ...], Field(alias="to")] = ()
    smtp: SmtpShape | None = None
    sendmail: Program | None = None
    directory: Line | None = None
    webhook: WebhookShape | None = None
    draft_to: tuple[Mail, ...] = ()
    hold_hours: Annotated[float, Field(ge=0, le=336)] = 20.0
    urgent_to: tuple[Mail, ...] = ()
    unsubscribe_url: Secure | None = None
    attach_calendar: bool = False


class LexiconShape(Shape):
    """``lexicon``: names and verbs beside those that ship with the package."""

    tools: tuple[Tool, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    actors: tuple[Actor, ...] = ()
    aliases: tuple[Alias, ...] = ()
    verbs: tuple[Verb, ...] = ()


def _told_to_editors(schema: dict[str, Any]) -> None:
    """Either the shipped sources are used, or some are listed."""
    schema["anyOf"] = [
        {"required": ["use"], "properties": {"use": {"const": "defaults"}}},
        {"required": ["sources"], "properties": {"sources": {"minItems": 1}}},
    ]


class FeedsShape(Shape):
    """feeds.yaml."""

    model_config = ConfigDict(json_schema_extra=_told_to_editors)

    use: Literal["defaults", "none"] = "none"
    pack: Day | None = None
    sources: tuple[SourceShape, ...] = ()
    disable: Ids = ()
    override: dict[Id, OverrideShape] = Field(default_factory=dict)
    fetch: FetchShape = FetchShape()
    parse: ParseShape = ParseShape()
    brief: BriefShape = BriefShape()
    site: SiteShape = SiteShape()
    delivery: DeliveryShape = DeliveryShape()
    lexicon: LexiconShape = LexiconShape()
