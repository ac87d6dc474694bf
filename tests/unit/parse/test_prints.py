"""Fingerprints are short, say nothing, and are alike for texts that are."""

from dataclasses import replace
from random import Random

import pytest

from pipeline.model.article import Block
from pipeline.model.fingerprint import Print
from pipeline.parse.prints import (
    BANDS,
    MOST_SENTENCES,
    SKETCH,
    fingerprint,
    key_of,
    own_names,
    print_of,
    same_story,
    similar,
)
from tests.unit.parse.pages import parse, plain_page, said, sheet
from tests.unit.parse.stories import article, lead, named, title

TEXT = "Companies that look at such things early have less to do when it counts, as our clients tell us every spring."


def of(text: str) -> Print:
    return print_of(sheet(text).lines[0].sentences[0])


def keys(*texts: str) -> set[str]:
    return {key_of(sheet(text).lines[0].sentences[0]) for text in texts}


def test_every_sentence_of_the_text_is_remembered_once() -> None:
    other = "Nobody has to say such a thing at all."
    found = fingerprint(article(0, TEXT, f"{TEXT} {other}", "Somebody has to say it.", "Too short."))
    assert [one.key for one in found.sentences] == [of(text).key for text in (lead(0), TEXT, other)]


def test_names_numbers_and_days_make_no_difference_to_the_key() -> None:
    told = ("The step of Fabrikam was told on 3 July.", "The step of Contoso Ltd was told on 14 May.")
    assert len(keys(*told, "The step of Litware was told in 2026.")) == 2  # "on" and "in" are no slots
    assert len(keys(*told)) == 1


def test_what_stands_in_the_slots_is_told_apart() -> None:
    one, other = (of(f"It was {firm} that told its staff to stop.") for firm in ("Fabrikam", "Contoso"))
    assert one.key == other.key
    assert one.fills
    assert one.fills != other.fills
    assert of(TEXT).fills == ""


@pytest.mark.parametrize("change", [("less", "little"), ("clients", "customers"), ("such", "these"), ("early ", "")])
def test_a_word_more_or_less_leaves_it_similar(change: tuple[str, str]) -> None:
    other = of(TEXT.replace(*change))
    assert other.key != of(TEXT).key
    assert similar(of(TEXT), other)
    assert similar(other, of(TEXT))


def test_the_order_of_words_and_the_words_that_join_them_make_no_difference() -> None:
    """A mill that turns its sentences round does not say anything else."""
    other = of(
        "As our clients tell us every spring, those companies have less to do, when it counts, that look early at"
        " things like that."
    )
    assert other.key != of(TEXT).key
    assert other.sketch == of(TEXT).sketch
    assert other.bands == of(TEXT).bands
    assert similar(of(TEXT), other)


def test_another_sentence_is_not_similar() -> None:
    other = of("The court has told both sides to hand in what they have by the end of the coming month.")
    assert not similar(of(TEXT), other)
    assert similar(of(TEXT), of(TEXT))


def test_similar_sentences_share_a_band() -> None:
    """Nine times in ten at the least likeness that counts, and nearly always above it."""
    draw = Random(7)
    words = ["alpha", "bravo", "delta", "echo", "golf", "hotel", "india", "kilo", "lima", "metro", "oscar", "papa"]
    found = 0
    for n in range(100):
        one = draw.sample(words, 12)
        other = [*one[:5], f"other{n}", *one[6:]]
        found += not set(of(" ".join(one)).bands).isdisjoint(of(" ".join(other)).bands)
    assert found >= 95


def test_a_print_is_short_and_the_same_in_every_run() -> None:
    made = of(TEXT)
    assert made == of(TEXT)
    assert (len(made.bands), made.key) == (BANDS, "c4c63633f6d21811")
    assert all(-(1 << 63) <= band < 1 << 63 for band in made.bands)
    assert len(of(" ".join(f"word{n}x" for n in range(200))).sketch) <= SKETCH


def test_a_sentence_of_nothing_but_names_has_no_band() -> None:
    assert of("Fabrikam Contoso Litware Adatum Northwind Tailspin").bands == ()


def test_a_long_page_is_remembered_by_its_beginning() -> None:
    texts = [f"The {n}th of all {word} was {word}er than those before it." for n, word in enumerate(_words(300))]
    found = fingerprint(article(0, *texts)).sentences
    assert len(found) == MOST_SENTENCES
    assert found == fingerprint(article(0, *texts[:250])).sentences


def _words(count: int) -> list[str]:
    letters = "bcdfghklmnprstvw"
    return [f"{letters[n % 16]}a{letters[n // 16 % 16]}o{letters[n // 256]}u" for n in range(count)]


def test_the_frame_is_not_remembered_and_filler_is() -> None:
    one = article(0, TEXT)
    marked = [
        replace(one, blocks=(one.blocks[0], replace(one.blocks[1], rule=rule))) for rule in ("filler:x", "chrome:x")
    ]
    assert fingerprint(marked[0]) == fingerprint(one)
    assert fingerprint(marked[1]).sentences == fingerprint(one).sentences[:1]


def test_pieces_of_a_paragraph_are_read_as_one() -> None:
    whole = article(0, f"{lead(5)} {TEXT}")
    first, second = whole.blocks
    pieces = (replace(second, text=lead(5)), replace(second, order=2, text=TEXT, rule="filler:site"))
    assert fingerprint(replace(whole, blocks=(first, *pieces))) == fingerprint(whole)


def test_other_languages_and_changes_are_not_remembered() -> None:
    text = plain_page(f"{lead(0)}\n\n{TEXT}", given=said(title=title(0), language="fr"))
    assert fingerprint(parse(text)).sentences == ()
    one = article(0, TEXT)
    change = Block(order=2, para=2, kind="paragraph", text=TEXT, rule="change:removed")
    assert fingerprint(replace(one, blocks=(*one.blocks, change))).sentences == ()


def test_site_and_day_come_from_the_article() -> None:
    found = fingerprint(article(0, site="www.herald"))
    assert (found.site, found.published_on) == ("herald.example", "")


def test_a_site_goes_under_the_words_of_its_outlet_and_its_host() -> None:
    one = replace(article(0), outlet="The Daily Herald", url="https://blog.herald-news.example/x")
    assert own_names(one) == {"the", "daily", "herald", "blog", "news", "herald-news"}


def test_two_stories_are_told_apart_and_one_is_known_again() -> None:
    prints = [fingerprint(article(n)) for n in range(10)]
    assert not any(same_story(one, other) for one in prints for other in prints if one != other)
    again = replace(article(1), title="Stop for Parrot at Contoso")
    assert same_story(fingerprint(again), prints[1])


def test_an_article_that_names_nothing_is_every_story() -> None:
    """What cannot be told apart does not count as another story."""
    nothing = fingerprint(replace(article(0), title="Remarks", blocks=()))
    assert same_story(nothing, fingerprint(article(1)))


def test_what_takes_over_half_of_a_report_is_of_its_story() -> None:
    report = article(1, *(lead(n) for n in (4, 5, 6, 7)))
    other = replace(article(2, *(lead(n) for n in (8, 9, 3)), lead(4), lead(5), lead(6)), title="A look back")
    assert same_story(fingerprint(report), fingerprint(other)) is same_story(fingerprint(other), fingerprint(report))


def test_lots_are_drawn_evenly() -> None:
    drawn = [fingerprint(named(article(0), f"a{n}")).lot for n in range(400)]
    assert len(set(drawn)) == 400
    assert 150 < sum(one > 0 for one in drawn) < 250
