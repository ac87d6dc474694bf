"""The patterns of docs/reference/phrases.md as regular expressions, by the section that lists them."""

import re
from functools import cache
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "phrases.md"
_PART = re.compile(r"\{([^}]*)\}")
_KINDS = {"n": r"[\d,]+", "id": r"AIR-\d{4}-\d{4,}", "number": r"[a-z]+|\d+", "Number": r"[A-Z][a-z]+|\d+"}


@cache
def patterns(section: str) -> str:
    """What a sentence of a section can be, as a regular expression.

    A name in braces stands for words without a sentence's end, one that begins with a space for words that may be
    missing; ``{headline}`` for a headline.

    Args:
        section: heading of the page, such as "What".

    Raises:
        KeyError: the page has no such section, or it lists no pattern.
    """
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(section)}$\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    listed = [" ".join(one.split()) for one in re.findall(r"`([^`]+)`", found[1])] if found else []
    listed = [one for one in listed if " " in one or "{" in one]
    if not listed:
        raise KeyError(section)
    return "|".join(f"(?:{_regex(pattern)})" for pattern in listed)


def is_made_of(section: str, told: str) -> bool:
    """Whether a text is one or more sentences of a section, and nothing else."""
    one = patterns(section)
    if section == "Bottom line":  # it may repeat what is new since the last brief
        one = f"{one}|{patterns('New since the last brief')}"
    return re.fullmatch(rf"(?:{one})(?: (?:{one}))*", told) is not None


@cache
def _listed(label: str) -> str:
    """The words that a line of the page lists behind a label."""
    found = re.search(rf"{label}: ((?:`[^`]+`(?: \([^)]*\))?,?\s*)+)", PAGE.read_text(encoding="utf-8"))
    words = re.findall(r"`([^`]+)`", found[1]) if found else []
    plain = [word.rpartition(" ")[0] for word in words if word.endswith((" on", " of", " into"))]
    return "|".join(map(re.escape, [*words, *plain])) or "(?!)"


def _regex(pattern: str) -> str:
    made, end = "", 0
    for part in _PART.finditer(pattern):
        made += re.escape(pattern[end : part.start()]) + _stands_for(part[1])
        end = part.end()
    return made + re.escape(pattern[end:])


def _stands_for(name: str) -> str:
    if name == "headline":
        return f"(?:{patterns('Headline')})"
    if name in ("verb", "noun"):
        return f"(?:{_listed(f'{name.capitalize()}s')})"
    if name == "Noun":
        return f"(?i:{_listed('Nouns')})"
    if name in _KINDS:
        return f"(?:{_KINDS[name]})"
    words = r"(?:(?!\. [A-Z]).)+?"
    return f"(?:{words})?" if name.startswith(" ") else words
