"""JSON as pages write it is mended where that is safe."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse.loose_json import MAX_CHARACTERS, MAX_ROOTS, read_roots

ROOT = {"a": "b, ] // no remark", "c": [1, 2]}
PLAIN = '{"a": "b, ] // no remark", "c": [1, 2]}'


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"\ufeff  {PLAIN};",
        f"<!-- {PLAIN} -->",
        f"<![CDATA[{PLAIN}]]>",
        f"//<![CDATA[\n{PLAIN}\n//]]>",
        f"/*<![CDATA[*/ {PLAIN} /*]]>*/",
        '{"a": "b, ] // no remark", "c": [1, 2,],}',
        '{"a": "b, ] // no remark", /* why */ "c": [1, // one\n 2]}',
        PLAIN.replace('"', "&quot;"),
    ],
    ids=["plain", "bom", "comment", "cdata", "script cdata", "css cdata", "commas", "remarks", "entities"],
)
def test_one_value_is_found_in_every_wrapping(text: str) -> None:
    assert read_roots(text) == [ROOT]


def test_several_values_are_found_one_after_the_other() -> None:
    assert read_roots('{"a": 1}\n[2],\n{"b": 3}') == [{"a": 1}, [2], {"b": 3}]
    assert len(read_roots("{}" * (MAX_ROOTS + 5))) == MAX_ROOTS


def test_a_backslash_that_escapes_nothing_is_a_character() -> None:
    assert read_roots(r'{"a": "Nimbus\'s \"ban\" \u00e9 \x"}') == [{"a": 'Nimbus\\\'s "ban" é \\x'}]


def test_line_breaks_and_tabs_inside_a_string_are_taken() -> None:
    assert read_roots('{"a": "b\n\tc"}') == [{"a": "b\n\tc"}]


@pytest.mark.parametrize(
    "text", ["", "   ", "var x = 1", '{"a": "he said "no""}', "{", "[" * 100_000, "x" * (MAX_CHARACTERS + 1)]
)
def test_what_cannot_be_mended_gives_nothing(text: str) -> None:
    assert read_roots(text) == []


@pytest.mark.parametrize("piece", ['"\\"', "/*", "//", ", ", '"', "\\", "<!--", "&quot;", "{", " ;"])
def test_no_text_takes_long(piece: str) -> None:
    started = time.process_time()
    read_roots((piece * MAX_CHARACTERS)[:MAX_CHARACTERS])
    assert time.process_time() - started < 2


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet='{}[]",:/*\\ a1\n', max_size=60))
def test_any_text_ends_in_a_list(text: str) -> None:
    assert isinstance(read_roots(text), list)
