"""Words for AI tools that are not named: ``data/things.yaml``, compiled."""

from typing import Annotated

from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.packs import STRICT, sorted_by
from pipeline.analyse.lexicon.patterns import AnyWord, Pattern, Said, ahead, says
from pipeline.model.vocabulary import Surface


@checked(config=STRICT, frozen=True)
class General:
    """AI tools in general, and the name that is printed for them."""

    name: str
    says: Said


@checked(config=STRICT, frozen=True)
class SurfaceWords:
    """Where a tool is used."""

    surface: Surface
    says: Said


@checked(config=STRICT, frozen=True)
class Things:
    """Words for tools, as patterns.

    Attributes:
        signs: a text that holds one is about AI.
        makes: what a tool is called when it is introduced ("companion chatbot"), in a text as it is written.
        back: "this app", "both assistants", with the word in front of it as ``which``.
        own: "its API" as ``what``, "API" alone as ``bare``.
        joined: between two names of one list: ", and the chatbot".
        means: in front of a tool that is only the means, or the matter, of something: "made with", "takeover of".
        used: in front of one that is not: "use of". ``heads``: other nouns of which a tool may be what is restricted.
        schemes: in front of "to use", what is not people: "a plan".
        doing: verbs, behind "to", by which a tool is used: "forbids staff to open". ``fakes``: "removed fake" tools.
        serving: verbs by which a vendor serves somebody. ``lifeline``: what it cuts: "access".
            ``minors``: whom it may keep out: "people under 18".
        examples: of tools in general some are named: "for example".
        elsewhere, relative: between a trigger and a tool that is not its object; ``elsewhere_ahead``: the other way.
        naming: in front of a tool that is an object after all: "naming".
        accounts: "40 accounts". ``products``: "-written", "'s crawler", "essays". ``others``: "similar" tools.
    """

    general: Annotated[tuple[General, ...], sorted_by("name")]
    signs: Said
    # the word between stays in small letters: a capital begins the tool's name
    makes: Annotated[Pattern, says(r"\b(?:(?i:{fields})(?: [a-z-]+)?[ -](?i:{makes})s?|(?i:{plain}))(?!\w)")]
    back: Annotated[
        Pattern,
        says(r"\b(?P<which>the|this|that|such|its|both|these|those|the two|the three)\s+(?:[\w-]+\s+){0,3}?(?:{})\b"),
    ]
    own: Annotated[
        Pattern,
        says(r"\b(?:its|the|their|own)\s+(?:own\s+)?(?:[\w-]+\s+){0,2}?(?P<what>{what})\b|\b(?P<bare>{bare})\b"),
    ]
    joined: Annotated[
        Pattern,
        says(
            r"(?:\s*\([^)]*\))?\s*(?:,|and|n?or|,\s*(?:and|or)|as well as|&|/|such as|like|including|, including)\s+"
            r"(?:(?:to|with|its|the|both|also|its own|for)\s+)*(?:[\w.-]+'s?\s+)?(?:(?:ai|the)\s+)?(?:(?:{})s?\s+)?$"
        ),
    ]
    means: Annotated[Pattern, ahead(r"\s+(?:the\s+)?(?:(?!whether\b)[\w-]+\s+)?")]
    used: Annotated[
        Pattern, ahead(r"\s+(?:of|to|for|like|such as|including|with|from|using)\s+(?:the\s+)?(?:[\w-]+\s+)?")
    ]
    heads: AnyWord
    doing: AnyWord
    schemes: AnyWord
    fakes: Annotated[Pattern, ahead(r"\s+(?:[\w-]+\s+)?")]
    lifeline: Said
    minors: Said
    examples: AnyWord
    serving: Annotated[Pattern, says(r"\b(?:{})")]
    elsewhere: Said
    relative: Said
    elsewhere_ahead: Said
    naming: Annotated[Pattern, ahead(r",?\s+(?:the\s+)?(?:[\w-]+\s+){0,2}")]
    accounts: Annotated[Pattern, says(r"\s*(?:[\w-]+\s+){0,4}?(?:{})\b")]
    products: Annotated[
        Pattern,
        says(
            r"-(?:{endings})\b"
            r"|(?:'s?)?\s+(?:(?!(?:after|and|as|at|because|before|but|by|for|from|if|in|on|or|over|since|that|to|when|while|who|with)\b)[\w-]+\s+)?(?:{nouns})\b"
        ),
    ]
    others: Annotated[Pattern, says(r"\s+(?:{}|v?\d[\w.]*)\b")]
    surfaces: tuple[SurfaceWords, ...]

    @property
    def general_names(self) -> frozenset[str]:
        """How AI tools in general are printed."""
        return frozenset(row.name for row in self.general)
