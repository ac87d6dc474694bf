"""Commands by which a person decides, and tries a decision: retract, analyse, doctor."""

import re
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from pipeline.cli.desk import Desk, common, desk_of, tell, warn
from pipeline.config.retracted import RETRACTED, add_retraction
from pipeline.doctor import Finding, examine
from pipeline.model.errors import ConfigError, UsageError
from pipeline.nightly.copying import copy_site
from pipeline.nightly.house import House
from pipeline.nightly.lock import run_lock
from pipeline.nightly.preview import Line, preview
from pipeline.nightly.reading import analyse as read_articles
from pipeline.nightly.registering import take_in
from pipeline.nightly.withdrawing import pages_of, withdraw
from pipeline.text.urls import split_web
from pipeline.text.words import clean, counted, join_words

_NOTHING = "–"
_ROW = re.compile(r"AIR-\d{4}-\d+|candidate-[0-9a-z-]+", re.IGNORECASE)


@click.command()
@click.argument("target", metavar="URL|ID")
@click.option("--reason", required=True, help="Why; it is printed in the next brief.")
@click.option("--author", default="", help="Who decided it; printed in the private build of the site alone.")
@common
@click.pass_context
def retract(context: click.Context, /, target: str, reason: str, author: str, **options: Any) -> None:  # noqa: ANN401
    """Take a page back, for good: its quotes, its bytes and every text made of it go, editions of the past included.

    Of a restriction or a candidate, every page that it rests on. A row that stands on other articles stays, without
    it; one that does not leaves a tombstone. The page is never opened, parsed or quoted again, under whatever spelling
    of its address, nor are the same bytes elsewhere; retracted.yaml beside feeds.yaml keeps hashes by which a new
    database knows it, too. Mails that were sent cannot be taken back; their copies in the outbox are written anew.
    """
    desk = desk_of(context, options)
    if not reason.strip():
        raise UsageError("--reason: is empty; say why, the next brief prints it")
    with desk.house() as house, run_lock(house.data_dir):
        named = _named(house, target)
        done = [withdraw(house, url, reason=reason, author=author) for url in named]
        for one in done:
            add_retraction(house.settings.path.parent / RETRACTED, one.retraction, one.keys)
        uncopied = copy_site(house)
    for problem in uncopied:
        warn(f"site: {problem}")
    if desk.as_json:
        desk.answer([asdict(one) for one in done])
        return
    _told(desk, sorted({page for one in done for page in one.pages}), "page", "erased")
    for url, one in zip(named, done, strict=True):
        if not one.pages:
            desk.say(f"nothing is stored of {url}; {RETRACTED} keeps that it is never opened")
    _told(desk, sorted({row for one in done for row in one.gone}), "row", "left the register")
    gone = {row for one in done for row in one.gone}
    _told(desk, sorted({row for one in done for row in one.kept} - gone), "row", "kept on other articles")
    _told(desk, sorted({edition for one in done for edition in one.editions}), "edition", "changed")


def _named(house: House, target: str) -> list[str]:
    if _ROW.fullmatch(target):
        found = pages_of(house, target.upper() if target.upper().startswith("AIR-") else target.lower())
        if not found:
            raise UsageError(f"{target}: no such row; `offlimits register` lists the restrictions")
        return found
    if split_web(target) is None:
        raise UsageError(
            f"{target}: no web address and no row; write an address in full, or an id such as AIR-2026-0003"
        )
    watched = next((s for s in house.settings.sources if s.kind == "page-watch" and s.url == target.strip()), None)
    if watched is not None:
        mend = "disable it first, or name one of its changes"
        raise UsageError(f"{target}: is the page that {watched.source_id} watches; {mend}")
    return [target.strip()]


def _told(desk: Desk, names: list[str], noun: str, done: str) -> None:
    if names:
        desk.say(f"{counted(len(names), noun)} {done}: {join_words(names)}")


@click.command()
@click.option(
    "--preview",
    "trying",
    is_flag=True,
    help="Read all stored articles anew in a copy, print what the register would say otherwise, and keep nothing.",
)
@common
@click.pass_context
def analyse(context: click.Context, /, *, trying: bool, **options: Any) -> None:  # noqa: ANN401 - the common options
    """Read the articles that wait, and take them into the register; nothing is fetched or sent.

    With --preview: what names added to feeds.yaml, lines of overrides.yaml or a new version of Offlimits would make of
    everything that is stored, before it counts: which restrictions would appear, vanish and change.
    """
    desk = desk_of(context, options)
    if trying:
        _preview(desk)
        return
    with desk.house() as house, run_lock(house.data_dir):
        read, relevant = read_articles(house)
        restrictions, candidates = take_in(house)
    counts = {"read": read, "relevant": relevant, "restrictions": restrictions, "candidates": candidates}
    if desk.as_json:
        desk.answer(counts)
        return
    desk.say(f"read {counted(read, 'article')}, {relevant} of them relevant")
    desk.say(f"{counted(restrictions, 'restriction')} and {counted(candidates, 'candidate')} new or changed")


def _preview(desk: Desk) -> None:
    with TemporaryDirectory(prefix="offlimits-") as scratch, desk.house() as house:
        found = preview(house, Path(scratch))
    if desk.as_json:
        desk.answer(asdict(found))
        return
    told = 0
    for name, said in _SECTIONS:
        lines: tuple[Line, ...] = getattr(found, name)
        if lines:
            tell(f"{said} ({len(lines)})")
        for line in lines:
            told += 1
            tell(f"  {line.name}  {clean(line.title)}".rstrip())
            for change in line.changes:
                tell(f"    {change.field}: {change.before or _NOTHING} → {change.after or _NOTHING}")
            if line.why:
                tell(f"    {clean(line.why)}")
    if not told:
        tell("nothing would be otherwise")
    desk.say(f"{counted(found.articles, 'stored article')} read anew in a copy; nothing was kept")


_SECTIONS = (
    ("appear", "restrictions that would appear"),
    ("vanish", "restrictions that would vanish"),
    ("change", "restrictions that would change"),
    ("watched", "candidates that would appear"),
    ("unwatched", "candidates that would vanish"),
    ("relevant", "articles that would be relevant"),
    ("irrelevant", "articles that would be relevant no longer"),
    ("opened", "pages that would be opened"),
)


@click.command()
@common
@click.pass_context
def doctor(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - the common options
    """What is wrong and how to mend it: the configuration, idle overrides, articles once missed, a lacking search.

    The cases of missed.yaml (`explain URL --keep`) are tried with the rules of now: which are still missed, and where;
    which are caught. Nothing is changed. Ends with 78 if the configuration cannot be read, with 1 if something does not
    work.
    """
    desk = desk_of(context, options)
    try:
        with desk.house() as house:
            found = list(examine(house))
    except ConfigError as error:
        found = [Finding(check="config", state="wrong", words=problem) for problem in error.problems]
    if desk.as_json:
        desk.answer([asdict(one) for one in found])
    else:
        for one in found:
            tell(f"{one.check:<9}  {one.state:<5}  {clean(one.words)}")
            if one.mend:
                tell(f"{'':<18}{clean(one.mend)}")
    wrong = {one.check for one in found if one.state == "wrong"}
    if wrong:
        raise click.exceptions.Exit(ConfigError.exit_code if wrong == {"config"} else 1)


COMMANDS = (retract, analyse, doctor)
