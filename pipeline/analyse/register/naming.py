"""Which row an override means: by an id, or by an article that the row rests on, whatever its id is now."""

from collections.abc import Collection, Mapping

from pipeline.model.override import Act, Override
from pipeline.text.urls import page_key, split_web
from pipeline.text.words import join_words

_PHASES: tuple[Act, ...] = ("promote", "split", "merge", "reject", "set", "confirm")
"""Overrides are replayed in this order, so that one can speak of what another makes."""


class Fault(Exception):  # noqa: N818 - it is no error: an override that has nothing to do
    """Why an override changes nothing, in words that follow the name of the row."""


def phase(act: Override) -> int:
    """When an override has its turn."""
    return _PHASES.index(act.act)


def named(name: str, article: str, reports: Mapping[str, Collection[str]], given: Mapping[str, str]) -> str:
    """The id of the row that is meant.

    Args:
        name: an id, or the address of an article.
        article: the address of an article on which the row rests; empty where nothing is said of it.
        reports: keys of the pages on which each row rests.
        given: ids of rows that were made by hand; a candidate's id stands for that of its row.

    Returns:
        The row with that id, if it rests on the article; else the one row that does.

    Raises:
        Fault: there is none, or there are several.
    """
    url = name if split_web(name) is not None else article
    row_id = "" if url == name else given.get(f"promote:{name}", name)
    row_id = row_id if row_id in reports else name
    if not url:
        if row_id in reports:
            return row_id
        raise Fault("is not in the register")
    resting = [one for one, pages in reports.items() if page_key(url) in pages]
    if row_id in resting:
        return row_id
    if len(resting) == 1:
        return resting[0]
    if resting:
        raise Fault(f"may mean {join_words(sorted(resting), 'or')}; name one by its id")
    raise Fault(f"rests on no article at {url}" if row_id in reports else f"is not in the register, nor is {url}")
