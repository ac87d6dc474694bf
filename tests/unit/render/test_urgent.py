"""An urgent notice is short, says the same in both parts, and lets no text from outside become anything but text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.edition import Exposure, Report
from pipeline.model.options import SiteOptions
from pipeline.model.urgent import Urgent
from pipeline.render.urgent import WORDS, html, text
from pipeline.render.writer import count_words
from tests.examples import SITE
from tests.unit.render.readers import ID, read_html

CUT_OFF = Exposure(
    restriction_id="AIR-2026-0001",
    headline="",
    tool="Quill",
    bearing="binds us",
    reason="it covers Germany, where we use Quill",
    effective="20 July 2026",
    owner="R. Roe",
    seats=212,
    next="Move the 212 seats to Penstroke by 17 July.",
)
NOTICE = Urgent(
    restriction_id="AIR-2026-0001",
    number=2,
    claimed="0123456789abcdef",
    made_on="2026-07-15",
    subject="Urgent: Quillhaven cuts off Quill for customers in Germany",
    headline="Quillhaven cuts off Quill for customers in Germany from 20 July 2026",
    provenance="told by the actor itself",
    effective_on="2026-07-20",
    in_days=5,
    exposures=(CUT_OFF,),
    what="Replacement: Penstroke. Reasons given: compliance.",
    changed=("Takes effect: 20 July 2026; the notice of 13 July 2026 said 24 July 2026.",),
    stamp="Sample world",
)


def test_a_notice_reads_well() -> None:
    assert text(NOTICE, SITE).splitlines() == [
        "OFFLIMITS                                                  Urgent notice",
        "15 July 2026                                               AIR-2026-0001",
        "https://offlimits.example/ai/restrictions/AIR-2026-0001/",
        "=" * 72,
        "",
        "Sample world",
        "",
        "Quillhaven cuts off Quill for customers in Germany from 20 July 2026",
        "",
        "Takes effect 20 July 2026, in 5 days",
        "Changed. Takes effect: 20 July 2026; the notice of 13 July 2026 said 24",
        "July 2026.",
        "",
        "Quill                                                           binds us",
        "  212 seats · owner: R. Roe",
        "  Why   it covers Germany, where we use Quill",
        "  Next  Move the 212 seats to Penstroke by 17 July.",
        "",
        "Replacement: Penstroke. Reasons given: compliance.",
        "",
        "Told by the actor itself.",
        "This goes out once, and again only if what it says changes; the next",
        "brief says that it was told. To correct us or to leave this list, reply",
        "to this mail.",
        "",
        "Sample world",
    ]


@pytest.mark.parametrize("site", [SITE, SiteOptions()])
def test_both_parts_say_the_same(site: SiteOptions) -> None:
    plain, page = text(NOTICE, site), read_html(html(NOTICE, site))
    assert not page.broken
    assert page.headings == [1]
    assert page.title == NOTICE.subject
    said = " ".join(plain.split())
    for fact in (
        NOTICE.headline,
        "20 July 2026, in 5 days",
        *NOTICE.changed,
        CUT_OFF.reason,
        CUT_OFF.next,
        "212 seats · owner: R. Roe",
        NOTICE.what,
        "Told by the actor itself.",
        "Sample world",
    ):
        assert fact in said
        assert fact in page.words
    assert set(ID.findall(plain)) == set(ID.findall(page.text)) == {"AIR-2026-0001"}
    assert page.hrefs == [f"{site.base_url}/restrictions/AIR-2026-0001/"] if site.base_url else not page.hrefs
    assert not {"img", "script", "link"} & set(page.tags)


@pytest.mark.parametrize(
    ("days", "said"), [(0, "today"), (1, "tomorrow"), (2, "in 2 days"), (-1, "1 day ago"), (-3, "3 days ago")]
)
def test_the_day_is_told_as_it_lies(days: int, said: str) -> None:
    assert f"20 July 2026, {said}\n" in text(replace(NOTICE, in_days=days), SITE)


def test_a_notice_of_many_tools_stays_short_and_says_that_there_are_more() -> None:
    many = tuple(
        replace(CUT_OFF, tool=f"Tool {n}", next="Move all of its seats to something else. " * 3) for n in range(9)
    )
    told = text(replace(NOTICE, exposures=many, what="Exempt: nobody. " * 20), SITE)
    assert count_words(told) <= WORDS
    assert "Exempt" not in told
    assert " more tools of ours" in told
    assert told.splitlines()[-4:] != []
    assert read_html(html(replace(NOTICE, exposures=many), SITE)).words.count(" more tools of ours") == 1


HOSTILE = '<script>alert(1)</script><a href="javascript:x">&amp; "\r\nBcc: x@y.example\r\n'


@given(st.sampled_from(["headline", "provenance", "what", "stamp"]), st.text(max_size=60))
def test_no_text_becomes_markup(name: str, more: str) -> None:
    page = read_html(html(replace(NOTICE, **{name: HOSTILE + more}), SITE))  # type: ignore[arg-type]
    plain = read_html(html(NOTICE, SITE))
    assert page.tags == plain.tags
    assert page.hrefs == plain.hrefs
    assert not page.broken
    assert "\r" not in text(replace(NOTICE, **{name: HOSTILE + more}), SITE)  # type: ignore[arg-type]


def test_a_notice_names_its_source_and_what_a_person_corrected() -> None:
    page_ = Report(outlet="Quillhaven", published="2026-07-13", url="https://quillhaven.example/countries")
    corrected = replace(NOTICE, source=page_, corrections=("Corrected by hand: They mailed us the day.",))
    for told in (text(corrected, SITE), " ".join(read_html(html(corrected, SITE)).words.split())):
        assert "Source: Quillhaven, 13 July 2026" in told
        assert "Corrected by hand: They mailed us the day." in told
    assert "https://quillhaven.example/countries" in read_html(html(corrected, SITE)).hrefs
    assert "https://quillhaven.example/countries" in text(corrected, SITE)
    odd = replace(corrected, source=replace(page_, url="javascript:alert(1)"))
    assert "javascript" not in text(odd, SITE) + html(odd, SITE)
