"""The vocabularies have words for each of their names, and no name slips through unsaid."""

from typing import get_args

import pytest

from pipeline.model.restriction import Change
from pipeline.model.vocabulary import ClaimStatus, Relation, RestrictionStatus, Role, Trigger
from pipeline.render import spoken


def test_every_name_has_its_words() -> None:
    assert set(spoken.TONES) == set(get_args(RestrictionStatus))
    assert set(spoken.CLAIM_STATUS) == set(get_args(ClaimStatus))
    assert set(spoken.TRIGGERS) == set(get_args(Trigger))
    assert set(spoken.RELATIONS) == set(get_args(Relation))
    assert set(spoken.ROLES) == set(get_args(Role))


@pytest.mark.parametrize(
    ("name", "said"), [("in-force", "in force"), ("data_leak", "data leak"), ("employer-ban", "employer ban")]
)
def test_names_are_said_without_their_marks(name: str, said: str) -> None:
    assert spoken.spoken(name) == said


@pytest.mark.parametrize(
    ("field", "before", "after", "said"),
    [
        ("status", "scheduled", "in-force", "scheduled → in force"),
        ("status", None, "scheduled", "scheduled"),
        ("effective", None, "2026-07-10", "10 July 2026"),
        ("effective", "2026-Q3", "2026-08", "the third quarter of 2026 → August 2026"),
        (
            "effective",
            "2026-08-01",
            "disputed: 2026-08-01 or 2026-08-15",
            "1 August 2026 → disputed: 1 August 2026 or 15 August 2026",
        ),
        ("ends", "2026-07-09", None, "9 July 2026 → nothing"),
        ("reasons", None, "security, data_leak", "security, data leak"),
        ("mechanism", "employer-limit", "employer-ban", "employer limit → employer ban"),
        ("replacement", None, "Qwen-Coder_2", "Qwen-Coder_2"),
        ("targets", None, "GPT-4o, o3-mini", "GPT-4o, o3-mini"),
    ],
)
def test_a_change_is_said_in_words(field: str, before: str | None, after: str | None, said: str) -> None:
    assert spoken.changed(Change(field=field, before=before, after=after)) == said
