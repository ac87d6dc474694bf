"""The stage: articles to what they say about restrictions."""

from collections.abc import Iterable, Iterator

from pipeline.analyse import wording
from pipeline.analyse.events.find import find_events
from pipeline.analyse.events.reader import Reader
from pipeline.analyse.events.tools import Tools
from pipeline.analyse.lexicon import language, names
from pipeline.analyse.relevance import judge
from pipeline.analyse.short.read import ShortText, is_short
from pipeline.analyse.short.weigh import judge_short
from pipeline.analyse.strangers import find_strangers
from pipeline.analyse.tongue import spoken
from pipeline.model.article import Article
from pipeline.model.event import Analysis
from pipeline.model.outcome import Outcome, done

VERSION = 3
UNREAD = "language:"
"""How ``Analysis.unread`` begins where the language is why; its code follows."""
_READ = frozenset({"en", ""})  # languages whose grammar is known; an unnamed one is tried


def prepare(additions: names.Additions | None = None) -> Tools:
    """Load names and words, with an operator's additions, and compile them; once for a run.

    Raises:
        ValueError: a data file of the package is malformed; names the file.
    """
    lexicon = names.load()
    if additions is not None:
        lexicon = lexicon.extended(additions)
    words = language.load(additions.verbs if additions else ())
    return Tools(lexicon=lexicon, language=words, reader=Reader(lexicon, words))


def run(articles: Iterable[Article], *, tools: Tools) -> Iterator[Outcome[Analysis]]:
    """One outcome for each article, in order; every article gets an analysis.

    Args:
        articles: parsed pages.
        tools: from ``prepare``; the same for the whole run.
    """
    for article in articles:
        yield done(article.article_id, analyse(article, tools))


def analyse(article: Article, tools: Tools) -> Analysis:
    """Read one article. An article in a language that cannot be read yields no events and says so."""
    language = spoken(article)
    if language not in _READ:
        return Analysis(article_id=article.article_id, relevant=False, score=0.0, why=(), unread=f"{UNREAD}{language}")
    title, sentences = tools.reader.read(article)
    worded = wording.weigh(title, sentences, tools.lexicon.vendors)
    if is_short(article, sentences):
        text = ShortText(article, title, sentences, tools)
        verdict = judge_short(title, text, tools.language, worded)
        events = text.in_all() if verdict.relevant else ()
    else:
        events = find_events(article, title, sentences, tools)
        verdict = judge(title, sentences, events, tools.language, worded)
    return Analysis(
        article_id=article.article_id,
        relevant=verdict.relevant,
        score=verdict.score,
        why=verdict.why,
        events=events if verdict.relevant else (),
        strangers=find_strangers(sentences, tools),
    )
