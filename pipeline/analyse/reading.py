"""The stage: articles to what they say about restrictions."""

from collections.abc import Iterable, Iterator

from pipeline.analyse import details, language, lexicon
from pipeline.analyse.draft import Tools
from pipeline.analyse.events import find_events
from pipeline.analyse.mentions import Reader, Signals
from pipeline.analyse.relevance import judge
from pipeline.analyse.sentence import read_sentences, read_text
from pipeline.model.article import Article
from pipeline.model.event import Analysis
from pipeline.model.outcome import Outcome, done

VERSION = 1
_READ = frozenset({"en", ""})


def prepare(additions: lexicon.Additions | None = None) -> Tools:
    """Load the lexicon and the restriction language, with an operator's additions."""
    names = lexicon.load()
    if additions is not None:
        names = names.extended(additions)
    return Tools(lexicon=names, reader=Reader(names), language=language.load(), reasons=details.Reasons())


def run(articles: Iterable[Article], *, tools: Tools) -> Iterator[Outcome[Analysis]]:
    """One outcome for each article, in order; every article gets an analysis.

    Args:
        tools: from ``prepare``; the same for the whole run.
    """
    for article in articles:
        yield done(article.article_id, analyse(article, tools))


def analyse(article: Article, tools: Tools) -> Analysis:
    """Read one article. An article in a language that cannot be read yields no events and says so."""
    if article.language not in _READ:
        return Analysis(
            article_id=article.article_id, relevant=False, score=0.0, why=(), unread=f"language:{article.language}"
        )
    sentences = read_sentences(article, tools.reader)
    body = "\n".join([article.title, *(block.text for block in article.kept_blocks)])
    title = read_text(article.title, tools.reader, Signals(body, tools.reader))
    events = find_events(article, sentences, title, tools)
    verdict = judge(title, sentences, events, tools.language)
    return Analysis(
        article_id=article.article_id,
        relevant=verdict.relevant,
        score=verdict.score,
        why=verdict.why,
        events=events if verdict.relevant else (),
    )
