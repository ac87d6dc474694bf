"""The shipped sources are used, and feeds.yaml says what differs: additions, what is off, what is otherwise."""

from pathlib import Path

import pytest

from pipeline.config.pack import read_pack
from tests.unit.config.files import loaded, problems

PACK = read_pack()
READ = [shape.id for shape in PACK.shapes.values() if not shape.reason]
OFF = {shape.id for shape in PACK.shapes.values() if shape.reason}
USE = "use: defaults\n"
OWN = "sources:\n  - {id: own, name: Own, kind: rss, url: 'https://own.example/feed'}\n"


def ids(tmp_path: Path, feeds: str) -> list[str]:
    return [source.source_id for source in loaded(tmp_path, feeds).sources]


def reasons(tmp_path: Path, feeds: str) -> dict[str, str]:
    return {source.source_id: reason for source, reason in loaded(tmp_path, feeds).disabled}


def test_one_line_reads_the_shipped_sources_in_their_order(tmp_path: Path) -> None:
    assert ids(tmp_path, USE) == READ
    assert set(reasons(tmp_path, USE)) == OFF
    assert len(READ) > 60


def test_additions_come_after_the_shipped_ones(tmp_path: Path) -> None:
    assert ids(tmp_path, USE + OWN) == [*READ, "own"]


def test_a_list_without_use_means_only_these(tmp_path: Path) -> None:
    assert ids(tmp_path, OWN) == ["own"]
    assert ids(tmp_path, "use: none\n" + OWN) == ["own"]
    assert reasons(tmp_path, OWN) == {}


def test_what_is_disabled_is_not_read_and_says_where(tmp_path: Path) -> None:
    feeds = USE + "disable: [techmeme, ars]\n"
    assert ids(tmp_path, feeds) == [name for name in READ if name not in ("techmeme", "ars")]
    assert reasons(tmp_path, feeds)["ars"] == "disabled in feeds.yaml"


def test_an_override_changes_the_keys_that_it_names_and_no_other(tmp_path: Path) -> None:
    feeds = USE + "override:\n  scmp-tech: {grade: A, speaks_for: [Quillhaven]}\n  ars: {enabled: false}\n"
    (found,) = [source for source in loaded(tmp_path, feeds).sources if source.source_id == "scmp-tech"]
    assert (found.grade, found.speaks_for) == ("A", ("Quillhaven",))
    assert (found.name, found.url) == (PACK.shapes["scmp-tech"].name, PACK.shapes["scmp-tech"].url)
    assert reasons(tmp_path, feeds)["ars"] == "enabled: false"


@pytest.mark.parametrize("name", ["guardian-ai", "theregister-ai"])
def test_what_ships_disabled_is_read_if_it_is_asked_for(tmp_path: Path, name: str) -> None:
    assert name in ids(tmp_path, USE + f"override: {{{name}: {{enabled: true}}}}\n")


def test_other_terms_are_enough_to_read_what_terms_forbade(tmp_path: Path) -> None:
    assert "guardian-ai" in ids(tmp_path, USE + "override: {guardian-ai: {terms: ok}}\n")


def test_another_kind_takes_the_rules_of_the_old_one_away(tmp_path: Path) -> None:
    feeds = USE + "override: {anthropic-news: {kind: rss, url: 'https://www.anthropic.com/feed.xml'}}\n"
    (found,) = [source for source in loaded(tmp_path, feeds).sources if source.source_id == "anthropic-news"]
    assert (found.kind, found.listing, found.fallback) == ("rss", None, "anthropic-sitemap")


def test_rules_in_an_override_replace_the_shipped_ones_whole(tmp_path: Path) -> None:
    feeds = USE + "override: {anthropic-news: {list: {link: 'a.card'}}}\n"
    (found,) = [source for source in loaded(tmp_path, feeds).sources if source.source_id == "anthropic-news"]
    assert found.listing is not None
    assert (found.listing.link, found.listing.date, found.listing.date_formats) == ("a.card", "", ())


def test_one_s_own_line_for_a_shipped_address_takes_its_place(tmp_path: Path) -> None:
    url = PACK.shapes["the-decoder"].url
    feeds = USE + OWN.replace("https://own.example/feed", url.replace("https://", "http://"))
    assert [name for name in ids(tmp_path, feeds) if name in ("own", "the-decoder")] == ["own"]
    assert reasons(tmp_path, feeds)["the-decoder"] == "feeds.yaml lists its address itself, as 'own'"


def test_another_question_to_the_interface_of_a_shipped_source_takes_nobody_s_place(tmp_path: Path) -> None:
    url = PACK.shapes["hn-ban"].url
    feeds = USE + f"sources:\n  - {{id: own, name: Own, kind: 'api:hn-algolia', url: '{url}', queries: [Quill]}}\n"
    assert [name for name in ids(tmp_path, feeds) if name in ("own", "hn-ban")] == ["hn-ban", "own"]


def test_an_addition_may_fall_back_on_a_shipped_source(tmp_path: Path) -> None:
    assert loaded(tmp_path, USE + OWN.replace("id: own", "id: own, fallback: ars")).sources[-1].fallback == "ars"


@pytest.mark.parametrize(
    ("feeds", "told"),
    [
        (
            "disable: [techmem]",
            "disable[0]: 'techmem' is no shipped source; did you mean 'techmeme'? `offlimits config`",
        ),
        ("disable: [zzzzzz]", "disable[0]: 'zzzzzz' is no shipped source; `offlimits config` shows them all"),
        (
            "disable: [own]",
            "disable[0]: 'own' is a source of your own; change its line instead, enabled: false for one",
        ),
        ("disable: [ars, ars]", "disable: 'ars' stands here twice; remove one of the two"),
        ("disable: [A B]", "disable[0]: 'A B' is no id; write small letters, digits"),
        ("disable: ars", "disable: 'ars' does not fit; write a list"),
        ("override: {ar: {grade: A}}", "override.ar: 'ar' is no shipped source; did you mean 'ars'? "),
        ("override: {own: {grade: A}}", "override.own: 'own' is a source of your own; change its line instead"),
        ("override: {ars: {grade: Z}}", "override.ars.grade: 'Z' is not known; write 'A', 'B', "),
        (
            "override: {ars: {grad: A}}",
            "override.ars.grad: unknown key; did you mean 'grade'? Known here: attribution, discovery, ",
        ),
        ("override: {ars: {id: b}}", "override.ars.id: unknown key; "),
        ("override: {cursor-blog: {list: {link: 'a['}}}", "override.cursor-blog.list.link: 'a[' is no CSS selector ("),
        (
            "override: {ars: {watch: {}}}",
            "override.ars.watch: does not go with kind 'rss' but with 'page-watch'; remove",
        ),
        (
            "override: {ars: {kind: html-list}}",
            "override.ars.list: is missing; a source of kind 'html-list' needs list",
        ),
        (
            "override: {ars: {fallback: anthropic-news}}",
            "override.ars.fallback: 'anthropic-news' has a fallback itself, 'anthropic-sitemap'; neither would ever",
        ),
        ("override: {ars: {fallback: ars}}", "override.ars.fallback: is this source itself; name another one"),
        ("override: {ars: {fallback: arsa}}", "override.ars.fallback: 'arsa' is no source; did you mean 'ars'?"),
        ("override: {ars: }", "override.ars: is empty; write a group of keys"),
        ("override: {'A B': {}}", "override.A B: 'A B' is no id; write small letters"),
        ("override: [ars]", "override: \"['ars']\" does not fit; write a group of keys"),
        ("pack: soon", "pack: 'soon' is no day; write one such as 2026-11-22"),
        ("pack: 20261122", "pack: '20261122' is no day; write one such as 2026-11-22"),
        ("pack: 2026-11-22 10:00:00", "pack: '2026-11-22 10:00:00' is no day; write one such as 2026-11-22"),
    ],
)
def test_what_is_said_of_the_shipped_sources_is_checked(tmp_path: Path, feeds: str, told: str) -> None:
    (problem,) = problems(tmp_path, USE + OWN + feeds + "\n")
    assert problem.startswith(f"feeds.yaml:4: {told}")


def test_off_and_on_at_once_is_told(tmp_path: Path) -> None:
    feeds = USE + "disable: [ars]\noverride:\n  ars: {enabled: true}\n"
    assert problems(tmp_path, feeds) == (
        "feeds.yaml:4: override.ars.enabled: stands under disable too; remove one of the two",
    )


def test_an_addition_has_an_id_of_its_own(tmp_path: Path) -> None:
    assert problems(tmp_path, USE + OWN.replace("id: own", "id: ars")) == (
        "feeds.yaml:3: sources[0].id: 'ars' is a shipped source; change that one under override, or write another id",
    )


@pytest.mark.parametrize("line", ["pack: 2026-11-22", "disable: [ars]", "override: {ars: {grade: A}}"])
def test_what_is_said_of_shipped_sources_that_are_not_used_is_told(tmp_path: Path, line: str) -> None:
    key = line.partition(":")[0]
    assert problems(tmp_path, OWN + line + "\n") == (
        f"feeds.yaml:3: {key}: speaks of the shipped sources, which are not used; add use: defaults",
    )


def test_a_misspelt_use_is_the_only_thing_told(tmp_path: Path) -> None:
    assert problems(tmp_path, "use: default\ndisable: [ars]\n") == (
        "feeds.yaml:1: use: 'default' is not known; write 'defaults' or 'none'",
    )


def test_an_empty_list_beside_the_shipped_sources_adds_nothing(tmp_path: Path) -> None:
    assert ids(tmp_path, USE + "sources: []\n") == READ
