"""The figures of reading that are reported and held by floors, by name."""

from collections.abc import Iterator, Mapping

from tests.quality.event_score import Scores

Measures = Mapping[str, float | None]
"""A figure by its name; None where the set has nothing to count."""


def measures(scores: Scores, undated: Scores) -> Measures:
    """Every figure of a set.

    Args:
        scores: of the set as it is.
        undated: of the same set without days of publication.
    """
    return {
        "relevance, precision": scores.relevance.precision,
        "relevance, recall": scores.relevance.recall,
        "relevance, F1": scores.relevance.f1,
        "relevance, recall without a word for a ban": scores.quiet.share,
        "other subjects told as relevant": scores.negatives.share,
        "events, precision": scores.events.precision,
        "events, recall": scores.events.recall,
        "events, F1": scores.events.f1,
        "soft told as a ban": len(scores.polarity),
        "soft told right": scores.soft.share,
        "bans told as soft": len(scores.softened),
        "old told as new": scores.old.share,
        "extra background for each article": scores.extra / scores.articles if scores.articles else None,
        "announced, wrong": len(scores.wrong_announced),
        "announced, told of all": scores.days["announced"].share,
        "effective, wrong": len(scores.wrong_days),
        "effective, told of all": scores.days["effective"].share,
        "undated: announced, wrong": len(undated.wrong_announced),
        "undated: announced, told of all": undated.days["announced"].share,
        "undated: effective, wrong": len(undated.wrong_days),
        "undated: effective, told of all": undated.days["effective"].share,
        "replacement, recall": scores.replacements.share,
        "replacement, recall of all": scores.all_replacements.share,
        "replacement, spurious": len(scores.spurious),
        "evidence, events with quotes": scores.quoted.share,
        "evidence, verbatim": scores.verbatim.share,
        "evidence, at its address": scores.addressed.share,
        "evidence, in the sentence labelled": scores.placed.share,
        "stories, precision of pairs": scores.pairs.precision,
        "stories, recall of pairs": scores.pairs.recall,
        "stories, F1 of pairs": scores.pairs.f1,
    }


def measure_lines(found: Measures) -> list[str]:
    """The figures as text, one a line."""
    return [f"  {name:<42} {_figure(value)}" for name, value in found.items()]


def named_errors(scores: Scores, undated: Scores) -> Iterator[str]:
    """Each error in words, for people."""
    lists = (
        ("wrong polarity", scores.polarity),
        ("softened", scores.softened),
        ("wrong announced", scores.wrong_announced),
        ("wrong day", scores.wrong_days),
        ("wrong announced, undated", undated.wrong_announced),
        ("wrong day, undated", undated.wrong_days),
        ("spurious replacement", scores.spurious),
        ("no such quote", scores.broken_quotes),
    )
    yield from scores.errors
    yield from (f"{what}: {error}" for what, errors in lists for error in errors)


def _figure(value: float | None) -> str:
    if value is None:
        return "nothing to count"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
