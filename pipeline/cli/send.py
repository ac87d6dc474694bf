"""The command that hands over mails: send."""

from typing import Any

import click

from pipeline.cli.desk import Desk, common, desk_of, warn
from pipeline.config.delivery import SUPPRESSED, suppress
from pipeline.model.errors import UsageError
from pipeline.nightly.by_hand import send_again, send_test
from pipeline.nightly.house import House
from pipeline.nightly.lock import run_lock
from pipeline.nightly.sending import Sent, send_waiting, write_edition


@click.command()
@click.option("--dry-run", is_flag=True, help="Write the newest edition's mails to the outbox; send and mark nothing.")
@click.option(
    "--again",
    metavar="WHO",
    help="Send once more, with the same Message-ID: an address, or refused, unknown or waiting for all of them.",
)
@click.option("--week", help="With --again: of this edition, such as 2026-W28. [default: the newest]")
@click.option("--test", "address", metavar="ADDRESS", help="Send a sample mail to an address; it is no edition.")
@click.option(
    "--suppress", "unwanted", metavar="ADDRESS", help="Never send anything to an address: add it to suppressed.txt."
)
@common
@click.pass_context
def send(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - its own options and the common ones
    """Hand over what waits in the outbox, each message once.

    With --dry-run, write the same bytes to the outbox as .eml files. Mails that were refused for now wait for their
    next try; --again does not wait, and means the newest edition and what belongs to none. A test has a Message-ID of
    its own, is tried once, and marks nothing else. Who is suppressed gets nothing, whatever is asked for.
    """
    given = {name: options.pop(name) for name in ("dry_run", "again", "week", "address", "unwanted")}
    desk = desk_of(context, options)
    chosen = [name for name in ("dry_run", "again", "address", "unwanted") if given[name]]
    if len(chosen) > 1:
        raise UsageError("send: one of --dry-run, --again, --test and --suppress at a time")
    if given["week"] and not given["again"]:
        raise UsageError("send: --week goes with --again")
    if given["unwanted"]:
        _suppress(desk, given["unwanted"])
        return
    with desk.house() as house, run_lock(house.data_dir):
        sent = _send(house, given)
        filed = given["address"] and not sent.sent and not sent.problems
    if desk.as_json:
        desk.answer({"written": [str(path) for path in sent.written], "problems": list(sent.problems)})
    else:
        for path in sent.written:
            desk.say(str(path))
        if given["address"] and not sent.problems:
            desk.say(_tested(given["address"], filed=bool(filed)))
    for problem in sent.problems:
        warn(f"mail: {problem}")
    if sent.problems:
        raise click.exceptions.Exit(1)


def _send(house: House, given: dict[str, Any]) -> Sent:
    if given["again"]:
        return send_again(house, given["again"], edition_id=given["week"])
    if given["address"]:
        return send_test(house, given["address"])
    if not given["dry_run"]:
        return send_waiting(house)
    editions = house.store.editions.editions()
    if not editions:
        raise UsageError("there is no edition yet; the first one is composed when a week has closed")
    return Sent(written=tuple(write_edition(house, editions[-1])))


def _tested(address: str, *, filed: bool) -> str:
    if filed:
        return (
            "no way out is configured under delivery (smtp, sendmail or directory): the test lies in the outbox alone"
        )
    return f"handed over; look whether it arrived at {address}, and whether it lies among the junk there"


def _suppress(desk: Desk, address: str) -> None:
    settings = desk.settings()
    added = suppress(settings.path, address)
    where = settings.path.parent / SUPPRESSED
    if desk.as_json:
        desk.answer({"suppressed": address, "added": added})
    else:
        desk.say(f"{'added to' if added else 'stands already in'} {where}: {address} gets nothing any more")


COMMANDS = (send,)
