"""Title, author, day, language, site."""

from typing import Any

import pytest

from pipeline.model.article import Page
from pipeline.parse.authors import author_of, byline
from pipeline.parse.blocks import cut
from pipeline.parse.draft import Draft
from pipeline.parse.metadata import LONGEST, MOST_TAGS, Metadata, completed, read_metadata, read_said
from pipeline.parse.titles import headline, without_site
from pipeline.parse.tree import grow
from tests.unit.parse.pages import day, page, plain_page, said

TITLE = "Fabrikam bans Nimbus on all machines"


def read(head: str = "", body: str = "<p>x</p>", html: str = "<html>", **changes: object) -> Metadata:
    source = f"{html}<head>{head}</head><body>{body}</body></html>"
    return read_metadata(page(source, **changes), grow(source))


def ld(**fields: object) -> str:
    pairs = ", ".join(f'"{name}": "{value}"' for name, value in fields.items())
    return f'<script type="application/ld+json">{{"@type": "Article", {pairs}}}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"<title>{TITLE} | Harbour Post</title>", f"<h1>Harbour Post</h1><h1>{TITLE}</h1>"),
        (f"<title>{TITLE} - Harbour Post</title>" + meta("og:title", f"{TITLE} today"), f"<h1>{TITLE}</h1>"),
        (meta("og:title", TITLE), "<h1>Harbour Post</h1>"),
        (meta("og:title", f"{TITLE} - Post") + meta("og:site_name", "Post"), ""),
        (meta("twitter:title", TITLE), ""),
        (ld(headline=TITLE), ""),
        ("", f"<h1> {TITLE} </h1>"),
        (f"<title>{TITLE} | Harbour Post</title>", ""),
        (f"<title>{TITLE} – Harbour Post</title>", ""),
        (f"<title>{TITLE}</title>", ""),
    ],
    ids=["confirmed h1", "og confirms", "og", "og with site", "twitter", "ld", "h1", "bar", "dash", "bare"],
)
def test_the_title_is_read_from_the_first_that_says_it(head: str, body: str) -> None:
    assert read(head, body).title == TITLE


def test_what_is_given_wins_and_hints_fill_what_is_missing() -> None:
    given = said(title="Given", author="Giver", language="fr", published=day("2026-01-01"))
    hints = said(title="Hint", author="Hinter", language="de-AT", published=day("2026-02-02"))
    full = ld(headline=TITLE, author="Jane Doe", datePublished="2026-07-06", inLanguage="en")
    stated = read(full, given=given, hints=hints)
    assert (stated.title, stated.author, stated.language, stated.published) == (
        "Given",
        "Giver",
        "fr",
        day("2026-01-01"),
    )
    silent = read(hints=hints)
    assert (silent.title, silent.author, silent.language, silent.published) == (
        "Hint",
        "Hinter",
        "de",
        day("2026-02-02"),
    )
    assert read(full, hints=hints).title == TITLE


def test_a_page_that_says_nothing_leaves_everything_open() -> None:
    assert read(url="") == Metadata()


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (ld(author="Jane Doe"), '<a rel="author">Somebody Else</a>'),
        (meta("author", "Jane Doe"), '<a rel="author">Somebody Else</a>'),
        (meta("article:author", "https://news.example/jane"), '<a rel="author">By Jane Doe</a>'),
        ("", '<span itemprop="author"><span itemprop="name">Jane Doe</span></span>'),
        ("", '<address><a rel="author" href="/jane">Jane Doe</a></address>'),
    ],
)
def test_the_author_is_read_from_the_first_that_says_it(head: str, body: str) -> None:
    assert read(head, body).author == "Jane Doe"


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (ld(datePublished="2026-07-06") + meta("article:published_time", "2026-07-05"), "", "2026-07-06"),
        (meta("article:published_time", "2026-07-06T09:00:00+08:00"), "", "2026-07-06T09:00:00+08:00"),
        (meta("datePublished", "2026-07-06"), "", "2026-07-06"),
        (meta("date", "not a date") + meta("dc.date", "2026-07-06"), "", "2026-07-06"),
        ("", '<time itemprop="datePublished" datetime="2026-07-06">6 July</time>', "2026-07-06"),
        ("", '<div><h1>T</h1><p><time datetime="2026-07-06">6 July</time></p></div>', "2026-07-06"),
        ("", '<header><div><h1>T</h1></div><time datetime="2026-07-06">6 July</time></header>', "2026-07-06"),
    ],
    ids=["ld first", "meta", "itemprop meta", "a bad one is passed over", "marked time", "time beside", "time near"],
)
def test_the_day_is_read_from_the_first_that_can_be_read(head: str, body: str, text: str) -> None:
    published = read(head, body).published
    assert published is not None
    assert published.text == text


def test_the_day_may_stand_in_the_address() -> None:
    assert read(url="https://news.example/2026/07/06/ban").published == day("2026-07-06")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", "<p>Published 6 July 2026</p><p>The ban was announced on 2026-07-06.</p>"),
        ("", '<h1>T</h1><p>x</p><aside><p><time datetime="2026-07-01">1 July</time></p></aside>'),
        (meta("last-modified", "2026-07-06"), ""),
        (ld(datePublished="2026-02-30"), ""),
        (ld(datePublished="2026-07-12T00:00:00Z"), ""),
        (ld(datePublished="1970-01-01"), ""),
    ],
    ids=["running text", "another article's", "changed", "no such day", "after it was fetched", "before the web"],
)
def test_a_day_is_not_guessed(head: str, body: str) -> None:
    assert read(head, body).published is None


@pytest.mark.parametrize(
    ("html", "head", "language"),
    [
        ('<html lang="en-GB">', ld(inLanguage="de"), "en"),
        ('<html lang="ZH-hans">', "", "zh"),
        ('<html lang="">', ld(inLanguage="de"), "de"),
        ("<html>", meta("og:locale", "pt_BR"), "pt"),
        ('<html lang="not a language">', meta("og:locale", "fr"), "fr"),
        ("<html>", "", ""),
    ],
)
def test_the_language_is_a_primary_subtag(html: str, head: str, language: str) -> None:
    assert read(head, html=html).language == language


@pytest.mark.parametrize(
    ("head", "changes", "site"),
    [
        (meta("og:site_name", "Harbour Post"), {"outlet": "The Outlet"}, "The Outlet"),
        (meta("og:site_name", "Harbour Post") + "<title>A longer story | HP</title>", {}, "Harbour Post"),
        ("<title>A longer story | HP</title>", {}, "HP"),
        (
            '<script type="application/ld+json">{"@type":"Article","publisher":{"name":"Harbour Post"}}</script>',
            {},
            "Harbour Post",
        ),
        ("", {"url": "https://www.harbour.example/x"}, "harbour.example"),
    ],
)
def test_the_site_has_the_first_name_that_is_given(head: str, changes: dict[str, str], site: str) -> None:
    source = f"<html><head>{head}</head><body><p>x</p></body></html>"
    assert read_metadata(page(source, **changes), grow(source)).site == site


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://news.example/story?utm_source=x", "https://news.example/story"),
        ("/story", "https://news.example/story"),
        ("https://www.news.example/story", "https://www.news.example/story"),
        ("https://elsewhere.example/story", ""),
        ("javascript:alert(1)", ""),
        ("http://[bad", ""),
        ("", "https://news.example/other"),
    ],
)
def test_a_canonical_address_has_to_be_of_the_same_host(href: str, expected: str) -> None:
    head = f'<link rel="stylesheet" href="/x"><link rel="canonical" href="{href}">'
    assert read(head, url="https://news.example/other").canonical == expected


@pytest.mark.parametrize(
    ("url", "href", "expected"),
    [
        ("https://m.news.example/story", "https://www.news.example/story", "https://www.news.example/story"),
        ("https://news.example/story", "https://news.example/", ""),
        ("https://news.example/", "https://news.example/", "https://news.example/"),
        ("", "https://news.example/story", "https://news.example/story"),
    ],
)
def test_the_front_page_is_the_address_of_no_other_and_twins_are_one_host(url: str, href: str, expected: str) -> None:
    assert read(f'<link rel="canonical" href="{href}">', url=url).canonical == expected


def test_the_address_may_be_said_in_other_ways() -> None:
    assert (
        read(meta("og:url", "https://news.example/a"), url="https://news.example/b").canonical
        == "https://news.example/a"
    )
    assert read(ld(url="https://news.example/a"), url="https://news.example/b").canonical == "https://news.example/a"


def test_a_change_is_read_beside_the_day() -> None:
    found = read(meta("article:published_time", "2026-07-06") + meta("article:modified_time", "2026-07-07"))
    assert (found.published, found.modified) == (day("2026-07-06"), day("2026-07-07"))


def test_topics_are_gathered_once_each_and_without_marks_of_a_system() -> None:
    head = meta("article:tag", "Nimbus") + meta("article:tag", "AI") + meta("og:site_name", "Post")
    head += '<meta name="keywords" content="ai, Post, Fabrikam; @river, Section:news, ' + "x" * 61 + '">'
    assert read(head).tags == ("Nimbus", "AI", "Fabrikam")
    many = "".join(meta("article:tag", f"topic {i}") for i in range(50))
    assert len(read(many).tags) == MOST_TAGS


def test_topics_may_be_links() -> None:
    assert read("", '<a rel="tag" href="/ai">AI</a><a rel="category tag" href="/n">Nimbus</a>').tags == ("AI", "Nimbus")


@pytest.mark.parametrize(
    ("body", "published", "author"),
    [
        (
            (
                '<article class="hentry"><h1>T</h1><abbr class="published" title="2026-07-06">x</abbr>'
                '<span class="author vcard"><span class="fn">Jane Doe</span></span></article>'
            ),
            "2026-07-06",
            "Jane Doe",
        ),
        (
            (
                '<div class="h-entry"><h1>T</h1><time class="dt-published" datetime="2026-07-06">x</time>'
                '<a class="p-author h-card">Jane Doe</a></div>'
            ),
            "2026-07-06",
            "Jane Doe",
        ),
        (
            (
                '<div itemscope itemtype="http://schema.org/NewsArticle"><h1>T</h1><meta itemprop="datePublished"'
                ' content="2026-07-06"><span itemprop="author">'
                '<meta itemprop="name" content="Jane Doe"></span></div>'
            ),
            "2026-07-06",
            "Jane Doe",
        ),
        (
            (
                '<h1>T</h1><article class="hentry"><span class="published">2026-07-01</span></article>'
                '<article class="hentry"><span class="published">2026-07-02</span></article>'
            ),
            None,
            "",
        ),
        (
            (
                '<article class="hentry"><h1>T</h1><p>x</p></article><article class="hentry"><h2>Other</h2>'
                '<span class="published">2026-07-02</span><span class="author">Sam Poe</span></article>'
            ),
            None,
            "",
        ),
        (
            '<div><h1>T</h1><time class="updated" datetime="2026-07-07">x</time></div>',
            None,
            "",
        ),
    ],
    ids=["hatom", "h-entry", "microdata", "two entries", "another entry", "changed only"],
)
def test_marks_in_the_text_count_if_they_are_the_articles_own(body: str, published: str | None, author: str) -> None:
    found = read("", body)
    assert (found.published.text if found.published else None, found.author) == (published, author)


def test_a_person_in_the_text_counts_before_an_office_in_the_head() -> None:
    assert read(meta("author", "Newsroom"), '<a rel="author">Jane Doe</a>').author == "Jane Doe"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (meta("og:site_name", "Harbour Post") + meta("og:title", "Harbour Post"), f"<h1>{TITLE}</h1>", TITLE),
        (f"<title>{TITLE} - Harbour</title>", "<h1>Harbour Post</h1>", TITLE),
        ("<title>Harbour Post</title>", f"<h1>{TITLE}</h1>", TITLE),
        (meta("og:title", f"Harbour Post: {TITLE}") + meta("og:site_name", "Harbour Post"), "", TITLE),
        (meta("og:title", "Fabrikam bans Nimbus - for now"), "", "Fabrikam bans Nimbus - for now"),
        (meta("og:title", "R&amp;amp;D bans Nimbus"), "", "R&D bans Nimbus"),
        ("<title>x</title>", "<h1>Fabrikam<br>bans Nimbus</h1>", "Fabrikam bans Nimbus"),
    ],
    ids=["site as title", "site as h1", "site as title element", "site before", "no site", "entities", "break"],
)
def test_the_name_of_the_site_is_no_title(head: str, body: str, title: str) -> None:
    assert read(head, body).title == title


@pytest.mark.parametrize(
    ("head", "body", "changes"),
    [
        (f"<title>{TITLE} | Harbour Post</title>" + meta("og:title", "Harbour Post"), "", {}),
        (
            "<title>Harbour Post</title>" + meta("og:title", "Harbour Post"),
            f"<h1>{TITLE}</h1>",
            {"url": "https://harbourpost.example/a"},
        ),
        ("<title>Harbour Post</title>" + meta("og:title", TITLE), "<h1>Harbour Post</h1>", {}),
        ("<title>Harbour Post</title>", f"<h1>Harbour Post</h1><h1>{TITLE}</h1>", {"outlet": "Harbour Post"}),
        (meta("og:title", "Harbour Post") + f"<title>{TITLE}</title>", "", {"url": "https://harbourpost.example/a"}),
        (meta("og:title", "harbourpost.example"), f"<h1>{TITLE}</h1>", {"url": "https://harbourpost.example/a"}),
        ("<title>Harbour Post</title>", "", {"outlet": "Harbour Post", "hints": said(title=TITLE)}),
        (ld(headline="Harbour Post") + meta("og:site_name", "Harbour Post"), f"<h1>{TITLE}</h1>", {}),
    ],
    ids=["behind the title", "h1", "og", "outlet", "host in words", "host", "feed", "json-ld"],
)
def test_a_title_that_is_only_the_sites_name_gives_way(head: str, body: str, changes: dict[str, Any]) -> None:
    assert read(head, body, **changes).title == TITLE


def test_where_nothing_else_is_said_the_name_of_the_site_is_the_title() -> None:
    assert read("<title>Harbour Post</title>" + meta("og:site_name", "Harbour Post")).title == "Harbour Post"


def test_the_name_of_a_host_is_no_name_of_a_site_where_there_is_another() -> None:
    publisher = (
        '<script type="application/ld+json">{"@type": "Article", "publisher": {"name": "news.example"}}</script>'
    )
    told = read(f"<title>{TITLE} | Harbour Post</title>{publisher}")
    assert (told.site, told.site_name, told.title) == ("Harbour Post", "Harbour Post", TITLE)
    assert (read(publisher).site, read(publisher).site_name) == ("news.example", "")


def test_an_author_comes_without_by_and_without_the_day_from_wherever_it_is_read() -> None:
    for head, body in (
        (ld(author="By Jeff Foe Monday"), ""),
        (meta("author", "By Jeff Foe on Monday"), ""),
        ("", '<p>By <a rel="author">By Jeff Foe</a> Monday</p>'),
        ("", "<h1>T</h1><p>By Jeff Foe Monday</p>"),
    ):
        source = f"<html><head>{head}</head><body>{body}</body></html>"
        one = page(source)
        drafts = cut(grow(source))
        assert completed(one, read(head, body), drafts, frozenset()).author == "Jeff Foe"


def test_an_address_or_a_handle_is_no_name_of_a_site() -> None:
    assert read(meta("og:site_name", "https://news.example")).site_name == ""
    assert read(meta("og:site_name", "@harbourpost")).site_name == "harbourpost"


ENGLISH_TEXT = (
    "The agency said that the tool is banned and that staff would have to remove it from their machines. " * 8
)
GERMAN_TEXT = "Die Behörde verbietet das Werkzeug, und alle Angestellten müssen es von ihren Rechnern entfernen. " * 8


@pytest.mark.parametrize(
    ("said", "text", "language"),
    [
        ("zh", ENGLISH_TEXT, "en"),
        ("de", GERMAN_TEXT, "de"),
        ("", ENGLISH_TEXT, "en"),
        ("", GERMAN_TEXT, ""),
        ("de", "The and that", "de"),
    ],
)
def test_clear_english_counts_before_what_the_template_says(said: str, text: str, language: str) -> None:
    drafts = [Draft(kind="paragraph", text=text)]
    assert completed(page(""), Metadata(language=said), drafts, frozenset({0})).language == language


def test_a_day_line_fills_what_nobody_says_and_is_bounded_by_the_time_of_fetching() -> None:
    drafts = [Draft(kind="heading", text=TITLE), Draft(kind="paragraph", text="6 July 2026 | Updated 7 July 2026")]
    found = completed(page(""), Metadata(title=TITLE), drafts, frozenset())
    assert (found.published, found.modified) == (day("2026-07-06"), day("2026-07-07"))
    later = [drafts[0], Draft(kind="paragraph", text="6 December 2026")]
    assert completed(page(""), Metadata(title=TITLE), later, frozenset()).published is None
    known = Metadata(title=TITLE, published=day("2026-07-01"))
    assert completed(page(""), known, drafts, frozenset()).published == day("2026-07-01")


def test_long_names_are_cut_and_control_characters_go() -> None:
    metadata = read(f"<title>{'word ' * 400}</title>" + meta("author", "Ja\u202ene Doe"))
    assert len(metadata.title) <= LONGEST
    assert metadata.author == "Jane Doe"


def test_plain_text_knows_what_is_said_of_it_and_no_more() -> None:
    one = plain_page("Text.", given=said(title="Given"), hints=said(author="Hinter", language="en"), outlet="Post")
    assert read_said(one) == Metadata(title="Given", author="Hinter", language="en", site="Post")


def test_plain_text_may_be_dated_by_its_address() -> None:
    one: Page = plain_page("Text.", url="https://news.example/2026/07/06/x")
    assert read_said(one).published == day("2026-07-06")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("by: Jane Doe | 6 July 2026", "Jane Doe"),
        ("Written by Jane Doe, Harbour Post", "Jane Doe"),
        ("By N. Castellan", "N. Castellan"),
        ("BY JANE DOE", "JANE DOE"),
        ("By the numbers", ""),
        ("By Friday all engineers have to remove it from their machines", ""),
        ("Nearby Jane Doe", ""),
        ("By ", ""),
        ("By JD", ""),
    ],
)
def test_a_byline_is_by_and_a_name(text: str, name: str) -> None:
    assert byline(text) == name


@pytest.mark.parametrize(
    ("title", "site", "bare"),
    [
        ("Fabrikam bans Nimbus | Harbour Post", "", "Fabrikam bans Nimbus"),
        ("Fabrikam bans Nimbus · Security · Harbour Post", "", "Fabrikam bans Nimbus · Security"),
        ("Fabrikam bans Nimbus - Harbour Post", "", "Fabrikam bans Nimbus"),
        ("Fabrikam bans Nimbus - what we know so far", "", "Fabrikam bans Nimbus - what we know so far"),
        ("Fabrikam bans Nimbus - The Very Long Post Blog", "The Very Long Post", "Fabrikam bans Nimbus"),
        ("Week 5: Texas goes first", "", "Week 5: Texas goes first"),
        ("Fabrikam bans Nimbus", "", "Fabrikam bans Nimbus"),
    ],
)
def test_the_name_of_the_site_is_taken_off_a_title(title: str, site: str, bare: str) -> None:
    assert without_site(title, site) == bare


def paragraphs(*texts: str) -> list[Draft]:
    return [Draft(kind="heading" if len(text.split()) < 8 else "paragraph", text=text) for text in texts]


def test_a_headline_is_the_first_line_that_looks_like_one() -> None:
    assert headline("", paragraphs("Planning", "By Jane Doe", "Fabrikam bans Nimbus", "Text " * 40)) == (
        "Fabrikam bans Nimbus"
    )


def test_running_text_before_it_makes_a_heading_no_headline() -> None:
    assert headline("", paragraphs("Text " * 40, "What happened next")) == ""
    assert headline("", []) == ""


def test_a_title_loses_the_site_if_the_page_shows_it_without() -> None:
    drafts = cut(grow("<div>Fabrikam bans Nimbus</div>"))
    long = "Fabrikam bans Nimbus - The Very Long Harbour Post"
    assert headline(long, drafts) == "Fabrikam bans Nimbus"
    assert headline(long, []) == long
    assert headline("Another", drafts) == "Another"


def test_an_author_stands_before_the_second_paragraph() -> None:
    long = "Running text " * 20
    assert author_of(paragraphs("Title", long, "By Jane Doe", long)) == "Jane Doe"
    assert author_of(paragraphs("Title", long, long, "By Jane Doe")) == ""
    assert author_of([]) == ""
