"""Which entries' pages are worth opening, by title and summary alone.

A page that is not opened is never read, so the filter is loose: it needs AI, by a name or a word for it, and a sign
that somebody may no longer use it, or may again. It knows no grammar; ``reading`` decides what an article tells. The
words are those of the lexicon and of ``lexicon/data/prefilter.yaml``; docs/explanation/prefilter.md gives the rules and
what they were measured on.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import product

from pipeline.analyse.lexicon import language, names
from pipeline.analyse.lexicon.packs import read_pack
from pipeline.analyse.lexicon.patterns import Pattern, any_of, either
from pipeline.analyse.lexicon.prefilter import PrefilterWords, whole
from pipeline.analyse.lexicon.restricting import Restricting
from pipeline.text.words import clean, shorten

VERSION = 1
"""Counts up where the rules below change; a change of the words shows in ``Prefilter.version`` by itself."""
_TITLE = 300  # characters that are looked at
_SUMMARY = 500  # about three sentences: some feeds have the whole article there, where any word may stand
_NEAR = 60  # characters between a name and a word, for the strict filter: about ten words
_SHOWN = 40  # characters of a word that are shown
_PLAIN = str.maketrans({"’": "'", "‘": "'", "‐": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Whether to open the page of an entry, and why, in words for people."""

    open: bool
    why: str


@dataclass(frozen=True, slots=True)
class _Text:
    """A title or a summary.

    Attributes:
        small: it, in small letters.
        shown: it, as it is written; or in small letters, where these are more or fewer.
        thing: the words in it that are AI, as they are written; a name, if there is one.
        named: whether they are a name. ``tool``: or a word for a tool, and not for AI alone.
    """

    small: str
    shown: str
    thing: str
    named: bool
    tool: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefilter:
    """Names and words, compiled by ``prepare_filter``.

    Attributes:
        names: tools, and vendors of little else.
        makers: tools and all vendors; ``vendors`` gives the vendor of each, by its spelling in small letters.
        restricting: words that count wherever they stand. ``common``: those that must stand close to AI.
        compared: titles that name several tools to compare them.
    """

    words: PrefilterWords
    names: Pattern
    makers: Pattern
    vendors: Mapping[str, str]
    restricting: Pattern
    common: Pattern
    compared: Pattern

    @property
    def version(self) -> str:
        """Another one wherever another entry might be opened: what was left out is then tested again."""
        values = [getattr(record, each.name) for record in (self, self.words) for each in fields(record)]
        patterns = [value.pattern for value in values if isinstance(value, re.Pattern)]
        told = (VERSION, _TITLE, _SUMMARY, _NEAR, sorted(self.vendors.items()), patterns)
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]

    def judge(self, title: str, summary: str, *, strict: bool = False) -> Choice:
        """Decide on one entry.

        Args:
            title: of the entry, as the feed gives it, without markup.
            summary: likewise; may be empty.
            strict: for a page of a host that nobody listed: a tool or vendor must be named, close to a word that
                restricts.
        """
        texts = (self._read(title[:_TITLE]), self._read(summary[:_SUMMARY]))
        if not any(text.thing for text in texts):
            return Choice(open=False, why="names no AI tool")
        signs = self._near(texts) if strict else self._signs(texts)
        none = "no word of restriction near a name" if strict else "no word of restriction"
        why = next(signs, "")
        return Choice(open=bool(why), why=why or none)

    def _read(self, text: str) -> _Text:
        written = _plain(text)
        small = written.casefold()
        named = self.names.search(small) or self.words.names.search(small)
        tool = named or self.words.things.search(small)
        thing = tool or self.words.marks.search(written)
        shown = written if len(written) == len(small) else small
        return _Text(small, shown, shown[slice(*thing.span())] if thing else "", bool(named), bool(tool))

    def _signs(self, texts: tuple[_Text, _Text]) -> Iterator[str]:
        thing = texts[0].thing or texts[1].thing
        for text in texts:
            if word := self.restricting.search(text.small):
                yield _beside(thing, word)
        for text in texts:
            if text.thing:
                yield from self._signs_beside(text)
        yield from self._signs_in_title(texts[0])

    def _signs_beside(self, text: _Text) -> Iterator[str]:
        for pattern in (self.common, self.words.guards):
            if word := pattern.search(text.small):
                yield _beside(text.thing, word)
        rule = self.words.rules.search(text.small)
        bound = self.words.people.search(text.small) or self.words.bodies.search(text.small)
        if rule and bound:
            yield _beside(text.thing, bound, rule)

    def _signs_in_title(self, title: _Text) -> Iterator[str]:
        people, body = self.words.people.search(title.small), self.words.bodies.search(title.small)
        if title.thing and people:
            yield _beside(title.thing, people)
        if title.tool and body:
            yield _beside(title.thing, body)
        if title.named and not self.compared.search(title.small):
            vendors = sorted({self.vendors[name] for name in self.makers.findall(title.small)})
            if len(vendors) > 1:
                yield f"names {' and '.join(vendors)}"

    def _near(self, texts: tuple[_Text, _Text]) -> Iterator[str]:
        for text in (text for text in texts if text.thing):
            named = (*self.makers.finditer(text.small), *self.words.names.finditer(text.small))
            words = (*self.restricting.finditer(text.small), *self.common.finditer(text.small))
            for name, word in product(named, words):
                if max(name.start() - word.end(), word.start() - name.end()) <= _NEAR:
                    yield _beside(text.shown[slice(*name.span())], word)


def prepare_filter(additions: names.Additions | None = None) -> Prefilter:
    """Load names and words, with an operator's additions, and compile them; once for a run.

    Raises:
        ValueError: a data file of the package is malformed; names the file.
    """
    more = additions or names.Additions()
    words, lexicon, spoken = read_pack("prefilter.yaml", PrefilterWords), names.load(), language.load(more.verbs)
    everyday = {_small(name) for name in words.everyday}
    shipped = _vendors(lexicon.tools.values(), lexicon.vendors.values())
    added = _vendors(more.tools, more.vendors) | _aliases(lexicon.extended(more), more.aliases)
    vendors = {name: vendor for name, vendor in shipped.items() if name not in everyday} | added
    broad = _vendors((), (lexicon.vendors[name] for name in words.broad)).keys() - _vendors(lexicon.tools.values(), ())
    named = either(vendors.keys() - broad)
    absent = f"(?:{any_of(words.absent)}) (?:{whole(named)}|{words.names.pattern}|{words.things.pattern})"
    anywhere, near = _verbs(spoken.restricting, words)
    return Prefilter(
        words=words,
        vendors=vendors,
        names=re.compile(whole(f"(?:{named})s?")),
        makers=re.compile(whole(f"({either(vendors)})s?")),
        restricting=re.compile(f"{whole(anywhere)}|{words.restricting.pattern}"),
        common=re.compile(f"{whole(near)}|{words.common.pattern}|{whole(absent)}"),
        compared=spoken.subjects.advice,
    )


def _vendors(tools: Iterable[names.Tool], vendors: Iterable[names.Vendor]) -> dict[str, str]:
    """The vendor by every spelling of its own name and of its tools, in small letters."""
    spelt = [(row.name, (row.name, *row.also)) for row in vendors]
    spelt += [(row.vendor, (row.name, *row.also, *row.common)) for row in tools]
    return {_small(spelling): vendor for vendor, spellings in spelt for spelling in spellings}


def _aliases(lexicon: names.Lexicon, aliases: Iterable[names.Alias]) -> dict[str, str]:
    """The vendor by every alias of a tool or of a vendor, in small letters."""
    vendors = {alias.alias: lexicon.vendor_of(alias.of) for alias in aliases if alias.of in lexicon.tools}
    vendors |= {alias.alias: alias.of for alias in aliases if alias.of in lexicon.vendors}
    return {_small(spelling): vendor for spelling, vendor in vendors.items() if vendor}


def _verbs(restricting: Restricting, words: PrefilterWords) -> tuple[str, str]:
    """The lexicon's verbs as patterns: those that count wherever they stand, and those that must stand close to AI."""
    forms = restricting.verb_forms
    access = {verb for verb, found in forms.items() if all(form.access for form in found)}
    near = {verb for verb, found in forms.items() if any(form.near for form in found) or words.common.fullmatch(verb)}
    served = rf"(?:{either(access)}) (?:[\w'-]+ ){{0,4}}{restricting.helpers.access.pattern}"
    return either(forms.keys() - access - near), f"{either(near - access)}|{served}"


def _beside(thing: str, *words: re.Match[str]) -> str:
    return f"names {thing} beside " + " and ".join(f'"{shorten(word.group(), _SHOWN)}"' for word in words)


def _plain(text: str) -> str:
    if text.isascii():
        return text
    return clean(unicodedata.normalize("NFKC", text)).translate(_PLAIN)


def _small(name: str) -> str:
    return _plain(name).casefold()
