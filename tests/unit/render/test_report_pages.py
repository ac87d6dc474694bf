"""What the pages of names, stories and sources tell, and how the methodology explains it."""

from dataclasses import replace
from typing import Any

import pytest

from pipeline.model.site import CountryList
from pipeline.render.site.reports import STORIES
from tests.examples import CONTENT, DISPUTED, EMPTY, KNOWN, LIFTED, SCHEDULED
from tests.unit.render.site_pages import page, page_of


def test_names_are_listed_with_their_counts() -> None:
    assert "Claude Code by Anthropic 1 1 Quill by Quillhaven 3 0" in page("tools").words
    assert "Alibaba company, China 1 1" in page("actors").words
    assert "Anthropic Claude Code 1 1" in page("vendors").words
    assert "None yet." in page_of(EMPTY, "tools/").words


def test_a_name_lists_its_restrictions() -> None:
    found = page("tools/quill").words
    for row in (LIFTED, DISPUTED, SCHEDULED):
        assert row.title in found
    assert KNOWN.title not in found
    assert "company, China" in page("actors/alibaba").words


def test_a_story_says_what_was_stripped_and_shows_no_text() -> None:
    found = page("stories/2026-0001")
    assert KNOWN.title in found.words
    assert "chrome:related 6, filler:advice 2" in found.words
    assert "“Alibaba staff have to give up Claude Code from Friday”" in found.words
    assert "repeats Harbour Post" in found.words
    assert "310 205" in found.words
    for proof in KNOWN.evidence:
        assert proof.quote not in found.words


def test_a_story_without_a_restriction_is_called_by_a_headline_in_quotation_marks() -> None:
    found = page("stories/2026-0002").words
    assert found.index("“Northwind Freight bars staff from AI writing tool Quill”") < found.index("What it tells")
    assert "Nothing in the register rests on this story" in found
    listed = page("stories").words
    assert "“Northwind Freight bars staff from AI writing tool Quill” day not known 1 none yet" in listed
    assert f"{KNOWN.title} 6 July 2026 2 AIR-2026-0002" in listed


def test_stories_of_one_restriction_do_not_share_its_headline() -> None:
    """The headline says how it stands today; the story of its beginning did not tell that it was lifted."""
    both = replace(CONTENT.stories[1], restriction_ids=CONTENT.stories[0].restriction_ids)
    content = replace(CONTENT, stories=(CONTENT.stories[0], both))
    for story in content.stories:
        assert f"Story: “{story.title}”" in page_of(content, f"stories/{story.story_id}/").title


def test_a_long_headline_of_a_publisher_is_cut() -> None:
    story = replace(CONTENT.stories[1], title="word " * 60)
    content = replace(CONTENT, stories=(story,))
    assert f"“{' '.join(['word'] * 25)}”" in page_of(content, "stories/2026-0002/").words


LIST = CountryList(
    tool="Quill",
    url="https://quillhaven.example/countries",
    listed=("Albania", "Norway"),
    gone=(("Sweden", "2026-07-06"),),
)


def test_a_tool_shows_where_its_vendor_offers_it() -> None:
    found = page_of(replace(CONTENT, country_lists=(LIST,)), "tools/quill/").words
    assert "2 countries on the vendor’s own list: Albania, Norway." in found
    assert "Listed no more: Sweden, since 6 July 2026." in found
    assert "Restrictions that name Quill" in found
    assert "vendor’s own list" not in page("tools/quill").words


def test_a_tool_of_which_only_a_list_is_known_has_a_page_and_moves_no_other() -> None:
    content = replace(CONTENT, country_lists=(replace(LIST, tool="Amanuensis", gone=()),))
    found = page_of(content, "tools/amanuensis/").words
    assert "2 countries on the vendor’s own list" in found
    assert "Restrictions that name" not in found
    assert "Amanuensis – 0 0" in page_of(content, "tools/").words
    assert "Restrictions that name Quill" in page_of(content, "tools/quill/").words


def test_a_source_shows_how_much_of_its_text_is_repeated_with_the_sample_and_no_verdict() -> None:
    measured = replace(CONTENT.sources[0], articles=48, filler_share=0.7, repeated_share=0.612)
    few = replace(CONTENT.sources[1], articles=4)
    found = page_of(replace(CONTENT, sources=(measured, few)), "sources/").words
    assert "61 % of 48 articles" in found
    assert "4 articles" not in found
    assert "70 %" not in found


def test_sources_show_their_health_failing_ones_first() -> None:
    found = page("sources").words
    assert "3 sources, 1 failing or silent." in found
    assert found.index("Barrister Beat") < found.index("Harbour Post") < found.index("Town Crier")
    assert "failing: challenge page since 9 July 2026" in found
    assert "not read yet" in found
    assert "10 July 2026" in found
    assert "No source is configured." in page_of(EMPTY, "sources/").words
    healthy = replace(CONTENT, sources=CONTENT.sources[1:])
    assert "2 sources, none failing or silent." in page_of(healthy, "sources/").words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": "stale", "reason": "nothing new for long", "since": "2026-07-01"}, "stale: nothing new"),
        ({"state": "parked", "reason": "it stayed silent"}, "parked: it stayed silent"),
        ({"state": "gone", "reason": "it is gone"}, "gone: it is gone"),
        ({"state": "quiet"}, "read, quiet"),
        ({"state": "moved", "moved_to": "https://new.example/feed"}, "read, moved now at https://new.example/feed"),
        ({"state": "unread", "stands_by": True}, "stands by"),
        ({"state": "disabled", "reason": "its terms forbid it"}, "not read by choice: its terms forbid it"),
    ],
)
def test_every_state_of_a_source_has_its_words(changes: dict[str, Any], words: str) -> None:
    source = replace(CONTENT.sources[0], state="ok", reason="", since="")
    found = page_of(replace(CONTENT, sources=(replace(source, **changes),)), "sources/").words
    assert words in found
    ails = changes["state"] in ("stale", "parked", "gone")
    assert f"1 source, {'1' if ails else 'none'} failing or silent" in found
    assert ("1 not read by choice" in found) == (changes["state"] == "disabled")


def test_the_methodology_explains_every_status_and_what_is_not_done() -> None:
    found = page("methodology").words
    for status in ("Rumoured", "Reported", "Proposed", "Announced", "Scheduled", "In force", "Suspended", "Lifted"):
        assert status in found
    for heading in ("How well it is known", "Quotes", "What it does not do"):
        assert heading in found
    assert "gives no legal advice" in found


def test_stories_are_listed_by_month_and_the_newest_on_one_page() -> None:
    like = CONTENT.stories[1]
    many = tuple(
        replace(like, story_id=f"2026-{number:04}", first_published=f"2026-{1 + number % 6:02}-03", title=f"T{number}")
        for number in range(STORIES + 20)
    )
    odd = replace(like, story_id="2026-9999", first_published="../../x", title="Odd")
    content = replace(CONTENT, stories=(*many, odd))
    index = page_of(content, "stories/")
    assert f"T{STORIES - 1}”" in index.words
    assert f"T{STORIES}”" not in index.words
    assert "../stories/2026-03/index.html" in index.hrefs
    found = page_of(content, "stories/2026-03/")
    assert found.title.startswith("Stories of March 2026")
    assert "T2”" in found.words
    assert f"T{STORIES + 16}”" in found.words
    assert "T3”" not in found.words
    assert "Odd" in page_of(content, "stories/undated/").words
