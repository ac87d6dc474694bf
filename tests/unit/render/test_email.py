"""The message: deterministic, complete, and closed to whatever stands in titles and addresses."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from pipeline.model.edition import DateAhead, Edition
from pipeline.model.errors import ConfigError
from pipeline.model.options import MailOptions, SiteOptions
from pipeline.render.email import mail, markdown, message_id, text
from tests.examples import BASELINE, QUIET, RICH, SITE
from tests.unit.render.readers import parts, read_html, read_mail

SENDER = "brief@offlimits.example"
RECIPIENT = "lead@northwind.example"
HEADERS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "List-Id",
    "List-Unsubscribe",
    "MIME-Version",
    "Content-Type",
}


def made(edition: Edition = RICH, *, recipient: str = RECIPIENT, previous: str = "", site: SiteOptions = SITE) -> bytes:
    return mail(edition, sender=SENDER, recipient=recipient, site=site, previous=previous)


SENT = made()


def test_a_mail_has_exactly_these_headers() -> None:
    message = read_mail(SENT)
    assert set(message.keys()) == HEADERS
    assert len(message.keys()) == len(HEADERS)
    assert not any(name.lower().startswith("x-") for name in message)
    assert message["From"] == "Offlimits <brief@offlimits.example>"
    assert message["To"] == RECIPIENT
    assert message["Subject"] == RICH.subject
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Id"] == "<brief.offlimits.example>"
    assert message["List-Unsubscribe"] == "<mailto:brief@offlimits.example?subject=unsubscribe>"
    assert message["MIME-Version"] == "1.0"


def test_the_text_comes_first_and_the_html_second() -> None:
    message = read_mail(SENT)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content_charset() for part in message.iter_parts()] == ["utf-8", "utf-8"]


def test_the_same_mail_has_the_same_bytes() -> None:
    assert made() == SENT
    assert made(recipient="other@northwind.example") != SENT
    assert made(QUIET) != SENT


def test_the_date_is_the_closing_of_the_edition_and_not_now() -> None:
    date = parsedate_to_datetime(read_mail(SENT)["Date"])
    assert date == datetime(2026, 7, 13, tzinfo=UTC)


def test_an_edition_without_a_last_day_is_a_bug() -> None:
    with pytest.raises(ValueError, match="last_on 'soon' is no ISO day"):
        made(replace(RICH, last_on="soon"))


def test_the_message_id_is_stable_and_names_edition_and_host() -> None:
    found = message_id("2026-W28", RECIPIENT, SENDER)
    assert re.fullmatch(r"<2026-W28\.[0-9a-f]{24}@offlimits\.example>", found)
    assert read_mail(SENT)["Message-ID"] == found
    others = {
        message_id("2026-W27", RECIPIENT, SENDER),
        message_id("2026-W28", "other@northwind.example", SENDER),
        message_id("2026-W28", RECIPIENT, "news@offlimits.example"),
    }
    assert len(others | {found}) == 4


def test_a_mail_follows_the_mail_of_the_week_before() -> None:
    assert "References" not in read_mail(SENT)
    message = read_mail(made(previous="2026-W27"))
    assert message["References"] == message_id("2026-W27", RECIPIENT, SENDER)


def test_every_line_is_seven_bit_short_and_ends_with_crlf() -> None:
    source = SENT
    assert max(source) < 128
    assert source.count(b"\n") == source.count(b"\r\n") == source.count(b"\r")
    assert max(len(line) for line in source.split(b"\r\n")) <= 78


def test_the_boundary_stands_in_no_part() -> None:
    source = SENT
    boundary = read_mail(source).get_boundary()
    assert boundary is not None
    assert source.count(boundary.encode()) == 4


def test_both_parts_say_what_the_edition_says() -> None:
    for edition in (RICH, QUIET, BASELINE):
        plain, html = parts(made(edition))
        assert edition.bottom_line in " ".join(plain.split())
        assert edition.bottom_line in html


def test_a_subject_has_at_most_sixty_characters() -> None:
    message = read_mail(made(replace(RICH, subject="A restriction " * 20)))
    assert len(message["Subject"]) <= 60
    assert message["Subject"].endswith("…")


KIT = [
    "ok\nBcc: x@example.net",
    "ok\rBcc: x@example.net",
    "ok\r\n\r\n<html>",
    "a\u2028Bcc: x",
    "a\u2029b",
    "a\u0085b",
    "a\fb",
    "a\u0000b",
    "a\ud800b",
    "=?utf-8?q?=0d=0aBcc:_x@example.net?=",
    "=?utf-8?B?not-base64?=",
    "a" * 2000,
    " leading",
    "trailing ",
    "\ufeffBOM",
    "Ωμέγα 禁止 🚫",
    "From: nobody",
    "e\u0301" * 400,
]


@pytest.mark.parametrize("hostile", KIT)
def test_no_text_becomes_a_header(hostile: str) -> None:
    edition = replace(QUIET, subject=hostile, edition_id=hostile)
    source = made(edition, site=replace(SITE, title=hostile))
    message = read_mail(source)
    assert set(message.keys()) == HEADERS
    assert len(message.keys()) == len(HEADERS)
    assert max(len(line) for line in source.split(b"\r\n")) <= 998
    assert message["To"] == RECIPIENT
    assert message["From"].addresses[0].addr_spec == SENDER
    assert len(list(message.iter_parts())) == 2


def test_an_encoded_word_stays_what_it_looks_like() -> None:
    message = read_mail(made(replace(RICH, subject="=?utf-8?q?=41?= is no A")))
    assert message["Subject"] == "= ?utf-8?q?=41?= is no A"


@settings(max_examples=10, deadline=None)
@given(st.text(max_size=80))
def test_any_subject_is_one_header_that_says_it(subject: str) -> None:
    message = read_mail(made(replace(QUIET, subject=subject)))
    assert set(message.keys()) == HEADERS
    assert "\n" not in str(message["Subject"])


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b, c@d.example",
        "a@b.example\nBcc: c@d.example",
        "Name <a@b.example>",
        "a b@c.example",
        "a@b.example>",
        "ä@b.example",
        "a@bücher.example",
        "a@",
        "@b.example",
        "a@b.example.",
    ],
)
def test_only_one_plain_address_is_written_to(address: str) -> None:
    with pytest.raises(ConfigError, match="is not one mail address"):
        made(recipient=address)
    with pytest.raises(ConfigError, match="is not one mail address"):
        mail(RICH, sender=address, recipient=RECIPIENT, site=SITE)


def test_a_mail_can_be_printed_and_read_back_as_text() -> None:
    plain, _ = parts(SENT)
    assert plain.replace("\r\n", "\n").strip() == text(RICH, SITE).strip()


def test_a_mail_needs_no_place_on_the_web() -> None:
    plain, html = parts(made(site=SiteOptions()))
    assert "offlimits.example/ai" not in plain + html
    assert "on the site" in plain


def test_markdown_tells_all_of_an_edition() -> None:
    told = markdown(RICH, SITE)
    for item in RICH.items:
        assert f"### {item.headline}" in told
    for change in RICH.changes:
        assert change.restriction_id in told
    for day in RICH.dates:
        assert day.text in told
    assert "> “Alibaba's employees may no longer use Claude Code at work from Friday.”" in told


def test_markdown_keeps_the_headings_in_order_and_the_stamp_at_both_ends() -> None:
    told = markdown(replace(RICH, stamp="Sample world: made up."), SITE)
    assert told.startswith("# Offlimits: Week 28 of 2026\n")
    assert re.findall(r"^## (.+)$", told, re.MULTILINE) == [
        "Affects us",
        "What changed",
        "Next steps",
        "Dates ahead",
        "Register changes",
        "Watching",
        "Coverage",
        "How to read",
    ]
    assert told.count("*Sample world: made up.*") == 2
    assert "\n\n\n" not in told


def test_markdown_of_a_quiet_week_has_no_empty_section() -> None:
    told = markdown(QUIET, SITE)
    assert re.findall(r"^## (.+)$", told, re.MULTILINE) == ["Coverage", "How to read"]


def test_text_from_outside_is_no_markdown() -> None:
    item = replace(RICH.items[0], headline="# [x](javascript:y) <script>", what="- a `b`\n## c")
    told = markdown(replace(RICH, items=(item,)), SITE)
    assert "\n## c" not in told
    assert "<script>" not in told.replace(r"\<script\>", "")
    assert r"\[x\](javascript:y)" in told


LEAVING = MailOptions(unsubscribe_url="https://lists.example/leave?who={recipient}")
EVENT = ("uid", "sequence", "status", "dtstart")
ATTACHING = MailOptions(attach_calendar=True)
AHEAD = replace(
    RICH,
    dates=(
        DateAhead(
            when="2026-08-15",
            label="Sat 15 Aug",
            text="Quill ends in Serbia",
            restriction_id="AIR-2026-0004",
            precision="day",
            kind="effective",
            revision=3,
            moved=1,
            status="scheduled",
        ),
        DateAhead(when="2026-10-01", label="Q4 2026", text="x", restriction_id="AIR-2026-0003", precision="quarter"),
    ),
)


def optional(options: MailOptions, edition: Edition = AHEAD, recipient: str = "a+b@northwind.example") -> bytes:
    return mail(edition, sender=SENDER, recipient=recipient, site=SITE, options=options)


def test_a_reader_can_leave_with_one_click_where_an_address_takes_it() -> None:
    """RFC 8058: an https address, a POST, and both headers."""
    message = read_mail(optional(LEAVING))
    address = "https://lists.example/leave?who=a%2Bb%40northwind.example"
    by_mail = "<mailto:brief@offlimits.example?subject=unsubscribe>"
    assert message["List-Unsubscribe"] == f"<{address}>, {by_mail}"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain, page = parts(optional(LEAVING))
    assert f"Leave this list: {address}" in plain
    assert address in read_html(page).hrefs


def test_a_weekly_mail_answers_the_one_before() -> None:
    message = read_mail(made(previous="2026-W27"))
    assert message["In-Reply-To"] == message["References"] == message_id("2026-W27", RECIPIENT, SENDER)


def test_the_days_ahead_go_along_as_a_calendar() -> None:
    message = read_mail(optional(ATTACHING))
    assert message.get_content_type() == "multipart/mixed"
    body, attached = message.iter_parts()
    assert body.get_content_type() == "multipart/alternative"
    assert (attached.get_content_type(), attached.get_filename()) == ("text/calendar", "2026-W28.ics")
    (event,) = Calendar.from_ical(attached.get_content()).walk("VEVENT")
    told = {name: event[name].to_ical() if hasattr(event[name], "to_ical") else event[name] for name in EVENT}
    assert told == {
        "uid": b"AIR-2026-0004-effective@offlimits",
        "sequence": b"1",  # how often the day has moved, and not the number of the revision
        "status": b"CONFIRMED",
        "dtstart": b"20260815",
    }
    assert optional(ATTACHING) == optional(ATTACHING)


def test_without_a_day_nothing_is_attached() -> None:
    assert read_mail(optional(ATTACHING, QUIET)).get_content_type() == "multipart/alternative"
