"""What goes out and by which way: the part of feeds.yaml that says it, and the list of those who get nothing."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.config.fields import mail_problem, unset
from pipeline.config.lines import Lined
from pipeline.config.shapes import DeliveryShape, WebhookShape
from pipeline.model.errors import ConfigError, UsageError
from pipeline.model.options import DeliveryOptions, MailOptions, SmtpOptions, WebhookOptions

SUPPRESSED = "suppressed.txt"
_WAYS = ("smtp", "sendmail", "directory")
_MOST_TEMPLATE = 100_000  # bytes


def delivery_problems(delivery: DeliveryShape, lined: Lined) -> Iterator[str]:
    """What is wrong with the lists of recipients and the way out, taken together."""
    lists = {"to": delivery.recipients, "draft_to": delivery.draft_to, "urgent_to": delivery.urgent_to}
    if any(lists.values()) and delivery.sender is None:
        yield f"{lined.where(('delivery', 'from'))}: is missing; the brief needs a sender, such as 'brief@example.org'"
    for key, mails in lists.items():
        alike = [mail.casefold() for mail in mails]
        for mail in sorted({mail for mail in mails if alike.count(mail.casefold()) > 1}):
            yield f"{lined.where(('delivery', key))}: {mail!r} stands here twice; remove one of the two"
    given = [name for name in _WAYS if getattr(delivery, name)]
    if len(given) > 1:
        yield f"{lined.where(('delivery', given[1]))}: mail goes out one way; keep one of {' and '.join(given)}"


def delivery_unset(delivery: DeliveryShape, lined: Lined, environment: Mapping[str, str]) -> Iterator[str]:
    """Variables of the webhook that hold nothing of use."""
    if delivery.webhook is None:
        return
    named: dict[tuple[str, ...], str] = {("url",): delivery.webhook.url}
    named |= {("headers", name): variable for name, variable in delivery.webhook.headers.items()}
    for place, variable in named.items():
        problem = unset(variable, environment)
        if problem:
            yield f"{lined.where(('delivery', 'webhook', *place))}: {problem}"


def delivery_options(
    path: Path, delivery: DeliveryShape, environment: Mapping[str, str], suppressed: frozenset[str]
) -> DeliveryOptions:
    """The options, with secrets from the environment; paths count from the folder of feeds.yaml.

    Raises:
        ConfigError: the template of the webhook cannot be read.
    """
    smtp = delivery.smtp
    return DeliveryOptions(
        sender=delivery.sender or "",
        recipients=delivery.recipients,
        smtp=SmtpOptions(**smtp.model_dump()) if smtp else None,
        sendmail=delivery.sendmail or "",
        directory=str(path.parent / delivery.directory) if delivery.directory else "",
        webhook=_webhook(path, delivery.webhook, environment) if delivery.webhook else None,
        suppressed=suppressed,
        draft_to=delivery.draft_to,
        hold_hours=delivery.hold_hours,
        urgent_to=delivery.urgent_to,
        mail=MailOptions(unsubscribe_url=delivery.unsubscribe_url or "", attach_calendar=delivery.attach_calendar),
    )


def read_suppressed(path: Path, problems: list[str]) -> frozenset[str]:
    """Addresses that never get anything, in small letters, from suppressed.txt beside feeds.yaml.

    One stands on a line; what stands behind a "#" is a note.

    Args:
        path: of feeds.yaml.
        problems: what is wrong is added here. A list that cannot be read is wrong, since it would suppress nobody.
    """
    try:
        text = (path.parent / SUPPRESSED).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return frozenset()
    except (OSError, UnicodeDecodeError) as error:
        problems.append(f"{SUPPRESSED}: cannot be read ({error}); make it a text file that this user may read")
        return frozenset()
    found = set()
    for number, line in enumerate(text.splitlines(), start=1):
        address = line.partition("#")[0].strip()
        problem = mail_problem(address) if address else ""
        if problem:
            problems.append(f"{SUPPRESSED}:{number}: {problem}")
        elif address:
            found.add(address.casefold())
    return frozenset(found)


def suppress(path: Path, address: str) -> bool:
    """Add an address to suppressed.txt beside feeds.yaml.

    Args:
        path: of feeds.yaml.
        address: a bare mail address.

    Returns:
        Whether it was not there yet.

    Raises:
        UsageError: this is no mail address.
        ConfigError: the file cannot be read or written, or holds what is no address.
    """
    problem = mail_problem(address)
    if problem:
        raise UsageError(f"--suppress: {problem}")
    problems: list[str] = []
    known = read_suppressed(path, problems)
    if problems:
        raise ConfigError(*problems)
    if address.casefold() in known:
        return False
    listed = path.parent / SUPPRESSED
    try:
        before = listed.read_text(encoding="utf-8") if listed.exists() else ""
        gap = "" if not before or before.endswith("\n") else "\n"
        with listed.open("a", encoding="utf-8") as out:
            out.write(f"{gap}{address}\n")
    except OSError as error:
        raise ConfigError(f"{listed}: cannot be written ({error.strerror}); make it writable for this user") from error
    return True


def _webhook(path: Path, shape: WebhookShape, environment: Mapping[str, str]) -> WebhookOptions:
    template = ""
    if shape.template:
        try:
            with (path.parent / shape.template).open(encoding="utf-8") as file:
                template = file.read(_MOST_TEMPLATE)
        except (OSError, UnicodeDecodeError) as error:
            mend = "write its path, counted from the folder of this file"
            raise ConfigError(
                f"{path.name}: delivery.webhook.template: {shape.template} cannot be read ({error}); {mend}"
            ) from error
    return WebhookOptions(
        url=environment[shape.url[1:]],
        headers=tuple((name, environment[variable[1:]]) for name, variable in shape.headers.items()),
        template=template,
        origin=shape.template or "",
    )
