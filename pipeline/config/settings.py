"""The settings in force, read from feeds.yaml and from inventory.yaml beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.analyse.lexicon.names import Additions
from pipeline.config.lines import Lined, read_yaml
from pipeline.config.shapes import FeedsShape, InventoryShape, problems_of
from pipeline.model.errors import ConfigError
from pipeline.model.options import (
    BriefOptions,
    DeliveryOptions,
    FetchOptions,
    Inventory,
    InventoryTool,
    SiteOptions,
    SmtpOptions,
)
from pipeline.model.source import Source
from pipeline.text.urls import canonical

INVENTORY = "inventory.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set, checked.

    Attributes:
        path: the feeds.yaml that they come from.
        inventory: None if there is no inventory.yaml beside it.
    """

    path: Path
    sources: tuple[Source, ...]
    fetch: FetchOptions
    brief: BriefOptions
    site: SiteOptions
    delivery: DeliveryOptions
    lexicon: Additions
    inventory: Inventory | None


ShapeT = TypeVar("ShapeT", bound=BaseModel)


def load(path: Path) -> Settings:
    """Read feeds.yaml, and inventory.yaml if it stands beside it.

    Raises:
        ConfigError: with every problem that was found in the two files.
    """
    problems: list[str] = []
    lined = _read(path, problems)
    feeds = _checked(lined, FeedsShape, problems) if lined else None
    beside = path.parent / INVENTORY
    listed = _read(beside, problems, needed=False)
    inventory = _checked(listed, InventoryShape, problems) if listed else None
    if feeds is not None and lined is not None:
        problems.extend(_doubled(feeds, lined))
        problems.extend(_unsendable(feeds, lined))
    if problems or feeds is None:
        raise ConfigError(*problems)
    return _settings(path, feeds, inventory)


def _read(path: Path, problems: list[str], *, needed: bool = True) -> Lined | None:
    try:
        return read_yaml(path)
    except ConfigError as error:
        if needed or not isinstance(error.__cause__, FileNotFoundError):
            problems.extend(error.problems)
        return None


def _checked(lined: Lined, shape: type[ShapeT], problems: list[str]) -> ShapeT | None:
    try:
        return shape.model_validate(lined.data)
    except ValidationError as error:
        problems.extend(problems_of(error, lined, shape))
        return None


def _doubled(feeds: FeedsShape, lined: Lined) -> Iterator[str]:
    """Ids and addresses that stand twice."""
    for field in ("id", "url"):
        seen: dict[str, int] = {}
        for number, source in enumerate(feeds.sources):
            value = source.id if field == "id" else (canonical(source.url) or source.url).replace("http://", "https://")
            if value in seen:
                first = lined.where(("sources", seen[value], field)).split(": ")[0]
                yield f"{lined.where(('sources', number, field))}: the same as in {first}; remove one of the two"
            seen.setdefault(value, number)


def _unsendable(feeds: FeedsShape, lined: Lined) -> Iterator[str]:
    delivery = feeds.delivery
    if delivery.recipients and delivery.sender is None:
        yield f"{lined.where(('delivery', 'from'))}: is missing; the brief needs a sender, such as 'brief@example.org'"
    alike = [mail.casefold() for mail in delivery.recipients]
    doubles = {mail for mail in delivery.recipients if alike.count(mail.casefold()) > 1}
    for mail in sorted(doubles):
        yield f"{lined.where(('delivery', 'to'))}: {mail!r} stands here twice; remove one of the two"


def _settings(path: Path, feeds: FeedsShape, inventory: InventoryShape | None) -> Settings:
    smtp = feeds.delivery.smtp
    return Settings(
        path=path,
        sources=tuple(
            Source(
                source_id=source.id,
                name=source.name,
                kind=source.kind,
                url=source.url,
                grade=source.grade,
                language=source.lang,
                speaks_for=source.speaks_for,
            )
            for source in feeds.sources
        ),
        fetch=FetchOptions(**feeds.fetch.model_dump()),
        brief=BriefOptions(**feeds.brief.model_dump()),
        site=SiteOptions(title=feeds.site.title, base_url=feeds.site.base_url or ""),
        delivery=DeliveryOptions(
            sender=feeds.delivery.sender or "",
            recipients=feeds.delivery.recipients,
            smtp=SmtpOptions(**smtp.model_dump()) if smtp else None,
        ),
        lexicon=Additions(tools=feeds.lexicon.tools, vendors=feeds.lexicon.vendors, actors=feeds.lexicon.actors),
        inventory=_inventory(inventory) if inventory else None,
    )


def _inventory(shape: InventoryShape) -> Inventory:
    organisation = shape.organisation
    return Inventory(
        organisation=organisation.name,
        countries=organisation.countries,
        owner_countries=organisation.owner_countries,
        sector=organisation.sector,
        public_sector=organisation.public_sector,
        tools=tuple(InventoryTool(**tool.model_dump()) for tool in shape.tools),
    )
