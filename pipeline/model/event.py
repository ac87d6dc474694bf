"""What an article says about a restriction, with the words that say it."""

from dataclasses import dataclass

from pipeline.model.vocabulary import (
    ACTION_CLASS,
    Action,
    ActionClass,
    ActorType,
    EventStatus,
    Grade,
    Mechanism,
    Precision,
    Reason,
    Surface,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A verbatim quote with its address: ``article.blocks[block].text[start:end] == text``.

    Attributes:
        field: the field of the event that the quote carries ("action", "effective", …).
        start: first code point of the quote in the block's text.
        end: code point behind the last one.
    """

    field: str
    article_id: str
    block: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A date as far as it is known: ``2026-07-10``, ``2026-07``, ``2026-Q4`` or ``2026``.

    Attributes:
        precision: "immediate" is a day that the text gives as "with immediate effect".
    """

    value: str
    precision: Precision

    @property
    def day(self) -> str | None:
        """The full ISO day, or None where only a longer span is known."""
        return self.value if self.precision in ("day", "immediate") else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One statement that an article makes about a restriction. What the article does not say is None or empty.

    Attributes:
        attribution: who says so, in a word or name ("Reuters", "a memo", the actor itself); None where unnamed.
        background: told as history, not as the news of the article.
        inferred: who does what is taken from the weight of the words; no clause says it outright. It founds no row.
        evidence: at least one quote for the actor, the action and the targets.
    """

    article_id: str
    actor: str
    actor_type: ActorType
    mechanism: Mechanism
    action: Action
    status: EventStatus
    targets: tuple[str, ...]
    vendors: tuple[str, ...] = ()
    surfaces: tuple[Surface, ...] = ()
    affected: str | None = None
    exempt: str | None = None
    announced: PartialDate | None = None
    effective: PartialDate | None = None
    ends: PartialDate | None = None
    replacement: str | None = None
    reasons: tuple[Reason, ...] = ()
    attribution: str | None = None
    background: bool = False
    inferred: bool = False
    evidence: tuple[Evidence, ...] = ()

    @property
    def action_class(self) -> ActionClass:
        """Imposed, lifted, proposed or denied; a status of proposed or denied decides before the action."""
        if self.status in ("proposed", "denied"):
            return "proposed" if self.status == "proposed" else "denied"
        return ACTION_CLASS[self.action]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What became of reading one article.

    Attributes:
        score: how strongly the article is about a restricted AI tool, 0 to 1.
        why: the signals behind the score, strongest first, in words.
        unread: why the article was not read for events ("language:de"); empty if it was.
        strangers: names in no list that stand where a tool stands in a sentence about a restriction.
    """

    article_id: str
    relevant: bool
    score: float
    why: tuple[str, ...]
    events: tuple[Event, ...] = ()
    unread: str = ""
    strangers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles that report the same happening.

    Attributes:
        article_ids: in the order (published, url).
        copies: pairs (article, the earlier article that it repeats).
    """

    story_id: str
    title: str
    first_published: str | None
    article_ids: tuple[str, ...]
    copies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a sentence stands: ``article.blocks[block].text[start:end]``."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article as the register sees it: what it tells, and how far its source can be trusted.

    Attributes:
        speaks_for: actors whose own voice the source is.
        copy_of: outlet of the earlier article that this one repeats, or None.
        sha256: hash of the page's bytes.
        retrieved_at: when the page was fetched, ISO in UTC.
        partial: hardly more than headline and summary of the article are known.
        unlisted: a discovery source found it on a host of which no source is listed.
        sentences: places of its kept sentences, in order; what was stripped between two of them does not part them.
    """

    article_id: str
    url: str
    outlet: str
    title: str
    language: str
    published: str | None
    grade: Grade
    speaks_for: tuple[str, ...]
    sha256: str
    retrieved_at: str
    story_id: str | None
    copy_of: str | None
    events: tuple[Event, ...]
    partial: bool = False
    unlisted: bool = False
    sentences: tuple[Place, ...] = ()
