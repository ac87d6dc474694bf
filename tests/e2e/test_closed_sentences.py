"""Nothing is printed that no documented pattern covers: each sentence of the sample world is held to its list."""

from collections.abc import Iterator

import pytest

from pipeline.model.edition import Edition
from pipeline.store.store import Store
from tests.e2e.patterns import is_made_of

pytestmark = pytest.mark.slow


def sentences(edition: Edition) -> Iterator[tuple[str, str]]:
    """Every text of ours in an edition, with the section of the page that lists what it may be."""
    for item in edition.items:
        yield from (
            ("Headline", item.headline),
            ("Provenance", item.provenance),
            ("What", item.what),
            ("So what", item.so_what),
            ("Next", item.next),
            ("Order", item.ranked),
        )
        yield from (("New since the last brief", told) for told in item.since_last)
        yield from (("Disagreements", told) for told in item.disagreements)
    yield from (("Subject", told) for told in (edition.subject, edition.public_subject))
    yield from (("Bottom line", told) for told in (edition.bottom_line, edition.public_bottom_line))
    for exposure in edition.exposures or ():
        yield from (("Affects us", reason) for reason in exposure.reason.split("; "))
    yield from (("Lists", change.text) for change in edition.changes)
    yield from (("Lists", day.text) for day in edition.dates)
    for watched in edition.watching:
        yield from (("Lists", watched.text), ("Lists", watched.needs))


def test_each_sentence_of_the_sample_world_is_on_the_list(store: Store) -> None:
    told = [pair for edition in store.editions.editions() for pair in sentences(edition) if pair[1]]
    assert len(told) > 200
    assert [pair for pair in told if not is_made_of(*pair)] == []


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("Next", "You should stop using it."),
        ("Next", "It binds nobody yet. Experts agree."),
        ("What", "Announced on 3 July 2026. This is a disaster."),
        ("So what", "It ends the ban on Claude by Alibaba (AIR-26-1)."),
        ("Subject", "You will not believe what Alibaba did"),
        ("Bottom line", "A dark day for everybody."),
        ("Provenance", "everybody knows it"),
    ],
)
def test_what_is_not_on_the_list_is_found(section: str, told: str) -> None:
    assert not is_made_of(section, told)
