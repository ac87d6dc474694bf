"""By which mechanism a restriction works: who holds which lever against whom."""

import re

from pipeline.model.vocabulary import Action, ActorType, Mechanism

_OWNERSHIP = re.compile(
    r"\b(?:owned|ownership|controlled|majority[- ]held|subsidiar\w+|parent compan\w+|Chinese(?:-owned)? (?:companies|firms|entities))\b",
    re.IGNORECASE,
)
_EXPORT = re.compile(r"\b(?:export[- ]controls?|foreign nationals?|export[- ]control directive)\b", re.IGNORECASE)
_RETIRED = re.compile(
    r"\b(?:retir\w+|deprecat\w+|discontinu\w+|end of life|sunset\w*|shut(?:s|ting)? down|phas\w+ out|out of service)\b",
    re.IGNORECASE,
)
_USE = re.compile(
    r"\b(?:third[- ]party|harness\w*|resell\w*|reseller|terms of service|subscriptions?|usage polic\w+|abuse|surveillance)\b",
    re.IGNORECASE,
)
_OWN_HOUSE = re.compile(
    r"\b(?:employees?|staff|workers|personnel|civil servants|contractors|officials|work devices|government[- ](?:issued )?devices|state-issued"
    r"|devices|networks?|computers|laptops|agencies|ministries|departments|judges|teachers|clinicians|doctors|nurses|schools?|students|pupils)\b",
    re.IGNORECASE,
)
_LIMITS: frozenset[Action] = frozenset({"restrict", "limit"})


def mechanism_of(
    actor_type: ActorType, action: Action, sentence: str, *, region: bool, customer: bool, audience: str
) -> Mechanism:
    """The mechanism of an event.

    Args:
        actor_type: "vendor" only where the actor restricts a tool of its own.
        action: what was done before it was lifted, proposed or denied.
        sentence: the words that tell it.
        region: whether the sentence names a country for which it holds.
        customer: whether a named firm is cut off.
        audience: whom it binds, in the words of the text.
    """
    if actor_type == "vendor":
        return _by_vendor(sentence, region=region, customer=customer)
    if actor_type == "court":
        return "court-order"
    if actor_type in ("regulator", "government-body"):
        return _by_state(actor_type, sentence, audience)
    return "employer-limit" if action in _LIMITS else "employer-ban"


def _by_vendor(sentence: str, *, region: bool, customer: bool) -> Mechanism:
    if _OWNERSHIP.search(sentence):
        return "vendor-ownership"
    if customer:
        return "vendor-customer"
    if _RETIRED.search(sentence):
        return "product-retirement"
    if _USE.search(sentence):
        return "vendor-use"
    return "vendor-region" if region else "vendor-use"


def _by_state(actor_type: ActorType, sentence: str, audience: str) -> Mechanism:
    if _EXPORT.search(sentence):
        return "export-control"
    if actor_type == "regulator":
        return "regulator-order"
    return "agency-ban" if _OWN_HOUSE.search(audience) or _OWN_HOUSE.search(sentence) else "state-block"
