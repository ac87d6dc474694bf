"""Bytes to text: which characters a page is written in, and whether it is a page at all."""

import re
from itertools import chain

from bs4.dammit import EncodingDetector

MAX_BYTES = 8_000_000  # what fetch reads of one body (FetchOptions.max_bytes); more is not a page

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# Other types hold no article: pictures, archives, PDF, JSON, scripts.
_READABLE = re.compile(r"^(?:text/(?:html|plain|xml)|application/(?:xhtml\+xml|xml))?$")
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"RIFF", b"\x7fELF", b"OggS")
_TAG = re.compile(r"<(?:[a-zA-Z!/?])")
# The WHATWG Encoding Standard reads these labels as supersets, because pages that carry them are written in those.
_SUPERSET = {
    "ascii": "windows-1252",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "windows-1252",
    "iso-8859-11": "cp874",
    "iso-8859-9": "windows-1254",
    "iso8859-1": "windows-1252",
    "ks_c_5601-1987": "cp949",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "shift-jis": "cp932",
    "shift_jis": "cp932",
    "us-ascii": "windows-1252",
    "x-sjis": "cp932",
}
_WIDE = re.compile(r"^(?:utf-?(?:16|32)|ucs)", re.IGNORECASE)
# Codecs of Python that are no encodings of pages; some of them are slow, some run code-like escapes.
_UNSAFE = re.compile(r"^(?:utf-?7|.*(?:_codec|escape)|idna|punycode|rot.?13|undefined|mbcs|oem)$", re.IGNORECASE)


class UnreadableError(Exception):
    """A page that cannot become an article.

    Args:
        reason: a short name with hyphens, for the outcome.
        detail: one sentence for a person.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def read(body: bytes, content_type: str) -> tuple[str, bool]:
    """The characters of a page.

    Args:
        body: as received, after content decoding.
        content_type: header of the answer, possibly empty.

    Returns:
        The text, and whether it is plain text (declared so, or without a single tag) rather than HTML.

    Raises:
        UnreadableError: it is neither text nor HTML ("not-html"), too long ("too-large"), or holds nothing ("empty").
    """
    kind = content_type.split(";", maxsplit=1)[0].strip().lower()
    if not _READABLE.match(kind) or body.startswith(_MAGIC):
        found = "binary data" if _READABLE.match(kind) else kind  # what begins like a picture or a PDF is one
        raise UnreadableError("not-html", f"the page is {found}, not HTML or plain text")
    if len(body) > MAX_BYTES:
        raise UnreadableError("too-large", f"the page has {len(body)} bytes; at most {MAX_BYTES} are read")
    if not body.strip():
        raise UnreadableError("empty", "the page has no bytes")
    text = _decode(body, content_type)
    return text, kind == "text/plain" or not _TAG.search(text)


def _decode(body: bytes, content_type: str) -> str:
    """Byte-order mark, header, declaration in the page, UTF-8 if it fits, then detection (bs4's EncodingDetector).

    A mark wins over the header, as in browsers. A declaration that can be read is no proof of UTF-16: the bytes that
    were read as one are ASCII.
    """
    named = _CHARSET.search(content_type)
    detector = EncodingDetector(body, is_html=True)
    declared = EncodingDetector.find_declared_encoding(detector.markup, is_html=True)
    likely = [detector.sniffed_encoding, named.group(1) if named else None]
    likely += [declared if declared and not _WIDE.match(declared) else None, "utf-8"]
    for encoding in chain(likely, detector.encodings):
        text = _attempt(detector.markup, encoding)
        if text is not None:
            return text
    return detector.markup.decode("utf-8", "replace")


def _attempt(markup: bytes, encoding: str | None) -> str | None:
    if not encoding or _UNSAFE.match(encoding):
        return None
    try:
        return markup.decode(_SUPERSET.get(encoding.lower(), encoding))
    except (LookupError, UnicodeError):
        return None
