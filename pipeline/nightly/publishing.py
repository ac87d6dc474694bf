"""Steps 5 and 6: compose the editions of the weeks that have closed, and publish the site."""

import gc
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from pipeline.deliver.publish import publish
from pipeline.deliver.search_index import search_files
from pipeline.model.edition import Edition
from pipeline.model.errors import StoreError
from pipeline.model.site import SiteFile
from pipeline.nightly.bodies import edition_messages
from pipeline.nightly.composing import compose_edition, make_edition
from pipeline.nightly.drafting import advance, begin_draft
from pipeline.nightly.house import House
from pipeline.nightly.views import site_content
from pipeline.nightly.writing import Written, write_summaries
from pipeline.render.register_json import check
from pipeline.render.site.machines import REGISTER
from pipeline.render.site.records import search_records
from pipeline.render.site.tree import builds
from pipeline.store.register_db import register_db
from pipeline.text.days import Week, closed_weeks

_NEW_RECORDS = 50_000
"""So many records more than have gone away begin a look for rings of garbage."""


def compose_due(house: House) -> Edition | None:
    """Compose the edition of the last week that has closed, unless there is one, and queue its mails.

    Weeks in which no run took place are told in it as well: what happened in each of them was read only tonight. With
    editors it is a draft first, and while one waits no other is composed.

    Returns:
        The edition that goes out, if one does.
    """
    advanced = advance(house)
    if advanced is not None:
        return advanced.edition
    last = house.store.editions.last()
    weeks = closed_weeks(house.now, house.zone, after=last[0] if last else None)
    if not weeks:
        return None
    written = _written(house, weeks)
    with house.store.transaction():
        if house.settings.delivery.draft_to:
            begin_draft(house, weeks, written)
            return None
        edition = compose_edition(house, weeks, written)
        house.store.outbox.queue(edition_messages(house, edition), now=house.now)
    return edition


def _written(house: House, weeks: Sequence[Week]) -> Written:
    """What the text model, if there is one, writes for the edition; asked outside of the transaction that keeps it."""
    if house.text_model is None:
        return Written()
    with house.store.transaction():
        made = make_edition(house, weeks)
    return write_summaries(house, made.edition, made.register)


def publish_site(house: House) -> bool:
    """Render both builds of the site and publish what differs from what is there.

    Returns:
        Whether anything was written.

    Raises:
        StoreError: the register would not be valid; the site stays as it was.
    """
    content = site_content(house)
    written = False
    with house.progress.step("site", 2) as advance, ThreadPoolExecutor(1) as aside, collecting_seldom():
        index = aside.submit(search_files, search_records(content), house.data_dir / "site" / "public")
        for private, files in builds(content, house.settings.site, register_db):
            target = house.data_dir / "site" / ("private" if private else "public")
            checked = [replace(file, make=partial(_valid, file)) if file.path == REGISTER else file for file in files]
            written |= publish([*checked, *index.result()], target)
            advance()
    return written


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let Python look for rings of garbage less often for a while, and among what is new alone.

    The records of a site live until it is published. To look through all of them again and again takes a quarter of the
    time, and finds next to nothing.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_NEW_RECORDS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _valid(file: SiteFile) -> bytes:
    """The register as it is published, if it is valid.

    Raises:
        StoreError: it is not; nothing of the build is shown then.
    """
    made = file.make()
    wrong = check(json.loads(made))
    if wrong:
        raise StoreError(f"the register is not valid and was not published: {wrong[0]} (please report this)")
    return made
