"""A register in which every block of every page has something to say, with names as long as they come."""

from dataclasses import replace
from datetime import UTC, datetime

from pipeline.model.availability import Availability
from pipeline.model.edition import Edition, Erratum, Notice, Report, Summaries
from pipeline.model.restriction import (
    Affected,
    Alternative,
    ByHand,
    Candidate,
    Change,
    Claim,
    Party,
    Related,
    Restriction,
    Revision,
    Target,
    Tombstone,
)
from pipeline.model.site import CountryList, SiteContent, SourceHealth, StoryArticle, StoryPage
from tests.examples import BASELINE, CANDIDATE, CONTENT, DISPUTED, KNOWN, QUIET, REGISTER, RICH, SCHEDULED, proof

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmütze"
"""A word that no line at 320 px holds."""
NAME = f"{LONG} für Fracht und Logistik GmbH & Co. KG"
_TOOL = "Quill-for-Browsers-and-Mailprograms-Enterprise-Preview-2026"
_STAMP = "Sample world: the firms, tools and outlets named here are made up."
_AT = datetime(2026, 7, 8, 1, tzinfo=UTC)

_RELAYED = replace(
    proof("mq-alibaba", f"{NAME} is said to follow, as the group's own staff paper tells", 5, role="derivative"),
    relays=f"Harbour Post of {LONG}",
    published="2026-07-07",
)
_SERBIA = SCHEDULED.evidence[0]


def _said(value: object, precision: str | None = None) -> Claim:
    return Claim(status="known", value=value, evidence=(_SERBIA.evidence_id,), precision=precision)  # type: ignore[arg-type]


FULL: Restriction = replace(
    KNOWN,
    restriction_id="AIR-2026-0006",
    title=f"{NAME} and its subsidiaries abroad stop using {_TOOL} and 工信部要求企业停用的通义千问 from 10 July 2026",
    claims=replace(
        KNOWN.claims,
        actor=_said(Party(party_id="donau", name=NAME, type="company", unit="Freight and Harbours", country="AT")),
        targets=Claim(
            status="disputed",
            alternatives=(
                Alternative(
                    value=(Target(tool=_TOOL, vendor=NAME, surfaces=("cloud-marketplace", "web", "app", "ide")),),
                    evidence=(_SERBIA.evidence_id, _RELAYED.evidence_id),
                ),
                Alternative(value=(Target(tool="通义千问", vendor="阿里巴巴集团"),), evidence=(_SERBIA.evidence_id,)),
            ),
        ),
        affected=_said(Affected(who=f"all staff of {LONG}", regions=("AT", "CN", "HU", "NO", "RS", "SK"))),
        exempt=_said("teams with a written exception"),
        response=_said("The vendor says that it regrets the step."),
        effective=_said("2026-07-10", "immediate"),
        ends=Claim(status="known", value="2026-Q4", precision="quarter", set_by="override"),
        replacement=_said(LONG),
    ),
    evidence=(_SERBIA, _RELAYED),
    history=(
        *KNOWN.history,
        Revision(
            number=3,
            at="2026-07-11T01:00:00Z",
            trigger="override",
            changes=(Change(field="ends", before="2026-08-15", after="2026-Q4"),),
            note=f"A person read the notice of {LONG}.",
        ),
    ),
    related=(Related(restriction_id="AIR-2026-0002", relation="extends"),),
    by_hand=(
        ByHand(act="set", reason=f"The notice says so: {LONG}.", author="A. Aas", field="ends", value="2026-Q4"),
        ByHand(act="confirm", reason="Seen in the notice.", author="B. Berg"),
    ),
    story_ids=("2026-0003",),
)
RUMOUR: Restriction = replace(
    DISPUTED,
    restriction_id="AIR-2026-0007",
    status="rumoured",
    title=f"{LONG} is said to look into {_TOOL}",
    imported_from=f"https://register.example/{LONG}",
    provenance=replace(DISPUTED.provenance, reports=1, independent=1, phrase="one report"),
)
RETRACTED: Restriction = replace(
    SCHEDULED,
    restriction_id="AIR-2026-0008",
    status="suspended",
    mechanism="court-order",
    title="A court stays the order against Quill",
    related=(Related(restriction_id="AIR-2026-0007", relation="lifts"),),
)
WIDE: Candidate = replace(
    CANDIDATE,
    candidate_id=f"candidate of {LONG}",
    title=f"{NAME} ends {_TOOL}",
    claims=replace(CANDIDATE.claims, effective=DISPUTED.claims.effective),
)
STONE = Tombstone(
    restriction_id="AIR-2026-0009",
    removed_on="2026-07-10",
    reason="not-a-restriction",
    note=f"It was a rumour about {LONG}.",
    author="A. Aas",
)
_REGISTER = replace(
    REGISTER,
    restrictions=(*REGISTER.restrictions, FULL, RUMOUR, RETRACTED),
    candidates=(*REGISTER.candidates, WIDE),
    tombstones=(*REGISTER.tombstones, STONE),
)

_FIRST, _SECOND, *_OTHERS = RICH.items
LATEST: Edition = replace(
    RICH,
    items=(
        replace(_FIRST, summary="Access ends in the middle of August.", since_last=("A second outlet reports it.",)),
        replace(
            _SECOND,
            restriction_id="AIR-2026-0006",
            headline=FULL.title,
            quote=None,
            source=Report(outlet=NAME, published="2026-07-06", url="https://harbourpost.example/a"),
            corrections=("Our brief of week 27 named another day: it said 1 August 2026.",),
        ),
        *_OTHERS,
    ),
    exposures=tuple(
        replace(one, criticality="high", owner=NAME, reason=f"{one.reason} ({LONG})") for one in RICH.exposures or ()
    ),
    steps=tuple(
        replace(step, owner=NAME, unchanged="The licence stays as it is.", escalate=f"Tell {NAME} at once.")
        for step in RICH.steps
    ),
    errata=(
        Erratum(
            restriction_id="AIR-2026-0001",
            edition_ids=("2026-W26", "2026-W27"),
            text="Quill was cut off in Iceland in March, not in February.",
        ),
    ),
    notices=(
        Notice(restriction_id="AIR-2026-0004", sent_on="2026-07-09"),
        Notice(restriction_id="AIR-2026-0001", sent_on="2026-07-10"),
    ),
    written_by="sample-model-7b",
    coverage=replace(
        RICH.coverage,
        headlines_only=12,
        barriers=(("paywall", 9), ("consent", 3)),
        entries_passed_over=830,
        summaries=Summaries(model="sample-model-7b", asked=4, answered=3, passed=1),
        quiet_vendors=("Quillhaven", LONG),
    ),
)

_STORY = StoryPage(
    story_id="2026-0003",
    title=f"{NAME} says no to {_TOOL}",
    first_published="2026-06-30",
    articles=(
        StoryArticle(
            article_id="mq-alibaba",
            outlet=NAME,
            title=f"{NAME} says no to {_TOOL}",
            url=f"https://harbourpost.example/{'path/' * 20}",
            published="2026-06-30",
            kept_words=12_345,
            stripped_words=6_789,
            stripped=tuple((f"chrome:rule-{number}", 40 + number) for number in range(12)),
            copy_of=NAME,
        ),
    ),
    restriction_ids=("AIR-2026-0006", "AIR-2026-0007"),
)
_OK = CONTENT.sources[1]
_SOURCES: tuple[SourceHealth, ...] = (
    replace(
        _OK,
        source_id="wide",
        name=NAME,
        state="moved",
        moved_to=f"https://harbourpost.example/{LONG}/feed.xml",
        articles=40,
        filler_share=0.41,
        repeated_share=0.12,
    ),
    replace(_OK, source_id="spare", name="Spare Wire", state="unread", stands_by=True, entries=0, newest_on=None),
    replace(_OK, source_id="off", name="Off Wire", state="disabled", reason="its terms do not allow it"),
)

WHOLE: SiteContent = replace(
    CONTENT,
    register=_REGISTER,
    editions=(BASELINE, QUIET, LATEST),
    stories=(*CONTENT.stories, _STORY),
    sources=(*CONTENT.sources, *_SOURCES),
    page_changes=(
        *CONTENT.page_changes,
        replace(
            CONTENT.page_changes[0],
            article_id=f"change-{LONG}",
            outlet=NAME,
            title=f"{LONG} {LONG}",
            came=(LONG * 3, "工信部要求企业停用阿里巴巴集团旗下的通义千问"),
            went=tuple(f"The {number}th line of a list" for number in range(40)),
            added=2,
            removed=40,
            is_list=True,
        ),
    ),
    availability=tuple(
        Availability(
            tool=tool,
            country=country,
            listed=country != "RS",
            as_of_at=_AT,
            since_at=_AT,
            source_id="lists",
            url="https://quillhaven.example/countries",
            sha256="0" * 64,
            quote=country,
        )
        for tool in ("Quill", LONG)
        for country in ("AT", "IS", "NO", "RS")
    ),
    country_lists=(
        CountryList(
            tool="Quill",
            url="https://quillhaven.example/countries",
            listed=("Austria", "Iceland", "Norway", "Saint Vincent and the Grenadines"),
            gone=(("Serbia", "2026-07-08"),),
        ),
        CountryList(tool=LONG, url="https://quillhaven.example/others", listed=()),
    ),
    stamp=_STAMP,
)
