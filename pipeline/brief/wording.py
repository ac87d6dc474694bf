"""The words for parts of a restriction: who, what tools, whom, and the whole of it in short."""

from pipeline.model.restriction import Affected, Party, Restriction, Target
from pipeline.model.vocabulary import ACTION_CLASS, ACTION_NOUNS, PUBLIC_BODIES, Action
from pipeline.text.days import day_words, when_words
from pipeline.text.names import for_whom, product, with_article
from pipeline.text.words import join_words, shorten

WHOM_LIMIT = 80
_TITLE_WHOM = 50


def is_hedged(row: Restriction) -> bool:
    """Whether a row may only be told as reported.

    It may not where the actor or a person of ours vouches for it, or two independent outlets tell the act of a public
    body.
    """
    vouched = row.provenance.confirmed_by_actor or any(act.act == "confirm" for act in row.by_hand)
    party = row.claims.actor.value
    public = isinstance(party, Party) and party.type in PUBLIC_BODIES
    return not (vouched or (public and row.provenance.independent >= 2))


def hedge(row: Restriction) -> str:
    """The word "reportedly" with a space where a row may only be told as reported; else nothing."""
    return "reportedly " if is_hedged(row) else ""


def actor(row: Restriction) -> str:
    """Who decided, as it stands inside a sentence."""
    party = row.claims.actor.value
    if not isinstance(party, Party):
        return "the actor"
    return with_article(party.name) if party.type in PUBLIC_BODIES else party.name


def actor_name(row: Restriction) -> str:
    """The bare name of who decided; empty where it is not known."""
    return row.claims.actor.value.name if isinstance(row.claims.actor.value, Party) else ""


def tool_names(row: Restriction) -> tuple[str, ...]:
    """The tools that it is about, in their order."""
    value = row.claims.targets.value
    return tuple(item.tool for item in value if isinstance(item, Target)) if isinstance(value, tuple) else ()


def vendors(row: Restriction) -> set[str]:
    """The vendors of the tools, as far as they are known; an empty name for one that is not."""
    value = row.claims.targets.value
    return {item.vendor or "" for item in value if isinstance(item, Target)} if isinstance(value, tuple) else set()


def tools(row: Restriction, limit: int = 3) -> str:
    """The tools in words, so many of them by name."""
    names = [product(name) for name in tool_names(row)]
    if len(names) > limit:
        return f"{', '.join(names[:limit])} and {len(names) - limit} more"
    return join_words(names)


def whom(row: Restriction) -> str:
    """Whom it covers, in the words of the reports; empty where that is not known."""
    value = row.claims.affected.value
    return shorten(value.who, WHOM_LIMIT) if isinstance(value, Affected) else ""


def action(row: Restriction) -> Action:
    """What was decided; where sources disagree, what was imposed goes before what was not."""
    claim = row.claims.action
    values = [claim.value] if claim.value else [other.value for other in claim.alternatives]
    known = [value for value in values if isinstance(value, str) and value in ACTION_CLASS]
    return next((one for one in known if ACTION_CLASS[one] == "imposed"), known[0] if known else "restrict")


def noun(row: Restriction) -> str:
    """What was decided as a noun, without the word that leads to the tool: "ban"."""
    return _leading(row).split(" ", 1)[0]


def thing(row: Restriction, limit: int = 3) -> str:
    """What was decided about which tools: "ban on Quill"."""
    return f"{_leading(row)} {tools(row, limit)}"


def short(row: Restriction) -> str:
    """The whole of it as a noun: "reported ban on Quill by Northwind Freight"."""
    doubt = _doubt(row).removeprefix("suspended ")
    if _is_plan(row):
        return f"{doubt}plan by {actor(row)} to restrict {tools(row)}"
    return f"{doubt}{thing(row)} by {actor(row)}"


def cited(row: Restriction) -> str:
    """Who and where, for a mention in a sentence about another row: "Meta (AIR-2026-0010)"."""
    return f"{actor(row)} ({row.restriction_id})"


def sentence(text: str) -> str:
    """A text with a capital letter at its beginning; names that begin small on purpose are no beginnings here."""
    return text[:1].upper() + text[1:]


def shorter_titles(row: Restriction) -> tuple[str, ...]:
    """Shorter wordings of the headline, each shorter than the one before; none cuts a name.

    Without whom it binds; without the day too; as a noun; without the actor.
    """
    value = row.claims.affected.value
    who = for_whom(value.who, place=bool(value.regions)) if isinstance(value, Affected) else ""
    days = [claim.value for claim in (row.claims.effective, row.claims.ends) if isinstance(claim.value, str)]
    without = row.title.replace(who, "", 1) if who else row.title
    ends = [f" {told}" for day in days for told in (f"from {day_words(day)}", when_words(day))]
    day = next((end for end in ends if without.endswith(end)), "")
    made = [without, without.removesuffix(day)]
    if row.status == "lifted":
        lifted = f"{hedge(row)}lifted: "
        made += [sentence(f"{lifted}{thing(row)}"), sentence(f"{lifted}{thing(row, 1)}")]
    elif tool_names(row):
        made += [sentence(f"{_doubt(row)}{told}") for told in (thing(row), thing(row, 1))]
        made += [] if row.status == "suspended" else [sentence(short(row))]
    shorter = [one for one in dict.fromkeys(made) if one != row.title and len(one) < len(row.title)]
    return tuple(sorted(shorter, key=len, reverse=True))


def _doubt(row: Restriction) -> str:
    """The word that keeps a noun from saying more than its row does."""
    if row.status == "denied":
        return "denied "
    suspended = "suspended " if row.status == "suspended" else ""
    return f"{suspended}{'reported ' if is_hedged(row) else ''}"


def _is_plan(row: Restriction) -> bool:
    """Whether nothing is decided, or not for certain: where sources disagree on that, it is no more than a plan."""
    return action(row) == "propose" or (row.status == "proposed" and action(row) != "investigate")


def _leading(row: Restriction) -> str:
    if _is_plan(row):
        return ACTION_NOUNS["propose"]
    if row.mechanism == "product-retirement" and action(row) == "cut_off":
        return "retirement of"
    return ACTION_NOUNS.get(action(row), "restriction on")
