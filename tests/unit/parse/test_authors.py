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


@pytest.mark.parametrize(
    "line",
    [
        "Jane Doe on Monday",
        "Jane Doe March 5, 2018",
        "Jane Doe Mar. 5, 2018",
        "Jane Doe Mon, 5 March 2018",
        "Jane Doe – Monday, March 5th, 2018 at 3:00 p.m.",
        "Jane Doe March 2018",
        "Jane Doe | 5 March",
        "Jane Doe • 2 hours ago",
        "Jane Doe yesterday",
        "Jane Doe Updated 3:00 p.m.",
        "Jane Doe, posted Monday",
        "Monday, March 5 By Jane Doe",
    ],
)
def test_a_day_beside_a_name_is_no_part_of_it(line: str) -> None:
    assert names([line], "Harbour Post") == ("Jane Doe",)


@pytest.mark.parametrize("name", ["Theresa May", "Nancy Friday", "April June", "Anna Mars"])
def test_a_name_that_is_also_one_of_the_calendar_stays(name: str) -> None:
    assert names([name], "Harbour Post") == (name,)


def test_of_two_words_of_the_calendar_only_the_date_goes() -> None:
    assert names(["By Theresa May 5 July 2026"]) == names(["Theresa May May 5, 2026"]) == ("Theresa May",)


@pytest.mark.parametrize(
    "line",
    [
        "By By Jane Doe",
        "ByJane Doe",
        "BY: Jane Doe",
        "Harbour Post | By Jane Doe",
        "Article written by Jane Doe",
        "Story and photos by Jane Doe",
        "Last updated by Jane Doe",
        "Author: Jane Doe",
    ],
)
def test_by_is_no_part_of_a_name_wherever_it_stands(line: str) -> None:
    assert names([line], "Harbour Post") == ("Jane Doe",)
    assert names(["By"]) == ()
    assert names(["Jane Doe and By John Roe"]) == ("Jane Doe", "John Roe")


def test_names_that_only_begin_like_by_stay() -> None:
    assert names(["Byron Kelly", "Byrne Doe"]) == ("Byron Kelly", "Byrne Doe")


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
