"""Who repeats whom: each report once, under the one that it repeats or names."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.restriction import Proof
from pipeline.model.site import StoryArticle, StoryPage
from pipeline.render.site.chain import LINKS, Link, chain_of
from tests.examples import KNOWN


def report(outlet: str, published: str, relays: str | None = None) -> Proof:
    made = replace(KNOWN.evidence[0], article_id=f"{outlet}-{published}", evidence_id=f"{outlet}{published}")
    return replace(
        made, publisher=outlet, published=published, relays=relays, url=f"https://{outlet}.example/{published}"
    )


def told(article: StoryArticle) -> StoryPage:
    return StoryPage(story_id="s", title="t", first_published=None, articles=(article,), restriction_ids=())


def shape(links: tuple[Link, ...]) -> list[object]:
    return [(one.outlet, one.how, shape(one.below)) if one.below else (one.outlet, one.how) for one in links]


COPY = StoryArticle(
    article_id="copy",
    outlet="mill",
    title="",
    url="https://mill.example/",
    published="2026-07-05",
    kept_words=1,
    stripped_words=0,
    stripped=(),
    copy_of="wire",
)


def test_a_report_stands_under_what_it_repeats_and_what_it_names() -> None:
    proofs = [report("paper", "2026-07-04", "wire"), report("wire", "2026-07-03"), report("other", "2026-07-06")]
    chain = chain_of(proofs, [told(COPY)])
    assert shape(chain.links) == [("wire", "", [("paper", "relays"), ("mill", "repeats")]), ("other", "")]
    assert chain.says_something


def test_an_outlet_that_was_not_read_stands_above_those_that_name_it() -> None:
    chain = chain_of([report("paper", "2026-07-04", "Reuters"), report("post", "2026-07-03", "Reuters")], [])
    assert shape(chain.links) == [("Reuters", "", [("post", "relays"), ("paper", "relays")])]
    assert chain.links[0].url == ""


def test_reports_that_name_nobody_say_nothing() -> None:
    assert not chain_of([report("paper", "2026-07-04"), report("post", "2026-07-03")], []).says_something
    assert chain_of([], []).links == ()


def count(links: tuple[Link, ...]) -> int:
    return sum(bool(one.url) + count(one.below) for one in links)


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.integers(1, 28), st.sampled_from(["a", "b", "c", "d", "e", None])),
        max_size=80,
        unique_by=lambda one: (one[0], one[1]),
    )
)
def test_whoever_names_whom_each_report_stands_there_once(found: list[tuple[str, int, str | None]]) -> None:
    proofs = [report(outlet, f"2026-07-{day:02}", relays) for outlet, day, relays in found]
    chain = chain_of(proofs, [])
    assert count(chain.links) == min(len(proofs), LINKS)
    assert chain.left_out == max(0, len(proofs) - LINKS)
