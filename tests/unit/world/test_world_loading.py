"""Loading a small world from a directory: every mistake is named with its file."""

from pathlib import Path

import pytest

from pipeline.world.content import load

OUTLETS = """\
- {id: mill, name: Mill, about: a mill, grade: D, feed: {kind: rss, path: /rss}, article_path: /$slug, dates: day,
   marks: &marks {paragraph: <p>$text</p>, heading: <h2>$text</h2>, item: <li>$text</li>, list: <ul>$items</ul>,
   quote: <q>$text</q>, related: <a href="$path">$title</a>}}
- {id: wire, name: Wire, about: a wire, grade: A, feed: {kind: atom, path: /atom}, article_path: /$section/$slug,
   speaks_for: [Wire], marks: *marks}
"""
EVENTS = """\
- {id: A1, sure: firm, what: something true}
- {id: F1, sure: fictional, what: something made up}
"""
POLICIES = """\
- {id: wire-terms, outlet: wire, name: Terms, path: /terms, select: main, tools: [T], since: 2026-01-01,
   entry: <li>$text</li>, entries: [Austria, Norway], dropped: {Norway: "2026-07-02T10:00:00+02:00"},
   banner: [Cookies], banner_at: "2026-06-24T09:00:00+02:00"}
"""
FILLER = """\
pools: {advice: [One., Two.]}
after: [{kind: paragraph, deal: advice, count: 2}]
"""
STORY = """\
title: A title
published: 2026-07-03T14:05:00+00:00
author: Desk
summary: A summary.
section: tech
kind: restriction
event: A1
---
A paragraph.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for directory in ("articles/wire", "skeletons", "filler"):
        (tmp_path / directory).mkdir(parents=True)
    (tmp_path / "outlets.yaml").write_text(OUTLETS)
    (tmp_path / "events.yaml").write_text(EVENTS)
    (tmp_path / "policies.yaml").write_text(POLICIES)
    (tmp_path / "filler/mill.yaml").write_text(FILLER)
    (tmp_path / "skeletons/wire.html").write_text("$title")
    (tmp_path / "skeletons/wire.xml").write_text("$name")
    (tmp_path / "skeletons/wire-terms.html").write_text("$entries")
    (tmp_path / "articles/wire/2026-07-03-a-title.txt").write_text(STORY)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_small_world_is_loaded(root: Path) -> None:
    world = load(root)
    assert [outlet.id for outlet in world.outlets] == ["mill", "wire"]
    assert [world.url(article) for article in world.articles] == ["http://wire.example/tech/a-title"]
    assert world.fillers["mill"].pools == {"advice": ("One.", "Two.")}
    assert [policy.tools for policy in world.policies] == [("T",)]
    assert world.skeletons == {"wire-terms.html": "$entries", "wire.html": "$title", "wire.xml": "$name"}


def test_hidden_and_compiled_files_are_not_read(root: Path) -> None:
    (root / "articles/.DS_Store").write_text("x")
    (root / "articles/wire/.swp").write_text("x")
    (root / "skeletons/__pycache__").mkdir()
    assert len(load(root).articles) == 1


def test_a_directory_of_no_outlet_is_refused(root: Path) -> None:
    (root / "articles/nobody").mkdir()
    with pytest.raises(ValueError, match="articles/nobody: no outlet of this id"):
        load(root)


def test_filler_of_no_outlet_is_refused(root: Path) -> None:
    (root / "filler/nobody.yaml").write_text(FILLER)
    with pytest.raises(ValueError, match=r"filler/nobody\.yaml: no outlet of this id"):
        load(root)


@pytest.mark.parametrize(("old", "new"), [("deal: advice", "deal: jokes"), ("[One., Two.]", "[]")])
def test_a_step_deals_from_a_pool_that_has_something(root: Path, old: str, new: str) -> None:
    change(root / "filler/mill.yaml", old, new)
    with pytest.raises(ValueError, match=r"filler/mill\.yaml: no pool '(jokes|advice)' to deal from"):
        load(root)


def test_a_malformed_article_is_named(root: Path) -> None:
    change(root / "articles/wire/2026-07-03-a-title.txt", "kind: restriction", "kind: rumour")
    with pytest.raises(ValueError, match=r"articles/wire/2026-07-03-a-title\.txt: kind: 'rumour'"):
        load(root)


def test_an_event_that_is_not_listed_is_refused(root: Path) -> None:
    change(root / "articles/wire/2026-07-03-a-title.txt", "event: A1", "event: Z9")
    with pytest.raises(ValueError, match=r"event: Z9 does not stand in events\.yaml"):
        load(root)


def test_a_restriction_without_event_is_refused(root: Path) -> None:
    change(root / "articles/wire/2026-07-03-a-title.txt", "event: A1", "event:")
    with pytest.raises(ValueError, match="names its event"):
        load(root)


def test_a_true_article_must_not_tell_a_fictional_event(root: Path) -> None:
    change(root / "articles/wire/2026-07-03-a-title.txt", "event: A1", "event: F1")
    with pytest.raises(ValueError, match="tells a fictional event"):
        load(root)


def test_a_fictional_article_must_not_tell_a_true_event(root: Path) -> None:
    change(root / "articles/wire/2026-07-03-a-title.txt", "kind: restriction", "kind: fictional")
    with pytest.raises(ValueError, match="tells a fictional event"):
        load(root)


@pytest.mark.parametrize(
    ("summary", "last", "fine"),
    [
        ("S. (fictional)", "All of this is fictional.", True),
        ("S. (fictional)", "The end.", False),
        ("S.", "All of this is fictional.", False),
    ],
)
def test_fiction_has_to_be_marked_in_both_places(root: Path, summary: str, last: str, fine: bool) -> None:
    path = root / "articles/wire/2026-07-03-a-title.txt"
    text = STORY.replace("A summary.", summary).replace("restriction", "fictional").replace("A1", "F1")
    path.write_text(f"{text}\n{last}\n")
    if fine:
        assert load(root).articles[0].kind == "fictional"
    else:
        with pytest.raises(ValueError, match="says so in its summary and in its last line"):
            load(root)


@pytest.mark.parametrize("name", ["wire.html", "wire.xml", "wire-terms.html"])
def test_a_missing_skeleton_is_named(root: Path, name: str) -> None:
    (root / "skeletons" / name).unlink()
    with pytest.raises(ValueError, match=f"skeletons/{name}: missing"):
        load(root)


@pytest.mark.parametrize(
    ("kind", "name"), [("html-list", "wire.list.html"), ("json-feed", "wire.json"), ("news-sitemap", "")]
)
def test_each_kind_of_feed_has_its_own_skeleton(root: Path, kind: str, name: str) -> None:
    change(root / "outlets.yaml", "kind: atom", f"kind: {kind}")
    if name:
        with pytest.raises(ValueError, match=f"skeletons/{name}: missing"):
            load(root)
        (root / "skeletons" / name).write_text("$name")
    assert load(root).outlet("wire").feed.kind == kind


@pytest.mark.parametrize(("old", "new"), [("outlet: wire", "outlet: nobody"), ("outlet: wire", "outlet: mill")])
def test_a_watched_page_belongs_to_somebody_who_speaks(root: Path, old: str, new: str) -> None:
    change(root / "policies.yaml", old, new)
    with pytest.raises(ValueError, match=r"policies\.yaml: wire-terms: no outlet '(nobody|mill)' that speaks"):
        load(root)


def test_only_what_was_listed_can_be_dropped(root: Path) -> None:
    change(root / "policies.yaml", "[Austria, Norway]", "[Austria]")
    with pytest.raises(ValueError, match="wire-terms: 'Norway' is dropped, but was never listed"):
        load(root)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [("id: wire-terms", "id: wireterms", "0.id"), ("T10:00:00+02:00", "T10:00:00", "0.dropped.Norway")],
)
def test_a_wrong_value_of_a_watched_page_is_named_with_its_place(root: Path, old: str, new: str, where: str) -> None:
    change(root / "policies.yaml", old, new)
    with pytest.raises(ValueError, match=rf"policies\.yaml: {where}: "):
        load(root)


def test_a_challenge_needs_its_page(root: Path) -> None:
    change(root / "outlets.yaml", "about: a mill", "fault: challenge, about: a mill")
    with pytest.raises(ValueError, match=r"skeletons/challenge\.html: missing"):
        load(root)


@pytest.mark.parametrize("piece", ["marks: *marks", "article_path: /$section/$slug,"])
def test_an_outlet_with_articles_says_how_and_where_they_appear(root: Path, piece: str) -> None:
    change(root / "outlets.yaml", piece, "")
    with pytest.raises(ValueError, match="wire: an outlet with articles needs article_path and marks"):
        load(root)


def test_two_articles_at_one_address_are_refused(root: Path) -> None:
    second = STORY.replace("2026-07-03T", "2026-07-04T")
    (root / "articles/wire/2026-07-04-a-title.txt").write_text(second)
    with pytest.raises(ValueError, match="two articles have the address /tech/a-title"):
        load(root)


def test_outlets_out_of_order_are_refused(root: Path) -> None:
    lines = EVENTS.splitlines()
    (root / "events.yaml").write_text("\n".join(reversed(lines)))
    with pytest.raises(ValueError, match=r"events\.yaml: entries have to be sorted and unique; look at 'F1'"):
        load(root)


def test_an_event_listed_twice_is_refused(root: Path) -> None:
    (root / "events.yaml").write_text(EVENTS + EVENTS.splitlines()[1])
    with pytest.raises(ValueError, match=r"events\.yaml: entries have to be sorted and unique"):
        load(root)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("grade: A", "grade: Z", "1.grade"),
        ("kind: atom", "kind: page-watch", "1.feed.kind"),
        ("id: wire", "id: The Wire", "1.id"),
        ("about: a wire", "about: a wire, colour: red", "1.colour"),
        ("kind: atom", "kind: telex", "1.feed.kind"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(root: Path, old: str, new: str, where: str) -> None:
    change(root / "outlets.yaml", old, new)
    with pytest.raises(ValueError, match=rf"outlets\.yaml: {where}: "):
        load(root)


def test_a_file_that_is_no_yaml_is_named(root: Path) -> None:
    (root / "events.yaml").write_text("- {id: A1")
    with pytest.raises(ValueError, match=r"events\.yaml: not YAML"):
        load(root)
