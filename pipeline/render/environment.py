"""The one Jinja environment, in three flavours: HTML, plain text and Markdown.

Text from outside is cleaned as it is printed (no controls, no bidi overrides, no line breaks of its own). In HTML it is
escaped too; in Markdown every mark is taken from it. A name that a template does not know is an error.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.render import days, languages, layout, links, phrases, spoken
from pipeline.text.words import clean

Flavour = Literal["html", "text", "markdown"]

_MARKS = re.compile(r"[\\`*_\[\]<>|~&]|^[#+=-]")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")


_PACKAGE = Path(__file__).resolve().parents[1]


def template_dir(package: Path = _PACKAGE) -> Path:
    """Where the templates are: inside the package in a wheel, beside it in the repository.

    Args:
        package: folder of the package.

    Raises:
        FileNotFoundError: they are in neither place; the installation is broken.
    """
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / "email").is_dir():
            return folder
    raise FileNotFoundError(f"no templates in {package} or beside it; install the package again")


@cache  # one of each flavour in a process, so that a template is compiled once; nobody changes it afterwards
def environment(flavour: Flavour) -> Environment:
    """An environment with our filters; HTML is escaped always, whatever a template is called."""
    loader = FileSystemLoader(template_dir())
    if flavour == "html":
        env = Environment(
            loader=loader,
            autoescape=True,
            finalize=_cleaned(Markup, clean),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
    else:
        env = Environment(
            loader=loader,
            autoescape=False,  # noqa: S701 - text and Markdown have no HTML to escape; ``finalize`` guards them
            finalize=_cleaned(layout.Laid, clean if flavour == "text" else unmarked),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
    _teach(env)
    return env


def _teach(env: Environment) -> None:
    """Give templates the words that mail, text and pages share."""
    env.filters.update(
        apart=layout.apart,
        changed=spoken.changed,
        counted=phrases.counted,
        fill=layout.fill,
        heading=layout.heading,
        href=links.href,
        linked=linked,
        mention=phrases.mention,
        said_by=phrases.said_by,
        long_day=days.long_day,
        number=phrases.number,
        place=languages.place,
        plain=layout.Laid,
        printed=spoken.printed,
        short_day=days.short_day,
        spoken=spoken.spoken,
        week=days.week,
    )
    env.globals.update(
        by_department=phrases.by_department,
        by_hand=spoken.BY_HAND,
        change_counts=phrases.change_counts,
        coverage_sentences=phrases.coverage_sentences,
        dateline=phrases.dateline,
        errata_told=phrases.errata_told,
        facts=phrases.facts,
        from_day=phrases.from_day,
        mentioned=phrases.mentioned,
        mentions=phrases.mentions,
        month_span=phrases.month_span,
        not_binding=phrases.not_binding,
        seats=phrases.seats,
        next_for=phrases.next_for,
        sent_before=phrases.sent_before,
        sent_otherwise=phrases.sent_otherwise,
        step_marks=phrases.step_marks,
        told_by=phrases.told_by,
        touching=phrases.touching,
        triggers=spoken.TRIGGERS,
    )


def linked(text: str, link: Callable[[str], Markup]) -> Markup:
    """A sentence as HTML in which each id of a restriction is what ``link`` makes of it; all else is escaped."""
    told = clean(text)
    made, end = [], 0
    for found in links.RESTRICTION_IDS.finditer(told):
        made += [escape(told[end : found.start()]), link(found[0])]
        end = found.end()
    return Markup("").join([*made, escape(told[end:])])


def unmarked(text: str) -> str:
    """Text without meaning to Markdown: one line, and every mark that would count behind a backslash."""
    return _NUMBERED.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", clean(text)))


def _cleaned(ours: type[str], clean_text: Callable[[str], str]) -> Callable[[object], object]:
    """What is done to a value before it is printed: nothing to our own markup, cleaning to any other text."""

    def printed(value: object) -> object:
        return clean_text(value) if isinstance(value, str) and not isinstance(value, ours) else value

    return printed
