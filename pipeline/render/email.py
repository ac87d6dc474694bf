"""One edition as a mail: the message around the text and the HTML. The page of that edition shows all of it."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import quote

from pipeline.model.draft import Draft
from pipeline.model.edition import Edition
from pipeline.model.errors import ConfigError
from pipeline.model.message import Kind
from pipeline.model.options import MailOptions, SiteOptions
from pipeline.model.urgent import Urgent
from pipeline.render import urgent
from pipeline.render.calendar import ahead_ics
from pipeline.render.days import as_day
from pipeline.render.editors import editors_of
from pipeline.render.links import href, segment
from pipeline.render.writer import Writer
from pipeline.text.words import clean, shorten

HEADER_CHARACTERS = 60
"""Longest subject, and longest name of a sender; what phones show of one."""
_PLAIN = MailOptions()
_NAME = re.compile(rb"(?m)^Message-ID:(?:[^\r\n]|\r\n[ \t])*")
_ADDRESS = re.compile(r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$")


def mail(
    edition: Edition,
    *,
    sender: str,
    recipient: str,
    site: SiteOptions,
    previous: str = "",
    options: MailOptions = _PLAIN,
) -> bytes:
    """The message for one recipient. The same edition, recipient, sender and options give the same bytes.

    Args:
        edition: what is told.
        sender: a bare address, as configured.
        recipient: a bare address.
        site: title and address of the site.
        previous: id of the edition before, to which this mail is a follow-up; empty for the first.
        options: how a reader leaves the list, and whether the days ahead go along as a calendar.

    Returns:
        RFC 5322 bytes with CRLF; text first, HTML second, then the calendar if there is one.

    Raises:
        ConfigError: sender or recipient is not one plain address.
    """
    writer = Writer(site, leave=_leave(options, recipient))
    told = writer.shortened(edition)
    head = Head(
        subject=edition.subject,
        told_at=_closed(edition),
        message_id=message_id(edition.edition_id, recipient, sender),
        previous=message_id(previous, recipient, sender) if previous else "",
    )
    message = message_of(head, sender=sender, recipient=recipient, site=site, options=options)
    _alternatives(message, writer.text(told), writer.html(told), _hash(edition.edition_id, recipient))
    if options.attach_calendar:
        _attach_calendar(message, edition, recipient, site)
    return message.as_bytes()


def draft_mail(draft: Draft, *, sender: str, recipient: str, site: SiteOptions, hold_hours: float) -> bytes:
    """The message of a draft for one editor: the brief as it would go out, and what can be decided about its items.

    Args:
        draft: what waits.
        sender: a bare address.
        recipient: a bare address.
        site: title and address of the site.
        hold_hours: how long it waits.

    Raises:
        ConfigError: sender or recipient is not one plain address.
    """
    edition = draft.edition
    writer = Writer(site, editors=editors_of(draft, hold_hours))
    told = Writer(site).shortened(edition)
    name = message_id(edition.edition_id, recipient, sender, kind="draft", about=draft.about)
    head = Head(subject=f"Draft: {edition.subject}", told_at=_closed(edition), message_id=name)
    message = message_of(head, sender=sender, recipient=recipient, site=site)
    boundary = _hash("draft", edition.edition_id, draft.about, recipient)
    _alternatives(message, writer.text(told), writer.html(told), boundary)
    return message.as_bytes()


def urgent_mail(
    notice: Urgent, *, sender: str, recipient: str, site: SiteOptions, options: MailOptions = _PLAIN
) -> bytes:
    """The message of an urgent notice for one recipient, with the headers of a brief.

    Raises:
        ConfigError: sender or recipient is not one plain address.
    """
    name = message_id("", recipient, sender, kind="urgent", about=notice.about)
    head = Head(subject=notice.subject, told_at=datetime.fromisoformat(notice.made_at), message_id=name)
    message = message_of(head, sender=sender, recipient=recipient, site=site, options=options)
    boundary = _hash("urgent", notice.about, recipient)
    _alternatives(message, urgent.text(notice, site), urgent.html(notice, site), boundary)
    return message.as_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head of a mail says of this one mail.

    Attributes:
        told_at: aware time from which on it is told; the same each time it is made.
        previous: Message-ID of the mail that it follows up; empty if it follows none.
    """

    subject: str
    told_at: datetime
    message_id: str
    previous: str = ""


def message_of(
    head: Head, *, sender: str, recipient: str, site: SiteOptions, options: MailOptions = _PLAIN
) -> EmailMessage:
    """A mail that has its headers and no text yet.

    They say whose list it is, how one leaves it (RFC 2369, RFC 8058), and that no machine should answer (RFC 3834).

    Raises:
        ConfigError: sender or recipient is not one plain address.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name=_line(site.title), addr_spec=_address(sender))
    message["To"] = Address(addr_spec=_address(recipient))
    message["Subject"] = _line(head.subject)
    message["Date"] = format_datetime(head.told_at.astimezone(UTC))
    message["Message-ID"] = head.message_id
    if head.previous:
        message["In-Reply-To"] = head.previous
        message["References"] = head.previous
    message["Auto-Submitted"] = "auto-generated"
    message["List-Id"] = f"<brief.{_domain(sender)}>"
    leave, by_mail = _leave(options, recipient), f"<mailto:{sender}?subject=unsubscribe>"
    message["List-Unsubscribe"] = f"<{leave}>, {by_mail}" if leave else by_mail
    if leave:
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message


def _leave(options: MailOptions, recipient: str) -> str:
    """Where this recipient leaves the list; empty if only a mail does it."""
    return href(options.unsubscribe_url.replace("{recipient}", quote(recipient, safe="")))


def _attach_calendar(message: EmailMessage, edition: Edition, recipient: str, site: SiteOptions) -> None:
    """Add the days ahead as a file; without one that is known to the day the mail stays as it is."""
    days = ahead_ics(edition, site, stamped=_closed(edition))
    if not days:
        return
    message.add_attachment(
        days.decode(),
        subtype="calendar",
        filename=f"{segment(edition.edition_id)}.ics",
        params={"method": "PUBLISH"},
        cte="base64",
    )
    message.set_boundary(f"=_{_hash(edition.edition_id, recipient, 'calendar')}")


def _alternatives(message: EmailMessage, plain: str, page: str, boundary: str) -> None:
    """Let a mail say the same as text and as HTML."""
    message.set_content(plain, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{boundary}")


def message_id(edition_id: str, recipient: str, sender: str, *, kind: Kind = "brief", about: str = "") -> str:
    """The same for a mail that is sent again, so that mailboxes can tell.

    Args:
        edition_id: the edition that the mail tells; empty if it tells none.
        recipient: a bare address.
        sender: a bare address.
        kind: what the mail is.
        about: as in the outbox: what else tells it from others of its kind.

    Returns:
        ``<2026-W28.hash@host>`` for an edition, ``<draft-2026-W28.hash@host>`` or ``<urgent.hash@host>`` for others.

    Raises:
        ConfigError: the sender is not one plain address.
    """
    if kind == "brief":
        return f"<{segment(edition_id)}.{_hash(edition_id, recipient, sender)}@{_domain(sender)}>"
    name = segment(f"{kind}-{edition_id}" if edition_id else kind)
    return f"<{name}.{_hash(kind, edition_id, about, recipient, sender)}@{_domain(sender)}>"


def named(mail: bytes, message_id: str) -> bytes:
    """A mail under the name that it was queued with, though the sender may be another by now."""
    head, between, rest = mail.partition(b"\r\n\r\n")
    return _NAME.sub(lambda _: b"Message-ID: " + message_id.encode(), head, count=1) + between + rest


def text(edition: Edition, site: SiteOptions) -> str:
    """The plain text of the mail, 72 columns wide."""
    writer = Writer(site)
    return writer.text(writer.shortened(edition))


def html(edition: Edition, site: SiteOptions) -> str:
    """The HTML of the mail."""
    writer = Writer(site)
    return writer.html(writer.shortened(edition))


def markdown(edition: Edition, site: SiteOptions) -> str:
    """All of an edition in Markdown."""
    return Writer(site).markdown(edition)


def _closed(edition: Edition) -> datetime:
    last = as_day(edition.last_on)
    if last is None:
        raise ValueError(f"edition {edition.edition_id}: last_on {edition.last_on!r} is no ISO day")
    return datetime.combine(last + timedelta(days=1), time(), tzinfo=UTC)


def _line(told: str) -> str:
    """A short line of a header; what looks like an encoded word (RFC 2047) is kept from being read as one."""
    return shorten(clean(told).replace("=?", "= ?"), HEADER_CHARACTERS)


def _address(address: str) -> str:
    if not _ADDRESS.match(address):
        raise ConfigError(f"delivery: {address!r} is not one mail address; write one such as 'brief@example.org'")
    return address


def _domain(sender: str) -> str:
    return _address(sender).rpartition("@")[2].lower()


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]
