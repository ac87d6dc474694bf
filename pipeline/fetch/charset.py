"""Bytes of a feed to text, whatever the server and the file say of their encoding.

Valid UTF-8 with other than ASCII bytes is hardly ever anything else, so it is tried before any declaration is believed.
Declarations are believed for the encodings below alone: Python would follow others too, of which one ("punycode") takes
time by the square of the length and one ("utf-7") hides markup.
"""

import codecs
import re

# A byte order mark, or the first characters of a file without one, and what they mean; the longer ones first.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
# Encodings that may be declared, by the name that Python gives them, and the superset by which they are read
# (as the Encoding Standard of the WHATWG maps its labels).
_LEGACY = {
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "cp1250": "cp1250",
    "cp1251": "cp1251",
    "cp1252": "cp1252",
    "cp1253": "cp1253",
    "cp1254": "cp1254",
    "cp1255": "cp1255",
    "cp1256": "cp1256",
    "cp1257": "cp1257",
    "cp1258": "cp1258",
    "cp866": "cp866",
    "cp874": "cp874",
    "cp932": "cp932",
    "cp949": "cp949",
    "euc_jp": "euc_jp",
    "euc_kr": "cp949",
    "gb18030": "gb18030",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso2022_jp": "iso2022_jp",
    "iso8859-1": "cp1252",
    "iso8859-10": "iso8859-10",
    "iso8859-11": "cp874",
    "iso8859-13": "iso8859-13",
    "iso8859-14": "iso8859-14",
    "iso8859-15": "iso8859-15",
    "iso8859-16": "iso8859-16",
    "iso8859-2": "iso8859-2",
    "iso8859-3": "iso8859-3",
    "iso8859-4": "iso8859-4",
    "iso8859-5": "iso8859-5",
    "iso8859-6": "iso8859-6",
    "iso8859-7": "iso8859-7",
    "iso8859-8": "iso8859-8",
    "iso8859-9": "cp1254",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "mac-cyrillic": "mac-cyrillic",
    "mac-roman": "mac-roman",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}
_ESCAPE = b"\x1b"  # begins every shift of iso-2022-jp, which is ASCII otherwise and would pass for UTF-8
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_IN_PROLOG = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)


def feed_text(body: bytes, content_type: str) -> str:
    """The text of a feed.

    Args:
        body: the bytes of the feed.
        content_type: value of the Content-Type header.

    Returns:
        The text without byte order mark; bytes that mean nothing became U+FFFD.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    declared = _declared(body, content_type)
    if _ESCAPE in body and "iso2022_jp" in declared:
        return body.decode("iso2022_jp", "replace")
    for name in ("utf-8", *declared):
        try:
            return body.decode(name)
        except UnicodeDecodeError:
            continue
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(not char.isascii() for char in text) - broken
    return text if whole > broken else body.decode((*declared, "cp1252")[0], "replace")


def _declared(body: bytes, content_type: str) -> list[str]:
    """Encodings that header and prolog name, as far as they are believed."""
    names = [match[1] for match in _IN_HEADER.finditer(content_type)]
    names += [match[1].decode("ascii", "replace") for match in _IN_PROLOG.finditer(body[:1000])]
    found = []
    for name in names:
        try:
            known = codecs.lookup(name).name
        except LookupError:
            continue
        if known in _LEGACY:
            found.append(_LEGACY[known])
    return found
