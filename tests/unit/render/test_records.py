"""What the search of the site knows: each page that is found by its words, and nothing that is on no public page."""

import re
from dataclasses import replace

from pipeline.model.restriction import Affected, Alternative, Claim, Party, Target
from pipeline.model.search import SearchRecord
from pipeline.model.site import SiteContent
from pipeline.render.site import build
from pipeline.render.site.records import search_records
from pipeline.render.site.reports import SEARCHED
from tests.examples import CONTENT, EMPTY, KNOWN, RICH, SITE
from tests.unit.render.readers import read_html
from tests.unit.render.site_pages import page_of, with_rows

RECORDS = {record.path: record for record in search_records(CONTENT)}


def of(content: SiteContent, path: str) -> SearchRecord:
    (found,) = [record for record in search_records(content) if record.path == path]
    return found


def test_every_record_leads_to_a_page_and_no_page_of_the_register_is_left_out() -> None:
    files = build(CONTENT, SITE, private=False)
    assert list(RECORDS) == sorted(RECORDS)
    assert set(RECORDS) <= set(files)
    found = re.compile(
        r"(restrictions/AIR-.+|(tools|vendors|actors|regions)/.+|briefs/.+|stories/\d{4}-\d{4})/index\.html"
    )
    stones = {f"restrictions/{stone.restriction_id}/index.html" for stone in CONTENT.register.tombstones}
    pages = {path for path in files if found.fullmatch(path)} - stones
    assert set(RECORDS) == pages | {"methodology/index.html"}


def test_a_restriction_is_found_by_what_its_page_says() -> None:
    found = RECORDS["restrictions/AIR-2026-0002/index.html"]
    assert dict(found.meta) == {
        "title": "Alibaba bans Claude Code for its employees from 10 July 2026",
        "kind": "Restriction",
        "id": "AIR-2026-0002",
        "day": "3 July 2026",
    }
    assert dict(found.filters) == {
        "kind": ("Restriction",),
        "vendor": ("Anthropic",),
        "tool": ("Claude Code",),
        "actor": ("Alibaba",),
        "mechanism": ("Employer ban",),
        "status": ("In force",),
        "region": ("China",),
    }
    assert "Claude Code by Anthropic · its employees · From 10 July 2026" in found.words


def test_words_of_publishers_are_those_of_the_page() -> None:
    for row in CONTENT.register.restrictions:
        path = f"restrictions/{row.restriction_id}/index.html"
        page = page_of(CONTENT, path.removesuffix("index.html"))
        for part in RECORDS[path].words.split(" · "):
            if part.startswith("“"):
                assert part in page.words


def test_no_record_says_more_than_the_public_build() -> None:
    secret = replace(RICH, bottom_line="zxcanary", subject="zxcanary")
    public = replace(RICH, bottom_line="For everybody.")
    content = replace(CONTENT, editions=(secret,))
    shown = build(content, SITE, private=False)[f"briefs/{RICH.edition_id}/index.html"]
    record = of(content, f"briefs/{RICH.edition_id}/index.html")
    assert ("zxcanary" in record.words) == ("zxcanary" in read_html(shown).words)
    assert of(replace(CONTENT, editions=(public,)), record.path) is not None
    for exposure in RICH.exposures or ():
        assert all(exposure.owner not in one.words for one in RECORDS.values() if exposure.owner)


def test_all_values_on_which_sources_disagree_are_found() -> None:
    other = Alternative(value=Party(party_id="x", name="Fjord Bank", type="company"), evidence=())
    row = replace(KNOWN, claims=replace(KNOWN.claims, actor=Claim(status="disputed", alternatives=(other, other))))
    found = of(with_rows(row), f"restrictions/{row.restriction_id}/index.html")
    assert dict(found.filters)["actor"] == ("Fjord Bank",)
    assert found.words.count("Fjord Bank") == 1


def test_chinese_is_cut_into_characters_wherever_it_stands() -> None:
    targets = (Target(tool="通义千问", vendor="阿里巴巴"),)
    claims = replace(KNOWN.claims, targets=replace(KNOWN.claims.targets, value=targets))
    row = replace(KNOWN, title="阿里巴巴集团禁用Claude", claims=claims)
    content = with_rows(row)
    found = of(content, f"restrictions/{row.restriction_id}/index.html")
    assert "通 义 千 问 by 阿 里 巴 巴" in found.words
    assert found.words.endswith("阿 里 巴 巴 集 团 禁 用 Claude")
    assert dict(found.meta)["title"] == "阿里巴巴集团禁用Claude"
    assert dict(found.filters)["vendor"] == ("阿里巴巴",)


def test_no_record_is_without_words() -> None:
    assert all(record.words for record in RECORDS.values())
    bare = replace(CONTENT.stories[0], story_id="2026-0099", restriction_ids=())
    assert of(replace(EMPTY, stories=(bare,)), "stories/2026-0099/index.html").words


def test_of_very_many_stories_the_newest_are_found_and_the_page_says_so() -> None:
    stories = tuple(replace(CONTENT.stories[0], story_id=f"2026-{n:04}") for n in range(SEARCHED + 1, 0, -1))
    content = replace(EMPTY, stories=stories)
    found = [record.path for record in search_records(content) if record.path.startswith("stories/")]
    assert len(found) == SEARCHED
    assert f"stories/{stories[0].story_id}/index.html" in found
    assert "stories/2026-0001/index.html" not in found
    assert "the newest 1,000 can be searched for" in page_of(content, "search/").text
    assert "can be searched for" not in page_of(CONTENT, "search/").text


def test_text_from_outside_is_cleaned() -> None:
    affected = replace(
        KNOWN.claims.affected, status="known", value=Affected(who="all\u202e\u0000\n staff", regions=("CN",))
    )
    row = replace(KNOWN, title="A\u202eB\nC", claims=replace(KNOWN.claims, affected=affected))
    found = of(with_rows(row), f"restrictions/{row.restriction_id}/index.html")
    assert dict(found.meta)["title"] == "AB C"
    assert "all staff" in found.words
    assert dict(found.filters)["region"] == ("China",)


def test_a_site_without_anything_explains_itself() -> None:
    assert [record.path for record in search_records(EMPTY)] == ["methodology/index.html"]
    assert "In force: it applies" in search_records(EMPTY)[0].words
