"""Reading what was rendered, as a mail program, a browser or a person would."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from email.message import EmailMessage
from html.parser import HTMLParser

ID = re.compile(r"AIR-\d{4}-\d{4,}")
INLINE = frozenset({"a", "b", "cite", "i", "span", "sup"})
VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "path", "rect"})


@dataclass
class Document(HTMLParser):
    """A page taken apart. Elements that are not closed, or closed in the wrong order, are noted as broken."""

    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    text: str = ""
    title: str = ""
    broken: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._space(tag)
        named = dict(attrs)
        self.attributes.append((tag, named))
        if tag == "a" and named.get("href") is not None:
            self.hrefs.append(named["href"] or "")
        if named.get("id"):
            self.ids.append(named["id"] or "")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def _space(self, tag: str) -> None:
        if tag not in INLINE:
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        self._space(tag)
        if not self._open or self._open[-1] != tag:
            self.broken.append(f"</{tag}> inside {self._open}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            return
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        else:
            self.text += data

    def close(self) -> None:
        super().close()
        self.broken.extend(f"<{tag}> is never closed" for tag in self._open)

    @property
    def words(self) -> str:
        """The text with white space folded."""
        return " ".join(self.text.split())


def read_html(source: str | bytes) -> Document:
    """Take a page apart."""
    document = Document()
    document.feed(source.decode() if isinstance(source, bytes) else source)
    document.close()
    return document


def read_mail(source: bytes) -> EmailMessage:
    """What a mail program sees."""
    message = email.message_from_bytes(source, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def parts(source: bytes) -> tuple[str, str]:
    """The text and the HTML of a mail."""
    text, html = read_mail(source).iter_parts()
    assert isinstance(text, EmailMessage)
    assert isinstance(html, EmailMessage)
    return text.get_content(), html.get_content()


def urls(text: str) -> set[str]:
    """Web addresses in a plain text."""
    return set(re.findall(r"https?://\S+", text))


def strings(record: object) -> Iterator[str]:
    """Every text in a record and in the records inside it."""
    if isinstance(record, str):
        yield record
    elif isinstance(record, tuple | list):
        for item in record:
            yield from strings(item)
    elif is_dataclass(record):
        for item in fields(record):
            yield from strings(getattr(record, item.name))
