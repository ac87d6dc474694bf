"""robots.txt is kept to as RFC 9309 says, and what it leaves open as Google's parser does."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.robots import ROBOTS_BYTES, Rules, robots_rules

OPEN = "https://news.example/open/a"
CLOSED = "https://news.example/closed/a"
CLOSING = b"User-agent: *\nDisallow: /closed/\n"
LINE = 2083 * 8 - 1


def allowed(body: bytes, url: str = CLOSED, status: int = 200) -> bool:
    return robots_rules(status, body).allow(url)


def fits(pattern: str, path: str) -> bool:
    """Whether a pattern fits a path, seen by what it closes."""
    return not allowed(f"User-agent: *\nDisallow: {pattern}\n".encode(), f"https://news.example{path}")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 301, 304])
def test_without_a_robots_file_everything_is_open(status: int) -> None:
    rules = robots_rules(status, b"User-agent: *\nDisallow: /")
    assert rules == Rules()
    assert rules.allow(CLOSED)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 599])
def test_a_server_in_trouble_closes_everything_for_now(status: int) -> None:
    rules = robots_rules(status, b"")
    assert rules.unavailable
    assert not rules.allow(OPEN)


def test_what_is_disallowed_for_everybody_is_closed_to_us() -> None:
    assert not allowed(CLOSING)
    assert allowed(CLOSING, OPEN)


@pytest.mark.parametrize(
    "agent",
    ["offlimits", "Offlimits", "OFFLIMITS", "offlimits/2.0", "offlimits bot", "offlimits # that is us", "offlimits,x"],
)
def test_a_group_of_our_own_wins_over_that_of_everybody(agent: str) -> None:
    body = CLOSING + f"\nUser-agent: {agent}\nDisallow: /open/\n".encode()
    assert allowed(body)
    assert not allowed(body, OPEN)


@pytest.mark.parametrize(
    "agent",
    ["offlimits-checker", "off_limits", "notofflimits", "bot", "off", "Mozilla/5.0 offlimits", "", "*offlimits"],
)
def test_a_group_for_somebody_else_is_not_ours(agent: str) -> None:
    assert allowed(f"User-agent: {agent}\nDisallow: /\n".encode())


@pytest.mark.parametrize("agent", ["*", "* ", "* all of you", "*\tbots", "*# all"])
def test_a_star_means_everybody_whatever_stands_behind_it(agent: str) -> None:
    assert not allowed(f"User-agent: {agent}\nDisallow: /\n".encode())


def test_the_agent_can_be_another() -> None:
    body = CLOSING + b"User-agent: Painter\nDisallow: /open/\n"
    assert not robots_rules(200, body, agent="PAINTER").allow(OPEN)
    assert not robots_rules(200, body, agent="writer").allow(CLOSED)


def test_one_group_may_name_several_agents() -> None:
    body = b"User-agent: crawler\nUser-agent: offlimits\nUser-agent: other\nDisallow: /closed/\n"
    assert not allowed(body)
    assert allowed(body, OPEN)


def test_a_rule_ends_the_list_of_agents() -> None:
    body = b"User-agent: offlimits\nDisallow: /closed/\nUser-agent: other\nDisallow: /open/\n"
    assert not allowed(body)
    assert allowed(body, OPEN)


@pytest.mark.parametrize("line", ["Sitemap: https://news.example/map", "Host: news.example", "Crawl-delay: 3", "words"])
def test_what_is_no_rule_does_not_end_the_list_of_agents(line: str) -> None:
    assert not allowed(f"User-agent: offlimits\n{line}\nUser-agent: other\nDisallow: /\n".encode())


def test_groups_of_one_agent_are_merged_and_blank_lines_mean_nothing() -> None:
    ours = b"User-agent: offlimits\n\n\nDisallow: "
    body = ours + b"/closed/\n\nUser-agent: x\nAllow: /\n\n" + ours + b"/open/"
    assert not allowed(body)
    assert not allowed(body, OPEN)


def test_rules_before_any_agent_are_for_nobody() -> None:
    assert allowed(b"Disallow: /\nUser-agent: other\nDisallow: /\n")


@pytest.mark.parametrize("rule", [b"Disallow:", b"Disallow: \nAllow:", b"Disallow: #", b""])
def test_a_group_of_our_own_that_says_nothing_opens_everything(rule: bytes) -> None:
    assert allowed(b"User-agent: *\nDisallow: /\n\nUser-agent: offlimits\n" + rule)


def test_the_longest_rule_wins_in_whatever_order() -> None:
    rules = [b"Disallow: /closed/\n", b"Allow: /closed/a\n", b"Disallow: /closed/a*secret\n"]
    for body in (b"".join(rules), b"".join(reversed(rules))):
        assert allowed(b"User-agent: *\n" + body)
        assert not allowed(b"User-agent: *\n" + body, "https://news.example/closed/b")
        assert not allowed(b"User-agent: *\n" + body, "https://news.example/closed/a/secret")


@pytest.mark.parametrize(
    "rules", [b"Allow: /x\nDisallow: /x\n", b"Disallow: /x\nAllow: /x\n", b"Disallow: /*\nAllow: /x\n"]
)
def test_of_two_rules_of_one_length_the_one_that_opens_wins(rules: bytes) -> None:
    assert allowed(b"User-agent: *\n" + rules, "https://news.example/x")


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/", "/"),
        ("/fish", "/fish.html"),
        ("/fish", "/fishes/a?b"),
        ("/fish*", "/fish"),
        ("/*.pdf", "/a/b.pdf?c"),
        ("/*.pdf$", "/a.pdf/b.pdf"),
        ("*secret", "/a/secret"),
        ("/a*b*c", "/a-b-b-c-"),
        ("/a**b", "/ab"),
        ("/a$b", "/a$b"),
        ("/a$$", "/a$"),
        ("/a*$", "/a-b"),
        ("/*ab$", "/abab"),
        ("/$", "/"),
        ("/a?b", "/a?b=1"),
        ("/a;b", "/a;b"),
    ],
)
def test_a_pattern_fits_the_beginning_of_a_path(pattern: str, path: str) -> None:
    assert fits(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/fish", "/Fish"),
        ("/fish/", "/fish"),
        ("/fish", "/a/fish"),
        ("fish", "/fish"),
        ("/*.pdf$", "/a.pdf?b"),
        ("/a*ab$", "/ab"),
        ("/a*b*c", "/a-c-b"),
        ("/$", "/a"),
        ("$", "/"),
        ("/a$b", "/a"),
    ],
)
def test_a_pattern_fits_nothing_else(pattern: str, path: str) -> None:
    assert not fits(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/café", "/caf%C3%A9"),
        ("/caf%c3%a9", "/caf%C3%A9"),
        ("/caf%C3%A9", "/caf%c3%a9"),
        ("/a%2fb", "/a%2Fb"),
        ("/50%", "/50%"),
        ("/5%zz", "/5%zz"),
    ],
)
def test_an_octet_is_the_same_however_it_is_escaped(pattern: str, path: str) -> None:
    assert fits(pattern, path)


def test_an_escaped_letter_is_left_as_it_is() -> None:
    assert not fits("/%61", "/a")
    assert not fits("/a%2Fb", "/a/b")


@pytest.mark.parametrize(
    ("url", "closed"),
    [
        ("https://news.example", "/$"),
        ("https://news.example?closed", "/?closed$"),
        ("https://news.example;closed", "/;closed$"),
        ("https://news.example/closed#part", "/closed$"),
        ("https://news.example#/closed", "/$"),
        ("https://news.example/closed?to=https://other.example/a", "/closed?to=https://other"),
        ("//news.example/closed", "/closed$"),
        ("news.example/closed", "/closed$"),
        ("/closed", "/closed$"),
        ("?a=https://other.example/b", "/?a="),
        ("", "/$"),
        ("://", "/$"),
    ],
)
def test_the_path_is_taken_out_of_any_address(url: str, closed: str) -> None:
    assert not allowed(f"User-agent: *\nDisallow: {closed}\n".encode(), url)
    assert allowed(b"User-agent: *\nDisallow: /nothing-like-it\n", url)


@pytest.mark.parametrize("index", [b"index.html", b"index.htm", b"index.htm?x"])
def test_who_opens_the_index_opens_its_directory(index: bytes) -> None:
    body = b"User-agent: *\nDisallow: /\nAllow: /closed/" + index
    assert allowed(body, "https://news.example/closed/")
    assert not allowed(body)
    assert not allowed(body, "https://news.example/")
    assert not allowed(body.replace(b"Disallow: /\n", b"Disallow: /closed/index.html\nDisallow: /\n"))


def test_who_closes_the_index_does_not_close_its_directory() -> None:
    assert not fits("/closed/index.html", "/closed/")
    assert allowed(b"User-agent: *\nDisallow: /\nAllow: /index.html/x\n", "https://news.example/index.html/x")


@pytest.mark.parametrize(
    "body",
    [
        CLOSING.replace(b"\n", b"\r\n"),
        CLOSING.replace(b"\n", b"\r"),
        CLOSING.replace(b"\n", b"\n\r\n\n"),
        CLOSING.replace(b"User-agent", b"user agent"),
        CLOSING.replace(b"User-agent:", b"useragent :"),
        CLOSING.replace(b":", b""),
        CLOSING.replace(b": ", b" \t "),
        CLOSING.replace(b": ", b":\t\v\f"),
        CLOSING.upper().replace(b"/CLOSED", b"/closed"),
        CLOSING.replace(b"Disallow", b"  Disallow  "),
        CLOSING.replace(b"/closed/", b"/closed/ # only this"),
        CLOSING.replace(b"Disallow", b"Disallowed"),
        b"# caf\xe9 \xff\n" + CLOSING,
        CLOSING.rstrip(),
    ]
    + [
        CLOSING.replace(b"Disallow", slip) for slip in (b"Dissallow", b"dissalow", b"disalow", b"DIASLLOW", b"disallaw")
    ],
)
def test_common_slips_in_writing_are_forgiven(body: bytes) -> None:
    assert not allowed(body)
    assert allowed(body, OPEN)


@pytest.mark.parametrize(
    "line", [b"Disallow /closed/ and more", b": /closed/", b"/closed/", b"Dis allow: /closed/", b"NoDisallow: /closed/"]
)
def test_a_line_that_is_no_rule_closes_nothing(line: bytes) -> None:
    assert allowed(b"User-agent: *\n" + line)


def test_only_the_beginning_of_a_long_line_counts() -> None:
    padded = b"Disallow: ".ljust(LINE - 8) + b"/closed/"
    assert not allowed(b"User-agent: *\n" + padded + b"and more\n")
    assert allowed(b"User-agent: *\n" + b" " * 8 + padded)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="HP13-empty"),
        pytest.param(b"<!doctype html><title>Home</title>\n<p>User-agent: *</p>\nDisallow: /", id="HP13-html"),
        pytest.param(CLOSING.decode().encode("utf-16-le"), id="HP13-utf-16-without-a-mark"),
        pytest.param(b"User-agent: *\nDis\0allow: /\n", id="HP13-nul-in-a-key"),
        pytest.param(b"\x1f\x8b\x08" + bytes(range(256)) * 9, id="HP13-binary"),
    ],
)
def test_what_is_no_robots_file_closes_nothing(body: bytes) -> None:
    assert allowed(body)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"\xef\xbb\xbf" + CLOSING, id="HP13-mark"),
        pytest.param(b"\xef\xbb" + CLOSING, id="HP13-part-of-a-mark"),
        pytest.param(CLOSING.decode().encode("utf-16"), id="HP13-utf-16"),
        pytest.param(b"\xfe\xff" + CLOSING.decode().encode("utf-16-be") + b"\0", id="HP13-utf-16-odd"),
        pytest.param(CLOSING.replace(b"\n", b"\0\n"), id="HP13-nul"),
        pytest.param(b"\0\n" + CLOSING + b"\0", id="HP13-nul-around"),
        pytest.param(b"<!doctype html>\n<pre>\n" + CLOSING, id="HP13-html-around"),
    ],
)
def test_a_robots_file_counts_in_odd_bytes_too(body: bytes) -> None:
    assert not allowed(body)
    assert allowed(body, OPEN)


@pytest.mark.parametrize("extra", [pytest.param(0, id="HP13-500-kib"), pytest.param(9, id="HP13-more")])
def test_only_the_first_500_kib_count(extra: int) -> None:
    filling = b"#" + b"x" * (ROBOTS_BYTES - len(CLOSING) - 2) + b"\n"
    assert not allowed(filling + CLOSING + b"\n" * extra)
    assert allowed(b"#" * len(CLOSING) + filling + CLOSING + b"\n" * extra)


def test_half_a_rule_at_the_end_of_what_counts_is_no_rule() -> None:
    start = b"User-agent: *\nDisallow: /\n#"
    body = start.ljust(ROBOTS_BYTES - 9, b"x") + b"\nAllow: /but-only-this"
    assert body[:ROBOTS_BYTES].endswith(b"\nAllow: /")
    assert not allowed(body)


@pytest.mark.parametrize(
    "body",
    [
        b"".join(b"user-agent: a%d\n" % number for number in range(15_000)) + b"disallow: /closed/\n" * 10_000,
        b"user-agent: *\n" * 15_000 + b"".join(b"disallow: /x%x\n" % number for number in range(15_000)),
        b"\n" * ROBOTS_BYTES,
        b"user-agent: *\nallow: " + b"*a" * 200_000,
        b"user-agent: *\nallow: /" + b"%c3" * 150_000,
    ],
)
def test_a_file_made_to_be_slow_closes_nothing_and_does_not_multiply(body: bytes) -> None:
    assert allowed(body)


def test_a_file_that_takes_too_long_to_judge_by_closes() -> None:
    body = b"user-agent: *\n" + b"".join(b"allow: *%xaab\n" % number for number in range(20_000))
    assert robots_rules(200, body).allow("https://news.example/" + "a" * 2_000)
    assert not robots_rules(200, body).allow("https://news.example/" + "a" * 20_000)


@pytest.mark.parametrize(
    ("line", "delay"),
    [
        (b"Crawl-delay: 5", 5.0),
        (b"crawldelay 0.5", 0.5),
        (b"Crawl-delay: 5\nCrawl-delay: 2", 5.0),
        (b"Crawl-delay: 3600", 30.0),
        (b"Crawl-delay: 1e300", 30.0),
        (b"Crawl-delay: inf", 0.0),
        (b"Crawl-delay: -3", 0.0),
        (b"Crawl-delay: nan", 0.0),
        (b"Crawl-delay: soon", 0.0),
        (b"User-agent: other\nCrawl-delay: 9", 9.0),
        (b"Disallow: /\nUser-agent: other\nCrawl-delay: 9", 0.0),
        (b"", 0.0),
    ],
)
def test_a_crawl_delay_is_kept_up_to_half_a_minute(line: bytes, delay: float) -> None:
    assert robots_rules(200, b"User-agent: *\n" + line + b"\nDisallow: /closed/\n").delay_seconds == delay


def test_the_delay_of_our_own_group_is_the_one_that_counts() -> None:
    body = b"User-agent: *\nCrawl-delay: 20\nDisallow: /\n\nUser-agent: offlimits\nCrawl-delay: 2\n"
    assert robots_rules(200, body).delay_seconds == 2.0


@settings(max_examples=60, deadline=None)
@given(st.integers(100, 599), st.binary(max_size=300), st.text(max_size=40))
def test_any_answer_gives_rules_that_can_be_asked(status: int, body: bytes, path: str) -> None:
    for prefix in (b"", b"User-agent: *\nDisallow:", b"\xff\xfe"):
        rules = robots_rules(status, prefix + body)
        assert isinstance(rules.allow(f"https://news.example/{path}"), bool)
        assert isinstance(rules.allow(path), bool)
        assert 0.0 <= rules.delay_seconds <= 30.0


@settings(max_examples=60, deadline=None)
@given(st.text("ab*$/", max_size=9), st.text("ab$/", max_size=9))
def test_patterns_mean_what_a_regular_expression_would(rest: str, path: str) -> None:
    pattern = f"/{rest}"
    body, end = (pattern[:-1], r"\Z") if pattern.endswith("$") else (pattern, "")
    expected = re.match(".*".join(map(re.escape, body.split("*"))) + end, f"/{path}")
    assert fits(pattern, f"/{path}") == bool(expected)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.text("ab*", max_size=4).map(lambda rest: f"/{rest}")), max_size=6))
def test_the_order_of_rules_does_not_matter(rules: list[tuple[bool, str]]) -> None:
    lines = [f"{'Allow' if opens else 'Disallow'}: {pattern}\n" for opens, pattern in rules]
    forwards, backwards = ("User-agent: *\n" + "".join(order) for order in (lines, reversed(lines)))
    assert robots_rules(200, forwards.encode()) == robots_rules(200, backwards.encode())
