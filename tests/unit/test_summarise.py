import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.model.outcome import done
from pipeline.model.restriction import Restriction
from pipeline.model.source import Source
from pipeline.model.vocabulary import Terms
from pipeline.parse.article import VERSION
from pipeline.store.store import Store
from pipeline.summarise import ARTICLE_WORDS, answer_lines, of_restriction
from tests.examples.restrictions import KNOWN
from tests.unit.brief.test_summary import ASIDE, BANK, REASON, TITLE
from tests.unit.records import article as record
from tests.unit.store.filling import add_page


def answer(*articles: dict[str, Any], budget: int = 60) -> dict[str, Any]:
    (found,) = answer_lines([json.dumps({"label": "s1", "articles": articles})], budget=budget)
    return found


def article(name: str | int, text: str, published: str | None = None) -> dict[str, Any]:
    return {"id": name, "title": TITLE, "text": text, "published": published}


def test_an_answer_holds_the_summary_its_addresses_and_the_texts_as_given() -> None:
    first, second = f"{ASIDE}\r\n\r\n \r\n{BANK}\r\n{REASON}", f"\n\n{BANK}"
    found = answer(article("a", first), article(2, second))
    texts = {"a": first, 2: second}
    said = [texts[one["id"]][one["start"] : one["end"]] for one in found["sentences"]]
    assert found["label"] == "s1"
    assert found["sources"] == [first, second]
    assert " ".join(said) == found["summary"]
    assert BANK in said
    assert "error" not in found


def test_nothing_is_taken_from_filler_or_from_headings() -> None:
    filler = "Sign up for our newsletter to get the best stories in your inbox every morning."
    found = answer(article("a", f"{filler}\n\n{TITLE}?\n\n{BANK}"), budget=60)
    assert found["summary"] == BANK


def test_the_order_of_articles_changes_no_sentence() -> None:
    one, other = article("a", f"{BANK} {ASIDE}", published="2026-07-06"), article("b", REASON, published="2026-07-07")
    assert answer(one, other)["sentences"] == answer(other, one)["sentences"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 1: no JSON"),
        ("[1]", 'line 1: no object with a "label"'),
        ('{"label": "s"}', 'line 1: no object with a "label" and a list of "articles"'),
        ('{"label": "s", "articles": [7]}', 'line 1: article 1: no object with an "id"'),
        ('{"label": "s", "articles": [{"id": "a"}]}', 'line 1: article 1: no "text"'),
        ('{"label": "s", "articles": [{"id": "a", "text": "", "title": 3}]}', "line 1: article 1: title is no text"),
        ('{"label": "s", "articles": [{"id": "a", "text": "x", "published": "soon"}]}', "line 1: published 'soon'"),
        ('{"label": "s", "articles": [{"id": 1, "text": ""}, {"id": "1", "text": ""}]}', "line 1: two articles of one"),
    ],
)
def test_a_bad_line_is_answered_in_one_line_and_the_next_one_is_read(line: str, told: str) -> None:
    bad, good = answer_lines([line, "", json.dumps({"label": "s2", "articles": [article("a", BANK)]})])
    assert bad["error"].startswith(told)
    assert "\n" not in bad["error"]
    assert (bad["summary"], bad["sentences"], bad["sources"]) == ("", [], [])
    assert good["summary"] == BANK


def test_nothing_is_said_of_an_empty_group() -> None:
    assert answer()["summary"] == ""
    assert answer(article("a", ""))["sentences"] == []


def stored(store: Store, *named: str) -> Restriction:
    """A restriction that articles of these texts tell."""
    for number, told in enumerate(named):
        add_page(store, f"a{number}")
        made = record(f"a{number}", text=told)
        with store.transaction():
            store.articles.save_parsed(made.snapshot_id, VERSION, done(made.snapshot_id, made))
    proofs = tuple(replace(KNOWN.evidence[0], article_id=f"article-a{number}") for number in range(len(named)))
    return replace(KNOWN, evidence=proofs)


def source(terms: Terms) -> dict[str, Source]:
    return {
        "harbourpost": Source(
            source_id="harbourpost", name="Harbour Post", kind="rss", url="https://harbourpost.example/", terms=terms
        )
    }


def test_the_reports_of_a_restriction_are_quoted_where_they_are(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        row = stored(store, f"{BANK} {REASON}", ASIDE)
        said = of_restriction(row, store, source("ok"))
    assert BANK in [one.sentence.text for one in said]
    for one in said:
        block = one.article.blocks[one.sentence.block]
        assert block.kept
        assert block.text[one.sentence.start : one.sentence.end] == one.sentence.text


@pytest.mark.parametrize("terms", ["personal-only", "no-automation"])
def test_sources_that_allow_no_quote_are_not_quoted(tmp_path: Path, terms: Terms) -> None:
    with Store(tmp_path) as store:
        row = stored(store, BANK)
        assert of_restriction(row, store, source(terms)) == []
        assert of_restriction(row, store, {}) == []


def test_no_more_than_fifty_words_of_one_report_are_quoted(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        row = stored(store, " ".join([BANK, REASON, ASIDE, BANK.replace("Northbank", "Its rival"), REASON]))
        said = of_restriction(row, store, source("ok"))
    assert 0 < sum(one.sentence.size for one in said) <= ARTICLE_WORDS
