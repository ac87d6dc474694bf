"""missed.yaml: cases of what was missed, beside feeds.yaml; read, and added to with all else left as it stands."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, ValidationError

from pipeline.config.fields import Day, Line, Shape, Web
from pipeline.config.lines import parse_yaml, read_yaml
from pipeline.config.problems import problems_of
from pipeline.model.errors import ConfigError, UsageError
from pipeline.model.missed import Expected, MissedCase

MISSED = "missed.yaml"
_HEAD = "# Articles that were missed; `offlimits doctor` tries them with the rules of now.\nmissed:\n"
_LONG = Field(max_length=100_000)


class CaseShape(Shape):
    """One case of missed.yaml."""

    url: Web
    title: Line
    expected: Expected = "restriction"
    why: Annotated[str, Field(max_length=1000)] = ""
    on: Day
    summary: Annotated[str, _LONG] = ""
    text: Annotated[str, _LONG] = ""
    published: Annotated[str, Field(max_length=40)] = ""


class MissedShape(Shape):
    """missed.yaml."""

    missed: tuple[CaseShape, ...] = ()


def read_missed(feeds: Path) -> tuple[MissedCase, ...]:
    """The cases beside a feeds.yaml; none if there is no such file.

    Raises:
        ConfigError: with every problem that was found in it.
    """
    path = feeds.parent / MISSED
    if not path.exists():
        return ()
    lined = read_yaml(path)
    try:
        shape = MissedShape.model_validate(lined.data)
    except ValidationError as error:
        raise ConfigError(*problems_of(error, lined, MissedShape)) from error
    return tuple(MissedCase(**case.model_dump()) for case in shape.missed)


def with_case(text: str, case: MissedCase) -> str:
    """The text of missed.yaml with one more case at its end.

    Args:
        text: of the file; empty if there is none.
        case: what is added; one of the same address that is there already is left as it is.

    Raises:
        UsageError: the file is written in a form that cannot be added to safely; holds the lines to be added by hand.
    """
    plain = {"url": case.url, "title": case.title, "expected": case.expected, "why": case.why, "on": case.on}
    plain |= {name: value for name in ("summary", "text", "published") if (value := getattr(case, name))}
    lines = yaml.safe_dump([plain], allow_unicode=True, sort_keys=False, width=1_000_000)
    made = (text or _HEAD).rstrip("\n") + "\n" + "".join(f"  {line}\n" for line in lines.splitlines())
    before = parse_yaml(text, MISSED).data.get("missed", []) if text else []
    try:
        held = MissedShape.model_validate(parse_yaml(made, MISSED).data).missed
    except (ConfigError, ValidationError):
        held = ()
    if len(held) == len(before) + 1 and MissedCase(**held[-1].model_dump()) == case:
        return made
    raise UsageError(
        f"{MISSED} is written in a form that is better changed by hand; add under missed:\n{lines.rstrip()}"
    )
