"""Documents of the Federal Register become entries."""

from datetime import date
from typing import Any

import pytest

from pipeline.fetch.failures import FeedError
from pipeline.fetch.identity import entry_id
from pipeline.model.source import Entry, Published
from tests.unit.fetch.clocks import NOW
from tests.unit.fetch.lists import FR_URL, read_fr

DOCUMENT_URL = "https://www.federalregister.gov/documents/2026/07/09/2026-01234/a-rule"


def document(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever the interface may send
    usual = {
        "title": "Access to Advanced Models",
        "type": "Rule",
        "abstract": "The Bureau amends its rules.",
        "document_number": "2026-01234",
        "html_url": DOCUMENT_URL,
        "publication_date": "2026-07-09",
        "effective_on": "2026-08-10",
        "agencies": [{"name": "Commerce Department"}, {"raw_name": "BUREAU OF EXAMPLES", "name": None}],
    }
    return usual | fields


def only(**fields: Any) -> Entry:  # noqa: ANN401 - likewise
    (entry,) = read_fr({"count": 1, "results": [document(**fields)]}).entries
    return entry


def reason(answer: object) -> str:
    with pytest.raises(FeedError) as caught:
        read_fr(answer)
    assert FR_URL in caught.value.detail
    return caught.value.reason


def test_a_document_becomes_an_entry() -> None:
    assert only() == Entry(
        entry_id=entry_id("trade-press", DOCUMENT_URL, "", ""),
        source_id="trade-press",
        url=DOCUMENT_URL,
        title="Access to Advanced Models",
        summary="The Bureau amends its rules.",
        author="Commerce Department, BUREAU OF EXAMPLES",
        language="en",
        published=Published(text="2026-07-09", published_on=date(2026, 7, 9)),
        first_seen_at=NOW,
        guid="2026-01234",
    )


def test_without_an_abstract_the_excerpts_are_the_summary() -> None:
    excerpts = "…controls on <span class='match'>models</span> &amp; more…"
    assert only(abstract=None, excerpts=excerpts).summary == "…controls on models & more…"
    assert only(abstract=None, excerpts=None).summary == ""


@pytest.mark.parametrize("agencies", [None, [], "Commerce", [None, 3, {"name": 4}, {}]])
def test_agencies_that_are_none_are_no_authors(agencies: object) -> None:
    assert only(agencies=agencies).author == ""


def test_an_agency_that_is_named_twice_is_one_author() -> None:
    assert only(agencies=[{"name": "A"}, {"name": "B"}, {"name": "A"}]).author == "A, B"


@pytest.mark.parametrize(("day", "flags"), [("2027-07-09", ("future-date",)), ("soon", ("unread-date",)), (None, ())])
def test_a_day_that_cannot_be_believed_is_unknown(day: str | None, flags: tuple[str, ...]) -> None:
    entry = only(publication_date=day)
    assert (entry.published, entry.flags) == (None, flags)


def following(next_page: object, base_url: str = FR_URL) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = read_fr({"results": [document()], "next_page_url": next_page}, base_url)
    return found.more, found.flags


def test_the_next_page_of_the_answer_belongs_to_the_list() -> None:
    address = FR_URL + "?conditions%5Bterm%5D=x&page=2"
    assert following(address) == ((address,), ())
    assert following(FR_URL + "?page=4") == ((FR_URL + "?page=4",), ())


@pytest.mark.parametrize(
    "next_page",
    [
        FR_URL + "?page=5",
        FR_URL + "?page=-1",
        FR_URL + "?page=x",
        FR_URL,
        FR_URL.replace("https", "http") + "?page=2",
        "https://www.federalregister.gov.example.net/?page=2",
        "https://www.federalregister.gov:8443/?page=2",
        "javascript:page=2",
    ],
)
def test_a_next_page_that_is_too_far_or_elsewhere_is_not_followed(next_page: str) -> None:
    assert following(next_page) == ((), ("cut-off",))


@pytest.mark.parametrize("next_page", [None, "", 7, []])
def test_a_last_page_has_no_next(next_page: object) -> None:
    assert following(next_page) == ((), ())


def test_no_documents_are_no_failure() -> None:
    for answer in ({"count": 0, "results": []}, {"count": 0, "description": "Nothing"}):
        found = read_fr(answer)
        assert (found.entries, found.flags) == ((), ("empty",))


@pytest.mark.parametrize("bad", [{"html_url": None}, {"html_url": "x"}, {"title": ""}, {"title": {}}])
def test_a_document_that_cannot_be_used_is_left_out_and_told(bad: dict[str, Any]) -> None:
    found = read_fr({"results": [document(**bad), document(), 3]})
    assert (len(found.entries), found.flags) == (1, ("bad-records",))


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"count": 3},
        {"results": {}},
        {"results": [{}]},
        {"errors": {"order": "is not valid"}},
        [],
        b"<html>Down for maintenance</html>",
        b"{",
    ],
)
def test_what_is_no_answer_is_a_failure(answer: object) -> None:
    assert reason(answer) == "bad-answer"


def test_an_empty_body_is_a_failure_of_its_own() -> None:
    assert reason(b"\xef\xbb\xbf\n") == "empty"
