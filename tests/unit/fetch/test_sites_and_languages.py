"""Which addresses belong to one site, and which code a language has."""

import pytest

from pipeline.fetch.languages import language_code
from pipeline.fetch.sites import same_site


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a", "http://www.news.example/b"),
        ("https://blog.news.example/", "https://cdn.news.example:8443/"),
        ("https://news.co.uk/", "https://www.news.co.uk/"),
        ("http://127.0.0.1:1/", "http://127.0.0.1:2/"),
        ("http://[::1]/", "http://[::1]:80/"),
        ("http://localhost/", "http://localhost:8000/"),
        ("https://ab.de/", "https://news.ab.de/"),
    ],
)
def test_addresses_of_one_site(one: str, other: str) -> None:
    assert same_site(one, other)
    assert same_site(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/", "https://news.example.net/"),
        ("https://one.co.uk/", "https://two.co.uk/"),
        ("https://one.gov.in/", "https://two.gov.in/"),
        ("http://10.0.0.1/", "http://11.0.0.1/"),
        ("http://[2001:db8::1]/", "http://[2001:db8::2]/"),
        ("https://evilnews.example/", "https://news.example/"),
        ("mailto:a@news.example", "https://news.example/"),
        ("", ""),
    ],
)
def test_addresses_of_different_sites(one: str, other: str) -> None:
    assert not same_site(one, other)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("English", "en"),
        ("english", "en"),
        ("Norwegian Nynorsk", "nn"),
        ("Chinese", "zh"),
        ("en-US", "en"),
        ("zh_CN", "zh"),
        ("fil", "fil"),
        ("Klingon", ""),
        ("", ""),
        ("mul tilingual", ""),
    ],
)
def test_a_language_has_a_code_by_tag_or_name(given: str, code: str) -> None:
    assert language_code(given) == code
