import re
from dataclasses import fields

import pytest

from pipeline.analyse.lexicon import language
from pipeline.analyse.lexicon.language import Language
from pipeline.model.vocabulary import ACTION_CLASS, ActorType


@pytest.fixture(scope="module")
def words() -> Language:
    return language.load()


def test_every_subject_is_loaded(words: Language) -> None:
    assert all(getattr(words, item.name) is not None for item in fields(Language))


def test_the_language_is_the_same_each_time(words: Language) -> None:
    assert language.load() == words


class TestParties:
    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("Aldermoor University", "university"),
            ("Ministry of Education", "government-body"),
            ("District Court of Larvik", "court"),
            ("Bottlewood", None),
        ],
    )
    def test_a_word_in_a_name_says_what_it_is(self, words: Language, name: str, kind: ActorType | None) -> None:
        assert words.parties.kind_of(name) == kind

    def test_every_reference_is_found_by_its_noun(self, words: Language) -> None:
        for row in words.parties.references:
            assert words.parties.reference(row.noun) is row
            assert row.kinds
        with pytest.raises(StopIteration):
            words.parties.reference("no such noun")


class TestThings:
    def test_general_names_are_those_that_are_printed(self, words: Language) -> None:
        assert words.things.general_names == {row.name for row in words.things.general}
        assert "AI tools" in words.things.general_names


class TestRestricting:
    @pytest.mark.parametrize(
        ("word", "form"),
        [("banned", "participle"), ("bans", "third"), ("banning", "ing"), ("ban", "base"), ("forbade", "past")],
    )
    def test_every_form_of_a_verb_is_found(self, words: Language, word: str, form: str) -> None:
        assert words.restricting.verbs.search(f"they {word} it")
        assert any(form in entry.forms for entry in words.restricting.verb_forms[word])

    def test_a_word_that_is_base_and_past_is_no_sure_base(self, words: Language) -> None:
        assert "ban" in words.restricting.bases
        assert "cut" not in words.restricting.bases

    def test_every_phrase_is_found_by_the_pattern_for_all_of_them(self, words: Language) -> None:
        restricting = words.restricting
        assert len(restricting.phrases) > 20
        assert all(phrase.action in ACTION_CLASS for _, phrase in (*restricting.phrases, *restricting.ordered))
        assert restricting.phrase.search("staff may no longer use it")

    def test_nouns_are_found_alone_and_as_objects(self, words: Language) -> None:
        assert words.restricting.nouns.search("the bans are")
        assert words.restricting.noun_object.match(" its new ban")
        assert words.restricting.noun_object.match(" Larvik's ban".lower())

    def test_what_verbs_make_of_a_noun_is_restricting_or_lifting(self, words: Language) -> None:
        assert [action for _, action in words.restricting.governing] == ["lift", "lift", "ban"]
        assert all(isinstance(pattern, re.Pattern) for pattern, _ in words.restricting.governing)
