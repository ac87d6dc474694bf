"""What a server can do to us over HTTP: every case ends with its name, within the limits, and the next is read.

The name of each test, or that of its parameters, begins with the number of its case in the list of faults.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.fetch.body import PIECE, decoded
from pipeline.fetch.client import Client
from pipeline.fetch.failures import BodyError
from pipeline.model.source import Validators
from tests.faults.clients import Asking, options
from tests.faults.server import BOMBS, CERTIFICATES, DOUBLE_BOMBS, FEED, FaultServer, running
from tests.faults.test_network import trusting
from tests.unit.fetch.clocks import NOW

NEWS = "http://news.example"


@pytest.fixture
def asking(faults: FaultServer) -> Iterator[Asking]:
    with Asking(faults) as client:
        yield client


def assert_next_source_is_read(client: Client) -> None:
    assert client.get(f"{NEWS}/ok").body == FEED


@pytest.mark.parametrize(
    "path",
    [
        "/ok",
        "/br",
        "/deflate",
        "/gzip",
        "/gzip-no-header",
        "/gzip-twice",
        "/hints",
        "/lies-gzip",
        "/lies-zstd",
        "/zstd",
    ],
)
def test_a_healthy_answer_arrives_whole(asking: Asking, path: str) -> None:
    answer = asking.get(f"{NEWS}{path}")
    assert (answer.status, answer.body, answer.final_url) == (200, FEED, f"{NEWS}{path}")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param("/endless", "too-large", id="HP01-endless"),
        pytest.param("/gzip-bomb", "too-large", id="HP02-gzip"),
        pytest.param("/deflate-bomb", "too-large", id="HP02-deflate"),
        pytest.param("/double-gzip-bomb", "too-large", id="HP03-gzip-gzip"),
        pytest.param("/double-deflate-bomb", "too-large", id="HP03-deflate-deflate"),
        pytest.param("/double-br-bomb", "too-large", id="HP03-br-br"),
        pytest.param("/double-zstd-bomb", "too-large", id="HP03-zstd-zstd"),
        pytest.param("/br-bomb", "too-large", id="HP04-br"),
        pytest.param("/zstd-bomb", "too-large", id="HP04-zstd"),
        pytest.param("/compress", "bad-encoding", id="HP05-unasked"),
        pytest.param("/cut-gzip", "truncated", id="HP05-cut-gzip"),
        pytest.param("/cut-br", "truncated", id="HP05-cut-br"),
        pytest.param("/cut-zstd", "truncated", id="HP05-cut-zstd"),
        pytest.param("/gzip-bad-sum", "bad-encoding", id="HP05-bad-sum"),
        pytest.param("/gzip-with-garbage", "bad-encoding", id="HP05-garbage"),
        pytest.param("/length-larger", "truncated", id="HP06-larger"),
        pytest.param("/length-smaller", "truncated", id="HP06-smaller"),
        pytest.param("/truncated-chunks", "truncated", id="HP06-chunks"),
        pytest.param("/loop", "too-many-redirects", id="HP08-loop"),
        pytest.param("/hops-30", "too-many-redirects", id="HP08-30-hops"),
        pytest.param("/redirect-nowhere", "bad-redirect", id="HP08-nowhere"),
        pytest.param("/redirect-closed", "robots", id="HP08-closed"),
        pytest.param("/401", "forbidden", id="HP11-401"),
        pytest.param("/403", "forbidden", id="HP11-403"),
        pytest.param("/404", "not-found", id="HP11-404"),
        pytest.param("/410", "gone", id="HP11-410"),
        pytest.param("/451", "forbidden", id="HP11-451"),
        pytest.param("/500", "server-error", id="HP11-500"),
        pytest.param("/503-silent", "server-error", id="HP11-503"),
        pytest.param("/202", "unexpected-status", id="HP11-202"),
        pytest.param("/challenge-403", "challenge", id="HP12-announced"),
        pytest.param("/challenge-503", "challenge", id="HP12-by-its-page"),
        pytest.param("/headers-long", "bad-response", id="HP14-long"),
        pytest.param("/headers-many", "bad-response", id="HP14-many"),
        pytest.param("/headers-nul", "bad-response", id="HP14-nul"),
        pytest.param("/headers-two-lengths", "bad-response", id="HP14-two-lengths"),
        pytest.param("/headers-without-colon", "bad-response", id="HP14-without-colon"),
        pytest.param("/no-http", "bad-response", id="HP14-no-http"),
    ],
)
def test_every_fault_has_its_reason_and_stays_alone(asking: Asking, path: str, reason: str) -> None:
    begun = time.monotonic()
    error = asking.refusal(path)
    assert error.reason == reason
    assert ".example" in error.detail
    assert "127.0.0.1" not in error.detail
    assert_next_source_is_read(asking)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    ("coding", "bomb"),
    [
        *(pytest.param(coding, bomb, id=f"HP02-HP04-{coding}") for coding, bomb in BOMBS.items()),
        *(pytest.param(f"{coding}, {coding}", bomb, id=f"HP03-{coding}") for coding, bomb in DOUBLE_BOMBS.items()),
    ],
)
def test_a_bomb_never_unfolds_past_the_limit(coding: str, bomb: bytes) -> None:
    sizes: list[int] = []
    with pytest.raises(BodyError, match="more than 200000 bytes"):
        sizes.extend(map(len, decoded(iter([bomb]), coding=coding, content_type="text/xml", max_bytes=200_000)))
    assert sum(sizes) <= 200_000
    assert max(sizes, default=0) <= 2 * PIECE


# In a process of its own, whose peak is that of the bombs alone: 500 MB in each coding, once and doubled, and a body
# without end, read up to the usual limit of 8 MB.
_PEAK = """
import itertools, pathlib
import brotli, gzip, zlib, zstandard
from pipeline.fetch.body import decoded
from pipeline.fetch.failures import BodyError

def streamed(packer, flush):
    zeros, packed = bytes(1 << 20), b""
    for _ in range(500):
        packed += packer(zeros)
    return packed + flush()

def bombs():
    z = zlib.compressobj(wbits=31); yield "gzip", streamed(z.compress, z.flush)
    z = zlib.compressobj(); yield "deflate", streamed(z.compress, z.flush)
    z = brotli.Compressor(quality=1, lgwin=24); yield "br", streamed(z.process, z.finish)
    z = zstandard.ZstdCompressor().compressobj(); yield "zstd", streamed(z.compress, z.flush)

again = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstandard.compress}
cases = [("", itertools.repeat(bytes(65536)))]
for name, bomb in bombs():
    cases.append((name, iter([bomb])))
    cases.append((name + ", " + name, iter([again[name](bomb)])))
def memory(name):
    status = pathlib.Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(name + ":"))

for coding, chunks in cases:
    pathlib.Path("/proc/self/clear_refs").write_text("5")  # what was used to make the bombs does not count
    before = memory("VmRSS")
    try:
        b"".join(decoded(chunks, coding=coding, content_type="text/xml", max_bytes=8_000_000))
    except BodyError as error:
        assert error.reason == "too-large", (coding, error.reason)
    else:
        raise AssertionError(coding)
    print(coding or "plain", (memory("VmHWM") - before) // 1024, sep=": ")
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="the peak of a moment is read from Linux")
def test_hp01_hp02_hp03_hp04_bombs_cost_at_most_64_mib() -> None:
    found = subprocess.run([sys.executable, "-c", _PEAK], check=True, capture_output=True, text=True, timeout=120)
    peaks = {name: int(mib) for name, mib in (line.split(": ") for line in found.stdout.splitlines())}
    assert len(peaks) == 9
    assert max(peaks.values()) <= 64, peaks


# Conditional requests

ETAGS = {"plain": '"v1"', "weak": 'W/"v1"', "long": '"' + "a" * 4_000 + '"'}


@pytest.mark.parametrize("etag", ETAGS.values(), ids=[f"HP07-{name}" for name in ETAGS])
def test_an_etag_is_echoed_as_it_came(asking: Asking, etag: str) -> None:
    echoed = json.loads(asking.get(f"{NEWS}/echo", Validators(url=f"{NEWS}/echo", etag=etag)).body)
    assert echoed["if-none-match"] == etag


@pytest.mark.parametrize("etag", ['"v1"\r\nX-Evil: 1', '"v1"\n', '"\0"'], ids=["HP07-crlf", "HP07-lf", "HP07-nul"])
def test_an_etag_that_could_do_harm_is_dropped(asking: Asking, etag: str) -> None:
    echoed = json.loads(asking.get(f"{NEWS}/echo", Validators(url=f"{NEWS}/echo", etag=etag)).body)
    assert not {"if-none-match", "x-evil"} & set(echoed)


def test_hp07_what_has_not_changed_is_not_sent_again(asking: Asking) -> None:
    first = asking.get(f"{NEWS}/304")
    assert (first.status, first.etag, first.body) == (200, '"v1"', FEED)
    again = asking.get(f"{NEWS}/304", Validators(url=first.final_url, etag=first.etag))
    assert (again.status, again.body) == (304, b"")
    assert asking.get(f"{NEWS}/304", Validators(url=f"{NEWS}/other", etag=first.etag)).status == 200


# Redirects


@pytest.mark.parametrize(
    ("path", "final", "moved"),
    [
        pytest.param("/moved", f"{NEWS}/ok", True, id="HP08-301"),
        pytest.param("/moved-308", f"{NEWS}/ok", True, id="HP08-308"),
        pytest.param("/hops-4", f"{NEWS}/ok", True, id="HP08-301-chain"),
        pytest.param("/redirect-relative", f"{NEWS}/ok?from=here", False, id="HP08-relative"),
        pytest.param("/redirect-schemeless", "http://other.example/ok", False, id="HP08-schemeless"),
        pytest.param("/redirect-other", "http://other.example/ok", False, id="HP08-other-host"),
        pytest.param("/cookie", f"{NEWS}/cookie", False, id="HP08-cookie"),
    ],
)
def test_a_redirect_is_followed_and_a_permanent_one_is_reported(
    asking: Asking, path: str, final: str, moved: bool
) -> None:
    answer = asking.get(f"{NEWS}{path}")
    assert (answer.body, answer.final_url, answer.moved_to) == (FEED, final, final if moved else "")


def test_hp08_a_redirect_from_https_to_http_is_refused() -> None:
    with running("good") as server, Asking(server, tls=trusting()) as client:
        assert client.refusal("https://news.example/redirect-plain").reason == "downgrade"
        assert server.hits == ["news.example/robots.txt", "news.example/redirect-plain"]


SECRETS = (("X-Api-Key", "word"), ("Authorization", "Bearer word"), ("X-Anything", "word"))


def test_hp09_secrets_stay_with_the_origin_they_are_for(asking: Asking) -> None:
    at_home = json.loads(asking.get(f"{NEWS}/echo", headers=SECRETS).body)
    assert {name.lower() for name, _ in SECRETS} <= set(at_home)
    elsewhere = json.loads(asking.get(f"{NEWS}/redirect-other-echo", headers=SECRETS).body)
    assert elsewhere["host"] == "other.example"
    assert not {name.lower() for name, _ in SECRETS} & set(elsewhere)
    assert "word" not in json.dumps(json.loads(asking.get(f"{NEWS}/echo").body))  # and are not kept


# Asked to wait


@pytest.mark.parametrize(
    ("path", "reason", "seconds"),
    [
        pytest.param("/429", "throttled", 120, id="HP10-seconds"),
        pytest.param("/429-date", "throttled", 300, id="HP10-date"),
        pytest.param("/429-garbage", "throttled", None, id="HP10-garbage"),
        pytest.param("/429-huge", "throttled", 7 * 86_400, id="HP10-huge"),
        pytest.param("/429-negative", "throttled", 0, id="HP10-negative"),
        pytest.param("/503", "throttled", 30, id="HP10-503"),
    ],
)
def test_a_wish_to_be_left_alone_is_kept_and_nobody_sleeps_for_it(
    faults: FaultServer, path: str, reason: str, seconds: int | None
) -> None:
    before = len(faults.hits)
    with Asking(faults, options(retries=1)) as client:
        error = client.refusal(path)
        assert (error.reason, error.transient) == (reason, True)
        assert error.retry_at == (None if seconds is None else NOW + timedelta(seconds=seconds))
        assert client.clock.slept == []
    assert faults.hits[before:].count(f"news.example{path}") == 1


@pytest.mark.parametrize(
    ("path", "times"),
    [
        *(pytest.param(f"/{status}", 1, id=f"HP11-{status}") for status in (401, 403, 404, 410, 451)),
        pytest.param("/500", 2, id="HP11-500"),
        pytest.param("/503-silent", 2, id="HP11-503"),
    ],
)
def test_trouble_is_asked_again_in_the_same_run_and_a_refusal_is_not(
    faults: FaultServer, path: str, times: int
) -> None:
    before = len(faults.hits)
    with Asking(faults, options(retries=1)) as client:
        client.refusal(path)
        assert len(client.clock.slept) == times - 1
    assert faults.hits[before:].count(f"news.example{path}") == times


# Odd headers


@pytest.mark.parametrize(
    ("path", "content_type", "etag"),
    [
        pytest.param("/headers-folded", "application/rss+xml", "", id="HP14-folded"),
        pytest.param("/headers-latin1", "application/rss+xml", "", id="HP14-latin1"),
        pytest.param("/headers-twice", "application/rss+xml", "", id="HP14-twice"),
    ],
)
def test_odd_headers_do_no_harm(asking: Asking, path: str, content_type: str, etag: str) -> None:
    answer = asking.get(f"{NEWS}{path}")
    assert (answer.body, answer.content_type, answer.etag) == (FEED, content_type, etag)


# Two sources on one host


def test_hp15_one_host_is_asked_with_its_pause_between_any_two_requests(faults: FaultServer) -> None:
    with Asking(faults, options(delay_seconds=3.0)) as client:
        for url in (f"{NEWS}/ok", f"{NEWS}/gzip", f"{NEWS}/br", "http://other.example/ok"):
            client.get(url)
        pauses = [round(pause) for pause in client.clock.slept]
    assert pauses == [3, 3, 3, 3]  # robots.txt, three feeds; robots.txt, one feed


def test_the_certificates_of_the_tests_are_those_of_nobody_else() -> None:
    names = {path.stem for path in CERTIFICATES.glob("*.pem")}
    assert names == {"authority", "expired", "good", "self-signed", "wrong-host"}
    assert "PRIVATE KEY" not in (CERTIFICATES / "authority.pem").read_text(encoding="ascii")
