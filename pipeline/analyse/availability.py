"""Lists of supported countries: which countries they name, what changed in them, and the events that this makes.

The first reading of a list fills the register of availability and is no news. After it a country that the list names
no more is an event: the vendor has cut its tools off there. One that it names anew is a lift. Neither has a day: the
page does not say since when it is so, and the day on which we saw it is only the latest possible one. So ``announced``
and ``effective`` stay unknown, and the report carries the day on which it was first seen.
"""

import re
from collections.abc import Iterable, Sequence

from pipeline.analyse.lexicon.countries import Countries
from pipeline.analyse.lexicon.names import Lexicon
from pipeline.model.article import Article, Block
from pipeline.model.availability import Availability, AvailabilityChange
from pipeline.model.event import Event, Evidence
from pipeline.model.source import Source
from pipeline.model.watch import WatchMemory
from pipeline.text.words import join_words

LEAST_SHARE = 0.6
"""A list that names fewer of its countries than this has probably not been extracted whole."""

_CELLS = re.compile(r"\s*\|\s*")
# Behind a name: "(with certain exceptions)", "except …", a footnote.
_TAIL = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|[,;:–—-]?\s*\b(?:apart from|but not|except(?:ing)?|excl(?:uding|\.)?|incl(?:uding|\.)?"
    r"|other than|with(?:out)?)\b.*$",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:[✗✘❌×–—-]|no|none|n/?a|not (?:yet )?(?:available|offered|supported)|un(?:available|supported)|coming soon"
    r"|prohibited|restricted|excluded)\W*",
    re.IGNORECASE,
)
# In a line beside a country, or in a cell of its row, whatever else stands there.
_DENIES = re.compile(
    r"^[✗✘❌×]|\b(?:not (?:yet |currently )?(?:available|offered|supported)|not at this time|no longer|banned|blocked"
    r"|coming soon|embargoed|planned|prohibited|sanctioned|suspended|unavailable|unsupported|waitlist|withdrawn)\b",
    re.IGNORECASE,
)
# Headings that say of the lines below them on which side they stand.
_LISTS_OTHERS = re.compile(
    r"\b(?:not|\w+n't|no longer|cannot|banned|blocked|coming soon|embargoed|except(?:ing|ions?)?|exclud\w+|ineligible"
    r"|planned|prohibited|restricted|sanctioned|suspended|unavailable|unsupported|waitlist|withdrawn)\b",
    re.IGNORECASE,
)
_LISTS_SUPPORTED = re.compile(r"\b(?:available|availability|eligible|offered|supported)\b", re.IGNORECASE)
# A sentence that says so of the list behind it: "Claude is not available in the following countries:".
_BEGINS_OTHERS = re.compile(
    r"(?=.*\b(?:following|below|these)\b)"
    r".*\b(?:not|\w+n't|no longer|cannot|except|prohibited|unavailable|unsupported)\b",
    re.IGNORECASE,
)
_JOINTS = frozenset({"and", "or", "the"})
_LONGEST_HEADING = 12  # words; a longer line without a country, or a sentence, is a remark


def listed_countries(lines: Iterable[str], countries: Countries) -> dict[str, str]:
    """The countries that a list names as supported.

    Args:
        lines: of the page. A line counts if it is one country or several and nothing else, but for footnotes and
            exceptions; in a row of a table, if one of its cells is. What stands below a heading such as "Countries
            where it is not available", or in a row that says "no", is not supported.
        countries: the names that are known.

    Returns:
        Each country's code and the first line that names it, verbatim, in the order of the codes.
    """
    found: dict[str, str] = {}
    supported = True
    for line in lines:
        codes = _countries_of(line, countries)
        if codes is None:
            supported = _side(line, before=supported)
        elif supported:
            for code in codes:
                found.setdefault(code, line)
    return dict(sorted(found.items()))


def facts(
    previous: Sequence[Availability], memory: WatchMemory, *, source: Source, countries: Countries
) -> tuple[Availability, ...]:
    """What a list says now of each of its tools.

    Args:
        previous: what it said before; empty before the first reading.
        memory: of the watched page; only text that is believed counts.
        source: of the page; ``watch.tools`` names the tools.
        countries: the names that are known.

    Returns:
        One fact for each tool and each country that is listed or once was, by tool and country. None at all where the
        list names no country, or fewer than 60 % of those that it named: then what was known stays as it is.
    """
    tools = source.watch.tools if source.watch else ()
    now = listed_countries(memory.units, countries)
    before = {(fact.tool, fact.country): fact for fact in previous if fact.source_id == source.source_id}
    known = {fact.country for fact in before.values() if fact.listed}
    if not now or len(known & now.keys()) < LEAST_SHARE * len(known):
        return ()
    return tuple(
        _fact(before.get((tool, code)), (tool, code), now.get(code), memory, source)
        for tool in sorted(set(tools))
        for code in sorted({*now, *(country for known_tool, country in before if known_tool == tool)})
    )


def changes(previous: Sequence[Availability], current: Sequence[Availability]) -> tuple[AvailabilityChange, ...]:
    """What changed between two states of one list; nothing for a tool that has no earlier facts.

    Returns:
        By tool and country.
    """
    before = {(fact.tool, fact.country): fact.listed for fact in previous}
    tools = {fact.tool for fact in previous}
    found = []
    for fact in current:
        was = before.get((fact.tool, fact.country), False)
        if fact.tool in tools and was != fact.listed:
            change = AvailabilityChange(
                tool=fact.tool, country=fact.country, before=was, after=fact.listed, quote=fact.quote
            )
            found.append(change)
    return tuple(sorted(found, key=lambda change: (change.tool, change.country)))


def events_of(
    changed: Sequence[AvailabilityChange],
    article: Article,
    *,
    source: Source,
    lexicon: Lexicon,
    countries: Countries,
) -> tuple[Event, ...]:
    """The events of a changed list: one cut-off and one lift for each set of tools of a vendor.

    Args:
        changed: what changed.
        article: of the change of the page; each country's line is one of its blocks, or it makes no event.
        source: of the page; the vendor is the one of ``speaks_for`` who makes the tool, or else its first name.
        lexicon: says who makes what.
        countries: the names that are printed.
    """
    groups: dict[tuple[bool, str, tuple[str, ...]], list[AvailabilityChange]] = {}
    tools_of: dict[tuple[str, bool, str], list[str]] = {}
    for change in changed:
        vendor = _vendor(change.tool, source, lexicon)
        if vendor is not None:
            tools_of.setdefault((change.country, change.after, vendor), []).append(change.tool)
    one_each = {(change.country, change.after): change for change in changed}
    for (country, after, vendor), tools in sorted(tools_of.items()):
        groups.setdefault((after, vendor, tuple(tools)), []).append(one_each[country, after])
    found = (_event(key, group, article, countries) for key, group in sorted(groups.items()))
    return tuple(event for event in found if event is not None)


def _event(
    key: tuple[bool, str, tuple[str, ...]], group: Sequence[AvailabilityChange], article: Article, countries: Countries
) -> Event | None:
    lifted, vendor, tools = key
    lines = [(change, block) for change in group if (block := _block(change, article)) is not None]
    if not lines:
        return None
    title = next((block for block in article.blocks if block.kind == "title"), None)
    blocks = tuple(dict.fromkeys(block for _, block in lines))
    cited = [*(_quote("action", article, block) for block in blocks)]
    for field in ("actor", "targets"):
        cited += [_quote(field, article, block) for block in (*((title,) if title else ()), *blocks)]
    cited += [_quote("affected", article, block) for block in blocks]
    return Event(
        article_id=article.article_id,
        actor=vendor,
        actor_type="vendor",
        mechanism="vendor-region",
        action="lift" if lifted else "cut_off",
        status="lifted" if lifted else "in_force",
        targets=tools,
        vendors=(vendor,),
        affected=join_words([countries.names[change.country] for change, _ in lines]),
        evidence=tuple(cited),
    )


def _quote(field: str, article: Article, block: Block) -> Evidence:
    return Evidence(
        field=field, article_id=article.article_id, block=block.order, start=0, end=len(block.text), text=block.text
    )


def _block(change: AvailabilityChange, article: Article) -> Block | None:
    """The line of a country in the article of the change: among what went, or among what came."""
    fitting = (block for block in article.blocks if block.kind != "title" and block.kept == change.after)
    return next((block for block in fitting if block.text == change.quote), None)


def _vendor(tool: str, source: Source, lexicon: Lexicon) -> str | None:
    maker = lexicon.vendor_of(tool)
    return maker if maker in source.speaks_for else next(iter(source.speaks_for), None)


def _fact(
    before: Availability | None, of: tuple[str, str], line: str | None, memory: WatchMemory, source: Source
) -> Availability:
    listed = line is not None
    steady = before is not None and before.listed == listed
    return Availability(
        tool=of[0],
        country=of[1],
        listed=listed,
        as_of_at=memory.read_at,
        since_at=before.since_at if before and steady else memory.read_at,
        source_id=source.source_id,
        url=source.url,
        sha256=memory.sha256,
        quote=line if line is not None else (before.quote if before else ""),
    )


def _countries_of(line: str, countries: Countries) -> tuple[str, ...] | None:
    """The countries that a line is: none where it says that they are not supported, None where it is something else."""
    cells = [cell for cell in _CELLS.split(line) if cell]
    named = [codes for cell in cells if (codes := _all_countries(cell, countries))]
    if not named:
        return None
    if all(_DENIES.search(cell) for cell in cells if _all_countries(cell, countries)):
        return ()
    answers = [_says_no(cell) for cell in cells if not _all_countries(cell, countries)]
    if answers and any(answers) and not _says_yes(cells, countries):
        return ()
    return tuple(dict.fromkeys(code for codes in named for code in codes))


def _says_no(cell: str) -> bool:
    return bool(_NO.fullmatch(cell) or _DENIES.search(cell))


def _says_yes(cells: Sequence[str], countries: Countries) -> bool:
    """Whether a cell beside a country is neither a "no" nor its code."""
    beside = [cell for cell in cells if not _all_countries(cell, countries) and not _says_no(cell)]
    return any(not re.fullmatch(r"[A-Z]{2,3}", cell) for cell in beside)


def _all_countries(cell: str, countries: Countries) -> tuple[str, ...]:
    """The countries of a text that is made of nothing else; empty for any other text."""
    for text in (cell, _TAIL.sub(" ", cell)):
        codes, rest = countries.named_in(text)
        left = [word for word in rest.split() if word not in _JOINTS and not _is_mark(word, codes)]
        if codes and not left:
            return codes
    return ()


def _is_mark(word: str, codes: Sequence[str]) -> bool:
    """Whether a word beside a country is a footnote, or its own code."""
    return word.isdigit() or word.upper() in codes


def _side(line: str, *, before: bool) -> bool:
    """Whether the lines below one that is no country list what is supported."""
    if len(line.split()) > _LONGEST_HEADING or line.endswith((".", "!", "?")):
        return before and not _BEGINS_OTHERS.search(line.replace("’", "'"))
    if _LISTS_OTHERS.search(line.replace("’", "'")):
        return False
    return True if _LISTS_SUPPORTED.search(line) else before
