"""Words by which the lever of a restriction is known: ``data/levers.yaml``, compiled."""

from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.packs import STRICT
from pipeline.analyse.lexicon.patterns import Said


@checked(config=STRICT, frozen=True)
class Levers:
    """Words, as patterns; the data file says what each list means."""

    ownership: Said
    export: Said
    retired: Said
    uses: Said
    own_house: Said
    stores: Said
