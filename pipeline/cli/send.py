"""The command that hands over mails: send."""

from typing import Any

import click

from pipeline.cli.desk import Desk, common, desk_of, warn
from pipeline.config.delivery import SUPPRESSED, suppress
from pipeline.model.errors import UsageError
from pipeline.nightly.by_hand import send_again, send_test
from pipeline.nightly.copying import copy_site
from pipeline.nightly.drafting import advance, draft_named, forget_drafts, stop_draft
from pipeline.nightly.house import House
from pipeline.nightly.lock import run_lock
from pipeline.nightly.publishing import publish_site
from pipeline.nightly.registering import take_in
from pipeline.nightly.sending import Sent, send_waiting, write_draft, write_edition


@click.command()
@click.option("--dry-run", is_flag=True, help="Write the newest edition's mails to the outbox; send and mark nothing.")
@click.option(
    "--again",
    metavar="WHO",
    help="Send once more, with the same Message-ID: an address, or refused, unknown or waiting for all of them.",
)
@click.option("--week", help="With --again: of this edition, such as 2026-W28. [default: the newest]")
@click.option("--test", "address", metavar="ADDRESS", help="Send a sample mail to an address; it is no edition.")
@click.option("--approve", metavar="WEEK", help="Let a draft go out now, such as W28.")
@click.option("--hold", metavar="WEEK", help="Stop a draft, such as W28: it waits until it is approved.")
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
    given = {name: options.pop(name) for name in (*_ONE, "week")}
    desk = desk_of(context, options)
    if sum(bool(given[name]) for name in _ONE) > 1:
        raise UsageError("send: one of --dry-run, --again, --test, --approve, --hold and --suppress at a time")
    if given["week"] and not given["again"]:
        raise UsageError("send: --week goes with --again")
    if given["unwanted"]:
        _suppress(desk, given["unwanted"])
        return
    with desk.house() as house, run_lock(house.data_dir):
        said = _decide(house, given)
        sent = Sent() if given["hold"] else _send(house, given)
        filed = given["address"] and not sent.sent and not sent.problems
    if desk.as_json:
        draft = {"draft": said} if said else {}
        desk.answer({"written": [str(path) for path in sent.written], "problems": list(sent.problems), **draft})
    else:
        if said:
            desk.say(said)
        for path in sent.written:
            desk.say(str(path))
        if given["address"] and not sent.problems:
            desk.say(_tested(given["address"], filed=bool(filed)))
    for problem in sent.problems:
        warn(f"mail: {problem}")
    if sent.problems:
        raise click.exceptions.Exit(1)


def _decide(house: House, given: dict[str, Any]) -> str:
    """Do what an editor decided about the draft that waits; returns what became of it, in a sentence."""
    if given["hold"]:
        name = stop_draft(house, given["hold"]).edition.edition_id
        return f"{name} is stopped; `offlimits send --approve {name.partition('-')[2]}` sends it"
    if not given["approve"]:
        return ""
    draft_named(house, given["approve"])
    take_in(house)  # what overrides.yaml says by now
    done = advance(house, approved=True)
    assert done is not None  # the draft waited
    if done.draft is not None:
        name = done.draft.edition.edition_id
        if done.decision.why == "unseen":
            return (
                f"{name} waits: no editor has been handed it as it is now; without delivery.draft_to it goes out unseen"
            )
        return f"{name} is drafted again, since it tells something else by now; its editors have to see it first"
    publish_site(house)
    for problem in copy_site(house):
        warn(f"site: {problem}")
    forget_drafts(house)
    return f"{done.edition.edition_id} goes out" if done.edition else ""


def _send(house: House, given: dict[str, Any]) -> Sent:
    if given["again"]:
        return send_again(house, given["again"], edition_id=given["week"])
    if given["address"]:
        return send_test(house, given["address"])
    if not given["dry_run"]:
        return send_waiting(house)
    draft = write_draft(house)
    editions = house.store.editions.editions()
    if draft:
        return Sent(written=tuple(draft))
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


_ONE = ("dry_run", "again", "address", "approve", "hold", "unwanted")
COMMANDS = (send,)
