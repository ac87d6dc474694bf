"""Who and what a sentence names: tools, organisations, regions, and whom a restriction may bind."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from pipeline.analyse.lexicon import Lexicon, read_pack
from pipeline.model.vocabulary import ActorType

MentionKind = Literal["tool", "generic", "org", "reference", "region", "audience"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence: ``sentence[start:end] == text``.

    Attributes:
        name: canonical name; for a region its code; for a reference its head noun ("company").
        known: stands in the lexicon.
    """

    kind: MentionKind
    start: int
    end: int
    text: str
    name: str
    known: bool = True


# What an organisation's name holds, and what kind of actor that makes it.
_ORG_WORDS: tuple[tuple[ActorType, str], ...] = (
    ("university", r"Universit\w+|College|Polytechnic|Institute of Technology"),
    ("court", r"Court|Tribunal"),
    (
        "regulator",
        r"Data Protection|Privacy|Regulator|Information Commissioner\w*|Commissioner|Authority|Watchdog|Ombudsman",
    ),
    (
        "government-body",
        r"Ministry|Department|[Gg]overnment|Council|Commission|Agency|Parliament|Senate|Congress|House|Bureau|Administration"
        r"|Governor|Mayor|City|County|State|Navy|Army|Police|Health Service|Cabinet|Treasury|Office|School District|Schools",
    ),
    (
        "company",
        r"Bank|Group|Mutual|Insurance|Holdings?|Corp(?:oration)?|Inc|Ltd|Limited|GmbH|AG|PLC|plc|Co|Company|Systems|Motors"
        r"|Airlines|Freight|Logistics|Media|Technologies|Labs?|Partners|Capital|Industries|Energy|Pharma\w*|Electronics",
    ),
    ("other", r"Hospitals?|School|Association|Union|Federation|Foundation|Society|Conference|Journal|Museum|Church"),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A noun by which a text refers to an organisation: "the company", "Italy's privacy authority".

    Attributes:
        kinds: what kind of actor it may stand for.
        named: a word that the organisation's name must hold; empty if any of these kinds will do.
        public: a public body, which can be named by its country alone ("the Danish data protection agency").
    """

    kinds: tuple[ActorType, ...]
    named: str = ""
    public: bool = False


_COMPANY = Reference(("company", "vendor"))
REFERENCES: dict[str, Reference] = {
    "administration": Reference(("government-body",), "Administration|[Gg]overnment", public=True),
    "agency": Reference(("government-body", "regulator"), "Agency|Health", public=True),
    "authority": Reference(("regulator",), "Authority|Garante|PIPC", public=True),
    "bank": _COMPANY,
    "carmaker": _COMPANY,
    "chipmaker": _COMPANY,
    "commission": Reference(("regulator", "government-body"), "Commission", public=True),
    "commissioner": Reference(("regulator",), "[Cc]ommissioner", public=True),
    "company": _COMPANY,
    "conglomerate": _COMPANY,
    "council": Reference(("government-body",), "Council"),
    "court": Reference(("court",)),
    "department": Reference(("government-body",), "Department", public=True),
    "employer": _COMPANY,
    "firm": _COMPANY,
    "giant": _COMPANY,
    "government": Reference(("government-body",), "[Gg]overnment", public=True),
    "group": _COMPANY,
    "haulier": _COMPANY,
    "insurer": _COMPANY,
    "judge": Reference(("court",)),
    "lab": _COMPANY,
    "laboratory": _COMPANY,
    "lender": _COMPANY,
    "maker": _COMPANY,
    "ministry": Reference(("government-body",), "[Mm]inistry|MODA", public=True),
    "navy": Reference(("government-body",), "Navy", public=True),
    "office": Reference(("regulator", "government-body"), "Office|[Cc]ommissioner"),
    "parliament": Reference(("government-body",), "Parliament", public=True),
    "regulator": Reference(("regulator",), "", public=True),
    "retailer": _COMPANY,
    "start-up": _COMPANY,
    "startup": _COMPANY,
    "studio": _COMPANY,
    "university": Reference(("university",)),
    "vendor": _COMPANY,
    "watchdog": Reference(("regulator",), "", public=True),
}

_AUDIENCE_NOUNS = (
    r"employees|employers|staff(?:ers| members)?|workers|workforce|personnel|engineers|developers|programmers|coders|users|customers"
    r"|subscribers|clients|students|pupils|teachers|clinicians|doctors|nurses|judges|civil servants|officials|contractors"
    r"|agencies|ministries|departments|lawmakers|members|bankers|traders|researchers|citizens|residents|minors|children"
    r"|devices|computers|laptops|telephones|phones|machines|networks?|app stores|application stores|companies|firms|entities|nationals"
    r"|organi[sz]ations|schools|hospitals|teams?|units?|accounts"
)
_AUDIENCE = re.compile(
    r"\b(?:(?:(?:its|their|his|her|all|any|some|most|many|certain|free|paid|new|public|federal|state|government|state-issued"
    r"|government-issued|office|work|company|corporate|official|local|foreign|internal|[A-Z][\w’'-]+)\s+){0,4}"
    rf"(?:{_AUDIENCE_NOUNS}))\b"
    r"(?:\s+(?:worldwide|in (?:the )?[A-Z][\w’'-]+(?:(?:,| and| or)? (?:the )?[A-Z][\w’'-]+){0,4}|of (?:the )?[A-Z]\w+|across the \w+))?"
)
_CAPITALISED = r"[A-ZÀ-Þ][\w’'&.-]*[\w]|[A-Z]{1,3}\b"
_RUN = re.compile(rf"(?:{_CAPITALISED})(?:\s+(?:(?:of|for|de|du|des|di)\s+(?:the\s+)?)?(?:{_CAPITALISED}))*")
_REFERENCE = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]his|[Aa]n?|[A-Z][\w.]+(?: [A-Z][\w.]+)?[’']s?)\s+(?P<kind>(?:[\w’'.-]+\s+){0,4}?)"
    r"(?P<head>" + "|".join(REFERENCES) + r")\b(?![’']s)"
)
_NOT_NAMES = frozenset(
    "A After All Also Although An And Any April As At August Because Before Both But By December Despite During Each Earlier "
    "Even Every February For Four Friday From He Her His How However I If In It Its January July June Last Like March May "
    "Meanwhile Monday More Most Mr Mrs Ms Neither New No Not November Now October Of On Once One Only Or Other Our Saturday "
    "Security September She Since So Some Still Sunday Such That The Their Then There These They This Those Three Thursday "
    "To Today Tuesday Two Under Until Users We Wednesday What When Where Which While Who Why With Workers Yes You Your "
    "Employees Staff Developers Reporting Sources People AI".split()
)
_DEFINITE = re.compile(r"\b(?:the|this|that|its|a|an)\s+(?:\w+\s+)?$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’']s?$")
_SECOND_SIGNAL = re.compile(
    r"\b(?:AI|A\.I\.|artificial intelligence|chat ?bots?|language models?|assistants?|coding|code editor|generative|LLMs?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Generic:
    name: str
    says: str


class Reader:
    """Finds mentions. Built once from a lexicon; holds compiled patterns and nothing that changes."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._tools = {spelling: tool.name for tool in lexicon.tools for spelling in (tool.name, *tool.also)}
        self._common = {spelling: tool.name for tool in lexicon.tools for spelling in tool.common}
        self._models = {tool.name: tool.models for tool in lexicon.tools}
        orgs = {spelling: vendor.name for vendor in lexicon.vendors for spelling in (vendor.name, *vendor.also)}
        self._press = frozenset(read_pack("press.yaml"))
        names = _either(self._press)
        self._told_by = re.compile(
            rf"\b({names})(?: and [\w ]{{3,40}}?)?,? (?:had |has |have )?(?:first )?(?:report(?:ed|s)|said|wrote|told|broke|revealed|published)\b"
            rf"|(?:according to|cit(?:es|ing)|by|report (?:by|in)|told|seen by|that|which) (?:the )?({names})\b"
        )
        orgs |= {spelling: actor.name for actor in lexicon.actors for spelling in (actor.name, *actor.also)}
        self._orgs = orgs
        self._regions = {
            spelling: region.code
            for region in lexicon.regions
            for spelling in (region.name, region.adjective, *region.also)
            if spelling
        }
        versions = r"(?:[ -]?v?\d[\w.]*)?"
        words = sorted({word for tool in lexicon.tools for word in tool.models})
        tail = rf"(?:{versions}(?: (?:{_either(words)}))?{versions})?"
        self._tool_pattern = re.compile(rf"(?<![\w-])({_either([*self._tools, *self._common])}){tail}(?!\w)")
        self._org_pattern = re.compile(rf"(?<![\w-])({_either(orgs)})(?![\w-])")
        self._region_pattern = re.compile(rf"(?<![\w-])({_either(self._regions)})(?!\w)")
        generics = TypeAdapter(tuple[_Generic, ...]).validate_python(tuple(read_pack("generic_tools.yaml")))
        self._generics = tuple((row.name, re.compile(rf"\b(?:{row.says})\b", re.IGNORECASE)) for row in generics)

    @property
    def vendor_names(self) -> tuple[str, ...]:
        """Canonical names of all vendors."""
        return tuple(self._lexicon.by_vendor)

    def vendor_of(self, tool: str) -> str | None:
        """The vendor of a tool by the name that ``tools`` gives it, model and version included."""
        known = self._lexicon.by_tool.get(tool)
        if known is None:
            names = [name for name in self._lexicon.by_tool if tool.startswith((f"{name} ", f"{name}-"))]
            known = self._lexicon.by_tool[max(names, key=len)] if names else None
        return known.vendor if known else None

    def tools(self, text: str, signals: "Signals") -> list[Mention]:
        """AI tools by name; names that are also common words only beside a second signal."""
        found = []
        for match in self._tool_pattern.finditer(text):
            spelling = match.group(1)
            name = self._tools.get(spelling) or self._common[spelling]
            if spelling in self._common and not signals.allow(self._lexicon.by_tool[name].vendor, text, match.span()):
                continue
            whole = match.group().rstrip(" -.")
            found.append(
                Mention("tool", match.start(), match.start() + len(whole), whole, self._printed(name, spelling, whole))
            )
        if signals.introduced is not None:
            found.extend(
                Mention("tool", match.start(), match.end(), match.group(), match.group(), known=False)
                for match in signals.introduced.finditer(text)
                if all(match.end() <= other.start or other.end <= match.start() for other in found)
            )
        return sorted(found, key=lambda mention: mention.start)

    def knows(self, name: str) -> bool:
        """Whether a name stands in the lexicon, as anything."""
        head = name.split()[0]
        return any(
            known in table for known in (name, head) for table in (self._tools, self._common, self._orgs, self._regions)
        )

    def _printed(self, name: str, spelling: str, whole: str) -> str:
        """The tool's own name, with the model and version that the text gives."""
        rest = whole[len(spelling) :].strip(" -")
        if not rest:
            return name
        joined = f"{name}{whole[len(spelling)]}{rest}" if whole[len(spelling)] in " -" else f"{name}{rest}"
        return joined if joined not in self._tools else self._tools[joined]

    def generics(self, text: str) -> list[Mention]:
        """AI tools in general: "AI chatbots", "generative AI"."""
        found: list[Mention] = []
        for name, pattern in self._generics:
            for match in pattern.finditer(text):
                if _DEFINITE.search(text[: match.start()]) and not match.group().endswith("s"):
                    continue  # "the chatbot" refers to one that has been named
                if all(match.end() <= other.start or other.end <= match.start() for other in found):
                    found.append(Mention("generic", match.start(), match.end(), match.group(), name))
        return found

    def orgs(self, text: str, taken: Sequence[Mention]) -> list[Mention]:
        """Organisations: those of the lexicon, and other capitalised names that are nothing else.

        Args:
            taken: tools and regions of the same text; a capitalised run that touches one is not a new name.
        """
        found = [
            Mention("org", match.start(), match.end(), match.group(), self._orgs[match.group(1)])
            for match in self._org_pattern.finditer(text)
        ]
        fixed = [*found, *(mention for mention in taken if mention.kind != "region")]
        places = [mention for mention in taken if mention.kind == "region"]
        for match in _RUN.finditer(text):
            run = _trimmed(match)
            if run is None or any(run.start < other.end and other.start < run.end for other in fixed):
                continue
            if any(run.start < place.end and place.start < run.end for place in places) and not has_org_word(run.name):
                continue
            if run.name in self._press or f"The {run.name}" in self._press:
                continue
            found.append(run)
        return sorted(found, key=lambda mention: mention.start)

    def regions(self, text: str) -> list[Mention]:
        """Countries and groups of countries, by name or adjective."""
        return [
            Mention("region", match.start(), match.end(), match.group(), self._regions[match.group(1)])
            for match in self._region_pattern.finditer(text)
        ]

    def press_in(self, text: str) -> str | None:
        """The first outlet of the press that a text names as the one who told it: "Reuters reported"."""
        found = self._told_by.search(text)
        return next((name for name in found.groups() if name), None) if found else None

    def references(self, text: str) -> list[Mention]:
        """Words that refer back to an organisation: "the company", "its maker"."""
        return [
            Mention("reference", match.start(), match.end(), match.group(), match["head"].lower(), known=False)
            for match in _REFERENCE.finditer(text)
        ]


_TOOL_NOUN = (
    r"(?:AI|A\.I\.|artificial intelligence|generative AI|companion|coding|programming|writing|language|voice|image)"
    r"(?: [a-z-]+)?[ -](?:agent|app|application|assistant|bot|chat ?bot|companion|editor|generator|model|notetaker|platform"
    r"|program|programme|service|tool|writer)s?|chat ?bots?|notetakers?"
)
_NEW_NAME = r"(?P<name>[A-Z][\w-]*[a-z]\w*(?:[ .][A-Z0-9][\w.-]*\w)?)"
_INTRODUCED = (
    re.compile(rf"\b(?:{_TOOL_NOUN}),? (?:called |named |known as )?{_NEW_NAME}"),
    re.compile(rf"\b{_NEW_NAME},? (?:an?|the|its) (?:[\w’'-]+ ){{0,4}}?(?:{_TOOL_NOUN})\b"),
)


class Signals:
    """What a whole article tells about its names.

    Two things: whether a common word is a tool (its vendor is named, or the text is about AI), and which names the text
    itself introduces as AI tools ("the companion chatbot Lumi").
    """

    def __init__(self, text: str, reader: "Reader") -> None:
        self._vendors = frozenset(
            vendor for vendor in reader.vendor_names if re.search(rf"\b{re.escape(vendor)}\b", text)
        )
        self._about_ai = bool(_SECOND_SIGNAL.search(text))
        names = {match["name"] for pattern in _INTRODUCED for match in pattern.finditer(text)}
        new = sorted(name for name in names if name.split()[0] not in _NOT_NAMES and not reader.knows(name))
        self.introduced = re.compile(rf"(?<![\w-])(?:{_either(new)})(?!\w)") if new else None

    def allow(self, vendor: str, sentence: str, span: tuple[int, int]) -> bool:
        """Whether the word at ``span`` may be taken for the vendor's tool."""
        starts_sentence = not sentence[: span[0]].strip(" \"“'(")
        following = sentence[span[1] :].lstrip()[:1]
        if starts_sentence and following.islower() and not self._about_ai:
            return False
        return vendor in self._vendors or self._about_ai


def generic_names() -> frozenset[str]:
    """How AI tools in general are printed."""
    return frozenset(row["name"] for row in read_pack("generic_tools.yaml"))


def audiences(text: str) -> list[Mention]:
    """Whom a restriction may bind: "its employees", "users in China", "government devices"."""
    return [
        Mention("audience", match.start(), match.end(), match.group(), match.group(), known=False)
        for match in _AUDIENCE.finditer(text)
    ]


def type_of_name(name: str) -> ActorType:
    """What kind of actor a name makes: "Aldermoor University" is a university; a company if nothing says otherwise."""
    for kind, words in _ORG_WORDS:
        if re.search(rf"\b(?:{words})\b", name):
            return kind
    return "company"


def has_org_word(name: str) -> bool:
    """Whether a name holds a word for an organisation."""
    return any(re.search(rf"\b(?:{words})\b", name) for _, words in _ORG_WORDS)


def _trimmed(match: re.Match[str]) -> Mention | None:
    """The capitalised run without the common words at its edges and without a possessive ending."""
    words = list(re.finditer(r"\S+", match.group()))
    while words and _POSSESSIVE.sub("", words[0].group()) in _NOT_NAMES:
        words.pop(0)
    while words and (words[-1].group() in _NOT_NAMES or words[-1].group()[0].islower()):
        words.pop()
    if not words:
        return None
    start = match.start() + words[0].start()
    name = _POSSESSIVE.sub("", match.group()[words[0].start() : words[-1].end()])
    return Mention("org", start, start + len(name), name, name, known=False)


def _either(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


def within(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Mentions that lie wholly between two places, in order."""
    return sorted((m for m in mentions if start <= m.start and m.end <= end), key=lambda m: m.start)
