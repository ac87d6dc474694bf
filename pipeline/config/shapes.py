"""The shape of feeds.yaml and inventory.yaml, and plain words for what is wrong with one."""

import difflib
import ipaddress
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from pipeline.analyse.lexicon.names import Actor, Tool, Vendor
from pipeline.config.lines import Lined, Path_, dotted
from pipeline.model.vocabulary import Grade, SourceKind
from pipeline.text.urls import split_web
from pipeline.text.words import shorten

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[^@\s<>,;:\"()\[\]\\]+")
_HOST = re.compile(r"(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:(?P<old>[0-9.]+)|\[(?P<new>[0-9a-f:.]+)\]):(?P<port>\d{1,5})")
_LANGUAGE = "^[a-z]{2,3}$"
_COUNTRY = "^[A-Z]{2}$"
_MENDS = {
    _LANGUAGE: "write a language in two or three small letters, such as 'en'",
    _COUNTRY: "write a country in two capital letters, such as 'DE'",
}


def _web(url: str) -> str:
    if split_web(url) is None:
        raise ValueError(f"{url!r} is no web address; write it in full, with http:// or https://")
    return url


def _name(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError(f"{text!r} is no id; write small letters, digits and single hyphens, such as 'example-news'")
    return text


def _mail(text: str) -> str:
    if not _MAIL.fullmatch(text):
        raise ValueError(f"{text!r} is no mail address; write one such as 'brief@example.org'")
    return text


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{text!r} is no time zone; write an IANA name such as 'Europe/Berlin' or 'UTC'") from error
    return text


def _host(text: str) -> str:
    if not _HOST.fullmatch(text):
        raise ValueError(f"{text!r} is no host; write a name such as 'news.example.org' or '*.example.org'")
    return text


def _address(text: str) -> str:
    parts = _ADDRESS.fullmatch(text)
    if not parts or not _is_ip(parts["old"] or parts["new"]) or not 0 < int(parts["port"]) < 65536:
        mend = "write an IP address and a port, such as '127.0.0.1:8080' or '[::1]:8080'"
        raise ValueError(f"{text!r} is no address; {mend}")
    return text


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


Web = Annotated[str, AfterValidator(_web)]
Id = Annotated[str, AfterValidator(_name)]
Mail = Annotated[str, AfterValidator(_mail)]
Zone = Annotated[str, AfterValidator(_zone)]
Host = Annotated[str, AfterValidator(_host)]
Address = Annotated[str, AfterValidator(_address)]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Country = Annotated[str, Field(pattern=_COUNTRY)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceShape(_Shape):
    """One line under ``sources``."""

    id: Id
    name: Line
    kind: SourceKind
    url: Web
    grade: Grade = "F"
    lang: Annotated[str, Field(pattern=_LANGUAGE)] = "en"
    speaks_for: tuple[Line, ...] = ()


class FetchShape(_Shape):
    """``fetch``."""

    contact: str = ""
    timeout_seconds: Annotated[float, Field(gt=0, le=300)] = 20.0
    deadline_seconds: Annotated[float, Field(gt=0, le=3600)] = 60.0
    max_bytes: Annotated[int, Field(ge=1000, le=100_000_000)] = 8_000_000
    delay_seconds: Annotated[float, Field(ge=0, le=60)] = 1.0
    pages_per_night: Annotated[int, Field(ge=0, le=100_000)] = 400
    workers: Annotated[int, Field(ge=1, le=64)] = 8
    hosts: dict[Host, Address] = {}


class BriefShape(_Shape):
    """``brief``."""

    timezone: Zone = "UTC"
    stamp: Annotated[str, Field(max_length=300)] = ""
    lead_items: Annotated[int, Field(ge=1, le=5)] = 5
    quote_words: Annotated[int, Field(ge=0, le=25)] = 25
    days_ahead: Annotated[int, Field(ge=1, le=366)] = 90


class SiteShape(_Shape):
    """``site``."""

    title: Line = "Offlimits"
    base_url: Web | None = None


class SmtpShape(_Shape):
    """``delivery.smtp``."""

    host: Line
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""


class DeliveryShape(_Shape):
    """``delivery``."""

    sender: Annotated[Mail | None, Field(alias="from")] = None
    recipients: Annotated[tuple[Mail, ...], Field(alias="to")] = ()
    smtp: SmtpShape | None = None


class LexiconShape(_Shape):
    """``lexicon``: names beside those that ship with the package."""

    tools: tuple[Tool, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    actors: tuple[Actor, ...] = ()


class FeedsShape(_Shape):
    """feeds.yaml."""

    sources: Annotated[tuple[SourceShape, ...], Field(min_length=1)]
    fetch: FetchShape = FetchShape()
    brief: BriefShape = BriefShape()
    site: SiteShape = SiteShape()
    delivery: DeliveryShape = DeliveryShape()
    lexicon: LexiconShape = LexiconShape()


class ToolShape(_Shape):
    """One line under ``tools`` of inventory.yaml."""

    name: Line
    vendor: str = ""
    owner: str = ""
    seats: Annotated[int, Field(ge=0)] | None = None
    countries: tuple[Country, ...] = ()


class OrganisationShape(_Shape):
    """``organisation`` of inventory.yaml."""

    name: Line
    countries: tuple[Country, ...] = ()
    owner_countries: tuple[Country, ...] = ()
    sector: str = ""
    public_sector: bool = False


class InventoryShape(_Shape):
    """inventory.yaml."""

    organisation: OrganisationShape
    tools: tuple[ToolShape, ...] = ()


def problems_of(error: ValidationError, lined: Lined, shape: type[BaseModel]) -> Iterator[str]:
    """What is wrong, one line each: file, line, key, and what would be right."""
    for found in error.errors():
        if found["type"] == "too_short" and found["input"]:  # what it holds is wrong, and told already
            continue
        path = tuple(part for part in found["loc"] if part != "[key]")
        yield f"{lined.where(path)}: {_words(found, path, shape)}"


def _words(found: Any, path: Path_, shape: type[BaseModel]) -> str:  # noqa: ANN401 - pydantic's own record
    kind, context, given = found["type"], found.get("ctx", {}), shorten(str(found["input"]), 80)
    if kind == "missing":
        return f"is missing; add {dotted(path[-1:])}: …"
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return _unknown(str(path[-1]), _keys(shape, path[:-1]))
    if kind == "literal_error":
        return f"{given!r} is not known; write {context['expected']}"
    if kind == "value_error":
        return str(context["error"])
    if kind == "string_pattern_mismatch":
        return f"{given!r} does not fit; {_MENDS[context['pattern']]}"
    if kind in _EXPECTED:
        empty = "is empty" if found["input"] in (None, "", [], ()) else f"{given!r} does not fit"
        return f"{empty}; {_EXPECTED[kind]}"
    return f"{given!r} does not fit; it {found['msg'].partition(' ')[2]}"  # "Input should …", "String should …"


_GROUP = "write a group of keys, indented below it, or remove it"
_LIST = "write a list, each item on a line of its own behind '- '"
_EXPECTED = {
    "bool_parsing": "write true or false",
    "bool_type": "write true or false",
    "dataclass_type": _GROUP,
    "dict_type": _GROUP,
    "list_type": _LIST,
    "model_attributes_type": _GROUP,
    "model_type": _GROUP,
    "string_too_short": "write a text",
    "string_type": "write a text, in quotes if need be",
    "too_short": "add at least one",
    "tuple_type": _LIST,
}


def _unknown(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    meant = f"did you mean {near[0]!r}? Known" if near else "known"
    return f"unknown key; {meant} here: {', '.join(known)}"


def _keys(shape: Any, path: Path_) -> list[str]:  # noqa: ANN401 - a pydantic model or a field's annotation
    """The keys that may stand at a path."""
    schema = shape.model_json_schema()
    node = schema
    for part in path:
        node = _resolved(node, schema)
        node = node.get("items", {}) if isinstance(part, int) else node.get("properties", {}).get(part, {})
    return sorted(_resolved(node, schema).get("properties", {}))


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for option in (node, *node.get("anyOf", [])):
        if "$ref" in option:
            found: dict[str, Any] = schema["$defs"][option["$ref"].rsplit("/", 1)[1]]
            return found
    return node
