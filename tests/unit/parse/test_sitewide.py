"""What the articles of one site have in common."""

from dataclasses import replace

import pytest

from pipeline.model.article import Article, Block
from pipeline.parse.sitewide import EARLIER, NOTHING_SEEN, SiteMemory, find_known, fingerprints, remember
from tests.unit.parse.pages import sheet

ABOUT = "Our readers turn to this page when they want to follow what becomes of the tools they use."
SLOT = "Departments follow {} with interest, since such news often travels fast."
FACT = "Fabrikam has told its engineers to remove Nimbus from all machines by 10 July."
BACKGROUND = "DeepSeek, based in Hangzhou, released its model in January."


def article(number: int, *texts: str, title: str = "Fabrikam Bans Nimbus", rule: str | None = None) -> Article:
    blocks = tuple(
        Block(order=i, para=i, kind="paragraph", text=text, rule=rule if i else None) for i, text in enumerate(texts)
    )
    return Article(
        article_id=f"a{number}",
        snapshot_id="",
        source_id="",
        outlet="",
        url="",
        title=title,
        author="",
        language="en",
        published=None,
        blocks=blocks,
    )


def known(memory: SiteMemory, *texts: str, title: str = "Contoso Drops Parrot", article_id: str = "new") -> list[int]:
    return sorted({spot.line for spot in find_known(sheet(*texts, title=title), memory, article_id)})


def test_a_text_of_two_earlier_articles_is_the_sites_own() -> None:
    once = remember([article(1, FACT, ABOUT)])
    twice = remember([article(2, "Another story.", ABOUT)], once)
    assert known(NOTHING_SEEN, ABOUT) == []
    assert known(once, ABOUT) == []
    assert known(twice, "A new story is told here in a few words.", ABOUT) == [1]


def test_the_reason_says_how_often_it_was_seen() -> None:
    memory = remember([article(n, ABOUT) for n in range(3)])
    (fate,) = find_known(sheet(ABOUT), memory, "new").values()
    assert (fate.rule, fate.because) == ("filler:site", "stood in 3 earlier articles of the site")


@pytest.mark.parametrize("fact", [FACT, BACKGROUND, "She said: “this is what our readers want to know”."])
def test_a_text_with_something_to_check_may_come_back(fact: str) -> None:
    memory = remember([article(n, fact) for n in range(5)])
    assert known(memory, fact) == []


def test_a_label_is_no_template() -> None:
    memory = remember([article(n, "None this week.") for n in range(5)])
    assert known(memory, "None this week.") == []


def test_the_slot_for_the_title_makes_no_difference() -> None:
    titles = ["Fabrikam Bans Nimbus", "Contoso Drops Parrot", "Litware Leaves Quill"]
    past = [
        article(n, f"On Monday it was said: {one}.", SLOT.format(one.lower()), title=one)
        for n, one in enumerate(titles)
    ]
    new = ["On Monday Adatum stopped using Plume.", SLOT.format("adatum halts plume")]
    assert known(remember(past), *new, title="Adatum Halts Plume") == [1]


def test_an_article_counts_once_however_often_it_is_remembered() -> None:
    one = article(1, ABOUT)
    memory = remember([one, one], remember([one]))
    assert set(memory.counts.values()) == {1}
    assert memory.article_ids == {"a1"}


def test_a_text_twice_in_one_article_counts_once() -> None:
    memory = remember([article(1, ABOUT, ABOUT)])
    assert list(memory.counts.values()) == [1]


def test_an_article_that_is_parsed_again_is_not_its_own_predecessor() -> None:
    memory = remember([article(n, ABOUT) for n in range(EARLIER)])
    assert known(memory, ABOUT, article_id="a1") == []
    assert known(memory, ABOUT, article_id="other") == [0]


def test_the_order_of_the_past_does_not_matter() -> None:
    past = [article(n, FACT, ABOUT) for n in range(4)]
    assert remember(past) == remember(reversed(past))
    assert remember(past) == remember(past[2:], remember(past[:2]))


def test_the_frame_is_not_remembered_and_filler_is() -> None:
    plain = article(1, FACT, ABOUT)
    assert fingerprints(replace(plain, blocks=plain.blocks[:1])) < fingerprints(plain)
    assert fingerprints(article(1, FACT, ABOUT, rule="chrome:outside")) < fingerprints(plain)
    assert fingerprints(article(1, FACT, ABOUT, rule="filler:advice")) == fingerprints(plain)


def test_pieces_of_a_paragraph_are_one_text() -> None:
    whole = article(1, f"{ABOUT} {FACT}")
    pieces = tuple(
        Block(order=i, para=0, kind="paragraph", text=text, rule=rule)
        for i, (text, rule) in enumerate([(ABOUT, "filler:advice"), (FACT, None)])
    )
    assert fingerprints(replace(whole, blocks=pieces)) == fingerprints(whole)


def test_fingerprints_are_short_and_say_nothing() -> None:
    (one,) = fingerprints(article(1, ABOUT))
    assert len(one) == 24
    assert int(one, 16) >= 0
