"""Names that nobody listed are noticed where a tool stands, and nowhere else."""

from dataclasses import replace

import pytest

from pipeline.analyse.lexicon.names import Additions, Tool
from pipeline.analyse.reading import analyse, prepare
from pipeline.analyse.strangers import MOST
from tests.unit.analyse.events.reading import article

TOOLS = prepare()


def strangers(text: str) -> tuple[str, ...]:
    return analyse(article(text), TOOLS).strangers


@pytest.mark.parametrize(
    "text",
    [
        "Corvane Bank has banned its staff from using Kestrel AI, an assistant.",
        "Kestrel AI was banned at Corvane Bank on Monday.",
        "Ostler Bank has blocked access to the popular Kestrel AI.",
        "Staff at Ostler Bank may not use the new Kestrel AI.",
        "The council prohibits Kestrel AI in its schools.",
        "Kestrel AI, which drafts letters, has been blocked.",
    ],
)
def test_a_name_where_a_tool_stands_is_noticed(text: str) -> None:
    assert strangers(text) == ("Kestrel AI",)


def test_a_name_is_noticed_where_the_text_speaks_of_ai() -> None:
    assert strangers("Corvane Bank bans Kestrel. The bank says that the chatbot leaks data.") == ("Kestrel",)
    assert strangers("Corvane Bank bans Kestrel. The bank says that the horse bites.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Corvane Bank has banned ChatGPT and other AI tools.",  # listed
        "The bank has banned TikTok, and looks at AI tools.",  # no AI tool
        "Corvane Bank barred Jane Roe from using AI tools.",  # somebody
        "Corvane Bank has banned AI tools. Kestrel sails on Monday.",  # another sentence
        "Kestrel has banned AI tools.",  # it bans
        "The court blocked Ostler Bank, which uses AI tools.",  # an organisation, by a word of its name
        "The AI tools were banned. Doctors were told to stop using them on Wednesdays.",  # days, and the head of a line
        "AI tools are spreading. Agencies were banned from it.",
    ],
)
def test_other_names_are_not(text: str) -> None:
    assert strangers(text) == ()


def test_a_tool_that_the_text_introduces_is_noticed() -> None:
    assert strangers("Corvane Bank has banned the companion chatbot Lumi.") == ("Lumi",)


def test_what_an_operator_has_listed_is_no_stranger() -> None:
    more = prepare(Additions(tools=(Tool(name="Kestrel AI", vendor="Kestrel"),)))
    assert analyse(article("Corvane Bank has banned Kestrel AI."), more).strangers == ()


def test_a_name_counts_once_and_an_article_gives_only_a_few() -> None:
    once = "Corvane Bank bans Kestrel AI. Ostler Bank bans Kestrel AI."
    assert strangers(once) == ("Kestrel AI",)
    names = ("Abalone", "Bramble", "Clover", "Dahlia", "Elder", "Fennel", "Gorse")
    assert (
        len(strangers(" ".join(f"The council has banned {name} AI in all of its schools." for name in names))) == MOST
    )


def test_headings_and_other_languages_give_none() -> None:
    read = article("Corvane Bank bans Kestrel AI")
    heading = replace(read, blocks=tuple(replace(block, kind="heading") for block in read.blocks))
    assert analyse(heading, TOOLS).strangers == ()
    german = "Die Bank verbietet ihren Angestellten, Kestrel AI zu benutzen, und sperrt den Zugang zu allen Diensten."
    assert strangers(german) == ()
