"""What a host's robots.txt says to one agent: RFC 9309, read as Google's open parser reads it. Pure.

All is done in bytes, as in that parser: addresses and patterns are ASCII by then, and a file may be anything.
"""

import codecs
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

AGENT = "offlimits"
"""The product token that robots.txt may address (RFC 9309, section 2.2.1)."""

ROBOTS_BYTES = 500 * 1024
"""How much of a robots.txt is read: the least that RFC 9309, section 2.5 asks for."""

_BOM = codecs.BOM_UTF8
_BOMS_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BLANK = b" \t\n\v\f\r"
_LINE = re.compile(rb"[^\r\n]+")
_GAP = re.compile(rb"[ \t]+")
# Google cuts lines at eight times the longest address that an old browser took, less the end of its buffer.
_LINE_BYTES = 2083 * 8 - 1
_LONGEST_DELAY = 30.0  # seconds; a night must end
# 25,000 patterns with stars, for an address of 2,000 bytes: no honest file comes near, and more is not worth the time.
_MOST_STEPS = 50_000_000
# What a line is about, by the beginning of its key, with the slips in writing that Google accepts. A sitemap, and
# whatever else there may be, is nothing to us, and does not end a list of agents.
_KEY = re.compile(
    rb"(?P<agent>user[- ]?agent)|(?P<allow>allow)|(?P<delay>crawl-?delay)"
    rb"|(?P<disallow>disallow|dissallow|dissalow|disalow|diasllow|disallaw)",
    re.IGNORECASE,
)
_TOKEN = re.compile(rb"[A-Za-z_-]*")
_EVERYBODY = re.compile(rb"\*(?:\s|$)")  # a star with something behind it is still a star
_UNLIKE = re.compile(rb"%[0-9A-Fa-f]{2}|[\x80-\xff]")  # what can be written in several ways
_ESCAPE = re.compile(rb"%[0-9A-Fa-f]{2}")
_INDEX = re.compile(rb"(.*/)index\.htm[^/]*", re.DOTALL)
_PATH = re.compile(r"[/?;]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one host's robots.txt says to us.

    Attributes:
        unavailable: the host could not say, so nothing may be asked for now (RFC 9309, section 2.3.1.4).
        delay_seconds: the crawl delay it asks for, at most 30; 0 if it asks for none.
        patterns: pairs (pattern, whether it opens), in the order of their precedence: the longest first, and of two
            that are equally long the one that opens.
    """

    unavailable: bool = False
    delay_seconds: float = 0.0
    patterns: tuple[tuple[bytes, bool], ...] = ()

    def allow(self, url: str) -> bool:
        """Whether this address may be asked for; one that would take too long to judge may not.

        Args:
            url: percent-encoded, as it would be sent.
        """
        if self.unavailable:
            return False
        path, steps = _path(url), 0
        for pattern, opens in self.patterns:
            if _matches(path, pattern):
                return opens
            steps += len(path) if b"*" in pattern else 0
            if steps > _MOST_STEPS:
                return False
        return True


@dataclass(slots=True, eq=False)
class _Group:
    """All groups of a file for the same agent, merged (RFC 9309, section 2.2.1)."""

    named: bool = False
    delay_seconds: float = 0.0
    patterns: dict[bytes, bool] = field(default_factory=dict)

    def add(self, kind: str | None, value: bytes) -> None:
        """Take one line; an empty pattern says nothing."""
        if kind == "delay":
            self.delay_seconds = max(self.delay_seconds, _delay(value))
            return
        opens, pattern = kind == "allow", _UNLIKE.sub(_encoded, value)
        self._put(pattern, opens=opens)
        if opens and (directory := _INDEX.fullmatch(pattern)):  # Google: who opens the index opens its directory
            self._put(directory[1] + b"$", opens=True)

    def rules(self) -> Rules:
        """What the group says."""
        ordered = sorted(self.patterns.items(), key=lambda item: (-len(item[0]), not item[1], item[0]))
        return Rules(delay_seconds=self.delay_seconds, patterns=tuple(ordered))

    def _put(self, pattern: bytes, *, opens: bool) -> None:
        if pattern:
            self.patterns[pattern] = opens or self.patterns.get(pattern, False)


def robots_rules(status: int, body: bytes, *, agent: str = AGENT) -> Rules:
    """Read the answer for a robots.txt.

    Args:
        status: 2xx is read; 5xx forbids everything for now, and so does 429, which Google treats alike; anything else
            allows everything (RFC 9309, section 2.3.1).
        body: only its first ROBOTS_BYTES count. A web page in its place is read too, and closes nothing because none
            of its lines is a rule.
        agent: the product token; the case of its letters does not matter.
    """
    if status >= 500 or status == 429:
        return Rules(unavailable=True)
    if not 200 <= status < 300:
        return Rules()
    return _read(body, agent.encode().lower())


def _read(body: bytes, agent: bytes) -> Rules:
    ours, everybody = _Group(), _Group()
    spoken_to, agents_ended = list[_Group](), False
    for key, value in _lines(body):
        match = _KEY.match(key)
        kind = match.lastgroup if match else None
        if kind == "agent":
            if agents_ended:
                spoken_to, agents_ended = [], False
            group = _addressed(value, agent, ours, everybody)
            if group is not None and group not in spoken_to:
                group.named = True
                spoken_to.append(group)
        elif kind is not None:
            # A delay is an extension, which does not end a list of agents; it concerns those named so far.
            agents_ended = agents_ended or (bool(spoken_to) and kind != "delay")
            for group in spoken_to:
                group.add(kind, value)
    return (ours if ours.named else everybody).rules()


def _addressed(value: bytes, agent: bytes, ours: _Group, everybody: _Group) -> _Group | None:
    if _EVERYBODY.match(value):
        return everybody
    token = _TOKEN.match(value)
    return ours if token and token[0].lower() == agent else None


def _lines(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Keys and values, without comments. A line ends at a NUL, as in a parser written in C."""
    for found in _LINE.finditer(_text(body)):
        line = found[0][:_LINE_BYTES].split(b"\0", 1)[0].split(b"#", 1)[0].strip(_BLANK)
        key, colon, value = line.partition(b":")
        if not colon:
            words = _GAP.split(line)
            if len(words) != 2:  # without a colon, a line is a rule only if it has two words
                continue
            key, value = words
        if key := key.strip(_BLANK):
            yield key, value.strip(_BLANK)


def _text(body: bytes) -> bytes:
    """What counts of a body, as UTF-8 and without its byte order mark, of which a part is taken off too."""
    if len(body) >= ROBOTS_BYTES:  # half a rule would be another rule
        body = body[: body.rfind(b"\n", 0, ROBOTS_BYTES) + 1]
    if body.startswith(_BOMS_UTF16):
        return body.decode("utf-16", "replace").encode()
    marked = next(length for length in (3, 2, 1, 0) if body.startswith(_BOM[:length]))
    return body[marked:]


def _delay(value: bytes) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    return min(max(0.0, seconds), _LONGEST_DELAY) if math.isfinite(seconds) else 0.0


def _path(url: str) -> bytes:
    """Path, parameters and query of an address, or "/" where it has none. Anything is taken, as by Google's parser."""
    start = 2 if url.startswith("//") else 0
    first = _PATH.search(url, start)
    scheme = url.find("://", start)
    if scheme >= 0 and not (first and first.start() < scheme):
        first = _PATH.search(url, scheme + 3)
    fragment = url.find("#", start)
    end = len(url) if fragment < 0 else fragment
    if first is None or end < first.start():
        return b"/"
    path = url[first.start() : end].encode("utf-8", "replace")
    return _ESCAPE.sub(_encoded, path if path.startswith(b"/") else b"/" + path)


def _encoded(found: re.Match[bytes]) -> bytes:
    """The one way to write an octet: its escape in capitals (RFC 9309, section 2.2.2)."""
    octet = found[0]
    return octet.upper() if len(octet) == 3 else b"%%%02X" % octet[0]


def _matches(path: bytes, pattern: bytes) -> bool:
    """Whether a pattern fits the beginning of a path.

    Each piece between stars is looked for behind the one before it, once: taking the first place where it fits leaves
    the most room for the rest, so there is nothing to go back for.
    """
    to_the_end = pattern.endswith(b"$")
    first, *rest = pattern.removesuffix(b"$").split(b"*")
    if not path.startswith(first):
        return False
    if not rest:
        return not to_the_end or path == first
    *middle, last = rest
    at = len(first)
    for piece in middle:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return path.endswith(last, at) if to_the_end else path.find(last, at) >= 0
