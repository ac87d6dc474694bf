"""Titles that promise another subject: ``data/subjects.yaml``, compiled."""

from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.packs import STRICT
from pipeline.analyse.lexicon.patterns import Said


@checked(config=STRICT, frozen=True)
class Subjects:
    """Words, as patterns: ``advice``, comparisons and surveys; ``quotas`` and prices; ``fiction``: nothing happened."""

    advice: Said
    quotas: Said
    fiction: Said
