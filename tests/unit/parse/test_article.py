"""The stage: pages in, articles or named failures out."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.article import Article, Block, Page
from pipeline.parse.article import VERSION, run
from pipeline.parse.pieces import LONGEST_LINE, MOST_LINES
from pipeline.text.words import clean, words
from tests.unit.parse import mill
from tests.unit.parse.pages import day, labelled, outcome, page, parse, plain_page, rule_of, said
from tests.unit.parse.stories import known, lead, title

LEAD = "Fabrikam has told its engineers to remove Nimbus by 10 July, according to a memo seen by Harbour Post."
MORE = (
    "The maker of Nimbus said in Tallinn that it had not been told, and that it would talk to the company, whose"
    " engineers like the tool."
)
TRUISM = "Leaders should always remember that trust is the key to lasting success."
ADVICE = (
    "Organisations need a clear strategy and should review their priorities regularly.",
    "In the end, good preparation makes all the difference for every team.",
    "Staying informed is more important than ever for everybody who wants to succeed.",
    "Good communication makes it easier for everyone to stay calm in uncertain times.",
)  # so much of it makes a content mill of a report


def story(*paragraphs: str, head: str = "<title>Fabrikam bans Nimbus</title>") -> str:
    inner = "<h1>Fabrikam bans Nimbus</h1>" + "".join(f"<p>{text}</p>" for text in paragraphs)
    return f'<html lang="en"><head>{head}</head><body><article>{inner}</article></body></html>'


def test_the_version_is_a_number() -> None:
    assert VERSION >= 1


def test_every_page_has_its_outcome_in_the_same_order() -> None:
    pages = [
        page(story(LEAD, MORE), article_id="one"),
        page(b"%PDF-1.7", article_id="two"),
        page("", article_id="three"),
        page("<div>" * 300, article_id="four"),
        plain_page(LEAD, article_id="five"),
    ]
    outcomes = list(run(iter(pages)))
    assert [(one.input_id, one.state, one.reason) for one in outcomes] == [
        ("one", "done", ""),
        ("two", "failed", "not-html"),
        ("three", "failed", "empty"),
        ("four", "failed", "too-deep"),
        ("five", "done", ""),
    ]
    assert all(one.detail and not one.transient for one in outcomes if one.state == "failed")


def test_the_stage_is_lazy() -> None:
    def pages() -> Iterator[Page]:
        yield page(story(LEAD))
        raise AssertionError("the second page was asked for before the first was taken")

    assert next(run(pages())).state == "done"


@pytest.mark.parametrize(
    "body", ["<html><body></body></html>", "<script>x</script>", "<p hidden>x</p>", "<img>", "\ufeff<p></p>"]
)
def test_a_page_that_shows_nothing_is_empty(body: str) -> None:
    assert outcome(page(body)).reason == "empty"


def test_plain_text_without_a_letter_is_empty() -> None:
    assert outcome(plain_page("\u200b\n\n\u200b")).reason == "empty"


def test_ids_come_through() -> None:
    article = parse(page(story(LEAD, MORE, TRUISM), snapshot_id="s9", source_id="feed", article_id="a9"))
    assert (article.article_id, article.snapshot_id, article.source_id) == ("a9", "s9", "feed")
    assert not article.partial


def test_the_address_of_the_page_wins_over_the_canonical_one() -> None:
    head = '<link rel="canonical" href="https://news.example/canonical">'
    assert parse(page(story(LEAD, head=head), url="https://news.example/x")).url == "https://news.example/x"
    assert parse(page(story(LEAD, head=head), url="")).url == "https://news.example/canonical"


def test_what_is_given_wins() -> None:
    given = said(title="Given", author="Giver", language="en", published=day("2026-07-01"))
    article = parse(page(story(LEAD), given=given))
    assert (article.title, article.author, article.published) == ("Given", "Giver", day("2026-07-01"))


def test_what_nobody_says_is_read_off_the_text() -> None:
    body = f"<div>Fabrikam bans Nimbus</div><div>By Jane Doe</div><div>{LEAD}</div><div>{MORE}</div>"
    article = parse(
        page(f"<html><head><title>Fabrikam bans Nimbus - The Harbour Post Online</title></head>{body}</html>")
    )
    assert (article.title, article.author, article.language) == ("Fabrikam bans Nimbus", "Jane Doe", "en")


def test_a_mixed_paragraph_is_cut_and_its_pieces_share_a_para() -> None:
    mixed = f"A spokesperson confirmed the step but gave no reason. {TRUISM}"
    article = parse(page(story(LEAD, mixed, MORE, *ADVICE)))
    pieces = [block for block in article.blocks if block.para == 2]
    assert [(block.text, block.rule) for block in pieces] == [
        ("A spokesperson confirmed the step but gave no reason.", None),
        (TRUISM, "filler:advice"),
    ]
    assert article.text == f"{LEAD}\n\nA spokesperson confirmed the step but gave no reason.\n\n{MORE}"


def test_a_paragraph_of_one_fate_stays_one_block() -> None:
    generic = f"{TRUISM} {TRUISM.replace('Leaders', 'Managers')}"
    article = parse(page(story(LEAD, generic, f"{MORE} {LEAD}", *ADVICE)))
    assert [block.para for block in article.blocks] == list(range(8))
    assert [block.rule for block in article.blocks[2:4]] == ["filler:advice", None]


def test_reasons_name_blocks_by_their_order() -> None:
    mixed = f"A spokesperson confirmed the step but gave no reason. {TRUISM}"
    article = parse(page(story(mixed, LEAD, MORE, *ADVICE, LEAD)))
    copy = article.blocks[-1]
    assert copy.rule == "filler:repeat"
    assert copy.because == "block 3"
    assert article.blocks[3].text == LEAD


def test_a_memory_is_used_for_the_article_that_it_is_of() -> None:
    about = "Companies that look at such things early have less to do when it counts."
    first, second = (page(story(lead(n), about), article_id=f"a{n}", given=said(title=title(n))) for n in (1, 2))
    memory = known(parse(second), [parse(first)])
    assert rule_of(parse(second), about) is None
    assert rule_of(parse(second, memory), about) == "filler:site"
    assert rule_of(parse(first, memory), about) is None


def test_what_is_too_long_to_be_an_article_is_kept_without_a_look() -> None:
    def last(*texts: str) -> str | None:
        return parse(plain_page("\n\n".join(texts))).blocks[-1].rule

    many = [f"{LEAD} {i}" for i in range(MOST_LINES)]
    assert last(MORE, *many[:20], MORE) == "filler:repeat"
    assert last(MORE, *many, MORE) is None
    long = f"{MORE} " * (LONGEST_LINE // len(f"{MORE} "))
    assert last(LEAD, long, long) == "filler:repeat"
    assert last(LEAD, f"{long}{MORE}", f"{long}{MORE}") is None


FORMS: dict[str, Callable[[], Page]] = {
    "text": lambda: plain_page(mill.as_text()),
    "semantic": lambda: page(mill.as_semantic()),
    "soup": lambda: page(mill.as_soup()),
    "table": lambda: page(mill.as_table()),
}


@pytest.fixture(scope="module", params=sorted(FORMS))
def milled(request: pytest.FixtureRequest) -> Article:
    return parse(FORMS[request.param]())


def kept_words(article: Article) -> str:
    return f" {' '.join(words(article.text))} "


def test_of_a_content_mill_every_fact_is_kept(milled: Article) -> None:
    kept = kept_words(milled)
    assert [fact for fact in mill.FACTS if f" {' '.join(words(fact))} " not in kept] == []


def test_of_a_content_mill_no_generic_paragraph_is_kept(milled: Article) -> None:
    kept = kept_words(milled)
    assert [text for text in mill.GENERIC if f" {' '.join(words(text))} " in kept] == []


def test_of_a_content_mill_no_frame_is_kept(milled: Article) -> None:
    kept = {block.text for block in milled.blocks if block.kept}
    assert kept.isdisjoint(mill.FRAME)


def test_of_a_content_mill_every_block_is_still_there(milled: Article) -> None:
    everything = f" {' '.join(words(' '.join(block.text for block in milled.blocks)))} "
    assert all(f" {' '.join(words(text))} " in everything for text in (*mill.FACTS, *mill.GENERIC, mill.TEASER))
    assert sum(block.text == mill.ADVICE[0] for block in milled.blocks) == 2


def test_the_metadata_of_a_content_mill_is_read(milled: Article) -> None:
    assert (milled.title, milled.author, milled.language) == (mill.TITLE, mill.SITE, "en")


def found_and_missed(name: str) -> tuple[list[str], list[str], int]:
    """Facts that were lost, filler and frame that were left, and how much of the latter there is."""
    html, labels = labelled(name)
    article = parse(page(html, url=""))
    kept = kept_words(article)
    lost = [text for label, text in labels if label == "fact" and f" {' '.join(words(text))} " not in kept]
    rest = [text for label, text in labels if label in ("filler", "chrome")]
    return lost, [text for text in rest if f" {' '.join(words(text))} " in kept], len(rest)


@pytest.mark.parametrize(
    ("name", "share"), [("council-assistant", 0.25), ("exam-chatbots", 0.3), ("shipping-notice", 0.0)]
)
def test_labelled_pages_lose_no_fact_and_little_filler_is_left(name: str, share: float) -> None:
    lost, left, rest = found_and_missed(name)
    assert lost == []
    assert len(left) <= share * rest, left


def test_a_policy_page_stays_whole() -> None:
    clauses = [
        "You may not use a Nimbus model to write code that is meant to harm a system.",
        "You may not use a Nimbus model to find out who is shown on a photograph.",
        "You must tell people that they are talking to a machine.",
        "If we suspend your account, you may object by writing to the office in Tallinn.",
        "If we close your account, you may object by writing to the office in Tallinn.",
    ]
    terms = "".join(
        f"<h2>{plan}</h2><p>Notice before a model is withdrawn: 60 days.</p>" for plan in ("Team", "Business")
    )
    body = "".join(f"<p>{clause}</p>" for clause in clauses) + terms
    article = parse(
        page(f'<html lang="en"><title>Usage policy</title><body><main><h1>Usage policy</h1>{body}</main></body></html>')
    )
    assert [block.text for block in article.blocks if block.rule and block.rule.startswith("filler")] == []
    assert [text for text in clauses if text not in article.text] == []
    assert article.text.count("60 days") == 2


def test_a_guide_keeps_its_steps() -> None:
    steps = [
        "Start by making a list of all tools that your team uses every day.",
        "Ask every owner what would happen if the tool were gone tomorrow.",
        "Make sure that each tool has an owner and a date for review.",
        "Remember to test your backup before you need it.",
    ]
    article = parse(plain_page("How to survive the loss of a tool\n\n" + "\n\n".join(steps)))
    assert all(rule_of(article, step) is None for step in steps)


def test_another_language_is_left_to_the_rules_that_need_no_words() -> None:
    german = [
        "Das Unternehmen Fabrikam hat seinen Angestellten am 10. Juli verboten, Nimbus zu benutzen.",
        "Unternehmen sollten ihre Abläufe regelmäßig prüfen und aus ihren Fehlern rechtzeitig lernen.",
        "Der Hersteller in Tallinn sagte, man habe davon erst aus der Zeitung erfahren.",
        "Die Gewerkschaft verlangt bis Ende Juli eine Liste aller Werkzeuge.",
    ]
    body = "".join(f"<p>{text}</p>" for text in [*german, german[1]])
    article = parse(
        page(f'<html lang="de"><body><article><h1>Fabrikam verbietet Nimbus</h1>{body}</article></body></html>')
    )
    assert article.language == "de"
    assert article.text == "\n\n".join(german)


def test_chinese_text_is_read() -> None:
    texts = ("据报道，公司自2025年11月起禁止员工使用聊天机器人。", "二月上半月，这几家公司先后要求员工不得运行该程序。")
    body = "".join(f"<p>{text}</p>" for text in texts)
    article = parse(page(f'<html lang="zh-CN"><body><h1>公司禁止聊天机器人</h1>{body}</body></html>'))
    assert article.language == "zh"
    assert article.text.count("公司") >= 2


HOSTILE = {
    "paragraphs": "<p>x" * 3_000,
    "copies": f"<p>{TRUISM}</p>" * 700,
    "sentence": "<p>" + "word " * 100_000,
    "stops": "<p>" + "A. " * 50_000,
    "quotes": "<p>" + '"a b c ' * 30_000,
    "brackets": "<" * 100_000 + "<p>x",
    "breaks": "x<br>" * 2_000,
    "titles": "<title>" + "word " * 50_000 + "</title><p>x",
    "rows": "<table>" + "<tr><td>a</td><td>b</td></tr>" * 500 + "</table>",
    "json": '<script type="application/ld+json">' + '{"a":' * 5_000 + "</script><p>x",
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_pages_end_in_an_outcome_in_bounded_time(name: str) -> None:
    before = time.process_time()
    assert outcome(page(HOSTILE[name])).state == "done"
    assert time.process_time() - before < 5


def lines(block: Block) -> list[str]:
    """The lines of a block: code has several."""
    return block.text.split("\n") if block.kind == "code" else [block.text]


def check(article: Article) -> None:
    """What holds for every article."""
    assert [block.order for block in article.blocks] == list(range(len(article.blocks)))
    paras = [block.para for block in article.blocks]
    assert paras == sorted(paras)
    assert set(paras) == set(range(paras[-1] + 1))
    assert all(line and line == clean(line) for block in article.blocks for line in lines(block))
    assert all(bool(block.rule) == bool(block.because) for block in article.blocks)
    assert all(re.fullmatch(r"(chrome|filler):[a-z-]+", block.rule) for block in article.blocks if block.rule)
    assert all(len({block.kind for block in article.blocks if block.para == para}) == 1 for para in set(paras[:20]))


_SENTENCE = st.sampled_from(
    [
        LEAD,
        MORE,
        TRUISM,
        "By Jane Doe",
        "6 July 2026",
        "Subscribe to our newsletter",
        "Organisations that follow fabrikam bans nimbus should stay calm.",
        "Yes. It is banned.",
        "In short, Fabrikam has told its engineers to remove Nimbus.",
        "&lt;b&gt;not markup&lt;/b&gt;",
        "公司禁止聊天机器人。",
        "“Words,” he said. “More words here, and more.”",
    ]
)
_PARAGRAPH = st.lists(_SENTENCE, min_size=1, max_size=4).map(" ".join)
_ELEMENT = st.sampled_from(["p", "div", "li", "h2", "blockquote", "td", "figcaption", "pre"])
_PAGES = st.lists(st.tuples(_ELEMENT, _PARAGRAPH), min_size=1, max_size=14).map(
    lambda parts: (
        '<html lang="en"><body><h1>Fabrikam bans Nimbus</h1>'
        + "".join(f"<{name}>{text}</{name}>" for name, text in parts)
        + "</body></html>"
    )
)


@settings(max_examples=60, deadline=None)
@given(html=_PAGES)
def test_invariants_hold_for_pages_of_any_make(html: str) -> None:
    article = parse(page(html))
    check(article)
    assert "<p" not in article.text
    assert parse(page(html)) == article


@settings(max_examples=60, deadline=None)
@given(text=st.lists(_PARAGRAPH, min_size=1, max_size=14).map("\n\n".join))
def test_invariants_hold_for_plain_text(text: str) -> None:
    article = parse(plain_page(text))
    check(article)
    letters = [letter for letter in text if letter.isalnum()]
    own = [block for block in article.blocks if block.kind != "title"]  # which short texts have ahead of their own
    assert [letter for block in own for letter in block.text if letter.isalnum()] == letters


@settings(max_examples=60, deadline=None)
@given(
    body=st.binary(max_size=600),
    content_type=st.sampled_from(["text/html", "text/plain", "", "text/html; charset=big5"]),
)
def test_any_bytes_end_in_an_outcome(body: bytes, content_type: str) -> None:
    one = outcome(page(body, content_type=content_type))
    assert one.state in ("done", "failed")
    if one.output is not None:
        check(one.output)
    else:
        assert one.reason in ("not-html", "empty", "too-large", "too-deep")


@settings(max_examples=30, deadline=None)
@given(first=_PAGES, second=_PAGES)
def test_an_article_does_not_depend_on_what_was_parsed_before(first: str, second: str) -> None:
    alone = parse(page(second))
    together = [one.output for one in run([page(first), page(second), page(second)])]
    assert together[1] == together[2] == alone


@settings(max_examples=30, deadline=None)
@given(html=_PAGES)
def test_filler_marks_blocks_and_never_removes_or_moves_one(html: str) -> None:
    english = parse(page(html))
    others = [replace(english, article_id=name, title=name, blocks=english.blocks[n:]) for n, name in enumerate("xyz")]
    warm = parse(page(html), known(english, others))
    joined = [
        " ".join(b.text for b in article.blocks if b.para == para) for article in (english, warm) for para in range(99)
    ]
    assert joined[:99] == joined[99:]
