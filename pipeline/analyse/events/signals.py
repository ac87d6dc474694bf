"""What a whole article tells about its names, before any sentence of it is read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.analyse.events.sentence import in_small
from pipeline.analyse.lexicon.language import Language
from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.lexicon.patterns import names

_NAME = r"(?P<name>[A-Z][\w-]*[a-z]\w*(?:[ .][A-Z0-9][\w.-]*\w)?)"  # "Lumi", "Lumi 2.1", "Tern Flow"
_NAME_BEHIND = re.compile(rf",? (?:called |named |known as )?{_NAME}")  # the chatbot called "Lumi"
_NAME_AHEAD = re.compile(rf"\b{_NAME},? (?:an?|the|its) (?:[\w’'-]+ ){{0,4}}?$")  # "Lumi, the nation's first" chatbot
_RESTRICTED = re.compile(  # "ban on Mirelle", "bans Mirelle"
    r"\b(?:[Bb]ann?(?:ing|s|ed)?|[Bb]lock(?:ed|ing|s)?|[Bb]lock|[Oo]utlaws?|[Ff]orbids?)(?: on| of| against)? "
    r"(?P<name>[A-Z][a-z]+)\b(?! [A-Z])"
)
_REACH = 100  # letters in front of a word for a tool in which its name is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What an article tells about its names.

    Attributes:
        vendors: the vendors that it names, by the spelling that it uses.
        about_ai: it holds a word for AI, or a tool's name that is no common word.
        introduced: names that the text itself introduces as AI tools ("the companion chatbot Lumi"), or None.
        short: tools for which a common word is short, where only their names in full end with it: "Copilot" in a text
            that names GitHub Copilot and no other one.
    """

    vendors: Mapping[str, str] = field(default_factory=dict)
    about_ai: bool = False
    introduced: re.Pattern[str] | None = None
    short: Mapping[str, str] = field(default_factory=dict)

    def allow(self, vendor: str, sentence: str, span: tuple[int, int]) -> bool:
        """Whether a common word at ``span`` may be taken for the vendor's tool.

        At the head of a sentence a name cannot be told from a word; there the vendor alone is no proof. Nor is a vendor
        that is called like the tool, by the very same word.
        """
        starts_sentence = not sentence[: span[0]].strip(" \"“'(")
        following = sentence[span[1] :].lstrip()[:1]
        if starts_sentence and following.islower() and not self.about_ai:
            return False
        word = sentence[span[0] : span[1]]
        return self.about_ai or any(name == vendor and said != word for said, name in self.vendors.items())


class Listener:
    """Finds the signals of a text. Built once; holds compiled patterns and nothing that changes."""

    def __init__(self, lexicon: Lexicon, language: Language) -> None:
        vendors = lexicon.vendors.values()
        self._vendor_of = {word: row.name for row in vendors for word in (row.name, *row.also)}
        self._vendors = re.compile(rf"(?:{names(self._vendor_of)})(?![\w-])")
        tools = (word for tool in lexicon.tools.values() for word in (tool.name, *tool.also) if word not in tool.common)
        self._tools = re.compile(rf"(?:{names(tools)})(?!\w)")
        self._known = lexicon.spellings
        self._tails = dict(_tails(lexicon))
        self._things = language.things
        self._not_names = language.parties.not_names

    def listen(self, text: str, title: str = "") -> Signals:
        """The signals of a text.

        Args:
            text: title and body.
            title: the title alone: "ban on Mirelle" names a tool where the text speaks of "the companion app".
        """
        introduced = {*self._introduced(text), *self._titled(text, title)}
        new = sorted({name for name in introduced if not self._is_known(name)})
        return Signals(
            vendors={name: self._vendor_of[name] for name in self._vendors.findall(text)},
            about_ai=bool(self._things.signs.search(in_small(text)) or self._tools.search(text)),
            introduced=re.compile(rf"(?:{names(new)})(?!\w)") if new else None,
            short=dict(self._short_in(text)),
        )

    def _introduced(self, text: str) -> Iterator[str]:
        for make in self._things.makes.finditer(text):
            behind = _NAME_BEHIND.match(text, make.end())
            ahead = _NAME_AHEAD.search(text[max(0, make.start() - _REACH) : make.start()])
            yield from (found["name"] for found in (behind, ahead) if found)

    def _titled(self, text: str, title: str) -> Iterator[str]:
        found = [match["name"] for match in _RESTRICTED.finditer(title)]
        if found and self._things.makes.search(text):
            yield from found

    def _short_in(self, text: str) -> Iterator[tuple[str, str]]:
        for word, (own, others) in self._tails.items():
            if word in text and not any(name in text for name in own):
                named = [other for other in others if other in text]
                if len(named) == 1:
                    yield word, named[0]

    def _is_known(self, name: str) -> bool:
        head = name.split(maxsplit=1)[0]
        return head in self._not_names or name in self._known or head in self._known


def _tails(lexicon: Lexicon) -> Iterator[tuple[str, tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Each common word with the full names of its own tool, and with other tools whose names end with it."""
    for tool in lexicon.tools.values():
        for word in tool.common:
            own = tuple(name for name in (tool.name, *tool.also) if name != word)
            others = tuple(name for name in lexicon.tools if name.endswith(f" {word}") and name != tool.name)
            if others:
                yield word, (own, others)
