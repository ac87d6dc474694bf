"""The shape of overrides.yaml: what a person decides about rows of the register, and the records made of it."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator

from pipeline.config.fields import Country, Day, Line, Shape, Web
from pipeline.config.lines import Lined
from pipeline.model.override import Act, Override, Removal, SetField, SetValue
from pipeline.model.restriction import Affected
from pipeline.model.vocabulary import ACTIONS, Precision, Reason
from pipeline.text.urls import split_web

UNKNOWN = "unknown"
"""What is written for a claim that is to be unknown."""

_ROW = re.compile(r"AIR-\d{4}-\d{4,}|candidate-[0-9a-z-]+")
_SPANS: tuple[tuple[re.Pattern[str], Precision], ...] = (
    (re.compile(r"\d{4}-(?:0[1-9]|1[0-2])"), "month"),
    (re.compile(r"\d{4}-Q[1-4]"), "quarter"),
    (re.compile(r"\d{4}"), "year"),
)
_DATES = ("announced", "effective", "ends")
_LISTS = ("reasons", "targets")
_NEVER_UNKNOWN = ("actor", "action", "targets")
# Keys that go with some acts alone, and those without which an act says nothing.
_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"as": ("reject",), "articles": ("split",), "claim": ("set",), "into": ("merge",), "value": ("set",)}
)
_NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"merge": ("into",), "set": ("claim", "value"), "split": ("articles",)}
)


def _row(text: str) -> str:
    if not _ROW.fullmatch(text) and split_web(text) is None:
        mend = "write an id as `offlimits register` prints it, such as 'AIR-2026-0003', or the address of an article"
        raise ValueError(f"{text!r} names no row; {mend}")
    return text


def _value(value: Any) -> Any:  # noqa: ANN401 - whatever YAML made of it
    """YAML makes days and years of what looks like one; here they are text."""
    if isinstance(value, date) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    return value


def _form(value: Any) -> str:  # noqa: ANN401 - whatever YAML made of it
    """Which of its forms a value is to be read as, so that one thing is said of what is wrong with it."""
    if isinstance(value, dict | AffectedShape):
        return "[group]"
    return "[list]" if isinstance(value, list | tuple) else "[text]"


class AffectedShape(Shape):
    """``value`` of the claim ``affected``."""

    who: Line
    regions: tuple[Country, ...] = ()


Row = Annotated[str, AfterValidator(_row)]
Value = Annotated[
    Annotated[str, Tag("[text]")]
    | Annotated[tuple[Line, ...], Tag("[list]")]
    | Annotated[AffectedShape, Tag("[group]")],
    Discriminator(_form),
    BeforeValidator(_value),
    WithJsonSchema({"type": ["string", "array", "object", "integer"]}),
]


class ActShape(Shape):
    """One act of overrides.yaml."""

    act: Act
    row: Row
    article: Web | None = None
    into: Row | None = None
    articles: tuple[Web, ...] = ()
    removal: Annotated[Removal | None, Field(alias="as")] = None
    claim: SetField | None = None
    value: Value | None = None
    reason: Line
    author: Line
    expires: Day | None = None

    @model_validator(mode="after")
    def _whole(self) -> "ActShape":
        problem = next(self._problems(), "")
        if problem:
            raise ValueError(problem)
        return self

    def _problems(self) -> Iterator[str]:
        given = self.model_dump(by_alias=True, exclude_unset=True)
        for key, acts in _KEYS.items():
            if given.get(key) and self.act not in acts:
                yield f"{key!r} goes with {acts[0]!r} and says nothing here; remove it"
        for key in _NEEDED.get(self.act, ()):
            if not given.get(key):
                yield f"{self.act!r} needs {key!r}; add {key}: …"
        if self.act == "merge" and self.into == self.row:
            yield "a row cannot be merged into itself; name another under 'into'"
        if self.claim is not None and self.value is not None:
            yield from _misfits(self.claim, self.value)


class OverridesShape(Shape):
    """overrides.yaml."""

    overrides: tuple[ActShape, ...] = ()


def overrides_of(shape: OverridesShape, lined: Lined) -> tuple[Override, ...]:
    """The records, in the order of the file."""
    return tuple(
        _override(one, f"{lined.name}:{lined.lines.get(('overrides', number), 1)}")
        for number, one in enumerate(shape.overrides)
    )


def _override(one: ActShape, place: str) -> Override:
    value = None if one.value is None or one.value == UNKNOWN else _record(one.value)
    return Override(
        act=one.act,
        row=one.row,
        reason=one.reason,
        author=one.author,
        article=one.article or "",
        into=one.into or "",
        articles=one.articles,
        removal=one.removal or "not_an_event",
        field=one.claim,
        value=value,
        precision=_precision(value) if one.claim in _DATES and isinstance(value, str) else None,
        expires=one.expires,
        place=place,
    )


def _record(value: str | tuple[str, ...] | AffectedShape) -> SetValue:
    return Affected(who=value.who, regions=value.regions) if isinstance(value, AffectedShape) else value


def _misfits(claim: SetField, value: str | tuple[str, ...] | AffectedShape) -> Iterator[str]:
    """What is wrong with a value for its claim."""
    if value == UNKNOWN:
        if claim in _NEVER_UNKNOWN:
            yield f"{claim!r} makes a row what it is and cannot be unknown; reject the row in its place"
    elif claim in _DATES:
        if not isinstance(value, str) or _precision(value) is None:
            yield f"{value!r} is no day; write 2026-07-10, 2026-07, 2026-Q3, 2026, or 'unknown'"
    elif claim in _LISTS:
        if not isinstance(value, tuple) or not value:
            such = "security" if claim == "reasons" else "Quill"
            yield f"{claim!r} is a list; write it in brackets, such as [{such}]"
        elif claim == "reasons" and not set(value) <= set(get_args(Reason)):
            wrong = next(word for word in value if word not in get_args(Reason))
            yield f"{wrong!r} is no reason; write {', '.join(get_args(Reason))}"
    elif claim == "action" and value not in ACTIONS:
        yield f"{value!r} is no action; write {', '.join(ACTIONS)}"
    elif not isinstance(value, str) and not (claim == "affected" and isinstance(value, AffectedShape)):
        yield f"{claim!r} is a text; write one line"


def _precision(value: str) -> Precision | None:
    for pattern, precision in _SPANS:
        if pattern.fullmatch(value):
            return precision
    try:
        date.fromisoformat(value)
    except ValueError:
        return None
    return "day" if len(value) == len("2026-07-10") else None
