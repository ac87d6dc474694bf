"""Made-up news for the load server: the same feeds and pages, byte for byte, in every run.

Every text depends on the number of its feed and of its entry alone. In ten feeds there are six of RSS and two of Atom
with summaries, about 10 KB each, and two of RSS with whole texts, about 105 KB; a page has about 107 KB, of which some
7 KB are its article, as is usual.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from random import Random

LATEST = datetime(2026, 7, 5, 18, 0, tzinfo=UTC)
"""When the last entry of a feed of twenty is published; a reader's clock should stand behind it."""

_PAGE_CHARACTERS = 107_000
_PLAIN = (
    "a about account across adds after agency agreement all also an analysts and announced answer any are as at audit "
    "away based because been before began being between board both budget but by called can change city clause clear "
    "cloud code come company contract cost could council country court customers data date day deal decision "
    "department details did division document does early effect employees end engineers even every executive expected "
    "few field file final firm first five follow for form found from further given go group growth had has have he "
    "held her high him his hours how if in industry inside interview into is issue it its just keep known large last "
    "later law lawyers lead less letter like likely line list local long made main make manager many market may "
    "meeting members memo might model month more most move much must name near need network new next no not note "
    "notice now number of off office officials on one only open or order other our out over own page paper part "
    "partner past people period permit place plan point policy position power press price process product program "
    "project public quarter question rate reach read report request review right risk rule said sales same says "
    "second see sent server service set several she should since site small so software some source staff start state "
    "statement still study such support system take team terms test text than that the their them then there these "
    "they third this those three through time to today tool top trade two under unit until up use users value vendor "
    "version view was way we week well were what when where which while who will with without work would year yet you"
)
_WORDS = _PLAIN.split()

_SHAPES = (
    (
        '<article class="post"><h1>{title}</h1><p class="by">By {author} <time datetime="{day}">{day}</time></p>'
        '<div class="entry-content">{paragraphs}</div></article>'
    ),
    (
        '<main><h1 class="headline">{title}</h1><div class="meta">By {author} | {day}</div>'
        '<section itemprop="articleBody">{paragraphs}</section></main>'
    ),
    (
        '<div id="content"><div class="story"><h1>{title}</h1><span class="date">{day}</span>'
        '<span class="author">{author}</span><div class="story-body">{paragraphs}</div></div></div>'
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed and the article behind it."""

    path: str
    title: str
    author: str
    published: datetime
    paragraphs: tuple[str, ...]


def item(feed: int, number: int) -> Item:
    """The entry of a feed with a number; a higher number is a later entry."""
    random = Random(f"item {feed} {number}")
    return Item(
        path=f"/pages/{feed}/{number}.html",
        title=_sentence(random, random.randint(6, 10)).rstrip("."),
        author=" ".join(word.title() for word in random.sample(_WORDS, 2)),
        published=LATEST + timedelta(minutes=30 * (number - 19), seconds=feed),
        paragraphs=tuple(_paragraph(random, random.randint(2, 5)) for _ in range(random.randint(9, 14))),
    )


def feed_body(feed: int, items: list[Item], base: str) -> bytes:
    """A feed.

    Args:
        feed: its number, which gives its format too.
        items: the newest first.
        base: scheme, host and port of its site.
    """
    atom, full = feed % 10 in (6, 7), feed % 10 in (8, 9)
    site = _site_name(feed)
    if atom:
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
            f'<id>{base}/feeds/{feed}</id><title>{site}</title><link rel="self" href="{base}/feeds/{feed}.xml"/>'
            f"<updated>{items[0].published.isoformat()}</updated>{''.join(_atom(one, base) for one in items)}</feed>"
        ).encode()
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{site}</title><link>{base}/</link><description>{site}</description>"
        f"{''.join(_rss(one, base, full=full) for one in items)}</channel></rss>"
    ).encode()


def page_body(feed: int, one: Item) -> bytes:
    """The page of an entry: the article among scripts, styles, navigation, cards of other articles and comments."""
    random = Random(f"page {one.path}")
    head, navigation, foot = _furniture(feed)
    paragraphs = "\n".join(f"<p>{escape(text)}</p>" for text in one.paragraphs)
    day, title = one.published.date(), escape(one.title)
    article = _SHAPES[feed % len(_SHAPES)].format(title=title, author=one.author, day=day, paragraphs=paragraphs)
    top = (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title} - {_site_name(feed)}</title>'
        f'<meta name="description" content="{escape(one.paragraphs[0][:150])}">'
        f'<meta property="article:published_time" content="{one.published.isoformat()}">'
        f'<link rel="canonical" href="{one.path}">{head}</head><body>{navigation}<div class="layout">{article}'
    )
    pieces = [top, '<aside class="related"><h4>More</h4><ul>']
    left = _PAGE_CHARACTERS - len(top) - len(foot)
    for piece in _asides(random):
        if left <= 0:
            break
        pieces.append(piece)
        left -= len(piece)
    return "".join([*pieces, "</ul></aside></div>", foot]).encode()


def _rss(one: Item, base: str, *, full: bool) -> str:
    whole = "".join(f"<p>{escape(text)}</p>" for text in one.paragraphs)
    content = f"<content:encoded><![CDATA[{whole}]]></content:encoded>" if full else ""
    return (
        f"<item><title>{escape(one.title)}</title><link>{base}{one.path}</link>"
        f'<guid isPermaLink="false">{one.path}</guid><pubDate>{format_datetime(one.published)}</pubDate>'
        f"<dc:creator>{one.author}</dc:creator><description>{escape(_summary(one))}</description>{content}</item>\n"
    )


def _atom(one: Item, base: str) -> str:
    return (
        f'<entry><id>{one.path}</id><title>{escape(one.title)}</title><link rel="alternate" href="{base}{one.path}"/>'
        f"<updated>{one.published.isoformat()}</updated><author><name>{one.author}</name></author>"
        f'<summary type="html">{escape(f"<p>{_summary(one)}</p>")}</summary></entry>\n'
    )


def _summary(one: Item) -> str:
    return one.paragraphs[0][:200]


def _site_name(feed: int) -> str:
    return f"The {_WORDS[feed * 7 % len(_WORDS)].title()} {_WORDS[feed * 11 % len(_WORDS)].title()}"


def _furniture(feed: int) -> tuple[str, str, str]:
    """What all pages of a site share: scripts and styles, navigation, foot."""
    random = Random(f"site {feed}")
    word = random.choice
    styles = "\n".join(
        f".{word(_WORDS)}-{number}{{margin:{random.randint(0, 40)}px;color:#{random.randrange(4096):03x}}}"
        for number in range(400)
    )
    scripts = ";\n".join(
        f'window.{word(_WORDS)}{number}={{"name":"{word(_WORDS)}","values":{random.sample(range(9999), 8)}}}'
        for number in range(200)
    )
    links = "".join(f'<li><a class="item" href="/{word(_WORDS)}">{word(_WORDS).title()}</a></li>' for _ in range(60))
    notes = "".join(f'<li><a href="/notes/{number}">{_sentence(random, 4)}</a></li>' for number in range(30))
    return (
        f"<style>{styles}</style><script>{scripts}</script>",
        f'<header><a href="/">{_site_name(feed)}</a><nav><ul>{links}</ul></nav></header>',
        f"<footer><ul>{notes}</ul><p>Copyright 2026 {_site_name(feed)}.</p></footer></body></html>",
    )


def _asides(random: Random) -> Iterator[str]:
    """Cards of other articles and comments, without an end."""
    while True:
        number = random.randrange(10**6)
        yield (
            f'<li class="card" id="c{number}"><a href="/pages/{number}.html"><img src="/images/{number}.jpg" alt="" '
            f'width="120" height="80" loading="lazy"><h5>{_sentence(random, 8)}</h5></a></li>'
        )
        yield (
            f'<li class="comment" id="m{number}"><div class="user">{random.choice(_WORDS)}</div>'
            f'<div class="text">{_sentence(random, 14)}</div><svg viewBox="0 0 24 24"><path d="M{number % 24} 3L12 2z'
            f'{"M1 1h22v22H1z" * 6}"/></svg><button data-id="{number}">Reply</button></li>'
        )


def _paragraph(random: Random, sentences: int) -> str:
    return " ".join(_sentence(random, random.randint(12, 28)) for _ in range(sentences))


def _sentence(random: Random, words: int) -> str:
    return f"{' '.join(random.choices(_WORDS, k=words)).capitalize()}."
