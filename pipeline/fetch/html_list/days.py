"""The day of an article in a list, by the source's selector."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from bs4 import Tag

from pipeline.fetch.html_list.formats import day_in
from pipeline.fetch.html_list.items import Item, attribute, belonging
from pipeline.fetch.html_list.page import Page
from pipeline.fetch.html_list.words import text_of
from pipeline.model.source import ListRules
from pipeline.text.feed_dates import FeedDate, feed_date

_UNKNOWN = FeedDate(None, "")
_MOST = 20  # elements of one article that are asked for its day
_DIGIT = re.compile(r"\d")
_LONGEST = 200  # characters of a text that is asked for its day; more is no date


def days_of(page: Page, items: Sequence[Item], rules: ListRules, now: datetime) -> list[FeedDate]:
    """The day of each listed article, in their order.

    A day counts for an article if it stands in an element that belongs to it alone. In a flat page, where no element
    does, it counts if days and articles take turns all the way.
    """
    if not rules.date:
        return [_UNKNOWN for _ in items]
    days = [_nearest(tags, rules, now) for tags in belonging(page, rules.date, items)]
    if all(day == _UNKNOWN for day in days):
        return _in_turn(page, items, rules, now) or days
    return days


def _nearest(tags: Sequence[Tag], rules: ListRules, now: datetime) -> FeedDate:
    flag = ""
    for tag in tags[:_MOST]:
        day = _read(tag, rules.date_formats, now)
        if day.published is not None:
            return day
        flag = flag or day.flag
    return FeedDate(None, flag)


def _read(tag: Tag, formats: Sequence[str], now: datetime) -> FeedDate:
    """What one element says: by its attributes for machines, else by its text."""
    for raw in _for_machines(tag):
        day = feed_date(raw, now=now)
        if day.flag != "unread-date" and day != _UNKNOWN:
            return day
    text = text_of(tag)
    return day_in(text, formats, now) if _DIGIT.search(text) and len(text) <= _LONGEST else _UNKNOWN


def _for_machines(tag: Tag) -> Iterator[str]:
    for part in (tag, *tag.find_all("time")):
        yield attribute(part, "datetime")
        if part.name == "meta":
            yield attribute(part, "content")


def _in_turn(page: Page, items: Sequence[Item], rules: ListRules, now: datetime) -> list[FeedDate]:
    """Days before or behind each article, where both take turns from the first to the last; else nothing."""
    places = {id(tag): place for place, tag in enumerate(page.tree.find_all())}
    tags = page.tree.select(rules.date)
    days = [(places[id(tag)], day) for tag in tags if (day := _read(tag, rules.date_formats, now)).published]
    if len(days) != len(items) or len(items) < 2:
        return []
    marks = [(places[id(item.links[0])], False) for item in items] + [(place, True) for place, _ in days]
    turns = [is_day for _, is_day in sorted(marks)]
    return [day for _, day in days] if all(one != other for one, other in pairwise(turns)) else []
