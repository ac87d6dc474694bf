"""Content codings are undone exactly, and no layer ever gives more than the limit."""

import gzip
import random
import zlib
from collections.abc import Callable, Iterator

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.body import PIECE, decoded
from pipeline.fetch.failures import BodyError

TEXT = b"<p>Fabrikam switches its assistant off.</p>" * 50
LIMIT = 1_000_000


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def brotlied(data: bytes) -> bytes:
    packed: bytes = brotli.compress(data, quality=4)
    return packed


def zstd(data: bytes, window: int = 20) -> bytes:
    parameters = zstandard.ZstdCompressionParameters(window_log=window, write_checksum=True)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()  # does not know what is to come
    return packer.compress(data) + packer.flush()


PACK: dict[str, Callable[[bytes], bytes]] = {
    "br": brotlied,
    "deflate": zlib.compress,
    "gzip": gzip.compress,
    "zstd": zstd,
}


def packed(data: bytes, coding: str) -> bytes:
    """A body under these codings, applied in their order."""
    for name in coding.split(", "):
        data = PACK[name](data)
    return data


def undone(*chunks: bytes, coding: str = "", content_type: str = "text/html", limit: int = LIMIT) -> bytes:
    return b"".join(decoded(iter(chunks), coding=coding, content_type=content_type, max_bytes=limit))


def cut(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


def refusal(*chunks: bytes, coding: str = "", limit: int = LIMIT) -> str:
    with pytest.raises(BodyError) as caught:
        undone(*chunks, coding=coding, limit=limit)
    return caught.value.reason


PACKED = [
    ("", TEXT),
    ("identity", TEXT),
    ("gzip", gzip.compress(TEXT)),
    ("GZip", gzip.compress(TEXT)),
    ("x-gzip", gzip.compress(TEXT)),
    ("deflate", zlib.compress(TEXT)),
    ("deflate", raw_deflate(TEXT)),
    ("br", brotlied(TEXT)),
    ("BR", brotlied(TEXT)),
    ("zstd", zstd(TEXT)),
    ("zstd", zstd(TEXT[:100]) + zstd(TEXT[100:])),
    ("zstd", b"\x50\x2a\x4d\x18\x03\0\0\0abc" + zstd(TEXT)),  # a frame that is to be skipped
    ("gzip, gzip", gzip.compress(gzip.compress(TEXT))),
    ("br, zstd", zstd(brotlied(TEXT))),
    ("zstd, br", brotlied(zstd(TEXT))),
    ("deflate, gzip", gzip.compress(zlib.compress(TEXT))),
    ("gzip, identity, deflate", zlib.compress(gzip.compress(TEXT))),
    ("gzip", gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:])),
    ("gzip", gzip.compress(TEXT) + b"\0" * 700),
]


@pytest.mark.parametrize(("coding", "packed"), PACKED, ids=[f"{n} {coding}" for n, (coding, _) in enumerate(PACKED)])
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_every_coding_gives_the_body_back_however_it_is_cut(coding: str, packed: bytes, size: int) -> None:
    assert undone(*cut(packed, size), coding=coding) == TEXT


@pytest.mark.parametrize("content_type", ["text/html", "application/rss+xml", "application/XHTML+xml", "text/xml"])
def test_markup_that_is_packed_without_a_header_is_unpacked(content_type: str) -> None:
    assert undone(*cut(gzip.compress(TEXT), 3), content_type=content_type) == TEXT


def test_markup_that_was_packed_once_more_than_the_header_says_is_unpacked() -> None:
    assert undone(gzip.compress(gzip.compress(TEXT)), coding="gzip") == TEXT


def test_what_is_no_markup_stays_packed() -> None:
    packed = gzip.compress(TEXT)
    assert undone(packed, content_type="application/octet-stream") == packed


@pytest.mark.parametrize("coding", ["", "gzip", "deflate", "br", "zstd", "gzip, gzip", "br, zstd"])
def test_an_empty_body_is_empty_in_any_coding(coding: str) -> None:
    assert undone(coding=coding) == b""
    assert undone(b"", coding=coding) == b""


@pytest.mark.parametrize("coding", ["exi", "gzip, dcb", "compress", "gzip, gzip, gzip", "br, zstd, gzip"])
def test_a_coding_that_was_not_asked_for_is_refused(coding: str) -> None:
    assert refusal(gzip.compress(TEXT), coding=coding) == "bad-encoding"


DAMAGED = {
    "neither packed nor text": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "wrong check sum": gzip.compress(TEXT)[:-8] + bytes(8),
    "no gzip inside": gzip.compress(TEXT)[:10] + b"\xff" * 60,
    "something behind it": gzip.compress(TEXT) + b"and something behind it",
    "too many members": gzip.compress(b"") * 1_001,
}


@pytest.mark.parametrize("body", DAMAGED.values(), ids=DAMAGED)
def test_gzip_that_is_none_or_is_damaged_is_refused(body: bytes) -> None:
    assert refusal(body, coding="gzip") == "bad-encoding"


def test_something_behind_the_end_of_deflate_is_refused() -> None:
    assert refusal(zlib.compress(TEXT) + zlib.compress(TEXT), coding="deflate") == "bad-encoding"


LIES = {
    "markup": TEXT,
    "a letter": b"x",
    "a mark and markup": b"\xef\xbb\xbf" + TEXT,
    "UTF-16": "<p>Nimbus</p>".encode("utf-16"),
    "Latin-1": b"<p>Caf\xe9</p>",
}


@pytest.mark.parametrize("body", LIES.values(), ids=LIES)
@pytest.mark.parametrize("coding", ["gzip", "zstd", "gzip, gzip", "zstd, gzip"])
def test_text_that_is_said_to_be_packed_is_taken_as_it_is(coding: str, body: bytes) -> None:
    assert undone(*cut(body, 5), coding=coding) == body


def test_a_body_that_is_packed_less_often_than_its_header_says_is_unpacked() -> None:
    assert undone(gzip.compress(TEXT), coding="gzip, gzip") == TEXT


@pytest.mark.parametrize("coding", ["br", "deflate"])
def test_text_that_is_said_to_be_packed_where_packing_has_no_mark_is_refused(coding: str) -> None:
    assert refusal(TEXT, coding=coding) == "bad-encoding"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("kept", [1, 2, 5, 11, 40])
@pytest.mark.parametrize("size", [1, 1_000])
def test_a_packed_body_that_breaks_off_is_truncated(coding: str, kept: int, size: int) -> None:
    body = random.Random(3).randbytes(2_000)
    if coding == "zstd" and kept < 4:
        kept = 4  # fewer bytes are no mark of zstd yet, and may be text
    assert refusal(*cut(packed(body, coding)[:kept], size), coding=coding) == "truncated"


DAMAGED_ZSTD = {
    "wrong check sum": zstd(TEXT)[:-4] + bytes(4),
    "no zstd inside": zstd(TEXT)[:6] + b"\xff" * 60,
    "something behind it": zstd(TEXT) + b"and something behind it",
    "too many frames": zstd(b"") * 1_001,
    "a window that nobody has to have": zstd(TEXT, window=25),
    "binary": b"\0\1\2\3",
}


@pytest.mark.parametrize("body", DAMAGED_ZSTD.values(), ids=DAMAGED_ZSTD)
def test_zstd_that_is_none_or_is_damaged_is_refused(body: bytes) -> None:
    assert refusal(body, coding="zstd", limit=100_000_000) == "bad-encoding"


@pytest.mark.parametrize("size", [1, 10_000])
def test_something_behind_the_end_of_brotli_is_refused(size: int) -> None:
    assert refusal(*cut(brotlied(TEXT) + b"behind", size), coding="br") == "bad-encoding"


def test_deflate_that_is_damaged_is_refused() -> None:
    assert refusal(zlib.compress(TEXT)[:-4] + bytes(4), coding="deflate") == "bad-encoding"


def test_a_body_of_exactly_the_limit_passes_and_one_byte_more_does_not() -> None:
    assert undone(TEXT, limit=len(TEXT)) == TEXT
    assert refusal(TEXT, b"!", limit=len(TEXT)) == "too-large"
    assert undone(gzip.compress(TEXT), coding="gzip", limit=len(TEXT)) == TEXT
    assert refusal(gzip.compress(TEXT), coding="gzip", limit=len(TEXT) - 1) == "too-large"


def produced(chunks: Iterator[bytes], coding: str, limit: int) -> tuple[list[int], str]:
    """Sizes of the pieces that came before the refusal, and its reason."""
    sizes: list[int] = []
    try:
        sizes.extend(len(piece) for piece in decoded(chunks, coding=coding, content_type="", max_bytes=limit))
    except BodyError as error:
        return sizes, error.reason
    return sizes, ""


BOMBS = ["gzip", "deflate", "br", "zstd", "gzip, gzip", "deflate, deflate", "br, br", "zstd, zstd", "br, gzip"]


@pytest.mark.parametrize("coding", BOMBS)
def test_a_bomb_gives_no_more_than_the_limit_in_small_pieces(coding: str) -> None:
    body = packed(b"\0" * 20_000_000, coding)
    sizes, reason = produced(iter([body]), coding, 300_000)
    assert reason == "too-large"
    assert sum(sizes) == 300_000
    assert max(sizes) <= 2 * PIECE


def test_a_bomb_between_two_layers_is_stopped_there() -> None:
    inner = gzip.compress(random.Random(1).randbytes(1_000)) + b"\0" * 5_000_000
    sizes, reason = produced(iter([gzip.compress(inner)]), "gzip, gzip", 100_000)
    assert reason == "too-large"
    assert sum(sizes) == 1_000


def test_an_endless_body_is_only_drawn_up_to_the_limit() -> None:
    drawn = 0

    def endless() -> Iterator[bytes]:
        nonlocal drawn
        while True:
            drawn += 1
            yield b"x" * 1_000

    sizes, reason = produced(endless(), "", 10_500)
    assert (sum(sizes), reason, drawn) == (10_500, "too-large", 11)


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(["", "gzip", "deflate", "br", "zstd", "gzip, zstd", "compress"]),
    st.integers(1, 50),
)
def test_any_bytes_end_in_a_body_within_the_limit_or_a_refusal(body: bytes, coding: str, size: int) -> None:
    sizes, reason = produced(iter(cut(body, size)), coding, 200)
    assert sum(sizes) <= 200
    assert reason in ("", "too-large", "bad-encoding", "truncated")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2_000), st.integers(1, 300), st.lists(st.sampled_from(sorted(PACK)), min_size=1, max_size=2))
def test_what_was_packed_comes_back_whole(body: bytes, size: int, codings: list[str]) -> None:
    coding = ", ".join(codings)
    assert undone(*cut(packed(body, coding), size), coding=coding, content_type="") == body
    assert undone(*cut(raw_deflate(body), size), coding="deflate", content_type="") == body
