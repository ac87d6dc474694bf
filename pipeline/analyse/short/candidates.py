"""Who could be the one that acts in a short text, and what speaks for each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.analyse.events.context import Context, Named, is_tool_too
from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.tools import Tools
from pipeline.analyse.short.stems import stems


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One who could act, with the features of all places that name it."""

    named: Named
    features: Mapping[str, float]


def candidates(sentences: Sequence[Sentence], context: Context, tools: Tools) -> list[Candidate]:
    """All who are named, in the order of the text, each once."""
    found: dict[str, tuple[Named, dict[str, float]]] = {}
    makers = {tools.lexicon.vendor_of(tool.name) for s in sentences for tool in s.tools}
    place = 0
    for sentence in sentences:
        for mention, printed in _parties(sentence, tools):
            named = Named(mention, sentence, printed)
            _, features = found.setdefault(named.name, (named, {}))
            features["first"] = max(features.get("first", 0.0), 1.0 if place == 0 else 0.0)
            place += 1
            features["count"] = features.get("count", 0.0) + 1.0
            for feature in _features(mention, sentence, context, makers):
                features[feature] = 1.0
    for sentence in sentences:
        for tool in sentence.tools:
            maker = tools.lexicon.vendor_of(tool.name)
            if maker and maker not in found:
                features = {"count": 1.0, "kind unnamed maker": 1.0, f"{_where(sentence)} unnamed maker": 1.0}
                features |= dict.fromkeys(_around(tool, sentence), 1.0)
                found[maker] = (Named(tool, sentence, maker), features)
    return [Candidate(named=named, features=features) for named, features in found.values()]


def _parties(sentence: Sentence, tools: Tools) -> Iterator[tuple[Mention, str]]:
    """Organisations, countries and public bodies, with the name to print where it is another one."""
    regions = tools.lexicon.regions
    parties = sorted((*sentence.orgs, *sentence.regions, *sentence.references), key=lambda m: (m.start, -m.end))
    for city in tools.language.short.capital_places.finditer(sentence.text):
        capital = Mention("region", city.start(), city.end(), city.group(), tools.language.short.capitals[city.group()])
        yield capital, regions[capital.name].name
    for body in tools.language.short.bodies.finditer(sentence.low):
        mention = Mention(
            "reference", body.start(), body.end(), sentence.text[body.start() : body.end()], "court", known=False
        )
        if mention.apart(parties):
            yield mention, mention.text
    for mention in parties:
        if mention.text in tools.language.short.capitals or not _can_be_somebody(mention, sentence, tools):
            continue
        if mention.kind == "region":
            inside = any(o is not mention and o.start <= mention.start and mention.end <= o.end for o in sentence.orgs)
            if not inside:
                yield mention, regions[mention.name].name
        elif mention.kind == "reference":
            if mention.name in _BODIES:
                words = re.sub(r"^(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]his)\s+", "", mention.text)
                yield mention, words
        else:
            yield mention, ""


_BODIES = frozenset({"court", "judge", "regulator", "watchdog", "commissioner", "ministry", "authority"})


def _can_be_somebody(mention: Mention, sentence: Sentence, tools: Tools) -> bool:
    """Whether a capitalised name may be an organisation's: "GUARD Act" is a law's, "Minors" are people."""
    if mention.kind != "org" or mention.known:
        return True
    people = any(
        a.start <= mention.start and mention.end <= a.end and a.text == mention.text for a in sentence.audiences
    )
    return not people and not tools.language.short.nobody.search(mention.text)


def _where(sentence: Sentence) -> str:
    return "title" if sentence.kind == "title" else "text"


def _features(mention: Mention, sentence: Sentence, context: Context, makers: set[str | None]) -> Iterator[str]:
    kind = _kind(mention, sentence, context, makers)
    yield f"kind {kind}"
    yield f"{_where(sentence)} {kind}"
    yield from _around(mention, sentence)


def _around(mention: Mention, sentence: Sentence) -> Iterator[str]:
    where = _where(sentence)
    low = sentence.low
    left = [word for word, _, _ in stems(low, 0, mention.start)]
    right = [word for word, _, _ in stems(low, mention.end, len(low))]
    yield f"{where} starts" if not left else f"before {left[-1]}"
    if len(left) > 1:
        yield f"before {left[-2]} {left[-1]}"
    if low.startswith("'s", mention.end):
        yield "owner"
    if right:
        yield f"behind {right[0]}"
        if len(right) > 1:
            yield f"behind {right[0]} {right[1]}"
    for word in right[1:4]:
        yield f"later {word}"


def _kind(mention: Mention, sentence: Sentence, context: Context, makers: set[str | None]) -> str:
    if mention.kind != "org":
        if mention.kind == "region" and mention.text in context.language.short.capitals:
            return "capital"
        if mention.kind == "region" and mention.text == context.lexicon.regions[mention.name].adjective:
            return "adjective"
        return mention.kind
    if is_tool_too(mention, sentence):
        return "tool"
    if mention.name in makers:
        return "maker"
    if mention.name in context.lexicon.vendors:
        return "vendor"
    if mention.known:
        return f"known {context.type_of(mention)}"
    kind = context.language.parties.kind_of(mention.name)
    return f"unknown {kind}" if kind else "unknown" if len(mention.text.split()) > 1 else "unknown word"
