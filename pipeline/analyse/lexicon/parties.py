"""Words for those who act and those who are bound: ``data/parties.yaml``, compiled."""

from functools import lru_cache
from typing import Annotated

from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.packs import STRICT, Cues, Written, WrittenSet, sorted_by
from pipeline.analyse.lexicon.patterns import Pattern, ahead, says, written
from pipeline.model.vocabulary import ActorType


@checked(config=STRICT, frozen=True)
class Kind:
    """Words in a name, and what kind of actor they make."""

    type: ActorType
    words: Annotated[Pattern, written(r"\b(?:{})\b")]


@checked(config=STRICT, frozen=True)
class Reference:
    """A noun by which a text refers to an organisation: "the company", "Italy's privacy authority".

    Attributes:
        kinds: what kind of actor it may stand for.
        named: words of which the organisation's name must hold one; None if any of these kinds will do.
        public: a public body, which can be named by its country alone ("the Danish data protection agency").
        makes: a maker of tools ("the laboratory"), and so the only one that the text names.
        placed: what can be named by its place ("the hospital trust in Ardsley").
    """

    noun: str
    kinds: tuple[ActorType, ...]
    named: Annotated[Pattern, written("{}")] | None = None
    public: bool = False
    placed: bool = False
    makes: bool = False


@checked(config=STRICT, frozen=True, eq=False)  # equal to itself alone, so that it can be a key
class Parties:
    """Words for parties, as patterns. ``kinds`` and ``audiences`` read a text as it is written.

    Attributes:
        kinds: the first that fits a name counts.
        lone: those of these words that can be a whole name: "Congress".
        references: by their nouns, in the order of the alphabet.
        audiences: "its employees", "users in China".
        bearers: their nouns; where none of them stands there is no audience, which is found out much faster.
        introduced: a sentence in which "@" stands for a name tells that it is a firm's: "the insurer @", "@ told its
            employees".
        attributed: behind a name that only says whose or where it is: "a Texas judge".
        roles: in front of a person who speaks for an organisation: "attorney general".
        chambers: words in the name of a parliament.
        office: behind a public body, those who decide for it: "'s chief information officer".
        legislators: those of the US: "Senator".
        own_people: an audience that works for the one who acts.
        members: in front of a name: "staff at".
        not_names: words that begin with a capital where they are no name; but "New" is one before ``new_places``.
        before_objects: in front of a name that does not act: "made by the".
        parts: in front of a name: "a manager at". ``owned``: behind a name: "'s chief executive".
        related: between two names, makes the first an attribute: "rival". ``followed``: verbs in front of an object.
        advocates: words in the name of one who speaks for others. ``aggrieved``: verbs of one who suffers or objects.
        described: behind a country: "-based". ``country_acts``: between a country and its verb: "last week".
        telling: in front of a name: "according to a report by".
        reporting: verbs of the press.
    """

    kinds: tuple[Kind, ...]
    lone: Annotated[Pattern, written("{}")]
    references: Annotated[tuple[Reference, ...], sorted_by("noun")]
    audiences: Annotated[
        Pattern,
        says(
            r"\b(?P<count>(?:(?i:about|around|more than|nearly|over|some)\s+)?\d+(?:[,.]\d+)*\s+)?"
            r"(?:(?:{words}|[A-Z][\w’'-]+)(?:\s+and\s+(?:{words}))?\s+){0,4}"
            r"(?:(?:{nouns})[’']?\s+(?:and\s+(?:{nouns})[’']?\s+)?)?(?i:{nouns})\b"
            r"(?:\s+and\s+(?:(?:{words})\s+)*(?:{nouns})\b)?"
            r"(?:\s+(?:worldwide|in (?:the |mainland )?(?!(?i:{months})\b)"
            r"[A-Z][\w’'-]+(?:(?:,| and| or)? (?:the )?[A-Z][\w’'-]+){0,4}"
            r"|of (?:its|the|their) (?:\d[\d,.]*\s+)?(?:(?:{words})\s+)*(?:{nouns})\b"
            r"(?:\s+and\s+(?:(?:{words})\s+)*(?:{nouns})\b)?"
            r"|of (?:the )?[A-Z]\w+(?:\s\w*[A-Z]\w*)*(?:(?:\s\([A-Z]\w*\))?\s(?:{units})\b)?|across the \w+))?"
            r"|\b[A-Z]\w+(?:\s[\w-]+){0,3}\s(?:{units})\b"
            r"|\bpeople who [^,.;:–]{3,60}(?=[,.;:–]|$)"
        ),
    ]
    bearers: Annotated[Pattern, says(r"\b(?:{})\b")]
    introduced: Annotated[
        Pattern,
        says(
            r"\b(?:the|[\w-]+-based)\s+(?:[\w-]+\s+){0,2}(?:{firms})\s+@|\b(?:{people})\s+(?:at|of)\s+@"
            r"|@(?:'s)?\s+(?:{people})\b|@,\s+(?:an?|the)\s+(?:[\w'-]+\s+){0,5}(?:{firms})\b"
            r"|@[^,.;:@]{0,40}\bits\s+(?:[\w-]+\s+)?(?:{people})\b"
            r"|\b(?:computers|devices|equipment|laptops|machines|offices|press office)\s+(?:at|of)\s+(?:the\s+)?@(?!\w)"
        ),
    ]
    attributed: Annotated[Pattern, says(r"(?:'s?)?\s+(?:[\w-]+\s+)?(?:{})\b")]
    roles: Annotated[Pattern, ahead(r",?\s+$")]
    chambers: Annotated[Pattern, written(r"\b(?:{})\b")]
    office: Annotated[Pattern, says(r"'s?\s+(?:[\w-]+\s+){0,3}?(?:{})\b")]
    legislators: Annotated[Pattern, written(r"\b(?:{})\b")]
    own_people: Annotated[Pattern, says(r"\b(?:{})\b")]
    members: Annotated[Pattern, says(r"\b(?:at|(?:{}) (?:of|in|for|with))\s+(?:the\s+)?$")]
    not_names: WrittenSet
    new_places: Written
    before_objects: Annotated[Pattern, ahead(r"\s+(?:(?:the|a|an|its|both)\s+)?(?:[\w-]+'s\s+)?")]
    parts: Annotated[
        Pattern,
        says(r"\b(?:an?|the|its|one|some)\s+(?:[\w-]+\s+){0,3}?(?:{})\s+(?:at|of|within|in)\s+(?:the\s+)?$"),
    ]
    owned: Annotated[Pattern, says(r"'s?\s+(?:[\w-]+\s+){0,4}?(?:{})\b")]
    related: Annotated[Pattern, says(r"'?\s+(?:[\w-]+\s+)?(?:{})\s+")]
    followed: Annotated[Pattern, ahead(r"\s+(?:the\s+)?")]
    advocates: Annotated[Pattern, written(r"\b(?:{})\b")]
    aggrieved: Annotated[Pattern, says(r"\s+(?:(?:also|had|ha[sd]|have|\w+ly)\s+)*(?:{})\b")]
    described: Annotated[Pattern, says(r"[\s-]+(?:{})\w*")]
    country_acts: Annotated[Pattern, says(r"\s*(?:$|,|(?:{})\b)")]
    telling: Annotated[Pattern, ahead(r"\b[^.;]*")]
    reporting: Cues

    def kind_of(self, name: str) -> ActorType | None:
        """What kind of actor a name makes: "Aldermoor University" is a university; None if no word of it says."""
        return _kind_of(self, name)

    def reference(self, noun: str) -> Reference:
        """What a noun may stand for."""
        return next(row for row in self.references if row.noun == noun)


@lru_cache(maxsize=4096)  # an article asks a dozen times for each of its names; the answer depends on the name alone
def _kind_of(parties: Parties, name: str) -> ActorType | None:
    return next((kind.type for kind in parties.kinds if kind.words.search(name)), None)
