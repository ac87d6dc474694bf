"""Text and HTML of a mail say the same, can be read by everybody, and load nothing."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.edition import Edition, Item
from pipeline.model.options import SiteOptions
from pipeline.render.layout import WIDTH
from pipeline.render.shorten import complete
from pipeline.render.writer import Writer, count_words
from tests.examples import BASELINE, QUIET, RICH, SITE
from tests.unit.render.readers import ID, Document, read_html, strings, urls

EDITIONS = {"rich": RICH, "quiet": QUIET, "baseline": BASELINE}
UNTOLD = ("2026-W", "2026-0", "2026-Q", "https://", "mark", "ok", "wait", "day", "month", "quarter", "UTC")
OFFLINE = SiteOptions()
WRITER = Writer(SITE)
OFFLINE_WRITER = Writer(OFFLINE)


def text_of(edition: Edition, site: SiteOptions = SITE) -> str:
    writer = WRITER if site is SITE else OFFLINE_WRITER
    return writer.text(writer.shortened(edition))


def html_of(edition: Edition, site: SiteOptions = SITE) -> str:
    writer = WRITER if site is SITE else OFFLINE_WRITER
    return writer.html(writer.shortened(edition))


def page_of(edition: Edition, site: SiteOptions = SITE) -> Document:
    return read_html(html_of(edition, site))


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("site", [SITE, OFFLINE], ids=["web", "offline"])
def test_both_parts_name_the_same_ids(name: str, site: SiteOptions) -> None:
    plain, page = text_of(EDITIONS[name], site), page_of(EDITIONS[name], site)
    assert set(ID.findall(plain)) == set(ID.findall(page.text)) | set(ID.findall(" ".join(page.hrefs)))


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("site", [SITE, OFFLINE], ids=["web", "offline"])
def test_both_parts_have_the_same_links(name: str, site: SiteOptions) -> None:
    assert urls(text_of(EDITIONS[name], site)) == set(page_of(EDITIONS[name], site).hrefs)


@pytest.mark.parametrize("name", EDITIONS)
def test_both_parts_say_every_fact_of_the_edition(name: str) -> None:
    edition = EDITIONS[name]
    told = complete(edition)
    plain = " ".join(WRITER.text(told).split()).casefold()
    page = read_html(WRITER.html(told)).words.casefold()
    public = {edition.subject, edition.public_subject, edition.public_bottom_line}
    quiet = {e.reason for e in edition.exposures or () if e.bearing in ("signal", "unknown")} | {"Engineering"}
    headlines = {e.headline for e in edition.exposures or () if e.bearing != "binds us"}
    for fact in set(strings(edition)) - public - quiet - headlines:
        if fact and not fact.startswith(UNTOLD) and fact not in ("barristerbeat", "towncrier"):
            said = " ".join(fact.split()).casefold()
            assert said in plain, fact
            assert said in page, fact


@pytest.mark.parametrize("name", EDITIONS)
def test_both_parts_have_the_same_sections_in_the_same_order(name: str) -> None:
    plain, html = text_of(EDITIONS[name]), html_of(EDITIONS[name])
    in_text = re.findall(rf"^(.+)\n-{{{WIDTH}}}$", plain, re.MULTILINE)
    in_html = [section.upper() for section in re.findall(r"<h2[^>]*>([^<]+)</h2>", html)]
    assert [section for section in in_text if section != "LINKS"] == in_html
    assert in_html[-2:] == ["COVERAGE", "HOW TO READ"]


def test_a_quiet_week_says_so_and_has_no_empty_section() -> None:
    plain = text_of(QUIET)
    assert "A quiet week" in plain
    assert re.findall(rf"^(.+)\n-{{{WIDTH}}}$", plain, re.MULTILINE) == ["COVERAGE", "HOW TO READ"]


def test_a_baseline_lists_what_is_in_force() -> None:
    assert "OFF LIMITS TODAY\n---" in text_of(BASELINE)
    assert "WHAT CHANGED" not in text_of(BASELINE)


@pytest.mark.parametrize("name", EDITIONS)
def test_the_text_keeps_to_its_width_and_has_no_stray_blanks(name: str) -> None:
    plain = text_of(EDITIONS[name])
    for line in plain.splitlines():
        assert len(line) <= WIDTH or "https://" in line
        assert line == line.rstrip()
    assert "\n\n\n\n" not in plain
    assert plain.endswith("\n")


def test_the_text_of_the_site_holds_everything_and_asks_for_no_reply() -> None:
    whole = WRITER.text(complete(RICH), mailed=False)
    assert "more on the web" not in whole
    assert "reply to this mail" not in whole
    assert "reply to this mail" in text_of(RICH)
    for change in RICH.changes:
        assert change.text in " ".join(whole.split())


def test_the_mail_says_what_it_left_to_the_web() -> None:
    plain = text_of(RICH)
    assert plain.count("and 1 more on the web") == 3
    assert "2 new, 1 changed, 1 lifted, 1 withdrawn, listed on the web." in plain
    assert html_of(RICH).count("and 1 more") == 3


def test_a_stamp_stands_at_both_ends_of_both_parts() -> None:
    stamped = replace(QUIET, stamp="Sample world: everything here is made up.")
    plain, page = text_of(stamped), page_of(stamped)
    assert plain.count(stamped.stamp) == page.text.count(stamped.stamp) == 2
    assert plain.index(stamped.stamp) < plain.index(QUIET.bottom_line[:30])
    assert plain.rstrip().endswith(stamped.stamp)


def test_an_edition_without_inventory_says_nothing_about_us() -> None:
    for edition in (BASELINE, replace(RICH, exposures=None, steps=())):
        assert "AFFECTS US" not in text_of(edition)
        assert "Affects us" not in html_of(edition)


# The twelve checks of a mail: research on mail programs, and what readers complain of.


@pytest.mark.parametrize("name", EDITIONS)
def test_the_html_is_well_formed_and_says_its_language(name: str) -> None:
    page = page_of(EDITIONS[name])
    assert page.broken == []
    assert dict(page.attributes[0][1]) == {"lang": "en"}
    assert page.title == EDITIONS[name].subject
    assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in page.attributes
    assert ("meta", {"name": "color-scheme", "content": "light dark"}) in page.attributes


@pytest.mark.parametrize("name", EDITIONS)
def test_there_is_one_first_heading_and_no_level_is_skipped(name: str) -> None:
    levels = page_of(EDITIONS[name]).headings
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", EDITIONS)
def test_the_html_loads_nothing_and_runs_nothing(name: str) -> None:
    html, page = html_of(EDITIONS[name]), page_of(EDITIONS[name])
    assert not {"script", "link", "img", "iframe", "object", "form", "input", "svg", "video", "base"} & set(page.tags)
    assert not re.search(r"url\(|@import|@font-face|expression\(|src=", html, re.IGNORECASE)
    assert all(not key.startswith("on") for _, attributes in page.attributes for key in attributes)
    assert len(html.encode()) <= 60_000


def test_layout_tables_are_marked_as_such_and_data_tables_have_row_headers() -> None:
    page = page_of(RICH)
    tables = [attributes for tag, attributes in page.attributes if tag == "table"]
    data = [attributes for attributes in tables if attributes.get("role") != "presentation"]
    assert len(data) == 1
    headers = [attributes for tag, attributes in page.attributes if tag == "th"]
    assert headers
    assert all(attributes.get("scope") == "row" for attributes in headers)


def test_the_page_is_600_pixels_wide_and_shrinks() -> None:
    widths = [a for tag, a in page_of(RICH).attributes if tag == "table" and a.get("width") == "600"]
    assert len(widths) == 1
    assert "max-width: 600px" in (widths[0]["style"] or "")


def test_styles_are_inline_and_dark_mode_keeps_its_rules() -> None:
    html = html_of(RICH)
    assert html.count("<style") == 1
    assert html.index('<meta charset="utf-8">') < html.index("<style")
    assert "@media (prefers-color-scheme: dark)" in html
    assert 'style="' in html


def test_the_preview_of_a_mail_program_begins_with_the_bottom_line() -> None:
    page = page_of(RICH)
    assert page.words.startswith(RICH.bottom_line)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x.example", "", 'https://x.example/"onclick="y']
)
def test_a_quote_links_only_where_a_link_may_lead(url: str) -> None:
    quote = RICH.items[0].quote
    assert quote is not None
    edition = replace(QUIET, items=(replace(RICH.items[0], quote=replace(quote, url=url)),))
    for site in (SITE, OFFLINE):
        page, plain = page_of(edition, site), text_of(edition, site)
        assert all(re.match(r"https://", href) for href in page.hrefs)
        assert quote.text in page.text
        assert ("[1]" in plain) == url.startswith("https://")
        assert all("onclick" not in attributes for _, attributes in page.attributes)


HOSTILE = '<script>alert("x")</script>\n</td>{{ 7*7 }} ${1} &lt;b&gt; \u202e\u0000'


def hostile_item() -> Item:
    item = RICH.items[1]
    assert item.quote is not None
    return replace(
        item,
        state=HOSTILE,
        tone=HOSTILE,
        mechanism=HOSTILE,
        provenance=HOSTILE,
        headline=HOSTILE,
        what=HOSTILE,
        so_what=HOSTILE,
        next=HOSTILE,
        quote=replace(item.quote, text=HOSTILE, outlet=HOSTILE, published=HOSTILE),
        disagreements=(HOSTILE,),
    )


def test_text_from_outside_is_text_everywhere() -> None:
    rich = RICH
    edition = replace(
        rich,
        items=(hostile_item(),),
        bottom_line=HOSTILE,
        stamp=HOSTILE,
        timezone=HOSTILE,
        subject=HOSTILE,
        exposures=tuple(
            replace(e, tool=HOSTILE, headline=HOSTILE, reason=HOSTILE, owner=HOSTILE) for e in rich.exposures or ()
        ),
        steps=tuple(replace(step, department=HOSTILE, text=HOSTILE, due=HOSTILE) for step in rich.steps),
        dates=tuple(replace(day, label=HOSTILE, text=HOSTILE) for day in rich.dates),
        watching=tuple(replace(watched, text=HOSTILE, needs=HOSTILE, drop_by=HOSTILE) for watched in rich.watching),
        coverage=replace(rich.coverage, quiet_tools=(HOSTILE,), unread_languages=((HOSTILE, 2),)),
    )
    page = page_of(edition)
    assert page.broken == []
    assert "script" not in page.tags
    assert set(page.tags) == set(page_of(rich).tags)
    assert '<script>alert("x")</script> </td>{{ 7*7 }} ${1} &lt;b&gt;' in page.text
    plain = text_of(edition)
    assert "{{ 7*7 }}" in plain
    assert not set(plain + page.text) & {"\u202e", "\u0000"}


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters() | st.sampled_from("<>&\"'\n\u2028{}%"), max_size=50))
def test_no_text_changes_the_shape_of_the_mail(said: str) -> None:
    item = replace(RICH.items[2], headline=said, what=f"x{said}", disagreements=(f"x{said}",))
    html = WRITER.html(complete(replace(QUIET, items=(item,), bottom_line=said)))
    page = read_html(html)
    assert page.broken == []
    plain = read_html(WRITER.html(complete(replace(QUIET, items=(replace(item, headline="x", what="x"),)))))
    assert sorted(set(page.tags)) == sorted(set(plain.tags))


def test_words_are_counted_as_they_are_met() -> None:
    assert count_words("one  two\nthree-four https://a.example/b · AIR-2026-0001") == 6
