"""OPML: the feeds of other readers in, ours out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lxml import etree

from pipeline.config.clashes import page
from pipeline.config.edit import source_line
from pipeline.model.errors import UsageError
from pipeline.model.source import Source
from pipeline.model.vocabulary import SourceKind
from pipeline.text.urls import host, split_web
from pipeline.text.words import clean, slug

MOST_BYTES = 5_000_000
MOST_FEEDS = 5_000
_MOST_OUTLINES = 50_000
_DEPTH = 50
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(
    rb"""^\s*<\?xml[^>]*\sencoding\s*=\s*["']((?:iso-8859|windows|cp|gb|big5|euc|shift|koi8)[a-z0-9_-]*)["']""",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_NAME = 300  # the longest name that feeds.yaml takes
_KINDS: Mapping[str, SourceKind] = MappingProxyType(
    {"atom": "atom", "json": "json-feed", "jsonfeed": "json-feed", "json-feed": "json-feed"}
)
_FEEDS = ("rss", "atom", "json-feed")


def read_opml(body: bytes) -> list[dict[str, str]]:
    """The feeds that an OPML file lists, as sources with the keys of feeds.yaml but for their ids.

    Args:
        body: the file; its encoding is found out, and what is broken in it is passed over.

    Returns:
        Sources in the order of the file, each address once.

    Raises:
        UsageError: it is no OPML, declares a document type, or is larger than any list of feeds.
    """
    root = _root(body)
    found: dict[str, dict[str, str]] = {}
    for outline in _outlines(root):
        addition = _addition({str(name).lower(): clean(str(value)) for name, value in outline.attrib.items()})
        if addition:
            found.setdefault(page(addition["url"]), addition)
        if len(found) > MOST_FEEDS:
            raise UsageError(f"the file lists more than {MOST_FEEDS:,} feeds; take some of them out")
    return list(found.values())


def additions(body: bytes, existing: Iterable[Source]) -> list[dict[str, str]]:
    """The feeds of an OPML file that are no sources yet, each with an id that nothing else has.

    Args:
        body: the file.
        existing: sources that are there already, read or not.

    Raises:
        UsageError: as ``read_opml``.
    """
    there = list(existing)
    pages = {page(source.url) for source in there}
    ids = _Ids({source.source_id for source in there})
    return [
        {"id": ids.made(addition["name"]), **addition}
        for addition in read_opml(body)
        if page(addition["url"]) not in pages
    ]


def additions_text(body: bytes, existing: Iterable[Source]) -> str:
    """The same as lines to be put under ``sources``; empty if there is nothing to add."""
    return "".join(f"  - {source_line(addition)}\n" for addition in additions(body, existing))


def opml_bytes(sources: Iterable[Source], *, title: str = "Offlimits") -> bytes:
    """An OPML 2.0 file of the sources that a feed reader can read; pages, sitemaps and interfaces are left out."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = clean(title)
    listed = etree.SubElement(root, "body")
    for source in sources:
        if source.kind in _FEEDS:
            name = clean(source.name)
            kind = "json" if source.kind == "json-feed" else source.kind
            etree.SubElement(
                listed, "outline", text=name, title=name, type=kind, xmlUrl=clean(source.url), language=source.language
            )
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


@dataclass(slots=True)
class _Ids:
    """Ids in the making."""

    taken: set[str] = field(default_factory=set)

    def made(self, name: str) -> str:
        """An id from a name, with a number behind it where it is taken."""
        first = slug(name, "source")
        number, made = 1, first
        while made in self.taken:
            number += 1
            made = f"{first}-{number}"
        self.taken.add(made)
        return made


_RAW_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9a-f]{1,6}|\w{1,30});)", re.IGNORECASE)
"""Many programs write addresses as they are; a parser that recovers would take the ampersand and a name out of them."""


def _root(body: bytes) -> etree._Element:
    if len(body) > MOST_BYTES:
        raise UsageError(f"the file is larger than {MOST_BYTES:,} bytes; that is no list of feeds")
    text = _RAW_AMPERSAND.sub("&amp;", _DECLARED.sub("", _text(body), count=1).replace("\0", ""))
    if "<!doctype" in text.lower():
        raise UsageError("the file declares a document type, which OPML has not; remove the line with <!DOCTYPE")
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or str(root.tag).rpartition("}")[2].lower() != "opml":
        raise UsageError("the file is no OPML; export the subscriptions of a feed reader as OPML")
    return root


def _text(body: bytes) -> str:
    """The characters: by the byte order mark, by what the file declares, as UTF-8, and as Windows-1252."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    declared = _ENCODING.match(body)
    for name in ("utf-8-sig", declared[1].decode() if declared else "utf-8"):
        try:
            return body.decode(name)
        except (LookupError, UnicodeError):
            continue
    return body.decode("cp1252", "replace")


def _outlines(root: etree._Element) -> Iterator[etree._Element]:
    """All outlines, in the order of the file."""
    waiting = [(root, 0)]
    seen = 0
    while waiting:
        element, depth = waiting.pop()
        seen += 1
        if seen > _MOST_OUTLINES or depth > _DEPTH:
            raise UsageError("the file is built of too many outlines; that is no list of feeds")
        if str(element.tag).rpartition("}")[2].lower() == "outline":
            yield element
        waiting.extend((inner, depth + 1) for inner in reversed(element))


def _addition(said: Mapping[str, str]) -> dict[str, str]:
    """A source from an outline's attributes; empty if it names no feed."""
    url = said.get("xmlurl") or (said.get("url", "") if said.get("type", "").lower() in ("rss", *_KINDS) else "")
    parts = split_web(url)
    if parts is None or "@" in parts.netloc:
        return {}
    name = said.get("title") or said.get("text") or host(url)
    kind = _KINDS.get(said.get("type", "").lower(), "rss")
    language = said.get("language", "").lower().partition("-")[0]
    found = {"name": name[:_NAME].strip(), "kind": kind, "url": url}
    return found | ({"lang": language} if _LANGUAGE.fullmatch(language) else {})
