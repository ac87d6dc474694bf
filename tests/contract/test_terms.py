"""The page about terms says what the code does."""

import re
from pathlib import Path

import pytest

from pipeline.model.rights import BY_TERMS, rights
from pipeline.model.vocabulary import Terms

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "terms.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([a-z-]+)` \| [^|]+ \| (yes|no) \| (yes|no) \| (yes|no) \| (yes|no) \|$", re.MULTILINE)


def test_the_table_is_that_of_the_code() -> None:
    told = {row[0]: tuple(word == "yes" for word in row[1:]) for row in ROW.findall(PAGE)}
    assert told == {terms: (found.fetch, found.keep, found.quote, found.model) for terms, found in BY_TERMS.items()}


@pytest.mark.parametrize("terms", sorted(BY_TERMS))
@pytest.mark.parametrize("reserved", ["noarchive", "noindex", "tdm"])
def test_what_a_page_reserves_stops_what_the_page_says_it_stops(terms: Terms, reserved: str) -> None:
    found = rights(terms, [reserved])
    assert (found.keep, found.model) == (False, False)
    assert (found.fetch, found.quote) == (BY_TERMS[terms].fetch, BY_TERMS[terms].quote)
    assert reserved in PAGE or reserved == "tdm"
