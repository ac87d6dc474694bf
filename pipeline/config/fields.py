"""What a single value of the configuration must look like, each with plain words for what would be right."""

import ipaddress
import re
import time
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, TypeGuard
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import soupsieve
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, WithJsonSchema

from pipeline.text.urls import host, split_web

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[^@\s<>,;:\"()\[\]\\]+")
_SENDABLE = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_HOST = re.compile(r"(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:(?P<old>[0-9.]+)|\[(?P<new>[0-9a-f:.]+)\]):(?P<port>\d{1,5})")
_PRINTABLE = re.compile(r"[\x21-\x7e]+")
_ONE_LINE = re.compile(r"[\x20-\x7e]+")
_VARIABLE = re.compile(r"\$[A-Za-z_][A-Za-z0-9_]*")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # a token of RFC 9110
# What the client itself writes, by its own rules.
_OWN_HEADER = re.compile(
    r"accept-encoding|connection|content-length|host|if-.+|te|trailer|transfer-encoding|upgrade|user-agent",
    re.IGNORECASE,
)
# Names that RFC 2606 and RFC 6761 keep for examples: nobody can be reached there.
_EXAMPLES = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|invalid|localhost|test)$")
_SAMPLE_TIME = time.struct_time((2026, 11, 22, 9, 30, 15, 6, 326, 0))
_YEAR = re.compile(r"%[Yycx]")

LANGUAGE = "^[a-z]{2,3}$"
COUNTRY = "^[A-Z]{2}$"
PATH = "^/"
PLACE = "^(?:[A-Z]{2}|EEA)$"
HASH = "^(?:page|bytes|item):[0-9a-f]{64}$"
MENDS = {
    HASH: "leave the keys as `offlimits retract` wrote them",
    LANGUAGE: "write a language in two or three small letters, such as 'en'",
    COUNTRY: "write a country in two capital letters, such as 'DE'",
    PLACE: "write a country in two capital letters, such as 'DE', or EU or EEA",
    PATH: "write the beginning of a path, such as '/news/'",
}
"""What would be right, by the pattern that a value does not fit."""


SHIPPED = "shipped"
"""Context of what a test has checked: its CSS selectors are taken as they are, because reading one costs 0.1 s."""


class Shape(BaseModel):
    """Base of all shapes: a key that nobody reads is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def is_id(text: object) -> TypeGuard[str]:
    """Whether something can be the id of a source."""
    return isinstance(text, str) and bool(_ID.fullmatch(text))


def placeholder_contact(text: str) -> bool:
    """Whether nobody can be reached under a contact: it is empty, or stands under a name kept for examples."""
    named = text.rpartition("@")[2].lower() if "@" in text and split_web(text) is None else host(text)
    return not named or bool(_EXAMPLES.search(named))


def contact_problem(text: str) -> str:
    """What is wrong with a contact, and what would be right; empty if nothing is."""
    if _PRINTABLE.fullmatch(text) and (_MAIL.fullmatch(text) or split_web(text)):
        return ""
    return f"{text!r} is neither a mail address nor a page; write one such as 'desk@example.org'"


def _web(url: str) -> str:
    parts = split_web(url)
    if parts is not None and "@" in parts.netloc:  # not shown: it may hold a password
        raise ValueError("no user name stands in an address; write headers: {Authorization: $NAME} in its place")
    if parts is None:
        raise ValueError(f"{url!r} is no web address; write it in full, with http:// or https://")
    return url


def _secure(url: str) -> str:
    parts = split_web(_web(url.replace("{recipient}", "recipient")))
    if parts is None or parts.scheme != "https":
        raise ValueError(f"{url!r} is not secure; mail programs post to an address with https:// only (RFC 8058)")
    return url


def _endpoint(url: str) -> str:
    parts = split_web(_web(url))
    near = parts is not None and (parts.hostname or "") in ("localhost", "127.0.0.1", "::1")
    if parts is None or (parts.scheme != "https" and not near):
        raise ValueError(f"{url!r} is not secure; what is read goes there: write https://, or a server on this machine")
    return url.rstrip("/")


def _name(text: str) -> str:
    if not is_id(text):
        raise ValueError(f"{text!r} is no id; write small letters, digits and single hyphens, such as 'example-news'")
    return text


def mail_problem(text: str) -> str:
    """What keeps a text from being one bare mail address, and what would be right; empty if nothing does."""
    if _MAIL.fullmatch(text) and not text.isascii():
        mend = "write its plain form, such as 'juergen@example.org', and a host such as 'xn--…'"
        return f"{text!r} holds letters that not every mail server takes; {mend}"
    if not _MAIL.fullmatch(text) or not _SENDABLE.fullmatch(text):
        return f"{text!r} is no mail address; write one such as 'brief@example.org'"
    return ""


def _mail(text: str) -> str:
    problem = mail_problem(text)
    if problem:
        raise ValueError(problem)
    return text


def _program(text: str) -> str:
    if not text.startswith("/") or "\0" in text:
        mend = "write it in full and without arguments, such as '/usr/sbin/sendmail' or '/usr/bin/msmtp'"
        raise ValueError(f"{text!r} is no path of a program; {mend}")
    return text


def _command(parts: list[str]) -> list[str]:
    if not any("{site}" in part for part in parts[1:]):
        raise ValueError("says nowhere what is copied; write {site} where the folder of the site goes")
    return parts


def _contact(text: str) -> str:
    problem = contact_problem(text) if text else ""
    if problem:
        raise ValueError(problem)
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


def _private_host(text: str) -> str:
    if not _HOST.fullmatch(text) and not _is_ip(text):
        mend = "write a name such as 'news.example.org', or an IP address such as '10.0.0.5'"
        raise ValueError(f"{text!r} is no host; {mend}")
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


def _proxy(text: str) -> str:
    if not text or _VARIABLE.fullmatch(text):
        return text
    parts = split_web(text)
    if parts is None or "@" in parts.netloc:  # not shown: it may hold a password
        mend = "write one such as 'http://proxy.example.org:3128', or $NAME of an environment variable that holds it"
        raise ValueError(f"is no address of a proxy without a password; {mend}")
    return text


def _selector(text: str, info: ValidationInfo) -> str:
    if info.context == SHIPPED:
        return text
    try:
        soupsieve.compile(text)
    except (soupsieve.SelectorSyntaxError, ValueError) as error:
        told = str(error).partition("\n")[0].rstrip(". ")
        raise ValueError(f"{text!r} is no CSS selector ({told}); write one such as 'main' or 'li > a'") from error
    return text


def _date_format(text: str) -> str:
    try:
        time.strptime(time.strftime(text, _SAMPLE_TIME), text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no form of a date; write one such as '%d %B %Y'") from error
    if not _YEAR.search(text):
        raise ValueError(f"{text!r} is no form of a date with a year; write one such as '%d %B %Y'")
    return text


def _day(value: Any) -> date:  # noqa: ANN401 - whatever YAML made of it
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{str(value)[:40]!r} is no day; write one such as 2026-11-22") from error


def _values(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever YAML made of it
    """One value of a parameter or several, as texts; a truth value has no one spelling in an address."""
    items = value if isinstance(value, list | tuple) else [value]
    if not items or not all(isinstance(item, str | int | float) and not isinstance(item, bool) for item in items):
        raise ValueError("is no parameter; write a text or a number, or a list of them")
    return tuple(str(item) for item in items)


def _header_name(text: str) -> str:
    if not _HEADER.fullmatch(text):
        raise ValueError(f"{text!r} is no name of a header; write one such as 'Authorization'")
    if _OWN_HEADER.fullmatch(text):
        raise ValueError(f"{text!r} is written by Offlimits itself; remove it")
    return text


def _variable(value: Any) -> str:  # noqa: ANN401 - whatever YAML made of it
    if not isinstance(value, str) or not _VARIABLE.fullmatch(value):  # not shown: it may be the secret itself
        mend = "write the name of an environment variable that holds it, such as $NEWS_TOKEN"
        raise ValueError(f"a secret does not stand in this file; {mend}")
    return value


def _once(items: tuple[str, ...]) -> tuple[str, ...]:
    doubles = sorted({item for item in items if items.count(item) > 1})
    if doubles:
        raise ValueError(f"{doubles[0]!r} stands here twice; remove one of the two")
    return items


def unset(variable: str, environment: Mapping[str, str]) -> str:
    """What is wrong with a variable that is to become a header or an address; empty if nothing is.

    Args:
        variable: as it is written, with its dollar sign.
        environment: its values are never printed.
    """
    value = environment.get(variable[1:], "")
    if not value:
        return f"the environment variable {variable[1:]} is not set; set it, or remove this line"
    if not _ONE_LINE.fullmatch(value):
        return f"the environment variable {variable[1:]} holds more than one line of plain letters; set it anew"
    return ""


_JSON_VALUE = {"type": ["string", "number"]}

Web = Annotated[str, AfterValidator(_web)]
Endpoint = Annotated[str, AfterValidator(_endpoint)]
Secure = Annotated[str, AfterValidator(_secure)]
Id = Annotated[str, AfterValidator(_name)]
Mail = Annotated[str, AfterValidator(_mail)]
Contact = Annotated[str, Field(max_length=200), AfterValidator(_contact)]
Zone = Annotated[str, AfterValidator(_zone)]
Host = Annotated[str, AfterValidator(_host)]
Program = Annotated[str, Field(max_length=300), AfterValidator(_program)]
PrivateHost = Annotated[str, AfterValidator(_private_host)]
Address = Annotated[str, AfterValidator(_address)]
Proxy = Annotated[str, AfterValidator(_proxy)]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Command = Annotated[list[Line], Field(min_length=2, max_length=50), AfterValidator(_command)]
Country = Annotated[str, Field(pattern=COUNTRY)]
Place = Annotated[str, Field(pattern=PLACE)]
Language = Annotated[str, Field(pattern=LANGUAGE)]
PathPrefix = Annotated[str, Field(pattern=PATH, max_length=300)]
Selector = Annotated[str, Field(max_length=300), AfterValidator(_selector)]
DateFormat = Annotated[str, Field(max_length=60), AfterValidator(_date_format)]
Day = Annotated[date, BeforeValidator(_day)]
Ids = Annotated[tuple[Id, ...], AfterValidator(_once)]
Values = Annotated[
    tuple[str, ...],
    BeforeValidator(_values),
    WithJsonSchema({"anyOf": [_JSON_VALUE, {"type": "array", "items": _JSON_VALUE, "minItems": 1}]}),
]
HeaderName = Annotated[str, AfterValidator(_header_name)]
Variable = Annotated[str, BeforeValidator(_variable), WithJsonSchema({"type": "string", "pattern": _VARIABLE.pattern})]
