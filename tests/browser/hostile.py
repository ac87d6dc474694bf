"""Hostile strings in every field of the records, and what a browser makes of the pages, without their policy."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_args

from playwright.sync_api import Browser, Dialog, Page, Request, Route

from pipeline.model.site import SiteContent
from pipeline.model.vocabulary import MECHANISMS, SourceState
from pipeline.render.environment import template_dir
from tests.browser.chromium import browser as chromium
from tests.browser.chromium import missing
from tests.browser.kinds import fullest
from tests.browser.whole import WHOLE
from tests.examples import SITE
from tests.quality.hostile_score import load_strings

BATCH = 18
"""Strings that stand side by side in one field."""
_KEPT = frozenset(
    (
        *("act", "action", "actor_type", "barriers", "bearing", "criticality", "grade", "kind", "precision"),
        *("reasons", "relation", "role", "set_by", "source_grade", "status", "surfaces", "told", "tone"),
        *("trigger", "type"),
    )
)
"""Fields of a closed vocabulary; nothing from outside reaches them."""
_WORDS = frozenset((*MECHANISMS, *get_args(SourceState), "disabled"))
"""The same, of fields that elsewhere hold words."""
_READ_DAYS = frozenset(
    (
        *("added_on", "announced", "at", "changed_at", "effective", "ends", "first_on", "in_force_by_month", "last_on"),
        *("modified_on", "removed_on", "when"),
    )
)
"""Days that are read as days before they come here."""
_DAYS = re.compile(r"^\d{4}(-\d{2}(-\d{2}(T[\d:]+Z)?)?|-Q\d)?$")
_ADDRESS = re.compile(r"^https?:")
# Each element with the names of its attributes, but for what our scripts hide sooner or later; addresses that are not
# of the web; whether a script of others ran.
_SEEN = """() => [
  [...new Set([...document.querySelectorAll('*')]
    .map(one => [one.localName, ...one.getAttributeNames().sort().filter(name => name !== 'hidden')].join(' ')))],
  [...document.querySelectorAll('[href], [src], [action], [formaction], [data], [srcdoc]')]
    .map(one => one.href || one.src || 'odd:').filter(url => !/^(https?|mailto):/.test(url.baseVal ?? url)),
  Boolean(window.ran)]"""
_TRAP = (
    "for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => { window.ran = true; }"
)


@dataclass(slots=True)
class Poison:
    """Puts strings into records, so that what belongs together still does: the same id becomes the same id."""

    texts: Sequence[str]
    at: int = 0
    names: dict[str, str] = field(default_factory=dict)

    def __call__(self, record: Any, name: str = "") -> Any:  # noqa: ANN401 - any record, and one of the same kind
        """The record with a string in each field."""
        if isinstance(record, str):
            return self._text(record, name)
        if isinstance(record, tuple):
            return tuple(self(one, name) for one in record)
        if not is_dataclass(record) or isinstance(record, type):
            return record
        changed = {
            one.name: self(getattr(record, one.name), name if one.name in ("value", "alternatives") else one.name)
            for one in fields(record)
        }
        return replace(record, **changed)

    def _text(self, text: str, name: str) -> str:
        if not text or name in _KEPT or text in _WORDS:
            return text
        if name.endswith(("_id", "_ids")) or name in ("evidence", "merged_into", "country", "regions"):
            return self.names.setdefault(text, f"{text} {self._next()}")
        if _ADDRESS.match(text):
            return self._next()
        if _DAYS.match(text):
            return text if name in _READ_DAYS else f"{text} {self._next()}"
        place = self._turn()
        return " ".join([*self.texts[place:], *self.texts[:place]])

    def _next(self) -> str:
        return self.texts[self._turn()]

    def _turn(self) -> int:
        self.at += 1
        return self.at % len(self.texts)


def poisoned(texts: Sequence[str]) -> SiteContent:
    """A register in which strings stand in every field of every record."""
    content: SiteContent = Poison(texts)(WHOLE)
    return content


def pages(content: SiteContent) -> dict[str, bytes]:
    """One page of each kind, and what these load, by their paths."""
    assets = {f"assets/{path.name}": path.read_bytes() for path in (template_dir() / "site").glob("*.[cjs][sv]*")}
    return dict(fullest(content, SITE).values()) | assets


@dataclass(slots=True)
class Looked:
    """What was seen of some pages.

    Attributes:
        elements: each kind of element with the names of its attributes.
        wrong: what no text may do: run, ask, open a window, lead out of the web.
    """

    elements: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


def look(browser: Browser, files: Mapping[str, bytes]) -> Looked:
    """Open every page in a browser in which no policy holds anything back."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(_TRAP)
    found = Looked()
    page = context.new_page()

    def answer(route: Route, request: Request) -> None:
        path = request.url.removeprefix(f"{SITE.base_url}/")
        if path in files:
            kinds_of = {"css": "text/css", "html": "text/html; charset=utf-8", "js": "text/javascript"}
            route.fulfill(body=files[path], content_type=kinds_of.get(path.rpartition(".")[2], "image/svg+xml"))
        elif path.startswith("pagefind/"):  # there is no index, and the page says so
            route.fulfill(status=404)
        else:
            found.wrong.append(f"{page.url} asks for {request.url:.200}")
            route.abort()

    def dismiss(dialog: Dialog) -> None:
        found.wrong.append(f"{page.url} opens a dialog: {dialog.message:.200}")
        dialog.dismiss()

    context.route("**/*", answer)
    context.on("page", lambda other: found.wrong.append(f"{other.url:.200} is opened"))
    page.on("dialog", dismiss)
    try:
        for path in files:
            if path.endswith(".html"):
                page.goto(f"{SITE.base_url}/{path}")
                _see(page, found)
    finally:
        context.close()
    return found


def _see(page: Page, found: Looked) -> None:
    elements, addresses, ran = page.evaluate(_SEEN)
    found.elements |= set(elements)
    found.wrong += [f"{page.url} leads to {address!s:.200}" for address in addresses]
    if ran:
        found.wrong.append(f"{page.url} runs what is none of ours")


def hostile_pages_lines(directory: Path, batch: int = 20) -> list[str]:
    """How many strings of each set become more than text in a browser, or that there is nothing to measure with."""
    lacks = missing()
    if lacks:
        return [f"hostile pages: not measured ({lacks})"]
    lines = []
    with chromium() as made:
        for name, strings in load_strings(directory).items():
            wrong = list(executions(made, strings, batch))
            lines.append(
                f"hostile pages {name}: {len(strings)} strings in every field, in a browser: {len(wrong)} faults"
            )
            lines += [f"  broken floor: {line}" for line in wrong[:20]]
    return lines


def executions(browser: Browser, strings: Sequence[str], batch: int = BATCH) -> Iterator[str]:
    """One line for each thing that strings become beside text, on any kind of page."""
    ours = look(browser, pages(WHOLE)).elements | look(browser, pages(poisoned(["word"]))).elements
    for at in range(0, len(strings), batch):
        texts = strings[at : at + batch]
        found = look(browser, pages(poisoned(texts)))
        for wrong in [*found.wrong, *sorted(found.elements - ours)]:
            yield f"{wrong} in {list(texts)!r:.300}"
