import re
from datetime import date
from importlib import resources

import pytest

from pipeline.analyse.lexicon import names
from pipeline.analyse.lexicon.names import Actor, Additions, Alias, Lexicon, Region, Tool, Vendor


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return names.load()


class TestShipped:
    def test_the_names_are_dated(self) -> None:
        assert date.fromisoformat(names.pack_date()) >= date(2026, 12, 1)

    def test_every_tool_has_a_vendor_that_is_listed(self, lexicon: Lexicon) -> None:
        assert {tool.vendor for tool in lexicon.tools.values()} <= set(lexicon.vendors)

    @pytest.mark.parametrize("name", ["Copilot", "Cursor", "Gemini", "Operator", "Perplexity"])
    def test_names_that_are_common_words_too_are_marked(self, lexicon: Lexicon, name: str) -> None:
        assert any(name in tool.common for tool in lexicon.tools.values())

    def test_no_spelling_stands_for_two_vendors_or_actors(self, lexicon: Lexicon) -> None:
        rows = [(row.name, row.also) for row in lexicon.vendors.values()]
        rows += [(row.name, row.also) for row in lexicon.actors.values()]
        spellings = [word for name, also in rows for word in {name, *also}]
        assert sorted(word for word in set(spellings) if spellings.count(word) > 1) == []

    @pytest.mark.parametrize("file", ["tools.yaml", "vendors.yaml", "actors.yaml", "regions.yaml"])
    def test_every_entry_is_one_line(self, file: str) -> None:
        text = (resources.files("pipeline.analyse.lexicon") / "data" / file).read_text(encoding="utf-8")
        assert all(line.startswith(("# ", "- {")) and line.endswith(("}", ".")) for line in text.splitlines())

    def test_countries_are_codes_of_regions(self, lexicon: Lexicon) -> None:
        countries = {vendor.country for vendor in lexicon.vendors.values()}
        countries |= {actor.country for actor in lexicon.actors.values()}
        assert countries - {None} <= set(lexicon.regions)

    def test_no_spelling_stands_for_two_tools(self, lexicon: Lexicon) -> None:
        spellings = [word for tool in lexicon.tools.values() for word in {tool.name, *tool.also, *tool.common}]
        assert len(spellings) == len(set(spellings))

    def test_no_spelling_stands_for_two_regions(self, lexicon: Lexicon) -> None:
        spellings = [word for region in lexicon.regions.values() for word in region.spellings]
        assert len(spellings) == len(set(spellings)) == len(lexicon.region_codes)

    def test_names_have_no_white_space_around_them(self, lexicon: Lexicon) -> None:
        assert all(word == word.strip() and word for word in lexicon.spellings)


class TestVendorOf:
    @pytest.mark.parametrize(
        ("tool", "vendor"),
        [
            ("ChatGPT", "OpenAI"),
            ("ChatGPT Enterprise", "OpenAI"),
            ("Claude 3.7 Sonnet", "Anthropic"),
            ("GPT-9.1", "OpenAI"),
            ("Claude", "Anthropic"),
            ("Claudette", None),
            ("Nothing at all", None),
        ],
    )
    def test_a_tool_with_model_and_version_is_its_vendors(
        self, lexicon: Lexicon, tool: str, vendor: str | None
    ) -> None:
        assert lexicon.vendor_of(tool) == vendor

    def test_the_longest_name_counts(self, lexicon: Lexicon) -> None:
        more = lexicon.extended(Additions(tools=(Tool(name="Claude Garden", vendor="Somebody Else"),)))
        assert more.vendor_of("Claude Garden 2") == "Somebody Else"
        assert more.vendor_of("Claude Opus 2") == "Anthropic"


class TestRegions:
    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("users in China and Hong Kong", ("CN", "HK")),
            ("Chinese firms in mainland China", ("CN",)),
            ("South Korean users", ("KR",)),
            ("North Korea and South Korea", ("KP", "KR")),
            ("Hong Kong, then China", ("HK", "CN")),
            ("staff everywhere", ()),
            ("Indochina and Chinatown", ()),
            ("Sino-China trade", ()),
            ("in the U.K. and the EU", ("GB", "EU")),
        ],
    )
    def test_regions_are_found_once_in_the_order_of_the_text(
        self, lexicon: Lexicon, text: str, codes: tuple[str, ...]
    ) -> None:
        assert lexicon.regions_in(text) == codes

    def test_a_region_knows_all_its_spellings(self) -> None:
        assert Region(code="XX", name="Examplia", adjective="Examplian", also=("Ex",)).spellings == (
            "Examplia",
            "Examplian",
            "Ex",
        )
        assert Region(code="XX", name="Examplia").spellings == ("Examplia",)


class TestDocuments:
    @pytest.mark.parametrize(
        ("told_by", "names_one"),
        [("an internal memo", True), ("Internal Memo", True), ("Reuters", False), ("three people", False)],
    )
    def test_a_paper_is_told_from_people_and_outlets(self, lexicon: Lexicon, told_by: str, names_one: bool) -> None:
        assert lexicon.names_document(told_by) is names_one


class TestAdditions:
    MORE = Additions(
        tools=(Tool(name="Quill", vendor="Quillhaven", also=("Quill AI",), common=("Q",)),),
        vendors=(Vendor(name="Quillhaven", country="DK", also=("Quillhaven ApS",)),),
        actors=(Actor(name="Northwind Freight", type="company", country="NO", also=("Northwind",)),),
    )

    def test_added_names_are_known_by_every_spelling(self, lexicon: Lexicon) -> None:
        more = lexicon.extended(self.MORE)
        assert more.vendor_of("Quill 7") == "Quillhaven"
        assert more.firms["Northwind"] == "Northwind Freight"
        assert more.firms["Quillhaven ApS"] == "Quillhaven"
        assert {"Quill", "Quill AI", "Q", "Northwind", "Quillhaven ApS", "China"} <= more.spellings

    def test_what_is_shipped_stays_and_is_not_changed(self, lexicon: Lexicon) -> None:
        before = set(lexicon.tools)
        more = lexicon.extended(self.MORE)
        assert set(lexicon.tools) == before
        assert set(more.tools) == before | {"Quill"}
        assert (more.regions, more.press) == (lexicon.regions, lexicon.press)

    def test_all_names_stay_sorted(self, lexicon: Lexicon) -> None:
        more = lexicon.extended(self.MORE)
        assert list(more.tools) == sorted(more.tools, key=str.casefold)
        assert list(more.vendors) == sorted(more.vendors, key=str.casefold)
        assert list(more.actors) == sorted(more.actors, key=str.casefold)

    def test_an_entry_of_the_same_name_replaces_the_shipped_one(self, lexicon: Lexicon) -> None:
        more = lexicon.extended(Additions(tools=(Tool(name="ChatGPT", vendor="Somebody Else"),)))
        assert more.vendor_of("ChatGPT") == "Somebody Else"
        assert len(more.tools) == len(lexicon.tools)

    def test_an_alias_is_one_more_spelling_of_what_is_listed(self, lexicon: Lexicon) -> None:
        aliases = (
            Alias(alias="Chatty", of="ChatGPT"),
            Alias(alias="Copper", of="Microsoft Copilot", common=True),
            Alias(alias="Sam's firm", of="OpenAI"),
            Alias(alias="Lone Star", of="Texas"),
            Alias(alias="Nobody", of="Nothing"),
        )
        more = lexicon.extended(Additions(aliases=aliases))
        assert more.tools["ChatGPT"].also == (*lexicon.tools["ChatGPT"].also, "Chatty")
        assert more.tools["Microsoft Copilot"].common == ("Copilot", "Copper")
        assert (more.firms["Sam's firm"], more.firms["Lone Star"]) == ("OpenAI", "Texas")
        assert "Nobody" not in more.spellings

    def test_nothing_added_changes_nothing(self, lexicon: Lexicon) -> None:
        assert lexicon.extended(Additions()) == lexicon


def test_loading_twice_gives_the_same(lexicon: Lexicon) -> None:
    again = names.load()
    assert again == lexicon
    assert isinstance(again.documents, re.Pattern)
