"""Regions that stand for several countries: ``data/groups.yaml``."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.packs import STRICT, Words, in_order, read_pack
from pipeline.model.options import RegionGroup


@checked(config=STRICT, frozen=True)
class _Group:
    code: str
    members: Words = ()
    may_mean: Words = ()
    exact: Words = ()


@cache  # the package's own file, read once in a process; nobody changes what is returned
def load_groups() -> Mapping[str, RegionGroup]:
    """The groups that ship with the package, by their codes.

    Raises:
        ValueError: the file is malformed or out of order.
    """
    rows = read_pack("groups.yaml", tuple[_Group, ...])
    in_order(tuple(row.code for row in rows))
    return MappingProxyType(
        {
            row.code: RegionGroup(
                members=frozenset(row.members), may_mean=frozenset(row.may_mean), exact=tuple(row.exact)
            )
            for row in rows
        }
    )
