"""What is wrong, and how to mend it: a list of checks, each of which yields findings. It changes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.config.fields import placeholder_contact
from pipeline.config.missed import read_missed
from pipeline.deliver.pagefind import NoIndexError, installed
from pipeline.nightly.correcting import idle
from pipeline.nightly.house import House
from pipeline.nightly.missing import try_again
from pipeline.text.urls import split_web

State = Literal["ok", "warn", "wrong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding.

    Attributes:
        check: what was looked at.
        state: "warn" is for what works and could be better, "wrong" for what does not work.
        words: what was found.
        mend: how to mend it; empty where nothing has to be.
    """

    check: str
    state: State
    words: str
    mend: str = ""


def examine(house: House) -> Iterator[Finding]:
    """Every finding, check by check.

    Args:
        house: under settings that could be read.

    Raises:
        ConfigError: missed.yaml is wrong.
    """
    for check in CHECKS:
        yield from check(house)


def _configuration(house: House) -> Iterator[Finding]:
    settings = house.settings
    yield Finding(check="config", state="ok", words=f"{settings.path.name} reads {len(settings.sources)} sources")
    if placeholder_contact(settings.fetch.contact):
        mend = "write a mail address or a page, so that the owners of sites can reach you"
        yield Finding(check="config", state="warn", words="fetch.contact is empty or a placeholder", mend=mend)
    for hint in settings.hints:
        words, _, mend = hint.partition("; ")
        yield Finding(check="config", state="warn", words=words, mend=mend)


def _overrides(house: House) -> Iterator[Finding]:
    unused = list(idle(house))
    registry = house.store.registry
    buried = {stone.restriction_id for stone in registry.register(today="").tombstones}
    for act, why in unused:
        known = split_web(act.row) is not None or act.row in buried or registry.named([act.row])
        seen = f"`offlimits explain {act.row}` tells what there is" if known else "`offlimits register` lists the ids"
        mend = f"{seen}; remove the line if it is done with"
        yield Finding(check="overrides", state="warn", words=f"{act.place}: {act.act} {act.row} {why}", mend=mend)
    if house.settings.overrides and not unused:
        yield Finding(check="overrides", state="ok", words=f"{len(house.settings.overrides)} overrides in force")


def _missed(house: House) -> Iterator[Finding]:
    for case in read_missed(house.settings.path):
        tried = try_again(house, case)
        if tried.caught:
            words = f"caught now ({case.expected}): {case.title}: {tried.words}"
            mend = f"take it out of missed.yaml, or keep it to see that it stays so ({case.url})"
            yield Finding(check="missed", state="ok", words=words, mend=mend)
        else:
            words = f"still missed ({case.expected}): {case.title}: {tried.words}"
            yield Finding(check="missed", state="warn", words=words, mend=f"`offlimits explain {case.url}`")


def _search(_: House) -> Iterator[Finding]:
    try:
        installed()
    except NoIndexError as error:
        mend = "install pagefind-bin, which there is for Linux and macOS on x86-64 and ARM; all else works without it"
        yield Finding(check="search", state="warn", words=f"the site has no search: {error}", mend=mend)


CHECKS: tuple[Callable[[House], Iterator[Finding]], ...] = (_configuration, _overrides, _missed, _search)
"""All checks, in the order in which they are told; one more is a function and a place here."""
