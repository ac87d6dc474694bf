"""A register with one restriction that is known, one disputed, one scheduled, one lifted, and a candidate."""

import hashlib

from pipeline.model.restriction import (
    NOT_APPLICABLE,
    UNKNOWN,
    Affected,
    Alternative,
    Candidate,
    Change,
    Claim,
    Claims,
    Party,
    Proof,
    Provenance,
    Register,
    Related,
    Restriction,
    Revision,
    Target,
    Tombstone,
)
from pipeline.model.vocabulary import Grade, Role

ARTICLES = {
    "mq-alibaba": (
        "Merge Queue",
        "https://mergequeue.example/2026/07/07/alibaba-bans-claude-code",
        "Alibaba bans Claude Code, and a hidden check is why",
        "2026-07-07T08:10:00-07:00",
    ),
    "hp-alibaba": (
        "Harbour Post",
        "https://harbourpost.example/tech/alibaba-staff-to-give-up-claude-code",
        "Alibaba staff have to give up Claude Code from Friday",
        "2026-07-06T10:05:00+08:00",
    ),
    "pw-northwind": (
        "Perimeter Weekly",
        "https://perimeterweekly.example/northwind-freight-bars-quill",
        "Northwind Freight bars staff from AI writing tool Quill",
        "2026-06-30T12:00:00+02:00",
    ),
    "mq-northwind": (
        "Merge Queue",
        "https://mergequeue.example/2026/07/03/northwind-drops-quill",
        "Northwind Freight to lock Quill out of its dispatch tools",
        "2026-07-03T09:20:00-07:00",
    ),
    "qh-serbia": (
        "Quillhaven",
        "https://quillhaven.example/notices/serbia",
        "Notice to customers in Serbia",
        "2026-07-08",
    ),
    "qh-iceland": (
        "Quillhaven",
        "https://quillhaven.example/notices/iceland",
        "Quill is open again in Iceland",
        "2026-07-09",
    ),
    "bs-extension": (
        "Brightstack Blog",
        "https://brightstack.example/blog/quill-extension",
        "Is the Quill extension going away?",
        None,
    ),
}


def proof(article: str, quote: str, block: int, role: Role = "independent", grade: Grade = "B") -> Proof:
    """A quote from one of the example articles, at the start of a block."""
    outlet, url, title, published = ARTICLES[article]
    return Proof(
        evidence_id=f"{article}-{block}-0-{len(quote)}",
        article_id=article,
        block=block,
        start=0,
        end=len(quote),
        quote=quote,
        url=url,
        publisher=outlet,
        title=title,
        published=published,
        retrieved_at="2026-07-10T01:00:00Z",
        language="en",
        role=role,
        source_grade=grade,
        sha256=hashlib.sha256(article.encode()).hexdigest(),
    )


_MQ_BAN = proof("mq-alibaba", "Alibaba is banning Claude Code for its own employees this month.", 1)
_MQ_LIST = proof("mq-alibaba", "Anthropic's tool is now on the group's list of high-risk software", 2)
_HP_FRIDAY = proof("hp-alibaba", "Alibaba's employees may no longer use Claude Code at work from Friday.", 1)
_HP_QODER = proof("hp-alibaba", "told its people to use Qoder instead", 2)
_HP_LEAKS = proof("hp-alibaba", "It wants to prevent security breaches and leaks of data.", 3)
_PW_AUGUST = proof("pw-northwind", "The ban takes effect on 1 August 2026", 1)
_PW_BAN = proof("pw-northwind", "has forbidden its employees to use Quill", 0)
_MQ_MID = proof("mq-northwind", "for all of its staff from 15 August 2026", 1, grade="C")
_QH_END = proof("qh-serbia", "Access to Quill from Serbia ends on 15 August 2026.", 1, role="primary", grade="A")
_QH_OPEN = proof("qh-iceland", "Customers in Iceland can use Quill again from today.", 1, role="primary", grade="A")
_BS_END = proof("bs-extension", "the browser extension is said to end in the fourth quarter", 3, grade="D")

_QUILL = (Target(tool="Quill", vendor="Quillhaven", surfaces=("web", "app")),)
_QUILLHAVEN = Party(party_id="quillhaven", name="Quillhaven", type="vendor", country="NO")


def _known(value: object, *proofs: Proof, precision: str | None = None) -> Claim:
    evidence = tuple(p.evidence_id for p in proofs)
    return Claim(status="known", value=value, evidence=evidence, precision=precision)  # type: ignore[arg-type]


KNOWN = Restriction(
    restriction_id="AIR-2026-0002",
    title="Alibaba bans Claude Code for its employees from 10 July 2026",
    mechanism="employer-ban",
    status="in-force",
    claims=Claims(
        actor=_known(Party(party_id="alibaba", name="Alibaba", type="company", country="CN"), _MQ_BAN),
        action=_known("ban", _MQ_BAN, _HP_FRIDAY),
        targets=_known((Target(tool="Claude Code", vendor="Anthropic", surfaces=("cli", "ide")),), _MQ_BAN, _HP_FRIDAY),
        affected=_known(Affected(who="its employees", regions=("CN",)), _MQ_BAN),
        announced=_known("2026-07-03", _HP_FRIDAY, precision="day"),
        effective=_known("2026-07-10", _HP_FRIDAY, precision="day"),
        ends=NOT_APPLICABLE,
        replacement=_known("Qoder", _HP_QODER),
        reasons=_known(("security", "data_leak"), _MQ_LIST, _HP_LEAKS),
    ),
    provenance=Provenance(
        reports=14,
        independent=2,
        information_grade=2,
        confirmed_by_actor=False,
        phrase="notice seen by two outlets, unconfirmed",
    ),
    first_reported="2026-07-03",
    added_on="2026-07-07",
    modified_on="2026-07-10",
    evidence=(_HP_FRIDAY, _HP_QODER, _HP_LEAKS, _MQ_BAN, _MQ_LIST),
    history=(
        Revision(
            number=1,
            at="2026-07-07T01:00:00Z",
            trigger="new_source",
            changes=(
                Change(field="status", before=None, after="scheduled"),
                Change(field="effective", before=None, after="2026-07-10"),
            ),
        ),
        Revision(
            number=2,
            at="2026-07-10T01:00:00Z",
            trigger="effective_day",
            changes=(Change(field="status", before="scheduled", after="in-force"),),
        ),
    ),
    story_ids=("2026-0001",),
)

DISPUTED = Restriction(
    restriction_id="AIR-2026-0003",
    title="Northwind Freight bans Quill for all of its staff",
    mechanism="employer-ban",
    status="announced",
    claims=Claims(
        actor=_known(Party(party_id="northwind-freight", name="Northwind Freight", type="company"), _PW_BAN),
        action=_known("ban", _PW_BAN),
        targets=_known(_QUILL, _PW_BAN),
        affected=_known(Affected(who="all of its staff"), _MQ_MID),
        effective=Claim(
            status="disputed",
            alternatives=(
                Alternative(value="2026-08-01", evidence=(_PW_AUGUST.evidence_id,), precision="day"),
                Alternative(value="2026-08-15", evidence=(_MQ_MID.evidence_id,), precision="day"),
            ),
        ),
    ),
    provenance=Provenance(
        reports=4,
        independent=3,
        information_grade=2,
        confirmed_by_actor=False,
        phrase="reported by three outlets independently",
    ),
    first_reported="2026-06-30T12:00:00+02:00",
    added_on="2026-07-01",
    modified_on="2026-07-08",
    evidence=(_PW_BAN, _PW_AUGUST, _MQ_MID),
    history=(
        Revision(
            number=1,
            at="2026-07-01T01:00:00Z",
            trigger="new_source",
            changes=(Change(field="effective", before=None, after="2026-08-01"),),
        ),
        Revision(
            number=2,
            at="2026-07-08T01:00:00Z",
            trigger="new_source",
            changes=(Change(field="effective", before="2026-08-01", after="disputed: 2026-08-01 or 2026-08-15"),),
        ),
    ),
    related=(Related(restriction_id="AIR-2026-0004", relation="same_policy"),),
    story_ids=("2026-0002",),
)

SCHEDULED = Restriction(
    restriction_id="AIR-2026-0004",
    title="Quillhaven cuts off Quill for customers in Serbia from 15 August 2026",
    mechanism="vendor-region",
    status="scheduled",
    claims=Claims(
        actor=_known(_QUILLHAVEN, _QH_END),
        action=_known("cut_off", _QH_END),
        targets=_known(_QUILL, _QH_END),
        affected=_known(Affected(who="customers in Serbia", regions=("RS",)), _QH_END),
        announced=_known("2026-07-08", _QH_END, precision="day"),
        effective=_known("2026-08-15", _QH_END, precision="day"),
        ends=UNKNOWN,
        reasons=_known(("not_stated",), _QH_END),
    ),
    provenance=Provenance(
        reports=1, independent=1, information_grade=1, confirmed_by_actor=True, phrase="told by the actor itself"
    ),
    first_reported="2026-07-08",
    added_on="2026-07-09",
    modified_on="2026-07-09",
    evidence=(_QH_END,),
    history=(
        Revision(
            number=1,
            at="2026-07-09T01:00:00Z",
            trigger="new_source",
            changes=(Change(field="status", before=None, after="scheduled"),),
        ),
    ),
)

LIFTED = Restriction(
    restriction_id="AIR-2026-0001",
    title="Quillhaven lifts its restriction of Quill from 9 July 2026",
    mechanism="vendor-region",
    status="lifted",
    claims=Claims(
        actor=_known(_QUILLHAVEN, _QH_OPEN),
        action=_known("suspend", _QH_OPEN),
        targets=_known(_QUILL, _QH_OPEN),
        affected=_known(Affected(who="customers in Iceland", regions=("IS",)), _QH_OPEN),
        effective=_known("2026-02", _QH_OPEN, precision="month"),
        ends=_known("2026-07-09", _QH_OPEN, precision="day"),
    ),
    provenance=Provenance(
        reports=2, independent=1, information_grade=1, confirmed_by_actor=True, phrase="told by the actor itself"
    ),
    first_reported=None,
    added_on="2026-02-16",
    modified_on="2026-07-10",
    evidence=(_QH_OPEN,),
    history=(
        Revision(
            number=1,
            at="2026-02-16T01:00:00Z",
            trigger="new_source",
            changes=(Change(field="status", before=None, after="in-force"),),
        ),
        Revision(
            number=2,
            at="2026-07-10T01:00:00Z",
            trigger="new_source",
            changes=(
                Change(field="status", before="in-force", after="lifted"),
                Change(field="ends", before=None, after="2026-07-09"),
            ),
        ),
    ),
)

CANDIDATE = Candidate(
    candidate_id="candidate-bs-extension-0",
    title="Quillhaven ends Quill's browser extension in the fourth quarter of 2026",
    mechanism="product-retirement",
    claims=Claims(
        actor=_known(_QUILLHAVEN, _BS_END),
        action=_known("cut_off", _BS_END),
        targets=_known((Target(tool="Quill for browsers", vendor="Quillhaven"),), _BS_END),
        effective=_known("2026-Q4", _BS_END, precision="quarter"),
    ),
    provenance=Provenance(reports=1, independent=1, information_grade=4, confirmed_by_actor=False, phrase="one report"),
    first_reported=None,
    lapses_on="2026-07-31",
    needs="a second independent report, or word from the actor itself",
    evidence=(_BS_END,),
)

REGISTER = Register(
    restrictions=(LIFTED, KNOWN, DISPUTED, SCHEDULED),
    candidates=(CANDIDATE,),
    tombstones=(
        Tombstone(
            restriction_id="AIR-2026-0005", removed_on="2026-07-09", reason="merged", merged_into="AIR-2026-0003"
        ),
    ),
    changed_at="2026-07-10T01:00:00Z",
    version="2026.07.10.1",
)
