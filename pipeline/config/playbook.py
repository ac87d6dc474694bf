"""The shape of playbook.yaml: what each department does where a restriction touches a tool; and the records made of it.

A pattern names the tool and the restriction, so that no step is advice for everybody.
"""

import re
from collections.abc import Iterator
from importlib import resources
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from pipeline.config.fields import Line, Shape
from pipeline.model.options import Due, Play
from pipeline.model.vocabulary import Mechanism
from pipeline.text.words import clean

PLAYBOOK = "playbook.yaml"
PLACEHOLDERS = ("day", "owner", "regions", "replacement", "restriction", "seats", "tool")
"""What a pattern may hold in braces."""
_NEEDED = ("tool", "restriction")
_BRACED = re.compile(r"\{([^{}]*)\}")
_AROUND = re.compile(r"(?P<days>\d{1,3}) days? (?P<side>before|after)|on the day")
_WITHIN = re.compile(r"within (?P<days>\d{1,3}) days?|now")


def _pattern(text: str) -> str:
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    for name in _BRACED.findall(text):
        if name not in PLACEHOLDERS:
            raise ValueError(f"'{{{name}}}' stands for nothing; write one of {known}")
    if re.search(r"[{}]", _BRACED.sub("", text)):
        raise ValueError(f"{text!r} has a brace too many; braces stand around {known} alone")
    return clean(text)


def _step(text: str) -> str:
    missing = [name for name in _NEEDED if f"{{{name}}}" not in text]
    if missing:
        raise ValueError(f"a step names the tool and the restriction; write {{{missing[0]}}} into it")
    return _pattern(text)


def _due(text: str) -> str:
    if not _AROUND.fullmatch(text) and not _WITHIN.fullmatch(text):
        raise ValueError(
            f"{text!r} is no time; write '14 days before', 'on the day', '2 days after', 'within 7 days' or 'now'"
        )
    return text


Pattern = Annotated[str, Field(max_length=300), AfterValidator(_pattern)]
StepPattern = Annotated[str, Field(max_length=300), AfterValidator(_step)]
DueText = Annotated[str, AfterValidator(_due)]


class PlayShape(Shape):
    """One line under ``steps`` of playbook.yaml."""

    bearing: Literal["binds us", "supply", "unknown"]
    mechanisms: tuple[Mechanism, ...] = ()
    department: Line
    step: StepPattern
    due: DueText
    unchanged: Pattern = ""
    escalate: Pattern = ""

    @model_validator(mode="after")
    def _not_more_than_known(self) -> "PlayShape":
        if self.bearing == "unknown" and not self.step.casefold().startswith("find out whether "):
            raise ValueError("where the bearing is unknown, a step begins with 'Find out whether '; write it so")
        return self


class PlaybookShape(Shape):
    """playbook.yaml."""

    steps: tuple[PlayShape, ...] = ()


def playbook_text() -> str:
    """The playbook that ships, as it is written."""
    return (resources.files("pipeline.config") / "defaults" / PLAYBOOK).read_text(encoding="utf-8")


def plays_of(shape: PlaybookShape) -> tuple[Play, ...]:
    """The records, in the order of the file."""
    return tuple(_plays(shape))


def _plays(shape: PlaybookShape) -> Iterator[Play]:
    for one in shape.steps:
        yield Play(
            bearing=one.bearing,
            mechanisms=one.mechanisms,
            department=clean(one.department),
            step=one.step,
            due=_when(one.due),
            unchanged=one.unchanged,
            escalate=one.escalate,
        )


def _when(text: str) -> Due:
    found = _AROUND.fullmatch(text)
    if found:
        days = int(found["days"] or 0)
        return Due(days=-days if found["side"] == "before" else days)
    soon = _WITHIN.fullmatch(text)
    return Due(within=int(soon["days"] or 0) if soon else 0)
