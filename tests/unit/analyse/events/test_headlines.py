"""What a headline alone may tell. Nothing false before nothing missed: most of these tell nothing."""

import pytest

from pipeline.analyse.events.find import find_events
from pipeline.model.article import Article, Block
from pipeline.model.event import Event
from pipeline.model.vocabulary import BlockKind
from pipeline.text.dates import published
from tests.unit.analyse.events.reading import TOOLS, facts


def partial(title: str, *texts: str, teaser: str = "", on: str | None = "2026-07-08") -> Article:
    pieces: list[tuple[BlockKind, str]] = [("title", title)]
    pieces += [("teaser", teaser)] if teaser else []
    pieces += [("paragraph", text) for text in texts]
    return Article(
        article_id="a",
        snapshot_id="",
        source_id="",
        outlet="",
        url="",
        title=title,
        author="",
        language="en",
        published=published(on) if on else None,
        blocks=tuple(Block(order=n, para=n, kind=kind, text=text) for n, (kind, text) in enumerate(pieces)),
        partial=True,
    )


def events(article: Article) -> tuple[Event, ...]:
    title, sentences = TOOLS.reader.read(article)
    found = find_events(article, title, sentences, TOOLS)
    for event in found:
        for quote in event.evidence:
            assert article.blocks[quote.block].text[quote.start : quote.end] == quote.text
    return found


def told(title: str, *texts: str, teaser: str = "") -> list[str]:
    return facts(events(partial(title, *texts, teaser=teaser)))


@pytest.mark.parametrize(
    ("title", "fact"),
    [
        ("Samsung bans ChatGPT", "Samsung ban ChatGPT"),
        ("Samsung bans ChatGPT for employees after leak", "Samsung ban ChatGPT"),
        ("Report: Samsung bans ChatGPT", "Samsung ban ChatGPT"),
        ("Samsung reportedly bans ChatGPT", "Samsung ban ChatGPT"),
        ("ChatGPT banned at Samsung", "Samsung ban ChatGPT"),
        ("Samsung employees banned from using ChatGPT", "Samsung ban ChatGPT"),
        ("Samsung to ban ChatGPT", "Samsung ban ChatGPT"),
        ("Italy blocks DeepSeek", "Italy block DeepSeek"),
        ("Texas bans DeepSeek on government devices", "Texas ban DeepSeek"),
        ("OpenAI cuts off ChatGPT in China", "OpenAI cut_off ChatGPT"),
        ("Samsung lifts ChatGPT ban", "Samsung lift ChatGPT"),
        ("Italy lifts ban on ChatGPT", "Italy lift ChatGPT"),
        ("Samsung bans generative AI tools for staff", "Samsung ban AI tools"),
        ("Samsung has quietly banned ChatGPT", "Samsung ban ChatGPT"),
        ("Samsung bans ChatGPT app", "Samsung ban ChatGPT"),
        ("Malaysia restores access to Grok", "Malaysia lift Grok"),
        ("Samsung considers banning ChatGPT", "Samsung propose ChatGPT"),
        ("Samsung denies banning ChatGPT", "Samsung deny ChatGPT"),
    ],
)
def test_what_a_headline_says_outright_is_told(title: str, fact: str) -> None:
    assert told(title) == [fact]


NOTHING = """
Will Italy ban ChatGPT?
Is Samsung banning ChatGPT?
Did Italy really ban ChatGPT?
Should Samsung ban ChatGPT
Can your employer ban ChatGPT?
Why hasn't Samsung banned ChatGPT
ChatGPT ban at Samsung? Not yet
ChatGPT blocked? Here is how to fix it
Fact check: Italy did not ban ChatGPT
No, Samsung has not banned ChatGPT
No, Italy has not blocked DeepSeek
Samsung could ban ChatGPT, report says
Samsung may ban ChatGPT for staff
Samsung might soon ban ChatGPT
Samsung stops short of banning ChatGPT
Samsung rules out ban on ChatGPT
Samsung refuses to ban ChatGPT
Samsung decides against banning ChatGPT
Samsung won't ban ChatGPT
Samsung never banned ChatGPT
Samsung not banning ChatGPT after all
Samsung drops plan to ban ChatGPT
Samsung unlikely to ban ChatGPT
Samsung would ban ChatGPT if leaks continue
Samsung to decide on ChatGPT ban
Samsung to discuss banning ChatGPT
Samsung says it will not ban ChatGPT
Samsung workers fear ChatGPT ban
Samsung ChatGPT ban rumours swirl
Report that Samsung banned ChatGPT is wrong
Rumor: Samsung bans ChatGPT
Samsung bans ChatGPT, says unverified post
Samsung bans ChatGPT in new novel
In fiction, Samsung bans ChatGPT
Satire: Samsung bans ChatGPT
"Samsung bans ChatGPT" is a hoax
"Italy has banned ChatGPT," claims viral post
Viral post claiming Italy banned ChatGPT is false
Opinion: Samsung should ban ChatGPT
Why Samsung should ban ChatGPT
If Samsung bans ChatGPT, others will follow
What happens if Italy bans ChatGPT
Imagine Samsung bans ChatGPT
Calls grow for Samsung to ban ChatGPT
Petition to ban ChatGPT in Italy gathers pace
Experts: Italy must ban ChatGPT
Union asks Samsung to ban ChatGPT
Ban ChatGPT at Samsung, says union
OpenAI hopes Italy lifts ChatGPT ban
Italy could lift ChatGPT ban
Italy refuses to lift ChatGPT ban
Italy postpones ChatGPT ban
Judge blocks Texas ban on DeepSeek
Senate rejects ban on DeepSeek
Court halts Texas DeepSeek ban
Italy moves closer to ban on DeepSeek
Germany moves to ban DeepSeek
Germany tells Apple, Google to remove DeepSeek from app stores
Apple and Google ban DeepSeek amid concerns in Germany
DeepSeek banned from US government devices
Italy fines OpenAI over ChatGPT
Italy blocks OpenAI takeover
OpenAI blocks fake accounts using ChatGPT
OpenAI bans ChatGPT accounts used by hackers
Microsoft blocks hackers abusing Copilot
Samsung bans staff from criticising ChatGPT
Samsung bans Huawei phones as ChatGPT booms
Samsung ditches Gemini for Perplexity
Google drops ChatGPT from its benchmark
Apple delays ChatGPT launch in Europe
State Department, Treasury drop Claude after White House directive
Amazon warns employees not to share confidential code with chatbot
Bank's staff told to stop pasting client data into chatbots
Accenture, PwC Australia tell staff to keep away from ChatGPT
Malaysia suspends Musk's chatbot
xAI staff lose access to Claude in Cursor
Anthropic bars Chinese-owned firms from AI services
How to use ChatGPT if your company bans it
ChatGPT banned my account
Samsung bans ChatGPT for employees after…
Italy suspends ChatGPT inquiry
Samsung restricts sales of ChatGPT phones
Samsung blocks ChatGPT ads
Samsung halts ChatGPT rollout
Stack Overflow bans ChatGPT answers
OpenAI limits ChatGPT free tier
OpenAI suspends ChatGPT voice Sky
OpenAI shuts down ChatGPT plugin store
OpenAI blocks ChatGPT from naming people
Samsung chip ban hits ChatGPT
Samsung eases ChatGPT ban
Samsung partially lifts ChatGPT ban
Samsung "bans" ChatGPT
Samsung ‘bans’ ChatGPT
Samsung bans 'ChatGPT' phone name
Samsung bans TikTok but not ChatGPT
Podcast: Samsung bans ChatGPT
Quiz: Who banned ChatGPT?
Meta AI blocked in Brazil
Judge blocks Anthropic ban by Pentagon
Two in three firms ban ChatGPT, survey finds
Unlike Italy, Germany won't ban ChatGPT
Musk would ban Apple devices if ChatGPT is integrated
"""


@pytest.mark.parametrize("title", NOTHING.strip().splitlines())
def test_of_everything_else_nothing_is_told(title: str) -> None:
    assert told(title) == []


@pytest.mark.parametrize(
    "title",
    [
        "The day Italy banned ChatGPT",
        "When Samsung banned ChatGPT",
        "History: Italy bans ChatGPT",
        "Italy became the first country to ban ChatGPT",
    ],
)
def test_a_headline_that_looks_back_is_history(title: str) -> None:
    assert all(event.background for event in events(partial(title)))


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Samsung to ban ChatGPT from 1 August 2026", "2026-08-01"),
        ("Samsung to ban ChatGPT from August 1, 2026", "2026-08-01"),
        ("Samsung to ban ChatGPT from 1 August", None),
        ("Samsung to ban ChatGPT from Friday", None),
        ("Samsung to ban ChatGPT from tomorrow", None),
        ("Samsung to ban ChatGPT in August 2026", None),
        ("Samsung to ban ChatGPT next month", None),
        ("Samsung to ban ChatGPT this year", None),
    ],
)
def test_only_a_day_that_is_written_out_in_full_is_one(title: str, day: str | None) -> None:
    (event,) = events(partial(title))
    assert (event.effective.value if event.effective else None) == day
    assert event.announced is None


def test_a_summary_gives_no_other_days() -> None:
    (event,) = events(partial("Samsung bans ChatGPT", teaser="The ban takes effect on Friday, Samsung said on Monday."))
    assert (event.effective, event.announced) == (None, None)
    (full,) = events(partial("Samsung bans ChatGPT", teaser="The ban takes effect on 10 July 2026."))
    assert full.effective is not None
    assert full.effective.value == "2026-07-10"


@pytest.mark.parametrize(
    "text",
    [
        "Samsung is considering a ban on ChatGPT, a person at the company said.",
        "Samsung asked Apple to remove ChatGPT from its store.",
        "Samsung may ban ChatGPT, which it denied banning in May.",
    ],
)
def test_a_headline_that_its_text_takes_back_tells_no_ban(text: str) -> None:
    assert not any(event.action_class == "imposed" for event in events(partial("Samsung bans ChatGPT", text)))


def test_a_summary_tells_like_a_text_and_a_sentence_that_breaks_off_tells_nothing() -> None:
    assert told("Work", teaser="Samsung has banned ChatGPT for its staff.") == ["Samsung ban ChatGPT"]
    assert told("Work", teaser="Samsung has banned ChatGPT for its staff in…") == []


def test_the_title_of_a_full_article_is_no_evidence() -> None:
    article = partial("Samsung bans ChatGPT")
    full = Article(**{**{name: getattr(article, name) for name in Article.__slots__}, "partial": False, "blocks": ()})
    assert events(full) == ()


@pytest.mark.parametrize(
    "title",
    [
        "FALSE: Italy bans DeepSeek",
        "Not true: Italy bans DeepSeek",
        "Italy bans DeepSeek (not)",
        "Italy bans DeepSeek, hoaxers claim",
        "Italy bans DeepSeek under draft law",
        "Italy bans DeepSeek in new bill",
        "Italy bans DeepSeek – or does it",
        "Italy bans DeepSeek, minister hints",
    ],
)
def test_a_headline_that_takes_itself_back_or_looks_back_tells_nothing(title: str) -> None:
    assert told(title) == []


def test_what_was_a_year_ago_is_background() -> None:
    assert told("A year after Italy banned ChatGPT") == ["Italy ban ChatGPT (old)"]
