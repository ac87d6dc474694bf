"""Whom to name for data of others that the site uses."""

from pipeline.model.site import SiteContent
from pipeline.text.words import clean


def credits_of(content: SiteContent) -> tuple[str, ...]:
    """The attributions of sources that have given something, each once, in the order of the alphabet."""
    listing = {fact.source_id for fact in content.availability}
    return tuple(
        sorted(
            {
                clean(source.attribution)
                for source in content.sources
                if source.attribution and source.state != "disabled" and (source.entries or source.source_id in listing)
            }
        )
    )
