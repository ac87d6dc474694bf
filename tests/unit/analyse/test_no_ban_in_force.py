"""Of a lift, stay, denial, proposal or inquiry no ban in force is told, whatever the tool and whoever acts."""

from itertools import product

import pytest

from pipeline.analyse.reading import prepare
from tests.quality.neighbour_score import foreground

TOOLS = prepare()
NAMES = ("ChatGPT", "DeepSeek", "Grok", "Microsoft Copilot")
ACTORS = ("Italy", "Samsung", "the Ministry of Health", "Fairholt Bank")
FRAMES = (
    "{actor} denies that it has banned {tool}",
    "{actor} denies having blocked {tool}",
    "{actor} has not banned {tool}, a spokesman said",
    "{actor} has no plans to ban {tool}",
    "{actor} will not prohibit {tool}",
    "{actor} lifted its ban on {tool} on Monday",
    "{actor} no longer blocks {tool}",
    "{actor} ended its block of {tool}",
    "{actor} allows {tool} again",
    "{actor} plans to ban {tool}",
    "{actor} is considering whether to block {tool}",
    "{actor} may ban {tool}",
    "{actor} would ban {tool} under a draft plan",
    "{actor} wants to restrict {tool}",
    "{actor} refused to ban {tool}",
    "{actor} decided against a ban on {tool}",
    "{actor} stopped short of banning {tool}",
    "{actor} has opened an inquiry into {tool}",
    "{actor} is looking into {tool}",
    "A court suspended the ban on {tool} by {actor}",
    "A judge stayed the order under which {actor} had to block {tool}",
    "A judge blocked the rule by which {actor} would have banned {tool}",
    "Campaigners urge {actor} to ban {tool}",
    "A union demands that {actor} prohibit {tool}",
    "Critics say that {actor} should ban {tool}",
    "A bill would force {actor} to block {tool}",
    "Parliament rejected a motion that {actor} ban {tool}",
    "The governor vetoed a bill under which {actor} would ban {tool}",
    "Rumours that {actor} banned {tool} are false",
    "If {actor} bans {tool}, others will follow",
)
REST = (
    "The announcement drew much attention. Reporters asked for details and were told to wait until next week. Nobody "
    "else wanted to comment. The weather in the capital was mild, and shops stayed open until late in the evening. "
    "Trains ran on time. An exhibition about the history of printing opened in the museum, and its director spoke of "
    "a good first day. Tickets for the weekend are sold out."
)


def _bans(title: str, text: str) -> list[str]:
    return [
        f"{e.actor} {e.action} {', '.join(e.targets)}"
        for e in foreground(title, text, TOOLS)
        if e.action_class == "imposed"
    ]


@pytest.mark.parametrize("frame", FRAMES)
def test_no_ban_is_told(frame: str) -> None:
    told = {}
    for tool, actor in product(NAMES, ACTORS):
        says = frame.format(actor=actor, tool=tool)
        says = says[0].upper() + says[1:]
        for text in ("More is to follow on Monday, people who know of it said.", f"{says}. {REST}"):
            if found := _bans(says, text):
                told[says, len(text)] = found
    assert told == {}


def test_a_plain_ban_is_told_of_each() -> None:
    silent = [
        (tool, actor)
        for tool, actor in product(NAMES, ACTORS)
        if not _bans(
            f"{actor[0].upper()}{actor[1:]} bans {tool}", f"{actor[0].upper()}{actor[1:]} has banned {tool}. {REST}"
        )
    ]
    assert silent == []
