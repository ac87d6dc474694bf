"""What feeds.yaml adds to the lexicon and cannot go together."""

import pytest

from pipeline.config.lexicon import additions, name_clashes
from pipeline.config.lines import parse_yaml
from pipeline.config.shapes import FeedsShape

QUILL = "{name: Quill, vendor: Quillhaven}"


def told(lexicon: str) -> list[str]:
    lined = parse_yaml(f"use: defaults\nlexicon: {lexicon}\n", "feeds.yaml")
    return list(name_clashes(lined, additions(FeedsShape.model_validate(lined.data).lexicon)))


@pytest.mark.parametrize(
    "lexicon",
    [
        "{}",
        f"{{tools: [{QUILL}], vendors: [{{name: Quillhaven, country: DK}}]}}",
        "{tools: [{name: ChatGPT, vendor: OpenAI, also: [Chat GPT, Chatty]}]}",  # in the place of the shipped line
        "{tools: [{name: Quill, vendor: Quill, common: [Quill]}], vendors: [{name: Quill}]}",  # called like its vendor
        "{actors: [{name: Board, type: other, country: EU}], aliases: [{alias: The Board, of: Board}]}",
        "{aliases: [{alias: Chatty, of: ChatGPT, common: true}], verbs: [{verb: wall off, action: block}]}",
    ],
)
def test_what_goes_together_is_no_problem(lexicon: str) -> None:
    assert told(lexicon) == []


@pytest.mark.parametrize(
    ("lexicon", "place", "words"),
    [
        ("{tools: [{name: Quill, vendor: Q, also: [Claude]}]}", "tools[0].also[0]", "stands for 'Claude' already"),
        ("{tools: [{name: Quill, vendor: Q, common: [Copilot]}]}", "tools[0].common[0]", "for 'Microsoft Copilot'"),
        ("{tools: [{name: Chat GPT, vendor: Q}]}", "tools[0].name", "write your own line for 'ChatGPT' without it"),
        ("{vendors: [{name: Quill, also: [Texas]}]}", "vendors[0].also[0]", "'Texas' stands for 'Texas' already"),
        (f"{{tools: [{QUILL}, {QUILL}]}}", "tools[1].name", "'Quill' stands twice; make one line of the two"),
        ("{vendors: [{name: Quill, country: XX}]}", "vendors[0].country", "'XX' is no country"),
        ("{actors: [{name: Quill, type: other, country: de}]}", "actors[0].country", "'de' is no country"),
        ('{tools: [{name: "Quill ", vendor: Q}]}', "tools[0].name", "has spaces that no text has"),
        ('{tools: [{name: Quill, vendor: Q, also: [""]}]}', "tools[0].also[0]", "has spaces that no text has"),
        ("{aliases: [{alias: Chatty, of: Cladue}]}", "aliases[0].of", "is in no list; did you mean 'Claude'?"),
        ("{aliases: [{alias: Chatty, of: zzz}]}", "aliases[0].of", "add it under tools, vendors or actors"),
        ("{aliases: [{alias: Gov, of: Texas, common: true}]}", "aliases[0].common", "'Texas' is no tool"),
        ("{aliases: [{alias: Claude AI, of: Gemini}]}", "aliases[0].alias", "stands for 'Claude' already; remove it"),
        (
            "{aliases: [{alias: Chatty, of: Claude}, {alias: Chatty, of: Gemini}]}",
            "aliases[1].alias",
            "'Chatty' stands for 'Claude' already",
        ),
    ],
)
def test_what_does_not_is_told_with_its_place_and_a_mend(lexicon: str, place: str, words: str) -> None:
    problems = told(lexicon)
    assert any(words in problem for problem in problems), problems
    assert problems[0].startswith(f"feeds.yaml:2: lexicon.{place}: ")
