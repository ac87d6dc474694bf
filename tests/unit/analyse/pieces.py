"""Articles with what was read in them, for stories: made up, on towns and their tools."""

from pipeline.analyse.read import Read
from pipeline.analyse.stories.sketch import sketch
from pipeline.model.article import Article, Block
from pipeline.model.event import Analysis, Event
from pipeline.model.sketch import Sketch
from pipeline.text.dates import published

BAN = (
    "The haulage company Northwind Freight has forbidden its employees to use Quill, a writing tool from Quillhaven. "
    "A review in the spring found that Quill keeps drafts for 90 days. Staff are to use Bollard from August instead. "
    "The drafts held names and addresses of customers in Larvik and Moss."
)
RETOLD = (
    "Employees of Northwind Freight may no longer write with Quill. The company told them on Tuesday that Quillhaven "
    "stores drafts for 90 days, with addresses of customers in Larvik. From August on Bollard takes over."
)
CLINIC = (
    "Nurses at Saint Brannoc clinic have lost access to Tessera after the board of the clinic voted against it. "
    "The board wants a contract on where records of patients are kept before Tessera is opened again. "
    "Doctors in Penmarth had warned of wrong doses in letters that Tessera had drafted."
)
WEATHER = (
    "Snow closed the pass above Ottering on Sunday, and the ski lifts stood still until noon. "
    "Two buses had to wait in the valley while the road was cleared. More snow is expected at the weekend."
)


def drawn(
    name: str, text: str, *events: Event, day: str | None = "2026-07-01", title: str = "", relevant: bool = True
) -> Sketch:
    """The sketch of such an article."""
    return sketch(piece(name, text, *events, day=day, title=title, relevant=relevant))


def piece(
    name: str, text: str, *events: Event, day: str | None = "2026-07-01", title: str = "", relevant: bool = True
) -> Read:
    """An article and its events; each sentence of the text is a block of one paragraph."""
    sentences = text.replace(". ", ".\n").split("\n")
    article = Article(
        article_id=name,
        snapshot_id="",
        source_id="",
        outlet=name,
        url=f"https://{name}.example/",
        title=title,
        author="",
        language="en",
        published=published(day) if day else None,
        blocks=tuple(Block(order=i, para=0, kind="paragraph", text=one) for i, one in enumerate(sentences)),
    )
    return Read(
        article=article, analysis=Analysis(article_id=name, relevant=relevant, score=1.0, why=(), events=events)
    )
