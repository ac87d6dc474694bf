"""What a mail asks of the program that shows it, and which programs are known to fail there."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html as lxml_html
from lxml.html import HtmlElement

CLIENTS = ("outlook", "gmail", "apple")
ANSWERS = ("yes", "part", "no")
TABLE = Path(__file__).with_name("clients.tsv")
_CELLS = ("td", "th")
_BY_PLACE = re.compile(r"(?:padding|border)(?!-col)")  # border-color and border-collapse mean the same everywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """How the clients take one feature, each ``yes``, ``part`` or ``no``, in the order of ``CLIENTS``."""

    feature: str
    answers: tuple[str, ...]
    tested: str
    so: str


def table() -> dict[str, Support]:
    """What is known, by feature, in the order of the file."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return {
        feature: Support(feature=feature, answers=tuple(answers), tested=tested, so=so)
        for feature, *answers, tested, so in rows
    }


def features(document: str) -> set[str]:
    """Every feature that a mail uses, by the names of the table."""
    root = lxml_html.document_fromstring(document)
    found = {"<!doctype>"} if document.lower().startswith("<!doctype") else set()
    for element in root.iter():
        if isinstance(element.tag, str):
            found |= set(_of_element(element))
    return found


def shortfalls(used: set[str]) -> dict[str, list[str]]:
    """For each client the features among them that it does not take as we use them, sorted."""
    known = table()
    return {
        client: sorted(each for each in used if known[each].answers[place] != "yes")
        for place, client in enumerate(CLIENTS)
    }


def _of_element(element: HtmlElement) -> Iterator[str]:
    yield f"<{element.tag}>"
    for name in element.attrib:
        yield f"[{name}]"
    if element.tag == "meta" and "name" in element.attrib:
        yield f"meta {element.get('name')}"
    if element.tag == "style":
        yield from _of_sheet(element.text or "")
    for declaration in element.get("style", "").split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name:
            yield _placed(name, value, str(element.tag))


def _placed(name: str, value: str, tag: str) -> str:
    """A property with the place on which support for it hangs."""
    if name == "display":
        return f"display: {value}"
    if name == "margin":
        return f"margin {'on body' if tag == 'body' else 'elsewhere'}"
    if name in ("width", "max-width"):
        places = {"width": (*_CELLS, "table"), "max-width": ("table",)}
        told = {"width": "on a table or cell", "max-width": "on a table"}
        return f"{name} {told[name] if tag in places[name] else 'elsewhere'}"
    if _BY_PLACE.match(name):
        return f"{name} {'on a cell' if tag in _CELLS else 'elsewhere'}"
    return name


def _of_sheet(sheet: str) -> Iterator[str]:
    for rule in re.findall(r"@[^{;]+", sheet):
        yield rule.strip()
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        yield from _of_selectors(selectors)
        if "!important" in body:
            yield "!important in a style sheet"
        for declaration in filter(str.strip, body.split(";")):
            yield declaration.partition(":")[0].strip()


def _of_selectors(selectors: str) -> Iterator[str]:
    several = [each.strip() for each in selectors.split(",")]
    if len(several) > 1:
        yield "selectors in a list"
    for each in several:
        if re.fullmatch(r"\.[\w-]+", each):
            yield "selector of a class"
        elif re.fullmatch(r"\w+", each):
            yield "selector of a type"
        elif re.fullmatch(r"\w*(?:\.[\w-]+)+", each):
            yield "selectors in a chain"
        else:
            yield f"selector {each}"
