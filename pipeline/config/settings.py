"""The settings in force: feeds.yaml, the inventory, playbook and overrides beside it, and the pack of sources."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.analyse.lexicon.names import Additions
from pipeline.analyse.lexicon.names import load as load_lexicon
from pipeline.config.choice import Choice, choices
from pipeline.config.clashes import clashes
from pipeline.config.delivery import delivery_options, delivery_problems, delivery_unset, read_suppressed
from pipeline.config.fields import unset
from pipeline.config.inventory import InventoryShape, inventory_clashes, inventory_of, unlisted
from pipeline.config.lexicon import additions, name_clashes
from pipeline.config.lines import Lined, parse_yaml, read_yaml
from pipeline.config.override_clashes import override_clashes
from pipeline.config.override_shapes import OverridesShape, overrides_of
from pipeline.config.pack import Pack, read_pack
from pipeline.config.playbook import PLAYBOOK, PlaybookShape, playbook_text, plays_of
from pipeline.config.problems import problems_of
from pipeline.config.retracted import RETRACTED, RetractionsShape, retractions_of
from pipeline.config.shapes import FeedsShape
from pipeline.config.source_shapes import source_of
from pipeline.model.errors import ConfigError
from pipeline.model.options import (
    BriefOptions,
    CopyOptions,
    DeliveryOptions,
    FetchOptions,
    Inventory,
    ParseOptions,
    Play,
    SiteOptions,
)
from pipeline.model.override import Override
from pipeline.model.retraction import Retraction
from pipeline.model.source import Source
from pipeline.model.text_model import TextModelOptions

INVENTORY = "inventory.yaml"
OVERRIDES = "overrides.yaml"
_NOTHING: Mapping[str, str] = MappingProxyType({})
_PARSED = ParseOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set, checked.

    Attributes:
        path: the feeds.yaml that they come from.
        sources: those that are read: shipped ones first, then those of feeds.yaml, each in the order of their file.
        disabled: those that are not read, with the reason.
        inventory: None if there is no inventory.yaml beside it.
        retracted: pages that were taken back, each with what it is known by.
        shipped: ids of the sources that are of the pack.
        overrides: what a person decided about rows of the register, in the order of overrides.yaml beside it.
        copies: programs that copy the site, in their order.
        hints: what is allowed and yet most likely not meant, one line each, with file, line and key.
    """

    path: Path
    sources: tuple[Source, ...]
    fetch: FetchOptions
    brief: BriefOptions
    site: SiteOptions
    delivery: DeliveryOptions
    lexicon: Additions
    inventory: Inventory | None
    parse: ParseOptions = _PARSED
    disabled: tuple[tuple[Source, str], ...] = ()
    overrides: tuple[Override, ...] = ()
    shipped: frozenset[str] = frozenset()
    retracted: tuple[tuple[Retraction, tuple[str, ...]], ...] = ()
    text_model: TextModelOptions | None = None
    copies: tuple[CopyOptions, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeds:
    """A checked feeds.yaml.

    Attributes:
        lined: as it is written.
        pack: the shipped sources; None if it does not use them.
        choices: every source, read or not.
    """

    lined: Lined
    shape: FeedsShape
    pack: Pack | None
    choices: tuple[Choice, ...]


ShapeT = TypeVar("ShapeT", bound=BaseModel)


def load(path: Path, environment: Mapping[str, str] = _NOTHING, *, text: str | None = None) -> Settings:
    """Read feeds.yaml, with inventory.yaml, playbook.yaml and overrides.yaml if they stand beside it.

    Args:
        path: of feeds.yaml.
        environment: holds the secrets whose names stand in feeds.yaml.
        text: what is read in the place of what stands in feeds.yaml, to try a change.

    Raises:
        ConfigError: with every problem that was found in the files.
    """
    problems: list[str] = []
    feeds = _feeds(path, text, environment, problems)
    inventory, hints = _inventory(path, feeds, problems)
    overrides = _overrides(path, problems)
    retracted = _retracted(path, problems)
    suppressed = read_suppressed(path, problems)
    if problems or feeds is None:
        raise ConfigError(*problems)
    settings = _settings(path, feeds, environment, suppressed)
    return replace(settings, inventory=inventory, hints=hints, overrides=overrides, retracted=retracted)


def _inventory(path: Path, feeds: Feeds | None, problems: list[str]) -> tuple[Inventory | None, tuple[str, ...]]:
    """The inventory with its playbook, and hints; nothing without inventory.yaml, but the playbook is checked."""
    playbook = _playbook(path, problems)
    lined = _read(path.parent / INVENTORY, problems, needed=False)
    shape = _checked(lined, InventoryShape, problems) if lined else None
    if lined is None or shape is None:
        return None, ()
    problems.extend(inventory_clashes(shape, lined))
    added = additions(feeds.shape.lexicon) if feeds else Additions()
    lexicon = load_lexicon().extended(added)
    return inventory_of(shape, lexicon, playbook), tuple(unlisted(shape, lined, lexicon))


def _playbook(path: Path, problems: list[str]) -> tuple[Play, ...]:
    """What stands in playbook.yaml; the one that ships where there is none, or none of its lines counts."""
    lined = _read(path.parent / PLAYBOOK, problems, needed=False)
    if lined is None or lined.data == {}:
        lined = parse_yaml(playbook_text(), PLAYBOOK)
    shape = _checked(lined, PlaybookShape, problems)
    return plays_of(shape) if shape else ()


def _overrides(path: Path, problems: list[str]) -> tuple[Override, ...]:
    lined = _read(path.parent / OVERRIDES, problems, needed=False)
    shape = _checked(lined, OverridesShape, problems) if lined else None
    if lined is None or shape is None:
        return ()
    problems.extend(override_clashes(shape, lined))
    return overrides_of(shape, lined)


def _retracted(path: Path, problems: list[str]) -> tuple[tuple[Retraction, tuple[str, ...]], ...]:
    lined = _read(path.parent / RETRACTED, problems, needed=False)
    shape = _checked(lined, RetractionsShape, problems) if lined else None
    return retractions_of(shape) if shape else ()


def read_feeds(path: Path) -> Feeds:
    """Read feeds.yaml alone; secrets are not looked for.

    Raises:
        ConfigError: with every problem that was found in it.
    """
    problems: list[str] = []
    feeds = _feeds(path, None, None, problems)
    if problems or feeds is None:
        raise ConfigError(*problems)
    return feeds


def _feeds(path: Path, text: str | None, environment: Mapping[str, str] | None, problems: list[str]) -> Feeds | None:
    lined = _read(path, problems) if text is None else parse_yaml(text, path.name)
    if lined is None:
        return None
    pack = read_pack() if isinstance(lined.data, dict) and lined.data.get("use") == "defaults" else None
    shape = _checked(lined, FeedsShape, problems)
    problems.extend(clashes(lined, pack))
    if shape is None:
        return None
    problems.extend(delivery_problems(shape.delivery, lined))
    problems.extend(name_clashes(lined, additions(shape.lexicon)))
    if problems:
        return None
    feeds = Feeds(lined=lined, shape=shape, pack=pack, choices=choices(shape, lined, pack))
    if environment is not None:
        problems.extend(_unset(feeds, environment))
    return feeds


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


def _unset(feeds: Feeds, environment: Mapping[str, str]) -> Iterator[str]:
    """Variables that hold nothing of use; those of sources that are not read do not count."""
    for choice in feeds.choices:
        for name, variable in choice.shape.headers.items() if not choice.reason else ():
            problem = unset(variable, environment)
            if problem:
                yield f"{feeds.lined.where((*choice.place, 'headers', name))}: {problem}"
    proxy = feeds.shape.fetch.proxy
    problem = unset(proxy, environment) if proxy.startswith("$") else ""
    if problem:
        yield f"{feeds.lined.where(('fetch', 'proxy'))}: {problem}"
    model = feeds.shape.brief.text_model
    problem = unset(model.key, environment) if model and model.key else ""
    if problem:
        yield f"{feeds.lined.where(('brief', 'text_model', 'key'))}: {problem}"
    yield from delivery_unset(feeds.shape.delivery, feeds.lined, environment)


def _settings(path: Path, feeds: Feeds, environment: Mapping[str, str], suppressed: frozenset[str]) -> Settings:
    shape = feeds.shape
    proxy = shape.fetch.proxy
    return Settings(
        path=path,
        sources=tuple(_source(choice, environment) for choice in feeds.choices if not choice.reason),
        shipped=frozenset(choice.shape.id for choice in feeds.choices if choice.shipped),
        disabled=tuple((source_of(choice.shape), choice.reason) for choice in feeds.choices if choice.reason),
        fetch=FetchOptions(
            **shape.fetch.model_dump(exclude={"proxy"}),
            proxy=environment[proxy[1:]] if proxy.startswith("$") else proxy,
        ),
        parse=ParseOptions(**shape.parse.model_dump()),
        brief=BriefOptions(**shape.brief.model_dump(exclude={"text_model"})),
        text_model=_text_model(shape, environment),
        site=SiteOptions(title=shape.site.title, base_url=shape.site.base_url or "", licence=shape.site.licence),
        copies=tuple(CopyOptions(command=tuple(one.command), private=one.private) for one in shape.site.copy_to),
        delivery=delivery_options(path, shape.delivery, environment, suppressed),
        lexicon=additions(shape.lexicon),
        inventory=None,
    )


def _text_model(shape: FeedsShape, environment: Mapping[str, str]) -> TextModelOptions | None:
    model = shape.brief.text_model
    if model is None:
        return None
    key = environment[model.key[1:]] if model.key else ""
    return TextModelOptions(**model.model_dump(exclude={"key"}), key=key)


def _source(choice: Choice, environment: Mapping[str, str]) -> Source:
    headers = choice.shape.headers.items()
    return source_of(choice.shape, headers=tuple((name, environment[variable[1:]]) for name, variable in headers))
