"""The scorer of reading on made-up predictions whose result is known."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.analyse.read import Read
from pipeline.model.event import Event, Evidence, PartialDate
from tests.quality.event_gold import GoldArticle, GoldSet, Statement, labels_of, load_set, undated
from tests.quality.event_measures import measures
from tests.quality.event_names import same_actor, same_product, same_tools
from tests.quality.event_score import Count, Scores, Tally, score
from tests.quality.floors import Floors
from tests.quality.readings import world_set
from tests.unit.analyse.pieces import BAN, piece

LIFT: dict[str, Any] = {"action": "lift", "status": "lifted"}
PLAIN: dict[str, Any] = {
    "actor": "Northwind Freight",
    "action": "ban",
    "status": "in_force",
    "targets": ["Quill"],
    "background": False,
}


def told(**changes: object) -> Event:
    """An event as it is read, with quotes from the beginning of the text."""
    first = BAN.split(". ", maxsplit=1)[0] + "."
    quotes = tuple(
        Evidence(field=name, article_id="one", block=0, start=0, end=len(first), text=first)
        for name in ("actor", "action", "targets")
    )
    fields = PLAIN | {"article_id": "one", "actor_type": "company", "mechanism": "employer-ban", "evidence": quotes}
    return Event(**fields | changes)


def labelled(*events: dict[str, Any], relevant: str = "yes", name: str = "one", story: str = "s") -> GoldArticle:
    return GoldArticle(
        article_id=name,
        url="",
        title="",
        published=None,
        body=b"",
        content_type="text/plain",
        relevant=relevant,
        story=story,
        labels=labels_of({"events": [PLAIN | event for event in events]}),
    )


def scored(article: GoldArticle, *events: Event, relevant: bool = True) -> Scores:
    return score(GoldSet(articles=[article], aliases={}), [[piece("one", BAN, *events, relevant=relevant)]])


def counts(tally: Tally) -> tuple[int, int, int]:
    return tally.found, tally.false, tally.missed


class TestRelevance:
    @pytest.mark.parametrize(
        ("label", "said", "expected"),
        [
            ("yes", True, (1, 0, 0)),
            ("yes", False, (0, 0, 1)),
            ("no", True, (0, 1, 0)),
            ("no", False, (0, 0, 0)),
            ("borderline", True, (0, 0, 0)),
        ],
    )
    def test_each_article_is_found_false_missed_or_neither(
        self, label: str, said: bool, expected: tuple[int, int, int]
    ) -> None:
        assert counts(scored(labelled(relevant=label), relevant=said).relevance) == expected


class TestEvents:
    def test_the_labels_told_as_they_are_are_perfect(self) -> None:
        scores = scored(labelled({}), told())
        assert (counts(scores.events), scores.errors, scores.quotes) == ((1, 0, 0), [], 3)

    @pytest.mark.parametrize(
        "changes",
        [{"actor": "Bottlewood"}, {"targets": ("ChatGPT",)}, {"action": "lift", "status": "lifted"}],
    )
    def test_another_actor_tool_or_class_is_false_and_missed(self, changes: dict[str, Any]) -> None:
        assert counts(scored(labelled({}), told(**changes)).events) == (0, 1, 1)

    def test_another_word_of_the_same_class_is_found(self) -> None:
        assert counts(scored(labelled({}), told(action="limit", status="upcoming")).events) == (1, 0, 0)

    def test_the_same_told_twice_is_false_once(self) -> None:
        assert counts(scored(labelled({}), told(), told(action="limit")).events) == (1, 1, 0)

    def test_old_told_as_new_is_false_and_new_told_as_old_is_missed(self) -> None:
        assert counts(scored(labelled({"background": True}), told()).events) == (0, 1, 0)
        assert counts(scored(labelled({}), told(background=True)).events) == (0, 0, 1)
        assert counts(scored(labelled({"background": True}), told(background=True)).events) == (0, 0, 0)

    def test_what_is_told_as_background_without_a_label_is_no_error(self) -> None:
        assert counts(scored(labelled({}), told(), told(actor="Bottlewood", background=True)).events) == (1, 0, 0)

    def test_optional_events_are_neither_wanted_nor_punished(self) -> None:
        assert counts(scored(labelled({"optional": True}), told()).events) == (0, 0, 0)
        assert counts(scored(labelled({"optional": True})).events) == (0, 0, 0)

    def test_of_two_labels_the_one_that_agrees_most_is_matched(self) -> None:
        old, new = {"background": True, "action": "limit"}, {"effective": "2026-08-01"}
        day = PartialDate(value="2026-08-01", precision="day")
        scores = scored(labelled(old, new), told(effective=day))
        assert (counts(scores.events), scores.wrong_days) == ((1, 0, 0), [])


class TestDays:
    AUGUST = PartialDate(value="2026-08-01", precision="day")

    @pytest.mark.parametrize(
        ("label", "wrong"),
        [
            ({"effective": "2026-08-01"}, 0),
            ({"effective": "2026-08-02"}, 1),
            ({}, 1),
            ({"accept": {"effective": ["2026-08-01"]}}, 0),
            ({"optional": True}, 0),
            ({"background": True}, 0),
        ],
    )
    def test_a_day_is_wrong_if_it_is_none_of_those_that_are_right(self, label: dict[str, Any], wrong: int) -> None:
        assert len(scored(labelled(label), told(effective=self.AUGUST)).wrong_days) == wrong

    @pytest.mark.parametrize("effective", [None, PartialDate(value="2026-09", precision="month")])
    def test_no_full_day_is_never_wrong(self, effective: PartialDate | None) -> None:
        assert scored(labelled({"effective": "2026-08-01"}), told(effective=effective)).wrong_days == []


class TestPolarity:
    @pytest.mark.parametrize(
        "label", [LIFT, {"action": "propose", "status": "proposed"}, {"action": "ban", "status": "denied"}]
    )
    def test_a_lift_proposal_or_denial_told_as_a_ban(self, label: dict[str, Any]) -> None:
        assert len(scored(labelled(label), told()).polarity) == 1
        assert len(scored(labelled(label), told(actor="Bottlewood")).polarity) == 1

    def test_a_ban_told_as_a_lift(self) -> None:
        assert len(scored(labelled({}), told(**LIFT)).softened) == 1
        assert scored(labelled({}), told(**LIFT, actor="Bottlewood")).softened == []

    def test_a_lift_is_told_right_only_if_it_is_told(self) -> None:
        assert scored(labelled(LIFT, {}), told(**LIFT), told()).soft == Count(so=1, of=1)
        assert scored(labelled(LIFT), told()).soft == Count(so=0, of=1)

    def test_both_told_and_both_labelled_is_right(self) -> None:
        assert scored(labelled({}, LIFT), told(), told(**LIFT)).polarity == []

    def test_background_and_other_tools_are_no_error_of_polarity(self) -> None:
        assert scored(labelled(LIFT), told(background=True)).polarity == []
        assert scored(labelled(LIFT), told(targets=("ChatGPT",))).polarity == []
        assert scored(labelled(LIFT | {"background": True}), told()).polarity == []


class TestQuotes:
    def test_a_quote_that_is_not_where_it_says_is_broken(self) -> None:
        event = told()
        moved = replace(event.evidence[0], start=1)
        assert len(scored(labelled({}), replace(event, evidence=(moved, *event.evidence[1:]))).broken_quotes) == 1

    def test_actor_action_and_targets_need_a_quote(self) -> None:
        event = told()
        assert len(scored(labelled({}), replace(event, evidence=event.evidence[1:])).broken_quotes) == 1

    def test_quotes_of_borderline_articles_are_checked_too(self) -> None:
        assert scored(labelled(relevant="borderline"), replace(told(), evidence=())).broken_quotes

    def test_a_quote_is_placed_by_its_sentence(self) -> None:
        first = BAN.split(". ", maxsplit=1)[0] + "."
        label = {"evidence": {"action": first, "effective": "Staff are to use Bollard from August instead."}}
        assert scored(labelled(label), told()).placed == Count(so=1, of=2)


class TestReplacements:
    @pytest.mark.parametrize(
        ("label", "said", "found", "spurious"),
        [
            ("Bollard", "Bollard Pro", 1, 0),
            ("Bollard", "Tessera", 0, 0),
            ("Bollard", None, 0, 0),
            (None, "Tessera", 0, 1),
        ],
    )
    def test_one_is_found_missed_or_spurious(
        self, label: str | None, said: str | None, found: int, spurious: int
    ) -> None:
        scores = scored(labelled({"replacement": label}), told(replacement=said))
        assert (scores.all_replacements.so, len(scores.spurious)) == (found, spurious)
        assert scores.all_replacements.of == bool(label)


class TestOthers:
    def test_other_subjects_and_quiet_articles_are_counted(self) -> None:
        assert scored(labelled(relevant="no")).negatives == Count(so=1, of=1)
        quiet = replace(labelled(), quiet=True)
        assert scored(quiet, relevant=False).quiet == Count(so=0, of=1)

    def test_old_bans_told_are_counted_and_so_is_what_no_label_lists(self) -> None:
        scores = scored(labelled({"background": True}), told(), told(actor="Bottlewood", background=True))
        assert (scores.old, scores.extra) == (Count(so=1, of=1), 1)

    def test_of_all_dated_labels_those_told_are_counted(self) -> None:
        day = PartialDate(value="2026-08-01", precision="day")
        label = {"effective": "2026-08-01", "announced": "2026-07-01"}
        days = scored(labelled(label), told(effective=day, announced=day)).days
        assert days == {"announced": Count(so=0, of=1), "effective": Count(so=1, of=1)}


class TestUndated:
    def test_a_day_whose_year_the_text_does_not_give_is_unknown(self) -> None:
        label = {
            "effective": "2026-08-01",
            "announced": "2025-07-01",
            "evidence": {"action": "On 1 August 2026 it ends"},
        }
        article = replace(labelled(label), body=b"On 1 August 2026 it ends", published="2026-07-08")
        without = undated(GoldSet(articles=[article], aliases={})).articles[0]
        assert without.published is None
        assert (without.labels[0].told.effective, without.labels[0].told.announced) == ("2026-08-01", None)
        assert not without.labels[0].right("announced", "2025-07-01")

    def test_a_year_elsewhere_in_the_text_makes_the_day_one_that_may_be_told(self) -> None:
        article = replace(labelled({"effective": "2026-08-01"}), body=b"In August. It was 2026.")
        label = undated(GoldSet(articles=[article], aliases={})).articles[0].labels[0]
        assert label.told.effective is None
        assert label.right("effective", "2026-08-01")


class TestStories:
    def test_pairs_are_counted_among_relevant_articles(self) -> None:
        names = {"a": "s1", "b": "s1", "c": "s2", "d": "s3"}
        gold = [labelled(name=name, story=story) for name, story in names.items()]
        gold.append(labelled(name="e", story="s1", relevant="no"))
        told_as: list[list[Read]] = [
            [piece("a", "", relevant=True), piece("c", ""), piece("e", "", relevant=False)],
            [piece("b", "")],
            [piece("d", "")],
        ]
        assert counts(score(GoldSet(articles=gold, aliases={}), told_as).pairs) == (0, 1, 1)


class TestNames:
    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("Samsung", "Samsung Electronics", True),
            ("the Garante", "Italy (Garante)", True),
            ("Texas's governor", "texas governor", True),
            ("Ministry of Health", "Ministry of Education", False),
            ("Ministry", "Ministry of Education", False),
            ("PIPC", "Personal Information Protection Commission", True),
            ("Alibaba", "Anthropic", False),
        ],
    )
    def test_actors_are_known_by_a_word_that_is_theirs(self, one: str, other: str, same: bool) -> None:
        aliases = {"pipc": "korea", "personal information protection commission": "korea"}
        assert same_actor([one], other, aliases) is same
        assert same_actor([other], one, aliases) is same

    def test_two_names_that_are_listed_apart_are_not_the_same(self) -> None:
        aliases = {"osaka court": "osaka", "court of kyoto osaka": "kyoto"}
        assert not same_actor(["Osaka court"], "Court of Kyoto Osaka", aliases)

    def test_a_name_in_brackets_or_behind_a_stroke_is_one_more(self) -> None:
        assert same_actor(["Datatilsynet (DPA; Oslo)"], "Oslo", {})
        assert same_actor(["DeepSeek / PIPC"], "PIPC", {})

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("Bollard Pro", "the Bollard tool", True),
            ("AI tools", "other AI tools", False),
            (None, None, True),
            (None, "x", False),
        ],
    )
    def test_replacements_are_known_by_a_word_that_is_theirs(
        self, one: str | None, other: str | None, same: bool
    ) -> None:
        assert same_product(one, other) is same

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ((["ChatGPT"], []), (["ChatGPT Enterprise"], []), True),
            ((["Claude API"], []), (["OpenAI API"], []), False),
            ((["generative AI"], []), (["AI tools"], []), True),
            ((["generative AI"], []), (["ChatGPT"], []), False),
            ((["GPT-4.5"], ["OpenAI"]), (["its models"], ["OpenAI"]), True),
            ((["Claude"], ["Anthropic"]), (["Anthropic"], []), True),
            ((["Quill 5"], []), (["Tessera 5"], []), False),
        ],
    )
    def test_tools_are_known_by_a_word_that_is_theirs_or_by_their_vendor(
        self, one: tuple[list[str], list[str]], other: tuple[list[str], list[str]], same: bool
    ) -> None:
        first, second = (
            Statement(actor="", action="ban", status=None, targets=t, vendors=v, effective=None, background=False)
            for t, v in (one, other)
        )
        assert same_tools(first, second) is same


class TestTally:
    def test_shares_of_nothing(self) -> None:
        empty = Tally()
        assert (empty.precision, empty.recall, empty.f1) == (1, 1, 1)
        assert Tally(false=1, missed=1).f1 == 0

    def test_floors_name_what_is_broken_and_what_cannot_be_measured(self) -> None:
        low = Tally(found=1, false=1, missed=1)
        whole = Count(so=1, of=1)
        scores = Scores(events=low, polarity=["x"], quoted=whole, verbatim=whole)
        floors = Floors(least={"events, F1": 0.5, "events, recall": 0.501}, most={"old told as new": 0})
        assert list(floors.broken(measures(scores, Scores()))) == [
            "evidence, at its address: nothing is below 1.000",
            "events, recall: 0.500 is below 0.501",
            "soft told as a ban: 1.000 is above 0.000",
            "old told as new: nothing is above 0.000",
        ]


class TestGold:
    def test_a_set_of_digests_is_read_with_its_happenings_as_stories(self, tmp_path: Path) -> None:
        (tmp_path / "digests").mkdir()
        listed = [("a", "ban-1"), ("b", "roundup-1"), ("c", None)]
        plain: dict[str, Any] = {"title": "T", "relevant": "yes", "events": []}
        rows = [plain | {"id": name, "event_id": happening} for name, happening in listed]
        for name, _ in listed:
            (tmp_path / "digests" / f"{name}.txt").write_text("T\n\nDigest.", encoding="utf-8")
        (tmp_path / "labels.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        gold = load_set(tmp_path / "labels.jsonl")
        assert [article.story for article in gold.articles] == ["ban-1", "alone b", "alone c"]
        assert gold.articles[0].body == b"T\n\nDigest."

    def test_aliases_are_read_by_every_name(self, tmp_path: Path) -> None:
        (tmp_path / "gold.jsonl").write_text("", encoding="utf-8")
        (tmp_path / "aliases.json").write_text('{"korea": "pipc|the commission"}', encoding="utf-8")
        assert load_set(tmp_path / "gold.jsonl").aliases == {"pipc": "korea", "the commission": "korea"}

    def test_every_label_of_the_sample_world_agrees_with_itself(self) -> None:
        for article in world_set().articles:
            for label in article.labels:
                assert same_actor(label.actors, label.told.actor, {})
                assert same_tools(label.told, label.told)
                assert label.right("effective", label.told.effective)
