"""One night: all steps in their order."""

from dataclasses import asdict, dataclass

from pipeline.nightly import registering
from pipeline.nightly.copying import copy_site
from pipeline.nightly.drafting import forget_drafts
from pipeline.nightly.fetching import Fetch, fetch
from pipeline.nightly.house import House
from pipeline.nightly.lock import run_lock
from pipeline.nightly.noticing import note_urgent
from pipeline.nightly.publishing import compose_due, publish_site
from pipeline.nightly.reading import analyse, parse
from pipeline.nightly.sending import Sent, send_waiting
from pipeline.nightly.withdrawing import keep_retracted


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What a run did.

    Attributes:
        editions: ids of the editions that were composed.
        urgent: urgent notices that were noted.
        published: the site was written anew.
        uncopied: why the site could not be copied to where it stands, one line for each place.
    """

    fetch: Fetch
    parsed: int
    unparsable: int
    relevant: int
    restrictions: int
    candidates: int
    editions: tuple[str, ...]
    urgent: int
    published: bool
    sent: Sent
    uncopied: tuple[str, ...] = ()

    @property
    def blind(self) -> bool:
        """Whether no source at all could be read, and none is known to be well."""
        return self.fetch.sources_read == 0 and self.fetch.sources_rested == 0

    def counts(self) -> dict[str, int]:
        """The numbers, as the history of runs keeps them."""
        plain = asdict(self)
        told = {**plain.pop("fetch"), **plain, "editions": len(self.editions), "sent": self.sent.sent}
        return {name: value for name, value in told.items() if type(value) is int}  # a bool counts nothing


def run(house: House) -> Night:
    """Run one night under the lock.

    Raises:
        LockHeldError: another run is at work in this data directory.
        StoreError: the database or the directory cannot be written; what was stored before stays.
    """
    with run_lock(house.data_dir):
        keep_retracted(house)
        with house.store.transaction():
            run_id = house.store.runs.start(house.now)
        night = _night(house, run_id)
        with house.store.transaction():
            state = "failed" if night.blind else "done"
            house.store.runs.finish(run_id, house.now, state, night.counts())
        return night


def _night(house: House, run_id: int) -> Night:
    fetched = fetch(house, run_id)
    parsed, unparsable = parse(house)
    _, relevant = analyse(house)
    restrictions, candidates = registering.take_in(house)
    edition = compose_due(house)
    urgent = note_urgent(house)
    published = publish_site(house)
    uncopied = copy_site(house)
    sent = send_waiting(house)
    forget_drafts(house)
    return Night(
        fetch=fetched,
        parsed=parsed,
        unparsable=unparsable,
        relevant=relevant,
        restrictions=restrictions,
        candidates=candidates,
        editions=(edition.edition_id,) if edition else (),
        urgent=len(urgent),
        published=published,
        sent=sent,
        uncopied=uncopied,
    )
