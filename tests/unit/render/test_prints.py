"""A file whose fingerprint is the same has the same content, whatever else of the register or the archive changes."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from pipeline.model.options import SiteOptions
from pipeline.model.restriction import Register
from pipeline.model.site import SiteContent
from pipeline.render.site.orders import ORDERS
from pipeline.render.site.tree import site_files
from tests.examples import CONTENT, EMPTY, LIFTED, SITE

Files = dict[str, tuple[str, bytes]]


def files(content: SiteContent, site: SiteOptions = SITE, *, private: bool = True) -> Files:
    """Fingerprint and content of each file."""
    return {file.path: (file.made_of, file.make()) for file in site_files(content, site, private=private)}


BEFORE = files(CONTENT)


def others(value: Any) -> Iterator[Any]:  # noqa: ANN401 - a field of any record
    """Values that a field could have instead."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield value + 1
    elif isinstance(value, str):
        yield f"{value}x"
        yield "2026-03-04"
        yield ""
    elif value is None:
        yield "2026-03-04"
    elif isinstance(value, tuple) and value:
        yield value[1:]


def variants(value: Any, seen: set[tuple[type, str]]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """The record with one field changed, for one of each kind of field inside it."""
    if isinstance(value, tuple):
        for place, item in enumerate(value):
            for name, other in variants(item, seen):
                yield name, (*value[:place], other, *value[place + 1 :])
    if not is_dataclass(value) or isinstance(value, type):
        return
    for one in fields(value):
        inside = getattr(value, one.name)
        for name, other in variants(inside, seen):
            yield name, replace(value, **{one.name: other})
        if (type(value), one.name) not in seen and inside not in ((), None, ""):
            seen.add((type(value), one.name))
            for number, other in enumerate(others(inside)):
                yield f"{type(value).__name__}.{one.name}-{number}", replace(value, **{one.name: other})


VARIANTS = dict(variants(CONTENT, set()))


def test_fields_of_every_kind_of_record_are_changed() -> None:
    names = {name.split(".")[0] for name in VARIANTS}
    assert {"Restriction", "Claim", "Proof", "Party", "Target", "Revision", "Edition", "Item", "StoryArticle"} <= names
    assert len(VARIANTS) > 200


def stale(content: SiteContent, site: SiteOptions = SITE, *, private: bool = True) -> list[str]:
    """Files that would not be made again although they would differ."""
    return [
        file.path
        for file in site_files(content, site, private=private)
        if file.made_of and BEFORE.get(file.path, ("",))[0] == file.made_of and BEFORE[file.path][1] != file.make()
    ]


def fits(value: SiteContent) -> bool:
    """Whether a site can be made of it at all."""
    try:
        site_files(value, SITE, private=True)
    except (AttributeError, LookupError, TypeError, ValueError):
        return False
    return True


@pytest.mark.parametrize("name", [name for name, value in VARIANTS.items() if fits(value)])
def test_what_is_made_of_the_same_is_the_same(name: str) -> None:
    assert stale(VARIANTS[name]) == []


def test_a_new_restriction_leaves_other_pages_as_they_are() -> None:
    more = replace(LIFTED, restriction_id="AIR-2026-0099", story_ids=())
    register = replace(CONTENT.register, restrictions=(*CONTENT.register.restrictions, more))
    after = files(replace(CONTENT, register=register))
    closed = {path for path, (made_of, _) in BEFORE.items() if made_of and path.endswith("index.html")}
    changed = {path for path in closed if after[path] != BEFORE[path]}
    assert len(closed) > 15
    named = {"tools/quill/index.html", "vendors/quillhaven/index.html", "actors/quillhaven/index.html"}
    named |= {"regions/is/index.html", "regions/no/index.html", "index.html"}
    assert changed <= named | {f"{order.path}index.html" for order in ORDERS}


def test_a_name_or_id_that_has_no_page_any_more_changes_what_names_it() -> None:
    for row in CONTENT.register.restrictions:
        assert stale(replace(CONTENT, register=replace(CONTENT.register, restrictions=(row,)))) == []
    assert stale(replace(CONTENT, register=Register())) == []


def test_builds_and_sites_do_not_share_pages() -> None:
    assert stale(CONTENT, private=False) == []
    assert stale(CONTENT, replace(SITE, title="Another")) == []


def test_an_empty_site_has_files() -> None:
    assert "index.html" in files(EMPTY)
