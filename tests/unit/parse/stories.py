"""Articles about different stories on different sites, for what is counted by stories."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.article import Article
from pipeline.parse.prints import fingerprint
from pipeline.parse.refill import refill
from pipeline.parse.sitewide import SiteMemory, recall
from tests.unit.parse.pages import parse, plain_page, rule_of, said

FIRMS = (
    "Fabrikam",
    "Contoso",
    "Litware",
    "Adatum",
    "Northwind",
    "Tailspin",
    "Wingtip",
    "Proseware",
    "Lucerne",
    "Alpine",
)
TOOLS = ("Nimbus", "Parrot", "Quill", "Plume", "Magpie", "Kestrel", "Heron", "Osprey", "Linnet", "Siskin")
TOWNS = ("Tartu", "Bergen", "Porto", "Graz", "Lublin", "Delft", "Arles", "Cork", "Vaasa", "Trieste")


def title(story: int) -> str:
    """The headline of a story."""
    return f"{FIRMS[story]} Stops Using {TOOLS[story]}"


def lead(story: int) -> str:
    """Its first paragraph."""
    return (
        f"{FIRMS[story]} told its {317 + 41 * story} engineers in {TOWNS[story]} to remove {TOOLS[story]} by"
        f" {story + 13} July, according to a memo that was seen on Monday and that names"
        " nobody who would answer a call from the press, from the town or from those who make the tool."
    )


def article(story: int, *texts: str, article_id: str = "", site: str = "herald") -> Article:
    """An article in English that tells one of ten stories, and then what it is given."""
    name = article_id or f"a{story}"
    text = "\n\n".join((lead(story), *texts))
    url = f"https://{site}.example/{name}"
    return parse(plain_page(text, article_id=name, url=url, given=said(title=title(story), language="en")))


def known(one: Article, others: Sequence[Article]) -> SiteMemory:
    """What others hold of it."""
    return recall(one, fingerprint(one), [fingerprint(other) for other in others])


def warm(one: Article, others: Sequence[Article]) -> Article:
    """An article as it is marked when the others are known."""
    return refill(one, known(one, others))


def fate(one: Article, others: Sequence[Article], beginning: str) -> str | None:
    """The rule that drops a block of an article when the others are known."""
    return rule_of(warm(one, others), beginning)


def named(one: Article, article_id: str) -> Article:
    """The same text as another article."""
    return replace(one, article_id=article_id)
