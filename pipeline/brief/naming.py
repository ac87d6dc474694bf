"""Whether words about whom a restriction covers, or spares, name our organisation and nobody else in its place."""

import re
from collections.abc import Iterable
from typing import Literal

from pipeline.model.options import Inventory

Named = Literal["yes", "maybe", "no"]
_LEGAL = (
    "AB",
    "AG",
    "ApS",
    "AS",
    "BV",
    "Co",
    "Company",
    "Corp",
    "Corporation",
    "GmbH",
    "Inc",
    "Incorporated",
    "Limited",
    "LLC",
    "LLP",
    "Ltd",
    "NV",
    "Oy",
    "plc",
    "SA",
    "SAS",
    "SE",
    "SpA",
)
"""Legal forms of companies as they stand behind a name, without their full stops; sorted."""
_FORM = re.compile(rf",?\s+(?:{'|'.join(_LEGAL)})$")
_BETWEEN = re.compile(r"\s*[,;]\s*(?:(?:and|or)\s+)?|\s+(?:and|or|&)\s+")
_OURS = re.compile(
    r"(?:(?:all|the|any)\s+)?(?:affiliates|employees|members|people|personnel|staff|subsidiaries|workers)\s+(?:at|of)\s+"
)
_ITS = re.compile(
    r"(?:all (?:of )?)?(?:its|their)\s+(?:affiliates|employees|members|personnel|staff|subsidiaries|workers)"
)
_WHO_OURS = re.compile(r"(?:['’]s?)?\s+(?:affiliates|employees|members|personnel|staff|subsidiaries|workers)$")
_KIND = re.compile(
    r"(?:[Tt]he\s+)?(?:clients?|compan(?:y|ies)|customers?|firms?|organi[sz]ations?|users?)\s+(?=\W*[A-Z0-9])"
)
"""What stands before a name: "the customers Alpha and Beta"; not "customers of Alpha"."""
_RELATES = re.compile(
    r"\b(?:as|at|besides|but|by|except|for|from|in|like|near|no|not|of|on|other|outside|than|that|to|under|unlike|which"
    r"|who|whose|with|without)\b",
    re.IGNORECASE,
)
"""Words that may hang all that stands in a list on something else: "rivals of Alpha and Beta"."""
_THE = re.compile(r"[Tt]he\s+")


def names_us(text: str, inventory: Inventory) -> Named:
    """Whether a text is our name, alone, in a list of names, or of our people; "maybe" where it only holds it.

    Names are compared as they are written, so that a word ("orange", "target") is none, and whole, so that
    "Orange County" and "rivals of Orange" are not Orange.
    """
    ours = {_bare(name): _forms(name) for name in (inventory.organisation, *inventory.aliases) if name.strip()}
    text = " ".join(text.replace(".", "").split())
    if not any(_holds(text, name) for name in ours):
        return "no"
    parts = _parts(text, ours)
    listed = all(_is_ours(part, ours) or _ITS.fullmatch(part) or not _RELATES.search(part) for part in parts)
    return "yes" if listed and any(_is_ours(part, ours) for part in parts) else "maybe"


def _parts(text: str, ours: Iterable[str]) -> list[str]:
    """The members of a list, of which a name of ours is one, whatever stands in it."""
    held = {f"\0{number}": name for number, name in enumerate(sorted(ours, key=len, reverse=True)) if " " in name}
    for mark, name in held.items():
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", mark, text)
    found = []
    for part in _BETWEEN.split(re.sub(rf",\s+(?={'|'.join(_LEGAL)}\b)", " ", text)):
        for mark, name in held.items():
            part = part.replace(mark, name)
        found.append(part)
    return found


def _is_ours(part: str, ours: dict[str, frozenset[str]]) -> bool:
    part = _WHO_OURS.sub("", _THE.sub("", _KIND.sub("", _OURS.sub("", part)), count=1))
    forms = ours.get(_bare(part))
    said = _forms(part)
    return forms is not None and (not forms or not said or forms == said)


def _bare(name: str) -> str:
    """A name without its legal form."""
    return _FORM.sub("", " ".join(name.replace(".", "").split()))


def _forms(name: str) -> frozenset[str]:
    found = _FORM.search(" ".join(name.replace(".", "").split()))
    return frozenset({found[0].strip(" ,")}) if found else frozenset()


def _holds(text: str, name: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
