"""All spellings of a page's address have one key, and two pages have two."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.urls import canonical, page_key, unwrapped

PAGE = "https://news.example/2026/07/a-ban"


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "http://news.example/2026/07/a-ban",
        "HTTPS://WWW.News.Example./2026/07/a-ban/",
        "https://www2.news.example/2026/07/a-ban",
        "http://news.example:80/2026/07/a-ban",
        "http://news.example:443/2026/07/a-ban",
        "https://news.example/2026/07/a-ban/index.html",
        "https://news.example/2026/07/a-ban/index.php",
        "https://news.example/2026/07/a-ban#comments",
        "https://news.example/2026/07/a%2Dban",
        "https://news.example/2026/07/a-ban;jsessionid=0A1B",
        "https://news.example/2026/07/a-ban?PHPSESSID=0a1b",
        "https://news.example/2026/07/a-ban?utm_source=x&fbclid=y",
        "https://m.news.example/2026/07/a-ban",
        "https://mobile.news.example/2026/07/a-ban",
        "https://amp.news.example/2026/07/a-ban",
        "https://news.example/amp/2026/07/a-ban",
        "https://news.example/2026/07/a-ban/amp",
        "https://news.example/2026/07/a-ban/amp/",
        "https://news.example/2026/07/a-ban.amp",
        "https://news.example/2026/07/a-ban?amp",
        "https://news.example/2026/07/a-ban?amp=1",
        "https://news.example/2026/07/a-ban?outputType=amp",
        "https://news-example.cdn.ampproject.org/c/s/news.example/2026/07/a-ban",
        "https://news-example.cdn.ampproject.org/v/s/www.news.example/2026/07/a-ban/?amp_js_v=0.1&usqp=mq331",
        "https://www.google.com/amp/s/news.example/2026/07/a-ban",
        "https://www.google.co.uk/url?rct=j&url=https://news.example/2026/07/a-ban&ct=ga",
        "https://www.bing.com/news/apiclick.aspx?ref=x&url=https%3a%2f%2fnews.example%2f2026%2f07%2fa-ban&c=1",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example%2F2026%2F07%2Fa-ban&h=AT",
    ],
)
def test_a_page_has_one_key(url: str) -> None:
    assert page_key(url) == PAGE


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://news.example", "https://news.example/"),
        ("https://news.example/index.html", "https://news.example/"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("http://[2001:DB8::1]:80/a", "https://[2001:db8::1]/a"),
        ("http://[::1]:81/a", "https://[::1]:81/a"),
        ("https://zürich.example/straße?q=ü", "https://xn--zrich-kva.example/stra%C3%9Fe?q=%C3%BC"),
        ("https://news.example/%E4%BA%BA", "https://news.example/%E4%BA%BA"),
        ("https://news.example/人", "https://news.example/%E4%BA%BA"),
        ("https://news.example/a?b=2&a=1&&", "https://news.example/a?a=1&b=2"),
        ("https://news.example/a?q=x+y", "https://news.example/a?q=x%20y"),
        ("https://news.example/a?q=x%20y", "https://news.example/a?q=x%20y"),
        ("https://news.example/a.amp.html", "https://news.example/a.html"),
        ("https://" + "ü" * 70 + ".example/", "https://" + "%C3%BC" * 70 + ".example/"),
    ],
)
def test_a_key_is_written_in_one_way(url: str, key: str) -> None:
    assert page_key(url) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a", "https://news.example/b"),
        ("https://news.example/a", "https://news.example/A"),
        ("https://news.example/a", "https://blog.news.example/a"),
        ("https://news.example/a", "https://news.example:8080/a"),
        ("https://news.example/a", "https://news.example/a?page=2"),
        ("https://news.example/?p=1", "https://news.example/?p=2"),
        ("https://news.example/?id=1", "https://news.example/?id=2"),
        ("https://news.example/?story=1", "https://news.example/?story=2"),
        ("https://news.example/watch?v=a", "https://news.example/watch?v=b"),
        ("https://news.example/?q=a%26b", "https://news.example/?q=a&b"),
        ("https://news.example/?q=a%2Bb", "https://news.example/?q=a+b"),
        ("https://news.example/camp", "https://news.example/c"),
        ("https://news.example/amplifiers", "https://news.example/lifiers"),
        ("https://m.example/a", "https://example/a"),
        ("https://amp.co.uk/a", "https://co.uk/a"),
        ("https://news.example/a?ref=7", "https://news.example/a"),
    ],
)
def test_two_pages_have_two_keys(one: str, other: str) -> None:
    assert page_key(one) != page_key(other)


@pytest.mark.parametrize(
    "url", ["", "/a", "news.example/a", "javascript:alert(1)", "mailto:a@b.example", "http://[::1", "http://."]
)
def test_what_is_no_web_address_has_no_key(url: str) -> None:
    assert page_key(url) == ""


@pytest.mark.parametrize(
    ("parameter", "kept"),
    [
        *(
            (name, False)
            for name in ("mtm_source", "pk_campaign", "piwik_kwd", "hsa_cam", "_hsenc", "_hsmi", "vero_id")
        ),
        *(
            (name, False)
            for name in ("wt_mc", "CMP", "ns_mchannel", "ncid", "guccounter", "smid", "xtor", "at_custom1")
        ),
        *((name, False) for name in ("gbraid", "igsh", "mkt_tok", "ysclid", "share", "spm", "trk", "hsCtaTracking")),
        *(
            (name, True)
            for name in ("id", "p", "story", "article", "v", "q", "page", "cid", "track", "pk", "sharing", "ref")
        ),
    ],
)
def test_parameters_that_name_the_way_go_and_those_that_may_name_the_page_stay(parameter: str, *, kept: bool) -> None:
    assert canonical(f"{PAGE}?{parameter}=42") == (f"{PAGE}?{parameter}=42" if kept else PAGE)


@pytest.mark.parametrize(
    ("pair", "kept"),
    [
        ("ref=rss", False),
        ("source=newsletter", False),
        ("partner=rss", False),
        ("mod=rss_Technology", False),
        ("rss=1", False),
        ("ref=home", True),
        ("source=acme", True),
        ("from=2026", True),
        ("rss=7", True),
    ],
)
def test_some_parameters_name_the_way_by_their_values_alone(pair: str, *, kept: bool) -> None:
    assert canonical(f"{PAGE}?{pair}") == (f"{PAGE}?{pair}" if kept else PAGE)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/url?url=https://other.example/",
        "https://www.bing.com/news/apiclick.aspx?ref=x&url=javascript%3aalert(1)",
        "https://www.bing.com/news/apiclick.aspx?ref=x",
        "https://www.google.com/amp/",
        "no address",
    ],
)
def test_an_address_that_leads_nowhere_else_stays(url: str) -> None:
    assert unwrapped(url) == url


def test_a_stored_page_keeps_its_own_scheme() -> None:
    assert unwrapped("https://a-example.cdn.ampproject.org/c/a.example/x") == "http://a.example/x"
    assert unwrapped("https://a-example.cdn.ampproject.org/c/s/a.example/x") == "https://a.example/x"


PARTS = "a~B~é~/~?~#~&~=~;~:~@~%~%E9~%2F~[~]~.~..~ ~amp~/amp/~index.html~utm_id=1~+~www.~m.~//~https://"


@given(
    st.builds("https://{}".format, st.lists(st.sampled_from(PARTS.split("~")), max_size=10).map("".join))
    | st.text(max_size=40)
)
@settings(max_examples=60, deadline=None)
def test_a_key_is_an_address_in_ascii_or_nothing(url: str) -> None:
    key = page_key(url)
    assert key.isascii()
    if canonical(unwrapped(url)) is None:
        assert key == ""
    elif key:
        assert key.startswith("https://")
        assert urlsplit(key).hostname
        assert not urlsplit(key).fragment
        plain = canonical(url) or ""
        assert page_key(f"{plain}#somewhere") == page_key(plain)
