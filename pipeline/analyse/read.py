"""An article with what was read in it."""

from dataclasses import dataclass

from pipeline.model.article import Article
from pipeline.model.event import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An article with what was read in it."""

    article: Article
    analysis: Analysis

    @property
    def order(self) -> tuple[str, str, str]:
        """Articles come in the order (published, url); undated ones last."""
        published = self.article.published
        return (published.published_on.isoformat() if published else "9999", self.article.url, self.article.article_id)
