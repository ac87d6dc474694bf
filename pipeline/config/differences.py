"""What a feeds.yaml makes different from the sources that ship."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.config.choice import Choice
from pipeline.config.lines import Lined, Path_
from pipeline.config.pack import Pack
from pipeline.config.settings import Feeds

Change = Literal["new", "added", "disabled", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference.

    Attributes:
        change: "new" in the pack since the version that feeds.yaml names; "added", "disabled" or "changed" there.
        source_id: the source.
        key: what is changed of it; empty where it is about the whole source.
        before, after: the shipped value and the other one; None where there is none.
        place: the line that says so, such as "feeds.yaml:12"; of what is new, the version that brought it.
    """

    change: Change
    source_id: str
    key: str
    before: Any
    after: Any
    place: str


def differences(feeds: Feeds) -> tuple[Difference, ...]:
    """All differences, in the order of the pack and then of feeds.yaml; none if it does not use the pack."""
    if feeds.pack is None:
        return ()
    return tuple(found for choice in feeds.choices for found in _of(choice, feeds, feeds.pack))


def _of(choice: Choice, feeds: Feeds, pack: Pack) -> Iterator[Difference]:
    source_id, lined = choice.shape.id, feeds.lined
    if not choice.shipped:
        yield _whole("added", source_id, after=choice.shape.url, place=_line(lined, choice.place))
        return
    since = pack.shapes[source_id].since
    if since is not None and feeds.shape.pack is not None and since > feeds.shape.pack:
        yield _whole("new", source_id, after=choice.shape.url, place=since.isoformat())
    if source_id in feeds.shape.disable:
        place = _line(lined, ("disable", feeds.shape.disable.index(source_id)))
        yield _whole("disabled", source_id, after=None, place=place)
    for key, after in lined.data.get("override", {}).get(source_id, {}).items():
        before = pack.raw[source_id].get(key)
        if after != before:
            yield Difference(
                change="changed",
                source_id=source_id,
                key=key,
                before=before,
                after=after,
                place=_line(lined, ("override", source_id, key)),
            )


def _whole(change: Change, source_id: str, *, after: str | None, place: str) -> Difference:
    return Difference(change=change, source_id=source_id, key="", before=None, after=after, place=place)


def _line(lined: Lined, path: Path_) -> str:
    return lined.where(path).split(": ")[0]
