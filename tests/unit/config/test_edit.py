"""A source is added to feeds.yaml in one line; every other byte of the file stays."""

import string
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config.edit import append_source, source_line
from pipeline.model.errors import ConfigError, UsageError

NEW = {"id": "new", "name": "New: the News", "kind": "rss", "url": "https://new.example/feed?a=1&b=#2", "grade": "C"}
LINE = "{id: new, name: 'New: the News', kind: rss, url: 'https://new.example/feed?a=1&b=#2', grade: C}"


def test_a_source_is_one_line_of_yaml() -> None:
    assert source_line(NEW) == LINE
    assert yaml.safe_load(source_line(NEW)) == NEW


def test_groups_and_lists_inside_a_source_stay_on_its_line() -> None:
    nested = {
        **NEW,
        "kind": "html-list",
        "list": {"link": "a\n.b", "date_formats": ("%Y", "%d. %B %Y")},
        "path_prefix": ["/"],
    }
    after = append_source("use: defaults\n", nested)
    assert after.count("\n") == 3
    assert yaml.safe_load(after)["sources"] == [
        nested | {"list": {"link": "a .b", "date_formats": ["%Y", "%d. %B %Y"]}}
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"sources:\n  - {LINE}\n"),
        ("use: defaults", f"use: defaults\nsources:\n  - {LINE}\n"),
        ("use: defaults\n# the end\n", f"use: defaults\n# the end\nsources:\n  - {LINE}\n"),
        ("sources:\n  - {id: a}\n", f"sources:\n  - {{id: a}}\n  - {LINE}\n"),
        ("sources:\n  - {id: a}", f"sources:\n  - {{id: a}}\n  - {LINE}\n"),
        ("sources:\n- id: a\n  name: A\n", f"sources:\n- id: a\n  name: A\n- {LINE}\n"),
        (
            "sources:\n  - {id: a} # mine\n\n# later\nfetch: {}\n",
            f"sources:\n  - {{id: a}} # mine\n  - {LINE}\n\n# later\nfetch: {{}}\n",
        ),
        (
            "sources:\n    - {id: a,\n       b: [1,\n  2]}   # mine\n    # - {id: c}\nfetch: {}",
            f"sources:\n    - {{id: a,\n       b: [1,\n  2]}}   # mine\n    - {LINE}\n    # - {{id: c}}\nfetch: {{}}",
        ),
        (
            "sources:\n  - id: a\n    list:\n      link: a\n      title:\nfetch: {}\n",
            f"sources:\n  - id: a\n    list:\n      link: a\n      title:\n  - {LINE}\nfetch: {{}}\n",
        ),
        (
            "sources:\n  - note: |\n      some\n\n      text\n\n# c\nfetch: {}\n",
            f"sources:\n  - note: |\n      some\n\n      text\n\n  - {LINE}\n# c\nfetch: {{}}\n",
        ),
        ("sources:\n  - note: 'two\n      lines'\n", f"sources:\n  - note: 'two\n      lines'\n  - {LINE}\n"),
        ("sources:\n# none yet\nfetch: {}\n", f"sources:\n  - {LINE}\n# none yet\nfetch: {{}}\n"),
        ("a: 1\r\nsources:\r\n  - {id: a}\r\nb: 2\r\n", f"a: 1\r\nsources:\r\n  - {{id: a}}\r\n  - {LINE}\r\nb: 2\r\n"),
        ("# nur Kommentar: ü\n", f"# nur Kommentar: ü\nsources:\n  - {LINE}\n"),
    ],
)
def test_the_line_stands_below_the_last_one_and_all_else_as_it_was(before: str, after: str) -> None:
    assert append_source(before, NEW) == after


@pytest.mark.parametrize(
    "text",
    [
        "sources: [{id: a}]\n",
        "sources: []\n",
        "{sources: []}\n",
        "sources: 3\n",
        "sources: ~\n",
        "- a\n",
        "just text",
        "  use: defaults\n",
        "use: defaults\n...\n",
        "x: &x {id: a}\nsources:\n  - *x\n",
        "sources: &x\n  - {id: a}\nmore: *x\n",
    ],
)
def test_a_form_that_cannot_be_added_to_is_left_to_its_owner(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        append_source(text, NEW)
    assert str(caught.value) == (
        f"feeds.yaml is written in a form that is better changed by hand; add under sources:   - {LINE}"
    )


def test_what_is_no_yaml_is_told_as_everywhere() -> None:
    with pytest.raises(ConfigError, match=r"^feeds\.yaml:2: "):
        append_source("a: [\n", NEW)


TEXTS = st.text(max_size=30) | st.text(alphabet=string.printable, max_size=30)
ADDITIONS = st.fixed_dictionaries({"id": st.just("new"), "name": TEXTS, "note": TEXTS, "enabled": st.booleans()})
BODIES = st.lists(
    st.sampled_from(
        [
            "  - {id: a, name: A}\n",
            "  - id: b\n    name: >\n      folded\n      text\n",
            "  # a comment\n",
            "\n",
            "  - id: c # mine\n    list: {link: a,\n      title: b}\n",
            "  - id: d\n    speaks_for:\n      - E\n      - F\n",
        ]
    ),
    max_size=5,
)


@given(ADDITIONS, BODIES, st.sampled_from(["", "fetch:\n  workers: 2\n", "# the end", "# the end\nsite: {}\n"]))
@settings(max_examples=60, deadline=None)
def test_any_source_comes_out_as_it_went_in_and_nothing_else_changes(
    addition: dict[str, Any], body: list[str], tail: str
) -> None:
    before = "use: defaults\nsources:\n" + "".join(body) + tail
    after = append_source(before, addition)
    old, new = yaml.safe_load(before), yaml.safe_load(after)
    listed = old.pop("sources", None) or []
    made = new.pop("sources")
    assert new == old
    assert made[:-1] == listed
    assert (made[-1]["id"], made[-1]["enabled"]) == ("new", addition["enabled"])
    (line,) = [line for line in after.splitlines(keepends=True) if "id: new" in line]
    gap = "" if before.endswith("\n") or not after.endswith(line) else "\n"
    assert after.replace(line, "", 1) == before + gap
