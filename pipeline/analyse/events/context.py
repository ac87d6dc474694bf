"""What an article names as a whole: whom "the company" and "the tool" of a sentence refer to."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import islice

from pipeline.analyse.events.objects import is_object
from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.triggers import find_triggers
from pipeline.analyse.lexicon.language import Language
from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.lexicon.parties import Reference
from pipeline.analyse.lexicon.patterns import words
from pipeline.model.vocabulary import ActorType

_EARLY = 4  # sentences in which a text says whom it is about
_NATIONAL = frozenset({"cabinet", "country", "government", "parliament"})
_ENTRIES = 3  # headings with a name from which on a page is a list of entries
_ARTICLE = re.compile(r"(?i)^(?:the|an?|its|this)\s+")
_PART_OF = re.compile(r"\b(?:of|in) (?:the|[A-Z])")
_PLACE = r"(?P<place>(?:[A-Z][\w'’-]+|de|la|le|of)(?: (?:[A-Z][\w'’-]+|de|la|le|of(?= [A-Z])))*)"
_PLACE_BEHIND = re.compile(rf" (?:in|of|at|for) (?=[A-Z]){_PLACE}")
_PLACE_AHEAD = re.compile(rf"^\W*(?:In|At) (?=[A-Z]){_PLACE},? (?:(?:on|this|last) [\w ]{{2,20}} )?$")
_HEADLINE = 30  # letters of a paragraph's first sentence that only names a country ("India.")
_PUBLIC: frozenset[ActorType] = frozenset({"regulator", "court", "government-body"})


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


class Context:
    """All names of an article, beside the words by which they are read."""

    def __init__(self, lexicon: Lexicon, language: Language, title: Sentence, read: Sequence[Sentence]) -> None:
        self.lexicon = lexicon
        self.language = language
        self._parties = language.parties
        self._title = title
        self._read = tuple(read)
        titled = {mention.name for mention in (*title.orgs, *title.tools, *title.regions)}
        # A title in capitals makes a name of every word; a name also stands inside a sentence of the text.
        body = [sentence for sentence in read if sentence.low not in title.low]
        inside = {mention.name for sentence in body for mention in sentence.orgs if mention.start > 0}
        self._title_names = titled & inside
        self._introduced = {m.name for sentence in read for m in sentence.orgs if self._is_introduced(m, sentence)}
        self._orgs = [
            Named(mention, sentence)
            for sentence in self._read
            for mention in sentence.orgs
            if self.acceptable(mention) and not (is_tool_too(mention, sentence) or _begins_a_tool(mention, sentence))
        ]
        self._sections = _sections(self._read)
        self._listing = len({h for h in set(self._sections) if h >= 0 and _named_in(self._read[h])}) >= _ENTRIES
        self._counts = Counter(mention.name for sentence in self._read for mention in sentence.tools)

    def in_full(self, named: Named) -> Named:
        """An organisation under its own name where the text calls it by a short one: "the House", beside "Congress"."""
        mention = named.mention
        for actor in self.lexicon.called(mention.name) if mention.kind == "org" else ():
            beside = words((actor.name, *actor.also, *actor.beside))
            if any(beside.search(sentence.text) for sentence in (self._title, *self._read)):
                return Named(replace(mention, name=actor.name, known=True), named.sentence)
        return named

    def resolve(self, reference: Mention, sentence: Sentence) -> Named | None:
        """Whom "the company" or "Italy's privacy authority" stands for; None where that is not certain."""
        if self.is_indefinite(reference):
            return None
        kind = self._parties.reference(reference.name)
        country = _country_in(reference, sentence)
        lead = self.protagonist(sentence)
        if lead is not None and self._fits(lead, kind, country) and lead.sentence.index < sentence.index:
            other = self._last_subject(kind, sentence, country)
            return lead if other is None or other.name == lead.name else None
        last = self._last_subject(kind, sentence, country)
        if last is not None:
            return last
        public = self._by_country(reference, sentence) if kind.public else None
        if public is not None:
            return public
        if kind.kinds == ("court",):  # the court's name often follows the judge
            court = next((named for named in self._orgs if self._fits(named, kind)), None)
            return court or self._described(reference, sentence)
        vendors = {named.name: named for named in self._orgs if self.type_of(named.mention) == "vendor"}
        if kind.makes and len(vendors) == 1:  # "OpenAI's newest model … the laboratory"
            return next(iter(vendors.values()))
        return self._by_place(reference, sentence)

    def _last_subject(self, kind: Reference, sentence: Sentence, country: str | None) -> Named | None:
        """The last organisation of a kind that was a subject before a sentence, or headed its section."""
        for named in reversed(self._orgs):
            earlier = named.sentence.index < sentence.index and not self._is_of_another_section(named, sentence)
            if earlier and self._fits(named, kind, country) and not self._is_object(named):
                return named
        return None

    def _is_of_another_section(self, named: Named, sentence: Sentence) -> bool:
        """Whether a name stands in a heading, and the sentence under another one."""
        return named.sentence.heading and self._sections[sentence.index] != named.sentence.index

    def is_indefinite(self, reference: Mention) -> bool:
        """Whether it is "a lender", who is not the one that the text is about; but "a judge" stands for the court."""
        court = self._parties.reference(reference.name).kinds == ("court",)
        part = _PART_OF.search(reference.text)  # "a committee of the Danish parliament"
        return not court and not part and reference.text.lower().startswith(("a ", "an "))

    def protagonist(self, sentence: Sentence | None = None) -> Named | None:
        """Whom the article is about: the first organisation of the title that the text names, or of its first lines.

        Args:
            sentence: of a page that lists entries under headings, whom the entry of this sentence is about.
        """
        if sentence is not None and self._listing:
            return self._of_entry(sentence)
        for mention in self._title.orgs:
            for named in self._orgs:
                if named.name == mention.name:
                    return named
        early = [named for named in self._orgs if named.sentence.index < _EARLY and not named.sentence.heading]
        first = next((named for named in early if not self._is_object(named)), None)
        users = {named.name: named for named in early if self.type_of(named.mention) != "vendor"}
        return first or (next(iter(users.values())) if len(users) == 1 else None)

    def _of_entry(self, sentence: Sentence) -> Named | None:
        """Whom the heading over a sentence names."""
        head = self._sections[sentence.index]
        return next((named for named in self._orgs if named.sentence.index == head), None) if head >= 0 else None

    def is_freeing(self, named: Named) -> bool:
        """Whether it is a court that is in the news for what it lifts: then somebody else had imposed that."""
        if self.type_of(named.mention) != "court":
            return False
        told = (self._title, *self._read[:_EARLY])
        found = (trigger for sentence in told for trigger in find_triggers(sentence, self.language.restricting))
        return any(trigger.action == "lift" for trigger in found)

    def regions(self) -> dict[str, Named]:
        """The countries and states that title and first lines name, each once, by their codes."""
        told = (self._title, *self._read[:_EARLY])
        return {r.name: Named(r, s, self.lexicon.regions[r.name].name) for s in told for r in s.regions}

    def legislature(self) -> list[Named]:
        """The first parliament or council that the text names, or none."""
        named = (named for named in self._orgs if self._parties.chambers.search(named.name))
        return list(islice(named, 1))

    def authority(self) -> Named | None:
        """The first court that the text names, or else the first other public body."""
        courts = (named for named in self._orgs if self.type_of(named.mention) == "court")
        public = (named for named in self._orgs if self.type_of(named.mention) in _PUBLIC)
        return next(courts, None) or next(public, None)

    def tools(self, sentence: Sentence) -> list[Named]:
        """What "the tool" of a sentence is: the title's tool, else the one last named, else the one named most."""
        titled = [tool.name for tool in self._title.tools]
        before = self._read[sentence.index - 1].tools if sentence.index else ()
        if {tool.name for tool in before} & set(titled):  # "Cursor and Windsurf. Such software …"
            titled = list(dict.fromkeys(tool.name for tool in before))
        last = next((earlier for earlier in reversed(self._read[: sentence.index]) if earlier.tools), None)
        last_named = list(dict.fromkeys(mention.name for mention in last.tools)) if last else []
        for names in (titled, last_named, [name for name, _ in self._counts.most_common(1)]):
            found = [named for name in names if (named := self._first_mention(name))]
            if found:
                return found
        return []

    def named(self, names: AbstractSet[str]) -> list[Named]:
        """The first mention of each of these organisations, in the order of the text."""
        found = {named.name: named for named in reversed(self._orgs) if named.name in names}
        return list(reversed(found.values()))

    def maker(self) -> Named | None:
        """The vendor of all tools that the text names, if it is one and is not named itself: "We sell Claude"."""
        named = [(mention, sentence) for sentence in self._read for mention in sentence.tools]
        vendors = {self.lexicon.vendor_of(mention.name) for mention, _ in named}
        if len(vendors) != 1 or None in vendors:
            return None
        mention, sentence = named[0]
        return Named(replace(mention, kind="org", name=str(vendors.pop())), sentence)

    def own_tool(self, vendor: str, vendor_of: Callable[[str], str | None], sentence: Sentence) -> Named | None:
        """The tool of a vendor that was named last before a sentence, or else first behind it."""
        namesake: Named | None = None  # a tool that is called like its maker may only be the maker
        for told in (*reversed(self._read[: sentence.index + 1]), *self._read[sentence.index + 1 :]):
            for mention in told.tools:
                if vendor_of(mention.name) == vendor:
                    if mention.name != vendor:
                        return Named(mention, told)
                    namesake = namesake or Named(mention, told)
        return namesake

    def acceptable(self, mention: Mention) -> bool:
        """Whether a name may be an organisation's: known, in the title, with a word for one, or told to be."""
        if mention.known or mention.name in self._title_names or mention.name in self._introduced:
            return True
        whole = " " in mention.name or bool(self._parties.lone.fullmatch(mention.name))  # "Bank" alone is any bank
        return whole and self._parties.kind_of(mention.name) is not None

    def _is_introduced(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a sentence tells that an unknown name is a firm's: "the insurer X", "staff at X", "X told its …"."""
        if mention.known or is_tool_too(mention, sentence):
            return False
        low = sentence.low
        first = not low[: mention.start].strip(" \"“'(") and " " not in mention.name  # "Existing customers": no name
        name = "@ ·" if first and low.startswith(" ", mention.end) else "@"
        return bool(self._parties.introduced.search(f"{low[: mention.start]}{name}{low[mention.end :]}"))

    def type_of(self, mention: Mention) -> ActorType:
        """What kind of actor a mention is; a company if nothing says otherwise."""
        if mention.kind == "region":
            return "government-body"
        if mention.kind == "reference":  # a body named by its country or place
            return self._parties.reference(self._head(mention)).kinds[0]
        if mention.name in self.lexicon.vendors:
            return "vendor"
        actor = self.lexicon.actors.get(mention.name)
        return actor.type if actor else self._parties.kind_of(mention.name) or "company"

    def _head(self, reference: Mention) -> str:
        """The noun of a reference whose name has become a printed one."""
        words = reference.text.lower()
        return max((row.noun for row in self._parties.references if words.endswith(row.noun)), key=len)

    def _is_object(self, named: Named) -> bool:
        return is_object(named.sentence, named.mention, self._parties)

    def _fits(self, named: Named, kind: Reference, country: str | None = None) -> bool:
        if self.type_of(named.mention) not in kind.kinds:
            return False
        actor = self.lexicon.actors.get(named.mention.name) or self.lexicon.vendors.get(named.mention.name)
        if country and actor and actor.country and actor.country != country:
            return False
        spellings = (named.mention.text, named.mention.name)
        return kind.named is None or any(kind.named.search(spelling) for spelling in spellings)

    def _by_country(self, reference: Mention, sentence: Sentence) -> Named | None:
        """A public body named by its country: "Italy's privacy authority", or "India." at the head of the paragraph."""
        region = next((r for r in sentence.regions if reference.start <= r.start and r.end <= reference.end), None)
        if region is None:
            heads = [
                s for s in self._read if s.para == sentence.para and len(s.text) < _HEADLINE and len(s.regions) == 1
            ]
            region = heads[0].regions[0] if heads and heads[0].index < sentence.index else None
        region = region or self._only_country(sentence, reference.name)
        if region is None:
            return None
        words = reference.text.split()
        described = [word for word in words[1:-1] if word not in region.text.split() and word[0].islower()]
        printed = " ".join([self.lexicon.regions[region.name].name, *described, reference.name])
        return Named(replace(reference, name=printed), sentence, printed)

    def _only_country(self, sentence: Sentence, noun: str) -> Mention | None:
        """The country of a public body, if its sentence names one and no other; of a cabinet, if the whole text does.

        A text may tell of several authorities of a country, but of one government.
        """
        homes = {vendor.country for vendor in self.lexicon.vendors.values()}
        for told in ((sentence,), (self._title,), self._read) if noun in _NATIONAL else ((sentence,),):
            named = {region.name: region for one in told for region in one.regions}
            abroad = {code: region for code, region in named.items() if code not in homes} or named
            if len(abroad) == 1:
                return next(iter(abroad.values()))
        return None

    def _by_place(self, reference: Mention, sentence: Sentence) -> Named | None:
        """A body named by its place: "the hospital trust in Ardsley", "In Harborough the county council"."""
        if not self._parties.reference(reference.name).placed:
            return None
        behind = _PLACE_BEHIND.match(sentence.text, reference.end)
        ahead = None if behind else _PLACE_AHEAD.search(sentence.text[: reference.start])
        place = behind or ahead
        if place is None:
            return None
        words = _ARTICLE.sub("", reference.text)
        printed = f"{words}{behind.group()}" if behind else f"{place['place']} {words}"
        return Named(replace(reference, name=printed), sentence, printed)

    def _described(self, reference: Mention, sentence: Sentence) -> Named:
        """A court that has no name here: "federal judge", "administrative court in Cologne"."""
        behind = _PLACE_BEHIND.match(sentence.text, reference.end)
        words = _ARTICLE.sub("", reference.text)
        printed = f"{words} in {behind['place']}" if behind else words
        return Named(replace(reference, name=printed), sentence, printed)

    def _first_mention(self, name: str) -> Named | None:
        for sentence in self._read:
            for mention in sentence.tools:
                if mention.name == name:
                    return Named(mention, sentence)
        return None


def _country_in(reference: Mention, sentence: Sentence) -> str | None:
    """The country that a reference names: IT for "Italy's privacy authority"."""
    inside = (r.name for r in sentence.regions if reference.start <= r.start and r.end <= reference.end)
    return next(inside, None)


def _sections(read: Sequence[Sentence]) -> list[int]:
    """For each sentence the index of the heading over it, or -1."""
    found, head = [], -1
    for sentence in read:
        head = sentence.index if sentence.heading else head
        found.append(head)
    return found


def _named_in(sentence: Sentence) -> bool:
    return any(mention.known for mention in sentence.orgs) or bool(sentence.regions)


def _begins_a_tool(mention: Mention, sentence: Sentence) -> bool:
    """Whether a name is only part of a tool's: "GitHub Copilot" speaks of no firm, but "OpenAI's API" does."""
    part = any(tool.start <= mention.start and mention.end < tool.end for tool in sentence.tools)
    return part and not sentence.low.startswith("'s", mention.end)


def is_tool_too(mention: Mention, sentence: Sentence) -> bool:
    """Whether the same words are also read as a tool ("DeepSeek", "Perplexity")."""
    return any((mention.start, mention.end) == (tool.start, tool.end) for tool in sentence.tools)
