"""What tells a sentence that is only reported from one that is said outright."""

import re

from pipeline.model.edition import Item

HEDGED = re.compile(
    r"\b(?:reportedly|reported|denies|denied|[Bb]y the reports|If so)\b"  # said as a report, or as the actor's own word
)
COUNTED = (
    r"(?:Announced|First reported|The \w[\w-]* was (?:announced|first reported)) (?:on|in) .+",  # the day of a report
    r"Not covered: .+|Reasons? given: .+|No reason is given|.+ is named as the replacement",
    r"Answer of the other side: .+",
    r"It would cover .+|It binds nobody yet|The earliest day named on which it .+|The tools: .+",
    r"(?:A second source, or word|Word) from .+ itself,? would confirm it",  # what is missing
    r"No other restriction on .+ is in the register|\d+ other restrictions? on .+ in the register, .+",  # a count
    r"A later decision takes its place: the .+|A later decision has taken its place",  # a link of the register
    r"The day (?:it takes effect|it ends|of the announcement) is .+|Its state is now .+|A \w+ outlet reports it .+",
    r"Whom it (?:does not )?covers? is .+|It is now said (?:not )?to cover .+",
    r"The reasons given are .+|Sources now disagree .+|It now rests on: .+",
    r".+ (?:is|are) (?:now|no longer) among the tools that it covers|\w+ outlets now report it independently",
    r"\d{1,2} \w+ \d{4}, the day it (?:takes effect|ends), was reached",
)
"""Sentences that assert nothing of a firm: they give days, counts, what reports say, or what is missing."""
SAFE = re.compile("|".join(COUNTED))


def sentences(item: Item) -> list[str]:
    """The sentences of an item that patterns made."""
    text = " ".join([item.what, item.so_what, item.next, *item.since_last])
    return [sentence for sentence in re.split(r"(?<=[.…])\s+(?=[A-Z0-9])", text) if sentence]


def assert_hedged(item: Item) -> None:
    """Fail on a sentence that says outright what is only reported."""
    assert HEDGED.search(item.headline), item.headline
    for sentence in sentences(item):
        plain = sentence.rstrip(".…")
        assert SAFE.fullmatch(plain) or HEDGED.search(plain), sentence
