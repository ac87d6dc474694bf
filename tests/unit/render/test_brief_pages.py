"""What the front page and the pages of the briefs tell."""

import json
from dataclasses import replace

from pipeline.model.edition import Erratum
from pipeline.model.restriction import Register
from pipeline.render import email
from pipeline.render.site import build
from pipeline.render.site.editions import NEWEST, Standing, standing
from tests.examples import BASELINE, CONTENT, EMPTY, KNOWN, QUIET, REGISTER, RICH, SITE
from tests.unit.render.site_pages import PRIVATE, PUBLIC, page, page_of


def test_the_front_page_is_the_latest_brief() -> None:
    front, brief = page("").words, page("briefs/2026-W28").words
    begin, end = front.index("In force or reported "), front.index("In force or reported, by month")
    assert front[:begin] + front[end:] == brief
    assert RICH.public_bottom_line in page("").words
    assert RICH.bottom_line in page("", private=True).words


def test_the_front_page_says_how_the_register_stands() -> None:
    front = page("").words
    binding = [row for row in REGISTER.restrictions if row.status in ("in-force", "reported")]
    part = front[front.index("In force or reported ") : front.index("In force or reported, by month")]
    assert f"All {len(binding)} " in part
    for row in sorted(REGISTER.restrictions, key=lambda row: (row.added_on, row.restriction_id))[-NEWEST:]:
        assert f"{row.title} ({row.restriction_id})" in part
    imported = replace(KNOWN, imported_from="a list")
    assert standing(Register(restrictions=(imported,))) == Standing(mechanisms=(), newest=())


def test_a_brief_shows_all_of_its_edition() -> None:
    told = page("briefs/2026-W28").words
    for item in RICH.items:
        assert item.headline in told
        assert item.what in told
    for change in RICH.changes:
        assert change.text in told
    for day in RICH.dates:
        assert day.text in told
    for watched in RICH.watching:
        assert watched.needs in told
    assert "Barrister Beat (challenge page, since 9 July 2026)" in told
    assert "Sources disagree on the day: 1 August 2026 (3 reports) or 15 August 2026 (1 report)." in told


def test_the_private_brief_says_what_touches_us() -> None:
    told = page("briefs/2026-W28", private=True).words
    assert "Binds us we have an office in Serbia" in told
    assert "34 days left" in told
    assert "Procurement: Move the 14 Belgrade seats of Quill to another tool and tell Quillhaven" in told
    assert "Signals, which bind others: Claude Code, 212 seats (AIR-2026-0002)." in told
    doubt = "we do not know whether Northwind Freight counts us as staff"
    assert f"Not known whether it touches us: Quill (AIR-2026-0003: {doubt})." in told
    assert "Security" in told


def test_the_public_brief_has_no_word_about_us() -> None:
    told = page("briefs/2026-W28").words
    for word in ("Affects us", "Next steps", "Procurement", "212 seats", "Nothing new on"):
        assert word not in told


def test_briefs_lead_to_the_weeks_before_and_after() -> None:
    middle = page("briefs/2026-W27").hrefs
    assert "../../briefs/2026-W26/index.html" in middle
    assert "../../briefs/2026-W28/index.html" in middle
    assert [a["rel"] for _, a in page("briefs/2026-W27").attributes if a.get("rel") in ("prev", "next")] == [
        "prev",
        "next",
    ]
    assert [a["rel"] for _, a in page("briefs/2026-W26").attributes if a.get("rel") in ("prev", "next")] == ["next"]
    assert [a["rel"] for _, a in page("briefs/2026-W28").attributes if a.get("rel") in ("prev", "next")] == ["prev"]


def test_a_quiet_week_keeps_its_coverage_in_the_first_column() -> None:
    told = page("briefs/2026-W27").words
    assert QUIET.public_bottom_line in told
    assert told.index("Coverage") < told.index("In force or reported, by month")
    assert told.count("Coverage") == 1
    rich = page("briefs/2026-W28").words
    assert rich.index("In force or reported, by month") < rich.index("Coverage")
    assert rich.count("Coverage") == 1


def test_the_chart_has_a_title_a_description_and_a_table() -> None:
    found = page("briefs/2026-W28")
    (drawing,) = [attributes for tag, attributes in found.attributes if tag == "svg"]
    assert drawing["role"] == "img"
    assert drawing["aria-labelledby"] == "by-month-title by-month-description"
    assert {"by-month-title", "by-month-description"} <= set(found.ids)
    assert "8 in January 2026, 21 in July 2026." in found.words
    assert "Month In force or reported January 2026 8 February 2026 10" in found.words


def test_an_edition_without_a_series_has_no_chart() -> None:
    content = replace(CONTENT, editions=(replace(RICH, in_force_by_month=()),))
    assert "svg" not in page_of(content, "briefs/2026-W28/").tags


def test_ids_without_a_page_are_no_links() -> None:
    content = replace(CONTENT, register=replace(REGISTER, restrictions=(KNOWN,), tombstones=()))
    found = page_of(content, "briefs/2026-W28/")
    assert "AIR-2026-0004" in found.words
    assert not [href for href in found.hrefs if "AIR-2026-0004" in href]
    assert [href for href in found.hrefs if "AIR-2026-0002" in href]


def test_all_briefs_are_listed_newest_first() -> None:
    told = page("briefs").words
    assert told.index("Week 28") < told.index("Week 27") < told.index("Week 26")
    assert "No brief has been composed yet." in page_of(EMPTY, "briefs/").words


def test_before_the_first_brief_the_front_page_says_so() -> None:
    content = replace(CONTENT, editions=())
    told = page_of(content, "").words
    assert "No brief has been composed yet. The register holds 4 restrictions and watches 1 candidate." in told


def test_a_brief_is_data_too() -> None:
    public = json.loads(PUBLIC["briefs/2026-W28/brief.json"])
    assert public["edition_id"] == "2026-W28"
    assert public["exposures"] is None
    assert public["steps"] == []
    assert public["items"][1]["quote"]["outlet"] == "Harbour Post"
    private = json.loads(PRIVATE["briefs/2026-W28/brief.json"])
    assert len(private["exposures"]) == 3


def test_an_old_brief_shows_what_was_corrected_since() -> None:
    wrong = Erratum(restriction_id=KNOWN.restriction_id, edition_ids=("2026-W26", "2026-W27"), text="Another day.")
    editions = (*CONTENT.editions[:-1], replace(CONTENT.editions[-1], errata=(wrong,)))
    files = build(replace(CONTENT, editions=editions), SITE, private=False)
    old, new = (files[f"briefs/2026-W{week}/index.html"].decode() for week in (27, 28))
    assert 'Corrected since: Another day. (<a href="../../briefs/2026-W28/index.html">2026-W28</a>)' in old
    assert "Corrected since" not in new
    assert "<h2>Corrections</h2>" in new
    assert '>2026-W26</a>, <a href="../../briefs/2026-W27/index.html">2026-W27</a>)' in new
    told = build(CONTENT, SITE, private=False)["briefs/2026-W27/index.html"].decode()
    assert "Corrected since" not in told
    assert files["briefs/2026-W27/brief.json"] == build(CONTENT, SITE, private=False)["briefs/2026-W27/brief.json"]


def test_every_form_of_a_brief_names_its_corrections() -> None:
    wrong = Erratum(restriction_id="AIR-2026-0009", edition_ids=("2026-W26", "2026-W27"), text="Another day.")
    edition = replace(QUIET, errata=(wrong,))
    for form in (email.text, email.html, email.markdown):
        told = " ".join(form(edition, SITE).replace("\\", "").split())
        assert "orrections" in told.replace("CORRECTIONS", "Corrections")
        assert "Another day." in told
        assert "AIR-2026-0009" in told
        assert "told in 2026-W26 and 2026-W27" in told


def test_all_corrections_stand_on_one_page_the_newest_first() -> None:
    first = Erratum(restriction_id="AIR-2026-0002", edition_ids=("2026-W27",), text="The day is another.")
    content = replace(CONTENT, editions=(BASELINE, replace(QUIET, errata=(first,)), RICH))
    found = page_of(content, "corrections/")
    assert "The day is another. (AIR-2026-0002) Corrected in " in found.words
    assert "; told in 2026-W27." in found.words
    assert "../restrictions/AIR-2026-0002/index.html" in found.hrefs
    assert "No brief had to be corrected yet." in page("corrections").words
