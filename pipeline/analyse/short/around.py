"""What stands around names in short texts, and says what part a name has in them."""

import re
from collections.abc import Sequence

from pipeline.analyse.events.context import Named
from pipeline.analyse.events.sentence import Mention
from pipeline.analyse.short.frames import Frame

BY = re.compile(r"[^.;:]{0,60}?\bby\s+(?:the\s+)?(?:[\w'’-]+\s+){0,2}$")
AT = re.compile(r"[^.;:]{0,60}?\b(?:at|inside|within)\s+(?:the\s+)?$")
IN = re.compile(r"[^.;:]{0,60}?\b(?:in|across|throughout)\s+(?:the\s+)?$")
PREPOSITION = re.compile(
    r"\b(?:about|after|against|amid|among|around|as|before|besides|by|despite|following|for|from|in|into|like|near|on|onto"
    r"|over|than|to|under|unlike|via|with|without|accuses?|accused|sues?|sued|lets?|urges?|urged|asks?|asked|tells?|told"
    r"|orders?|ordered|forces?|forced|directs?|directed|instructs?|instructed|requires?|required)"
    r"\s+(?:(?:the|a|an|its|both|rival)\s+)*(?:[\w-]+\s)?$"
)
PARTS = re.compile(r"\b(?:state|government|governor|department|ministry|parliament|city|university) of\s+(?:the\s+)?$")
CLAUSE = re.compile(r"\b(?:that|which|who|whose|because|while|when|where|if)\b|[;:]")
JOINT = re.compile(r"\s*(?:,|and|or|,\s*and|as well as|&)\s+(?:the\s+)?(?:[\w-]+'s\s+)?")
PEOPLE = re.compile(
    r"[’']?s?\s+(?:[\w-]+\s+){0,2}?(?:bankers|civil servants|clinicians|coders|contractors|developers|devices|doctors"
    r"|employees?|engineers|judges|lawmakers|lawyers|nurses|officials|personnel|staff\w*|students|teachers|teams?|traders"
    r"|workers|workforce|workplaces?|offices?|networks?|phones|laptops|computers|systems)\b"
)
OF_PEOPLE = re.compile(
    r"\b(?:bankers|clinicians|coders|contractors|developers|doctors|employees|engineers|lawyers|nurses|officials|staff\w*"
    r"|students|teachers|workers)\s+(?:at|of|in|from)\s+(?:the\s+)?(?:[\w-]+\s+)?$"
)
POSSESSIVE = re.compile(r"[’']s?\s")
OWN_TOOL = re.compile(r"[’']s?\s+(?:[\w.-]+\s+)?(?:ai|app|assistant|bot|chat ?bot|model|technology|tool)s?\b")
BORDER = re.compile(r"[;:]")
ONE = re.compile(r"(?:app|assistant|bot|model|tool)$", re.IGNORECASE)
NAMING = re.compile(  # "AI tools …; it covers X and Y"
    r"\b(?:among them|cover(?:s|ed|ing)?|e\.g\.|for example|includ(?:es|ed|ing)|like|name(?:s|d|ly)|such as)"
    r"\s+(?:[^;:.]{1,40}\b(?:and|or)\s+)?$"
)
PLACES = re.compile(r"\b(?:clinics|colleges|courts|hospitals|schools|universities)$")
HELPED = re.compile(r"\s+(?:(?:are|been|has|have|is|was|were|\w+ly)\s+)*")
FROM = re.compile(r"\s+from\s+(?:the\s+|its\s+)?(?:[\w-]+'s\s+)?")
UNIT = re.compile(r"\s+(?:boards?|clients?|customers?|hospitals?|partners?|rivals?|suppliers?|trusts?)\b")
BESIDE = 12  # letters in front of a thing in which an adjective of a country says whose it is
PRODUCT = re.compile(r"\s+(?:ai|a\.i\.|apps?|bots?|chat ?bots?|models?|software|tech(?:nology)?|tools?)\b")
REACH = 45  # letters behind the words that restrict in which a vendor's service is named


def cut_off_from(frame: Frame) -> Mention | None:
    """The tool from which a firm is cut off: "X cut off from Y"."""
    sentence, trigger = frame.sentence, frame.trigger
    if not frame.passive and trigger.voice != "passive":
        return None
    loser = any(HELPED.fullmatch(sentence.low, m.end, trigger.start) for m in (*sentence.orgs, *sentence.tools))
    found = (m for m in sentence.tools if FROM.fullmatch(sentence.low, trigger.end, m.start))
    return next(found, None) if loser else None


def in_other(named: Named, others: Sequence[Named]) -> bool:
    """Whether a country only stands inside the name of somebody else who is listed."""
    return named.mention.kind == "region" and any(
        other is not named and other.sentence is named.sentence and not named.mention.apart((other.mention,))
        for other in others
    )


def same(target: Named, actor: Named) -> bool:
    """Whether one word would be both who acts and what is acted upon."""
    here, there = target.mention, actor.mention
    return target.sentence is actor.sentence and (here.start, here.end) == (there.start, there.end)
