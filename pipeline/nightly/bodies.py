"""What the messages of the outbox say, and who may get them: a line for each kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.model.draft import Draft
from pipeline.model.edition import Edition
from pipeline.model.message import Kind, Message
from pipeline.nightly.house import House
from pipeline.nightly.noticed import standing_notice
from pipeline.render.email import draft_mail, mail, message_id, urgent_mail
from pipeline.render.trial import trial_mail
from pipeline.render.webhook import webhook_body
from pipeline.text.days import week_of

WEBHOOK = "webhook"
"""The name by which the one webhook stands in the outbox; its address is a secret."""
_NOBODY = "offlimits@localhost"  # whose host a call is named after: it has no sender


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One kind of message.

    Attributes:
        key: where in feeds.yaml its recipients stand.
        recipients: who gets it now; who has been taken off meanwhile gets nothing any more.
        made: the bytes of a message; empty if what it tells is not stored any more. Raises ConfigError if sender or
            recipient is not one plain address.
    """

    key: str
    recipients: Callable[[House], tuple[str, ...]]
    made: Callable[[House, Message], bytes]


def edition_mail(house: House, edition: Edition, recipient: str) -> bytes:
    """The mail of an edition to one recipient.

    Raises:
        ConfigError: sender or recipient is not one plain address.
    """
    delivery, site = house.settings.delivery, house.settings.site
    earlier = [e.edition_id for e in house.store.editions.editions() if e.edition_id < edition.edition_id]
    previous = earlier[-1] if earlier else ""
    return mail(
        edition, sender=delivery.sender, recipient=recipient, site=site, previous=previous, options=delivery.mail
    )


def edition_messages(house: House, edition: Edition) -> list[Message]:
    """What goes out of an edition: a mail for each recipient, and a call of the webhook.

    Raises:
        ConfigError: the sender is not one plain address.
    """
    delivery = house.settings.delivery
    mails = [
        Message(
            edition_id=edition.edition_id,
            number=number,
            recipient=recipient,
            message_id=message_id(edition.edition_id, recipient, delivery.sender),
        )
        for number, recipient in enumerate(delivery.recipients, start=1)
    ]
    if delivery.webhook is None:
        return mails
    name = message_id(edition.edition_id, WEBHOOK, _NOBODY, kind="webhook")
    call = Message(kind="webhook", edition_id=edition.edition_id, number=1, recipient=WEBHOOK, message_id=name)
    return [*mails, call]


def draft_messages(house: House, draft: Draft) -> list[Message]:
    """The mails of a draft, one for each editor.

    Raises:
        ConfigError: the sender is not one plain address.
    """
    delivery, name = house.settings.delivery, draft.edition.edition_id
    return [
        Message(
            kind="draft",
            edition_id=name,
            about=draft.about,
            number=number,
            recipient=recipient,
            message_id=message_id(name, recipient, delivery.sender, kind="draft", about=draft.about),
        )
        for number, recipient in enumerate(delivery.draft_to, start=1)
    ]


def _draft(house: House, message: Message) -> bytes:
    draft = house.store.drafts.waiting()
    if draft is None or (draft.edition.edition_id, draft.about) != (message.edition_id, message.about):
        return b""
    delivery = house.settings.delivery
    return draft_mail(
        draft,
        sender=delivery.sender,
        recipient=message.recipient,
        site=house.settings.site,
        hold_hours=delivery.hold_hours,
    )


def _brief(house: House, message: Message) -> bytes:
    edition = house.store.editions.edition(message.edition_id)
    return edition_mail(house, edition, message.recipient) if edition else b""


def _webhook(house: House, message: Message) -> bytes:
    edition = house.store.editions.edition(message.edition_id)
    options = house.settings.delivery.webhook
    return webhook_body(edition, site=house.settings.site, options=options) if edition and options else b""


def _test(house: House, message: Message) -> bytes:
    return trial_mail(
        week_of(house.today),
        sender=house.settings.delivery.sender,
        recipient=message.recipient,
        message_id=message.message_id,
        now=house.now,
        site=house.settings.site,
    )


def _urgent(house: House, message: Message) -> bytes:
    notice = standing_notice(house, message.about)
    if notice is None:
        return b""
    delivery, site = house.settings.delivery, house.settings.site
    return urgent_mail(notice, sender=delivery.sender, recipient=message.recipient, site=site, options=delivery.mail)


def _called(house: House) -> tuple[str, ...]:
    return (WEBHOOK,) if house.settings.delivery.webhook else ()


BODIES: Mapping[Kind, Body] = MappingProxyType(
    {
        "brief": Body(key="delivery.to", recipients=lambda house: house.settings.delivery.recipients, made=_brief),
        "draft": Body(key="delivery.draft_to", recipients=lambda house: house.settings.delivery.draft_to, made=_draft),
        "test": Body(key="--test", recipients=lambda _: (), made=_test),
        "urgent": Body(
            key="delivery.urgent_to", recipients=lambda house: house.settings.delivery.urgent_to, made=_urgent
        ),
        "webhook": Body(key="delivery.webhook", recipients=_called, made=_webhook),
    }
)
"""By kind, sorted. A kind that is not here is not handed over, and stays as it is."""
