"""What the search of the site knows: each restriction, name and brief, the newest stories, and how it all works.

Records say nothing that is not on a public page, so that one index serves both builds; of a publisher they hold the
quotes that the page shows, within the same limit of words.
"""

from collections.abc import Iterator, Sequence

from pipeline.model.restriction import Affected, Claim, ClaimValue, Party, Restriction, Target
from pipeline.model.search import SearchRecord
from pipeline.model.site import SiteContent
from pipeline.render.days import long_day, week
from pipeline.render.links import edition_path, restriction_path, story_path
from pipeline.render.site.quotes import cite, cited_by
from pipeline.render.site.reports import SEARCHED, headlines, how_it_works
from pipeline.render.site.shelf import Name, Shelf, shelve
from pipeline.render.site.traits import traits, values_of
from pipeline.render.spoken import spoken
from pipeline.text.words import clean, spaced

_NAME_ROWS = 20  # restrictions of a tool, vendor or actor by whose titles it is found, the newest
_KINDS = {"tools": "Tool", "vendors": "Vendor", "actors": "Actor", "regions": "Region"}


def search_records(content: SiteContent) -> tuple[SearchRecord, ...]:
    """A record for each page of the public build that is found by its words, in the order of the paths."""
    shelf = shelve(content)
    made = [
        *(_restriction(row, shelf) for row in content.register.restrictions),
        *(_name(kind, name) for kind, names in shelf.names.items() for name in names.values()),
        *_editions(content),
        *_stories(shelf),
        _methodology(),
    ]
    return tuple(sorted(made, key=lambda record: record.path))


def _record(path: str, kind: str, title: str, words: Sequence[str], **more: str | Sequence[str]) -> SearchRecord:
    """A record; of what is given beside, texts are shown with a result, and lists narrow the results."""
    meta = [("title", title), ("kind", kind), *((name, text) for name, text in more.items() if isinstance(text, str))]
    filters = [("kind", [kind]), *((name, values) for name, values in more.items() if not isinstance(values, str))]
    return SearchRecord(
        path=f"{path}index.html",
        words=spaced(" · ".join(clean(one) for one in (*words, *_unspaced(title)) if one)) or clean(title),
        meta=tuple((name, clean(text)) for name, text in meta if text),
        filters=tuple(
            (name, tuple(sorted({clean(value) for value in values if value}))) for name, values in filters if values
        ),
    )


def _unspaced(title: str) -> list[str]:
    """A title that is not found by its words as it stands; any other is, and better than what follows it."""
    return [title] if spaced(title) != title else []


def _restriction(row: Restriction, shelf: Shelf) -> SearchRecord:
    claims = row.claims
    cited = cite(row.evidence, cited_by(claims), shelf.pages_of)
    return _record(
        restriction_path(row.restriction_id),
        "Restriction",
        row.title,
        [
            row.restriction_id,
            spoken(row.status).capitalize(),
            spoken(row.mechanism).capitalize(),
            *(said for claim in (claims.actor, claims.targets, claims.affected) for said in _said(claim)),
            *(f"From {long_day(value)}" for value in values_of(claims.effective) if isinstance(value, str)),
            *(f"Replaced by {said}" for said in _said(claims.replacement)),
            *_said(claims.reasons),
            row.provenance.phrase.capitalize(),
            *(f"“{quote.text}”" for quotes in cited.references for quote in quotes if quote.text),
        ],
        id=row.restriction_id,
        day=long_day((row.first_reported or row.added_on)[:10]),
        **traits(row),
    )


def _said(claim: Claim) -> list[str]:
    """What a claim says, in words."""
    return list(dict.fromkeys(said for value in values_of(claim) for said in _in_words(value)))


def _in_words(value: ClaimValue) -> list[str]:
    if isinstance(value, Party):
        return [", ".join(part for part in (value.name, value.unit or "") if part)]
    if isinstance(value, Affected):
        return [value.who]
    if isinstance(value, str):
        return [value]
    return [_target(one) if isinstance(one, Target) else spoken(one).capitalize() for one in value]


def _target(target: Target) -> str:
    return f"{target.tool} by {target.vendor}" if target.vendor else target.tool


def _name(kind: str, name: Name) -> SearchRecord:
    return _record(
        name.path,
        _KINDS[kind],
        name.name,
        [name.note[:1].upper() + name.note[1:], *(row.title for row in name.rows[:_NAME_ROWS])],
    )


def _editions(content: SiteContent) -> Iterator[SearchRecord]:
    for edition in (one.public() for one in content.editions):
        yield _record(
            edition_path(edition.edition_id),
            "Brief",
            week(edition.edition_id),
            [edition.bottom_line, *(item.headline for item in edition.items)],
            id=edition.edition_id,
            day=long_day(edition.last_on),
        )


def _stories(shelf: Shelf) -> Iterator[SearchRecord]:
    titles = headlines(shelf)
    for story in shelf.content.stories[:SEARCHED]:
        day = (story.first_published or "")[:10]
        yield _record(
            story_path(story.story_id),
            "Story",
            titles[story.story_id],
            [],
            day=long_day(day) if day else "",
        )


def _methodology() -> SearchRecord:
    page = how_it_works()
    words = [f"{spoken(name).capitalize()}: {said}" for pairs in page.values.values() for name, said in _pairs(pairs)]
    return _record("methodology/", "Methodology", page.title, [page.description, *words])


def _pairs(pairs: object) -> list[tuple[str, str]]:
    return [(name, said) for name, said in pairs] if isinstance(pairs, tuple) else []
