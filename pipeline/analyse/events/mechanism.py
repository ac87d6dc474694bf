"""By which mechanism a restriction works: who holds which lever against whom."""

from dataclasses import dataclass

from pipeline.analyse.lexicon.levers import Levers
from pipeline.model.vocabulary import Action, ActorType, Mechanism

_LIMITS: frozenset[Action] = frozenset({"restrict", "limit"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What decides on the mechanism of an event.

    Attributes:
        actor_type: "vendor" only where the actor restricts a tool of its own.
        action: what was done before it was lifted, proposed or denied.
        sentence: the words that tell it, in small letters.
        region: whether the sentence names a country for which it holds.
        customer: whether a named firm is cut off.
        audience: whom it binds, in small letters; empty if nobody is named.
    """

    actor_type: ActorType
    action: Action
    sentence: str
    region: bool = False
    customer: bool = False
    audience: str = ""


def mechanism_of(told: Told, levers: Levers) -> Mechanism:
    """The mechanism of an event."""
    if told.actor_type == "vendor":
        return _by_vendor(told, levers)
    if told.actor_type == "court":
        return "court-order"
    if told.actor_type in ("regulator", "government-body"):
        return _by_state(told, levers)
    if levers.stores.search(told.sentence):  # a store is closed to a tool, nobody's work is
        return "vendor-region" if told.region else "vendor-use"
    return "employer-limit" if told.action in _LIMITS else "employer-ban"


def _by_vendor(told: Told, levers: Levers) -> Mechanism:
    if levers.ownership.search(told.sentence):
        return "vendor-ownership"
    if told.customer:
        return "vendor-customer"
    if levers.retired.search(told.sentence):
        return "product-retirement"
    if levers.uses.search(told.sentence):
        return "vendor-use"
    return "vendor-region" if told.region else "vendor-use"


def _by_state(told: Told, levers: Levers) -> Mechanism:
    if levers.export.search(told.sentence):
        return "export-control"
    if told.actor_type == "regulator":
        return "regulator-order"
    own_house = levers.own_house.search(told.audience) or levers.own_house.search(told.sentence)
    return "agency-ban" if own_house else "state-block"
