"""A row of the register knows its last revision, and what is not said is unknown, never blank."""

from pipeline.model.restriction import NOT_APPLICABLE, UNKNOWN, Claim, Claims, Register
from tests.examples import KNOWN, REGISTER, SCHEDULED


def test_the_revision_is_the_number_of_the_last_one() -> None:
    assert KNOWN.revision == 2
    assert SCHEDULED.revision == 1


def test_a_claim_that_nobody_makes_is_unknown() -> None:
    claims = Claims(actor=UNKNOWN, action=UNKNOWN, targets=UNKNOWN)
    for name in ("affected", "exempt", "announced", "effective", "ends", "replacement", "reasons", "response"):
        assert getattr(claims, name) == UNKNOWN
    assert Claim(status="unknown") == UNKNOWN
    assert UNKNOWN.value is None
    assert NOT_APPLICABLE.status == "not_applicable"


def test_an_empty_register_has_never_changed() -> None:
    empty = Register()
    assert empty.changed_at is None
    assert empty.version == ""
    assert (empty.restrictions, empty.candidates, empty.tombstones) == ((), (), ())
    assert empty != REGISTER
