"""The closed vocabularies of the outputs. A name that stands here never changes its meaning."""

from typing import Literal, get_args

Action = Literal["ban", "block", "restrict", "suspend", "cut_off", "limit", "lift", "propose", "deny", "investigate"]
ActorType = Literal["vendor", "company", "government-body", "regulator", "court", "university", "other"]
Barrier = Literal["paywall", "consent", "challenge", "login", "script", "error"]
BlockKind = Literal["paragraph", "heading", "list-item", "quote", "table-row", "caption", "code", "title", "teaser"]
Bearing = Literal["binds us", "supply", "signal", "none", "unknown"]
ClaimStatus = Literal["known", "unknown", "disputed", "not_applicable"]
Criticality = Literal["low", "medium", "high", "critical"]
EventStatus = Literal["in_force", "upcoming", "proposed", "lifted", "denied"]
Grade = Literal["A", "B", "C", "D", "E", "F"]
Mechanism = Literal[
    "vendor-region",
    "vendor-customer",
    "vendor-ownership",
    "vendor-use",
    "employer-ban",
    "employer-limit",
    "agency-ban",
    "state-block",
    "regulator-order",
    "court-order",
    "export-control",
    "product-retirement",
]
Precision = Literal["day", "immediate", "month", "quarter", "year"]
Reason = Literal[
    "data_leak",
    "security",
    "ip",
    "compliance",
    "geopolitics",
    "distillation",
    "privacy",
    "safety",
    "quality",
    "cost",
    "competition",
    "capacity",
    "surveillance_use",
    "propaganda",
    "other",
    "not_stated",
]
Relation = Literal["retaliates", "supersedes", "extends", "lifts", "same_policy"]
RestrictionStatus = Literal[
    "rumoured",
    "reported",
    "proposed",
    "announced",
    "scheduled",
    "in-force",
    "suspended",
    "lifted",
    "denied",
    "superseded",
]
Role = Literal["primary", "independent", "derivative"]
SetBy = Literal["sources", "override", "import"]
SourceKind = Literal[
    "rss",
    "atom",
    "json-feed",
    "news-sitemap",
    "sitemap",
    "html-list",
    "page-watch",
    "api:hn-algolia",
    "api:gdelt",
    "api:federal-register",
]
SourceState = Literal["unread", "ok", "quiet", "stale", "failing", "moved", "gone", "parked"]
Surface = Literal["api", "web", "app", "cli", "ide", "model", "cloud-marketplace", "all"]
Terms = Literal["ok", "unknown", "ai-use-restricted", "personal-only", "no-automation"]
Trigger = Literal[
    "new_source",
    "policy_page_change",
    "effective_day",
    "end_day",
    "review_day",
    "override",
    "correction",
    "retraction",
    "import",
]

ActionClass = Literal["imposed", "lifted", "proposed", "denied"]

ACTION_CLASS: dict[Action, ActionClass] = {
    "ban": "imposed",
    "block": "imposed",
    "restrict": "imposed",
    "suspend": "imposed",
    "cut_off": "imposed",
    "limit": "imposed",
    "lift": "lifted",
    "propose": "proposed",
    "investigate": "proposed",
    "deny": "denied",
}

ACTION_NOUNS: dict[Action, str] = {
    "ban": "ban on",
    "block": "block on",
    "cut_off": "cut-off of",
    "investigate": "inquiry into",
    "limit": "limit on",
    "propose": "plan to restrict",
    "restrict": "restriction on",
    "suspend": "suspension of",
}
"""What was decided, as a noun with the word that leads to the tool."""
PUBLIC_BODIES: frozenset[ActorType] = frozenset({"court", "government-body", "regulator"})

ACTIONS: tuple[Action, ...] = get_args(Action)
MECHANISMS: tuple[Mechanism, ...] = get_args(Mechanism)

BARRIERS: dict[Barrier, str] = {
    "challenge": "a check for robots",
    "consent": "a question of consent",
    "error": "an error page",
    "login": "a login",
    "paywall": "a paywall",
    "script": "a page that needs scripts",
}
"""What can stand in front of an article, in words that follow "behind"."""
