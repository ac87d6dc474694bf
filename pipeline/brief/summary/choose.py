"""The choice of sentences that makes the best summary, by learned weights of its traits."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from pipeline.brief.summary.texts import Sentence, Text, in_order, of_one_language, sentences_of
from pipeline.brief.summary.traits import TRAITS, Group, Rated, alike

WORDS = 60
"""Words of a summary, where nothing else is asked for."""
MOST_ALIKE = 0.6
"""Share of words that two sentences of a summary may share; above it they say the same."""
_CANDIDATES = 24  # sentences that are looked at together; those that are best alone
_KEPT = 6  # choices of each length that are kept while longer ones are built


def summarise(texts: Sequence[Text], *, budget: int = WORDS) -> list[Sentence]:
    """The sentences of a summary, in reading order: as their texts were published, as they stand in them.

    A sentence without a full stop at its very end (a quotation) comes last, unless what follows it in its text follows
    here; so whoever cuts the summary at its stops gets whole sentences back.

    Args:
        texts: of one story, in any order; those in another language than most of them are left out.
        budget: words at most.

    Returns:
        Whole sentences, verbatim; what may be half of one only if there is no whole one. Empty if none is short enough.
    """
    order = in_order(texts)
    group = prepare(order, budget)
    return [one.sentence for one in in_reading_order(_best(group, order), order)]


def prepare(order: Sequence[Text], budget: int) -> Group:
    """The group of texts that a summary is chosen from, with the sentences that may be."""
    spoken = of_one_language(order)
    every = [sentences_of(text) for text in spoken]
    sure = any(one.whole and one.size <= budget for listed in every for one in listed)
    fit = [[one for one in listed if one.size <= budget and (one.whole or not sure)] for listed in every]
    return Group(spoken, fit, budget)


def allowed(chosen: Sequence[Rated], group: Group, limits: dict[str, int]) -> bool:
    """Whether sentences may stand in one summary.

    Args:
        chosen: the sentences.
        group: that they are of.
        limits: words that may be quoted of a text, by its id; of others there is no limit.
    """
    if sum(one.sentence.size for one in chosen) > group.budget:
        return False
    said: dict[str, int] = {}
    for one in chosen:
        said[one.sentence.text_id] = said.get(one.sentence.text_id, 0) + one.sentence.size
    if any(count > limits.get(text_id, count) for text_id, count in said.items()):
        return False
    if any(alike(one, other) > MOST_ALIKE for i, one in enumerate(chosen) for other in chosen[:i]):
        return False
    return len(_unstopped(chosen)) <= 1


def in_reading_order(chosen: Sequence[Rated], order: Sequence[Text]) -> list[Rated]:
    """As their texts come, as they stand in them; one that has no full stop behind it last, where it has to be."""
    place = {text.text_id: number for number, text in enumerate(order)}
    ordered = sorted(chosen, key=lambda one: (place[one.sentence.text_id], one.sentence.number))
    last = _unstopped(ordered)
    return [*(one for one in ordered if one not in last), *last]


def _unstopped(chosen: Sequence[Rated]) -> list[Rated]:
    """Those without a full stop at their end that are not followed by what follows them in their text."""
    followed = {
        (one.sentence.text_id, one.sentence.number)
        for one, other in pairwise(sorted(chosen, key=lambda one: (one.sentence.text_id, one.sentence.number)))
        if one.sentence.text_id == other.sentence.text_id and one.sentence.number + 1 == other.sentence.number
    }
    return [
        one for one in chosen if not one.sentence.stops and (one.sentence.text_id, one.sentence.number) not in followed
    ]


def _best(group: Group, order: Sequence[Text]) -> list[Rated]:
    """The choice with the most points: built up sentence by sentence from the best few of each length."""
    limits = {text.text_id: text.most_words for text in order if text.most_words is not None}
    alone: list[tuple[Rated, ...]] = [(one,) for one in group.rated if allowed((one,), group, limits)]
    beam = sorted(alone, key=lambda chosen: -_points(group, chosen))[:_CANDIDATES]
    candidates = [chosen[0] for chosen in beam]
    found = beam[:1]
    while beam:
        longer: dict[frozenset[int], tuple[Rated, ...]] = {
            frozenset(id(one) for one in (*chosen, more)): (*chosen, more)
            for chosen in beam[:_KEPT]
            for more in candidates
            if more not in chosen and allowed((*chosen, more), group, limits)
        }
        beam = sorted(longer.values(), key=lambda chosen: -_points(group, chosen))[:_KEPT]
        found += beam[:1]
    best = max(found, key=lambda chosen: _points(group, chosen), default=())
    return list(best)


def _points(group: Group, chosen: Sequence[Rated]) -> float:
    return sum(weight * trait for weight, trait in zip(weights(), group.traits(chosen), strict=True))


@cache  # the package's own file, read once in a process
def weights() -> tuple[float, ...]:
    """The weights that ship, in the order of ``TRAITS``.

    Raises:
        ValueError: they are not those of the traits; this is a mistake in the package, not in its use.
    """
    lines = files("pipeline.brief.summary").joinpath("data/weights.txt").read_text("utf-8").splitlines()
    named = {name: float(weight) for name, _, weight in (line.rpartition(" ") for line in lines)}
    if tuple(named) != TRAITS:
        raise ValueError("brief/summary/data/weights.txt: a line for each of the traits, sorted")
    return tuple(named.values())
