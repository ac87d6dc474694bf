"""The page of one inspection: all of the text and all fates in it, nothing loaded, nothing from outside alive."""

import base64
import hashlib
import html
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.article import Article, Block
from pipeline.model.event import Analysis, Event, Evidence
from pipeline.model.source import Published
from pipeline.render.environment import template_dir
from pipeline.render.inspected import LABEL, inspected_html
from tests.examples import INSPECTED, UNDERSTOOD
from tests.unit.render.readers import Document, read_html

NOTHING = Analysis(article_id="a", relevant=False, score=0.0, why=())
EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt;{{ 7*7 }}</style></del>\x00\u202e"
SAFE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt;{{ 7*7 }}</style></del>"


def source(article: Article = INSPECTED, analysis: Analysis = UNDERSTOOD) -> str:
    return inspected_html(article, analysis, reader="Offlimits 1.0, parser 1").decode()


def page(article: Article = INSPECTED, analysis: Analysis = UNDERSTOOD) -> Document:
    return read_html(source(article, analysis))


def block(order: int, text: str, **more: object) -> Block:
    return replace(Block(order=order, para=order, kind="paragraph", text=text), **more)  # type: ignore[arg-type]


def quoting(*quotes: tuple[int, int, int], article: Article) -> Event:
    event = UNDERSTOOD.events[0]
    made = (
        Evidence(field="action", article_id="a", block=b, start=start, end=end, text=article.blocks[b].text[start:end])
        for b, start, end in quotes
    )
    return replace(event, evidence=tuple(made))


def body(made: str) -> str:
    """The text section without layout's line breaks."""
    return re.sub(r"\n\s*", "", made[made.index('<section id="text"') : made.index('<section id="told"')])


# -- what stands there -----------------------------------------------------------------------------------------------


def test_every_block_stands_there_once_and_in_order() -> None:
    made = page()
    places = [int(name[1:]) for name in made.ids if re.fullmatch(r"b\d+", name)]
    assert places == [one.order for one in INSPECTED.blocks]
    words = html.unescape(re.sub(r"<sup>.*?</sup>|<[^>]+>", "", body(source())))
    at = 0
    for one in INSPECTED.blocks:
        at = words.index(one.text, at)


def test_a_dropped_block_is_struck_and_says_its_rule_and_its_reason() -> None:
    made = body(source())
    assert "<del>Change is never easy.</del>" in made
    assert made.count("<del>") == sum(not one.kept for one in INSPECTED.blocks)
    words = page().words
    assert "× filler:advice nothing of this story to check; stock phrase" in words
    assert "× filler:repeat generic, and again in block 8" in words


def test_kept_and_dropped_are_told_apart_by_words_too() -> None:
    labels = [named.get("aria-label") for tag, named in page().attributes if tag == "a"]
    assert "Block 3, kept" in labels
    assert "Block 6, stripped" in labels


def test_a_reason_leads_to_the_block_that_it_names() -> None:
    assert '<a href="#b8">block 8</a>' in source()


def test_a_reason_that_names_its_own_block_or_none_of_the_page_is_no_link() -> None:
    dropped = block(0, "A word, and another. " * 5, rule="filler:run", because="beside block 0 and block 7")
    made = body(source(replace(INSPECTED, blocks=(dropped,)), NOTHING))
    assert "beside block 0 and block 7" in made
    assert '<a href="#b' not in made


def test_every_link_inside_the_page_leads_somewhere_and_no_place_is_named_twice() -> None:
    made = page()
    assert len(made.ids) == len(set(made.ids))
    inside = {href[1:] for href in made.hrefs if href.startswith("#")}
    assert inside <= set(made.ids)
    assert not made.broken
    assert made.headings == [1, 2, 3, 2, 3, 2, 2, 2]


def test_short_blocks_that_were_dropped_for_one_reason_share_a_row() -> None:
    made = body(source())
    assert '<li dir="auto" id="b0"><del>Home</del></li><li dir="auto" id="b1"><del>News</del></li>' in made
    assert made.count("chrome:outside") == 1


def test_what_is_longer_than_a_label_has_a_line_of_its_own() -> None:
    both = [block(i, "x" * (LABEL + i), rule="chrome:outside", because="not in the main text") for i in (0, 1)]
    made = body(source(replace(INSPECTED, blocks=tuple(both)), NOTHING))
    assert made.count("<li") == 1
    assert f'<p dir="auto" id="b1"><del>{both[1].text}</del>' in made


def test_pieces_of_one_paragraph_are_a_group() -> None:
    assert 'role="group" aria-label="One paragraph in 2 pieces"' in source()
    groups = [named for _, named in page().attributes if named.get("role") == "group"]
    assert len(groups) == 1


def test_the_figures_and_what_is_known_of_the_page_stand_there() -> None:
    words = page().words
    assert "3 of 9 blocks are kept." in words
    assert "6 July 2026 (2026-07-06T10:05:00+08:00)" in words
    assert "Perimeter Weekly" in words
    assert "https://perimeterweekly.example/northwind-quill?a=1&b=2" in page().hrefs


def test_what_is_not_known_is_said_to_be() -> None:
    bare = replace(INSPECTED, title="", author="", outlet="", url="", language="", published=None)
    made = page(bare, NOTHING)
    assert made.title == "(no title) · Offlimits inspect"
    assert made.words.count("not known") == 5


def test_what_else_a_page_says_of_itself_has_a_row_where_it_is_said() -> None:
    words = page().words
    for told in ("Changed 7 July 2026", "Site Perimeter Weekly Online", "Tags Quill, work"):
        assert told in words
    assert "https://perimeterweekly.example/northwind-quill" in page().hrefs
    bare = page(replace(INSPECTED, modified=None, site=INSPECTED.outlet, tags=(), canonical="")).words
    assert not [name for name in ("Changed", "Site", "Tags", "Canonical address") if name in bare]


def test_a_canonical_address_that_is_none_is_no_link() -> None:
    made = page(replace(INSPECTED, canonical="javascript:alert(1)"))
    assert "javascript:alert(1)" in made.words
    assert "javascript:alert(1)" not in made.hrefs


def test_a_day_is_told_once() -> None:
    dated = replace(INSPECTED, published=Published(text="2026-07-06", published_on=INSPECTED.published.published_on))  # type: ignore[union-attr]
    assert "6 July 2026" in page(dated).words
    assert "2026-07-06" not in page(dated).text


def test_an_article_without_text_and_one_without_events_say_so() -> None:
    empty = page(replace(INSPECTED, blocks=()), NOTHING)
    assert empty.words.count("The page has no text.") == 2
    assert "No event was read." in empty.words
    assert "No rule dropped anything." in empty.words
    assert not empty.broken
    assert "No event was read." in page(INSPECTED, NOTHING).words


def test_why_an_article_was_not_read_is_told() -> None:
    assert "not read: language:de" in page(INSPECTED, replace(NOTHING, unread="language:de")).words


def test_a_partial_article_says_what_is_known_of_it() -> None:
    words = page(replace(INSPECTED, partial=True)).words
    assert "Extent partial: title and summary are read as text" in words
    words = page(replace(INSPECTED, partial=True, barrier="paywall")).words
    assert "Extent partial: a paywall stands in front of the text; title and summary are read as text" in words


def test_the_text_is_in_its_own_language() -> None:
    assert '<article class="text" lang="zh"' in source(replace(INSPECTED, language="zh"))
    assert " lang=" not in body(source(replace(INSPECTED, language='x" onclick="a')))


# -- evidence --------------------------------------------------------------------------------------------------------


def marked(article: Article, *events: Event) -> list[tuple[str, str]]:
    """What is marked, with the numbers of the events behind it."""
    made = body(source(article, replace(UNDERSTOOD, events=events)))
    found = re.findall(r"<mark>(.*?)</mark><sup>(.*?)</sup>", made)
    return [(text, " ".join(re.findall(r'href="#event-(\d+)"', links))) for text, links in found]


TWO = replace(INSPECTED, blocks=(block(0, "Alpha bans Beta today."), block(1, "Gamma waits.", para=0)))


def test_quotes_of_one_event_that_overlap_are_one_mark() -> None:
    assert marked(TWO, quoting((0, 0, 10), (0, 6, 15), article=TWO)) == [("Alpha bans Beta", "1")]


def test_where_two_events_overlap_both_are_named() -> None:
    one, other = quoting((0, 0, 10), article=TWO), quoting((0, 6, 15), article=TWO)
    assert marked(TWO, one, other) == [("Alpha", "1"), ("bans", "1 2"), ("Beta", "2")]


def test_an_event_that_rests_on_several_pieces_is_marked_in_each() -> None:
    assert marked(TWO, quoting((0, 0, 5), (1, 0, 5), article=TWO)) == [("Alpha", "1"), ("Gamma", "1")]


@pytest.mark.parametrize("quotes", [((0, 6, 10), (0, 16, 21)), ((0, 0, 5), (0, 6, 10)), ((0, 0, 6), (0, 10, 15))])
def test_no_space_is_lost_or_won_where_a_mark_begins_or_ends(quotes: tuple[tuple[int, int, int], ...]) -> None:
    event = quoting(*quotes, article=TWO)
    text = re.sub(r"<sup>.*?</sup>", "", body(source(TWO, replace(UNDERSTOOD, events=(event,)))))
    assert "Alpha bans Beta today." in re.sub(r"<[^>]+>", "", text)


def test_evidence_that_does_not_fit_its_block_breaks_nothing() -> None:
    event = replace(
        UNDERSTOOD.events[0],
        evidence=(
            Evidence(field="actor", article_id="a", block=0, start=-3, end=999, text="x"),
            Evidence(field="actor", article_id="a", block=0, start=9, end=2, text="x"),
        ),
    )
    assert marked(TWO, event) == [("Alpha bans Beta today.", "1")]


def test_an_event_leads_to_its_quotes_and_they_lead_to_it() -> None:
    made = page()
    assert "event-1" in made.ids
    assert {"#event-1", "#b3", "#b5"} <= set(made.hrefs)
    assert "Northwind Freight: ban, Quill" in made.words


# -- nothing from outside --------------------------------------------------------------------------------------------


def everywhere(text: str) -> tuple[Article, Analysis]:
    """An article that says the same in every place."""
    blocks = (
        block(0, text, kind="heading"),
        block(1, text, rule="filler:run", because=text),
        block(2, text * 3, rule=f"new:{text}", because=text),
    )
    article = Article(
        article_id=text,
        snapshot_id=text,
        source_id=text,
        outlet=text,
        url=f"javascript:{text}",
        title=text,
        author=text,
        language=text,
        published=replace(INSPECTED.published, text=text),  # type: ignore[type-var]
        blocks=blocks,
    )
    quote = Evidence(field=text, article_id=text, block=0, start=1, end=len(text) - 1, text=text)
    event = replace(
        UNDERSTOOD.events[0],
        actor=text,
        targets=(text,),
        affected=text,
        replacement=text,
        attribution=text,
        evidence=(quote,),
    )
    return article, Analysis(article_id=text, relevant=True, score=1.0, why=(text,), events=(event,), unread=text)


def test_markup_of_a_page_is_text_wherever_it_stands() -> None:
    made = page(*everywhere(EVIL))
    assert not set(made.tags) & {"script", "img", "b", "iframe", "object"}
    assert not [name for _, named in made.attributes for name in named if name.startswith("on")]
    assert not [href for href in made.hrefs if not href.startswith("#")]
    assert not made.broken
    assert made.words.count(SAFE) >= 10
    assert not set(source(*everywhere(EVIL))) & {"\x00", "\u202e"}


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("<>&\"'/={}%\n\x00 "), min_size=1, max_size=40))
def test_no_text_changes_the_shape_of_the_page(text: str) -> None:
    made = page(*everywhere(text))
    assert not made.broken
    assert not {"script", "img"} & set(made.tags)
    assert all(href.startswith("#") for href in made.hrefs)


def test_nothing_is_loaded_or_run() -> None:
    made = page()
    assert not set(made.tags) & {"script", "link", "img", "iframe", "base", "form"}
    assert not [named for _, named in made.attributes if "style" in named or "src" in named]
    assert not re.search(r"url\(|@import|@font-face", source())


def test_the_policy_allows_the_style_that_stands_there_and_nothing_else() -> None:
    made = source()
    style = made[made.index("<style>") + 7 : made.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(
        named["content"]
        for tag, named in page().attributes
        if tag == "meta" and named.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "&" not in style
    assert "\r" not in made


def test_the_style_is_that_of_the_site_and_has_no_colour_of_its_own() -> None:
    own = (template_dir() / "inspect" / "page.css").read_text(encoding="utf-8")
    assert (template_dir() / "site" / "site.css").read_text(encoding="utf-8") + own in source()
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgb|hsl", own)


def test_the_same_page_gives_the_same_bytes() -> None:
    assert source() == source()


@pytest.mark.parametrize("reader", ["Offlimits 1.0, parser 1", "Offlimits 2.0, parser 7"])
def test_what_has_read_the_page_is_named(reader: str) -> None:
    assert inspected_html(INSPECTED, UNDERSTOOD, reader=reader).decode().count(reader) == 2
