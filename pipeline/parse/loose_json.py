"""JSON as web pages write it: in comments or CDATA, with trailing commas, remarks, entities, several roots."""

import json
import re
from html import unescape

MAX_CHARACTERS = 500_000  # of one text; pages that carry their whole article in it stay below
MAX_ROOTS = 20

_OPENINGS = ("<!--", "<![CDATA[", "//<![CDATA[", "//<!--", "/*<![CDATA[*/", "/* <![CDATA[ */", "// <![CDATA[")
_CLOSINGS = ("-->", "]]>", "//]]>", "//-->", "/*]]>*/", "/* ]]> */", "// ]]>", ";")
# A string (as far as it goes), a remark, or a comma before a closing bracket. Every branch ends at the end of the text
# at the latest, so that nothing is scanned twice.
_PIECES = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\Z)|/\*.*?(?:\*/|\Z)|//[^\n]*|,(?=\s*[\]}])', re.DOTALL)
_ESCAPES = re.compile(r'\\(u[0-9a-fA-F]{4}|["\\/bfnrt])|\\')


def read_roots(text: str) -> list[object]:
    """The values that a text holds, one after the other; what cannot be mended gives none.

    Args:
        text: of a script. One of more than ``MAX_CHARACTERS`` is not read.
    """
    if len(text) > MAX_CHARACTERS:
        return []
    bare = _unwrapped(text)
    for version in (bare, _mended(bare), _mended(unescape(bare))):
        roots = _roots(version)
        if roots:
            return roots
    return []


def _unwrapped(text: str) -> str:
    """Without the marks by which old pages hide a script from older browsers."""
    bare = text.strip().lstrip("\ufeff").strip()
    for mark in sorted(_OPENINGS, key=len, reverse=True):
        bare = bare.removeprefix(mark).lstrip()
    for mark in sorted(_CLOSINGS, key=len, reverse=True):
        bare = bare.removesuffix(mark).rstrip()
    return bare


def _mended(text: str) -> str:
    return _PIECES.sub(lambda found: _escaped(found.group()) if found.group().startswith('"') else " ", text)


def _escaped(string: str) -> str:
    r"""A string in which a backslash that escapes nothing is one of its characters ("\'")."""
    return _ESCAPES.sub(lambda found: found.group() if found.group(1) else "\\\\", string)


def _roots(text: str) -> list[object]:
    """All values, or none where something stands between them that is no JSON."""
    decoder = json.JSONDecoder(strict=False)
    roots: list[object] = []
    at = _behind_space(text, 0)
    while at < len(text) and len(roots) < MAX_ROOTS:
        try:
            root, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return []
        roots.append(root)
        at = _behind_space(text, at)
    return roots


def _behind_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n,;":
        at += 1
    return at
