"""The body of an answer: content codings undone step by step, so that no layer ever passes a limit.

``httpx`` decodes a whole chunk at once: 984 bytes under "gzip, gzip" became one chunk of 524 MB. Here every layer
gives a piece at a time, and every layer is counted.
"""

import itertools
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import brotli
import zstandard

from pipeline.fetch.failures import BodyError

PIECE = 65_536
"""Most bytes that one step of decoding gives, but for brotli, whose steps may be as long as one of its blocks."""

CODINGS = "gzip, deflate, br, zstd"
"""What can be undone, as the Accept-Encoding header has it."""

_LAYERS = 2  # codings that one answer may carry; two are met where a proxy packs what was packed already
_MEMBERS = 1_000  # gzip members or zstd frames in one body; packers that cut a file use one for each 64 KB or more
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18", re.DOTALL)  # a frame, or one to be skipped
_GZIP = 16 + zlib.MAX_WBITS
_ZSTD_WINDOW = 8 * 1024 * 1024  # RFC 9659: nobody has to support more for the content coding
_ZSTD_STEP = 64  # bytes given at a time; four of them can become a block of 128 KB, so that a step gives 2 MB at most
_HEAD = 4  # bytes that tell what a body is
_MARKUP_TYPE = re.compile(r"xml|html", re.IGNORECASE)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_TEXT_MARKS = (b"\xfe\xff", b"\xff\xfe")  # of UTF-16, whose text has zero bytes
_NAMES = {"br": "br", "deflate": "deflate", "gzip": "gzip", "x-gzip": "gzip", "zstd": "zstd"}


def decoded(chunks: Iterator[bytes], *, coding: str, content_type: str, max_bytes: int) -> Iterator[bytes]:
    """Undo the content codings of a body, lazily.

    Markup that begins like gzip is unpacked even where no header says so: some servers forget it. And a body that is
    said to be packed, but begins as text does, is taken as it is: some servers lie.

    Args:
        chunks: the body as it came.
        coding: value of the Content-Encoding header.
        content_type: value of the Content-Type header.
        max_bytes: most bytes that the body may have, before, between and after the layers.

    Yields:
        Pieces of the plain body.

    Raises:
        BodyError: "too-large", "bad-encoding" or "truncated".
    """
    stream = _limited(chunks, max_bytes)
    for name in reversed(_codings(coding)):
        stream = _limited(_UNPACKERS[name](stream), max_bytes)
    if _MARKUP_TYPE.search(content_type):
        head, stream = _peek(stream)
        if head.startswith(_GZIP_MAGIC):
            stream = _limited(_gunzipped(stream), max_bytes)
    yield from stream


def _codings(header: str) -> list[str]:
    """The codings of a header in the order in which they were applied."""
    if not header:
        return []
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
    """The first bytes, and the stream with them."""
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= _HEAD:
            break
    return head, itertools.chain((head,), chunks)


def _is_text(head: bytes) -> bool:
    """Whether bytes begin as text does. An empty beginning is neither."""
    return head.startswith(_TEXT_MARKS) or (head != b"" and not _BINARY.search(head[:512]))


def _gunzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    head, stream = _peek(chunks)
    plain = not _GZIP_MAGIC.startswith(head[:2]) and _is_text(head)
    return stream if plain else _inflated(stream, _GZIP)


def _undeflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
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
                    raise _something_behind()
                inflater = zlib.decompressobj(window)
            begun = True
            try:
                piece = inflater.decompress(data, PIECE)
            except zlib.error:
                raise _not_unpacked() from None
            if piece:
                yield piece
            full = len(piece) == PIECE  # there may be more without further input
            data = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    if begun and not inflater.eof:
        raise _breaks_off()


def _unbrotlied(chunks: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    begun = False
    for chunk in chunks:
        if chunk and unpacker.is_finished():
            raise _something_behind()
        data, more = chunk, bool(chunk)
        while more:
            begun = True
            try:
                piece: bytes = unpacker.process(data, output_buffer_limit=PIECE)
            except brotli.error:
                raise _not_unpacked() from None
            if piece:
                yield piece
            data = b""
            more = not unpacker.is_finished() and not unpacker.can_accept_more_data()
    if begun and not unpacker.is_finished():
        raise _breaks_off()


def _unzstded(chunks: Iterator[bytes]) -> Iterator[bytes]:
    head, stream = _peek(chunks)
    if not _ZSTD_MAGIC.match(head) and _is_text(head):
        yield from stream
        return
    unpacker = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    frame, frames = unpacker.decompressobj(), 1
    begun = False
    for chunk in stream:
        at = 0
        while at < len(chunk):
            if frame.eof:
                frames += 1
                if frames > _MEMBERS:
                    raise _something_behind()
                frame = unpacker.decompressobj()
            begun = True
            step = chunk[at : at + _ZSTD_STEP]
            try:
                unpacked = frame.decompress(step)
            except zstandard.ZstdError:
                raise _not_unpacked() from None
            at += len(step) - len(frame.unused_data)
            yield from (unpacked[start : start + PIECE] for start in range(0, len(unpacked), PIECE))
    if begun and not frame.eof:
        raise _breaks_off()


def _breaks_off() -> BodyError:
    return BodyError("truncated", "sent a packed body that breaks off")


def _not_unpacked() -> BodyError:
    return BodyError("bad-encoding", "sent a body that cannot be unpacked")


def _something_behind() -> BodyError:
    return BodyError("bad-encoding", "sent something behind the end of its packed body")


_UNPACKERS: Mapping[str, Callable[[Iterator[bytes]], Iterator[bytes]]] = MappingProxyType(
    {"br": _unbrotlied, "deflate": _undeflated, "gzip": _gunzipped, "zstd": _unzstded}
)
