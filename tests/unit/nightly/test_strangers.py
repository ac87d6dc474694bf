"""What is offered of the names that nobody listed."""

from dataclasses import replace

import yaml

from pipeline.analyse.lexicon.names import Tool
from pipeline.analyse.reading import prepare
from pipeline.config.shapes import LexiconShape
from pipeline.nightly.strangers import MOST, Stranger, strangers
from tests.unit.nightly.towns import NAMES, Town
from tests.unit.store.filling import add_analysis

KESTREL = Stranger(name="Kestrel AI", articles=2, line="- {name: Kestrel AI, vendor: Kestrel AI}")


def fill(town: Town, name: str, articles: int) -> None:
    for number in range(articles):
        add_analysis(town.store, f"{name}-{number}".replace(" ", "-"), strangers=(name,))


def test_names_of_several_articles_are_offered_with_their_line(town: Town) -> None:
    fill(town, "Kestrel AI", 2)
    fill(town, "Lumi", 1)
    assert strangers(town.house()) == (KESTREL,)


def test_the_most_frequent_few_are_offered(town: Town) -> None:
    for number in range(MOST + 2):
        fill(town, f"Tool {number}", 2)
    fill(town, "Lumi", 3)
    offered = strangers(town.house())
    assert len(offered) == MOST
    assert offered[0].name == "Lumi"


def test_a_name_that_is_listed_now_is_offered_no_more(town: Town) -> None:
    fill(town, "Kestrel AI", 2)
    more = replace(NAMES, tools=(*NAMES.tools, Tool(name="Kestrel", vendor="Kestrel", also=("Kestrel AI",))))
    house = replace(town.house(), tools=prepare(more))
    assert strangers(house) == ()


def test_every_line_is_one_that_feeds_yaml_takes(town: Town) -> None:
    for name in ("Kestrel AI", "Q's: #1", 'The "Best"', "Yes", "2026"):
        fill(town, name, 2)
    lines = "\n".join(found.line for found in strangers(town.house()))
    listed = LexiconShape.model_validate({"tools": yaml.safe_load(lines)}).tools
    assert {tool.name for tool in listed} == {"Kestrel AI", "Q's: #1", 'The "Best"', "Yes", "2026"}
