"""Everything that can be said of one source, what it becomes, and what does not go together."""

from pathlib import Path

import pytest

from pipeline.model.source import ListRules, QueryRules, Source, WatchRules
from tests.unit.config.files import loaded, problems, source


def only(tmp_path: Path, feeds: str) -> Source:
    (found,) = loaded(tmp_path, feeds).sources
    return found


FEEDS = """\
sources:
  - id: a
    name: A
    kind: html-list
    url: https://a.example/news
    grade: B
    lang: de
    speaks_for: [Quillhaven]
    terms: ok
    open: all
    discovery: true
    fallback: b
    list:
      link: "a[href^='/news/']"
      item: article
      title: h2, h3
      date: time
      date_formats: ["%d.%m.%Y", "%d %b %y"]
    note: measured in July
  - {id: b, name: B, kind: sitemap, url: "https://a.example/sitemap.xml", path_prefix: [/news/, /blog/]}
"""


def test_every_key_of_a_list_page_is_read(tmp_path: Path) -> None:
    first, second = loaded(tmp_path, FEEDS).sources
    assert first == Source(
        source_id="a",
        name="A",
        kind="html-list",
        url="https://a.example/news",
        grade="B",
        language="de",
        speaks_for=("Quillhaven",),
        terms="ok",
        whole=True,
        discovery=True,
        fallback="b",
        listing=ListRules(
            link="a[href^='/news/']",
            item="article",
            title="h2, h3",
            date="time",
            date_formats=("%d.%m.%Y", "%d %b %y"),
        ),
    )
    assert second.path_prefix == ("/news/", "/blog/")
    assert second.listing is None


def test_a_watched_page_has_rules_even_if_none_are_said(tmp_path: Path) -> None:
    assert only(tmp_path, source(kind="page-watch")).watch == WatchRules()
    said = source(kind="page-watch", watch="{select: '[role=article]', remove: [nav], as_set: true, tools: [Quill]}")
    assert only(tmp_path, said).watch == WatchRules(
        select="[role=article]", remove=("nav",), as_set=True, tools=("Quill",)
    )
    assert only(tmp_path, source()).watch is None


def test_an_interface_is_asked_its_words_with_its_parameters_in_order(tmp_path: Path) -> None:
    said = source(kind="'api:gdelt'", queries="[Quill ban, 'Quill (ban OR bar)']", params="{b: 250, a: [x, 2.5], c: d}")
    assert only(tmp_path, said).query == QueryRules(
        queries=("Quill ban", "Quill (ban OR bar)"),
        params=(("b", "250"), ("a", "x"), ("a", "2.5"), ("c", "d")),
    )
    assert only(tmp_path, source()).query is None


@pytest.mark.parametrize(
    ("kind", "said", "discovery"),
    [
        ("rss", "", False),
        ("api:gdelt", "", True),
        ("api:hn-algolia", "", True),
        ("api:federal-register", "", False),
        ("api:gdelt", "false", False),
        ("rss", "true", True),
    ],
)
def test_what_finds_pages_of_others_is_discovery_unless_it_is_said_otherwise(
    tmp_path: Path, kind: str, said: str, discovery: bool
) -> None:
    keys = {"kind": f"'{kind}'"} | ({"queries": "[Quill]"} if kind.startswith("api:") else {})
    assert only(tmp_path, source(**keys, **({"discovery": said} if said else {}))).discovery is discovery


@pytest.mark.parametrize(("said", "whole"), [("all", True), ("filter", False)])
def test_open_says_whether_every_page_is_opened(tmp_path: Path, said: str, whole: bool) -> None:
    assert only(tmp_path, source(open=said)).whole is whole


LIST = "{link: a}"


@pytest.mark.parametrize(
    ("keys", "place", "told"),
    [
        ({"kind": "html-list"}, "list", "is missing; a source of kind 'html-list' needs list: …"),
        ({"list": LIST}, "list", "does not go with kind 'rss' but with 'html-list'; remove it"),
        ({"path_prefix": "[/a]"}, "path_prefix", "does not go with kind 'rss' but with 'sitemap' and 'news-sitemap'; "),
        ({"watch": "{}"}, "watch", "does not go with kind 'rss' but with 'page-watch'; remove it"),
        ({"queries": "[x]"}, "queries", "does not go with kind 'rss' but with 'api:hn-algolia' and 'api:gdelt' and "),
        ({"params": "{a: 1}"}, "params", "does not go with kind 'rss' but with 'api:hn-algolia' and 'api:gdelt' and "),
        ({"kind": "'api:gdelt'"}, "queries", "is missing; a source of kind 'api:gdelt' needs queries: …"),
        ({"kind": "'api:hn-algolia'", "queries": "[]"}, "queries", "is missing; a source of kind 'api:hn-algolia' "),
        (
            {"kind": "'api:federal-register'"},
            "params",
            "is missing; without params or queries it would list everything",
        ),
        ({"kind": "page-watch", "watch": "{tools: [Quill]}"}, "watch.tools", "does nothing without as_set; add as_set"),
        ({"fallback": "a"}, "fallback", "is this source itself; name another one, or remove it"),
        ({"fallback": "b"}, "fallback", "'b' is no source; write the id of another source"),
    ],
)
def test_what_does_not_go_together_is_told_with_its_key(
    tmp_path: Path, keys: dict[str, str], place: str, told: str
) -> None:
    (problem,) = problems(tmp_path, source(**keys))
    assert problem.startswith(f"feeds.yaml:2: sources[0].{place}: {told}")


@pytest.mark.parametrize(
    ("keys", "place", "told"),
    [
        (
            {"terms": "free"},
            "terms",
            "'free' is not known; write 'ok', 'unknown', 'ai-use-restricted', 'personal-only'",
        ),
        ({"open": "some"}, "open", "'some' is not known; write 'all' or 'filter'"),
        ({"enabled": "maybe"}, "enabled", "'maybe' does not fit; write true or false"),
        ({"discovery": "2"}, "discovery", "'2' does not fit; write true or false"),
        ({"fallback": "B c"}, "fallback", "'B c' is no id; write small letters"),
        ({"reason": "''"}, "reason", "is empty; write a text"),
        ({"note": "[]"}, "note", "is empty; write a text, in quotes if need be"),
        ({"grades": "A"}, "grades", "unknown key; did you mean 'grade'? Known here: attribution, discovery, "),
        ({"opened": "all"}, "opened", "unknown key; did you mean 'open'? Known here: "),
    ],
)
def test_each_key_is_checked(tmp_path: Path, keys: dict[str, str], place: str, told: str) -> None:
    (problem,) = problems(tmp_path, source(**keys))
    assert problem.startswith(f"feeds.yaml:2: sources[0].{place}: {told}")


@pytest.mark.parametrize(
    ("rules", "place", "told"),
    [
        ("{}", "link", "is missing; add link: …"),
        ("{link: ''}", "link", "'' is no CSS selector ("),
        (
            "{link: 'a['}",
            "link",
            "'a[' is no CSS selector (Malformed attribute selector at position 1); write one such",
        ),
        ("{link: 'a:nope'}", "link", "'a:nope' is no CSS selector ("),
        ("{link: a, title: 'h2 >'}", "title", "'h2 >' is no CSS selector ("),
        ("{link: a, item: '>'}", "item", "'>' is no CSS selector ("),
        ("{link: a, dates: time}", "dates", "unknown key; did you mean 'date'? Known here: date, date_formats, item, "),
        ("{link: a, date_formats: ['%Q']}", "date_formats[0]", "'%Q' is no form of a date; write one such as '%d %B"),
        ("{link: a, date_formats: ['%d %B']}", "date_formats[0]", "'%d %B' is no form of a date with a year; write "),
        ("{link: a, date_formats: [today]}", "date_formats[0]", "'today' is no form of a date with a year; write one"),
        ("{link: a, date_formats: ['%']}", "date_formats[0]", "'%' is no form of a date; write one such as"),
        ("{link: a, date_formats: '%Y'}", "date_formats", "'%Y' does not fit; write a list"),
        ("a", "", "'a' does not fit; write a group of keys"),
    ],
)
def test_the_rules_of_a_list_are_checked(tmp_path: Path, rules: str, place: str, told: str) -> None:
    problem = problems(tmp_path, source(kind="html-list", list=rules))[0]
    assert problem.startswith(f"feeds.yaml:2: sources[0].list{'.' if place else ''}{place}: {told}")


@pytest.mark.parametrize(
    ("rules", "place", "told"),
    [
        ("{select: ''}", "select", "'' is no CSS selector ("),
        ("{select: 'main:'}", "select", "'main:' is no CSS selector ("),
        ("{remove: [nav, '']}", "remove[1]", "'' is no CSS selector ("),
        ("{remove: nav}", "remove", "'nav' does not fit; write a list"),
        ("{as_set: all}", "as_set", "'all' does not fit; write true or false"),
    ],
)
def test_the_rules_of_a_watched_page_are_checked(tmp_path: Path, rules: str, place: str, told: str) -> None:
    (problem,) = problems(tmp_path, source(kind="page-watch", watch=rules))
    assert problem.startswith(f"feeds.yaml:2: sources[0].watch.{place}: {told}")


@pytest.mark.parametrize(
    ("keys", "place", "told"),
    [
        ({"queries": "['']"}, "queries[0]", "is empty; write a text"),
        ({"queries": "[1]"}, "queries[0]", "'1' does not fit; write a text"),
        ({"params": "{a: true}"}, "params.a", "is no parameter; write a text or a number, or a list of them"),
        ({"params": "{a: []}"}, "params.a", "is no parameter; write a text or a number, or a list of them"),
        ({"params": "{a: {b: c}}"}, "params.a", "is no parameter; write a text or a number, or a list of them"),
        ({"params": "{a: [x, no]}"}, "params.a", "is no parameter; write a text or a number, or a list of them"),
        ({"params": "{a: }"}, "params.a", "is no parameter; write a text or a number, or a list of them"),
        ({"params": "[a]"}, "params", "\"['a']\" does not fit; write a group of keys"),
    ],
)
def test_what_an_interface_is_asked_is_checked(tmp_path: Path, keys: dict[str, str], place: str, told: str) -> None:
    (problem,) = problems(tmp_path, source(**{"kind": "'api:gdelt'", "queries": "[Quill]", **keys}))
    assert problem.startswith(f"feeds.yaml:2: sources[0].{place}: {told}")


def test_the_beginning_of_a_path_begins_with_a_slash(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, source(kind="sitemap", path_prefix="[news]"))
    assert problem == (
        "feeds.yaml:2: sources[0].path_prefix[0]: 'news' does not fit; write the beginning of a path, such as '/news/'"
    )


def test_wrong_values_and_what_does_not_go_together_are_told_at_once(tmp_path: Path) -> None:
    feeds = """\
sources:
  - {id: a, name: A, kind: html-list, url: x, grade: G}
  - {id: b, name: B, kind: rss, url: "https://b.example/", watch: {tools: [Quill]}, fallback: c}
  - {id: b, name: C, kind: 'api:gdelt', url: "https://c.example/", params: {a: true}}
fetch: {workers: 0}
delivery: {to: [nobody]}
"""
    keys = [problem.split(": ")[1] for problem in problems(tmp_path, feeds, "organisation: {}\n")]
    assert keys == [
        "sources[0].url",
        "sources[0].grade",
        "sources[2].params.a",
        "fetch.workers",
        "delivery.to[0]",
        "sources[0].list",
        "sources[1].watch",
        "sources[1].watch.tools",
        "sources[2].queries",
        "sources[2].id",
        "sources[1].fallback",
        "organisation.name",
    ]


def test_an_interface_has_one_address_for_every_question(tmp_path: Path) -> None:
    line = "  - {{id: {0}, name: A, kind: 'api:gdelt', url: 'https://a.example/', queries: [{0}]}}\n"
    assert problems(tmp_path, "sources:\n" + line.format("x") + line.format("y")) == ()


@pytest.mark.parametrize("terms", ["ai-use-restricted", "personal-only", "no-automation"])
def test_what_terms_forbid_is_read_only_if_it_is_asked_for(tmp_path: Path, terms: str) -> None:
    found = loaded(tmp_path, source(terms=terms))
    assert found.sources == ()
    assert [(one.source_id, reason) for one, reason in found.disabled] == [
        ("a", f"its terms are {terms!r}; enabled: true reads it all the same")
    ]
    asked = loaded(tmp_path, source(terms=terms, enabled="true"))
    assert [one.terms for one in asked.sources] == [terms]
    assert asked.disabled == ()


@pytest.mark.parametrize("terms", ["ok", "unknown"])
def test_what_terms_allow_is_read_unless_it_is_switched_off(tmp_path: Path, terms: str) -> None:
    assert len(loaded(tmp_path, source(terms=terms)).sources) == 1
    found = loaded(tmp_path, source(terms=terms, enabled="false"))
    assert [reason for _, reason in found.disabled] == ["enabled: false"]
    why = loaded(tmp_path, source(terms=terms, enabled="false", reason="too loud"))
    assert [reason for _, reason in why.disabled] == ["too loud"]
