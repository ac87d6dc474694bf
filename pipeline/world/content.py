"""Loading the sample world from the files beside this module, from a checkout or from a wheel alike."""

from importlib import resources
from importlib.resources.abc import Traversable
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from pipeline.world.article_file import read_article
from pipeline.world.records import Filler, Happening, Outlet, Policy, World, WorldArticle

ShapeT = TypeVar("ShapeT")


def load(root: Traversable | None = None) -> World:
    """Read and check the sample world.

    Args:
        root: directory with outlets.yaml, policies.yaml, events.yaml, articles, skeletons and filler; the shipped
            one if not given.

    Raises:
        ValueError: a file is malformed; names the file and what is wrong.
    """
    root = root or resources.files("pipeline.world")
    outlets = _rows(root / "outlets.yaml", TypeAdapter(tuple[Outlet, ...]))
    happenings = _rows(root / "events.yaml", TypeAdapter(tuple[Happening, ...]))
    by_id = {outlet.id: outlet for outlet in outlets}
    articles: list[WorldArticle] = []
    for directory in _children(root / "articles"):
        if directory.name not in by_id:
            raise ValueError(f"articles/{directory.name}: no outlet of this id in outlets.yaml")
        articles += _articles(directory, by_id[directory.name], happenings)
    world = World(
        outlets=outlets,
        policies=_rows(root / "policies.yaml", TypeAdapter(tuple[Policy, ...])),
        happenings=happenings,
        articles=tuple(sorted(articles, key=lambda one: (one.released_at, one.outlet_id, one.slug))),
        skeletons={path.name: path.read_text(encoding="utf-8") for path in _children(root / "skeletons")},
        fillers={
            path.name.removesuffix(".yaml"): _shaped(path, TypeAdapter(Filler)) for path in _children(root / "filler")
        },
    )
    _check_filler(world)
    _check_outlets(world)
    _check_policies(world)
    return world


def _articles(directory: Traversable, outlet: Outlet, happenings: tuple[Happening, ...]) -> list[WorldArticle]:
    found = []
    for path in _children(directory):
        try:
            article = read_article(path.name, path.read_text(encoding="utf-8"), outlet)
            _check_event(article, happenings)
        except ValueError as error:
            raise ValueError(f"articles/{directory.name}/{path.name}: {error}") from error
        found.append(article)
    return found


def _check_event(article: WorldArticle, happenings: tuple[Happening, ...]) -> None:
    sure = {happening.id: happening.sure for happening in happenings}.get(article.event)
    if article.event and sure is None:
        raise ValueError(f"event: {article.event} does not stand in events.yaml")
    if article.kind == "restriction" and not article.event:
        raise ValueError("event: an article about a restriction names its event")
    if (article.kind == "fictional") != (sure == "fictional"):
        raise ValueError("kind: what is fictional, and nothing else, tells a fictional event")
    marked = "(fictional)" in article.summary and "fictional" in article.pieces[-1].text
    if article.kind == "fictional" and not marked:
        raise ValueError("a fictional article says so in its summary and in its last line")


def _check_filler(world: World) -> None:
    for name, filler in world.fillers.items():
        if name not in {outlet.id for outlet in world.outlets}:
            raise ValueError(f"filler/{name}.yaml: no outlet of this id in outlets.yaml")
        for step in (*filler.between, *filler.after):
            if step.deal and not filler.pools.get(step.deal):
                raise ValueError(f"filler/{name}.yaml: no pool {step.deal!r} to deal from")


def _check_outlets(world: World) -> None:
    for outlet in world.outlets:
        articles = world.articles_of(outlet)
        wanted = {f"{outlet.id}.html", outlet.feed_skeleton} if articles else set()
        if outlet.fault == "challenge":
            wanted.add("challenge.html")
        for missing in sorted(wanted - world.skeletons.keys()):
            raise ValueError(f"skeletons/{missing}: missing")
        if articles and (not outlet.article_path or outlet.marks is None):
            raise ValueError(f"outlets.yaml: {outlet.id}: an outlet with articles needs article_path and marks")
        paths = [world.path(article) for article in articles]
        for path in paths:
            if paths.count(path) > 1:
                raise ValueError(f"articles/{outlet.id}: two articles have the address {path}")


def _check_policies(world: World) -> None:
    outlets = {outlet.id: outlet for outlet in world.outlets}
    for policy in world.policies:
        if policy.outlet not in outlets or not outlets[policy.outlet].speaks_for:
            raise ValueError(f"policies.yaml: {policy.id}: no outlet {policy.outlet!r} that speaks for somebody")
        if f"{policy.id}.html" not in world.skeletons:
            raise ValueError(f"skeletons/{policy.id}.html: missing")
        for entry in sorted(policy.dropped.keys() - set(policy.entries)):
            raise ValueError(f"policies.yaml: {policy.id}: {entry!r} is dropped, but was never listed")


def _rows(path: Traversable, shape: TypeAdapter[tuple[ShapeT, ...]]) -> tuple[ShapeT, ...]:
    rows = _shaped(path, shape)
    ids = [str(getattr(row, "id", "")) for row in rows]
    if ids != sorted(set(ids)):
        wrong = next(one for one, right in zip(ids, sorted(ids), strict=True) if one != right or ids.count(one) > 1)
        raise ValueError(f"{path.name}: entries have to be sorted and unique; look at {wrong!r}")
    return rows


def _shaped(path: Traversable, shape: TypeAdapter[ShapeT]) -> ShapeT:
    try:
        return shape.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name}: not YAML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{path.name}: {where}: {first['msg']}") from error


def _children(directory: Traversable) -> list[Traversable]:
    return sorted((path for path in directory.iterdir() if path.name[0] not in "._"), key=lambda path: path.name)
