"""Everything that the grammar needs to know of words, in one frozen record that is handed down."""

from dataclasses import dataclass
from functools import cache

from pipeline.analyse.lexicon import inflection, restricting, short
from pipeline.analyse.lexicon.days import DayCues
from pipeline.analyse.lexicon.details import DetailCues
from pipeline.analyse.lexicon.headlines import Headlines
from pipeline.analyse.lexicon.levers import Levers
from pipeline.analyse.lexicon.moods import Moods
from pipeline.analyse.lexicon.packs import read_pack
from pipeline.analyse.lexicon.parties import Parties
from pipeline.analyse.lexicon.restricting import Restricting, Verb
from pipeline.analyse.lexicon.short import Short
from pipeline.analyse.lexicon.subjects import Subjects
from pipeline.analyse.lexicon.things import Things


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The words of the data files, compiled once."""

    restricting: Restricting
    moods: Moods
    parties: Parties
    things: Things
    days: DayCues
    details: DetailCues
    levers: Levers
    subjects: Subjects
    headlines: Headlines
    short: Short


@cache  # the package's own files, read and compiled once in a process; nobody changes what is returned
def load(verbs: tuple[Verb, ...] = ()) -> Language:
    """The language that ships with the package.

    Args:
        verbs: that restrict, beside those that ship.

    Raises:
        ValueError: a data file is malformed; names the file.
    """
    return Language(
        restricting=restricting.load(inflection.load(), verbs),
        moods=read_pack("moods.yaml", Moods),
        parties=read_pack("parties.yaml", Parties),
        things=read_pack("things.yaml", Things),
        days=read_pack("days.yaml", DayCues),
        details=read_pack("details.yaml", DetailCues),
        levers=read_pack("levers.yaml", Levers),
        subjects=read_pack("subjects.yaml", Subjects),
        headlines=read_pack("headlines.yaml", Headlines),
        short=short.load(inflection.load()),
    )
