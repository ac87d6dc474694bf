"""The pages of the briefs: the front page shows the latest, and each week keeps its own."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from pipeline.model.edition import Edition
from pipeline.model.options import SiteOptions
from pipeline.model.restriction import Register, Restriction
from pipeline.model.site import SiteContent, SiteFile
from pipeline.model.vocabulary import Mechanism
from pipeline.render.days import week
from pipeline.render.links import edition_path
from pipeline.render.register_json import json_bytes
from pipeline.render.shorten import complete
from pipeline.render.site.page import Page, Press
from pipeline.render.site.prints import Prints
from pipeline.render.site.shelf import newest_first
from pipeline.render.writer import Writer

NEWEST = 5
"""Restrictions that the front page names as the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the front page says beside its brief: how the register stands.

    Attributes:
        mechanisms: pairs (mechanism, restrictions in force or reported), the most first.
        newest: the last that were added, whether they bind already or not.
    """

    mechanisms: tuple[tuple[Mechanism, int], ...]
    newest: tuple[Restriction, ...]

    @property
    def total(self) -> int:
        """How many restrictions are in force or reported."""
        return sum(count for _, count in self.mechanisms)


def standing(register: Register) -> Standing:
    """How a register stands, without what is only imported."""
    rows = [row for row in register.restrictions if not row.imported_from]
    counts = Counter(row.mechanism for row in rows if row.status in ("in-force", "reported"))
    return Standing(
        mechanisms=tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
        newest=newest_first(row for row in rows if row.status not in ("denied", "superseded"))[:NEWEST],
    )


def edition_pages(content: SiteContent, site: SiteOptions) -> Iterator[Page]:
    """The front page, the list of briefs, and one page for each.

    Args:
        content: its editions already without what the build must not show.
        site: title of the site.
    """
    editions = content.editions
    if not editions:
        yield Page(
            path="index.html", template="front", title="No brief yet", description="The register of restrictions."
        )
    else:
        yield _page(editions, len(editions) - 1, "index.html", standing(content.register))
    yield Page(
        path="briefs/index.html",
        template="briefs",
        title="Briefs",
        description=f"All briefs of {site.title}, newest first.",
        values={"editions": editions[::-1]},
    )
    yield Page(
        path="corrections/index.html",
        template="corrections",
        title="Corrections",
        description="What briefs told wrongly, and what is so.",
        values={"corrections": [(edition, erratum) for edition in editions[::-1] for erratum in edition.errata]},
    )
    for place, edition in enumerate(editions):
        yield _page(editions, place, f"{edition_path(edition.edition_id)}index.html")


def edition_files(editions: Sequence[Edition], press: Press, prints: Prints) -> Iterator[SiteFile]:
    """Each brief as plain text and as data; both hold all of it."""
    writer = Writer(press.site)
    for edition in editions:
        folder = edition_path(edition.edition_id)
        made_of = press.made_of(prints.of_page(folder, values={"edition": edition}))
        yield SiteFile(path=f"{folder}brief.txt", make=partial(_as_text, writer, edition), made_of=made_of)
        yield SiteFile(path=f"{folder}brief.json", make=partial(_as_json, edition), made_of=made_of)


def _as_text(writer: Writer, edition: Edition) -> bytes:
    return writer.text(complete(edition), mailed=False).encode()


def _as_json(edition: Edition) -> bytes:
    return json_bytes(asdict(edition))


def _page(editions: Sequence[Edition], place: int, path: str, now: Standing | None = None) -> Page:
    edition = editions[place]
    return Page(
        path=path,
        template="brief",
        closed=True,
        title=week(edition.edition_id),
        description=edition.bottom_line,
        values={
            "edition": edition,
            "mechanisms": now.mechanisms if now else (),
            "newest": now.newest if now else (),
            "total": now.total if now else 0,
            "before": editions[place - 1].edition_id if place else "",
            "after": editions[place + 1].edition_id if place + 1 < len(editions) else "",
            "corrected": [
                (later.edition_id, erratum)
                for later in editions[place + 1 :]
                for erratum in later.errata
                if edition.edition_id in erratum.edition_ids
            ],
        },
    )
