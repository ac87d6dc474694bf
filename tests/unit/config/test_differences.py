"""What feeds.yaml makes different from the shipped sources is told with its line, and what is new with its version."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from pipeline.config.differences import Difference, differences
from pipeline.config.pack import PackedShape
from pipeline.config.settings import Feeds, read_feeds
from tests.unit.config.files import SOURCE, written

USE = "use: defaults\npack: 2026-11-22\n"


def feeds_of(tmp_path: Path, text: str) -> Feeds:
    return read_feeds(written(tmp_path, text))


def difference(change: str, source_id: str, **more: object) -> Difference:
    said = {"key": "", "before": None, "after": None, "place": "", **more}
    return Difference(change=change, source_id=source_id, **said)  # type: ignore[arg-type] # any of its values


def test_a_file_that_takes_the_shipped_sources_as_they_are_differs_in_nothing(tmp_path: Path) -> None:
    assert differences(feeds_of(tmp_path, USE)) == ()


def test_a_file_that_does_not_use_them_has_no_differences(tmp_path: Path) -> None:
    assert differences(feeds_of(tmp_path, SOURCE)) == ()


def test_everything_that_is_said_beside_them_is_told_in_their_order(tmp_path: Path) -> None:
    feeds = feeds_of(
        tmp_path,
        USE
        + "sources:\n  - {id: own, name: Own, kind: rss, url: 'https://own.example/feed'}\n"
        + "disable: [techmeme, ars]\n"
        + "override:\n  scmp-tech: {grade: A, lang: zh, name: South China Morning Post}\n  ars: {grade: C}\n",
    )
    assert differences(feeds) == (
        difference("disabled", "ars", place="feeds.yaml:5"),
        difference("changed", "ars", key="grade", before="B", after="C", place="feeds.yaml:8"),
        difference("disabled", "techmeme", place="feeds.yaml:5"),
        difference("changed", "scmp-tech", key="grade", before="B", after="A", place="feeds.yaml:7"),
        difference("changed", "scmp-tech", key="lang", before=None, after="zh", place="feeds.yaml:7"),
        difference("added", "own", after="https://own.example/feed", place="feeds.yaml:4"),
    )


def newer(feeds: Feeds, source_id: str, since: date) -> Feeds:
    """As it is after an upgrade that brought one of the sources."""
    assert feeds.pack is not None
    shapes: dict[str, PackedShape] = dict(feeds.pack.shapes)
    shapes[source_id] = shapes[source_id].model_copy(update={"since": since})
    return replace(feeds, pack=replace(feeds.pack, shapes=MappingProxyType(shapes)))


@pytest.mark.parametrize(
    ("named", "new"),
    [("pack: 2026-11-22\n", True), ("pack: 2027-01-14\n", True), ("pack: 2027-01-15\n", False), ("", False)],
)
def test_what_is_newer_than_the_version_that_is_named_is_told(tmp_path: Path, named: str, new: bool) -> None:
    feeds = newer(feeds_of(tmp_path, "use: defaults\n" + named), "ars", date(2027, 1, 15))
    url = "https://feeds.arstechnica.com/arstechnica/index"
    assert differences(feeds) == ((difference("new", "ars", after=url, place="2027-01-15"),) if new else ())
