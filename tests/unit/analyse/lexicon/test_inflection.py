import pytest

from pipeline.analyse.lexicon.inflection import Inflection, load

PLAIN = Inflection(irregular={"cut": ("cut", "cut"), "freeze": ("froze", "frozen")}, doubling=frozenset({"ban", "cut"}))


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("block", "block blocks blocked blocked blocking"),
        ("ban", "ban bans banned banned banning"),
        ("remove", "remove removes removed removed removing"),
        ("deny", "deny denies denied denied denying"),
        ("delay", "delay delays delayed delayed delaying"),
        ("pass", "pass passes passed passed passing"),
        ("fix", "fix fixes fixed fixed fixing"),
        ("switch", "switch switches switched switched switching"),
        ("push", "push pushes pushed pushed pushing"),
        ("cut", "cut cuts cut cut cutting"),
        ("freeze", "freeze freezes froze frozen freezing"),
    ],
)
def test_a_verb_has_all_its_forms(verb: str, forms: str) -> None:
    assert list(PLAIN.forms(verb).values()) == forms.split()


def test_a_particle_stays_behind_the_verb() -> None:
    assert list(PLAIN.forms("cut off").values()) == ["cut off", "cuts off", "cut off", "cut off", "cutting off"]
    assert PLAIN.forms("rule out of order")["past"] == "ruled out of order"


def test_the_words_of_several_verbs_are_all_their_forms() -> None:
    assert PLAIN.words(["ban", "cut"]) == {"ban", "bans", "banned", "banning", "cut", "cuts", "cutting"}
    assert PLAIN.words([]) == frozenset()


def test_the_shipped_verbs_are_read() -> None:
    shipped = load()
    assert shipped.forms("forbid")["participle"] == "forbidden"
    assert shipped.forms("bar")["ing"] == "barring"
    assert shipped.irregular
    assert all(past and participle for past, participle in shipped.irregular.values())
