"""From the bytes of a watched page to its lines, and the reasons why they are not the page."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.failures import FeedError
from pipeline.fetch.watch.text import read_watched, rules_digest
from pipeline.model.failure import FAILURES
from tests.unit.fetch.watches import START, URL, read, source

LONG = "Quill may be used by everybody who has an account and keeps to the rules of this page."


def lines(markup: str, *remove: str) -> tuple[str, ...]:
    return read(f"<main><p>{LONG}</p>{markup}</main>", source("main", *remove)).lines[1:]


def reason(markup: str | bytes, select: str = "main", *remove: str, content_type: str = "text/html") -> str:
    body = markup.encode() if isinstance(markup, str) else markup
    with pytest.raises(FeedError) as caught:
        read_watched(body, source=source(select, *remove), base_url=URL, content_type=content_type, now=START)
    assert caught.value.reason in FAILURES
    assert caught.value.detail.startswith(URL)
    return caught.value.reason


class TestLines:
    @pytest.mark.parametrize(
        ("markup", "expected"),
        [
            ("<p>one</p><p>two</p>", ("one", "two")),
            ("<ul><li>one<li>two</ul>", ("one", "two")),
            ("<ul><li>one<ul><li>inner</ul>tail</ul>", ("one", "inner", "tail")),
            ("<dl><dt>name<dd>what it is</dl>", ("name", "what it is")),
            ("one<br>two", ("one", "two")),
            ("<h2>head</h2>text", ("head", "text")),
            ("<table><tr><th>A</th><td>yes</td></tr><tr><td>B<td>no</table>", ("A | yes", "B | no")),
            ("<table><tr><td><p>A</p></td><td><p>yes</p></td></tr></table>", ("A", "yes")),
            ("<details><summary>more</summary>inside</details>", ("more", "inside")),
            ("<div>a <b>bold</b> <a href='/x?sid=1'>link</a>.</div>", ("a bold link.",)),
            ("<p><span>Albania</span><span>Chile</span></p>", ("Albania Chile",)),
            ("<p>5 May<a href='/old'>Previous</a><a href='/pdf'>PDF</a></p>", ("5 MayPrevious PDF",)),
        ],
    )
    def test_text_is_cut_where_a_reader_sees_a_line_end(self, markup: str, expected: tuple[str, ...]) -> None:
        assert lines(markup) == expected

    def test_white_space_and_what_cannot_be_seen_is_no_difference(self) -> None:
        assert lines("<p>Cafe\u0301\u00a0 \n au\u200b lait\ufeff</p>") == ("Café au lait",)

    @pytest.mark.parametrize(
        "noise",
        [
            "<script>track('x')</script>",
            "<style>p{}</style>",
            "<noscript>Please switch scripts on</noscript>",
            "<template><p>draft</p></template>",
            "<!-- build 17 -->",
            "<nav>Home</nav>",
            "<footer>© 2026</footer>",
            "<button>Copy</button>",
            "<a role='button'>Copy</a>",
            "<form>Was this helpful? <input name=a></form>",
            "<svg><text>logo</text></svg>",
            "<p hidden>secret</p>",
            "<div hidden><p hidden>secret</p></div>",
            "<p aria-hidden=true>#</p>",
            "<p style='color:red; display: none'>secret</p>",
            "<p style='text-indent:-9999px'>secret</p>",
            "<span class='sr-only'>opens in a new window</span>",
            "<div role=dialog>Stay with us?</div>",
            "<div id='onetrust-consent-sdk'>We use cookies. Accept all</div>",
            "<div class='x cookie-banner y'>We use cookies.</div>",
        ],
    )
    def test_what_is_no_text_of_the_page_is_left_out(self, noise: str) -> None:
        assert lines(f"<p>before</p>{noise}<p>after</p>") == ("before", "after")

    def test_a_form_around_the_whole_page_is_kept(self) -> None:
        assert lines(f"<form><p>{LONG * 8}</p></form>") == (LONG * 8,)

    def test_a_long_section_about_cookies_is_no_banner(self) -> None:
        text = " ".join(["We set a cookie for the time of a visit."] * 30)
        assert lines(f"<section id='cookie-notice'><p>{text}</p></section>") == (text,)

    def test_the_mark_of_a_footnote_goes_and_an_exponent_stays(self) -> None:
        assert lines("<p>Ukraine<sup><a href='#f1'>1</a></sup></p><p>10<sup>26</sup> steps</p>") == (
            "Ukraine",
            "1026 steps",
        )

    def test_what_the_rules_remove_is_gone(self) -> None:
        assert lines("<p>text</p><aside>related</aside><p class=ad>ad</p>", "aside", ".ad") == ("text",)

    def test_a_plain_text_is_read_line_by_line(self) -> None:
        found = read(f"Policy\n\n{LONG}\n  last  line ", content_type="text/plain; charset=utf-8")
        assert found.lines == ("Policy", LONG, "last line")
        assert found.title == "Policy"


class TestPage:
    def test_title_headings_and_language_are_kept(self) -> None:
        found = read(
            f"<html lang='en-GB'><title> Use\n policy </title><main><h1>A</h1><h2> </h2><h2>B</h2><p>{LONG}</main>"
        )
        assert (found.title, found.headings, found.language) == ("Use policy", ("A", "B"), "en")

    def test_a_page_without_a_title_is_known_by_its_first_heading(self) -> None:
        assert read(f"<main><h1>Rules</h1><p>{LONG}</p></main>").title == "Rules"

    def test_the_first_match_that_is_not_empty_counts(self) -> None:
        found = read(f"<div class=t> <script>1</script></div><div class=t>{LONG}</div>", source(".t"))
        assert found.lines == (LONG,)

    def test_the_encoding_that_the_page_names_is_believed(self) -> None:
        body = f"<meta charset=gbk><main>{LONG} 使用政策</main>".encode("gbk")
        found = read_watched(body, source=source(), base_url=URL, content_type="text/html", now=START)
        assert found.lines == (f"{LONG} 使用政策",)

    def test_a_list_may_be_short(self) -> None:
        assert read("<main>Chile</main>", source(as_set=True)).lines == ("Chile",)

    def test_other_rules_have_another_digest(self) -> None:
        digests = {
            rules_digest(source()),
            rules_digest(source("article")),
            rules_digest(source("main", "aside")),
            rules_digest(source(as_set=True)),
        }
        assert len(digests) == 4
        assert rules_digest(source()) == rules_digest(source())

    def test_it_can_cross_to_another_process(self) -> None:
        found = read(f"<main>{LONG}</main>")
        assert pickle.loads(pickle.dumps(found)) == found
        assert pickle.loads(pickle.dumps(read_watched)) is read_watched


class TestRefused:
    def test_a_selector_that_finds_nothing_is_a_failure_and_never_the_whole_page(self) -> None:
        assert reason(f"<div>{LONG}</div>") == "no-matches"

    def test_a_match_without_text_is_a_failure(self) -> None:
        assert reason(f"<main><script>load()</script></main><p>{LONG}</p>") == "no-matches"

    @pytest.mark.parametrize("select", ["main[", ":nonsense(x)", "<<"])
    def test_a_selector_that_is_none_is_a_failure(self, select: str) -> None:
        assert reason(f"<main>{LONG}</main>", select) == "no-matches"
        assert reason(f"<main>{LONG}</main>", "main", select) == "no-matches"

    def test_hardly_any_text_is_none(self) -> None:
        assert reason("<main>Loading, please wait</main>") == "empty"
        assert reason("  ") == "empty"

    @pytest.mark.parametrize(
        ("markup", "kind"),
        [
            ("<main><p>Checking your browser</p><div class='cf-turnstile'></div></main>", "challenge"),
            ("<main><form action='https://consent.example/consent'>We value you</form></main>", "consent"),
            ("<main><p>Sign in</p><input type=password></main>", "login"),
        ],
    )
    def test_a_wall_is_named(self, markup: str, kind: str) -> None:
        assert reason(markup) == kind

    @pytest.mark.parametrize(
        "head",
        ["<h1>Page not found</h1>", "<h1>404</h1>", "<h1>This page isn’t available</h1>", "<p>Access denied</p>"],
    )
    def test_a_notice_of_an_error_is_another_page(self, head: str) -> None:
        assert reason(f"<main>{head}<p>{LONG}</p></main>") == "other-page"

    def test_a_long_page_may_speak_of_errors_in_its_title(self) -> None:
        assert read(f"<title>Error 404 explained</title><main>{LONG * 8}</main>").title == "Error 404 explained"

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            (b"%PDF-1.7 ...", "text/html"),
            (b'{"a": 1}', "text/html"),
            (b"<main>x</main>", "application/json"),
            (b"x", "image/png"),
        ],
    )
    def test_what_is_no_text_is_refused(self, body: bytes, kind: str) -> None:
        assert reason(body, content_type=kind) == "not-html"

    def test_markup_that_is_too_deep_too_long_or_of_too_many_lines_is_refused(self) -> None:
        assert reason("<main>" + "<div>" * 3000 + LONG) == "too-complex"
        assert reason("<main>" + "<p>a" * 5001) == "too-large"
        assert reason("<main>" + "x" * 4_000_001) == "too-large"

    @given(st.binary(max_size=300))
    @settings(max_examples=60, deadline=None)
    def test_any_bytes_are_read_or_refused(self, body: bytes) -> None:
        try:
            found = read_watched(b"<main>" + body, source=source(), base_url=URL, content_type="text/html", now=START)
        except FeedError as error:
            told = error.reason in FAILURES
        else:
            told = all(line and line == line.strip() for line in found.lines)
        assert told
