"""The site as a whole: complete, closed, the same bytes, and no inventory in public."""

import json
import posixpath
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urldefrag

import pytest

from pipeline.model.edition import Edition
from pipeline.model.options import SiteOptions
from pipeline.model.restriction import Party, Target
from pipeline.model.site import SiteContent
from pipeline.render.environment import environment
from pipeline.render.register_json import check
from pipeline.render.site import build
from pipeline.render.site.orders import ORDERS
from pipeline.render.site.page import Page, Press, tab_title
from pipeline.render.site.shelf import shelve
from pipeline.text.words import words
from tests.examples import CONTENT, EMPTY, KNOWN, REGISTER, RICH, SITE
from tests.unit.render.readers import Document, read_html

PUBLIC = build(CONTENT, SITE, private=False)
PRIVATE = build(CONTENT, SITE, private=True)
BARE = build(EMPTY, SiteOptions(), private=False)
BUILDS = {"public": PUBLIC, "private": PRIVATE, "bare": BARE}
PAGES = sorted(path for path in PRIVATE if path.endswith(".html"))
CANARY = "zxcanary"


def pages(build_: dict[str, bytes]) -> Iterator[tuple[str, Document]]:
    for path, data in build_.items():
        if path.endswith(".html"):
            yield path, read_html(data)


def test_every_page_of_the_design_is_there() -> None:
    expected = {
        "index.html",
        "404.html",
        "briefs/index.html",
        "briefs/2026-W28/index.html",
        "briefs/2026-W28/brief.txt",
        "briefs/2026-W28/brief.json",
        "restrictions/index.html",
        "restrictions/AIR-2026-0002/index.html",
        "restrictions/AIR-2026-0005/index.html",
        "stories/index.html",
        "stories/2026-0001/index.html",
        "tools/index.html",
        "tools/claude-code/index.html",
        "vendors/index.html",
        "vendors/anthropic/index.html",
        "actors/index.html",
        "actors/alibaba/index.html",
        "calendar/index.html",
        "changes/index.html",
        "watch/index.html",
        "sources/index.html",
        "methodology/index.html",
        "search/index.html",
        "api/v1/index.json",
        "api/v1/restrictions.json",
        "api/v1/restrictions.csv",
        "api/v1/candidates.json",
        "api/v1/availability.json",
        "api/v1/schema.json",
        "feeds/changes.atom",
        "feeds/new.atom",
        "calendar.ics",
        "assets/filter.js",
        "assets/search.js",
        "assets/site.css",
        "assets/icon.svg",
    }
    assert expected <= set(PUBLIC)
    assert set(PRIVATE) - set(PUBLIC) == {"robots.txt"}


def test_paths_come_in_order() -> None:
    assert list(PUBLIC) == sorted(PUBLIC)


def test_the_same_content_gives_the_same_bytes() -> None:
    assert build(CONTENT, SITE, private=True) == PRIVATE
    assert build(CONTENT, SITE, private=False) == PUBLIC


def test_two_files_never_share_a_path() -> None:
    with pytest.raises(ValueError, match="two files of the site have the path"):
        build(replace(CONTENT, stories=CONTENT.stories + CONTENT.stories[:1]), SITE, private=False)


@pytest.mark.parametrize("name", BUILDS)
def test_every_link_leads_to_a_file_of_the_build_or_out_by_the_web(name: str) -> None:
    files = BUILDS[name]
    anchors = {path: set(page.ids) for path, page in pages(files)}
    for path, page in pages(files):
        targets = [
            attributes.get("href")
            for tag, attributes in page.attributes
            if tag in ("a", "link") and "href" in attributes
        ]
        assert targets
        for target in targets:
            assert target is not None
            if re.match(r"https?://", target):
                continue
            where, fragment = urldefrag(target)
            found = posixpath.normpath(posixpath.join(posixpath.dirname(path), where)) if where else path
            assert found in files, f"{path} links to {target}"
            if fragment:
                assert fragment in anchors[found], f"{path} links to {target}"


@pytest.mark.parametrize("name", BUILDS)
def test_every_page_is_well_formed_and_can_be_read_by_everybody(name: str) -> None:
    for path, page in pages(BUILDS[name]):
        assert page.broken == [], path
        assert page.headings.count(1) == 1, path
        assert page.headings[0] == 1, path
        assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False)), path
        assert len(set(page.ids)) == len(page.ids), path
        assert page.attributes[0] == ("html", {"lang": "en"}), path
        assert page.title.endswith(" · Offlimits") or len(page.title) > 58, path
        assert len(page.title) <= 70, path
        assert page.hrefs[0] == "#main", path
        assert "main" in page.ids, path
        for tag, attributes in page.attributes:
            if tag == "th":
                assert attributes.get("scope") in ("row", "col"), path


SCRIPTS = {
    **{
        f"{order.path}index.html": ("../" * order.path.count("/") + "assets/filter.js", "script-src 'self'; ")
        for order in ORDERS
    },
    "search/index.html": ("../assets/search.js", "script-src 'self' 'wasm-unsafe-eval'; "),
}
"""The pages that run a script of ours, and what their policy allows beside what that of all pages does."""


@pytest.mark.parametrize("name", BUILDS)
def test_no_page_runs_or_loads_anything_but_its_script_of_ours(name: str) -> None:
    for path, page in pages(BUILDS[name]):
        script, allowed = SCRIPTS.get(path, ("", ""))
        assert not {"style", "img", "iframe", "object", "embed", "form", "base"} & set(page.tags), path
        scripts = [attributes for tag, attributes in page.attributes if tag == "script"]
        assert scripts == ([{"src": script, "defer": None}] if script else []), path
        for tag, attributes in page.attributes:
            assert not any(key.startswith("on") or key in ("style", "srcset") for key in attributes), path
            assert "src" not in attributes or tag == "script", path
            if tag == "link":
                assert not re.match(r"(https?:)?//", attributes.get("href") or "") or path == "404.html"
        (policy,) = [a["content"] for _, a in page.attributes if a.get("http-equiv") == "Content-Security-Policy"]
        assert policy is not None
        shared = "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        assert policy == f"{shared}{allowed}base-uri 'none'; form-action 'none'", path
    assert not re.search(rb"url\(|@import|https?:", BUILDS[name]["assets/site.css"])


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Restrictions", "Restrictions · Offlimits"),
        ("x" * 58, f"{'x' * 58} · Offlimits"),
        (f"{'word ' * 12}end", f"{'word ' * 12}end"),
        ("word " * 30, f"{'word ' * 12}word…"),
    ],
)
def test_what_a_tab_is_called_is_not_cut_by_others(title: str, told: str) -> None:
    assert tab_title(title, "Offlimits") == told


def test_titles_of_pages_differ() -> None:
    titles = [page.title for path, page in pages(PUBLIC) if path != "index.html"]
    assert len(set(titles)) == len(titles)


def test_the_register_of_the_site_keeps_to_its_schema() -> None:
    for files in BUILDS.values():
        assert check(json.loads(files["api/v1/restrictions.json"])) == []
        assert json.loads(files["api/v1/schema.json"])["$id"] == "urn:offlimits:register:1"


def test_the_index_for_machines_names_files_that_are_there() -> None:
    index = json.loads(PUBLIC["api/v1/index.json"])
    assert index["restrictions"] == 4
    assert index["candidates"] == 1
    assert index["latest_edition"] == "2026-W28"
    assert index["content_hash"] == json.loads(PUBLIC["api/v1/restrictions.json"])["content_hash"]
    for path in index["files"].values():
        assert posixpath.normpath(posixpath.join("api/v1", path)) in PUBLIC
    assert json.loads(BARE["api/v1/index.json"])["latest_edition"] is None


def test_feeds_and_drawings_are_well_formed() -> None:
    for path in ("feeds/changes.atom", "feeds/new.atom", "assets/icon.svg"):
        ET.fromstring(PUBLIC[path])


def canaried(edition: Edition) -> Edition:
    """The edition with a word in everything that comes from inventory and playbook."""
    return replace(
        edition,
        subject=CANARY,
        bottom_line=CANARY,
        exposures=tuple(
            replace(e, headline=CANARY, tool=CANARY, reason=CANARY, owner=CANARY, seats=987654)
            for e in RICH.exposures or ()
        ),
        steps=tuple(replace(step, department=CANARY, text=CANARY, due=CANARY) for step in RICH.steps),
        coverage=replace(edition.coverage, quiet_tools=(CANARY,)),
    )


def test_nothing_of_the_inventory_reaches_the_public_build() -> None:
    content = replace(CONTENT, editions=tuple(canaried(edition) for edition in CONTENT.editions))
    public = build(content, SITE, private=False)
    private = build(content, SITE, private=True)
    for path, data in public.items():
        assert CANARY.encode() not in data, path
        assert b"987654" not in data, path
    assert CANARY.encode() in private["index.html"]
    assert CANARY.encode() in private["briefs/2026-W28/brief.txt"]
    assert CANARY.encode() in private["briefs/2026-W28/brief.json"]


def test_the_private_build_says_so_and_asks_robots_to_stay_away() -> None:
    assert PRIVATE["robots.txt"] == b"User-agent: *\nDisallow: /\n"
    for path, page in pages(PRIVATE):
        assert ("meta", {"name": "robots", "content": "noindex"}) in page.attributes, path
        assert "Private build" in page.text, path
    for path, page in pages(PUBLIC):
        assert "Private build" not in page.text, path


QUOTE = re.compile(r"“([^”]+)”")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_shows_more_than_fifty_words_of_one_article(path: str) -> None:
    text = read_html(PRIVATE[path]).words
    proofs = [proof for row in (*REGISTER.restrictions,) for proof in row.evidence]
    for article in {proof.article_id for proof in proofs}:
        parts = {proof.quote for proof in proofs if proof.article_id == article}
        found = [quote for quote in QUOTE.findall(text) if any(quote in part for part in parts)]
        assert sum(len(words(quote)) for quote in found) <= 50


def test_a_page_with_long_quotes_cuts_them_and_says_so() -> None:
    long = tuple(replace(proof, quote="word " * 39 + "end", end=proof.start + 198) for proof in KNOWN.evidence)
    content = replace(EMPTY, register=replace(REGISTER, restrictions=(replace(KNOWN, evidence=long),), tombstones=()))
    page = read_html(build(content, SITE, private=False)["restrictions/AIR-2026-0002/index.html"])
    shown = [quote for quote in QUOTE.findall(page.words) if quote.startswith("word")]
    assert sum(len(words(quote)) for quote in shown) <= 100
    assert "” …" in page.words
    assert "Not shown: this site shows at most 50 words of one article." in page.words


def test_quotes_stand_verbatim_in_quotation_marks() -> None:
    page = read_html(PUBLIC["restrictions/AIR-2026-0002/index.html"])
    for proof in KNOWN.evidence:
        assert f"“{proof.quote}”" in page.words


def test_a_stamp_stands_at_both_ends_of_every_page() -> None:
    stamp = "Sample world: everything here is made up."
    for content in (
        replace(CONTENT, stamp=stamp),
        replace(CONTENT, editions=tuple(replace(edition, stamp=stamp) for edition in CONTENT.editions)),
    ):
        for path, page in pages(build(content, SITE, private=False)):
            assert page.text.count(stamp) == 2, path


def test_the_page_for_lost_readers_leads_home_from_any_depth() -> None:
    found = read_html(PUBLIC["404.html"])
    assert all(href.startswith(("https://offlimits.example/ai/", "#")) for href in found.hrefs)
    assert read_html(BARE["404.html"]).hrefs[1] == "index.html"


HOSTILE = '<script>alert("x")</script>\n</td>{{ 7*7 }} &lt;b&gt; \u202e\u0000'


def hostile_content() -> SiteContent:
    party = KNOWN.claims.actor.value
    target = KNOWN.claims.targets.value
    assert isinstance(target, tuple)
    assert isinstance(target[0], Target)
    assert isinstance(party, Party)
    claims = replace(
        KNOWN.claims,
        actor=replace(KNOWN.claims.actor, value=replace(party, name=HOSTILE, unit=HOSTILE, country=HOSTILE)),
        targets=replace(KNOWN.claims.targets, value=(replace(target[0], tool=HOSTILE, vendor=HOSTILE),)),
        replacement=replace(KNOWN.claims.replacement, value=HOSTILE),
        effective=replace(KNOWN.claims.effective, value=HOSTILE),
    )
    proofs = tuple(
        replace(proof, quote=HOSTILE, publisher=HOSTILE, title=HOSTILE, url="javascript:alert(1)", relays=HOSTILE)
        for proof in KNOWN.evidence
    )
    row = replace(
        KNOWN,
        restriction_id="../../etc",
        title=HOSTILE,
        claims=claims,
        evidence=proofs,
        provenance=replace(KNOWN.provenance, phrase=HOSTILE),
        history=tuple(
            replace(
                one,
                changes=tuple(replace(change, field=HOSTILE, before=HOSTILE, after=HOSTILE) for change in one.changes),
            )
            for one in KNOWN.history
        ),
    )
    story = CONTENT.stories[0]
    article = replace(
        story.articles[0], outlet=HOSTILE, title=HOSTILE, url="data:text/html,x", stripped=((HOSTILE, 1),)
    )
    source = replace(CONTENT.sources[0], name=HOSTILE, url="javascript:alert(1)", reason=HOSTILE, kind=HOSTILE)
    return replace(
        CONTENT,
        register=replace(REGISTER, restrictions=(row,), tombstones=()),
        stories=(replace(story, story_id="../x", title=HOSTILE, articles=(article,), restriction_ids=("../../etc",)),),
        sources=(source,),
        stamp=HOSTILE,
    )


def test_no_text_from_outside_becomes_markup_a_link_or_a_path() -> None:
    files = build(hostile_content(), replace(SITE, title=HOSTILE), private=True)
    for path, page in pages(files):
        assert page.broken == [], path
        assert page.tags.count("script") == (path in SCRIPTS), path
        assert not any(re.match(r"(?i)(javascript|data):", href) for href in page.hrefs), path
        assert not set(page.text) & {"\u202e", "\u0000"}, path
    for path, data in files.items():
        assert re.fullmatch(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*", path), path
        assert ".." not in path.split("/"), path
        data.decode()
    for path in ("feeds/changes.atom", "feeds/new.atom"):
        ET.fromstring(files[path])


def test_every_template_of_the_site_is_used() -> None:
    press = Press(env=environment("html"), shelf=shelve(EMPTY), site=SITE, private=False, stamp="")
    used = {"layout", "parts", "edition", "entry", "brief", "front", "briefs", "restrictions", "restriction", "removed"}
    used |= {
        "names",
        "name",
        "stories",
        "story",
        "calendar",
        "changes",
        "corrections",
        "watch",
        "sources",
        "methodology",
        "not_found",
        "search",
        "picture",
        "region",
        "regions",
    }
    assert {
        name.removeprefix("site/").removesuffix(".html.j2")
        for name in press.env.list_templates()
        if name.startswith("site/") and name.endswith(".j2")
    } == used


def test_a_page_knows_its_way_from_any_depth() -> None:
    press = Press(env=environment("html"), shelf=shelve(EMPTY), site=SiteOptions(), private=False, stamp="")
    page = Page(path="a/b/index.html", template="not_found", title="t", description="d")
    made = read_html(press.render(page))
    assert "../../restrictions/index.html" in made.hrefs
    assert "../../index.html" in made.hrefs
