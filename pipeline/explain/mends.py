"""The configuration that would have kept an article, or would change a row: lines to paste, each with its file."""

import json
import re

from pipeline.analyse.events.tools import Tools
from pipeline.explain.told import Told
from pipeline.model.event import Report
from pipeline.model.source import Source
from pipeline.nightly.house import House

_NAME = re.compile(r"[A-Z][\w’'.-]*(?: (?:[A-Z][\w’'.-]*|\d[\w.-]*))*")
_REASON = "reason: …, author: …"


def open_all(house: House, source: Source) -> Told:
    """The line by which every page of a source is opened."""
    shipped = source.source_id in house.settings.shipped
    lines = f"override:\n  {source.source_id}: {{open: all}}" if shipped else f"open: all  # at {source.source_id}"
    words = f"in {house.settings.path.name}, to open every page of {source.name}"
    return Told(step="mend", words=words, yaml=lines)


def add_name(house: House, title: str) -> Told | None:
    """The line by which a name that the lexicon lacks is known; None if the title has none that stands out."""
    name = unknown_name(title, house.tools)
    if not name:
        return None
    yaml = f"lexicon:\n  tools:\n    - {{name: {json.dumps(name, ensure_ascii=False)}, vendor: …}}"
    return Told(step="mend", words=f"in {house.settings.path.name}, if {name} is an AI tool", yaml=yaml)


def unknown_name(title: str, tools: Tools) -> str:
    """The first name in a title that no list of the lexicon has; a word that begins the title may be any word."""
    lexicon = tools.lexicon
    known = {name.casefold() for group in (lexicon.vendors, lexicon.actors) for name in group}
    for found in _NAME.finditer(title):
        name = found[0].removesuffix("’s").removesuffix("'s").rstrip(".-")
        if found.start() == 0 and " " not in name:
            continue
        if name.casefold() not in known and not lexicon.vendor_of(name):
            return name
    return ""


def promote(candidate_id: str, url: str) -> Told:
    """The line by which a candidate becomes a restriction."""
    line = f"- {{act: promote, row: {candidate_id}, article: {json.dumps(url)}, {_REASON}}}"
    return Told(step="mend", words="in overrides.yaml, to take it into the register", yaml=f"overrides:\n  {line}")


def correct(restriction_id: str, report: Report) -> Told:
    """A line by which a claim of a restriction is set."""
    where = f"row: {restriction_id}, article: {json.dumps(report.url)}"
    line = f"- {{act: set, {where}, claim: effective, value: …, {_REASON}}}"
    words = "in overrides.yaml, to set a claim; merge, split, reject and confirm are written alike"
    return Told(step="mend", words=words, yaml=f"overrides:\n  {line}")
