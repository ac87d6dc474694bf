"""Words around the names that nobody listed: ``data/strangers.yaml``, compiled."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic.dataclasses import dataclass as checked

from pipeline.analyse.lexicon.packs import STRICT, Words, read_pack
from pipeline.analyse.lexicon.patterns import Pattern, ahead

_OTHER = r"(?:and|as|at|by|for|from|in|of|on|or|over|to|until|with)\b"  # "used on Wednesdays": no tool follows


@checked(config=STRICT, frozen=True)
class _Pack:
    used: Annotated[Pattern, ahead(rf"\s+(?:(?:the|its|their|an?)\s+)?(?:(?!{_OTHER})[a-z-]+\s+){{0,2}}")]
    never: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangerWords:
    """What tells a tool from another name.

    Attributes:
        used: at the end of the text in front of a tool: "from using the".
        never: names that are no AI tools, though they are restricted often.
    """

    used: Pattern
    never: frozenset[str]


@cache  # the package's own file; nobody changes what is returned
def load() -> StrangerWords:
    """The words that ship with the package.

    Raises:
        ValueError: the data file is malformed; names the file.
    """
    pack = read_pack("strangers.yaml", _Pack)
    return StrangerWords(used=pack.used, never=frozenset(pack.never))
