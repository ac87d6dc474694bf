"""The title of a listed article is found among labels, days, teasers and "Read more"."""

import pytest

from pipeline.model.source import ListRules
from tests.unit.fetch.lists import page, read_page, titles

TITLE = "Fabrikam bans Nimbus for all staff"
LINKS = ListRules(link="a[href^='/news/']")
HEADINGS = ListRules(link="a[href^='/news/']", title="h2, h3")


def card(inner: str, path: str = "/news/1") -> str:
    return f'<a href="{path}">{inner}</a>'


def other(path: str = "/news/2") -> str:
    return f"<div><h2>{card('Contoso lifts its ban', path)}</h2></div>"


def first(inner: str, rules: ListRules = LINKS) -> str:
    """The title of the first of two articles."""
    return titles(read_page(page(f"<div>{inner}</div>", other()), rules))[0]


@pytest.mark.parametrize(
    "inner",
    [
        card(f"<h2>{TITLE}</h2>"),
        f"<h2>{card(TITLE)}</h2>",
        f"<h3>{TITLE}</h3><p>Text.</p>{card('Read more')}",
        f"<p>Label of some words</p><h3>{TITLE}</h3>{card('')}",
        f"<h2><time>9 July 2026</time></h2><h3>{TITLE}</h3>{card('More')}",
        f"<div><div><h2>{TITLE}</h2></div></div><div>{card('<img>')}</div>",
    ],
)
def test_the_selector_finds_the_title_in_what_belongs_to_the_article(inner: str) -> None:
    assert first(inner, HEADINGS) == TITLE


def test_of_what_the_selector_finds_a_heading_counts_first_and_then_the_order() -> None:
    rules = ListRules(link="a", title="h2, h3, p")
    assert first(f"<p>In a few words</p>{card(f'<h3>{TITLE}</h3>')}<p>Text.</p>", rules) == TITLE
    assert first(card(f"<p>{TITLE}</p><p>And then a longer text about it all.</p>"), rules) == TITLE


def test_a_title_further_out_belongs_to_nobody() -> None:
    body = page("<h2>All our announcements</h2>", f"<p>{card(TITLE)}</p>", f"<p>{card('Contoso', '/news/2')}</p>")
    assert titles(read_page(body, HEADINGS)) == [TITLE, "Contoso"]


def test_the_page_around_a_lone_article_is_not_its_own() -> None:
    body = page(f"<main><h2>All our announcements</h2><p>{card('Read more')}</p></main>")
    assert titles(read_page(body, HEADINGS)) == [""]


def test_a_selector_that_finds_nothing_leaves_the_title_to_the_link() -> None:
    assert first(card(TITLE), ListRules(link="a", title=".headline")) == TITLE


@pytest.mark.parametrize(
    "inner",
    [
        "{}",
        "<span>{}</span>",
        "<time>Jul 9, 2026</time><span>Product</span><span>{}</span>",
        "<span>Announcements</span><span>9 July 2026</span><p>{}</p><p>What it means for you, in a longer text.</p>",
        "<p>Jul 9, 2026 · Announcements</p><p>{}</p>",
        "<p>July 9, 2026 · 5 min read</p><p>{}</p>",
        "<div><div>News</div><h3>{}</h3></div><p>A longer text about what was decided there.</p>",
        "<svg><title>Arrow to the right side</title></svg><style>.a b c {{}}</style><b>{}</b>",
        "<!-- a comment of many words --><em>{}</em>",
        "<img alt='A picture of the headquarters'>{}",
        "<script>var some = 'words that are no title';</script><b>{}</b><noscript><p>Turn on scripts</p></noscript>",
    ],
)
def test_a_link_around_a_card_is_called_by_what_names_the_article(inner: str) -> None:
    assert first(card(inner.format(TITLE))) == TITLE


@pytest.mark.parametrize(
    "more",
    [
        "Read more",
        "Read the full story →",
        "Learn more",
        "Continue reading…",
        "阅读全文",
        "続きを読む »",
        "Weiterlesen",
        "5 min read",
    ],
)
def test_a_text_that_only_points_is_no_title(more: str) -> None:
    assert first(f"<p>{card(TITLE)}</p>{card(more)}") == TITLE
    assert first(card(more)) == ""


@pytest.mark.parametrize("day", ["9 July 2026", "2026-07-09", "Jul 9, 2026", "09.07.2026", "2026年7月9日"])
def test_a_day_is_no_title(day: str) -> None:
    assert first(card(day)) == ""


def test_of_several_links_the_longest_is_the_title_unless_it_is_a_teaser() -> None:
    teaser = "What was decided, by whom, and what it means for those who work there. " * 3
    assert first(f"{card('Nimbus')}{card(TITLE)}") == TITLE
    assert first(f"{card(TITLE)}{card(teaser)}") == TITLE
    assert first(f"<h3>{card('Nimbus ban')}</h3><p>{card('A text of middling length about it')}</p>") == "Nimbus ban"


def test_a_lead_is_taken_off() -> None:
    assert first(card(f"Read more about {TITLE}")) == TITLE
    assert first(card(f"Learn more: {TITLE}")) == TITLE


@pytest.mark.parametrize(
    "inner",
    [
        f'<a href="/news/1" aria-label="{TITLE}"></a>',
        f'<a href="/news/1" aria-label="Read more about {TITLE}">Read more</a>',
        f'<a href="/news/1" title="{TITLE}">More</a>',
        f'<a href="/news/1"><img alt="{TITLE}"></a>',
    ],
)
def test_a_link_without_text_is_called_as_for_those_who_do_not_see_it(inner: str) -> None:
    assert first(inner) == TITLE


def test_a_long_text_is_cut_at_a_word() -> None:
    title = first(card("word " * 1_000))
    assert len(title) <= 300
    assert title.endswith("word…")


def test_words_in_different_elements_stay_apart_and_parts_of_a_word_together() -> None:
    assert first(card("<h2>Fabrikam<br>bans <b>Nim</b>bus<div>today</div></h2>")) == "Fabrikam bans Nimbus today"


def test_a_title_is_plain_text() -> None:
    assert (
        first(card("Fabrikam &lt;b&gt;bans&lt;/b&gt; A&amp;B\u200b tools\n now"))
        == "Fabrikam <b>bans</b> A&B tools now"
    )


def test_titles_in_scripts_without_spaces_are_titles() -> None:
    assert first(card("<span>公告</span><span>阿克米公司禁止员工使用</span>")) == "阿克米公司禁止员工使用"
    assert first(card("<span>阿克米公司禁止员工使用</span>")) == "阿克米公司禁止员工使用"
