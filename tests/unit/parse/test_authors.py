"""Names of authors out of the lines in which they stand."""

import pytest

from pipeline.parse.authors import MOST, author, is_person, names


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["Jane Doe"], ("Jane Doe",)),
        (["By Jane Doe and John Roe"], ("Jane Doe", "John Roe")),
        (["BY JANE DOE, Wire Writer"], ("JANE DOE",)),
        (["Jane Doe, John Roe"], ("Jane Doe", "John Roe")),
        (["Jane Doe; John Roe & Ann Poe"], ("Jane Doe", "John Roe", "Ann Poe")),
        (["Analysis by Jane Doe, Harbour Post"], ("Jane Doe",)),
        (["Jane Doe, MS, RD"], ("Jane Doe",)),
        (["Jane Doe, harbourpost.example"], ("Jane Doe",)),
        (["Jane Doe. Harbour News"], ("Jane Doe",)),
        (["Jane Doe on Monday, March 5th, 2018"], ("Jane Doe",)),
        (["Jane Doe Monday"], ("Jane Doe",)),
        (["Jane Doe in Berlin"], ("Jane Doe",)),
        (["Jane Doe | Harbour Media for harbour.example"], ("Jane Doe",)),
        (["Jane Doe (jane@harbour.example)"], ("Jane Doe",)),
        (["jane@harbour.example"], ()),
        (["https://harbour.example/jane"], ()),
        (["@janedoe"], ()),
        (["Doe, Jane"], ("Doe, Jane",)),
        (["Jane Doe", "jane doe", "About Jane Doe"], ("Jane Doe",)),
        (["J. K. Doe Jr. and Anna van der Berg"], ("J. K. Doe Jr", "Anna van der Berg")),
        (["Harbour Post Staff", "Jane Doe"], ("Jane Doe",)),
        (["Harbour Post Staff"], ("Harbour Post Staff",)),
        (["李娜"], ("李娜",)),
        ([""], ()),
    ],
)
def test_a_line_gives_its_people_and_nothing_else(said: list[str], expected: tuple[str, ...]) -> None:
    assert names(said, "Harbour Post") == expected


def test_a_person_counts_before_an_office_or_the_site_that_an_earlier_source_names() -> None:
    assert author([["Harbour Post"], ["Newsroom"], ["Jane Doe"]], "Harbour Post") == "Jane Doe"
    assert author([["Editorial Team"], [], []], "Harbour Post") == "Editorial Team"
    assert author([["John Roe"], ["Jane Doe"]]) == "John Roe"
    assert author([]) == ""


def test_a_house_that_is_no_office_is_kept_over_what_comes_later() -> None:
    assert author([["Nordwire"], ["Jane Doe"]], "Harbour Post") == "Nordwire"


def test_a_crowd_is_cut_off() -> None:
    assert len(names([f"Person N{'abcdefghij'[i]}x" for i in range(10)])) == MOST


@pytest.mark.parametrize("name", ["Admin", "Harbour Post", "The Harbour", "news.example", "", "Harbour"])
def test_some_names_are_no_persons(name: str) -> None:
    assert not is_person(name, "Harbour Post")
