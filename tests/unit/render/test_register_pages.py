"""What the pages of the register tell: restrictions, changes, calendar, watch."""

import re
from dataclasses import replace

from pipeline.model.edition import Erratum
from pipeline.model.restriction import NOT_APPLICABLE, UNKNOWN, Change, Claim, Related, Revision, Tombstone
from pipeline.render.site.calendar_page import Day
from pipeline.render.site.quotes import ARTICLE_WORDS
from pipeline.render.site.register import CHANGES
from tests.examples import CANDIDATE, CONTENT, DISPUTED, EMPTY, KNOWN, LIFTED, REGISTER, SCHEDULED
from tests.unit.render.site_pages import PUBLIC, page, page_of, with_rows


def test_the_table_of_restrictions_is_complete_and_newest_first() -> None:
    found = page("restrictions")
    order = [found.words.index(row.title) for row in (SCHEDULED, KNOWN, DISPUTED, LIFTED)]
    assert order == sorted(order)
    for row in REGISTER.restrictions:
        assert row.restriction_id in found.words
        assert row.provenance.phrase in found.words
    assert "1 August 2026 or 15 August 2026 disputed" in found.words
    assert "2 independent of 14 reports" in found.words
    assert "No restriction is in the register yet." in page_of(EMPTY, "restrictions/").words


def test_a_day_that_is_not_known_and_one_that_does_not_apply_are_told_apart() -> None:
    silent = replace(SCHEDULED, claims=replace(SCHEDULED.claims, effective=UNKNOWN))
    timeless = replace(KNOWN, claims=replace(KNOWN.claims, effective=NOT_APPLICABLE))
    found = page_of(with_rows(timeless, silent), "restrictions/").words
    assert "Scheduled not known told by the actor itself" in found
    assert "In force – notice seen by two outlets" in found


def test_a_restriction_says_every_claim_with_its_status() -> None:
    found = page("restrictions/AIR-2026-0002").words
    assert "In force employer ban notice seen by two outlets, unconfirmed 2 independent of 14 reports" in found
    for line in (
        "Actor Alibaba (company, China)[4] known",
        "Action ban[1][4] known",
        "Targets Claude Code by Anthropic (cli, ide)[1][4] known",
        "Affected its employees (China)[4] known",
        "Exempt not read in any report unknown",
        "Announced 3 July 2026[1] known",
        "Effective 10 July 2026[1] known",
        "Ends – does not apply",
        "Replacement Qoder[2] known",
        "Reasons security, data leak[3][5] known",
        "Response not read in any report unknown",
    ):
        assert line in found


def test_a_restriction_shows_its_evidence_with_outlet_day_link_and_address() -> None:
    found = page("restrictions/AIR-2026-0002")
    assert "Harbour Post, 6 July 2026" in found.words
    sha256 = KNOWN.evidence[0].sha256[:12]
    assert f"Independent · grade B · read on 10 July 2026 ({sha256}) · open the article" in found.words
    assert "[2] “told its people to use Qoder instead” replacement · block 2, characters 0 to 36" in found.words
    assert "https://harbourpost.example/tech/alibaba-staff-to-give-up-claude-code" in found.hrefs
    assert "quote-1" in found.ids
    assert "#quote-1" in found.hrefs


def test_a_relayed_and_undated_report_says_so() -> None:
    proofs = tuple(replace(proof, relays="Reuters", published=None, role="derivative") for proof in SCHEDULED.evidence)
    row = replace(SCHEDULED, evidence=proofs)
    found = page_of(with_rows(row), "restrictions/AIR-2026-0004/").words
    assert "Quillhaven Repeats another report, relays Reuters · grade A" in found


def test_disagreement_shows_every_value_with_its_reports() -> None:
    found = page("restrictions/AIR-2026-0003").words
    assert "Effective 1 August 2026 (1 report)[2] 15 August 2026 (1 report)[3] Sources disagree" in found


def test_how_exact_a_day_is_stands_beside_it() -> None:
    immediate = Claim(status="known", value="2026-07-10", precision="immediate", evidence=("x",))
    quarter = Claim(status="known", value="2026-Q4", precision="quarter", evidence=("x",))
    row = replace(KNOWN, claims=replace(KNOWN.claims, effective=immediate, ends=quarter))
    found = page_of(with_rows(row), "restrictions/AIR-2026-0002/").words
    assert "Effective 10 July 2026, with immediate effect" in found
    assert "Ends the fourth quarter of 2026, day not given" in found


def test_a_restriction_tells_its_history_newest_first() -> None:
    found = page("restrictions/AIR-2026-0003").words
    newest = "8 July 2026 revision 2: a new report effective: 1 August 2026 → disputed"
    oldest = "1 July 2026 revision 1: a new report effective: 1 August 2026"
    assert found.index(newest) < found.index(oldest)


def test_relations_are_told_from_both_sides() -> None:
    lifts = replace(SCHEDULED, related=(Related(restriction_id="AIR-2026-0002", relation="lifts"),))
    content = with_rows(KNOWN, lifts)
    assert f"Lifts {KNOWN.title} (AIR-2026-0002)" in page_of(content, "restrictions/AIR-2026-0004/").words
    assert f"Is lifted by {SCHEDULED.title} (AIR-2026-0004)" in page_of(content, "restrictions/AIR-2026-0002/").words


def test_a_relation_to_a_removed_restriction_names_its_id() -> None:
    row = replace(KNOWN, related=(Related(restriction_id="AIR-2026-0005", relation="supersedes"),))
    content = replace(CONTENT, register=replace(REGISTER, restrictions=(row, DISPUTED)))
    assert "Replaces AIR-2026-0005" in page_of(content, "restrictions/AIR-2026-0002/").words


def test_a_restriction_leads_to_its_stories_tools_and_actors() -> None:
    hrefs = page("restrictions/AIR-2026-0002").hrefs
    for target in ("stories/2026-0001", "tools/claude-code", "vendors/anthropic", "actors/alibaba"):
        assert f"../../{target}/index.html" in hrefs


def test_an_undated_restriction_says_so() -> None:
    assert "First reported day not known" in page("restrictions/AIR-2026-0001").words
    assert "Confirmed by the actor yes" in page("restrictions/AIR-2026-0001").words


def test_a_removed_restriction_keeps_its_page() -> None:
    found = page("restrictions/AIR-2026-0005")
    assert "AIR-2026-0005 was removed" in found.words
    assert "It left the register on 9 July 2026. Reason: merged." in found.words
    assert "../../restrictions/AIR-2026-0003/index.html" in found.hrefs


def test_a_removal_may_have_a_note() -> None:
    stone = Tombstone(restriction_id="AIR-2026-0006", removed_on="2026-07-09", reason="not_an_event", note="A test.")
    content = replace(CONTENT, register=replace(REGISTER, tombstones=(stone,)))
    assert "Reason: not an event. A test." in page_of(content, "restrictions/AIR-2026-0006/").words
    assert "Reason: not an event. A test." in page_of(content, "changes/").words


def test_changes_are_told_day_by_day_with_removals() -> None:
    found = page("changes").words
    assert found.index("10 July 2026") < found.index("9 July 2026") < found.index("16 February 2026")
    assert "AIR-2026-0002 revision 2 the effective day was reached status: scheduled → in force" in found
    assert "AIR-2026-0005 was removed Reason: merged, into AIR-2026-0003." in found
    assert "Nothing has changed yet." in page_of(EMPTY, "changes/").words


def test_only_the_newest_changes_are_listed_and_the_rest_counted() -> None:
    change = (Change(field="status", before=None, after="in-force"),)
    history = tuple(
        Revision(
            number=number, at=f"20{number // 28:02}-01-{number % 28 + 1:02}T01:00:00Z", trigger="import", changes=change
        )
        for number in range(1, CHANGES + 6)
    )
    found = page_of(with_rows(replace(KNOWN, history=history)), "changes/").words
    assert "5 older changes can be found on the pages of the restrictions" in found
    assert found.count("AIR-2026-0002 revision") == CHANGES


def test_the_calendar_tells_days_ahead_from_days_reached() -> None:
    found = page("calendar").words
    ahead, reached = found.split("Reached", 1)
    assert "As seen on 12 July 2026." in ahead
    assert ahead.index("1 August 2026 disputed") < ahead.index("15 August 2026 Begins")
    assert "10 July 2026 Begins Alibaba" in reached
    assert "9 July 2026 Ends" in reached
    assert "February 2026 day not given Begins" in reached
    assert "No day is known yet." in page_of(EMPTY, "calendar/").words


def test_a_longer_span_stands_behind_the_days_in_it() -> None:
    spans = ["2026-08-31", "2026-08", "2026-09-30", "2026-Q3", "2026-12-31", "2026-Q4", "2026"]
    days = [Day(when=when, kind="Begins", row=KNOWN, disputed=False) for when in spans]
    assert [day.when for day in sorted(days, key=lambda day: day.last)] == [
        "2026-08-31",
        "2026-08",
        "2026-09-30",
        "2026-Q3",
        "2026-12-31",
        "2026-Q4",
        "2026",
    ]
    assert [day.exact for day in days] == [True, False, True, False, True, False, False]


def test_without_an_edition_the_calendar_is_as_of_the_last_change() -> None:
    assert "As seen on 10 July 2026." in page_of(with_rows(SCHEDULED), "calendar/").words


def test_what_is_watched_says_what_it_needs_and_when_it_is_dropped() -> None:
    found = page("watch")
    assert CANDIDATE.title in found.words
    assert "Needs a second independent report, or word from the actor itself Dropped on 31 July 2026" in found.words
    assert "From the fourth quarter of 2026" in found.words
    assert "“the browser extension is said to end in the fourth quarter”" in found.words
    assert CANDIDATE.candidate_id in found.ids
    assert "Nothing is watched at present." in page_of(EMPTY, "watch/").words


def test_a_changed_page_says_what_came_and_went_in_at_most_fifty_words() -> None:
    found = page("watch").words
    assert "9 July 2026 2 sentences added and 1 sentence removed" in found
    assert "Quillhaven: “Where Quill is sold”" in found
    assert "Added “Quill is sold in Austria, Iceland and Norway.” “Customers elsewhere are told by mail.”" in found
    assert "Removed “Quill is sold in Austria, Iceland, Norway and Serbia.”" in found
    change = CONTENT.page_changes[0]
    many = tuple(f"Sentence {number} of a page says this and that." for number in range(40))
    long = replace(change, came=many, went=many, added=40, removed=40, is_list=True)
    found = page_of(replace(CONTENT, page_changes=(long,)), "watch/").words
    part = found[found.index("40 lines added") : found.index("open the page")]
    assert sum(len(quoted.split()) for quoted in re.findall(r"“([^”]*)”", part)) <= ARTICLE_WORDS
    assert "Added “Sentence 0" in part
    assert "Removed “Sentence 0" in part
    silent = replace(change, came=(), went=())
    found = page_of(replace(CONTENT, page_changes=(silent,)), "watch/").words
    assert "Removed" not in found[found.index("Changed pages") :]
    assert "Changed pages" not in page_of(EMPTY, "watch/").words


def test_a_changed_page_leads_to_the_restrictions_that_rest_on_it() -> None:
    change = replace(CONTENT.page_changes[0], article_id=KNOWN.evidence[0].article_id)
    found = page_of(replace(CONTENT, page_changes=(change,)), "watch/").words
    assert KNOWN.restriction_id in found[found.index("Changed pages") :]


def test_a_restriction_tells_its_days_and_who_repeats_whom() -> None:
    relayed = replace(KNOWN.evidence[0], relays="Reuters", publisher="Harbour Post")
    row = replace(KNOWN, evidence=(relayed, *KNOWN.evidence[1:]))
    found = page_of(with_rows(row), "restrictions/AIR-2026-0002/").words
    assert "Timeline" in found
    assert "10 July 2026 Takes effect" in found
    assert "Reuters not read here Harbour Post" in found
    assert "relays it" in found


def test_what_lifted_a_restriction_is_marked_at_its_state() -> None:
    said = KNOWN.evidence[-1].evidence_id
    actor = replace(KNOWN.claims.actor, evidence=(*KNOWN.claims.actor.evidence, said))
    action = replace(KNOWN.claims.action, evidence=tuple(e for e in KNOWN.claims.action.evidence if e != said))
    row = replace(KNOWN, status="lifted", claims=replace(KNOWN.claims, actor=actor, action=action))
    found = page_of(with_rows(row), "restrictions/AIR-2026-0002/").words
    assert re.search(r"Lifted(?:\[\d+\])+ employer ban", found)


def test_a_restriction_names_the_briefs_that_corrected_it() -> None:
    erratum = Erratum(restriction_id="AIR-2026-0002", edition_ids=("2026-W27",), text="It was another day")
    edition = replace(CONTENT.editions[-1], errata=(erratum,))
    found = page_of(replace(CONTENT, editions=(*CONTENT.editions[:-1], edition)), "restrictions/AIR-2026-0002/").words
    assert f"Corrected in briefs Week {int(edition.edition_id[-2:])} of 2026: It was another day" in found


def test_candidates_with_the_same_evidence_share_its_quote() -> None:
    other = replace(CANDIDATE, candidate_id="candidate-other", title="Quillhaven ends Quill for browsers")
    content = replace(CONTENT, register=replace(REGISTER, candidates=(CANDIDATE, other)))
    found = page_of(content, "watch/").words
    assert found.count("“the browser extension") == 1
    assert found.count("2026 [1]") == 1
    assert "Quillhaven ends Quill for browsers [1]" in found


def test_proposals_and_rumours_are_watched_too() -> None:
    content = with_rows(replace(KNOWN, status="proposed"), replace(SCHEDULED, status="rumoured"), DISPUTED)
    found = page_of(content, "watch/").words
    assert "In the register, but not decided or not confirmed." in found
    assert KNOWN.title in found
    assert SCHEDULED.title in found
    assert DISPUTED.title not in found


def test_candidates_have_no_page_among_the_restrictions() -> None:
    assert not [path for path in PUBLIC if "candidate-" in path]
    assert CANDIDATE.title not in page("restrictions").words


def test_what_was_imported_stands_on_no_calendar() -> None:
    foreign = replace(SCHEDULED, imported_from="https://other.example/restrictions.json")
    assert "No day is known yet." in page_of(with_rows(foreign), "calendar/").words
