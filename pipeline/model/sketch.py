"""What is remembered of an article so that others can be compared with it: hashes, days, and what it tells."""

from dataclasses import dataclass

from pipeline.model.vocabulary import ActionClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A restriction that an article tells as its news, as far as stories care.

    Attributes:
        families: names of the tools, without versions; ``vendors``: of these tools; both sorted.
        broad: one of the tools is a kind, not a product: "AI tools".
        effective_on: ISO day, empty where none is known.
        said: runs of five words of the sentence that tells it; packed.
    """

    actor: str
    action_class: ActionClass
    families: tuple[str, ...]
    vendors: tuple[str, ...] = ()
    broad: bool = False
    effective_on: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """One article. Words stand as hashes; nothing of the text can be read from them.

    Attributes:
        published_on: ISO day, empty if unknown.
        words: stems of title (counted twice) and lead, with how often each occurs; sorted.
        title: stems of the title; sorted.
        names: stems of capitalised words, and numbers, of title and lead; sorted.
        runs: of five words of the whole text; packed.
        relevant: whether it is about a restricted tool at all.
        told: what it tells as its news.
    """

    article_id: str
    url: str
    published_on: str
    words: tuple[tuple[int, int], ...]
    title: tuple[int, ...]
    names: tuple[int, ...]
    runs: str
    relevant: bool = False
    told: tuple[Told, ...] = ()

    @property
    def order(self) -> tuple[str, str, str]:
        """Articles come in the order (published, url); undated ones last."""
        return (self.published_on or "9999", self.url, self.article_id)
