"""Secrets stand in the environment; feeds.yaml names the variables, and nothing ever prints a value."""

from pathlib import Path

import pytest

from pipeline.config.settings import read_feeds
from tests.unit.config.files import SOURCE, loaded, problems, source, written

TOKEN = "Bearer sesame-open"
WITH_HEADER = source(headers="{Authorization: $NEWS_TOKEN, X-Client: $CLIENT}")


def test_headers_get_their_values_from_the_environment(tmp_path: Path) -> None:
    found = loaded(tmp_path, WITH_HEADER, environment={"NEWS_TOKEN": TOKEN, "CLIENT": "us", "OTHER": "x"})
    assert found.sources[0].headers == (("Authorization", TOKEN), ("X-Client", "us"))
    assert TOKEN not in repr(found)


@pytest.mark.parametrize("environment", [{}, {"NEWS_TOKEN": ""}, {"$NEWS_TOKEN": TOKEN}])
def test_a_variable_that_is_not_set_is_told_with_its_line(tmp_path: Path, environment: dict[str, str]) -> None:
    (problem,) = problems(tmp_path, WITH_HEADER, environment={"CLIENT": "us", **environment})
    assert problem == (
        "feeds.yaml:2: sources[0].headers.Authorization: the environment variable NEWS_TOKEN is not set; set it, or"
        " remove this line"
    )


@pytest.mark.parametrize("value", ["a\r\nX: y", "a\nb", "tök", "a\0b", "\t"])
def test_a_value_that_no_header_can_hold_is_told_and_not_shown(tmp_path: Path, value: str) -> None:
    (problem,) = problems(tmp_path, WITH_HEADER, environment={"CLIENT": "us", "NEWS_TOKEN": value})
    assert "NEWS_TOKEN holds more than one line of plain letters; set it anew" in problem
    assert value not in problem


def test_all_variables_that_are_not_set_are_told_with_the_wrong_inventory(tmp_path: Path) -> None:
    feeds = WITH_HEADER + "fetch: {proxy: $PROXY}\n"
    places = [problem.split(": ")[1] for problem in problems(tmp_path, feeds, "organisation: {}\n")]
    assert places == [
        "sources[0].headers.Authorization",
        "sources[0].headers.X-Client",
        "fetch.proxy",
        "organisation.name",
    ]


def test_the_secrets_of_a_source_that_is_not_read_are_not_needed(tmp_path: Path) -> None:
    found = loaded(tmp_path, WITH_HEADER.replace("name: A", "name: A, enabled: false"))
    assert found.disabled[0][0].headers == ()


def test_an_override_may_name_a_secret(tmp_path: Path) -> None:
    feeds = "use: defaults\noverride:\n  ars: {headers: {Cookie: $ARS}}\n"
    (ars,) = [one for one in loaded(tmp_path, feeds, environment={"ARS": "s=1"}).sources if one.source_id == "ars"]
    assert ars.headers == (("Cookie", "s=1"),)
    (problem,) = problems(tmp_path, feeds)
    assert problem.startswith("feeds.yaml:3: override.ars.headers.Cookie: the environment variable ARS is not set; ")


@pytest.mark.parametrize(
    "written_value", ["sesame-open", "'Bearer sesame-open'", "$sesame-open", "5533", "[sesame-open]"]
)
def test_a_secret_in_the_file_is_refused_and_not_repeated(tmp_path: Path, written_value: str) -> None:
    (problem,) = problems(tmp_path, source(headers=f"{{Authorization: {written_value}}}"))
    assert problem == (
        "feeds.yaml:2: sources[0].headers.Authorization: a secret does not stand in this file; write the name of an"
        " environment variable that holds it, such as $NEWS_TOKEN"
    )


def test_a_secret_in_the_place_of_the_group_is_not_repeated_either(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, source(headers="sesame-open"))
    assert problem.startswith("feeds.yaml:2: sources[0].headers: what stands here does not fit; write a group of keys")
    assert "sesame" not in problem


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("X Y", "'X Y' is no name of a header; write one such as 'Authorization'"),
        ('"X\\nY"', "'X\\nY' is no name of a header; write one such as 'Authorization'"),
        ("Hóst", "'Hóst' is no name of a header"),
        ("User-Agent", "'User-Agent' is written by Offlimits itself; remove it"),
        ("HOST", "'HOST' is written by Offlimits itself; remove it"),
        ("If-None-Match", "'If-None-Match' is written by Offlimits itself; remove it"),
    ],
)
def test_a_header_has_a_name_that_offlimits_does_not_write_itself(tmp_path: Path, name: str, told: str) -> None:
    (problem,) = problems(tmp_path, source(headers=f"{{{name}: $T}}"), environment={"T": "x"})
    assert told in problem


def test_the_address_of_a_proxy_may_be_a_secret(tmp_path: Path) -> None:
    feeds = SOURCE + "fetch: {proxy: $PROXY}\n"
    environment = {"PROXY": "http://u:p@proxy.example:3128"}
    assert loaded(tmp_path, feeds, environment=environment).fetch.proxy == environment["PROXY"]


def test_looking_at_the_file_alone_needs_no_secret(tmp_path: Path) -> None:
    feeds = read_feeds(written(tmp_path, WITH_HEADER))
    assert feeds.shape.sources[0].headers == {"Authorization": "$NEWS_TOKEN", "X-Client": "$CLIENT"}
