"""What became of an address, step by step, and what configuration would have kept it."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pipeline.analyse import reading
from pipeline.analyse.register import rows as register
from pipeline.analyse.register.mentions import mentioned
from pipeline.analyse.relevance import THRESHOLD
from pipeline.explain.mends import add_name, open_all, promote
from pipeline.explain.row import decided_on
from pipeline.explain.told import Told
from pipeline.model.article import Article
from pipeline.model.event import Analysis
from pipeline.model.failure import FAILURES
from pipeline.model.site import SourceHealth
from pipeline.model.source import Entry, Source
from pipeline.nightly.house import House
from pipeline.nightly.opening import TRIES
from pipeline.nightly.views import sources_health
from pipeline.parse import article as parsing
from pipeline.store.fetched import Attempt
from pipeline.text.urls import host, page_key, server, slug_words
from pipeline.text.words import counted, join_words

_SKIPPED: Mapping[str, str] = MappingProxyType(
    {
        "archive": "not opened: its source was read for the first time and listed many entries;"
        " fetch.first_entries says how many of them are opened, the newest",
        "old": "not opened: it was old already when its source listed it for the first time",
    }
)
_SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "deadline": "fetch.deadline_seconds",
        "private-address": "fetch.private_hosts",
        "timeout": "fetch.timeout_seconds",
        "too-large": "fetch.max_bytes",
    }
)
"""What the operator can set against a failure; of the others, only the page's owner can mend one."""


def explain(house: House, url: str) -> list[Told]:
    """Tell what became of an address, in the order of the steps; at least one line.

    Args:
        house: with the store; nothing is fetched and nothing is changed.
        url: a web address, however it is spelt.
    """
    told = list(_as_source(house, url))
    retracted = house.store.retractions.of_page(url)
    if retracted is not None:
        words = f"retracted on {retracted.at[:10]}: {retracted.reason.rstrip('.')}; it is never opened again"
        told.append(Told(step="page", words=words))
    listed = house.store.entries.listed_as(url)
    if not listed:
        return told or [Told(step="listed", words=_unlisted(house, url))]
    told += _entries(house, listed)
    mends: list[Told | None] = [told_of for entry, state, _ in listed for told_of in _skipped(house, entry, state)]
    opened = next((entry for entry, state, _ in listed if state), None)  # other spellings of it have no page
    if opened is not None:
        told += _page(house, opened)
        told += _understood(house, opened.url)
        mends += _kept(house, opened)
    return told + list(dict.fromkeys(mend for mend in mends if mend is not None))


def _skipped(house: House, entry: Entry, state: str) -> Iterator[Told | None]:
    """What would have opened a page that was passed over by its title."""
    source = house.source(entry.source_id)
    if state == "skipped" and source is not None and not source.whole:
        yield open_all(house, source)
        yield add_name(house, entry.title)


def _kept(house: House, entry: Entry) -> Iterator[Told | None]:
    """What would have made more of an article that was opened."""
    article = house.store.articles.at(entry.url)
    if article is None:
        return
    ids = [article.article_id]
    analysis = house.store.articles.analyses(ids).get(article.article_id)
    if analysis is not None and not analysis.unread and not (analysis.relevant and analysis.events):
        yield add_name(house, article.title)
    for candidate in house.store.registry.candidates_of_articles(ids):
        if decided_on(house, candidate.candidate_id) is None:
            yield promote(candidate.candidate_id, article.url)


def _as_source(house: House, url: str) -> Iterator[Told]:
    for one in sources_health(house):
        if page_key(one.url) == page_key(url):
            yield Told(step="source", words=f"the address of the source {_standing(one)}")


def _unlisted(house: House, url: str) -> str:
    here = [_standing(one) for one in sources_health(house) if _same_site(host(one.url), host(url))]
    if here:
        return f"not listed: no source has listed it; of its site there is {join_words(here)}"
    return "not listed: nothing is read from its site; `offlimits sources add` with the address of its feed adds it"


def _standing(one: SourceHealth) -> str:
    """A source with its state, and why it is not well."""
    why = f": {one.reason.rstrip('.')}" if one.reason else ""
    return f"{one.source_id} ({one.state}{why})"


def _same_site(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _entries(house: House, listed: Sequence[tuple[Entry, str, str]]) -> Iterator[Told]:
    for entry, state, reason in listed:
        source = house.source(entry.source_id)
        name = f"{source.name} ({entry.source_id})" if source else f"{entry.source_id}, which is not read any more,"
        day = entry.published.text if entry.published else "without a day"
        seen = f"{entry.first_seen_at:%Y-%m-%d}"
        yield Told(step="listed", words=f"listed by {name} as “{entry.title}”, {day}, first seen on {seen}")
        if entry.flags:
            yield Told(step="listed", words=f"odd: {', '.join(entry.flags)}")
        for revision in house.store.entries.revisions(entry.entry_id):
            yield Told(step="listed", words=f"was “{revision['title']}” until {revision['at'][:10]}")
        if state == "skipped":
            yield Told(step="filter", words=_SKIPPED.get(reason) or _passed_over(house, entry, source))


def _passed_over(house: House, entry: Entry, source: Source | None) -> str:
    """Why the filter leaves an entry, judged anew as it was; and what would have kept it."""
    if source is None:
        return "passed over by its title and summary"
    if source.whole:
        return "passed over by its title and summary before its source had `open: all`"
    title = entry.title or slug_words(entry.url)
    loose = house.prefilter.judge(title, entry.summary)
    strict = (
        house.prefilter.judge(title, entry.summary, strict=True) if _found_elsewhere(house, entry, source) else loose
    )
    if strict.open:
        return f"passed over by its title and summary; as things are now it would pass: {strict.why}"
    mend = f"`open: all` at {source.source_id} opens all of its pages, and a name that is missing goes under lexicon"
    if loose.open:
        mend = f"a source of its own for {host(entry.url)} would have kept it"
    return f"passed over by its title and summary: {strict.why}; {mend}"


def _found_elsewhere(house: House, entry: Entry, source: Source) -> bool:
    """Whether a search found it on a host that nobody listed, so that the filter is strict."""
    hosts = {host(each.url) for each in house.settings.sources if not each.discovery}
    return source.discovery and host(entry.url) not in hosts


def _page(house: House, entry: Entry) -> Iterator[Told]:
    state = house.store.entries.page_state(entry.url)
    attempts = house.store.fetched.attempts_at(entry.url)
    if state == "waiting":
        yield Told(step="page", words=_waiting(house, entry, attempts))
    elif state == "closed":
        why = _why(attempts[0]) if attempts else "no attempt is noted"
        yield Told(step="page", words=f"could not be opened: {why}")
    elif state == "opened":
        yield Told(step="page", words=_opened(attempts))


def _opened(attempts: Sequence[Attempt]) -> str:
    done = [attempt for attempt in attempts if attempt.state == "done"]
    if not done:
        return "kept without a page of its own, as its source showed it"
    words = f"opened on {done[0].at:%Y-%m-%d}"
    return words if attempts[0] == done[0] else f"{words}; later it could not be opened: {_why(attempts[0])}"


def _waiting(house: House, entry: Entry, attempts: Sequence[Attempt]) -> str:
    if attempts and attempts[0].state == "done":
        return f"opened on {attempts[0].at:%Y-%m-%d}, and waits to be opened anew because it was changed"
    pauses = house.store.fetched.pauses(house.now)
    until = max((until for url, until in pauses if server(url) == server(entry.url)), default=None)
    paused = f"; its server asks to be left alone until {until:%Y-%m-%d %H:%M} UTC" if until else ""
    if not attempts:
        return f"waits to be opened{paused}" if paused else f"waits to be opened: {_limits(house, entry)}"
    failed = [attempt for attempt in attempts if attempt.state == "failed"]
    days = len({attempt.at.date() for attempt in failed})
    state = "given up" if days >= TRIES else "waits to be opened"
    why = f"failed on {counted(days, 'day')}, last on {failed[0].at:%Y-%m-%d}: {_why(failed[0])}"
    return f"{state}: {why}{paused}"


def _limits(house: House, entry: Entry) -> str:
    source = house.source(entry.source_id)
    names = ["fetch.pages_per_night", "fetch.pages_per_source"]
    if source is not None and source.discovery:
        names.append("fetch.pages_discovery")
    return f"its turn has not come; {join_words(names)} limit a night"


def _why(attempt: Attempt) -> str:
    """Name and sentence of a failure, and the setting that stands against it."""
    known = FAILURES.get(attempt.reason)
    said = attempt.detail or (f"the page {known.words}" if known else "")
    words = f"{attempt.reason}: {said}".strip(": ").rstrip(".")
    setting = _SETTINGS.get(attempt.reason)
    return f"{words}; {setting} can be changed" if setting else words


def _understood(house: House, url: str) -> Iterator[Told]:
    articles = house.store.articles
    article = articles.at(url)
    if article is None:
        reason = articles.parse_failure(url, parsing.VERSION)
        if reason:
            yield Told(step="article", words=f"could not be parsed: {reason}")
        elif house.store.entries.page_state(url) == "opened":
            yield Told(step="article", words="waits to be parsed by the next run")
        return
    yield Told(step="article", words=_blocks(article))
    analysis = articles.analyses([article.article_id]).get(article.article_id)
    if analysis is None or article.article_id in articles.unanalysed(reading.VERSION):
        yield Told(step="relevance", words="waits to be read by the next run")
        return
    yield Told(step="relevance", words=_relevance(analysis))
    yield from _events(house, analysis)
    yield from _story(house, article)
    yield from _register(house, article, analysis)


def _blocks(article: Article) -> str:
    kept = len(article.kept_blocks)
    rules = sorted({block.rule for block in article.blocks if block.rule})
    words = f"parsed: {counted(kept, 'block')} kept, {len(article.blocks) - kept} stripped"
    return f"{words} by {join_words(rules)}" if rules else words


def _relevance(analysis: Analysis) -> str:
    if analysis.unread:
        return f"not read: no rules for its language ({analysis.unread.removeprefix('language:') or 'unknown'})"
    verdict = "relevant" if analysis.relevant else "not relevant"
    needed = "" if analysis.relevant else f" of {THRESHOLD:g} needed"
    why = "; ".join(analysis.why) or "nothing in it speaks of a restriction"
    return f"{verdict}, score {analysis.score:g}{needed}: {why}"


def _events(house: House, analysis: Analysis) -> Iterator[Told]:
    for event in analysis.events:
        news = ", told as history" if event.background else ""
        action = event.action.replace("_", " ")
        tools = join_words(event.targets)
        words = f"{event.actor}: {action} {tools} ({event.status.replace('_', ' ')}{news})"
        held = house.store.registry.of_actors([event.actor]) if event.background else []
        meant = [row.restriction_id for row in mentioned(event, held)]
        yield Told(step="events", words=f"{words}; that is {join_words(meant)}" if meant else words)


def _story(house: House, article: Article) -> Iterator[Told]:
    articles = house.store.articles
    story_id = articles.story_of([article.article_id]).get(article.article_id)
    for story in articles.stories([story_id] if story_id else []):
        words = f"in {story.story_id}, “{story.title}”"
        for original in articles.articles(original for copy, original in story.copies if copy == article.article_id):
            words += f"; it repeats what {original.outlet} wrote: {original.url}"
        yield Told(step="story", words=words)


def _register(house: House, article: Article, analysis: Analysis) -> Iterator[Told]:
    registry, ids = house.store.registry, [article.article_id]
    rows, candidates = registry.of_articles(ids), registry.candidates_of_articles(ids)
    shown = {row.restriction_id: row for row in registry.register(today=house.today.isoformat()).restrictions}
    for row in rows:
        row = shown.get(row.restriction_id, row)
        words = f"evidence of {row.restriction_id}, “{row.title}”; `offlimits show {row.restriction_id}` tells all"
        yield Told(step="register", words=words)
        yield from _decided(house, row.restriction_id)
    for candidate in candidates:
        lapses = "lapsed" if candidate.lapses_on < house.today.isoformat() else "lapses"
        words = f"evidence of a candidate, “{candidate.title}”; it needs {candidate.needs}, and {lapses} on"
        yield Told(step="register", words=f"{words} {candidate.lapses_on}")
        yield from _decided(house, candidate.candidate_id)
    if rows or candidates or not analysis.relevant:
        return
    if article.article_id in house.store.articles.unregistered(register.VERSION):
        words = "waits to be taken into the register by the next run"
    elif not analysis.events:
        words = "tells no event: nobody is said to restrict something"
    elif all(event.background for event in analysis.events):
        words = "tells of a restriction as history alone, on which no row rests"
    else:
        words = "tells an event on which no row rests any more"
    yield Told(step="register", words=words)


def _decided(house: House, row_id: str) -> Iterator[Told]:
    """What a person decided about a row."""
    act = decided_on(house, row_id)
    if act is not None:
        into = f" into {act.into}" if act.into else ""
        yield Told(step="by hand", words=f"{act.act}{into}, by {act.place}: {act.reason}")
