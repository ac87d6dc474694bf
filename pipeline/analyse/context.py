"""What an article names as a whole: whom "the company" and "the tool" of a sentence refer to."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.analyse.lexicon import Lexicon
from pipeline.analyse.mentions import REFERENCES, Mention, Reference, has_org_word, type_of_name
from pipeline.analyse.sentence import Sentence
from pipeline.model.vocabulary import ActorType


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with the sentence in which it stands; "the company" is resolved to the sentence that names it.

    Attributes:
        printed: the name to print where it is not the mention's own ("Tessera API" for "its API").
    """

    mention: Mention
    sentence: Sentence
    printed: str = ""

    @property
    def name(self) -> str:
        """Canonical name; a country is named as the text names it."""
        if self.printed:
            return self.printed
        return self.mention.text if self.mention.kind == "region" else self.mention.name


_EARLY = 4  # sentences in which a text says whom it is about


class Context:
    """All names of an article, and how far reading has come."""

    def __init__(self, lexicon: Lexicon, title: Sentence, read: Sequence[Sentence]) -> None:
        self._lexicon = lexicon
        self._title = title
        self._read = tuple(read)
        titled = {mention.name for mention in (*title.orgs, *title.tools, *title.regions)}
        # A title in capitals makes a name of every word; a name also stands inside a sentence of the text.
        inside = {mention.name for sentence in read for mention in sentence.orgs if mention.start > 0}
        self._title_names = titled & inside
        self._orgs = [
            Named(mention, sentence)
            for sentence in self._read
            for mention in sentence.orgs
            if self.acceptable(mention) and not is_tool_too(mention, sentence)
        ]
        self._counts = Counter(mention.name for sentence in self._read for mention in sentence.tools)
        self._now = 0

    def reach(self, sentence: Sentence) -> None:
        """Reading has come to this sentence; what stands before it is behind."""
        self._now = sentence.index

    def resolve(self, reference: Mention, sentence: Sentence) -> Named | None:
        """Whom "the company" or "Italy's privacy authority" stands for; None where that is not certain."""
        kind = REFERENCES[reference.name]
        lead = self.protagonist()
        if lead is not None and self._fits(lead, kind) and lead.sentence.index < self._now:
            return lead
        for named in reversed(self._orgs):
            earlier = named.sentence.index < self._now
            if earlier and self._fits(named, kind) and not is_object(named.sentence.text, named.mention):
                return named
        if kind.public:
            public = self._by_country(reference, sentence)
            if public:
                return public
        if kind.kinds == ("court",):  # the court's name often follows the judge
            return next((named for named in self._orgs if self._fits(named, kind)), None)
        return None

    def protagonist(self) -> Named | None:
        """Whom the article is about: the first organisation of the title that the text names, else of its first lines."""
        for mention in self._title.orgs:
            for named in self._orgs:
                if named.name == mention.name:
                    return named
        early = [
            named
            for named in self._orgs
            if named.sentence.index < _EARLY and not is_object(named.sentence.text, named.mention)
        ]
        return early[0] if early else None

    def authority(self) -> Named | None:
        """The first regulator, court or other public body that the text names."""
        public: tuple[ActorType, ...] = ("regulator", "court", "government-body")
        return next((named for named in self._orgs if self.type_of(named.mention) in public), None)

    def tools(self) -> list[Named]:
        """What "the tool" is: the title's tool, else the one last named, else the one named most."""
        titled = [tool.name for tool in self._title.tools]
        for names in (titled, self._last_named(), [name for name, _ in self._counts.most_common(1)]):
            found = [named for name in names if (named := self._first_mention(name))]
            if found:
                return found
        return []

    def own_tool(self, vendor: str, vendor_of: Callable[[str], str | None]) -> Named | None:
        """The tool of a vendor that the text names first."""
        for sentence in self._read:
            for mention in sentence.tools:
                if vendor_of(mention.name) == vendor:
                    return Named(mention, sentence)
        return None

    def acceptable(self, mention: Mention) -> bool:
        """Whether a name may be an organisation's: it is known, holds a word for one, or stands in the title."""
        return mention.known or has_org_word(mention.name) or mention.name in self._title_names

    def type_of(self, mention: Mention) -> ActorType:
        """What kind of actor a mention is."""
        if mention.kind == "region":
            return "government-body"
        if mention.name in self._lexicon.by_vendor:
            return "vendor"
        actor = self._lexicon.by_actor.get(mention.name)
        return actor.type if actor else type_of_name(mention.name)

    def _fits(self, named: Named, kind: Reference) -> bool:
        if self.type_of(named.mention) not in kind.kinds:
            return False
        spellings = (named.mention.text, named.mention.name)
        return not kind.named or any(re.search(kind.named, spelling) for spelling in spellings)

    def _by_country(self, reference: Mention, sentence: Sentence) -> Named | None:
        """A public body named by its country: "Italy's privacy authority", or "India." at the head of the paragraph."""
        region = next((r for r in sentence.regions if reference.start <= r.start and r.end <= reference.end), None)
        if region is None:
            heads = [s for s in self._read if s.para == sentence.para and len(s.text) < 30 and len(s.regions) == 1]
            region = heads[0].regions[0] if heads and heads[0].index < sentence.index else None
        if region is None or region.name not in self._lexicon.by_region:
            return None
        words = reference.text.split()
        described = [word for word in words[1:-1] if word not in region.text.split() and word[0].islower()]
        printed = " ".join([self._lexicon.by_region[region.name].name, *described, reference.name])
        return Named(replace(reference, kind="org", name=printed), sentence, printed)

    def _last_named(self) -> list[str]:
        for sentence in reversed(self._read[: self._now]):
            if sentence.tools:
                return list(dict.fromkeys(mention.name for mention in sentence.tools))
        return []

    def _first_mention(self, name: str) -> Named | None:
        for sentence in self._read:
            for mention in sentence.tools:
                if mention.name == name:
                    return Named(mention, sentence)
        return None


# A name behind these words is the object of something, not the one who acts.
_OBJECT = re.compile(
    r"\b(?:of|at|by|in|with|within|from|for|to|on|against|via|through|between|among|than|including|like|such as|as|over|after"
    r"|under|near|called|named|is|are|was|were|using|use|about)\s+(?:the\s+|a\s+|an\s+|its\s+|both\s+)?(?:[\w-]+[’']s\s+)?$",
    re.IGNORECASE,
)
_JOINED_OBJECT = re.compile(
    r"\b(?:of|at|by|in|with|from|for|to|on|against)\s+(?:the\s+)?[A-Z][\w.’'-]+(?: [A-Z][\w.]+)?(?:,\s[A-Z][\w.]+)*,?\s+(?:and|or)\s+$"
)
_CLEFT = re.compile(r"\bit (?:is|was) (?:the\s+)?$", re.IGNORECASE)  # "It was Anthropic that ended …"
_UNIT_OF = re.compile(
    r"\b(?:an?|the|its|one|some)\s+(?:[\w-]+\s+){0,3}?(?:managers?|executives?|directors?|boss|bosses|heads?|units?|divisions?"
    r"|bureaus?|departments?|arms?|offices?|schools?|branch(?:es)?|governor|mayor)\s+(?:at|of|within|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)  # "a manager at Meta told his team …"
_NOT_THE_ACTOR = re.compile(
    r"^[’']s?\s+(?:[\w-]+\s+){0,4}?(?:chief|executives?|CEO|president|chair|founder|co-founder|spokes\w+|head|manager|director"
    r"|officer|minister|rivals?|competitors?|customers?|users|share\w*|employees|staff|parent|models?|tools?|products?|assistant"
    r"|agent|cloud|chatbot|app)\b",
    re.IGNORECASE,
)


def is_object(text: str, mention: Mention) -> bool:
    """Whether a name stands where it cannot be the one who acts: behind a preposition, as owner of a person or thing."""
    left, right = text[: mention.start], text[mention.end :]
    if _NOT_THE_ACTOR.match(right) or left.count("(") > left.count(")"):
        return True
    if _JOINED_OBJECT.search(left):
        return True
    if _CLEFT.search(left) or _UNIT_OF.search(left):
        return False
    return bool(_OBJECT.search(left))


def is_tool_too(mention: Mention, sentence: Sentence) -> bool:
    """Whether the same words are also read as a tool ("DeepSeek", "Perplexity")."""
    return any((mention.start, mention.end) == (tool.start, tool.end) for tool in sentence.tools)
