"""Word lists that the rules read: data/*.txt, one entry a line, sorted, without duplicates.

What advice is made of: abstract, advising, audience, evaluative, guides, imperatives, remarks. What speaks against it:
attributing, binding, clauses, formulae, narrative, rules, unknown. What was learned: features, weights. For retelling:
contrasts, glue, pointing, summaries, summing, synonyms. For names and numbers: acronyms, calendar, demonyms, function,
offices. For the frame: blocks, credits, dates, disclaimers, discussion, marks, navigation, offers, pictures, related,
states. All hold words of the language, marks those of markup; none names a site, an article or a sentence of one.
"""

import re
from collections.abc import Mapping
from importlib.resources import files

from pipeline.text.stems import stem

_BEHIND = r")(?![\w-])"


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
