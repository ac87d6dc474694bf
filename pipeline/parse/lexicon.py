"""Word lists that the rules read: data/*.txt, one entry a line, sorted, without duplicates.

What advice is made of: abstract, advising, audience, evaluative, guides, imperatives, remarks. What speaks against it:
attributing, binding, clauses, formulae, narrative, rules, unknown. What was learned: features, weights. For retelling:
contrasts, glue, pointing, summaries, summing, synonyms. For names and numbers: acronyms, calendar, demonyms, function.
For the frame: blocks, credits, dates, disclaimers, discussion, marks, navigation, offers, pictures, related, states.
All hold words of the language, marks those of markup; none names a site, an article or a sentence of one.
"""

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files

from pipeline.parse.stems import stem

_BEHIND = r")(?![\w-])"
_FIRST = re.compile(r"[^\W_]+(?=[ '-]|$)")


def load(name: str) -> tuple[str, ...]:
    """The entries of ``data/<name>.txt``.

    Raises:
        ValueError: an entry is empty, stands twice or out of order; this is a mistake in the package, not in its use.
    """
    entries = tuple(files("pipeline.parse").joinpath(f"data/{name}.txt").read_text(encoding="utf-8").splitlines())
    if not entries or "" in entries or list(entries) != sorted(set(entries)):
        raise ValueError(f"parse/data/{name}.txt: entries have to be sorted, each once, none empty")
    return entries


def weights(name: str) -> Mapping[str, float]:
    """A list of names with a weight behind each: "points back -1.1".

    Raises:
        ValueError: a line has no number at its end, or as for ``load``.
    """
    return {name: float(weight) for name, _, weight in (entry.rpartition(" ") for entry in load(name))}


def stems(name: str) -> frozenset[str]:
    """The entries of a list of single words, stemmed."""
    return frozenset(stem(entry) for entry in load(name))


def phrases(name: str) -> re.Pattern[str]:
    """A list of phrases as one pattern over lower-case text; entries may use the syntax of regular expressions."""
    return re.compile(r"\b(?:" + "|".join(load(name)) + _BEHIND)


class Phrases:
    """A long list of phrases, asked sentence by sentence: only those are tried whose first word occurs.

    Args:
        name: of the list. An entry begins with a word, or with a group of words in brackets.
    """

    def __init__(self, name: str) -> None:
        self._by_first: dict[str, list[re.Pattern[str]]] = {}
        for entry in load(name):
            pattern = re.compile(r"\b(?:" + entry + _BEHIND)
            for first in first_words(entry):
                self._by_first.setdefault(first, []).append(pattern)

    def count(self, text: str, words: Iterable[str]) -> int:
        """How many of the phrases occur in a sentence.

        Args:
            text: in lower case.
            words: of the same sentence.
        """
        tried = {pattern for word in words for pattern in self._by_first.get(word, ())}
        return sum(1 for pattern in tried if pattern.search(text))


def first_words(entry: str) -> frozenset[str]:
    """The words that a phrase can begin with.

    Raises:
        ValueError: the entry begins with something that may be left out, or with no plain word.
    """
    end = _closing(entry) if entry.startswith("(") else 0
    group = entry[1:end].split("|") if end else [entry]
    optional = entry[end + 1 : end + 2] == "?"
    firsts = {_FIRST.match(option) for option in group}
    if optional or None in firsts:
        raise ValueError(f"{entry!r} has to begin with a word, or with a group of words")
    return frozenset(first.group() for first in firsts if first)


def _closing(entry: str) -> int:
    """Place of the bracket that closes the first one."""
    depth = 0
    for i, letter in enumerate(entry):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return i
    raise ValueError(f"{entry!r} has a bracket that is not closed")


def runs(name: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """A list of plain phrases as runs of stems, by their first stem."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in load(name):
        run = tuple(stem(word) for word in entry.split())
        found.setdefault(run[0], []).append(run)
    return {first: tuple(others) for first, others in found.items()}
