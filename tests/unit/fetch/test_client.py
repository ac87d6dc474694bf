"""The client gives what was asked for, or a FetchError that names what went wrong."""

import gzip

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.client import Answer
from pipeline.fetch.failures import FetchError
from pipeline.fetch.wire import PrivateAddress
from pipeline.model.failure import FAILURES
from pipeline.model.options import FetchOptions
from pipeline.model.source import Validators
from tests.unit.fetch.clocks import NOW
from tests.unit.fetch.webs import FEED, ROBOTS, TEXT, Chunks, Page, Web, chain, client, got, refusal

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
        assert request.headers["accept-encoding"] == "gzip, deflate, br, zstd"
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


CHECK = b'<title>Wait</title><script src="/cdn-cgi/challenge-platform/h/b/orchestrate"></script>'
HTML = {"Content-Type": "text/html"}


@pytest.mark.parametrize(
    ("page", "reason", "transient"),
    [
        (Page(status=400), "unexpected-status", True),
        (Page(status=401), "forbidden", True),
        (Page(status=403), "forbidden", True),
        (Page(status=404), "not-found", True),
        (Page(status=408), "server-error", True),
        (Page(status=410), "gone", False),
        (Page(status=425), "server-error", True),
        (Page(status=429), "throttled", True),
        (Page(status=451), "forbidden", True),
        (Page(status=500), "server-error", True),
        (Page(status=503), "server-error", True),
        (Page(status=503, headers={"Retry-After": "60"}), "throttled", True),
        (Page(status=503, headers={"Retry-After": "soon"}), "server-error", True),
        (Page(status=502, headers={"Retry-After": "60"}), "server-error", True),
        (Page(status=599), "server-error", True),
        (Page(status=202, body=TEXT), "unexpected-status", True),
        (Page(status=204), "unexpected-status", True),
        (Page(status=206, body=TEXT), "unexpected-status", True),
        (Page(status=304), "unexpected-status", True),
        (Page(status=403, headers={"cf-mitigated": "challenge"}), "challenge", True),
        (Page(TEXT, headers={"x-amzn-waf-action": "captcha"}), "challenge", True),
        (Page(CHECK, status=403, headers=HTML), "challenge", True),
        (Page(CHECK, status=503, headers=HTML), "challenge", True),
        (Page(CHECK, status=429, headers=HTML), "challenge", True),
        (Page(CHECK, status=403), "forbidden", True),
        (Page(b"<p>No.</p>", status=403, headers=HTML), "forbidden", True),
        (Page(CHECK, status=403, headers=HTML, breaks=httpx.ReadError("reset")), "challenge", True),
        (Page(status=403, headers=HTML, breaks=httpx.ReadError("reset")), "forbidden", True),
        (Page(CHECK, status=403, headers=HTML | {"Content-Encoding": "exi"}), "forbidden", True),
        (Page(TEXT, headers={"Content-Encoding": "exi"}), "bad-encoding", True),
        (Page(b"\x1f\x8b" + TEXT, headers={"Content-Encoding": "gzip"}), "bad-encoding", True),
        (Page(gzip.compress(TEXT)[:20], headers={"Content-Encoding": "gzip"}), "truncated", True),
        (Page(TEXT, breaks=httpx.RemoteProtocolError("short")), "truncated", True),
        (Page(TEXT, breaks=httpx.ReadError("reset")), "reset", True),
        (Page(TEXT, breaks=httpx.ReadTimeout("slow")), "timeout", True),
        (Page(refuses=httpx.ConnectTimeout("slow")), "timeout", True),
        (Page(refuses=httpx.ConnectError("no")), "unreachable", True),
        (Page(refuses=PrivateAddress("no")), "private-address", False),
        (Page(refuses=httpx.RemoteProtocolError("rubbish")), "bad-response", True),
        (Page(refuses=httpx.LocalProtocolError("rubbish")), "bad-url", False),
    ],
)
def test_a_failure_has_a_reason_and_names_the_address(page: Page, reason: str, transient: bool) -> None:
    error = refusal({FEED: page})
    assert (error.reason, error.transient) == (reason, transient)
    assert error.detail.startswith(f"{FEED} ")
    assert error.detail.endswith(".")
    assert str(error) == error.detail


def test_the_body_of_a_refusal_is_not_read() -> None:
    assert refusal({FEED: Page(status=500, breaks=httpx.ReadError("never read"))}).reason == "server-error"


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


def test_a_loop_ends_where_it_closes() -> None:
    second = "https://news.example/2"
    web = Web(
        {FEED: Page(status=302, headers={"Location": "/2"}), second: Page(status=302, headers={"Location": FEED})}
    )
    with client(web) as asking, pytest.raises(FetchError) as caught:
        asking.get(FEED)
    assert caught.value.reason == "too-many-redirects"
    assert web.asked == [FEED, second]


def test_a_redirect_from_https_to_http_is_refused() -> None:
    web = Web({FEED: Page(status=301, headers={"Location": "http://news.example/feed"})})
    with client(web) as asking, pytest.raises(FetchError) as caught:
        asking.get(FEED)
    assert caught.value.reason == "downgrade"
    assert "http://news.example/feed" in caught.value.detail
    assert web.asked == [FEED]


def test_a_redirect_from_http_to_https_is_followed() -> None:
    plain = "http://news.example/feed"
    pages = {plain: Page(status=301, headers={"Location": FEED}), FEED: Page(TEXT)}
    assert got(pages, plain).moved_to == FEED


@pytest.mark.parametrize(
    "location", ["http://127.0.0.1/", "//169.254.169.254/latest", "https://[::1]/", "//localhost/"]
)
def test_a_redirect_into_a_private_network_is_refused_before_it_is_followed(location: str) -> None:
    web = Web({FEED: Page(status=302, headers={"Location": location})})
    with client(web) as asking, pytest.raises(FetchError) as caught:
        asking.get(FEED)
    assert caught.value.reason == "private-address"
    assert [str(one.url) for one in web.requests] == [ROBOTS, FEED]


@pytest.mark.parametrize("location", ["file:///etc/passwd", "gopher://news.example/", "", "http://u:p@news.example/"])
def test_a_redirect_out_of_the_web_is_refused(location: str) -> None:
    assert refusal({FEED: Page(status=302, headers={"Location": location})}).reason == "bad-redirect"


def test_a_redirect_without_a_location_is_refused() -> None:
    assert refusal({FEED: Page(status=301)}).reason == "bad-redirect"


# Cookies and headers of the caller


def sent(web: Web, name: str) -> dict[str, str | None]:
    """What each address was sent under a name."""
    return {str(one.url): one.headers.get(name) for one in web.requests if one.url.path != "/robots.txt"}


def test_a_cookie_lives_as_long_as_the_way_to_the_answer() -> None:
    cookies = ("a=1; Path=/; HttpOnly", "b = two ; Secure", "=none", "sign", "c=ä", "long=" + "x" * 5_000)
    web = Web({FEED: [Page(status=302, headers={"Location": FEED}, cookies=cookies), Page(TEXT), Page(status=404)]})
    with client(web) as asking:
        assert asking.get(FEED).body == TEXT
        with pytest.raises(FetchError):
            asking.get(FEED)
    assert [one.headers.get("cookie") for one in web.requests] == [None, None, "a=1; b=two", None]


def test_a_cookie_is_for_the_host_that_set_it() -> None:
    other, back = "https://other.example/", "https://news.example/back"
    web = Web(
        {
            FEED: Page(status=302, headers={"Location": other}, cookies=("a=1",)),
            other: Page(status=302, headers={"Location": back}, cookies=("b=2",)),
            back: Page(TEXT),
        }
    )
    with client(web) as asking:
        asking.get(FEED)
    assert sent(web, "cookie") == {FEED: None, other: None, back: "a=1"}


def test_a_server_cannot_fill_the_jar() -> None:
    many = tuple(f"c{n}=1" for n in range(100))
    web = Web({FEED: [Page(status=302, headers={"Location": FEED}, cookies=many), Page(TEXT)]})
    with client(web) as asking:
        asking.get(FEED)
    assert web.requests[-1].headers["cookie"].count("=") == 20


def test_a_loop_that_sets_the_same_cookie_again_ends() -> None:
    web = Web({FEED: Page(status=302, headers={"Location": FEED}, cookies=("a=1",))})
    with client(web) as asking, pytest.raises(FetchError) as caught:
        asking.get(FEED)
    assert caught.value.reason == "too-many-redirects"
    assert len(web.asked) == 2


SECRET = (("X-Api-Key", "word"), ("Authorization", "Bearer word"))


def test_headers_of_the_caller_go_to_the_first_origin() -> None:
    web = Web({FEED: Page(status=302, headers={"Location": "/2"}), "https://news.example/2": Page(TEXT)})
    with client(web) as asking:
        asking.get(FEED, headers=SECRET)
    for name, value in SECRET:
        assert sent(web, name) == {FEED: value, "https://news.example/2": value}
    assert "x-api-key" not in web.requests[0].headers  # that of robots.txt


@pytest.mark.parametrize("there", ["https://other.example/", "https://news.example:8443/", "https://sub.news.example/"])
def test_headers_of_the_caller_never_follow_a_redirect_to_another_origin_and_do_not_come_back(there: str) -> None:
    back = "https://news.example/back"
    web = Web(
        {
            FEED: Page(status=302, headers={"Location": there}),
            there: Page(status=302, headers={"Location": back}),
            back: Page(TEXT),
        }
    )
    with client(web) as asking:
        asking.get(FEED, headers=SECRET)
    for name, value in SECRET:
        assert sent(web, name) == {FEED: value, there: None, back: None}


def test_headers_of_the_caller_replace_ours_but_not_those_of_the_connection() -> None:
    web = Web({FEED: Page(TEXT)})
    given = (("accept", "text/xml"), ("Host", "evil.example"), ("Connection", "close"), ("X-Bad", "a\r\nb"), ("Ä", "b"))
    with client(web) as asking:
        asking.get(FEED, headers=given)
    request = web.requests[-1]
    assert request.headers["accept"] == "text/xml"
    assert request.headers["host"] == "news.example"
    assert not {"connection", "x-bad", "ä"} & set(request.headers)


def test_what_an_answer_reserves_is_kept_with_it() -> None:
    headers = {"X-Robots-Tag": "otherbot: noindex, offlimits: noarchive", "TDM-Reservation": "1"}
    assert got({FEED: Page(TEXT, headers=headers)}).reserved == ("noarchive", "tdm")
    assert got({FEED: Page(TEXT)}).reserved == ()


def test_of_several_headers_of_one_name_the_first_counts() -> None:
    class Twice(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            headers = [(b"Content-Type", b"text/xml"), (b"content-type", b"text/html"), (b"X-B", "ä".encode("latin-1"))]
            return httpx.Response(200, headers=headers, stream=Chunks(TEXT))

    with client(Twice()) as asking:
        assert asking.get(FEED).content_type == "text/xml"


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
            assert outcome == "200" or outcome in FAILURES
