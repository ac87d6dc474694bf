"""Hostile strings through whole outputs: mail, webhook, page, feeds, calendar, CSV.

Each output is made twice, once with the strings and once with harmless words of the same number in their places: what
becomes more than text is named. The two have to have the same headers, parts, elements, attributes, entries and cells.
"""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

from icalendar import Calendar

from pipeline.model.edition import Edition, Quote
from pipeline.model.options import WebhookOptions
from pipeline.model.restriction import Register
from pipeline.render.calendar import calendar_ics
from pipeline.render.email import mail
from pipeline.render.environment import environment
from pipeline.render.feeds import Pen, changes, new
from pipeline.render.links import href
from pipeline.render.register_csv import restrictions_csv
from pipeline.render.register_tables import register_tables
from pipeline.render.site import build
from pipeline.render.webhook import webhook_body
from pipeline.store.register_db import register_db
from pipeline.text.words import clean
from tests.examples import CONTENT, KNOWN, RICH, SITE
from tests.unit.render.readers import read_html, read_mail

SETS = ("mail-header-text", "sink-injection", "text-blns", "xss-dompurify", "xss-payloadbox")
BATCH = 3
_ENV = environment("html")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
_WEBHOOK = WebhookOptions(url="https://hooks.example/x")
Texts = Sequence[str]


def load_strings(directory: Path) -> dict[str, list[str]]:
    """The strings of each set that is there: the key ``payload`` or ``s`` of each line."""
    found = {}
    for name in SETS:
        for path in (directory / name).glob("*.jsonl"):
            rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
            found[name] = [row.get("payload", row.get("s", "")) for row in rows]
    return found


def failures(strings: Iterable[str]) -> Iterator[str]:
    """One line for each batch and output in which a string becomes more than text."""
    listed = list(strings)
    for at in range(0, len(listed), BATCH):
        batch = listed[at : at + BATCH]
        for name, look in _OUTPUTS.items():
            try:
                seen, expected = look(batch), look([_harmless(one, n) for n, one in enumerate(batch)])
            except Exception as error:  # noqa: BLE001 - whatever breaks an output is what is looked for
                yield f"{name}: {type(error).__name__} {error!s:.80} in {batch!r:.300}"
                continue
            if seen != expected:
                yield f"{name}: {_first(seen, expected)} in {batch!r:.300}"


def hostile_lines(directory: Path) -> list[str]:
    """How many strings of each set become more than text, or that there is nothing to measure on."""
    found = load_strings(directory)
    lines = []
    for name in SETS:
        if name not in found:
            lines.append(f"hostile {name}: not measured (no data at {directory / name})")
            continue
        wrong = list(failures(found[name]))
        outputs = ", ".join(_OUTPUTS)
        lines.append(f"hostile {name}: {len(found[name])} strings through {outputs}: {len(wrong)} failures")
        lines += [f"  broken floor: {line}" for line in wrong[:20]]
    return lines


def _harmless(text: str, number: int) -> str:
    """A harmless word for each word, so that a mail is shortened alike; no two texts the same."""
    if text and not clean(text):
        return "\u200b"  # what is there and cannot be seen stays so
    return re.sub(r"\S+", f"word{number}", text)


def _edition(texts: Texts) -> Edition:
    """The rich edition with the strings wherever text from outside or from the operator is told."""
    items = []
    for number, text in enumerate(texts):
        item = RICH.items[number % len(RICH.items)]
        quote = Quote(text=text, outlet=text, published="2026-07-08", url="https://harbour.example/a")
        items.append(replace(item, headline=text, what=text, so_what=text, quote=quote, disagreements=(text,)))
    first = texts[0]
    sources = RICH.coverage.failing
    failing = tuple(replace(one, name=text, reason=text) for one, text in zip(sources, texts, strict=False))
    return replace(
        RICH,
        subject=first,
        bottom_line=first,
        items=tuple(items),
        exposures=tuple(
            replace(one, tool=text, owner=text, headline=text, reason=text)
            for one, text in zip(RICH.exposures or (), texts, strict=False)
        ),
        steps=tuple(
            replace(one, text=text, department=f"Team {n}", owner=text)
            for n, (one, text) in enumerate(zip(RICH.steps, texts, strict=False))
        ),
        dates=tuple(replace(one, text=text) for one, text in zip(RICH.dates, texts, strict=False)),
        changes=tuple(replace(one, text=text) for one, text in zip(RICH.changes, texts, strict=False)),
        watching=tuple(replace(one, text=text, needs=text) for one, text in zip(RICH.watching, texts, strict=False)),
        coverage=replace(RICH.coverage, failing=failing),
    )


def _register(texts: Texts) -> Register:
    rows = tuple(
        replace(
            KNOWN,
            restriction_id=f"AIR-2026-{number:04}",
            title=text,
            provenance=replace(KNOWN.provenance, phrase=text),
            evidence=tuple(replace(proof, quote=text, publisher=text, title=text) for proof in KNOWN.evidence),
        )
        for number, text in enumerate(texts, start=1)
    )
    return Register(restrictions=rows, changed_at="2026-07-10T01:00:00Z")


def _see_mail(texts: Texts) -> object:
    made = mail(_edition(texts), sender="brief@firm.example", recipient="lead@firm.example", site=SITE)
    message = read_mail(made)
    plain, page = (part.get_content() for part in message.iter_parts() if isinstance(part, EmailMessage))
    long_lines = max(map(len, made.split(b"\r\n"))) > 998
    bare = made.replace(b"\r\n", b"").count(b"\n") + made.replace(b"\r\n", b"").count(b"\r")
    unseen = _UNSEEN.search(plain.replace("\r\n", "\n")) is not None
    structure = [part.get_content_type() for part in message.walk()]
    return [sorted(message.keys()), structure, long_lines, bare, unseen, *_html(page)]


def _see_page(texts: Texts) -> object:
    content = replace(CONTENT, editions=(_edition(texts),))
    return _html(build(content, SITE, private=True)["briefs/2026-W28/index.html"].decode())


def _html(source: str) -> list[object]:
    page = read_html(source)
    attributes = [
        (tag, sorted((name, value) for name, value in named.items() if name not in ("content", "aria-label")))
        for tag, named in page.attributes
    ]
    return [page.tags, page.broken, attributes, sorted({href(url) == url for url in page.hrefs if ":" in url})]


def _see_webhook(texts: Texts) -> object:
    body = json.loads(webhook_body(_edition(texts), site=SITE, options=_WEBHOOK))
    return sorted(body), bool(_UNSEEN.search(str(body).replace("\\n", "")))


def _see_atom(texts: Texts) -> object:
    register = _register(texts)
    pen = Pen(register, SITE, _ENV)
    return [[element.tag for element in ET.fromstring(pen.atom(make(register))).iter()] for make in (changes, new)]


def _see_json_feed(texts: Texts) -> object:
    register = _register(texts)
    made = json.loads(Pen(register, SITE, _ENV).json(changes(register)))
    shapes = [_html(item["content_html"]) for item in made["items"]]
    return [sorted(item) for item in made["items"]], shapes, bool(_UNSEEN.search(str(made).replace("\\n", "")))


def _see_calendar(texts: Texts) -> object:
    made = calendar_ics(_register(texts), SITE)
    events = [sorted(event) for event in Calendar.from_ical(made.decode()).walk("VEVENT")]
    return (
        events,
        [one.name for one in Calendar.from_ical(made.decode()).walk()],
        max(map(len, made.split(b"\r\n"))) > 75,
    )


def _see_csv(texts: Texts) -> object:
    rows = list(csv.reader(io.StringIO(restrictions_csv(_register(texts)).decode("utf-8-sig"))))
    return [len(row) for row in rows], [cell for row in rows for cell in row if _FORMULA.match(cell)]


def _see_tables(texts: Texts) -> object:
    made = register_tables(_register(texts), (), SITE)
    cells = [cell for table in made.tables for row in table.rows for cell in row if isinstance(cell, str)]
    head = register_db(made)[:16]
    return [len(table.rows) for table in made.tables], any(map(_UNSEEN.search, cells)), head


_OUTPUTS: dict[str, Callable[[Texts], object]] = {
    "atom": _see_atom,
    "calendar": _see_calendar,
    "csv": _see_csv,
    "json-feed": _see_json_feed,
    "mail": _see_mail,
    "page": _see_page,
    "tables": _see_tables,
    "webhook": _see_webhook,
}


def _first(seen: object, expected: object) -> str:
    """The first part in which two outputs differ."""
    if isinstance(seen, list | tuple) and isinstance(expected, list | tuple):
        for one, other in zip(seen, expected, strict=False):
            if one != other:
                return _first(one, other)
        return f"{len(seen)} parts in the place of {len(expected)}"
    return f"{seen!r:.120} in the place of {expected!r:.120}"
