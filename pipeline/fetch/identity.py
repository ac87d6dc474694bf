"""What an item of a source is known by, from one night to the next.

Its address is the steadiest thing about it: ids change with the software of a site, with a headline, or at every
request. An address is taken as ``page_key`` gives it, so a new parameter, https, AMP or another format of the feed
makes no new item of it. A plain anchor counts too, because a changelog or a live page lists many items on one page; an
address that is that of the feed's own site names no item at all. Nothing here looks at the other items of a feed, whose
order and number change.
"""

import hashlib
import re
from collections.abc import Collection
from urllib.parse import unquote

from pipeline.text.urls import page_key

_ANCHOR = re.compile(r"[\w./!~-]{1,200}")  # "xtor=RSS-1" and "ftag=x" say how a reader came
_EVERYWHERE = ("comments", "disqus_thread", "main", "new", "respond", "rss", "top")  # anchors that pages have anyway


def entry_id(source_id: str, url: str, guid: str, text: str) -> str:
    """The id of an item.

    Args:
        source_id: the same item of two sources is two entries.
        url: address that names the item, with its fragment; empty where there is none.
        guid: the source's own id of the item, used where there is no address; empty where it has none.
        text: what the item says, used where there is neither.

    Returns:
        20 hexadecimal digits, the same for all spellings of an address.
    """
    return id_by_name(source_id, item_name(url), guid, text)


def item_name(url: str, home_keys: Collection[str] = ()) -> str:
    """One name for all spellings of an item's address; empty where the address names no item.

    Args:
        url: with its fragment.
        home_keys: ``page_key`` of what the source calls its site, and of the source itself.
    """
    key, place = page_key(url), anchor(url)
    if not key or (key in home_keys and not place):
        return ""
    return f"{key}#{place}" if place else key


def id_by_name(source_id: str, name: str, guid: str, text: str) -> str:
    """As ``entry_id``, where the ``item_name`` is known."""
    known = name or (f"guid\0{guid}" if guid else f"text\0{text}")
    return hashlib.sha256(f"{source_id}\0{known}".encode()).hexdigest()[:20]


def anchor(url: str) -> str:
    """The fragment of an address where it names a place on the page, else nothing."""
    fragment = unquote(url.partition("#")[2])
    return fragment if _ANCHOR.fullmatch(fragment) and fragment.lower() not in _EVERYWHERE else ""
