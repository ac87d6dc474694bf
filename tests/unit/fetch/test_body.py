"""Content codings are undone exactly, and no layer ever gives more than the limit."""

import gzip
import random
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.body import PIECE, decoded
from pipeline.fetch.failures import BodyError

TEXT = b"<p>Fabrikam switches its assistant off.</p>" * 50
LIMIT = 1_000_000


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


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
    ("gzip, gzip", gzip.compress(gzip.compress(TEXT))),
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


@pytest.mark.parametrize("coding", ["", "gzip", "deflate", "gzip, gzip"])
def test_an_empty_body_is_empty_in_any_coding(coding: str) -> None:
    assert undone(coding=coding) == b""
    assert undone(b"", coding=coding) == b""


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, br", "compress", "gzip, gzip, gzip"])
def test_a_coding_that_was_not_asked_for_is_refused(coding: str) -> None:
    assert refusal(gzip.compress(TEXT), coding=coding) == "bad-encoding"


DAMAGED = {
    "not packed at all": TEXT,
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


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
@pytest.mark.parametrize("kept", [1, 2, 11, 40])
def test_a_packed_body_that_breaks_off_is_truncated(coding: str, kept: int) -> None:
    packed = gzip.compress(TEXT) if coding == "gzip" else zlib.compress(TEXT)
    assert refusal(packed[:kept], coding=coding) == "truncated"


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


@pytest.mark.parametrize("coding", ["gzip", "deflate", "gzip, gzip"])
def test_a_bomb_gives_no_more_than_the_limit_in_small_pieces(coding: str) -> None:
    body = b"\0" * 20_000_000
    for name in coding.split(", "):
        body = gzip.compress(body) if name == "gzip" else zlib.compress(body)
    sizes, reason = produced(iter([body]), coding, 300_000)
    assert reason == "too-large"
    assert sum(sizes) == 300_000
    assert max(sizes) <= PIECE


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
@given(st.binary(max_size=400), st.sampled_from(["", "gzip", "deflate", "gzip, gzip", "br"]), st.integers(1, 50))
def test_any_bytes_end_in_a_body_within_the_limit_or_a_refusal(body: bytes, coding: str, size: int) -> None:
    sizes, reason = produced(iter(cut(body, size)), coding, 200)
    assert sum(sizes) <= 200
    assert reason in ("", "too-large", "bad-encoding", "truncated")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2_000), st.integers(1, 300))
def test_what_was_packed_comes_back_whole(body: bytes, size: int) -> None:
    assert undone(*cut(gzip.compress(body), size), coding="gzip", content_type="") == body
    assert undone(*cut(raw_deflate(body), size), coding="deflate", content_type="") == body
