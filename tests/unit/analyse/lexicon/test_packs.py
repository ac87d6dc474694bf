from importlib import resources
from typing import Annotated

import pytest
import yaml
from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.packs import (
    STRICT,
    Cues,
    Says,
    Words,
    Written,
    check_pack,
    in_order,
    read_pack,
    sorted_by,
)

DATA = resources.files("pipeline.analyse.lexicon") / "data"
FILES = sorted(path.name for path in DATA.iterdir() if path.name.endswith(".yaml"))


@checked(config=STRICT, frozen=True)
class Row:
    name: str
    says: Says = ""


@checked(config=STRICT, frozen=True)
class Shape:
    words: Words = ()
    cues: Cues = ()
    written: Written = ()
    rows: Annotated[tuple[Row, ...], sorted_by("name")] = ()


def shaped(text: str) -> Shape:
    return check_pack("some.yaml", text, Shape)


class TestOrder:
    @pytest.mark.parametrize("keys", [(), ("a",), ("a", "b"), ("Aider", "aider", "B"), ("aider", "Amazon", "Zed")])
    def test_sorted_entries_are_given_back(self, keys: tuple[str, ...]) -> None:
        assert in_order(keys) == keys

    @pytest.mark.parametrize(
        ("keys", "wrong"),
        [
            (("b", "a"), "b"),
            (("a", "c", "b"), "c"),
            (("a", "a"), "a"),
            (("a", "b", "b"), "b"),
            (("aider", "Aider"), "aider"),
        ],
    )
    def test_others_are_refused_and_one_that_is_wrong_is_named(self, keys: tuple[str, ...], wrong: str) -> None:
        with pytest.raises(ValueError, match=f"sorted and unique; look at '{wrong}'"):
            in_order(keys)


class TestCheck:
    def test_a_pack_becomes_its_shape(self) -> None:
        text = 'words: [no, on, "yes"]\ncues: ["bans?"]\nwritten: ["Ban"]\nrows:\n  - {name: a}\n  - {name: b, says: c}'
        assert shaped(text) == Shape(("no", "on", "yes"), ("bans?",), ("Ban",), (Row("a"), Row("b", "c")))

    def test_a_plain_word_is_never_a_truth_value_a_number_or_a_day(self) -> None:
        assert shaped("words: [1.5, 2026-07-10, no, null, off]").words == ("1.5", "2026-07-10", "no", "null", "off")

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("words: [b, a]", "sorted and unique"),
            ("words: [a, a]", "sorted and unique"),
            ("cues: [b, a]", "sorted and unique"),
            ("rows: [{name: b}, {name: a}]", "sorted and unique"),
            ('cues: ["("]', "no regular expression"),
            ('written: ["["]', "no regular expression"),
            ("cues: [Ban]", "small letters"),
            ("cues: [don’t]", "straight apostrophes"),
            ("rows: [{name: a, says: Ban}]", "small letters"),
            ("rows: [{says: a}]", "name"),
            ("rows: [{name: a, says: b, more: c}]", "more"),
            ("colour: [blue]", "colour"),
            ("words: blue", "words"),
            ("- a\n- b", "Shape"),
            ("", "Shape"),
            ("words: [a", "expected"),
            ("a: b: c", "mapping values"),
            ("words: !!python/name:os.system", "could not determine a constructor"),
        ],
    )
    def test_a_malformed_pack_is_refused_with_the_name_of_its_file(self, text: str, says: str) -> None:
        with pytest.raises(ValueError, match=says) as caught:
            shaped(text)
        assert str(caught.value).startswith("some.yaml: ")


class TestShipped:
    @pytest.mark.parametrize("name", FILES)
    def test_every_data_file_says_on_top_what_it_is(self, name: str) -> None:
        assert (DATA / name).read_text(encoding="utf-8").startswith("# ")

    @pytest.mark.parametrize("name", FILES)
    def test_every_data_file_is_read_where_the_fast_loader_was_not_built(self, name: str) -> None:
        """The loader written in Python is the stricter one: it refuses a bare "?" within brackets."""
        assert yaml.safe_load((DATA / name).read_text(encoding="utf-8"))

    @pytest.mark.parametrize("name", FILES)
    def test_every_data_file_that_lost_its_shape_is_refused_by_name(self, name: str) -> None:
        with pytest.raises(ValueError, match=f"^{name}: "):
            read_pack(name, Shape)

    def test_a_data_file_is_read_from_the_package(self) -> None:
        assert "Reuters" in read_pack("press.yaml", tuple[str, ...])
