"""Rendering the policy pages of the sample world, with what changes on such a page although nothing has changed."""

from datetime import UTC, datetime
from html import escape
from string import Template
from zlib import crc32

from pipeline.world.pages import NOTICE
from pipeline.world.records import Policy, World


def policy_page(world: World, policy: Policy, now: datetime) -> str:
    """A policy page as it stands at a moment.

    Its list changes when an entry is dropped. Every day brings another number of days and another address of a link,
    and at some time a question about cookies.
    """
    age = now.astimezone(UTC).date() - policy.since
    banner = policy.banner if now >= policy.banner_at else ()
    values = {
        "banner": "\n".join(f"<p>{escape(line)}</p>" for line in banner),
        "days": str(age.days),
        "entries": "\n".join(Template(policy.entry).substitute(text=escape(one)) for one in policy.entries_at(now)),
        "notice": escape(NOTICE),
        "token": f"{crc32(f'{policy.id} {age.days}'.encode()):08x}",
    }
    return Template(world.skeletons[f"{policy.id}.html"]).substitute(values)
