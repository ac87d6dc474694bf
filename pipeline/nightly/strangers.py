"""Names that the press puts where a tool stands, and nobody has listed: what an operator may want to add."""

import json
from dataclasses import dataclass

from pipeline.nightly.house import House

MOST = 8
"""Names that are offered at once."""
FEWEST = 2
"""Articles that must hold a name before it is offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """A name, how many articles hold it, and the line that lists it under ``lexicon: tools:`` of feeds.yaml."""

    name: str
    articles: int
    line: str


def strangers(house: House) -> tuple[Stranger, ...]:
    """Names to add, the most frequent first; those that have been listed since are left out."""
    known = house.tools.lexicon.spellings
    counted = house.store.articles.strangers().items()
    wanted = [(name, articles) for name, articles in counted if articles >= FEWEST and name not in known]
    return tuple(Stranger(name=name, articles=articles, line=_line(name)) for name, articles in wanted[:MOST])


def _line(name: str) -> str:
    """A line of YAML; its vendor is called like the tool until somebody writes another."""
    plain = " " in name and all(letter.isalnum() or letter == " " for letter in name)  # "Yes" would be no text
    quoted = name if plain else json.dumps(name, ensure_ascii=False)
    return f"- {{name: {quoted}, vendor: {quoted}}}"
