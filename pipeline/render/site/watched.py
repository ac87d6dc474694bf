"""The page "Watch": candidates, what is proposed, and changes of pages that are watched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.restriction import Candidate, Restriction
from pipeline.model.site import PageChange
from pipeline.render.credits import credits_of
from pipeline.render.links import segment
from pipeline.render.site.page import Page
from pipeline.render.site.printed import cite_watched
from pipeline.render.site.quotes import ARTICLE_WORDS, first_words, worth_showing
from pipeline.render.site.shelf import Shelf, newest_first
from pipeline.text.words import counted, join_words, words

_TITLE_WORDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A candidate with the evidence for it, and a name by which to link to it."""

    row: Candidate
    anchor: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The beginning of a sentence that came or went.

    Attributes:
        cut: whether it goes on behind the text.
    """

    text: str
    cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A change of a page with as many of its words as the site may show.

    Attributes:
        anchor: a name by which to link to it.
        counts: how much came and went, in words.
        came, went: what is shown of the sentences.
        rows: restrictions that rest on it.
    """

    change: PageChange
    anchor: str
    counts: str
    title: str
    came: tuple[Part, ...]
    went: tuple[Part, ...]
    rows: tuple[Restriction, ...]


def watch(shelf: Shelf) -> Page:
    """The page of all that is watched."""
    register = shelf.content.register
    return Page(
        path="watch/index.html",
        template="watch",
        title="Watch",
        description="What is not well enough founded yet, and what changed on pages that are watched.",
        values={
            "candidates": [
                Watched(row=row, anchor=segment(row.candidate_id), evidence=tuple(p.evidence_id for p in row.evidence))
                for row in register.candidates
            ],
            "proposals": newest_first(row for row in register.restrictions if row.status in ("proposed", "rumoured")),
            "changed": [_changed(change, shelf) for change in shelf.content.page_changes],
            "cited": cite_watched(register.candidates, shelf.pages_of),
            "attribution": credits_of(shelf.content),
        },
    )


def _changed(change: PageChange, shelf: Shelf) -> Changed:
    room = ARTICLE_WORDS // max(1, shelf.pages_of.get(change.article_id, 1))
    title = first_words(change.title, min(_TITLE_WORDS, room))
    room -= len(words(title))
    removed = min(room // 2, sum(len(words(text)) for text in change.went)) if change.went else 0
    return Changed(
        change=change,
        anchor=segment(f"change-{change.article_id}"),
        counts=_counts(change),
        title=title,
        came=tuple(_within(change.came, room - removed)),
        went=tuple(_within(change.went, removed)),
        rows=newest_first(
            row for row in shelf.rows.values() if any(proof.article_id == change.article_id for proof in row.evidence)
        ),
    )


def _counts(change: PageChange) -> str:
    kind = "line" if change.is_list else "sentence"
    told = [(change.added, "added"), (change.removed, "removed")]
    return join_words([f"{counted(count, kind)} {done}" for count, done in told if count])


def _within(sentences: Sequence[str], room: int) -> Iterator[Part]:
    """Sentences, the last of them cut, with at most so many words together."""
    for sentence in sentences:
        text = first_words(sentence, room) if room else ""
        if not text or (text != sentence and not worth_showing(text)):
            return
        yield Part(text=text, cut=text != sentence)
        room -= len(words(text))
