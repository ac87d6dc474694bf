"""Title, author, day, language, site."""

import pytest

from pipeline.model.article import Page
from pipeline.parse.blocks import cut
from pipeline.parse.draft import Draft
from pipeline.parse.metadata import (
    LONGEST,
    Metadata,
    author_of,
    byline,
    english,
    headline,
    read_metadata,
    read_said,
    without_site,
)
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
    "text",
    [
        "The company has told staff that the tool is banned from Monday, and that it will not come back.",
        "Teams should review their contracts and prepare for change with clear owners.",
    ],
)
def test_english_is_told_by_its_small_words(text: str) -> None:
    assert english(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Das Unternehmen hat den Angestellten das Werkzeug verboten, und zwar von Montag an.",
        "Het bedrijf heeft de medewerkers verboden om de chatbot te gebruiken, of in elk geval op kantoor.",
        "L'entreprise a interdit à ses salariés d'utiliser l'outil à partir de lundi.",
        "公司禁止员工使用聊天机器人。",
        "Nimbus Parrot Fabrikam",
        "The the the",
        "",
    ],
)
def test_other_languages_and_too_little_text_are_not_called_english(text: str) -> None:
    assert english(text) == ""


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
