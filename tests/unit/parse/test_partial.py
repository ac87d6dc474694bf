"""Title and summary of a partial article."""

import pytest

from pipeline.model.article import Article
from pipeline.model.source import ENTRY_TYPE
from pipeline.parse.barrier import Standing
from pipeline.parse.partial import FEW, head_of, is_partial, teaser_of
from pipeline.parse.refill import refill
from pipeline.parse.sitewide import NOTHING_SEEN
from pipeline.text.words import words
from tests.unit.parse.pages import page, parse, plain_page, rule_of, said
from tests.unit.parse.stories import article, known, lead, title
from tests.unit.parse.test_article import LEAD, MORE, TRUISM, story
from tests.unit.parse.test_barrier import CASES
from tests.unit.parse.test_refill import ABOUT


@pytest.mark.parametrize(
    ("count", "summary", "expected"),
    [
        (FEW - 1, 0, True),
        (FEW, 0, False),
        (0, 0, True),
        (FEW, FEW, False),
        (FEW, FEW + 1, True),
        (90, 100, True),
        (90, 101, False),
        (120, 100, False),
    ],
)
def test_few_words_or_fewer_than_the_summary_are_partial(count: int, summary: int, expected: bool) -> None:
    assert is_partial([" ".join(["word"] * count)], " ".join(["told"] * summary), None) is expected


def test_behind_a_barrier_everything_is_partial() -> None:
    assert is_partial(["word " * 500], "", Standing(kind="paywall", drafts=frozenset()))


@pytest.mark.parametrize(
    ("summary", "teaser"),
    [
        ("Fabrikam bans Nimbus.", "Fabrikam bans Nimbus."),
        ("Fabrikam bans Nimbus from […]", "Fabrikam bans Nimbus from…"),
        ("Fabrikam bans Nimbus from [...]", "Fabrikam bans Nimbus from…"),
        ("Fabrikam bans Nimbus from ... Read more", "Fabrikam bans Nimbus from…"),
        ("Fabrikam bans Nimbus from… Continue reading →", "Fabrikam bans Nimbus from…"),
        ("Fabrikam bans Nimbus. The post Ban appeared first on Harbour Post.", "Fabrikam bans Nimbus."),
        ("Fabrikam bans Nimbus. Read more", "Fabrikam bans Nimbus."),
        ("Fabri\u202ekam\nbans\x00 Nimbus.", "Fabrikam bans Nimbus."),
        ("", ""),
    ],
)
def test_a_summary_loses_what_its_software_adds(summary: str, teaser: str) -> None:
    assert teaser_of(summary) == teaser


def test_without_a_title_there_is_only_the_teaser() -> None:
    assert [(block.order, block.kind) for block in head_of("", "Fabrikam bans Nimbus.", [])] == [(0, "teaser")]
    assert head_of("", "", []) == ()


SUMMARY = "Fabrikam has told its engineers to remove Nimbus, which keeps their drafts."


def partial(*paragraphs: str, summary: str = SUMMARY, **changes: object) -> Article:
    return parse(page(story(*paragraphs), hints=said(summary=summary), **changes))


def test_a_short_page_tells_its_title_and_the_summary_of_its_feed_first() -> None:
    article = partial("Fabrikam will not comment.")
    assert article.partial
    assert [(block.order, block.para, block.kind, block.text) for block in article.kept_blocks] == [
        (0, 0, "title", "Fabrikam bans Nimbus"),
        (1, 1, "teaser", SUMMARY),
        (3, 3, "paragraph", "Fabrikam will not comment."),
    ]
    assert [block.order for block in article.blocks] == list(range(len(article.blocks)))


def test_a_page_that_shows_nothing_is_told_by_its_feed() -> None:
    hints = said(title="Fabrikam bans Nimbus", summary=SUMMARY)
    article = parse(page("<html><body></body></html>", hints=hints))
    assert (article.partial, article.text) == (True, f"Fabrikam bans Nimbus\n\n{SUMMARY}")


def test_a_page_that_is_shorter_than_its_summary_is_partial_and_a_longer_one_is_not() -> None:
    text = "Word by word the harbour of Larvik fills with boats. " * 6
    assert partial(text, summary=text + text[:50]).partial
    assert not partial(text, summary=text[:80]).partial
    assert not partial(text * 3, summary=text * 4).partial  # a feed that carries the page whole


def test_a_full_article_keeps_its_blocks_whatever_the_feed_says() -> None:
    with_feed = parse(page(story(LEAD, MORE, TRUISM), hints=said(title="Other", summary=SUMMARY)))
    assert with_feed.blocks == parse(page(story(LEAD, MORE, TRUISM))).blocks
    assert not any(block.kind in ("title", "teaser") for block in with_feed.blocks)


def test_nothing_is_told_twice() -> None:
    assert [block.kind for block in partial(SUMMARY).kept_blocks] == ["title", "paragraph"]
    assert [block.kind for block in partial(SUMMARY, summary=SUMMARY[:40] + "…").kept_blocks] == ["title", "paragraph"]
    cut_off = partial(SUMMARY[:40] + "…")
    assert [block.kind for block in cut_off.kept_blocks] == ["title", "teaser"]
    assert {block.rule for block in cut_off.blocks if not block.kept} == {"chrome:outside", "chrome:teaser"}
    assert [
        block.kind for block in partial("Fabrikam will not comment.", summary="Fabrikam bans Nimbus").kept_blocks
    ] == [
        "title",
        "paragraph",
    ]


def test_what_a_rule_rests_on_is_counted_with_title_and_teaser() -> None:
    article = partial("Fabrikam bans Nimbus.", "Fabrikam bans Nimbus.")
    for block in article.blocks:
        if "block " in block.because:
            assert article.blocks[int(block.because.rsplit(" ", 1)[1])].text.startswith("Fabrikam bans Nimbus")


def test_what_is_learnt_of_the_site_makes_no_article_partial() -> None:
    """What every page of a site says is no text of this story, but it shows that the page was there to read."""
    one = page(story(lead(0), ABOUT), given=said(title=title(0), language="en"))
    cold = parse(one)
    memory = known(cold, [article(n, ABOUT) for n in (1, 2, 3)])
    warm = parse(one, memory)
    assert rule_of(warm, ABOUT) == "filler:site"
    assert len(words(warm.text)) < FEW
    assert not warm.partial
    assert refill(cold, memory) == warm


@pytest.mark.parametrize("html", [story(ABOUT), story(ABOUT, ABOUT), *(html for _, html in CASES)])
def test_title_and_teaser_stay_whatever_is_known_of_the_site(html: str) -> None:
    one = page(html, hints=said(title=title(0), summary=SUMMARY * 3, language="en"))
    cold = parse(one)
    memory = known(cold, [article(n, ABOUT, article_id=f"b{n}") for n in (1, 2, 3)])
    warm = parse(one, memory)
    assert cold.partial
    assert warm.blocks[:2] == cold.blocks[:2]
    assert [block.kind for block in warm.blocks[:2]] == ["title", "teaser"]
    assert refill(cold, memory) == warm
    assert refill(warm, NOTHING_SEEN) == refill(cold, NOTHING_SEEN) == cold


def test_what_is_known_of_the_site_counts_in_a_partial_article_too() -> None:
    hints = said(title=title(0), summary=" ".join([SUMMARY] * 5), language="en")
    cold = parse(page(story(lead(0), ABOUT), hints=hints))
    warm = refill(cold, known(cold, [article(n, ABOUT) for n in (2, 3, 4)]))
    assert warm.partial
    assert rule_of(warm, ABOUT) == "filler:site"
    assert refill(warm, NOTHING_SEEN) == cold


def test_short_plain_text_has_its_given_title_as_block_0() -> None:
    article = parse(plain_page("It applies at once.", given=said(title="Fabrikam bans Nimbus")))
    assert [(block.kind, block.text) for block in article.blocks] == [
        ("title", "Fabrikam bans Nimbus"),
        ("paragraph", "It applies at once."),
    ]


@pytest.mark.parametrize(
    ("body", "barrier"),
    [
        ('{"reason": "login"}', "login"),
        ('{"reason": "robots"}', None),
        ("[1]", None),
        ("no", None),
        ("[" * 99_999, None),
    ],
)
def test_an_entry_that_stands_in_for_its_page_is_told_by_what_the_feed_says(body: str, barrier: str | None) -> None:
    hints = said(title="Fabrikam bans Nimbus", summary=SUMMARY, author="Jane Doe", language="en")
    article = parse(page(body, content_type=ENTRY_TYPE, hints=hints))
    assert [(block.kind, block.text) for block in article.blocks] == [
        ("title", "Fabrikam bans Nimbus"),
        ("teaser", SUMMARY),
    ]
    assert (article.partial, article.barrier, article.author) == (True, barrier, "Jane Doe")
