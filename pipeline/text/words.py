"""Plain text: cleaning, words, slugs."""

import json
import re
import unicodedata

# Zero-width joiners belong to the spelling between letters of Arabic, Indic and other scripts, and between emoji.
_JOINED = (
    "\u0600-\u06ff\u0700-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff\u1800-\u18af\u1b00-\u1bff\ua8e0-\ua8ff\ufb50-\ufdff"
    "\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
)
# Controls, bidi overrides and marks, zero-width characters, soft hyphen, fillers, interlinear marks, tags, surrogates.
_UNSEEN = re.compile(
    f"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])|"
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2069\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_FILLER = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]")  # printable to Python, but not to be seen
_SEPARATOR = re.compile("[\x1c-\x1f]")  # white space to Python, but not to be seen
_OTHER_BREAK = re.compile("[\x0b-\x0d\x85\u2028\u2029]")
_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+(?:['’][^\W_]+)?")
_UNSPACED = (
    "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"  # scripts without spaces, their marks
)
_SEAM = re.compile(rf"(?<=[{_UNSPACED}])(?=\S)|(?<=\S)(?=[{_UNSPACED}])")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$")  # names that some file systems refuse


def clean(text: str) -> str:
    """NFC, without characters that cannot be seen, white space folded to single spaces, trimmed."""
    folded = " ".join(text.split())
    odd = not folded.isprintable() or not (text.isprintable() or _SEPARATOR.search(text) is None)
    if odd or not (folded.isascii() or _FILLER.search(folded) is None):  # which is rare
        folded = " ".join(_UNSEEN.sub("", text).split())
    return unicodedata.normalize("NFC", folded)


def visible(text: str) -> str:
    """Without characters that cannot be seen; lines and spaces stay, and any other break is a space."""
    return _OTHER_BREAK.sub(" ", _UNSEEN.sub("", text))


def json_visible(json_text: str) -> str:
    """JSON text in which characters that cannot be seen are written as escapes; to a JSON parser it is the same."""
    return _UNSEEN.sub(lambda found: json.dumps(found.group())[1:-1], json_text)


def words(text: str) -> list[str]:
    """Words in lower case, without punctuation; Chinese and Japanese characters count one by one."""
    return [word.replace("’", "'") for word in _WORD.findall(text.casefold())]


def spaced(text: str) -> str:
    """Text in which each Chinese or Japanese character is a word of its own, for what splits words at spaces."""
    return _SEAM.sub(" ", text)


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut at a word, with an ellipsis where something is missing."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-")
    return (cut or text[: limit - 1]) + "…"


def counted(number: int, one: str, several: str = "") -> str:
    """A number with its noun: "1 mail", "3 mails"; ``several`` where the plural is not the noun with an s."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def slug(text: str, fallback: str = "item") -> str:
    """A name that is safe in a path and in an address: ``a-z``, ``0-9`` and hyphens, at most 80 characters.

    Accents are taken off; a text of which nothing is left gives ``fallback``.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = _NOT_SLUG.sub("-", plain).strip("-")[:80].strip("-") or fallback
    return f"{made}-x" if _RESERVED.match(made) else made


def join_words(items: list[str] | tuple[str, ...], last: str = "and") -> str:
    """Join as English does: one, "one and two", "one, two and three"."""
    listed = list(items)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {last} {listed[-1]}"
