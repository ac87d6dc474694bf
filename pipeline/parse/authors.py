"""Names of authors: out of the lines in which they stand with dates, posts and agencies."""

import re
from collections.abc import Iterable, Sequence

from pipeline.parse.draft import Draft
from pipeline.parse.lexicon import load
from pipeline.text.words import clean, shorten, words

LONGEST = 300  # characters of all names
MOST = 6  # names; more are a list of the house
LONGEST_NAME = 6  # words

_BYLINE = re.compile(
    r"^(?:(?:written|posted|reported|story|analysis|opinion|commentary|review|words|text|reporting) )?by:?\s+"
    r"(?P<name>(?:\b\w\.|[^|•·,.;]){3,60})",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:(?:[A-Za-z]+\s+)?(?:[a-z]+\s+){0,3}[Bb][Yy][:\s]\s*)+|^By(?=[A-Z][a-z])|^[^:]{2,20}:\s+")
_BETWEEN = re.compile(r"\s*[|•·;/,&]\s*|\s+(?:and|und|with)\s+|(?<=\w{3})\.\s+(?=\w)", re.IGNORECASE)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_CALENDAR = sorted(load("calendar"), key=len, reverse=True)
_WEEKDAYS = "|".join(word for word in _CALENDAR if re.match(r"mon|tue|wed|thu|fri|sat|sun", word))
_MONTHS = "|".join(word for word in _CALENDAR if not re.match(r"mon|tue|wed|thu|fri|sat|sun", word))
_DATE = re.compile(
    rf"\b(?:on\s+)?(?:(?:{_WEEKDAYS})\b\.?,?\s+)?"
    rf"(?:(?:{_MONTHS})\b\.?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s+(?:{_MONTHS})\b)|(?=\d{{4}}\b))"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:{_MONTHS})\b\.?)(?:,?\s*\d{{4}}\b)?",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"\s+(?:on\s+)?{_WEEKDAY}\b.*|\s+(?:on|at|in|for|from)\s+.*|\s*\(.*|\s+\d.*"
    r"|(?:^|\s+)(?:(?:first|last)\s+)?(?:modified|posted|published|today|updated|yesterday)\b.*",
    re.IGNORECASE,
)
_NAMED_FOR_A_DAY = re.compile(
    rf"^(?!posted|published|updated)\w+ {_WEEKDAY}$", re.IGNORECASE
)  # a first name alone is seldom signed with a day
_NO_NAME = re.compile(rf"^(?:by|{_WEEKDAYS}|today|yesterday|\d.*)$", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+@\S+|(?:https?:|www\.)\S+", re.IGNORECASE)
_HOST = re.compile(r"\.(?:[a-z]{2,4})$", re.IGNORECASE)
_OFFICES = frozenset(load("offices"))


def names(said: Sequence[str], site: str = "") -> tuple[str, ...]:
    """The names of people in what one source says about the authors; of others where it names no person.

    Args:
        said: lines such as "By Jane Doe and John Roe, Harbour Post", or single names.
        site: name of the site, which signs many articles that people wrote.

    Returns:
        Names in the order of the source, without posts, agencies behind a person, addresses and handles.
    """
    parts = [part for line in said[:MOST] for part in _parts(line)]
    unique = [part for i, part in enumerate(parts) if not any(_same(part, other) for other in parts[:i])]
    people = [part for part in unique if is_person(part, site)]
    return tuple((people or unique)[:MOST])


def author(sources: Iterable[Sequence[str]], site: str = "") -> str:
    """The authors by the first source that names a person, else by the first that names anybody: "Jane Doe, John Roe".

    Args:
        sources: what each source says, in the order in which they are believed.
        site: name of the site.
    """
    first: tuple[str, ...] = ()
    for said in sources:
        found = names(said, site)
        if any(is_person(name, site) for name in found):
            return shorten(", ".join(found), LONGEST)
        first = first or found
    return shorten(", ".join(first), LONGEST)


def is_person(name: str, site: str = "") -> bool:
    """Whether a name could be a person's: no word for an office, a house or a group, and not the site's own name."""
    token = words(name)
    if not token or token[0] == "the" or _HOST.search(name):
        return False
    return not _OFFICES & set(token) and "".join(token) not in "".join(words(site))


def byline(text: str) -> str:
    """The name in "By Jane Doe", or an empty text."""
    match = _BYLINE.match(text)
    name = clean(match["name"]) if match else ""
    return name if name and name[0].isupper() and len(name.split()) <= LONGEST_NAME else ""


def author_of(drafts: Sequence[Draft]) -> str:
    """The name in the first "By Jane Doe" before the second paragraph of running text, or an empty text."""
    running = 0
    for draft in drafts:
        name = byline(draft.text) if len(draft.text.split()) <= 12 else ""
        if name:
            return ", ".join(names([name]))
        running += draft.linked < 0.5 and len(draft.text.split()) >= 25
        if running == 2:
            break
    return ""


def _same(name: str, other: str) -> bool:
    """Whether a name says no more than an earlier one: equal, or with a word before it ("About Jane Doe")."""
    return set(words(other)) <= set(words(name))


def _parts(line: str) -> list[str]:
    """The names of one line. What stands behind a person's name and is none is left out."""
    bare = _DATE.sub(" ", clean(_ADDRESS.sub(" ", line[:LONGEST]))).strip() if line[:1] != "@" else ""
    found = [part for piece in _BETWEEN.split(_BY.sub("", bare)) if (part := _name_in(piece))]
    if len(found) == 2 and all(len(part.split()) == 1 for part in found):
        return [", ".join(found)]  # "Doe, Jane"
    return [part for i, part in enumerate(found) if len(part.split()) <= LONGEST_NAME and not (i and _behind(found, i))]


def _name_in(piece: str) -> str:
    """A name without "by" in front of it and without a day, a time or a place behind it; empty if nothing is left."""
    name = _BY.sub("", piece.strip())
    name = (name if _NAMED_FOR_A_DAY.match(name) else _WHEN.sub("", name)).strip(" .,-–—:*")
    return "" if _NO_NAME.match(name) else name


def _behind(found: Sequence[str], i: int) -> bool:
    """Whether a part says what the person before it is: letters of a degree, a post, a paper."""
    part = found[i]
    return len(part.split()) == 1 or bool(_OFFICES & set(words(part))) or bool(_HOST.search(part))
