"""The names that are known: vendors, tools, actors and regions, extended from feeds.yaml.

Every entry is one line of a data file. Names are matched as they are written; names that are also common words
("Cursor", "Gemini") count only beside a second signal.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, TypeVar

from pydantic import AfterValidator
from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.packs import STRICT, in_order, read_pack
from pipeline.analyse.lexicon.patterns import any_of
from pipeline.analyse.lexicon.patterns import names as as_names
from pipeline.analyse.lexicon.restricting import Verb
from pipeline.model.vocabulary import ActorType


@checked(config=STRICT, frozen=True)
class _Dated:
    reviewed: Annotated[str, AfterValidator(lambda day: date.fromisoformat(day).isoformat())]


def pack_date() -> str:
    """The day on which the shipped names and words were last reviewed, ISO."""
    return read_pack("pack.yaml", _Dated).reviewed


@checked(config=STRICT, frozen=True)
class Tool:
    """An AI tool, model or product.

    Attributes:
        also: other spellings.
        common: spellings that are also common words or names.
        models: words that may follow the name ("Claude 3.7 Sonnet").
    """

    name: str
    vendor: str
    also: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


@checked(config=STRICT, frozen=True)
class Vendor:
    """A maker of AI tools."""

    name: str
    country: str | None = None
    also: tuple[str, ...] = ()


@checked(config=STRICT, frozen=True)
class Actor:
    """A body or firm that imposes restrictions.

    Attributes:
        also: other spellings.
        short: what it is called where the text makes plain who is meant: "the House", in a text that says "Congress".
        beside: words of which a text must hold one, so that the short name is its.
    """

    name: str
    type: ActorType
    country: str | None = None
    also: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@checked(config=STRICT, frozen=True)
class Region:
    """A country or group of countries; ``code`` is its ISO 3166 code, or EU."""

    code: str
    name: str
    adjective: str | None = None
    also: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """All words that name it."""
        return tuple(word for word in (self.name, self.adjective, *self.also) if word)


@checked(config=STRICT, frozen=True)
class Alias:
    """One more spelling of a tool, a vendor or an actor that is listed.

    Attributes:
        of: the name that is printed.
        common: the spelling is also a common word or name, and needs a second signal; of a tool alone.
    """

    alias: str
    of: str
    common: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """What an operator adds in feeds.yaml."""

    tools: tuple[Tool, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    actors: tuple[Actor, ...] = ()
    aliases: tuple[Alias, ...] = ()
    verbs: tuple[Verb, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All names that are known, by the names that are printed.

    Attributes:
        regions: by their codes.
        press: names of outlets; they report, and are not taken for the one who acts.
        documents: words for a paper by which a text names its source ("memo"), in small letters.
        unnamed: words for people whom it does not name ("insiders"), likewise.
        retaliation: words by which it says that one restriction answers another, likewise.
        restraints: nouns for a restriction that belongs to whoever imposed it, likewise.
        region_places: any spelling of a region, in a text as it is written; ``region_codes`` says which region it is.
    """

    tools: Mapping[str, Tool]
    vendors: Mapping[str, Vendor]
    actors: Mapping[str, Actor]
    regions: Mapping[str, Region]
    press: frozenset[str]
    documents: re.Pattern[str]
    unnamed: re.Pattern[str]
    retaliation: re.Pattern[str]
    restraints: re.Pattern[str]
    region_places: re.Pattern[str]
    region_codes: Mapping[str, str]

    @property
    def firms(self) -> Mapping[str, str]:
        """Vendors and actors: the name that is printed, by every spelling."""
        vendors = {word: row.name for row in self.vendors.values() for word in (row.name, *row.also)}
        return vendors | {word: row.name for row in self.actors.values() for word in (row.name, *row.also)}

    def called(self, short: str) -> tuple[Actor, ...]:
        """Actors that are called so for short, where one of their words stands beside it."""
        return tuple(actor for actor in self.actors.values() if short in actor.short)

    @property
    def spellings(self) -> frozenset[str]:
        """Every word by which anything of the lexicon is named."""
        tools = (word for tool in self.tools.values() for word in (tool.name, *tool.also, *tool.common))
        return frozenset((*tools, *self.firms, *self.region_codes))

    def vendor_of(self, tool: str) -> str | None:
        """The vendor of a tool, whose name may carry a model and a version ("Claude 3.7 Sonnet")."""
        known = self.tools.get(tool)
        if known is None:
            names = [name for name in self.tools if tool.startswith((f"{name} ", f"{name}-"))]
            known = self.tools[max(names, key=len)] if names else None
        return known.vendor if known else None

    def regions_in(self, text: str) -> tuple[str, ...]:
        """Codes of the regions that a text names, each once, in the order of the text."""
        return tuple(dict.fromkeys(self.region_codes[match.group()] for match in self.region_places.finditer(text)))

    def names_document(self, words: str) -> bool:
        """Whether words name a paper as their source ("an internal memo")."""
        return bool(self.documents.search(words.lower()))

    def names_nobody(self, words: str) -> bool:
        """Whether words stand for people without their names ("two people familiar with the matter")."""
        return bool(self.unnamed.search(words.lower()))

    def tells_retaliation(self, words: str) -> bool:
        """Whether words say that one restriction answers another ("in retaliation for")."""
        return bool(self.retaliation.search(words.lower()))

    def tells_owner(self, words: str, name: str) -> bool:
        """Whether a sentence names one restriction alone, and whose it is: "blocked Y's ban"; not "after Y's ban"."""
        nouns = list(self.restraints.finditer(words.lower()))
        if len(nouns) != 1:
            return False
        before = words[: nouns[0].start()]
        spelt = "|".join(map(re.escape, self.spellings_of(name)))
        owner = re.search(rf"(?<![\w-])(?:{spelt})[’']s?\s+(?:[\w-]+\s+){{0,2}}$", before)
        return owner is not None and not _BESIDE.search(before[: owner.start()].lower())

    def spellings_of(self, name: str) -> tuple[str, ...]:
        """All spellings of a vendor or an actor, the printed one first; that alone for one who is not known."""
        known = self.vendors.get(name) or self.actors.get(name)
        return (name, *(known.also if known else ()))

    def extended(self, additions: Additions) -> "Lexicon":
        """With an operator's names; an entry of the same name replaces the shipped one."""
        return replace(
            self,
            tools=_spelt_tools(_joined(self.tools, additions.tools), additions.aliases),
            vendors=_spelt_vendors(_joined(self.vendors, additions.vendors), additions.aliases),
            actors=_spelt_actors(_joined(self.actors, additions.actors), additions.aliases),
        )


_BESIDE = re.compile(  # in front of an owner whose restriction is spoken of beside what is told
    r"\b(?:after|and|before|but|by|defying|despite|followed|following|from|in|like|since|than|to|unlike|with|without)"
    r"\s+(?:the\s+)?$"
)
EntryT = TypeVar("EntryT", Tool, Vendor, Actor)


def load() -> Lexicon:
    """The lexicon that ships with the package.

    Raises:
        ValueError: an entry is malformed or out of order; names the file.
    """
    regions = read_pack("regions.yaml", tuple[Region, ...])
    codes = {word: region.code for region in regions for word in region.spellings}
    return Lexicon(
        tools=_by_name(read_pack("tools.yaml", tuple[Tool, ...])),
        vendors=_by_name(read_pack("vendors.yaml", tuple[Vendor, ...])),
        actors=_by_name(read_pack("actors.yaml", tuple[Actor, ...])),
        regions=dict(zip(in_order(tuple(region.code for region in regions)), regions, strict=True)),
        press=frozenset(in_order(read_pack("press.yaml", tuple[str, ...]))),
        documents=_whole_words("documents.yaml"),
        unnamed=_whole_words("unnamed.yaml"),
        retaliation=_whole_words("retaliation.yaml"),
        restraints=_whole_words("restraints.yaml"),
        region_places=re.compile(rf"(?:{as_names(codes)})(?!\w)"),
        region_codes=codes,
    )


def _whole_words(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(in_order(read_pack(name, tuple[str, ...])))})\b")


def _by_name(rows: tuple[EntryT, ...]) -> dict[str, EntryT]:
    return dict(zip(in_order(tuple(row.name for row in rows)), rows, strict=True))


def _joined(shipped: Mapping[str, EntryT], added: tuple[EntryT, ...]) -> dict[str, EntryT]:
    merged = {**shipped, **{entry.name: entry for entry in added}}
    return {name: merged[name] for name in sorted(merged, key=str.casefold)}


def _spelt_vendors(rows: dict[str, Vendor], aliases: tuple[Alias, ...]) -> dict[str, Vendor]:
    for alias in (alias for alias in aliases if alias.of in rows):
        rows[alias.of] = replace(rows[alias.of], also=(*rows[alias.of].also, alias.alias))
    return rows


def _spelt_actors(rows: dict[str, Actor], aliases: tuple[Alias, ...]) -> dict[str, Actor]:
    for alias in (alias for alias in aliases if alias.of in rows):
        rows[alias.of] = replace(rows[alias.of], also=(*rows[alias.of].also, alias.alias))
    return rows


def _spelt_tools(rows: dict[str, Tool], aliases: tuple[Alias, ...]) -> dict[str, Tool]:
    """Tools with more spellings, some of them common words."""
    for alias in aliases:
        if alias.of not in rows:
            continue
        tool = rows[alias.of]
        more = (alias.alias,)
        rows[alias.of] = (
            replace(tool, common=tool.common + more) if alias.common else replace(tool, also=tool.also + more)
        )
    return rows
