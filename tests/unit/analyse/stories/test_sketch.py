from dataclasses import replace
from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from pipeline.analyse.stories.sketch import names, pack, runs, sketch, terms, told, unpack
from pipeline.model.sketch import Told
from tests.unit.analyse.pieces import BAN, drawn, piece
from tests.unit.analyse.telling import day, event

FREIGHT = event("f", targets=("Quill 7", "ChatGPT"), effective=day("2026-08-01"))


def hashes(*said: str) -> set[int]:
    return {key for word in said for key in terms(word)}


def test_words_stand_as_hashes_of_their_stems_without_the_smallest() -> None:
    assert terms("The company banned it") == terms("a company bans")
    assert terms("the of and") == []
    assert terms("ban")[0] == crc32(b"ban")


def test_words_of_the_title_count_twice() -> None:
    made = dict(drawn("a", "Staff lost Quill.", title="Quill is gone").words)
    assert made[terms("quill")[0]] == 3
    assert made[terms("staff")[0]] == 1


def test_names_are_capitalised_words_and_numbers_but_no_beginnings_of_sentences() -> None:
    found = names("", "Staff of Northwind lost Quill 3.7. Drafts stay for 90 days.")
    assert found == hashes("Northwind", "Quill") | {crc32(b"3.7"), crc32(b"90")}


def test_of_a_title_in_capitals_words_that_the_text_has_in_lower_case_are_no_names() -> None:
    assert names("Northwind Bars Staff", "It bars the staff from the tool.") == hashes("Northwind")


def test_no_run_goes_over_the_end_of_a_sentence() -> None:
    assert runs("One two three. Four five six seven.") == frozenset()
    assert runs("One two three\nfour five six") == frozenset()


def test_runs_have_five_words() -> None:
    two = {crc32(b"one two three four five"), crc32(b"two three four five six")}
    assert runs("One two, three: four five six") == two
    assert runs("one two three four") == frozenset()


@given(st.sets(st.integers(0, 2**32 - 1)))
def test_hashes_come_back_from_the_packed_form(made: set[int]) -> None:
    assert unpack(pack(made)) == tuple(sorted(made))


def test_what_is_told_has_families_of_tools_and_full_days_and_leaves_background_out() -> None:
    month = event("m", effective=day("2026-08", "month"))
    made = drawn("a", BAN, FREIGHT, month, replace(FREIGHT, background=True))
    said = pack(runs(BAN.split(". ")[1]))  # the sentence of block 1, in which the action is quoted
    assert made.told == (
        Told(
            actor="Northwind Freight",
            action_class="imposed",
            families=("ChatGPT", "Quill"),
            vendors=("Quillhaven",),
            effective_on="2026-08-01",
            said=said,
        ),
        Told(
            actor="Northwind Freight", action_class="imposed", families=("Quill",), vendors=("Quillhaven",), said=said
        ),
    )


def test_a_kind_of_tools_is_told_from_a_product() -> None:
    found = [
        told(event("k", targets=(name,)), piece("k", "").article).broad
        for name in ("AI tools", "OpenAI models", "Quill", "Toolsmith")
    ]
    assert found == [True, True, False, False]


def test_dropped_blocks_do_not_count() -> None:
    read = piece("a", BAN)
    first, *rest = read.article.blocks
    dropped = [replace(block, rule="advice") for block in rest]
    article = replace(read.article, blocks=(first, *dropped))
    assert set(unpack(sketch(replace(read, article=article)).runs)) == runs(first.text)


def test_articles_come_by_day_address_and_id_undated_ones_last() -> None:
    listed = [drawn("b", ""), drawn("a", ""), drawn("c", "", day=None), drawn("d", "", day="2026-06-30")]
    assert [one.article_id for one in sorted(listed, key=lambda one: one.order)] == ["d", "a", "b", "c"]
