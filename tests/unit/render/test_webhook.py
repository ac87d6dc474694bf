"""What a webhook is sent is JSON, whatever stands in an edition."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.errors import ConfigError
from pipeline.model.options import SiteOptions, WebhookOptions
from pipeline.render.webhook import inert, webhook_body
from tests.examples import RICH

SITE = SiteOptions(title="Offlimits", base_url="https://brief.example/ai/")


def made(template: str = "", **changes: str) -> object:
    options = WebhookOptions(url="https://chat.example/", template=template, origin="hook.j2" if template else "")
    return json.loads(webhook_body(replace(RICH, **changes), site=SITE, options=options))  # type: ignore[arg-type]


def test_the_template_that_ships_tells_the_main_thing_and_where_the_rest_is() -> None:
    told = made()
    assert isinstance(told, dict)
    assert set(told) == {"text"}
    assert told["text"].endswith("https://brief.example/ai/briefs/2026-W28/")
    assert inert(RICH.subject) in told["text"]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_ends_the_one_in_which_it_stands(text: str) -> None:
    assert made('{"a": "x{{ edition.subject }}y", "b": {{ edition.subject|json }}}', subject=text) == {
        "a": f"x{text}y",
        "b": text,
    }


@pytest.mark.parametrize("text", ['1, "admin": true', '"', "}", '", "admin": "yes', '"} {"'])
def test_a_value_without_quotation_marks_is_never_more_than_a_mistake(text: str) -> None:
    with pytest.raises(ConfigError, match="makes no JSON"):
        made('{"a": {{ edition.subject }}}', subject=text)


def test_a_template_can_walk_through_an_edition() -> None:
    told = made(
        '{"n": {{ edition["items"]|length }}, "l": [{% for i in edition["items"] %}"{{ i.headline }}"'
        "{% if not loop.last %},{% endif %}{% endfor %}]}"
    )
    assert told == {"n": len(RICH.items), "l": [item.headline for item in RICH.items]}


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{", "makes no JSON"),
        ("{% if %}", "hook.j2:1: "),
        ('{"a": "{{ nothing }}"}', "'nothing' is undefined"),
        ('{"a": "{{ edition.__class__.__mro__ }}"}', "hook.j2: "),
        ('{"a": "{{ [].append(1) }}"}', "hook.j2: "),
    ],
)
def test_what_a_template_cannot_do_is_said_with_its_name(template: str, told: str) -> None:
    with pytest.raises(ConfigError, match=r"hook\.j2") as wrong:
        made(template)
    assert told in str(wrong.value)


@pytest.mark.parametrize(
    "text", ["<!channel>", "@here look", "<https://x.example|click>", "[click](https://x.example)"]
)
def test_chat_programs_find_nothing_to_act_on(text: str) -> None:
    assert not {"<", ">"} & set(inert(text))
    assert "](" not in inert(text)
    assert "@h" not in inert(text)
