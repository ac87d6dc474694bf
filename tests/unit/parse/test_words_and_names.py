"""Stems, word lists, slots, and the facts of a sentence."""

from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.parse.facts import Facts, Names, Tokens, bare, names_in_title, quotations
from pipeline.parse.lexicon import load, phrases, stems, weights
from pipeline.parse.slots import Slot, find_slot
from pipeline.text.stems import stem

LISTS = sorted(path.name.removesuffix(".txt") for path in files("pipeline.parse").joinpath("data").iterdir())


@pytest.mark.parametrize(
    "family",
    [
        ("ban", "bans", "banned", "banning"),
        ("restrict", "restricts", "restricted", "restricting"),
        ("policy", "policies"),
        ("apply", "applies", "applied", "applying"),
        ("use", "uses", "used", "using"),
        ("organisation", "organization", "organisations", "organizations"),
        ("prioritise", "prioritize", "prioritized", "prioritising"),
        ("class", "classes"),
        ("company", "company's", "companies"),
        ("quick", "quickly"),
    ],
)
def test_forms_of_a_word_have_one_stem(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize("word", ["gpt4", "2026", "ai", "bus", "this", "news"])
def test_short_words_and_words_with_digits_are_left_alone(word: str) -> None:
    assert stem(word).startswith(word.removesuffix("s"))


@settings(max_examples=60, deadline=None)
@given(word=st.text(st.characters(categories=["Ll", "Nd"]), max_size=15))
def test_a_stem_is_no_longer_than_its_word_and_never_empty(word: str) -> None:
    assert len(stem(word)) <= len(word)
    assert bool(stem(word)) == bool(word)


@pytest.mark.parametrize("name", LISTS)
def test_every_word_list_can_be_loaded(name: str) -> None:
    assert load(name)


@pytest.mark.parametrize("name", ["advising", "credits", "guides", "remarks", "rules", "summaries", "summing"])
def test_every_list_of_phrases_is_a_pattern(name: str) -> None:
    assert phrases(name).search("") is None


def test_a_missing_list_is_a_mistake_in_the_package() -> None:
    with pytest.raises(FileNotFoundError):
        load("no-such-list")


def test_each_learned_weight_stands_behind_its_name() -> None:
    assert weights("features")["points back"] < 0 < weights("features")["abstract words"]
    assert all(one == stem(one) or one not in weights("weights") for one in stems("audience"))


def test_a_weight_that_is_no_number_is_a_mistake_in_the_package() -> None:
    with pytest.raises(ValueError, match="could not convert"):
        weights("audience")


def test_stems_of_a_list_hold_its_entries() -> None:
    assert stem("organizations") in stems("audience")


TITLE = ["fabrikam", "pauses", "nimbus", "for", "planners"]


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("teams follow fabrikam pauses nimbus for planners with interest", Slot(2, 7)),
        ("teams follow fabrikam pauses nimbus with interest", Slot(2, 5)),
        ("fabrikam pauses nimbus", Slot(0, 3)),
        ("nimbus was paused by fabrikam for planners", None),
        ("fabrikam and nimbus", None),
        ("", None),
    ],
)
def test_a_slot_is_a_run_of_title_words(text: str, slot: Slot | None) -> None:
    assert find_slot(text.split(), TITLE) == slot


def test_a_short_title_makes_no_slot() -> None:
    assert find_slot(["about", "fabrikam", "nimbus"], ["fabrikam", "nimbus"]) is None
    assert find_slot(["fabrikam"], []) is None


_WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12)


@settings(max_examples=60, deadline=None)
@given(words=_WORDS, title=_WORDS)
def test_what_stands_in_a_slot_stands_in_the_title(words: list[str], title: list[str]) -> None:
    slot = find_slot(words, title)
    if slot is not None:
        run = words[slot.start : slot.end]
        assert any(title[i : i + len(run)] == run for i in range(len(title)))


DOCUMENT = (
    "Fabrikam has told staff to remove Nimbus.",
    "The company Fabrikam gave no reason.",
    "Engineers at the firm said that Nimbus is useful.",
    "China's regulator asked about it.",
    "The order is dated 10 July 2026.",
)


def facts(text: str, *more: str, title: str = "Fabrikam Bans Nimbus") -> Facts:
    names = Names((Tokens.of(one) for one in (*DOCUMENT, *more)), title)
    return names.facts(Tokens.of(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Staff at Fabrikam use Nimbus.", {"fabrikam", "nimbus"}),
        ("Nimbus is gone.", {"nimbus"}),
        ("Engineers are told.", set()),
        ("DeepSeek is gone.", {"deepseek"}),
        ("Brad Smith is here.", {"brad", "smith"}),
        ("The IT team uses AI-driven apps on its PCs.", set()),
        ("The US and the EU agree.", {"us", "eu"}),
        ("Chinese users and users in China", {"china"}),
        ("Fabrikam's answer", {"fabrikam"}),
        ("It is On The Table", {"table"}),
        ("She left in May.", set()),
        ("", set()),
    ],
)
def test_names_are_told_by_their_spelling(text: str, names: set[str]) -> None:
    assert facts(text).names == names


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("on 10 July", {"10", "jul", "10jul"}),
        ("on July 10, 2026", {"jul", "10", "10jul", "2026"}),
        ("since July 2026", {"jul", "2026", "2026jul"}),
        ("on Friday", {"fri"}),
        ("1,140 laptops and 3.5 percent", {"1", "140", "3.5"}),
        ("they may march on", set()),
        ("CVE-2026-1 and 24/7", {"cve-2026-1", "24/7"}),
        ("two of them", set()),
    ],
)
def test_numbers_months_and_days_are_found(text: str, numbers: set[str]) -> None:
    assert facts(text).numbers == numbers


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ('He said "it is over now" and left.', ['"it is over now"']),
        ("“It is over now,” he said. “We all go.”", ["“It is over now,”", "“We all go.”"]),
        ("„Es ist jetzt vorbei“, sagte er.", ["„Es ist jetzt vorbei“"]),
        ("« C'est fini maintenant » dit-il", ["« C'est fini maintenant »"]),
        ("“It is not closed in this paragraph", ["“It is not closed in this paragraph"]),
        ('the "app" and the "so called" tool', []),
        ('5" screens are not words of anybody at all', []),
        ("no marks at all", []),
    ],
)
def test_quotations_are_found_with_their_marks(text: str, spans: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text)] == spans


def test_facts_add_up() -> None:
    one = Facts(names=frozenset({"a"}), numbers=frozenset({"1"}))
    both = one | Facts(names=frozenset({"b"}), quotes=True)
    assert both == Facts(names=frozenset({"a", "b"}), numbers=frozenset({"1"}), quotes=True)
    assert not both.none
    assert Facts().none


def test_words_lose_the_genitive() -> None:
    assert [bare(word) for word in ("Anthropic's", "Anthropic’s", "users'", "it's")] == [
        "anthropic",
        "anthropic",
        "users",
        "it",
    ]


def test_the_words_of_a_title_are_spelled_like_names() -> None:
    assert names_in_title("Chinese Regulator's Ban") == {"china", "regulator", "ban"}


def slot_of(text: str, title: str, *more: str) -> Slot | None:
    tokens = Tokens.of(text)
    return Names([*(Tokens.of(one) for one in (*DOCUMENT, *more)), tokens], title).slot(tokens)


@pytest.mark.parametrize(
    "text",
    [
        "Teams are watching fabrikam bans nimbus closely.",
        "What Fabrikam Bans Nimbus means for teams",
    ],
)
def test_a_title_in_the_wrong_spelling_is_a_slot(text: str) -> None:
    assert slot_of(text, "Fabrikam Bans Nimbus", "The firm bans it.") is not None


def test_a_long_title_in_small_letters_is_a_slot_without_a_name_in_it() -> None:
    text = "Teams follow state removes chatbots from schools closely."
    assert slot_of(text, "State Removes Chatbots From Schools") is not None


@pytest.mark.parametrize(
    "text",
    ["The firm Fabrikam bans Nimbus from Monday.", "Fabrikam is watched by all.", "The state attorney had no comment."],
)
def test_a_title_in_its_own_spelling_is_no_slot(text: str) -> None:
    assert slot_of(text, "Fabrikam bans Nimbus", "It bans the tool.") is None


def test_what_stands_in_a_slot_does_not_change_what_is_a_name() -> None:
    more = "Teams are watching fabrikam bans nimbus closely."
    assert facts("Nimbus is gone.", more).names == {"nimbus"}


def test_tokens_without_a_slot_are_the_others() -> None:
    tokens = Tokens.of("Teams watch fabrikam bans nimbus now")
    assert tokens.without(Slot(2, 5)).written == ["Teams", "watch", "now"]
    assert tokens.without(Slot(2, 5)).bare == ["teams", "watch", "now"]
