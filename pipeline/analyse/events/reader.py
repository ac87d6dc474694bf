"""Reading an article: its sentences, and who and what they name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.analyse.events.organisations import capitalised
from pipeline.analyse.events.sentence import Mention, Sentence, cut, in_small
from pipeline.analyse.events.signals import Listener, Signals
from pipeline.analyse.lexicon.initials import looked_ahead
from pipeline.analyse.lexicon.language import Language
from pipeline.analyse.lexicon.names import Lexicon
from pipeline.analyse.lexicon.patterns import any_of, either, names
from pipeline.model.article import Article
from pipeline.text.spoken_dates import find_places

# "Between quotation marks": twelve letters at least, so that a word in scare quotes is no quotation.
_QUOTED = re.compile(r"[“\"«](?P<words>[^”\"»]{12,}?)[”\"»]")
_DEFINITE = re.compile(r"\b(?:the|this|that|its|a|an)\s+(?:\w+\s+)?$")  # in front of "chatbot": one that has been named
_MAY_BE_DAY = re.compile(r"[A-Z\d]")
_VERSION = r"(?:[ -]?v?\d[\w.]*)?"  # "3.7", "-4", " v2"


class Reader:
    """Finds mentions. Built once; holds compiled patterns and nothing that changes."""

    def __init__(self, lexicon: Lexicon, language: Language) -> None:
        self._lexicon = lexicon
        self._language = language
        self._listener = Listener(lexicon, language)
        tools = lexicon.tools.values()
        self._tools = {spelling: tool.name for tool in tools for spelling in (tool.name, *tool.also)}
        self._common = {spelling: tool.name for tool in tools for spelling in tool.common}
        self._orgs = lexicon.firms
        self._general = re.compile(looked_ahead("|".join(row.says.pattern for row in language.things.general)))
        models = either(word for tool in tools for word in tool.models)
        tail = rf"{_VERSION}(?: (?:{models}))?{_VERSION}"
        self._tool_places = re.compile(rf"({names([*self._tools, *self._common])}){tail}(?!\w)")
        self._org_places = re.compile(rf"(?<![\w-])({either(self._orgs)})(?![\w-])")
        # "the Swiss company", "its maker", "Italy's privacy authority"; but not "the company's"
        self._references = re.compile(
            r"\b(?:[Tt]he|[Ii]ts|[Tt]his|[Aa]n?|[A-Z][\w.]+(?: [A-Z][\w.]+)?[’']s?)\s+(?:[\w’'.-]+\s+){0,4}?"
            rf"(?P<head>(?i:{either(row.noun for row in language.parties.references)}))\b(?![’']s)"
            rf"(?!\s(?i:{either(row.noun for row in language.parties.references)})\b)"
        )
        press, verbs = either(lexicon.press), any_of(language.parties.reporting)
        # "Reuters and two other outlets first reported", "according to the Guardian"
        self._told_by = re.compile(
            rf"\b({press})(?: and [\w ]{{3,40}}?)?,? (?:had |has |have )?(?:first )?(?:{verbs})\b"
            rf"|(?:according to|cit(?:es|ing)|by|report (?:by|in)|told|seen by|that|which) (?:the )?({press})\b"
        )

    def read(self, article: Article) -> tuple[Sentence, tuple[Sentence, ...]]:
        """The title and all sentences of an article.

        Organisations, regions and audiences are looked for only in an article that names AI, a tool or a vendor of
        one, and in one of few lines, which may name none: in others nothing can come of them.
        """
        signals = self._listener.listen(
            "\n".join([article.title, *(block.text for block in article.kept_blocks)]), article.title
        )
        small = in_small(article.title)
        bare = Sentence(index=0, block=-1, para=-1, start=0, text=article.title, low=small, kind="title")
        title, *body = (self._with_things(sentence, signals) for sentence in (bare, *cut(article)))
        about = signals.about_ai or signals.vendors or any(sentence.things for sentence in (title, *body))
        if not (about or article.partial):
            return title, tuple(body)
        return self._with_names(title), tuple(self._with_names(sentence) for sentence in body)

    def press_in(self, text: str) -> str | None:
        """The first outlet of the press that a text names as the one who told it: "Reuters reported"."""
        found = self._told_by.search(text)
        return next((name for name in found.groups() if name), None) if found else None

    def _with_things(self, sentence: Sentence, signals: Signals) -> Sentence:
        tools = self._find_tools(sentence.text, signals)
        generics = [m for m in self._find_generics(sentence) if not any(_describes(m, tool) for tool in tools)]
        quoted = tuple(match.span("words") for match in _QUOTED.finditer(sentence.text))
        if not (quoted or tools or generics):
            return sentence
        return replace(sentence, quoted=quoted, tools=tuple(tools), generics=tuple(generics))

    def _with_names(self, sentence: Sentence) -> Sentence:
        text = sentence.text
        regions = [
            Mention("region", match.start(), match.end(), match.group(), self._lexicon.region_codes[match.group()])
            for match in self._lexicon.region_places.finditer(text)
        ]
        return replace(
            sentence,
            orgs=tuple(self._find_orgs(text, sentence.tools, regions)),
            references=tuple(
                Mention("reference", match.start(), match.end(), match.group(), match["head"].lower(), known=False)
                for match in self._references.finditer(text)
            ),
            regions=tuple(regions),
            audiences=tuple(self._audiences(sentence)),
        )

    def _audiences(self, sentence: Sentence) -> Iterator[Mention]:
        """Whom a sentence may bind; the cheap look for a noun comes first. A day in front is no part of it."""
        parties, text = self._language.parties, sentence.text
        if not parties.bearers.search(sentence.low):
            return
        for match in parties.audiences.finditer(text):
            start = match.start()
            if _MAY_BE_DAY.match(match.group()):
                dates = (place.end for place in find_places(text) if place.start <= start < place.end)
                start = next(dates, start)
                start += len(text[start : match.end()]) - len(text[start : match.end()].lstrip(" ,"))
            if start < match.end():
                words = text[start : match.end()]
                yield Mention("audience", start, match.end(), words, words, known=False)

    def _find_tools(self, text: str, signals: Signals) -> list[Mention]:
        """AI tools by name; names that are also common words only beside a second signal."""
        found = []
        for match in self._tool_places.finditer(text):
            spelling = match.group(1)
            name = self._tools.get(spelling) or signals.short.get(spelling) or self._common[spelling]
            if spelling in self._common and not signals.allow(self._lexicon.tools[name].vendor, text, match.span()):
                continue
            whole = match.group().rstrip(" -.")
            end = match.start() + len(whole)
            found.append(Mention("tool", match.start(), end, whole, self._printed(name, spelling, whole)))
        if signals.introduced is not None:
            new = (
                Mention("tool", match.start(), match.end(), match.group(), match.group(), known=False)
                for match in signals.introduced.finditer(text)
            )
            found.extend([mention for mention in new if mention.apart(found)])
        return sorted(found, key=lambda mention: mention.start)

    def _printed(self, name: str, spelling: str, whole: str) -> str:
        """The tool's own name, with the model and version that the text gives."""
        rest = whole[len(spelling) :].strip(" -")
        if not rest:
            return name
        joint = whole[len(spelling)]
        joined = f"{name}{joint}{rest}" if joint in " -" else f"{name}{rest}"
        return self._tools.get(joined, joined)

    def _find_generics(self, sentence: Sentence) -> list[Mention]:
        """AI tools in general: "AI chatbots", "generative AI"; but "the chatbot" refers to one that has been named."""
        if not self._general.search(sentence.low):
            return []
        found: list[Mention] = []
        for row in self._language.things.general:
            for match in row.says.finditer(sentence.low):
                if _DEFINITE.search(sentence.low[: match.start()]) and not match.group().endswith("s"):
                    continue
                words = sentence.text[match.start() : match.end()]
                mention = Mention("generic", match.start(), match.end(), words, row.name)
                if mention.apart(found):
                    found.append(mention)
        return found

    def _find_orgs(self, text: str, tools: Sequence[Mention], regions: Sequence[Mention]) -> list[Mention]:
        """Organisations: those of the lexicon, and other capitalised names that are no tool, country or outlet."""
        found = [
            Mention("org", match.start(), match.end(), match.group(), self._orgs[match.group()])
            for match in self._org_places.finditer(text)
        ]
        taken = [*found, *tools]
        for run in capitalised(text, self._language.parties):
            if not run.apart(taken) or self._is_press(run.name):
                continue
            if run.apart(regions) or self._language.parties.kind_of(run.name):
                found.append(run)
        return sorted(found, key=lambda mention: mention.start)

    def _is_press(self, name: str) -> bool:
        return name in self._lexicon.press or f"The {name}" in self._lexicon.press


def _describes(generic: Mention, tool: Mention) -> bool:
    """Whether words for tools in general only say what a named tool is: "the companion chatbot Lumi"."""
    return generic.start <= tool.end + 2 and tool.start <= generic.end + 2
