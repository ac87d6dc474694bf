"""Commands by which a person decides: retract."""

import re
from dataclasses import asdict
from typing import Any

import click

from pipeline.cli.desk import Desk, common, desk_of
from pipeline.model.errors import UsageError
from pipeline.nightly.house import House
from pipeline.nightly.lock import run_lock
from pipeline.nightly.withdrawing import pages_of, withdraw
from pipeline.text.urls import split_web
from pipeline.text.words import counted, join_words

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
    of its address, nor are the same bytes elsewhere. Mails that were sent cannot be taken back; their copies in the
    outbox are written anew.
    """
    desk = desk_of(context, options)
    if not reason.strip():
        raise UsageError("--reason: is empty; say why, the next brief prints it")
    with desk.house() as house, run_lock(house.data_dir):
        done = [withdraw(house, url, reason=reason, author=author) for url in _named(house, target)]
    if desk.as_json:
        desk.answer([asdict(one) for one in done])
        return
    _told(desk, sorted({page for one in done for page in one.pages}), "page", "erased")
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


COMMANDS = (retract,)
