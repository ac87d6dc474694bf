"""The client gives what was asked for, or a FetchError that names what went wrong."""

import gzip

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.client import Answer
from pipeline.fetch.failures import FetchError
from pipeline.model.options import FetchOptions
from pipeline.model.source import Validators
from tests.unit.fetch.clocks import NOW
from tests.unit.fetch.webs import FEED, TEXT, Chunks, Page, Web, chain, client, got, refusal

XML = {"Content-Type": "application/rss+xml; charset=utf-8"}


def test_an_answer_holds_what_came_and_when() -> None:
    headers = {**XML, "ETag": 'W/"5"', "Last-Modified": "Fri, 10 Jul 2026 00:00:00 GMT"}
    answer = got({FEED: Page(TEXT, headers=headers)})
    assert answer == Answer(
        status=200,
        final_url=FEED,
        content_type="application/rss+xml; charset=utf-8",
        body=TEXT,
        etag='W/"5"',
        last_modified="Fri, 10 Jul 2026 00:00:00 GMT",
        moved_to="",
        fetched_at=NOW,
    )


def test_we_say_who_we_are_and_what_we_can_read() -> None:
    web = Web({FEED: Page(TEXT)})
    options = FetchOptions(contact="ops@\r\nfirm.example", delay_seconds=0)
    with client(web, options=options) as asking:
        asking.get(FEED)
    for request in web.requests:
        assert request.headers["user-agent"] == "offlimits/1.2.3 (+ops@firm.example)"
        assert request.headers["accept-encoding"] == "gzip, deflate"
        assert "cookie" not in request.headers


def test_without_a_contact_none_is_printed() -> None:
    web = Web({FEED: Page(TEXT)})
    with client(web) as asking:
        asking.get(FEED)
    assert web.requests[-1].headers["user-agent"] == "offlimits/1.2.3"


def test_a_packed_body_is_unpacked() -> None:
    packed = gzip.compress(TEXT)
    page = Page(chunks=(packed[:5], packed[5:]), headers={**XML, "Content-Encoding": "gzip"})
    assert got({FEED: page}).body == TEXT


def test_a_packed_body_without_a_header_is_unpacked() -> None:
    assert got({FEED: Page(gzip.compress(TEXT), headers=XML)}).body == TEXT


@pytest.mark.parametrize(
    ("page", "reason", "transient"),
    [
        (Page(status=400), "http-400", False),
        (Page(status=401), "http-401", False),
        (Page(status=403), "http-403", False),
        (Page(status=404), "http-404", False),
        (Page(status=408), "http-408", True),
        (Page(status=410), "http-410", False),
        (Page(status=429), "http-429", True),
        (Page(status=451), "http-451", False),
        (Page(status=500), "http-500", True),
        (Page(status=503), "http-503", True),
        (Page(status=202, body=TEXT), "http-202", True),
        (Page(status=204), "http-204", False),
        (Page(status=304), "http-304", True),
        (Page(status=403, headers={"cf-mitigated": "challenge"}), "challenge", True),
        (Page(TEXT, headers={"x-amzn-waf-action": "captcha"}), "challenge", True),
        (Page(TEXT, headers={"Content-Encoding": "br"}), "bad-encoding", False),
        (Page(TEXT, headers={"Content-Encoding": "gzip"}), "bad-encoding", False),
        (Page(gzip.compress(TEXT)[:20], headers={"Content-Encoding": "gzip"}), "truncated", True),
        (Page(TEXT, breaks=httpx.RemoteProtocolError("short")), "truncated", True),
        (Page(TEXT, breaks=httpx.ReadError("reset")), "reset", True),
        (Page(TEXT, breaks=httpx.ReadTimeout("slow")), "timeout", True),
        (Page(refuses=httpx.ConnectTimeout("slow")), "timeout", True),
        (Page(refuses=httpx.ConnectError("no")), "unreachable", True),
        (Page(refuses=httpx.RemoteProtocolError("rubbish")), "bad-response", True),
    ],
)
def test_a_failure_has_a_reason_and_names_the_address(page: Page, reason: str, transient: bool) -> None:
    error = refusal({FEED: page})
    assert (error.reason, error.transient) == (reason, transient)
    assert error.detail.startswith(f"{FEED} ")
    assert error.detail.endswith(".")
    assert str(error) == error.detail


def test_the_body_of_a_refusal_is_not_read() -> None:
    assert refusal({FEED: Page(status=500, breaks=httpx.ReadError("never read"))}).reason == "http-500"


def test_a_body_above_the_limit_is_refused() -> None:
    options = FetchOptions(max_bytes=30, delay_seconds=0)
    assert refusal({FEED: Page(TEXT)}, options=options).reason == "too-large"
    bomb = Page(gzip.compress(b"\0" * 100_000), headers={"Content-Encoding": "gzip"})
    assert refusal({FEED: bomb}, options=FetchOptions(max_bytes=5_000, delay_seconds=0)).reason == "too-large"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "news.example", "http://user:word@news.example/"])
def test_what_is_no_web_address_is_not_asked_for(url: str) -> None:
    web = Web({})
    with client(web) as asking, pytest.raises(FetchError) as caught:
        asking.get(url)
    assert caught.value.reason == "bad-url"
    assert web.requests == []


# Conditional requests


def sent_conditions(validators: Validators, pages: dict[str, Page]) -> list[dict[str, str]]:
    web = Web(pages)
    with client(web) as asking:
        asking.get(FEED, validators)
    names = ("if-none-match", "if-modified-since")
    return [{name: one.headers[name] for name in names if name in one.headers} for one in web.requests]


def test_validators_go_back_as_they_came() -> None:
    etag = 'W/"' + "a" * 4_000 + '"'
    validators = Validators(url=FEED, etag=etag, last_modified="yesterday, about noon")
    answer = got({FEED: Page(status=304)}, validators=validators)
    assert (answer.status, answer.body, answer.final_url) == (304, b"", FEED)
    assert sent_conditions(validators, {FEED: Page(status=304)}) == [
        {},
        {"if-none-match": etag, "if-modified-since": "yesterday, about noon"},
    ]


@pytest.mark.parametrize("bad", ['"a"\r\nX-Evil: 1', '"a\n"', '"\x00"', '"ä"'])
def test_a_validator_that_could_do_harm_is_dropped(bad: str) -> None:
    validators = Validators(url=FEED, etag=bad, last_modified="Fri, 10 Jul 2026 00:00:00 GMT")
    assert sent_conditions(validators, {FEED: Page(TEXT)})[1] == {"if-modified-since": "Fri, 10 Jul 2026 00:00:00 GMT"}


def test_validators_of_another_address_stay_at_home() -> None:
    validators = Validators(url="https://news.example/old", etag='"a"')
    assert sent_conditions(validators, {FEED: Page(TEXT)}) == [{}, {}]


def test_validators_wait_for_the_address_that_gave_them() -> None:
    there = "https://feeds.example/f"
    pages = {FEED: Page(status=302, headers={"Location": there}), there: Page(status=304)}
    validators = Validators(url=there, etag='"a"')
    assert sent_conditions(validators, pages) == [{}, {}, {}, {"if-none-match": '"a"'}]
    assert got(pages, validators=validators).status == 304


def test_an_etag_that_cannot_be_sent_back_is_not_kept() -> None:
    answer = got({FEED: Page(TEXT, headers={"ETag": '"\u00e4"', "Content-Type": "text/xml\u00e4"})})
    assert (answer.etag, answer.content_type) == ("", "text/xml")


# Redirects


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [
        ((), ""),
        ((301,), "https://news.example/1"),
        ((308, 301), "https://news.example/2"),
        ((302,), ""),
        ((303,), ""),
        ((307,), ""),
        ((301, 302), ""),
        ((302, 301), ""),
        ((301, 301, 301, 301, 301, 301), "https://news.example/6"),
    ],
)
def test_redirects_are_followed_and_only_permanent_ones_move_the_address(statuses: tuple[int, ...], moved: str) -> None:
    answer = got(chain(*statuses))
    assert answer.body == TEXT
    assert answer.moved_to == moved
    assert answer.final_url == (f"https://news.example/{len(statuses)}" if statuses else FEED)


def test_a_seventh_redirect_is_one_too_many() -> None:
    error = refusal(chain(*[302] * 7))
    assert error.reason == "too-many-redirects"
    assert FEED in error.detail


def test_a_loop_ends() -> None:
    web = Web({FEED: Page(status=302, headers={"Location": FEED})})
    with client(web) as asking, pytest.raises(FetchError) as caught:
        asking.get(FEED)
    assert caught.value.reason == "too-many-redirects"
    assert len(web.asked) == 7


@pytest.mark.parametrize("location", ["file:///etc/passwd", "gopher://news.example/", "", "http://u:p@news.example/"])
def test_a_redirect_out_of_the_web_is_refused(location: str) -> None:
    assert refusal({FEED: Page(status=302, headers={"Location": location})}).reason == "bad-redirect"


def test_a_redirect_without_a_location_is_refused() -> None:
    assert refusal({FEED: Page(status=301)}).reason == "bad-redirect"


def test_cookies_are_neither_kept_nor_sent() -> None:
    web = Web(
        {FEED: Page(status=302, headers={"Location": "/2", "Set-Cookie": "a=1; Path=/"}), f"{FEED[:-4]}2": Page(TEXT)}
    )
    with client(web) as asking:
        asking.get(FEED)
        asking.get(FEED)
    assert all("cookie" not in request.headers for request in web.requests)


def test_hosts_can_be_given_an_address() -> None:
    web = Web({"http://127.0.0.1:8000/feed": Page(TEXT)})
    options = FetchOptions(delay_seconds=0, hosts={"*.example": "127.0.0.1:8000"})
    with client(web, options=options) as asking:
        assert asking.get("http://news.example/feed").final_url == "http://news.example/feed"
    assert [request.headers["host"] for request in web.requests] == ["news.example", "news.example"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.sampled_from([200, 301, 302, 404, 500]), st.text(max_size=40), st.binary(max_size=40))
def test_any_address_and_any_answer_end_in_an_answer_or_a_fetch_error(
    path: str, status: int, location: str, body: bytes
) -> None:
    class Anything(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            headers = [(b"Location", location.encode("utf-8", "replace")), (b"Content-Type", b"text/html")]
            return httpx.Response(status, headers=headers, stream=Chunks(body))

    with client(Anything()) as asking:
        for url in (path, f"http://{path}", f"http://news.example/{path}"):
            try:
                outcome = str(asking.get(url).status)
            except FetchError as error:
                outcome = error.reason
            assert outcome == "200" or outcome not in ("", "http-200")
