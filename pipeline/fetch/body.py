"""The body of an answer: content codings undone step by step, so that no layer ever passes a limit.

``httpx`` decodes a whole chunk at once: 984 bytes under "gzip, gzip" became one chunk of 524 MB. Here every layer
gives at most PIECE bytes at a time, and every layer is counted.
"""

import itertools
import re
import zlib
from collections.abc import Iterator

from pipeline.fetch.failures import BodyError

PIECE = 65_536
"""Most bytes that one step of decoding gives."""

_LAYERS = 2  # codings that one answer may carry; two are met where a proxy packs what was packed already
_MEMBERS = 1_000  # gzip members in one body; packers that cut a file use one for each 64 KB or more
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP = 16 + zlib.MAX_WBITS
_MARKUP_TYPE = re.compile(r"xml|html", re.IGNORECASE)
_NAMES = {"deflate": "deflate", "gzip": "gzip", "x-gzip": "gzip"}


def decoded(chunks: Iterator[bytes], *, coding: str, content_type: str, max_bytes: int) -> Iterator[bytes]:
    """Undo the content codings of a body, lazily.

    Markup that begins like gzip is unpacked even where no header says so: some servers forget it.

    Args:
        chunks: the body as it came.
        coding: value of the Content-Encoding header.
        content_type: value of the Content-Type header.
        max_bytes: most bytes that the body may have, before, between and after the layers.

    Yields:
        Pieces of the plain body; of a packed one at most PIECE bytes each.

    Raises:
        BodyError: "too-large", "bad-encoding" or "truncated".
    """
    stream = _limited(chunks, max_bytes)
    for name in reversed(_codings(coding)):
        stream = _limited(_unpacked(stream, name), max_bytes)
    if _MARKUP_TYPE.search(content_type):
        head, stream = _peek(stream)
        if head.startswith(_GZIP_MAGIC):
            stream = _limited(_unpacked(stream, "gzip"), max_bytes)
    yield from stream


def _codings(header: str) -> list[str]:
    """The codings of a header in the order in which they were applied."""
    given = [part.strip().lower() for part in header.split(",")]
    packed = [name for name in given if name not in ("", "identity")]
    if len(packed) > _LAYERS or any(name not in _NAMES for name in packed):
        raise BodyError("bad-encoding", "sent a body in an encoding that was not asked for")
    return [_NAMES[name] for name in packed]


def _limited(chunks: Iterator[bytes], max_bytes: int) -> Iterator[bytes]:
    """The same chunks, up to the limit and not one byte further."""
    room = max_bytes
    for chunk in chunks:
        yield chunk[:room]
        room -= len(chunk)
        if room < 0:
            raise BodyError("too-large", f"sent more than {max_bytes} bytes")


def _peek(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first two bytes or more, and the stream with them."""
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= 2:
            break
    return head, itertools.chain((head,), chunks)


def _unpacked(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    if name == "gzip":
        return _inflated(chunks, _GZIP)
    head, stream = _peek(chunks)
    return _inflated(stream, zlib.MAX_WBITS if _has_zlib_header(head) else -zlib.MAX_WBITS)


def _has_zlib_header(head: bytes) -> bool:
    """Whether a deflate body has the wrapper of RFC 1950 (method 8, check sum of two bytes), as it should."""
    return len(head) >= 2 and head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0


def _inflated(chunks: Iterator[bytes], window: int) -> Iterator[bytes]:
    inflater = zlib.decompressobj(window)
    members, begun = 1, False
    for chunk in chunks:
        data, full = chunk, False
        while data or full:
            if inflater.eof:
                data = data.lstrip(b"\0")  # some packers fill up their last block
                if not data:
                    break
                members += 1
                if window != _GZIP or members > _MEMBERS:
                    raise BodyError("bad-encoding", "sent something behind the end of its packed body")
                inflater = zlib.decompressobj(window)
            begun = True
            try:
                piece = inflater.decompress(data, PIECE)
            except zlib.error:
                raise BodyError("bad-encoding", "sent a body that cannot be unpacked") from None
            if piece:
                yield piece
            full = len(piece) == PIECE  # there may be more without further input
            data = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    if begun and not inflater.eof:
        raise BodyError("truncated", "sent a packed body that breaks off")
