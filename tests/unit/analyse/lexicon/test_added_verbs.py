"""A verb of an operator's restricts like the shipped ones, where pages are chosen and where they are read."""

from pipeline.analyse.lexicon import language
from pipeline.analyse.lexicon.names import Additions, Alias
from pipeline.analyse.lexicon.restricting import Verb
from pipeline.analyse.prefilter import prepare_filter
from pipeline.analyse.reading import analyse, prepare
from tests.unit.analyse.events.reading import article, told

COCOON = Verb(verb="cocoon", action="block")
TEXT = "Corvane Bank cocooned ChatGPT for its employees, it told them in a memo."


def test_an_article_is_read_with_it() -> None:
    tools = prepare(Additions(verbs=(COCOON,)))
    found = analyse(article(TEXT), tools).events
    assert [(event.actor, event.action, event.targets) for event in found] == [("Corvane Bank", "block", ("ChatGPT",))]
    assert told(TEXT) == []


def test_every_form_of_it_is_known_and_a_shipped_verb_is_replaced() -> None:
    more = language.load((COCOON, Verb(verb="ban", action="limit"))).restricting
    assert {"cocoon", "cocoons", "cocooned", "cocooning"} <= set(more.verb_forms)
    assert [form.action for form in more.verb_forms["bans"]] == ["limit"]


def test_its_pages_are_opened_and_those_of_an_alias_too() -> None:
    more = prepare_filter(Additions(verbs=(COCOON,), aliases=(Alias(alias="Chatty", of="ChatGPT"),)))
    assert more.judge("Corvane cocoons ChatGPT", "").open
    assert more.judge("Corvane bans Chatty", "").open
    shipped = prepare_filter()
    assert not shipped.judge("Corvane cocoons ChatGPT", "").open
    assert not shipped.judge("Corvane bans Chatty", "").open
