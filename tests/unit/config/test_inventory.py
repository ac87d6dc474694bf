"""inventory.yaml: every tool is known under all its names, and what is most likely not meant is told."""

from pathlib import Path

import pytest

from pipeline.config.settings import Settings, load
from pipeline.model.errors import ConfigError
from pipeline.model.options import InventoryTool
from tests.unit.config.files import SOURCE, loaded, problems

US = "organisation: {name: Our Firm}\n"
OURS = "lexicon:\n  tools: [{name: House Scribe, vendor: Inkwell, also: [Scribe], models: [Pro]}]\n"


def tool(folder: Path, line: str, feeds: str = SOURCE) -> InventoryTool:
    found = loaded(folder, feeds, f"{US}tools:\n  - {line}\n").inventory
    assert found is not None
    return found.tools[0]


@pytest.mark.parametrize(
    ("name", "alias"),
    [
        ("Deepseek", "DeepSeek"),
        ("DeepSeek", "深度求索"),
        ("Copilot", "Microsoft Copilot"),
        ("Scribe", "House Scribe"),
        ("Scribe 4.2", "House Scribe 4.2"),
        ("Scribe Pro", "House Scribe Pro"),
        ("scribe", "House Scribe"),
    ],
)
def test_a_tool_is_known_by_all_names_of_the_lexicon(tmp_path: Path, name: str, alias: str) -> None:
    assert alias in tool(tmp_path, f"{{name: {name}}}", SOURCE + OURS).aliases


def test_a_name_of_our_own_is_resolved_by_its_aliases(tmp_path: Path) -> None:
    found = tool(tmp_path, "{name: The helper, aliases: [Chat GPT]}")
    assert (found.name, found.vendor) == ("The helper", "OpenAI")
    assert found.aliases[:2] == ("Chat GPT", "ChatGPT")


@pytest.mark.parametrize(
    ("name", "wholes"),
    [
        ("Claude Opus 4", ("Claude",)),
        ("ChatGPT Enterprise", ("ChatGPT",)),
        ("Claude Code", ()),
        ("Claude", ()),
        ("Gemini CLI", ()),
    ],
)
def test_a_model_and_an_edition_belong_to_their_product_and_a_product_to_none(
    tmp_path: Path, name: str, wholes: tuple[str, ...]
) -> None:
    assert tool(tmp_path, f"{{name: {name}}}").wholes == wholes


def test_of_a_product_the_models_may_be_used(tmp_path: Path) -> None:
    parts = tool(tmp_path, "{name: Claude}").parts
    assert {"Claude Opus", "Claude Enterprise"} <= set(parts)
    assert "Claude Code" not in parts


def test_a_vendor_named_like_a_tool_does_not_stand_for_its_other_tools(tmp_path: Path) -> None:
    assert tool(tmp_path, "{name: Comet}").vendor == "Perplexity"
    assert "Perplexity" not in tool(tmp_path, "{name: Comet}").vendor_names
    assert "Anthropic" in tool(tmp_path, "{name: Claude Code}").vendor_names


def test_the_old_key_of_regions_is_read(tmp_path: Path) -> None:
    assert tool(tmp_path, "{name: Quill, countries: [RS, EU]}").regions == ("RS", "EU")
    told = problems(tmp_path, SOURCE, f"{US}tools:\n  - {{name: Quill, countries: [RS], regions: [DE]}}\n")
    assert list(told) == [
        "inventory.yaml:3: tools[0]: 'countries' is the old name of 'regions', and both stand here; remove 'countries'"
    ]


@pytest.mark.parametrize("code", ["DE", "EU", "EEA"])
def test_countries_and_groups_are_places(tmp_path: Path, code: str) -> None:
    assert tool(tmp_path, f"{{name: Quill, regions: [{code}]}}").regions == (code,)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{name: Quill, regions: [UK]}", "tools[0].regions[0]: 'UK' is no country of ISO 3166; did you mean 'GB'?"),
        ("{name: Quill, regions: [XX]}", "tools[0].regions[0]: 'XX' is no country of ISO 3166; write one such as 'DE'"),
        ("{name: Quill, criticality: huge}", "tools[0].criticality: 'huge' is not known; write"),
        ("{name: Quill}\n  - {name: QUILL}", "tools[1].name: 'QUILL' is 'Quill' already; make one line of the two"),
        ("{name: Quill}\n  - {name: Quill}", "tools[1].name: 'Quill' is 'Quill' already; make one line of the two"),
        ("{name: Quill}\n  - {name: Pen, aliases: [Quill]}", "tools[1].name: 'Quill' is 'Quill' already"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, line: str, told: str) -> None:
    (found,) = problems(tmp_path, SOURCE, f"{US}tools:\n  - {line}\n")
    assert found.partition(": ")[2].startswith(told)


def hints(settings: Settings) -> list[str]:
    return [hint.partition(": ")[2] for hint in settings.hints]


MISSED = "add it to lexicon.tools in feeds.yaml, or reports about it may be missed"


def test_a_name_that_nobody_knows_is_a_hint_with_what_may_be_meant(tmp_path: Path) -> None:
    names = ("ChatGTP", "Zqxv", "Claude Code", "Scribe Pro", "GPT-4.5", "Claude Fable 5")
    tools = "".join(f"  - {{name: {name}}}\n" for name in names)
    found = loaded(tmp_path, SOURCE + OURS, f"{US}tools:\n{tools}")
    assert hints(found) == [
        f"tools[0].name: 'ChatGTP' is in no list of tools; did you mean 'ChatGPT'? If not, {MISSED}",
        f"tools[1].name: 'Zqxv' is in no list of tools; {MISSED}",
    ]


PLAY = "  - {{bearing: binds us, department: Security, step: '{step}', due: {due}}}\n"


def playbook(folder: Path, text: str) -> list[str]:
    (folder / "playbook.yaml").write_text(text, encoding="utf-8")
    try:
        loaded(folder, SOURCE, US)
    except ConfigError as error:
        return list(error.problems)
    return []


@pytest.mark.parametrize(
    ("step", "due", "told"),
    [
        ("Stop {tool}: {restriction}", "on the day", ""),
        ("Stop {tool}: {restriction} {hour}", "now", "steps[0].step: '{hour}' stands for nothing; write one of {day}"),
        ("Stop {tool}: {restriction} {", "now", "steps[0].step: 'Stop {tool}: {restriction} {' has a brace too many"),
        ("Stop {tool}", "now", "steps[0].step: a step names the tool and the restriction; write {restriction} into it"),
        ("Train staff", "now", "steps[0].step: a step names the tool and the restriction; write {tool} into it"),
        ("Stop {tool}: {restriction}", "soon", "steps[0].due: 'soon' is no time; write '14 days before'"),
    ],
)
def test_a_step_names_what_it_is_about_and_when(tmp_path: Path, step: str, due: str, told: str) -> None:
    found = playbook(tmp_path, "steps:\n" + PLAY.format(step=step, due=due))
    assert [line.partition(": ")[0] for line in found] == ["playbook.yaml:2"] * bool(told)
    assert all(line.partition(": ")[2].startswith(told) for line in found)


def test_of_what_is_unknown_only_whether_it_touches_us_can_be_a_step(tmp_path: Path) -> None:
    line = "  - {bearing: unknown, department: IT, step: 'Stop {tool}: {restriction}', due: now}\n"
    (told,) = playbook(tmp_path, f"steps:\n{line}")
    assert told.endswith("where the bearing is unknown, a step begins with 'Find out whether '; write it so")


def test_the_playbook_that_ships_counts_where_there_is_none_and_where_all_of_it_is_commented_out(
    tmp_path: Path,
) -> None:
    shipped = loaded(tmp_path, SOURCE, US).inventory
    (tmp_path / "playbook.yaml").write_text("# steps:\n", encoding="utf-8")
    commented = load(tmp_path / "feeds.yaml").inventory
    (tmp_path / "playbook.yaml").write_text("steps: []\n", encoding="utf-8")
    emptied = load(tmp_path / "feeds.yaml").inventory
    assert shipped is not None
    assert emptied is not None
    assert commented == shipped
    assert len(shipped.playbook) > 10
    assert emptied.playbook == ()


@pytest.mark.parametrize("name", ["Alibaba Group", "Alibaba"])
def test_an_organisation_that_the_lexicon_knows_is_met_under_the_name_that_the_register_prints(
    tmp_path: Path, name: str
) -> None:
    found = loaded(tmp_path, SOURCE, f"organisation: {{name: {name}, aliases: [AliFirm]}}\n").inventory
    assert found is not None
    assert found.organisation == name
    assert {"Alibaba", "Alibaba Group", "AliFirm"} <= {found.organisation, *found.aliases}
    assert name not in found.aliases
