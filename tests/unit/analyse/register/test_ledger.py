from dataclasses import replace

from pipeline.analyse.register.ledger import Ledger
from pipeline.analyse.register.support import Support
from tests.unit.analyse.telling import event, told


def test_a_quote_that_carries_two_fields_is_one_proof() -> None:
    ledger = Ledger()
    support = told()
    quote = support.event.evidence[0]
    both = replace(support.event, evidence=(quote, replace(quote, field="affected")))
    shared = Support(report=support.report, event=both)
    assert ledger.cite(shared, "actor") == ledger.cite(shared, "affected") == (ledger.proofs[0].evidence_id,)
    assert len(ledger.proofs) == 1


def test_a_field_without_a_quote_cites_nothing() -> None:
    ledger = Ledger()
    assert ledger.cite(told(), "effective") == ()
    assert ledger.proofs == ()


def test_a_proof_names_where_it_was_read_and_whose_word_it_is() -> None:
    ledger = Ledger()
    ledger.cite(told("Harbour Post", "2026-07-08", attribution="a memo", copy_of="Wire"), "action")
    (proof,) = ledger.proofs
    assert (proof.publisher, proof.published, proof.relays, proof.role) == (
        "Harbour Post",
        "2026-07-08",
        "a memo",
        "derivative",
    )
    assert (proof.block, proof.start, proof.end, proof.quote) == (1, 0, 6, "action")


def test_a_report_without_title_or_language_still_has_both() -> None:
    support = told()
    ledger = Ledger()
    ledger.cite(replace(support, report=replace(support.report, title="", language="")), "action")
    (proof,) = ledger.proofs
    assert (proof.title, proof.language) == (support.report.url, "en")


def test_citing_several_reports_gives_each_quote_once() -> None:
    ledger = Ledger()
    one, other = told("Alpha"), told("Beta")
    ids = ledger.cite_all([one, other, one], "action")
    assert len(ids) == len(set(ids)) == 2


def test_proofs_stand_in_the_order_of_publication_with_undated_ones_last() -> None:
    ledger = Ledger()
    for published in (None, "2026-07-09", "2026-07-08"):
        ledger.cite(told("Harbour Post", published), "action")
    assert [proof.published for proof in ledger.proofs] == ["2026-07-08", "2026-07-09", None]


def test_each_quote_of_an_event_is_cited() -> None:
    one = event("a")
    again = replace(one.evidence[0], start=40, end=45)
    support = told()
    twice = Support(report=support.report, event=replace(one, evidence=(*one.evidence, again)))
    assert len(Ledger().cite(twice, again.field)) == 2
