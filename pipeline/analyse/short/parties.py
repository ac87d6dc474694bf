"""Who acts, and on what, in a short text: where its clause does not say, the rest of the text does."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.analyse.events.context import Context, Named, is_tool_too
from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.targets import find_targets
from pipeline.analyse.events.tools import Tools
from pipeline.analyse.short import around
from pipeline.analyse.short.frames import Frame
from pipeline.analyse.short.slots import is_open


class Scene:
    """A short text as a whole.

    Args:
        sentences: its clauses.
        context: of the article.
        tools: names and words.
    """

    def __init__(self, sentences: Sequence[Sentence], context: Context, tools: Tools) -> None:
        self.sentences = tuple(sentences)
        self.context = context
        self.tools = tools
        self.short = tools.language.short
        self.title = tuple(s for s in self.sentences if s.kind == "title")
        self.body = tuple(s for s in self.sentences if s.kind != "title")
        self.barred: frozenset[str] = frozenset()  # names of whom nothing is told
        self.doubted = any(self.short.doubted.search(s.low) for s in self.body)
        self.roundup = any(self.short.roundup.search(s.low) for s in self.title)

    def actors(self, frame: Frame) -> list[Named]:
        """Who acts in a frame: named in its clause, or else by the rest of the text. Empty if nobody can be named."""
        return self.here(frame) or self._elsewhere(frame)

    def here(self, frame: Frame) -> list[Named]:
        """Who acts by the clause of the frame itself."""
        found = self._stated(frame)
        tool = None if found else around.cut_off_from(frame)
        if tool is not None:
            return self._maker(tool, frame.sentence)
        if frame.withheld and not found:
            return self._withholders(frame)
        if not found and not frame.passive:
            found = self._subjects(frame)
        return found or self._owners(frame) or self._subjects(frame)

    def _maker(self, tool: Mention, sentence: Sentence) -> list[Named]:
        """Who makes a tool, where the text names it or not."""
        maker = self.tools.lexicon.vendor_of(tool.name)
        named = [self._named(m, s) for s in self.sentences for m in s.orgs if maker and m.name == maker]
        return named[:1] or ([Named(replace(tool, kind="org", name=maker), sentence)] if maker else [])

    def targets(self, frame: Frame, actor: Named) -> list[Named]:
        """What a frame is about, for one who acts."""
        tool = around.cut_off_from(frame)
        if tool is not None and self.tools.lexicon.vendor_of(tool.name) == actor.name:
            return [Named(tool, frame.sentence)]
        near = self.near(frame)
        if self._returns(frame) and is_tool_too(actor.mention, actor.sentence):
            return [named for named in near if named.name == actor.name] or [actor]
        apart = [named for named in near if not around.same(named, actor)]
        if self.context.type_of(actor.mention) != "vendor":
            return apart or self._told_targets(frame, actor)
        own = self._own(apart, actor)
        if own or self.binds_staff():
            return own or apart or self._told_targets(frame, actor)
        told = [named for named in self._told_targets(frame, actor) if named.mention.kind == "tool"]
        named = [named for named in apart if named.mention.kind == "tool"]
        if named and frame.trigger.action != "cut_off":
            return named
        return self._own(told, actor) or self._services(frame, actor, apart) or named or told or apart

    def listed(self) -> list[Named]:
        """All whom the text of a list names; what its title says holds of each."""
        found = [
            self._named(mention, sentence)
            for sentence in self.body
            for mention in self._parties(sentence)
            if mention.kind in ("org", "region") and mention.known and not is_tool_too(mention, sentence)
            if not self._is_adjective(mention) and not self._is_told(mention, sentence)
        ]
        kept = [named for named in found if not around.in_other(named, found)]
        return list({named.name: named for named in reversed(kept)}.values())[::-1]

    def is_maker_country(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a country's adjective only says whose a tool is: "American AI", "Chinese chatbots"."""
        near = any(0 < thing.start - mention.end <= around.BESIDE for thing in sentence.things)
        near = near or bool(around.PRODUCT.match(sentence.low, mention.end))
        return near and self._is_adjective(mention)

    def _is_adjective(self, mention: Mention) -> bool:
        return mention.kind == "region" and mention.text == self.tools.lexicon.regions[mention.name].adjective

    def _own(self, tools: Sequence[Named], actor: Named) -> list[Named]:
        return [named for named in tools if self.tools.lexicon.vendor_of(named.name) == actor.name]

    def _returns(self, frame: Frame) -> bool:
        return frame.trigger.action == "lift" and frame.loose

    # -- who

    def _stated(self, frame: Frame) -> list[Named]:
        """Named behind "by" or "at", or a place behind "in"."""
        sentence, trigger = frame.sentence, frame.trigger
        parties = [m for m in (*sentence.orgs, *sentence.regions, *sentence.references) if m.start >= trigger.start]
        for pattern in (around.BY, around.AT):
            for mention in sorted(parties, key=lambda m: m.start):
                begin = trigger.end if mention.start >= trigger.end else trigger.start
                if pattern.fullmatch(sentence.low[begin : mention.start]) and self._can_act(mention, frame):
                    return self._list(mention, sentence)
        return []

    def _subjects(self, frame: Frame) -> list[Named]:
        """The nearest name in front of the trigger that is no object, with all that are joined to it."""
        sentence, start = frame.sentence, frame.trigger.start
        named = [m for m in (*sentence.orgs, *sentence.regions, *sentence.references) if m.end <= start]
        for mention in sorted(named, key=lambda m: (m.end, -m.start), reverse=True):
            between = sentence.low[mention.end : start]
            if around.CLAUSE.search(between) and not frame.in_title:
                continue
            if self._is_object(mention, sentence) or not self._can_act(mention, frame):
                continue
            return self._list(mention, sentence)
        return []

    def _withholders(self, frame: Frame) -> list[Named]:
        """The vendors in front of words by which something is kept from a place: whose products they are."""
        sentence, vendors = frame.sentence, self.tools.lexicon.vendors
        ahead = [m for m in sentence.orgs if m.name in vendors and m.end <= frame.trigger.end]
        found = [self._named(m, sentence) for m in ahead if not self._is_object(m, sentence)]
        if found:
            return found
        makers = (self.tools.lexicon.vendor_of(tool.name) for tool in sentence.tools)
        return [
            self._named(m, s) for maker in makers for s in self.sentences for m in s.orgs if maker and m.name == maker
        ][:1]

    def _owners(self, frame: Frame) -> list[Named]:
        """Whose people are bound, or whose restriction it is: "X staff", "staff at X", "X's Y ban"."""
        sentence = frame.sentence
        for mention in (*sentence.orgs, *sentence.regions):
            people = around.PEOPLE.match(sentence.low, mention.end) or around.OF_PEOPLE.search(
                sentence.low[: mention.start]
            )
            if people and self._can_act(mention, frame):
                return [self._named(mention, sentence)]
        for mention in sentence.audiences:  # "staff of five Perth hospitals"
            name = re.sub(r"^(?:[\d,]+|[a-z]+)\s+", "", mention.text)
            if (
                around.PLACES.search(name)
                and name[0].isupper()
                and around.OF_PEOPLE.search(sentence.low[: mention.start])
            ):
                start = mention.end - len(name)
                return [Named(Mention("org", start, mention.end, name, name, known=False), sentence)]
        if not frame.noun:
            return []
        ahead = [m for m in (*sentence.orgs, *sentence.regions) if m.end <= frame.trigger.start]
        for mention in ahead:
            if self._can_act(mention, frame) and not self._is_object(mention, sentence):
                return [self._named(mention, sentence)]
        return []

    def _elsewhere(self, frame: Frame) -> list[Named]:
        """Whom the rest of the text is about: the title first, for a clause of the title the text."""
        order = (*self.body, *self.title) if frame.in_title else (*self.title, *self.body)
        rest = [s for s in order if s is not frame.sentence]
        for wanted in (self._firm, self._place):
            for sentence in (frame.sentence, *rest):
                found = [named for mention in self._parties(sentence) if (named := wanted(mention, sentence, frame))]
                if found:
                    return found[:1]
        return []

    def _parties(self, sentence: Sentence) -> Iterator[Mention]:
        yield from sorted((*sentence.orgs, *sentence.references, *sentence.regions), key=lambda m: m.start)

    def _firm(self, mention: Mention, sentence: Sentence, frame: Frame) -> Named | None:
        if mention.kind == "region" or not self._can_act(mention, frame):
            return None
        if self._is_told(mention, sentence):
            return None
        return self._named(mention, sentence)

    def _place(self, mention: Mention, sentence: Sentence, frame: Frame) -> Named | None:
        if (
            mention.kind != "region"
            or self.is_maker_country(mention, sentence)
            or (frame.trigger.voice == "active" and frame.in_title)
        ):
            return None
        elsewhere = (m for m in frame.sentence.orgs if not m.known and m.start >= frame.trigger.end)
        if any(around.IN.fullmatch(frame.sentence.low, frame.trigger.end, m.start) for m in elsewhere):
            return None  # "barred in Kaunas": a place that is not the country
        return self._named(mention, sentence)

    def _is_told(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a name only passes something on: "according to a study by X"."""
        return bool(self.context.language.parties.telling.search(sentence.low[: mention.start]))

    def _can_act(self, mention: Mention, frame: Frame) -> bool:
        """Whether a name can be who acts: no customer that loses something, and not the maker of what is banned."""
        if mention.kind == "reference":
            return self.resolved(mention, frame.sentence) is not None
        if mention.kind == "region":
            return not any(self.is_maker_country(mention, s) for s in self.sentences if mention in s.regions)
        if not self._is_party(mention) or self._owns_tool(mention, frame):
            return False
        if any(around.UNIT.match(s.low, mention.end) for s in self.sentences if mention in s.orgs):
            return False  # "an NHS trust" is one of many
        return not self._is_maker(mention, frame)

    def _owns_tool(self, mention: Mention, frame: Frame) -> bool:
        """Whether a name only says whose a tool is: "Microsoft Copilot", "Microsoft's assistant"."""
        for sentence in self.sentences:
            if mention not in sentence.orgs or (sentence is frame.sentence and mention.end > frame.trigger.end):
                continue
            holds = any(
                tool.start <= mention.start and mention.end <= tool.end and tool.text != mention.text
                for tool in sentence.tools
            )
            if holds or around.OWN_TOOL.match(sentence.low, mention.end):
                return True
        return False

    def _is_party(self, mention: Mention) -> bool:
        """Whether a name is an organisation's; "State" alone and "Bank" alone are nobody's."""
        if mention.name in self.barred:
            return False
        parties = self.context.language.parties
        plain = " " not in mention.text and not parties.lone.fullmatch(mention.text) and parties.kind_of(mention.text)
        return mention.known or (self.context.acceptable(mention) and not plain)

    def _is_maker(self, mention: Mention, frame: Frame) -> bool:
        """Whether a name stands for a tool here ("DeepSeek banned at …"), and not for one that acts."""
        holding = [s for s in self.sentences if mention in s.orgs]
        tool = any(is_tool_too(mention, s) for s in holding)
        if not tool:
            return False
        returns = frame.trigger.action == "lift" and frame.loose
        acts = not frame.passive and mention.end <= frame.trigger.start and mention in frame.sentence.orgs
        others = any(t.name != mention.name for s in self.sentences for t in s.tools)
        return not (returns or (acts and others))

    def _is_object(self, mention: Mention, sentence: Sentence) -> bool:
        left = sentence.low[: mention.start]
        if around.PARTS.search(left):
            return False
        return bool(around.PREPOSITION.search(left))

    def resolved(self, mention: Mention, sentence: Sentence) -> Named | None:
        """Whom "the commissioner" stands for: the country's, where no other is named."""
        kind = self.context.language.parties.reference(mention.name)
        region = next((r for r in sentence.regions if mention.start <= r.start and r.end <= mention.end), None)
        if region is not None and kind.public:
            return self._named(region, sentence)
        found = None if self.context.is_indefinite(mention) else self.context.resolve(mention, sentence)
        if found is not None:
            return found
        if not (kind.public or kind.kinds == ("court",)):
            return None
        if kind.kinds == ("court",):
            return Named(mention, sentence, re.sub(r"^(?:[Aa]n?|[Tt]he) ", "", mention.text))
        regions = [(r, s) for s in (*self.title, *self.body) for r in s.regions]
        return self._named(*regions[0]) if regions else None

    def _named(self, mention: Mention, sentence: Sentence) -> Named:
        if mention.kind == "reference":
            return self.resolved(mention, sentence) or Named(mention, sentence)
        if mention.kind == "region":
            return Named(mention, sentence, self.tools.lexicon.regions[mention.name].name)
        return Named(mention, sentence)

    def _list(self, mention: Mention, sentence: Sentence) -> list[Named]:
        """A name with those that are joined to it on either side."""
        if mention.kind == "reference":
            return [self._named(mention, sentence)]
        parties = [
            m for m in sorted((*sentence.orgs, *sentence.regions), key=lambda m: m.start) if m.kind == mention.kind
        ]
        low = high = parties.index(mention)
        while low > 0 and around.JOINT.fullmatch(sentence.low[parties[low - 1].end : parties[low].start]):
            low -= 1
        while high + 1 < len(parties) and around.JOINT.fullmatch(
            sentence.low[parties[high].end : parties[high + 1].start]
        ):
            high += 1
        return [self._named(m, sentence) for m in parties[low : high + 1] if m.kind == "region" or self._is_party(m)]

    # -- what

    def near(self, frame: Frame) -> list[Named]:
        """The tools that the clause itself names as restricted."""
        sentence = frame.sentence
        found = [] if frame.loose else find_targets(sentence, frame.trigger, self.context)
        if found:
            return self._by_name([one for one in found if not self.is_customer(one.mention, one.sentence)])
        if not frame.loose and not is_open(frame, self.short):
            return []
        kept = [m for m in self._reached(frame) if not self._is_product(m, sentence)]
        tools = [m for m in kept if m.kind == "tool"]
        if kept and not tools and all(around.ONE.search(m.text) for m in kept):
            named = [Named(m, s) for s in (*self.title, *self.body) for m in s.tools]
            if len({one.name for one in named}) == 1:  # "xAI's chatbot" is the one that has a name
                return named[:1]
        return self._by_name([Named(m, sentence) for m in tools or kept])

    def _reached(self, frame: Frame) -> list[Mention]:
        """What stands in the trigger's own clause: behind it, or in front where the trigger can have it there."""
        sentence, trigger = frame.sentence, frame.trigger
        things = [m for m in sentence.things if not self.is_customer(m, sentence)]
        behind = [m for m in things if m.start >= trigger.start and not _is_cut(sentence.low, trigger.end, m.start)]
        if behind and (frame.loose or not frame.passive):
            return behind
        ahead = [m for m in things if m.end <= trigger.start and not _is_cut(sentence.low, m.end, trigger.start)]
        return (ahead if frame.loose or frame.passive else []) or behind

    def _by_name(self, found: list[Named]) -> list[Named]:
        """For tools in general those that the text names as such: "AI tools …; it covers X and Y"."""
        if any(one.mention.kind == "tool" for one in found):
            return found
        return [Named(m, s) for s in self.body for m in s.tools if around.NAMING.search(s.low[: m.start])] or found

    def _told_targets(self, frame: Frame, actor: Named) -> list[Named]:
        """The tools that the rest of the text names, the title's first; what the actor makes itself is no such."""
        if not is_open(frame, self.short):
            return []
        vendor_of = self.tools.lexicon.vendor_of
        order = (self.body, self.title) if not self.title else (self.title, self.body)
        for kind in ("tool", "generic"):
            for group in order:
                found = [
                    Named(m, s)
                    for s in group
                    for m in (s.tools if kind == "tool" else s.generics)
                    if not self._is_product(m, s) and not self.is_customer(m, s)
                ]
                others = [n for n in found if vendor_of(n.name) != actor.name] if self.binds_staff() else found
                others = [n for n in others if not around.same(n, actor)]
                if others:
                    return list({named.name: named for named in others}.values())
        return []

    def _services(self, frame: Frame, actor: Named, general: Sequence[Named]) -> list[Named]:
        """What a vendor takes away where no tool is named: "its AI tools", its API, its services."""
        sentence, trigger = frame.sentence, frame.trigger
        if general:
            return [Named(replace(g.mention, kind="tool"), g.sentence, f"{actor.name} {g.name}") for g in general[:1]]
        near = sentence.low[trigger.start : trigger.end + around.REACH]
        found = self.short.access.search(near)
        served = any(m.start >= trigger.end for m in (*sentence.regions, *sentence.audiences, *sentence.orgs))
        if not (found or served) or not is_open(frame, self.short):
            return []
        whole = " ".join(s.low for s in self.sentences)
        what = "API" if re.search(r"\bapis?\b", whole) else "models" if re.search(r"\bmodels?\b", whole) else "services"
        start, end = (
            (trigger.start + found.start(), trigger.start + found.end()) if found else (trigger.start, trigger.end)
        )
        printed = f"{actor.name} {what}"
        return [Named(Mention("tool", start, end, sentence.text[start:end], printed, known=False), sentence, printed)]

    def has_staff(self, actor: Named) -> bool:
        """Whether the text speaks of people who work for the one who acts: "X engineers", "staff of X"."""
        return any(
            around.PEOPLE.match(s.low, m.end) or around.OF_PEOPLE.search(s.low[: m.start])
            for s in self.sentences
            for m in s.orgs
            if m.name == actor.name
        )

    def binds_staff(self) -> bool:
        """Whether it binds the actor's own people."""
        return any(self.short.own.search(s.low) for s in self.sentences)

    def is_customer(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a tool's name is that of a firm that loses something: "cuts Windsurf's access"."""
        return bool(re.match(r"[’']s?\s+(?:[\w.-]+\s+){0,3}(?:access|supply|models?)\b", sentence.low[mention.end :]))

    def _is_product(self, mention: Mention, sentence: Sentence) -> bool:
        return bool(self.context.language.things.products.match(sentence.low[mention.end :]))


def _is_cut(low: str, start: int, end: int) -> bool:
    """Whether another clause begins between two places."""
    return around.BORDER.search(low[start:end]) is not None
