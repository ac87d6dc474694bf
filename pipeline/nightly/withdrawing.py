"""Take a page back: out of the register, out of editions, mails and site, and out of the store; for good."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from pipeline.analyse.register import rows as register
from pipeline.analyse.register.hand import UNDONE
from pipeline.analyse.register.imported import without
from pipeline.analyse.register.scrub import scrubbed
from pipeline.brief.withdraw import NOTICE, Withdrawal
from pipeline.brief.withdraw import without as edition_without
from pipeline.deliver.publish import forget_builds
from pipeline.deliver.whole import write_outbox
from pipeline.model.edition import Edition
from pipeline.model.errors import ConfigError
from pipeline.model.event import Analysis
from pipeline.model.outcome import done
from pipeline.model.restriction import Restriction, Tombstone
from pipeline.model.retraction import Retraction
from pipeline.nightly.bodies import edition_mail
from pipeline.nightly.checking import check_written
from pipeline.nightly.correcting import correct
from pipeline.nightly.drafting import forget_drafts, redraft
from pipeline.nightly.house import House
from pipeline.nightly.noticing import forget_notices, withdraw_notices
from pipeline.nightly.publishing import publish_site
from pipeline.nightly.registering import merge_reports
from pipeline.nightly.reports import rows_of
from pipeline.store.retractions import Trace, key_of_page, known_by
from pipeline.text.dates import iso_time
from pipeline.text.urls import host
from pipeline.text.words import words

_RUN = 5  # words that are told alike: a text is in the words of a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What a retraction did.

    Attributes:
        pages: addresses that were erased; none if nothing was stored of the page.
        gone: ids of rows that rested on them alone.
        kept: ids of rows that still stand on other articles.
        editions: ids of editions that were changed.
        retraction: what is left of the page.
        keys: what it is known by again.
    """

    pages: tuple[str, ...]
    gone: tuple[str, ...]
    kept: tuple[str, ...]
    editions: tuple[str, ...]
    retraction: Retraction
    keys: tuple[str, ...]


def withdraw(house: House, url: str, *, reason: str, author: str) -> Withdrawn:
    """Retract a page, under the lock of the data directory.

    Args:
        house: of the run.
        url: its address, however it is spelt; it need not be known.
        reason: why, as it is printed.
        author: who decided it; printed in the private build alone.

    Raises:
        StoreError: it could not be written; what is not erased yet is erased when it is called again.
    """
    store, at = house.store, iso_time(house.now)
    with store.transaction():
        trace = store.retractions.trace(url)
        own = {row.restriction_id for row in store.registry.of_articles(trace.article_ids)}
        laid = {row_id for row_id, one in store.hand.laid().items() if _rests(one.record, trace)}
        titles = {one.title for one in store.registry.candidates_of_articles(trace.article_ids)}
        own |= _leave_imports(house, trace, reason=reason, author=author)
        changed = _leave_register(house, trace, own, reason=reason, author=author)
        kept = Retraction(
            retraction_id=key_of_page(url).removeprefix("page:")[:20],
            place=host(url),
            reason=reason,
            author=author,
            at=at,
            restriction_ids=tuple(sorted(own | laid)),
        )
        store.retractions.save(kept, trace.keys)
        told = Texts(_texts(house, trace)) if trace.articles else Texts(())
        store.retractions.erase(trace)
        shown, _ = correct(house)
        _scrub_laid(house, laid, at=at, reason=reason)
        store.registry.mark(changed_at=at, reached_on="")
        _leave_past(house, own | laid, trace)
        check_written(house, [*changed, *shown])
        register_now = {r.restriction_id: r for r in store.registry.register(today="").restrictions}
        rows = {row_id: register_now.get(row_id) for row_id in own | laid}
        gone = Withdrawal(rows=rows, titles=titles, urls=trace.urls, is_told=told.holds)
        editions = _leave_editions(house, gone)
    finish(house)
    return Withdrawn(
        pages=trace.urls if trace.is_any or rows else (),
        gone=tuple(sorted(row_id for row_id, row in rows.items() if row is None)),
        kept=tuple(sorted(row_id for row_id, row in rows.items() if row is not None)),
        editions=tuple(edition.edition_id for edition in editions),
        retraction=kept,
        keys=trace.keys,
    )


def keep_retracted(house: House) -> None:
    """Know the pages of retracted.yaml, and erase those that the database has all the same: it was put back, or is new.

    Raises:
        StoreError: it could not be written.
    """
    retractions = house.store.retractions
    known = {one.retraction_id for one in retractions.all()}
    for retraction, keys in house.settings.retracted:
        if retraction.retraction_id in known:
            continue
        for url in retractions.stored(keys):
            withdraw(house, url, reason=retraction.reason, author=retraction.author)
        with house.store.transaction():
            retractions.save(retraction, keys)


def pages_of(house: House, name: str) -> list[str]:
    """Addresses of the pages on which a row rests, as it is shown or as its sources give it; none if it is not there.

    Args:
        house: with the store.
        name: id of a restriction or a candidate.
    """
    register_now = house.store.registry.register(today="")
    items = [row for row in register_now.restrictions if row.restriction_id == name]
    proofs = [proof for item in (*items, *house.store.registry.named([name])) for proof in item.evidence]
    return list(dict.fromkeys(proof.url for proof in proofs))


def finish(house: House) -> None:
    """Write anew what lies outside of the database: mails of editions that were ever changed, and the site.

    A call that was cut off before is made good by the next.
    """
    house.store.compact()
    _write_mails(house, [one for one in house.store.editions.editions() if one.bottom_line == NOTICE])
    forget_notices(house)
    forget_drafts(house)
    publish_site(house)
    for name in ("public", "private"):
        forget_builds(house.data_dir / "site" / name)


class Texts:
    """The words of a page, to know them again in what was made of it.

    Args:
        texts: of the page; the runs of words that others have, too, are not the page's own.
    """

    def __init__(self, texts: Iterable[tuple[str, bool]]) -> None:
        own, others = set[tuple[str, ...]](), set[tuple[str, ...]]()
        for text, is_own in texts:
            (own if is_own else others).update(_runs(text))
        self._runs = own - others

    def holds(self, text: str) -> bool:
        """Whether a text has a run of words that only the page has."""
        return not self._runs.isdisjoint(_runs(text))


def _runs(text: str) -> set[tuple[str, ...]]:
    told = words(text)
    return {tuple(told[start : start + _RUN]) for start in range(len(told) - _RUN + 1)}


def _texts(house: House, trace: Trace) -> Iterator[tuple[str, bool]]:
    """What the page says, and what other articles on which the same rows rest say."""
    for article in trace.articles:
        yield article.title, True
        yield from ((block.text, True) for block in article.blocks)
    for entry_id in trace.entry_ids:
        entry = house.store.entries.entry(entry_id)
        if entry is not None:
            yield from ((text, True) for text in (entry.title, entry.summary, entry.content))
    register_now = house.store.registry.register(today="")
    others = {proof.article_id for row in register_now.restrictions for proof in row.evidence} - set(trace.article_ids)
    for article in house.store.articles.articles(others):
        yield article.title, False
        yield from ((block.text, False) for block in article.blocks)


def _rests(row: Restriction | None, trace: Trace) -> bool:
    return row is not None and any(proof.article_id in trace.article_ids for proof in row.evidence)


def _leave_past(house: House, ids: Collection[str], trace: Trace) -> None:
    """Let the journal tell of rows that ever rested on the page only what they are from now on."""
    hashes = {key.removeprefix("bytes:") for key in trace.keys if key.startswith("bytes:")}
    house.store.journal.forget(ids, {*trace.article_ids, *trace.urls, *hashes})
    house.store.journal.keep(house.now)


def _leave_register(house: House, trace: Trace, own: Iterable[str], *, reason: str, author: str) -> list[Restriction]:
    """Build the sources' rows without a page; one that rested on it alone leaves a tombstone."""
    store, ids, at = house.store, trace.article_ids, iso_time(house.now)
    for article_id in ids:
        nothing = Analysis(article_id=article_id, relevant=False, score=0.0, why=())
        store.articles.save_analysis(0, done(article_id, nothing))
    merge_reports(house, [], ids)
    built = []
    left = rows_of(house, store.registry.named(own), set())
    for row in left:
        if row.held is not None:
            built.append(scrubbed(row.held, row.supports, at=at, reason=reason))
            store.registry.save_restriction(built[-1], register.next_day(built[-1]))
    merged = {s.restriction_id for s in store.registry.register(today="").tombstones if s.reason == "merged"}
    for row_id in sorted(set(own) - {row.row_id for row in left} - merged):
        store.registry.withdraw(_stone(house, row_id, reason=reason, author=author))
    return built


def _leave_imports(house: House, trace: Trace, *, reason: str, author: str) -> set[str]:
    """Take out what another instance's register brought of a page; it was never stored here, so it has no article.

    Returns:
        Ids of the rows that are gone or changed.
    """
    registry, touched = house.store.registry, set()
    for row in registry.stored():
        imported = row.imported_from or any(revision.trigger == "import" for revision in row.history)
        gone = {proof.evidence_id for proof in row.evidence if not known_by(proof).isdisjoint(trace.keys)}
        if not imported or not gone:
            continue
        touched.add(row.restriction_id)
        left = without(row, gone)
        if left is None:
            registry.withdraw(_stone(house, row.restriction_id, reason=reason, author=author))
        elif left != row:
            registry.save_restriction(left, register.next_day(left))
    return touched


def _stone(house: House, row_id: str, *, reason: str, author: str) -> Tombstone:
    return Tombstone(
        restriction_id=row_id,
        removed_on=house.today.isoformat(),
        reason="retracted",
        note=reason,
        removed_at=iso_time(house.now),
        author=author,
    )


def _scrub_laid(house: House, ids: Iterable[str], *, at: str, reason: str) -> None:
    """What a person decided lies over rows whose page is gone: their history goes without it, too."""
    laid = house.store.hand.laid()
    for row_id in ids:
        one = laid.get(row_id)
        if one is None or one.record is None:
            continue
        if one.stone is not None:
            stone = one.stone
            if stone.note == UNDONE:  # nothing is left of which a person could have made it
                stone = replace(stone, reason="retracted", note=reason)
            laid[row_id] = replace(one, record=None, stone=stone)
            continue
        resting = house.store.registry.of_articles(proof.article_id for proof in one.record.evidence)
        supports = [support for row in rows_of(house, resting, set()) for support in row.supports]
        laid[row_id] = replace(one, record=scrubbed(one.record, supports, at=at, reason=reason))
    house.store.hand.save(laid, house.store.hand.given())


def _leave_editions(house: House, gone: Withdrawal) -> list[Edition]:
    """Editions of the past without it, urgent notices and the draft that waits too; returns editions that changed."""
    changed = []
    for edition in house.store.editions.editions():
        left = edition_without(edition, gone)
        if left is not edition:
            house.store.editions.rewrite(left)
            house.store.materials.forget([left.edition_id])
            changed.append(left)
    withdraw_notices(house, gone.rows)
    house.store.answers.forget(gone.rows)
    redraft(house)
    return changed


def _write_mails(house: House, editions: Iterable[Edition]) -> None:
    """Write the mails of changed editions anew in the outbox; what cannot be written anew is removed."""
    for edition in editions:
        (house.data_dir / "outbox" / edition.edition_id / "brief.html").unlink(missing_ok=True)  # of ``brief --open``
        known = {message.number: message.recipient for message in house.store.outbox.messages(edition.edition_id)}
        configured = dict(enumerate(house.settings.delivery.recipients, start=1))
        for path in sorted((house.data_dir / "outbox" / edition.edition_id).glob("*.*")):
            listed = path.suffix == ".eml" and path.stem.isdigit()
            recipient = ({**configured, **known}).get(int(path.stem)) if listed else None
            body = b""
            if recipient:
                with suppress(ConfigError):
                    body = edition_mail(house, edition, recipient)
            if body:
                write_outbox(path, body)
            else:
                path.unlink()
