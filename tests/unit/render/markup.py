"""Whether a document is valid where browsers would mend it: parse errors, ids, tables, and what may stand in what."""

from collections import Counter

import html5lib
from lxml import html as lxml_html
from lxml.html import HtmlElement

_PARENTS = {
    "figcaption": ("figure",),
    "li": ("ul", "ol", "menu"),
    "dt": ("dl", "div"),
    "dd": ("dl", "div"),
    "summary": ("details",),
}
_ONE = ("head/title", "body//h1")


def faults(document: str) -> list[str]:
    """What is wrong with a whole document, one line each."""
    parser = html5lib.HTMLParser()
    parser.parse(document)
    found = [f"line {line}: {what}" for (line, _), what, _ in parser.errors]
    root = lxml_html.document_fromstring(document)
    return [*found, *_names(root), *_tables(root), *_places(root)]


def _names(root: HtmlElement) -> list[str]:
    found = [f"id {name!r} stands {count} times" for name, count in Counter(root.xpath("//@id")).items() if count > 1]
    targets = {href[1:] for href in root.xpath("//@href") if href.startswith("#") and len(href) > 1}
    found += [f"nothing has the id {name!r} that is linked" for name in sorted(targets - set(root.xpath("//@id")))]
    counted = {name: len(root.xpath(name)) for name in _ONE}
    found += [f"{name} stands {count} times" for name, count in counted.items() if count != 1]
    return found if root.get("lang") else [*found, "the document names no language"]


def _tables(root: HtmlElement) -> list[str]:
    found = []
    for table in root.iter("table"):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        widths = {sum(int(cell.get("colspan", "1")) for cell in row) for row in rows}
        if len(widths) != 1:
            found.append(f"line {table.sourceline}: a table whose rows have {sorted(widths)} cells")
        heads = [cell for row in rows for cell in row if cell.tag == "th"]
        if table.get("role") == "presentation" and heads:
            found.append(f"line {table.sourceline}: a table for the layout has heads")
        if table.get("role") != "presentation" and not heads:
            found.append(f"line {table.sourceline}: a table of data has no heads")
        found += [f"line {cell.sourceline}: a head names no scope" for cell in heads if not cell.get("scope")]
    return found


def _places(root: HtmlElement) -> list[str]:
    found = [
        f"line {image.sourceline}: an image without alt" for image in root.iter("img") if "alt" not in image.attrib
    ]
    for caption in root.iter("figcaption"):
        around = [each for each in caption.getparent() if isinstance(each.tag, str)]
        if caption not in (around[0], around[-1]):
            found.append(f"line {caption.sourceline}: a caption neither first nor last in its figure")
    for child, parents in _PARENTS.items():
        lost = [each for each in root.iter(child) if each.getparent().tag not in parents]
        found += [f"line {each.sourceline}: <{child}> outside of <{parents[0]}>" for each in lost]
    return found
