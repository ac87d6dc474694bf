"""What the templates print is clean, and in HTML and Markdown it has no meaning of its own."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from pipeline.render.environment import Flavour, environment, template_dir, unmarked
from tests.unit.render.readers import read_html

FLAVOURS: tuple[Flavour, ...] = ("html", "text", "markdown")
UNSEEN = "\x00\x08\x1b\u200b\u202e\u2066\ufeff\ufffe\ud800"


def printed(flavour: Flavour, template: str, **values: object) -> str:
    return environment(flavour).from_string(template).render(**values)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_nothing_unseen_is_printed(flavour: Flavour) -> None:
    made = printed(flavour, "[{{ x }}]", x=f"a{UNSEEN}b")
    assert "ab" in made
    assert not set(made) & set(UNSEEN)


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\u2028", "\u0085"])
def test_text_from_outside_brings_no_line_of_its_own(flavour: Flavour, line_end: str) -> None:
    assert printed(flavour, "{{ x }}", x=f"a{line_end}b") == "a b"


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_name_that_a_template_does_not_know_is_an_error(flavour: Flavour) -> None:
    with pytest.raises(UndefinedError):
        printed(flavour, "{{ nothing }}")
    with pytest.raises(UndefinedError):
        printed(flavour, "{{ x.nothing.more }}", x=1)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_numbers_are_printed_as_they_are(flavour: Flavour) -> None:
    assert printed(flavour, "{{ x }} {{ y|number }}", x=7, y=1240) == "7 1,240"


def test_html_is_escaped_and_our_own_markup_is_not() -> None:
    made = printed("html", "{{ x }}{{ y }}", x="<b>&'\"", y=Markup("<i>\n</i>"))
    assert made == "&lt;b&gt;&amp;&#39;&#34;<i>\n</i>"


def test_html_is_escaped_whatever_the_template_is_called() -> None:
    env = environment("html")
    assert env.autoescape is True


def test_plain_text_is_not_escaped() -> None:
    assert printed("text", "{{ x }}", x="<b> & 'c'") == "<b> & 'c'"


def test_what_our_filters_laid_out_keeps_its_lines() -> None:
    made = printed("text", "{{ x|heading }}", x="Watching")
    assert made.splitlines() == ["WATCHING", "-" * 72]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("plain text, with (brackets) and AIR-2026-0042.", "plain text, with (brackets) and AIR-2026-0042."),
        ("# heading", r"\# heading"),
        ("- item", r"\- item"),
        ("+ item", r"\+ item"),
        ("12. item", r"12\. item"),
        ("3) item", r"3\) item"),
        ("=====", r"\====="),
        ("`code` *a* _b_ ~c~", r"\`code\` \*a\* \_b\_ \~c\~"),
        ("[a](javascript:b)", r"\[a\](javascript:b)"),
        ("![a](b)", r"!\[a\](b)"),
        ("<script>", r"\<script\>"),
        ("&lt;script&gt;", r"\&lt;script\&gt;"),
        ("a | b \\ c", r"a \| b \\ c"),
        ("> quote", r"\> quote"),
    ],
)
def test_markdown_takes_the_meaning_from_every_mark(text: str, made: str) -> None:
    assert unmarked(text) == made
    assert printed("markdown", "{{ x }}", x=text) == made


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("<>&\"'`={}\n\x00"), max_size=60))
def test_no_text_becomes_an_element_or_leaves_its_attribute(text: str) -> None:
    page = read_html(printed("html", '<p title="{{ x }}">{{ x }}</p>', x=text))
    assert page.tags == ["p"]
    assert list(page.attributes[0][1]) == ["title"]
    assert not page.broken


def test_templates_are_taken_from_inside_the_package_first(tmp_path: Path) -> None:
    package = tmp_path / "pipeline"
    inside, beside = package / "templates", tmp_path / "templates"
    (beside / "email").mkdir(parents=True)
    assert template_dir(package) == beside
    (inside / "email").mkdir(parents=True)
    assert template_dir(package) == inside


def test_an_installation_without_templates_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="install the package again"):
        template_dir(tmp_path / "pipeline")


def test_the_templates_of_this_installation_are_found() -> None:
    assert (template_dir() / "email" / "brief.html.j2").is_file()
    assert (template_dir() / "site" / "layout.html.j2").is_file()
