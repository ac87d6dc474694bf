"""The tables of ``register.sqlite`` without their rows: what each is, what its columns hold, how they hang together.

Names never change their meaning; new columns and tables may come.
"""

from collections.abc import Mapping
from types import MappingProxyType

from pipeline.model.table import Column, Link, Table, View

_NUMBERS = frozenset(
    {
        "block",
        "confirmed_by_actor",
        "independent",
        "information_grade",
        "listed",
        "number",
        "quote_end",
        "quote_start",
        "reports",
        "revision",
    }
)
"""Columns that hold whole numbers; 1 and 0 stand for yes and no."""


def _columns(**about: str) -> tuple[Column, ...]:
    return tuple(
        Column(name=name, about=text, kind="integer" if name in _NUMBERS else "text") for name, text in about.items()
    )


def _links(**targets: str) -> tuple[Link, ...]:
    """Links of single columns to the ids of other tables."""
    return tuple(Link(columns=(column,), table=table, key=("id",)) for column, table in targets.items())


_QUOTED = {
    "evidence_id": "article, block, start and end of the whole quote",
    "article_id": "the article, by a hash of its address",
    "block": "paragraph or sentence of the article, counted from 0",
    "quote_start": "first character of the quote in its block, counted from 0",
    "quote_end": "character behind the last one",
    "quote": "the publisher's words; of one article at most 50 in all rows together, … where there is no room",
    "url": "address of the article",
    "publisher": "who published it",
    "title": "headline of the article",
    "published": "day or time, as the page gives it",
    "retrieved_at": "when it was fetched",
    "language": "of the article",
    "role": "primary, confirming, independent, relaying or commentary",
    "source_grade": "A to F, how far the source is trusted",
    "sha256": "hash of the bytes that were fetched",
    "relays": "whose report it repeats",
}

SHAPES: Mapping[str, Table] = MappingProxyType(
    {
        table.name: table
        for table in (
            Table(
                name="about",
                about="What this is: title, licence, source, version, and whom to name for data of others.",
                columns=_columns(subject="title, licence, source, version, changed_at, attribution", told="as it is"),
                key=("subject", "told"),
            ),
            Table(
                name="restrictions",
                about="One restriction: one actor, one decision, one mechanism.",
                columns=_columns(
                    id="AIR-year-serial, for life",
                    title="what happened, in a line",
                    status="rumoured, reported, announced, scheduled, proposed, in-force, suspended, lifted, denied …",
                    mechanism="how it restricts: vendor-region, employer-ban, regulator-order …",
                    actor="who decided",
                    actor_type="vendor, company, government-body, regulator, court, university, other",
                    actor_country="two letters (ISO 3166-1)",
                    action="ban, block, restrict, suspend, cut_off, limit, lift, propose, deny, investigate",
                    tools="what it is about; see targets",
                    vendors="whose tools these are",
                    affected="whom it binds, in the words of the sources; see regions",
                    exempt="whom it spares",
                    announced="day, month, quarter or year; values on which sources disagree stand side by side",
                    effective="from when it holds, likewise",
                    ends="until when it holds, likewise",
                    replacement="what is to be used in its place",
                    reasons="why, in fixed words",
                    response="what the other side answers",
                    provenance="how well it is founded, in words",
                    reports="articles that tell it",
                    independent="of these, how many do not repeat another",
                    information_grade="1 (confirmed by others) to 6 (cannot be judged)",
                    confirmed_by_actor="1 if who decided says so",
                    first_reported="day or time of the first report",
                    added_on="day on which the register learned it",
                    modified_on="day of its last change",
                    revision="number of the last change",
                    imported_from="the register that it was taken over from",
                    page="its page on the site",
                ),
                key=("id",),
                searched=("title", "actor", "tools", "vendors", "affected", "reasons"),
            ),
            Table(
                name="evidence",
                about="One quote on which a claim rests, with its address.",
                columns=_columns(restriction_id="of which restriction", **_QUOTED),
                key=("restriction_id", "evidence_id"),
                links=_links(restriction_id="restrictions"),
                searched=("quote", "title", "publisher"),
            ),
            Table(
                name="claims",
                about="One value that a restriction claims; a disputed claim has several, an unknown one has none.",
                columns=_columns(
                    restriction_id="of which restriction",
                    claim="actor, action, targets, affected, effective …",
                    number="1, or a further one where sources disagree",
                    status="known, disputed, unknown or not_applicable",
                    value="as text; empty where it is unknown",
                    precision="of a date: day, immediate, month, quarter or year",
                    first_day="of a date: the first day that it may mean",
                    last_day="of a date: the last day that it may mean",
                    set_by="sources, override or import",
                ),
                key=("restriction_id", "claim", "number"),
                links=_links(restriction_id="restrictions"),
            ),
            Table(
                name="claim_evidence",
                about="Which evidence a value of a claim rests on.",
                columns=_columns(
                    restriction_id="of which restriction",
                    claim="which claim",
                    number="which of its values",
                    evidence_id="the evidence",
                ),
                key=("restriction_id", "claim", "number", "evidence_id"),
                links=(
                    Link(
                        columns=("restriction_id", "claim", "number"),
                        table="claims",
                        key=("restriction_id", "claim", "number"),
                    ),
                    Link(
                        columns=("restriction_id", "evidence_id"),
                        table="evidence",
                        key=("restriction_id", "evidence_id"),
                    ),
                ),
            ),
            Table(
                name="targets",
                about="A tool that a restriction is about.",
                columns=_columns(
                    restriction_id="of which restriction",
                    tool="name of the tool",
                    vendor="whose tool it is",
                    surfaces="api, web, app, cli, ide, model, cloud-marketplace, all",
                ),
                key=("tool", "restriction_id", "vendor"),
                links=_links(restriction_id="restrictions"),
            ),
            Table(
                name="regions",
                about="A region in which a restriction binds.",
                columns=_columns(restriction_id="of which restriction", region="code of a country or region"),
                key=("region", "restriction_id"),
                links=_links(restriction_id="restrictions"),
            ),
            Table(
                name="related",
                about="Another restriction that a restriction names; it may have been removed.",
                columns=_columns(
                    restriction_id="of which restriction",
                    relation="lifts, same_policy …",
                    related_id="the other one; in restrictions or in tombstones",
                ),
                key=("restriction_id", "relation", "related_id"),
                links=_links(restriction_id="restrictions"),
            ),
            Table(
                name="history",
                about="One revision of a restriction.",
                columns=_columns(
                    restriction_id="of which restriction",
                    revision="counted from 1",
                    revised_at="when the register learned it",
                    triggered_by="new_source, effective_day, override, retraction …",
                    note="reason, where one is given",
                ),
                key=("restriction_id", "revision"),
                links=_links(restriction_id="restrictions"),
            ),
            Table(
                name="changes",
                about="One field that a revision changed.",
                columns=_columns(
                    restriction_id="of which restriction",
                    revision="which revision",
                    number="counted from 1",
                    field="status, provenance, or a claim",
                    old_value="before",
                    new_value="after",
                ),
                key=("restriction_id", "revision", "number"),
                links=(
                    Link(columns=("restriction_id", "revision"), table="history", key=("restriction_id", "revision")),
                ),
            ),
            Table(
                name="candidates",
                about="What is not well enough founded yet; it has no id for life, and lapses.",
                columns=_columns(
                    id="while it is watched",
                    state="watched or lapsed",
                    title="what may have happened, in a line",
                    mechanism="as of restrictions",
                    actor="who decided",
                    action="as of restrictions",
                    tools="what it is about",
                    vendors="whose tools these are",
                    affected="whom it would bind",
                    effective="from when it would hold",
                    provenance="how it is founded, in words",
                    reports="articles that tell it",
                    independent="of these, how many do not repeat another",
                    first_reported="day or time of the first report",
                    needs="what would confirm it",
                    lapses_on="day on which it is dropped, or was",
                ),
                key=("id",),
            ),
            Table(
                name="candidate_evidence",
                about="One quote on which a candidate rests.",
                columns=_columns(candidate_id="of which candidate", **_QUOTED),
                key=("candidate_id", "evidence_id"),
                links=_links(candidate_id="candidates"),
            ),
            Table(
                name="tombstones",
                about="What is left of a restriction that was removed; its id is never given again.",
                columns=_columns(
                    id="of the removed restriction",
                    removed_on="day of it",
                    reason="merged, not_an_event, retracted or out_of_scope",
                    merged_into="where it stands now",
                    note="more of the reason",
                ),
                key=("id",),
            ),
            Table(
                name="availability",
                about="What a vendor's own list says of a tool and a country.",
                columns=_columns(
                    tool="name of the tool",
                    country="two letters (ISO 3166-1)",
                    listed="1 if the list names the country",
                    since="day since which it is read so",
                    source_id="which list",
                    url="address of the list",
                    quote="its line, of one list at most 50 words in all rows together",
                ),
                key=("tool", "country", "source_id"),
            ),
        )
    }
)
"""Each after those that it links to."""

VIEWS = (
    View(
        name="in_force",
        about="Restrictions that hold today, newest first.",
        query="""SELECT id, title, actor, action, tools, vendors, affected, effective, ends, provenance, page
FROM restrictions WHERE status = 'in-force' ORDER BY added_on DESC, id DESC""",
    ),
    View(
        name="dates_ahead",
        about="Days and longer spans from today on, on which a restriction takes effect or ends.",
        query="""SELECT claims.first_day, claims.last_day, claims.precision, claims.claim, restrictions.id,
  restrictions.title, restrictions.status, claims.status = 'disputed' AS disputed, restrictions.page
FROM claims JOIN restrictions ON restrictions.id = claims.restriction_id
WHERE claims.claim IN ('effective', 'ends') AND claims.last_day >= date('now')
  AND restrictions.status NOT IN ('lifted', 'denied', 'superseded')
ORDER BY claims.first_day, claims.last_day, restrictions.id""",
    ),
    View(
        name="disagreements",
        about="Claims on which sources disagree, with each value and who tells it.",
        query="""SELECT claims.restriction_id, claims.claim, claims.number, claims.value,
  group_concat(DISTINCT evidence.publisher) AS publishers
FROM claims
LEFT JOIN claim_evidence USING (restriction_id, claim, number)
LEFT JOIN evidence USING (restriction_id, evidence_id)
WHERE claims.status = 'disputed'
GROUP BY claims.restriction_id, claims.claim, claims.number
ORDER BY claims.restriction_id, claims.claim, claims.number""",
    ),
    View(
        name="tools",
        about="Tools with how many restrictions name them.",
        query="""SELECT targets.tool, max(targets.vendor) AS vendor, count(DISTINCT restrictions.id) AS restrictions,
  count(DISTINCT CASE WHEN restrictions.status = 'in-force' THEN restrictions.id END) AS in_force
FROM targets JOIN restrictions ON restrictions.id = targets.restriction_id
GROUP BY targets.tool ORDER BY restrictions DESC, targets.tool""",
    ),
)
