"""With which letters matches of a regular expression can begin, so that long alternations are tried group by group."""

import re
from collections.abc import Iterable

_REPEATED = re.compile(r"(?:[?*+]|\{[\d,]*\})[?+]?")
_OPTIONAL = re.compile(r"[?*]|\{0?,")
_FEW = 3  # alternatives up to which grouping gains nothing


def grouped(alternatives: Iterable[str]) -> str:
    """Regular expressions as one alternation in which only those that can begin with the next letter are tried.

    It matches what the plain alternation of them matches, in the same order, several times faster.

    Args:
        alternatives: in the order in which they are to be tried, without named groups.
    """
    listed = list(alternatives)
    firsts = [initials(one) for one in listed]
    letters = sorted(set().union(*(first for first in firsts if first)))
    if len(listed) <= _FEW or not letters:
        return "|".join(listed)
    groups = []
    for letter in letters:
        fitting = [one for one, first in zip(listed, firsts, strict=True) if first is None or letter in first]
        groups.append(_group(letter, fitting))
    anywhere = [one for one, first in zip(listed, firsts, strict=True) if first is None]
    if anywhere:
        groups.append(f"(?![{''.join(map(re.escape, letters))}])(?:{'|'.join(anywhere)})")
    return "|".join(groups)


def looked_ahead(pattern: str) -> str:
    """The same pattern of something that begins a word, tried only at letters with which it can begin."""
    letters = initials(pattern)
    return pattern if letters is None else rf"\b(?=[{''.join(map(re.escape, sorted(letters)))}])(?:{pattern})"


def _group(letter: str, fitting: list[str]) -> str:
    """Those that can begin with a letter: the letter itself and what is left of them, for it is cheap to compare.

    Where it is not plain what is left of one, the letter is only looked at.
    """
    left = [rest_of(one, letter) for one in fitting]
    if None in left:
        return f"(?={re.escape(letter)})(?:{'|'.join(fitting)})"
    return f"{re.escape(letter)}(?:{'|'.join(rest for one in left if one is not None for rest in one)})"


def rest_of(pattern: str, letter: str) -> list[str] | None:
    """What a pattern can go on with when it has begun with a letter, in the order in which it would be tried.

    None where that is not plain to see; nothing where it cannot begin so.
    """
    found: list[str] = []
    for branch in _branches(pattern):
        left = _rest_of_sequence(branch, letter)
        if left is None:
            return None
        found += left
    return found


def _rest_of_sequence(pattern: str, letter: str) -> list[str] | None:
    """The same for a pattern without alternatives of its own."""
    if not pattern:
        return None  # it can match nothing at all
    item, behind = _first_item(pattern)
    repeated = _REPEATED.match(behind)
    sign = repeated.group() if repeated else ""
    behind = behind[len(sign) :]
    left = _rest_of_item(item, letter)
    if left is None or sign not in ("", "?"):
        return None
    begun = [f"(?:{'|'.join(left)}){behind}" if left != [""] else behind] if left else []
    if not sign:
        return begun
    skipped = _rest_of_sequence(behind, letter)
    return None if skipped is None else begun + skipped


def _rest_of_item(item: str, letter: str) -> list[str] | None:
    if item.startswith("(?:"):
        return rest_of(item[3:-1], letter)
    if len(item) == 1 and item not in ".^$[(":
        return [""] if item == letter else []
    return None


def initials(pattern: str) -> frozenset[str] | None:
    """The letters with which a match can begin; None where that is not plain to see."""
    found: set[str] = set()
    for branch in _branches(pattern):
        letters = _of_sequence(branch)
        if letters is None:
            return None
        found |= letters
    return frozenset(found)


def _of_sequence(pattern: str) -> frozenset[str] | None:
    """The same for a pattern without alternatives of its own."""
    found: frozenset[str] = frozenset()
    while pattern:
        item, rest = _first_item(pattern)
        if item == r"\b" or item.startswith(("(?!", "(?<!", "(?=", "(?<=")):
            pattern = rest
            continue
        letters = _of_item(item)
        if letters is None:
            return None
        found |= letters
        if not _OPTIONAL.match(rest):
            return found
        pattern = rest[rest.index("}") + 1 :] if rest[0] == "{" else rest[1:].removeprefix("?")
    return None  # it can match nothing at all


def _of_item(item: str) -> frozenset[str] | None:
    if item.startswith("(?:"):
        return initials(item[3:-1])
    if len(item) == 1 and item not in ".^$[(":
        return frozenset(item)
    return None


def _first_item(pattern: str) -> tuple[str, str]:
    """The first group, escape or letter, and what is behind it."""
    if pattern[0] == "\\":
        return pattern[:2], pattern[2:]
    if pattern[0] == "[":
        end = pattern.index("]", 2) + 1
        return pattern[:end], pattern[end:]
    if pattern[0] != "(":
        return pattern[0], pattern[1:]
    end = _closing(pattern)
    return pattern[:end], pattern[end:]


def _closing(pattern: str) -> int:
    """Where the group ends that begins at the first letter."""
    for place, depth in _depths(pattern):
        if depth == 0:
            return place + 1
    raise ValueError(f"{pattern!r} has a group without an end")


def _branches(pattern: str) -> list[str]:
    """The alternatives of a pattern, outside of its groups."""
    borders = [place for place, depth in _depths(pattern) if depth == 0 and pattern[place] == "|"]
    starts = [0, *(border + 1 for border in borders)]
    return [pattern[start:end] for start, end in zip(starts, [*borders, len(pattern)], strict=True)]


def _depths(pattern: str) -> Iterable[tuple[int, int]]:
    """Each place with the number of groups that are open behind it; escapes and sets are passed over."""
    depth, place = 0, 0
    while place < len(pattern):
        letter = pattern[place]
        if letter == "\\":
            place += 2
            continue
        if letter == "[":
            place = pattern.index("]", place + 2) + 1
            continue
        depth += {"(": 1, ")": -1}.get(letter, 0)
        yield place, depth
        place += 1
