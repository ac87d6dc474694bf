"""YAML is read with the line of every value, and what is no plain YAML is told in one clear line."""

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config.lines import Lined, Path_, dotted, parse_yaml, read_yaml
from pipeline.model.errors import ConfigError

PLAIN = """\
# a comment
sources:
  - id: one
    name: One

  - {id: two, name: Two}
fetch:
  hosts:
    a.example: "127.0.0.1:80"
"""


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        parse_yaml(text, "feeds.yaml")
    return caught.value.problems


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ((), "feeds.yaml:1"),
        (("sources",), "feeds.yaml:2: sources"),
        (("sources", 0), "feeds.yaml:3: sources[0]"),
        (("sources", 0, "id"), "feeds.yaml:3: sources[0].id"),
        (("sources", 0, "name"), "feeds.yaml:4: sources[0].name"),
        (("sources", 1, "name"), "feeds.yaml:6: sources[1].name"),
        (("fetch", "hosts", "a.example"), "feeds.yaml:9: fetch.hosts.a.example"),
        (("sources", 0, "url"), "feeds.yaml:3: sources[0].url"),
        (("sources", 7, "url"), "feeds.yaml:2: sources[7].url"),
        (("delivery", "from"), "feeds.yaml:2: delivery.from"),
    ],
)
def test_every_value_has_its_line_and_what_is_missing_that_of_the_nearest_value(path: Path_, where: str) -> None:
    assert parse_yaml(PLAIN, "feeds.yaml").where(path) == where


def test_the_data_is_plain() -> None:
    assert parse_yaml(PLAIN, "feeds.yaml").data == {
        "sources": [{"id": "one", "name": "One"}, {"id": "two", "name": "Two"}],
        "fetch": {"hosts": {"a.example": "127.0.0.1:80"}},
    }


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n"])
def test_an_empty_file_is_an_empty_group_or_nothing(text: str) -> None:
    assert parse_yaml(text, "feeds.yaml").data in ({}, None)


def test_where_works_without_any_value() -> None:
    assert Lined("feeds.yaml", {}, {}).where(("sources", 3, "url")) == "feeds.yaml:1: sources[3].url"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("sources",), "sources"),
        (("sources", 3), "sources[3]"),
        (("sources", 3, "url"), "sources[3].url"),
        (("lexicon", "tools", 0, "also", 1), "lexicon.tools[0].also[1]"),
    ],
)
def test_a_path_is_written_with_dots_and_brackets(path: Path_, text: str) -> None:
    assert dotted(path) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1", 1),
        ("a: 1.5", 1.5),
        ("a: true", True),
        ("a: ~", None),
        ("a: text", "text"),
        ("a: 'quoted: text'", "quoted: text"),
        ("a: |\n  one\n  two\n", "one\ntwo\n"),
        ("a: [1, [2]]", [1, [2]]),
        ("a: &x {b: 1}", {"b": 1}),
        ("a: !!str 2026-07-06", "2026-07-06"),
        ("a: !!python/name:os.system {b: 1}", {"b": 1}),  # a tag makes nothing but plain data
    ],
)
def test_values_are_read_as_yaml_says(text: str, value: object) -> None:
    assert parse_yaml(text, "feeds.yaml").data == {"a": value}


def test_an_alias_stands_for_its_anchor() -> None:
    assert parse_yaml("a: &x [1]\nb: *x\n", "feeds.yaml").data == {"a": [1], "b": [1]}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\na: 2\n", ("feeds.yaml:2: a: stands here twice; remove one of the two",)),
        (
            "a: {b: 1, b: 2}\nc: 1\nc: 2\n",
            (
                "feeds.yaml:1: a.b: stands here twice; remove one of the two",
                "feeds.yaml:3: c: stands here twice; remove one of the two",
            ),
        ),
        ("- {b: 1,\n   b: 2}\n", ("feeds.yaml:2: [0].b: stands here twice; remove one of the two",)),
        ("? [a, b]\n: c\n", ("feeds.yaml:1: a key is a list or a group; write one word",)),
        ("x:\n  ? {a: b}\n  : c\n", ("feeds.yaml:2: x: a key is a list or a group; write one word",)),
    ],
)
def test_keys_are_single_words_that_stand_once(text: str, told: tuple[str, ...]) -> None:
    assert problems(text) == told


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a: 1\n\tb: 2\n", 2, "YAML is indented with spaces, not tabs"),
        ("a:\n\tb: 2\n", 2, "YAML is indented with spaces, not tabs"),
        ("a: 'open\nb: 2\n", 3, "found unexpected end of stream; look at the quotes"),
        ("a: [1, 2\nb: 3\n", 2, "look at the quotes, colons and spaces of this line"),
        ("a: b: c\n", 1, "mapping values are not allowed here"),
        ("a: 1\n---\nb: 2\n", 2, "expected a single document in the stream, but found another document"),
        ("a: *nothing\n", 1, "found undefined alias 'nothing'"),
        ("a: 1\n b: 2\n", 2, "look at the quotes, colons and spaces"),
        ("%YAML 9.9\n---\na: 1\n", 1, "incompatible YAML document"),
        ("a: @x\n", 1, "cannot start any token"),
        ("a: 1\nb: \x00\n", 2, "holds a character that cannot be printed; remove it"),
        ("a: \x1b[31m\n", 1, "holds a character that cannot be printed; remove it"),
    ],
)
def test_what_is_no_yaml_is_told_with_its_line_and_how_to_mend_it(text: str, line: int, told: str) -> None:
    (problem,) = problems(text)
    assert problem.startswith(f"feeds.yaml:{line}: ")
    assert told in problem
    assert "\n" not in problem


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2026-02-30", "timestamp"),
        ("!!bool maybe", "bool"),
        ("!!timestamp soon", "timestamp"),
        ("!!int ''", "int"),
        ("!!int five", "int"),
        ("!!float five", "float"),
        ("0x_", "int"),
        ("1" * 5000, "int"),
        ("!ours x", "!ours"),
        ("!!python/object/apply:os.system x", "os.system"),
    ],
)
def test_a_value_that_cannot_be_read_is_told_and_not_run(value: str, kind: str) -> None:
    (problem,) = problems(f"a:\n  b: {value}\n")
    assert problem.startswith("feeds.yaml:2: a.b: ")
    assert f"cannot be read as {kind};" in problem
    assert problem.endswith(" write plain text, in quotes if need be")
    assert len(problem) < 250


def test_all_values_that_cannot_be_read_are_told_at_once() -> None:
    assert len(problems("a: !!bool x\nb: 2026-02-30\nb: 1\nc: [!!int y]\n")) == 4


def deep(opened: str, depth: int) -> str:
    return "a: " + opened * depth


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (deep("[", 700) + "]" * 700, "nested more than 20 deep; write it flatter"),
        (deep("{a: ", 700) + "}" * 700, "nested more than 20 deep; write it flatter"),
        ("- " * 5000 + "x", "nested more than 20 deep; write it flatter"),
        (deep("[", 21) + "]" * 21, "nested more than 20 deep; write it flatter"),
        ("a: &a [*a]\n", "nested more than 20 deep; write it flatter"),
        ("a: &a {b: *a, c: *a}\n", "nested more than 20 deep; write it flatter"),
        (BOMB, "more than 100,000 values; write fewer, without YAML aliases"),
        (BOMB.replace("[", "{p: [").replace("]", "]}"), "more than 100,000 values; write fewer, without YAML aliases"),
    ],
    ids=["lists", "groups", "dashes", "one too many", "itself", "itself twice", "bomb", "bomb of groups"],
)
def test_nesting_and_aliases_that_explode_end_quickly_in_one_line(text: str, told: str) -> None:
    began = time.perf_counter()
    (problem,) = problems(text)
    assert time.perf_counter() - began < 10
    assert problem.endswith(told)


def test_twenty_levels_are_allowed() -> None:
    assert parse_yaml(deep("[", 19) + "]" * 19, "feeds.yaml").lines


def told_of(path: Path) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        read_yaml(path)
    return caught.value.problems


def test_a_file_that_is_not_there_says_how_to_get_one(tmp_path: Path) -> None:
    path = tmp_path / "feeds.yaml"
    assert told_of(path) == (f"{path}: is not there; `offlimits init` writes one to start from",)


def test_a_folder_in_the_place_of_the_file_cannot_be_read(tmp_path: Path) -> None:
    assert told_of(tmp_path) == (
        f"{tmp_path}: cannot be read (Is a directory); make it a file that this user can read",
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a: 1\n# café\n".encode("latin-1"), "feeds.yaml:2: not UTF-8; save the file as UTF-8"),
        ("a: 1\n".encode("utf-16"), "feeds.yaml:1: not UTF-8; save the file as UTF-8"),
        (
            b"# " + b"x" * 1_000_000,
            "feeds.yaml:1: larger than 1,000,000 bytes; this is no configuration, name another file",
        ),
    ],
    ids=["latin-1", "utf-16", "too large"],
)
def test_a_file_in_another_encoding_or_too_large_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "feeds.yaml"
    path.write_bytes(content)
    assert told_of(path) == (told,)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path, mark: bytes, end: bytes) -> None:
    path = tmp_path / "feeds.yaml"
    path.write_bytes(mark + b"a: 1" + end + b"b: " + "ü".encode() + end)
    lined = read_yaml(path)
    assert lined.data == {"a": 1, "b": "ü"}
    assert lined.where(("b",)) == "feeds.yaml:2: b"


def paths_of(value: Any, path: Path_ = ()) -> list[Path_]:  # noqa: ANN401 - YAML of any shape
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in inner for found in paths_of(item, (*path, key)))]


WORDS = st.text(alphabet="abcdef", min_size=1, max_size=4)
TREES = st.recursive(
    WORDS.map(lambda word: f"x{word}") | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS.map(lambda word: f"k{word}"), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(WORDS.map(lambda word: f"k{word}"), TREES, min_size=1, max_size=3))
@settings(max_examples=40, deadline=None)
def test_every_value_of_any_file_has_a_line_within_the_file(tree: dict[str, Any]) -> None:
    text = yaml_of(tree)
    lined = parse_yaml(text, "feeds.yaml")
    assert lined.data == tree
    assert set(paths_of(tree)) == set(lined.lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lined.lines.values())


def yaml_of(value: Any, indent: str = "") -> str:  # noqa: ANN401 - YAML of any shape
    if isinstance(value, dict) and value:
        return "".join(f"{indent}{key}:\n{yaml_of(item, indent + '  ')}" for key, item in value.items())
    if isinstance(value, list) and value:
        return "".join(f"{indent}-\n{yaml_of(item, indent + '  ')}" for item in value)
    plain = (
        {None: "null", True: "true", False: "false"}.get(value, value) if not isinstance(value, (list, dict)) else value
    )
    return f"{indent}{plain}\n"


@given(st.text(max_size=80) | st.text(alphabet="ab:- []{}&*!|>'\"#%@,?\n\t", max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_or_refused_with_a_line(text: str) -> None:
    told: tuple[str, ...] = ("feeds.yaml:",)
    try:
        parse_yaml(text, "feeds.yaml")
    except ConfigError as error:
        told = error.problems
    assert told
    assert all(problem.startswith("feeds.yaml:") for problem in told)
