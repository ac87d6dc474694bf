import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.lexicon import language, names
from pipeline.analyse.lexicon.names import Additions, Tool, Vendor
from pipeline.analyse.lexicon.packs import read_pack
from pipeline.analyse.lexicon.prefilter import PrefilterWords, whole
from pipeline.analyse.prefilter import Choice, prepare_filter

PREFILTER = prepare_filter()
WORDS = read_pack("prefilter.yaml", PrefilterWords)
LUMI = Additions(tools=(Tool(name="Lumi Écrit", vendor="Tessera", also=("Lumi",), common=("Operator",)),))

BY_ANY_NAME = st.sampled_from(
    ["ChatGPT", "Claude Code", "DeepSeek", "AI chatbots", "深度求索", "챗GPT", "ディープシーク"]
)
HOLDS = st.sampled_from(
    ["bans", "blocked", "off-limits", "prohibits", "禁止", "금지", "verbietet", "запретил", "interdit"]
)
HIDDEN = st.sampled_from(["\u200b", "\u200d", "\u00ad", "\u2060", "\ufeff"])


def opened(title: str, summary: str = "") -> bool:
    return PREFILTER.judge(title, summary).open


def strictly(title: str, summary: str = "") -> bool:
    return PREFILTER.judge(title, summary, strict=True).open


class TestOpened:
    @pytest.mark.parametrize(
        "title",
        [
            "Verrano Bank bars employees from ChatGPT",
            "Aldermoor University phases out Copilot",
            "Perplexity no longer available in Kallista",
            "Ministry pulls Kimi from its app list",
            "Grok geofenced after inquiry",
            "Claude: access revoked for two resellers",
            "Doctors warned off ChatGPT",
            "Tessera keeps DeepSeek off its network",
            "Mill owner tells staff: no Gemini",
            "County shows chatbots the door",
            "Supply-chain risk label for Anthropic",
            "Export order covers Fable 5",
            "OpenAI loses its keys to Claude",
            "Court lets officials use DeepSeek again",
        ],
    )
    def test_a_tool_beside_a_word_that_restricts_or_lifts(self, title: str) -> None:
        assert opened(title)

    @pytest.mark.parametrize(
        "title",
        [
            "Insurer forbids staff to use chatbots",
            "Kallista blocks nudify apps",
            "Town hall halts generative AI for six months",
            "No AI assistants in our meetings, says the council",
            "Lender curbs AI coding tools",
            "Hospital suspends AI notetakers",
            "Freight firm bans writing assistant",
        ],
    )
    def test_ai_without_a_name_does_as_well(self, title: str) -> None:
        assert opened(title)

    @pytest.mark.parametrize(
        "title",
        [
            "阿里巴巴内部禁用Claude Code",
            "三星禁止员工使用ChatGPT等工具",
            "多部门停用深度求索",
            "OpenAI断供部分地区",
            "豆包被应用商店下架",
            "大学がChatGPTの使用を制限",
            "政府端末で生成AIは利用不可に",
            "은행, 직원 챗GPT 사용 금지",
            "딥시크 접속 차단",
            "Behörde untersagt ChatGPT",
            "KI-Verbot in der Kanzlei",
            "Stadt schränkt Copilot ein",
            "La ville interdit ChatGPT à ses agents",
            "Le ministère bloque l'IA générative",
            "El banco prohíbe ChatGPT",
            "Il comune vieta l'uso dell'IA",
            "Universidade proíbe ChatGPT",
            "Банк запретил сотрудникам ChatGPT",
            "Регулятор заблокировал чат-бот",
            "Kementerian memblokir DeepSeek",
            "Bakanlık ChatGPT'yi yasakladı",
        ],
    )
    def test_other_languages_and_names_within_texts_without_spaces(self, title: str) -> None:
        assert opened(title)

    @pytest.mark.parametrize(
        ("title", "why"),
        [
            ("What judges make of ChatGPT", 'names ChatGPT beside "judges"'),
            ("FTC writes to agencies about chatbots", 'names chatbots beside "agencies"'),
            ("DeepSeek and the Senate", 'names DeepSeek beside "senate"'),
            ("Watchdog writes to the maker of Replika", 'names Replika beside "watchdog"'),
            ("City publishes AI policy", 'names AI policy beside "city" and "policy"'),
            ("Anthropic to Windsurf: five days left", "names Anthropic and Windsurf"),
            ("Why Amazon's coders want Claude", "names Amazon and Anthropic"),
        ],
    )
    def test_who_is_bound_or_concerned_counts_without_such_a_word(self, title: str, why: str) -> None:
        assert PREFILTER.judge(title, "") == Choice(open=True, why=why)

    def test_title_and_summary_complete_each_other(self) -> None:
        assert opened("Verrano bans a popular tool", "Its engineers had put code into ChatGPT.")
        assert opened("Verrano and ChatGPT", "From Monday the assistant is blocked.")
        assert not opened("Verrano bans a popular tool")
        assert not opened("Verrano and ChatGPT")


class TestLeft:
    @pytest.mark.parametrize(
        ("title", "why"),
        [
            ("Kallista bans plastic bags", "names no AI tool"),
            ("Schools ban phones", "names no AI tool"),
            ("Apple pulls weather app", "names no AI tool"),
            ("Phone operator blocks spam calls", "names no AI tool"),
            ("J'ai bloqué mon voisin", "names no AI tool"),
            ("Vietato ai minori", "names no AI tool"),
            ("Publisher blocks AI crawlers", "names no AI tool"),
            ("Fair bans AI-generated pictures", "names no AI tool"),
            ("OpenAI unveils a faster model", "no word of restriction"),
            ("Claude learns to read maps", "no word of restriction"),
            ("DeepSeek发布新模型", "no word of restriction"),
            ("ChatGPT vs Claude: a comparison", "no word of restriction"),
            ("", "names no AI tool"),
        ],
    )
    def test_what_lacks_one_of_both(self, title: str, why: str) -> None:
        assert PREFILTER.judge(title, "") == Choice(open=False, why=why)

    def test_a_word_of_many_uses_must_stand_beside_ai(self) -> None:
        assert opened("OpenAI removes a voice")
        assert not opened("OpenAI hires a designer", "He removes clutter for a living.")

    def test_people_in_the_summary_alone_are_not_enough(self) -> None:
        assert not opened("OpenAI opens an office", "ChatGPT was made by engineers.")

    @pytest.mark.parametrize("verb", ["cuts", "ends", "closes"])
    def test_a_verb_of_access_needs_access_for_its_object(self, verb: str) -> None:
        assert opened(f"Cohere {verb} its access for resellers")
        assert not opened(f"Cohere {verb} a round of funding")

    def test_only_the_beginning_of_a_long_summary_counts(self) -> None:
        assert not opened("A night with ChatGPT", "Nothing happened. " * 40 + "It was banned.")
        assert not opened("word " * 80 + "ChatGPT banned")


class TestStrict:
    @pytest.mark.parametrize(
        ("title", "summary"),
        [
            ("Verrano bans ChatGPT", ""),
            ("A day in Kallista", "Officials may no longer use DeepSeek."),
            ("Meta suspends AI tools", ""),
            ("三星禁止员工使用ChatGPT", ""),
            ("딥시크 접속 차단", ""),
        ],
    )
    def test_a_name_close_to_a_word_is_enough(self, title: str, summary: str) -> None:
        assert strictly(title, summary)

    @pytest.mark.parametrize(
        ("title", "summary"),
        [
            ("Insurer forbids staff to use chatbots", ""),
            ("What judges make of ChatGPT", ""),
            ("Anthropic to Windsurf: five days left", ""),
            ("Verrano bans a popular tool", "Its engineers had put code into ChatGPT."),
            (
                "ChatGPT is three years old today, and so is the habit of asking it about all under the sun: a ban",
                "",
            ),
        ],
    )
    def test_less_than_that_is_not(self, title: str, summary: str) -> None:
        assert opened(title, summary)
        choice = PREFILTER.judge(title, summary, strict=True)
        assert choice == Choice(open=False, why="no word of restriction near a name")

    def test_a_vendor_of_much_else_counts_where_the_text_speaks_of_ai(self) -> None:
        assert strictly("Microsoft blocks an AI feature")
        assert not strictly("Microsoft blocks macros")

    def test_the_reason_names_both(self) -> None:
        assert PREFILTER.judge("Verrano bans ChatGPT", "", strict=True).why == 'names ChatGPT beside "bans"'


class TestSpelling:
    @pytest.mark.parametrize(
        "name",
        [
            "Claude\u200b Code",
            "Cl\u00adaude",
            "ＣｈａｔＧＰＴ",
            "Chat\u2011GPT",
            "CHATGPT",
            "chatgpt",
            "GPT-4o",
            "GPT4",
            "Qwen3",
            "Copilots",
            "OpenAI’s",
            "“DeepSeek”",
            "A.I.",
        ],
    )
    def test_names_are_found_however_they_are_spelt(self, name: str) -> None:
        assert opened(f"Verrano bans {name} at once")

    def test_curly_apostrophes_are_straight_ones(self) -> None:
        assert opened("Staff can’t use it", "It is about ChatGPT: we can’t use it")
        assert opened("ChatGPT: they don’t use it")
        assert opened("ChatGPT: they don't use it")

    @pytest.mark.parametrize("word", ["chatgptish", "disclaude", "grokking", "sopenai"])
    def test_a_name_within_another_word_is_none(self, word: str) -> None:
        assert not opened(f"Verrano bans {word}")

    def test_the_reason_shows_the_name_as_it_is_written(self) -> None:
        assert PREFILTER.judge("Verrano BANS ChatGPT", "").why == 'names ChatGPT beside "bans"'
        assert PREFILTER.judge("Straße: Verbot für ChatGPT", "").why == 'names chatgpt beside "verbot"'

    def test_a_word_without_end_is_cut_in_the_reason(self) -> None:
        choice = PREFILTER.judge("ChatGPT prohibit" + "o" * 200, "")
        assert choice.open
        assert len(choice.why) < 80


class TestAdditions:
    def test_an_operators_names_count_even_if_they_are_common_words(self) -> None:
        own = prepare_filter(LUMI)
        for title in (
            "Verrano bans Lumi",
            "Operator banned",
            "LUMI E\u0301CRIT banned",
        ):
            assert own.judge(title, "").open, title
            assert not opened(title), title

    def test_an_operators_vendor_counts(self) -> None:
        own = prepare_filter(Additions(vendors=(Vendor(name="Tessera", country="FR", also=("Tessera Labs",)),)))
        assert own.judge("Tessera cuts off a reseller", "").open
        assert own.judge("Tessera and Anthropic", "").why == "names Anthropic and Tessera"
        assert not opened("Tessera cuts off a reseller")

    def test_the_version_changes_with_the_names_and_only_with_them(self) -> None:
        assert re.fullmatch("[0-9a-f]{16}", PREFILTER.version)
        assert prepare_filter().version == PREFILTER.version == prepare_filter(Additions()).version
        assert prepare_filter(LUMI).version != PREFILTER.version

    def test_the_version_tells_whose_a_tool_is(self) -> None:
        """Two vendors in one title open a page, so the same names with another vendor may decide differently."""
        one, other = (prepare_filter(Additions(tools=(Tool(name="Lumi", vendor=vendor),))) for vendor in "AB")
        assert one.version != other.version


class TestShipped:
    def test_names_that_are_left_out_are_names_of_the_lexicon(self) -> None:
        assert set(WORDS.everyday) <= names.load().spellings

    def test_broad_vendors_are_vendors(self) -> None:
        assert set(WORDS.broad) <= set(names.load().vendors)

    def test_every_other_tool_is_opened_beside_a_ban(self) -> None:
        tools = [name for name in names.load().tools if name not in WORDS.everyday]
        assert len(tools) > 60
        assert [name for name in tools if not opened(f"Verrano bans {name}")] == []

    def test_every_verb_of_the_lexicon_opens_with_access_to_a_tool(self) -> None:
        verbs = language.load().restricting.verb_forms
        assert [verb for verb in verbs if not opened(f"Verrano {verb} access to ChatGPT")] == []

    @pytest.mark.parametrize("text", ["bans", "ban bans", "禁bans限", "4 bans"])
    def test_whole_words_are_found_between_scripts(self, text: str) -> None:
        assert re.search(whole("bans"), text)

    @pytest.mark.parametrize("text", ["urbans", "bansé", "банbans", "9bans"])
    def test_parts_of_words_are_not(self, text: str) -> None:
        assert not re.search(whole("bans"), text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=400))
def test_any_text_gets_a_choice_with_a_reason_and_strict_opens_nothing_more(title: str, summary: str) -> None:
    loose, strict = PREFILTER.judge(title, summary), PREFILTER.judge(title, summary, strict=True)
    assert loose.why
    assert strict.why
    assert loose.open or not strict.open
    assert PREFILTER.judge(title, summary) == loose


@settings(max_examples=60, deadline=None)
@given(BY_ANY_NAME, HOLDS, st.text(alphabet="qxz ,.:", max_size=30), st.booleans())
def test_name_and_word_are_found_in_either_order_with_anything_between(
    name: str, word: str, between: str, first: bool
) -> None:
    title = f"{name} {between} {word}" if first else f"{word} {between} {name}"
    assert opened(title)
    assert opened(title.upper())
    assert opened(unicodedata.normalize("NFD", title))


@settings(max_examples=60, deadline=None)
@given(BY_ANY_NAME, HIDDEN, st.integers(min_value=1, max_value=5))
def test_nothing_unseen_hides_a_name(name: str, hidden: str, place: int) -> None:
    assert opened(f"Verrano bans {name[:place]}{hidden}{name[place:]}")
