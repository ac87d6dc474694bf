"""The page of phrases and the code say the same: every fixed word that can be printed stands on the page."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.brief import (
    bearing,
    bottom_line,
    changes,
    compose,
    dates,
    errata,
    exposure,
    held,
    leads,
    peers,
    phrase,
    since,
    steps,
    urgent,
    watching,
    wording,
)
from pipeline.model.vocabulary import ACTION_NOUNS
from pipeline.text import days

ROOT = Path(__file__).resolve().parents[3]
PAGE = " ".join((ROOT / "docs" / "reference" / "phrases.md").read_text(encoding="utf-8").split())

SPEAKING = {
    Path(str(bottom_line.__file__)): None,
    Path(str(changes.__file__)): None,
    Path(str(compose.__file__)): None,
    Path(str(dates.__file__)): None,
    Path(str(leads.__file__)): None,
    Path(str(bearing.__file__)): None,
    Path(str(errata.__file__)): None,
    Path(str(exposure.__file__)): None,
    Path(str(steps.__file__)): None,
    Path(str(held.__file__)): None,
    Path(str(peers.__file__)): None,
    Path(str(phrase.__file__)): None,
    Path(str(since.__file__)): None,
    Path(str(urgent.__file__)): None,
    Path(str(watching.__file__)): None,
    Path(str(wording.__file__)): None,
    Path(str(days.__file__)): {"day_words", "when_words"},
    ROOT / "pipeline" / "analyse" / "register" / "titles.py": None,
    ROOT / "pipeline" / "analyse" / "register" / "provenance.py": {"judge", "_phrase", "_single"},
    ROOT / "pipeline" / "analyse" / "register" / "founding.py": {"needs"},
    ROOT / "pipeline" / "analyse" / "register" / "entry.py": None,
    ROOT / "pipeline" / "render" / "phrases.py": {"written_summaries"},
}
"""Modules that make sentences, and which of their functions do; None means all of them."""


def functions(path: Path, names: set[str] | None) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and (names is None or node.name in names):
            yield node


def fixed_parts(function: ast.FunctionDef) -> Iterator[str]:
    """The fixed parts of the texts in a function: its string constants but its docstring, patterns and messages."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(function):
        is_regex = isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")
        if is_regex or isinstance(node, ast.Raise):
            skipped.update(ast.walk(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)
    for node in ast.walk(function):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            yield node.value


def is_prose(part: str) -> bool:
    """Whether a constant is printed as words: it holds a word and a space, and is not a name for machines."""
    return bool(re.search(r"[a-z]{2}", part) and re.search(r"\s", part)) and not re.search(r"[_%]", part)


PARTS = sorted(
    {
        (path.name, part.strip(" .,:;()"))
        for path, names in SPEAKING.items()
        for function in functions(path, names)
        for part in fixed_parts(function)
        if is_prose(part)
    }
)


def test_sentences_are_found_in_the_code() -> None:
    assert {"is named as the replacement", "Word from", "Next day", "lifted", "days reported to restrict"} <= {
        part for _, part in PARTS
    }


@pytest.mark.parametrize(("module", "part"), PARTS)
def test_every_fixed_part_of_a_sentence_stands_on_the_page(module: str, part: str) -> None:
    assert part in PAGE, f"{module} can print {part!r}; add the pattern to docs/reference/phrases.md"


@pytest.mark.parametrize(
    "word",
    sorted(
        {
            *phrase.STATE_WORDS.values(),
            *phrase.REASON_WORDS.values(),
            *phrase.FIELDS.values(),
            *since.FIELD_WORDS.values(),
            *peers._KINDS.values(),
            *peers._RELATIONS.values(),
            *leads._RANKS,
            *ACTION_NOUNS.values(),
        }
    ),
)
def test_every_word_of_the_tables_stands_on_the_page(word: str) -> None:
    assert f"`{word}`" in PAGE


@pytest.mark.parametrize("number", range(2, 11))
def test_every_ordinal_stands_on_the_page(number: int) -> None:
    assert peers.ordinal(number) in PAGE


def verbs_of_the_headlines() -> list[str]:
    source = (ROOT / "pipeline" / "analyse" / "register" / "titles.py").read_text(encoding="utf-8")
    table = next(
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict)
    )
    return [str(value.value) for value in table.values if isinstance(value, ast.Constant)]


@pytest.mark.parametrize("verb", verbs_of_the_headlines())
def test_every_verb_of_a_headline_stands_on_the_page(verb: str) -> None:
    assert f"`{verb}`" in PAGE


PATTERNS = sorted(set(re.findall(r"`([^`]*\{[^`]*)`", PAGE)))


def test_the_page_has_patterns() -> None:
    assert len(PATTERNS) > 30


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_pattern_of_the_page_can_still_be_printed(pattern: str) -> None:
    """Each run of two or more fixed words of a pattern is in the code, so that the page holds nothing that has gone."""
    code = " ".join(
        piece for path in SPEAKING for piece in re.findall(r'"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8"))
    )
    words = set(re.findall(r"[a-z]+", code.casefold()))
    for fixed in re.split(r"\{[^}]*\}", pattern):
        for word in re.findall(r"[a-z]{3,}", fixed.casefold()):
            assert word in words or word.removesuffix("s") in words, word
