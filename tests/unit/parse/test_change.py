"""The article of a change of a watched page."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.article import Article, Page, Said
from pipeline.model.watch import CHANGE_TYPE
from pipeline.parse.change import REMOVED, read_change
from pipeline.parse.decode import UnreadableError
from pipeline.text.dates import published

SAID = {
    "title": "Quillhaven policy: page changed",
    "page": "Usage policy | Quillhaven",
    "url": "https://quillhaven.example/policy#changed-2026-03-02",
    "seen_on": "2026-03-02",
    "list": False,
    "added": ["You must be at least 18 years old.", "Nobody may lend an account."],
    "removed": ["You must be at least 16 years old."],
}


def page(said: object = SAID, *, url: str = "", given: Said = Said()) -> Page:  # noqa: B008 - frozen
    return Page(
        article_id="a1",
        snapshot_id="s1",
        source_id="quill-policy",
        outlet="Quillhaven policy",
        url=url,
        body=said if isinstance(said, bytes) else json.dumps(said).encode(),
        content_type=CHANGE_TYPE,
        given=given,
        hints=Said(language="en"),
    )


def changed(**changes: object) -> Article:
    return read_change(page({**SAID, **changes}))


class TestArticle:
    def test_what_came_is_kept_and_what_went_is_dropped_by_a_rule(self) -> None:
        article = changed()
        assert [(block.kind, block.text, block.rule) for block in article.blocks] == [
            ("title", "Usage policy | Quillhaven", None),
            ("paragraph", "You must be at least 18 years old.", None),
            ("paragraph", "Nobody may lend an account.", None),
            ("paragraph", "You must be at least 16 years old.", REMOVED),
        ]
        assert article.text.endswith("Nobody may lend an account.")

    def test_blocks_are_numbered_and_each_is_a_paragraph_of_its_own(self) -> None:
        blocks = changed().blocks
        assert [block.order for block in blocks] == [block.para for block in blocks] == [0, 1, 2, 3]

    def test_lines_of_a_list_are_items(self) -> None:
        assert [block.kind for block in changed(list=True).blocks][1:] == ["list-item"] * 3

    def test_it_is_of_the_day_on_which_it_was_seen(self) -> None:
        article = changed()
        assert article.published == published("2026-03-02")
        assert (article.title, article.language) == ("Quillhaven policy: page changed", "en")
        assert article.url == "https://quillhaven.example/policy#changed-2026-03-02"
        assert not article.partial

    def test_a_page_without_a_title_has_no_title_block(self) -> None:
        assert [block.kind for block in changed(page="").blocks] == ["paragraph"] * 3

    def test_what_is_given_wins(self) -> None:
        given = Said(title="Ours", language="de", published=published("2026-03-05"))
        article = read_change(page(url="https://other.example/", given=given))
        assert (article.title, article.language, article.url) == ("Ours", "de", "https://other.example/")
        assert article.published == published("2026-03-05")

    def test_a_removal_alone_is_an_article(self) -> None:
        assert changed(added=[]).text == "Usage policy | Quillhaven"


class TestRefused:
    @pytest.mark.parametrize("body", [b"", b"[]", b"<p>x</p>", b"\xff", b"[" * 100_000])
    def test_what_is_no_record_of_a_change_is_refused(self, body: bytes) -> None:
        with pytest.raises(UnreadableError) as caught:
            read_change(page(body))
        assert caught.value.reason == "not-html"

    @pytest.mark.parametrize("said", [{}, {"added": [" ", 3], "removed": "x"}])
    def test_a_change_of_nothing_is_refused(self, said: object) -> None:
        with pytest.raises(UnreadableError) as caught:
            read_change(page(said))
        assert caught.value.reason == "empty"


TEXTS = st.lists(st.text(max_size=20), max_size=4)


@given(TEXTS, TEXTS, st.text(max_size=20))
@settings(max_examples=60, deadline=None)
def test_whatever_changed_stands_verbatim_in_a_block(added: list[str], removed: list[str], title: str) -> None:
    try:
        article = changed(added=added, removed=removed, page=title)
    except UnreadableError:
        return
    assert [block.order for block in article.blocks] == list(range(len(article.blocks)))
    assert all(block.text and block.kept is (block.rule is None) for block in article.blocks)
    assert sum(not block.kept for block in article.blocks) <= len(removed)
