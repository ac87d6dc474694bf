"""A sample mail that shows whether mails arrive, and how they look there. It is no edition and tells nothing of us."""

from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from pipeline.model.edition import Coverage, Edition
from pipeline.model.options import SiteOptions
from pipeline.render.email import mail
from pipeline.text.days import Week

SUBJECT = "Test of the brief: nothing has to be done"
STAMP = "This is a test mail, not an edition of the brief."
BOTTOM_LINE = (
    "Somebody tried out whether mails reach this address. No restriction is told here, nothing was registered, and the"
    " next brief comes as usual."
)


def trial_mail(week: Week, *, sender: str, recipient: str, message_id: str, now: datetime, site: SiteOptions) -> bytes:
    """A mail made as briefs are made, marked as a test in subject, text and headers.

    Args:
        week: that is running; named at its head.
        sender: a bare address.
        recipient: a bare address.
        message_id: its own, so that no mailbox takes it for an edition.
        now: when it is sent.
        site: title and address of the site.

    Raises:
        ConfigError: sender or recipient is not one plain address.
    """
    made = mail(_sample(week), sender=sender, recipient=recipient, site=site)
    message = message_from_bytes(made, _class=EmailMessage, policy=SMTP)
    del message["References"]
    message.replace_header("Message-ID", message_id)
    message.replace_header("Date", format_datetime(now))
    message["X-Offlimits-Test"] = "yes"
    return message.as_bytes()


def _sample(week: Week) -> Edition:
    return Edition(
        edition_id=week.week_id,
        first_on=week.first_on.isoformat(),
        last_on=week.last_on.isoformat(),
        timezone="UTC",
        next_on="",
        baseline=False,
        subject=SUBJECT,
        bottom_line=BOTTOM_LINE,
        public_subject=SUBJECT,
        public_bottom_line=BOTTOM_LINE,
        items=(),
        exposures=None,
        steps=(),
        dates=(),
        changes=(),
        watching=(),
        coverage=Coverage(
            sources=0,
            sources_read=0,
            failing=(),
            entries=0,
            articles=0,
            pages_not_opened=0,
            stories=0,
            restrictions=0,
            filler_share=None,
        ),
        in_force=0,
        stamp=STAMP,
    )
