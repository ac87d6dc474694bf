"""Summaries of groups of texts, of one page, and of the articles that tell a restriction. Stores nothing.

Sentences are taken from what the parser keeps, never from filler, and never from a title.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.analyse.tongue import spoken
from pipeline.brief.summary.choose import WORDS, summarise
from pipeline.brief.summary.texts import Passage, Sentence, Text
from pipeline.inspect import one_page
from pipeline.model.article import Article, Block
from pipeline.model.errors import UsageError
from pipeline.model.restriction import Restriction
from pipeline.model.rights import rights
from pipeline.model.source import Source
from pipeline.nightly.batch import parse_cold
from pipeline.store.store import Store
from pipeline.text.sentences import sentences
from pipeline.text.words import clean

Json = dict[str, Any]
ARTICLE_WORDS = 50
"""Words that are quoted of one article of a source, at most."""
_BODY = frozenset({"paragraph", "list-item", "quote"})
_BLANK = re.compile(r"(?:\r\n|\r(?!\n)|\n)[ \t\f\v\u00a0\u3000]*(?:\r\n|\r|\n)\s*")  # as the parser cuts plain text


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence of a summary, with the article that it is of."""

    sentence: Sentence
    article: Article


def answer_lines(lines: Iterable[str], *, budget: int = WORDS) -> Iterator[Json]:
    """Summarise groups, one JSON object a line; a bad line is answered, never dropped.

    Args:
        lines: of the input.
        budget: words of a summary at most.

    Yields:
        One answer for each line that is not empty, in order: ``label``, ``summary``, ``sentences``, ``sources``, and
        for a bad line ``error``.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        label: object = None
        try:
            row = _row(line)
            label = row["label"]
            yield _answer(label, [_article(one, i) for i, one in enumerate(row["articles"], start=1)], budget)
        except UsageError as error:
            empty: Json = {"summary": "", "sentences": [], "sources": []}
            yield {"label": label, **empty, "error": f"line {number}: {error}"}


def of_article(article: Article) -> list[Sentence]:
    """The summary of one page, from its kept blocks."""
    return summarise([_text(article)])


def of_restriction(row: Restriction, store: Store, sources: Mapping[str, Source]) -> list[Said]:
    """The summary of the articles that tell a restriction, as far as the terms of their sources let them be quoted.

    Args:
        row: the restriction.
        store: holds the articles.
        sources: those of feeds.yaml, by id; an article of another is not quoted: nobody knows the terms.
    """
    ids = dict.fromkeys(proof.article_id for proof in row.evidence)
    articles = {one.article_id: one for one in store.articles.articles(ids)}
    quoted = [
        one for one in articles.values() if one.source_id in sources and rights(sources[one.source_id].terms).quote
    ]
    texts = [replace(_text(one), most_words=ARTICLE_WORDS) for one in quoted]
    return [Said(sentence=one, article=articles[one.text_id]) for one in summarise(texts)]


def _text(article: Article) -> Text:
    return Text(
        text_id=article.article_id,
        title=article.title,
        published=article.published.text if article.published else "",
        language=spoken(article),
        passages=tuple(Passage(text=block.text, block=block.order) for block in _body(article)),
    )


def _body(article: Article) -> list[Block]:
    return [block for block in article.kept_blocks if block.kind in _BODY]


def _row(line: str) -> Json:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"no JSON ({error}); write one object a line") from error
    labelled = isinstance(row, dict) and type(row.get("label")) in (str, int)
    if not labelled or not isinstance(row.get("articles"), list):
        raise UsageError('no object with a "label" and a list of "articles"; write {"label": "…", "articles": […]}')
    found: Json = row
    return found


def _article(one: object, number: int) -> Json:
    where = f"article {number}"
    if not isinstance(one, dict) or type(one.get("id")) not in (str, int):
        raise UsageError(f'{where}: no object with an "id"; write {{"id": "…", "title": "…", "text": "…"}}')
    if not isinstance(one.get("text"), str):
        raise UsageError(f'{where}: no "text"; give it in quotes')
    for key in ("title", "published"):
        if not isinstance(one.get(key), str | None):
            raise UsageError(f"{where}: {key} is no text; write it in quotes, or leave it out")
    return one


def _answer(label: object, articles: Sequence[Json], budget: int) -> Json:
    ids = [one["id"] for one in articles]
    if len(set(map(str, ids))) < len(ids):
        raise UsageError("two articles of one id; give each its own, since sentences are found by it")
    texts = [text for one in articles if (text := _given(one)) is not None]
    names = {str(name): name for name in ids}
    chosen = summarise(texts, budget=budget)
    return {
        "label": label,
        "summary": " ".join(one.text for one in chosen),
        "sentences": [{"id": names[one.text_id], "start": one.start, "end": one.end} for one in chosen],
        "sources": [one["text"] for one in articles],
    }


def _given(one: Json) -> Text | None:
    """An article of a group as a text; None if nothing can be read in it."""
    given = {"title": one.get("title"), "published": one.get("published")}
    page = one_page(one["text"].encode("utf-8", "replace"), "text/plain; charset=utf-8", given)
    article = parse_cold([replace(page, article_id=hashlib.sha256(page.body).hexdigest()[:20])])[0].output
    if article is None:
        return None
    return Text(
        text_id=str(one["id"]),
        title=one.get("title") or "",
        published=article.published.text if article.published and given["published"] else "",
        language=spoken(article),
        passages=tuple(_kept(one["text"], article)),
    )


def _kept(text: str, article: Article) -> Iterator[Passage]:
    """The sentences of a text as it was given that the parser keeps, with their place in it."""
    kept = {span.text for block in _body(article) for span in sentences(block.text)}
    for start, paragraph in _paragraphs(text):
        for span in sentences(paragraph):
            if clean(span.text) in kept:
                yield Passage(text=span.text, start=start + span.start)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for blank in _BLANK.finditer(text):
        yield start, text[start : blank.start()]
        start = blank.end()
    yield start, text[start:]
