"""What can go wrong outside, as values with a name of ``pipeline.model.failure`` and a sentence.

FetchError   a request gave nothing to read
BodyError    the body of an answer cannot be used; the client adds the address and makes it a FetchError
FeedError    bytes arrived, but they are not what this kind of source sends

All of them can be pickled: readers run in a process of their own.
"""

from datetime import datetime

from pipeline.model.failure import FAILURES, is_transient


class FetchError(Exception):
    """A request that gave nothing to read.

    Args:
        reason: a name of FAILURES.
        detail: one sentence for a person, with the address.
        retry_at: when its server asks to be asked again, aware, in UTC; None if it does not say.
    """

    def __init__(self, reason: str, detail: str, retry_at: datetime | None = None) -> None:
        super().__init__(reason, detail, retry_at)
        self.reason = reason
        self.detail = detail
        self.retry_at = retry_at

    def __str__(self) -> str:
        return self.detail

    @property
    def transient(self) -> bool:
        """Whether asking again later may help."""
        return is_transient(self.reason)


class SettledError(FetchError):
    """A failure that another attempt in the same run would not change."""


class BodyError(Exception):
    """A body that cannot be used.

    Args:
        reason: "too-large", "bad-encoding" or "truncated".
        predicate: the sentence without its subject, which is the address.
    """

    def __init__(self, reason: str, predicate: str) -> None:
        super().__init__(reason, predicate)
        self.reason = reason
        self.predicate = predicate


class FeedError(Exception):
    """Bytes that are not what this kind of source sends.

    Args:
        reason: a name of FAILURES.
        detail: one sentence for a person, with the address.
        discovered: with "not-a-feed", the addresses of feeds that the page names, absolute, in its order.
    """

    def __init__(self, reason: str, detail: str, discovered: tuple[str, ...] = ()) -> None:
        super().__init__(reason, detail, discovered)
        self.reason = reason
        self.detail = detail
        self.discovered = discovered

    def __str__(self) -> str:
        return self.detail

    @property
    def transient(self) -> bool:
        """Whether the same address may give what is wanted later."""
        return is_transient(self.reason)


def failed_at(address: str, reason: str, note: str = "", retry_at: datetime | None = None) -> FetchError:
    """The failure of this name at an address, in its own words, with a note in brackets where there is more to say."""
    more = f" ({note})" if note else ""
    return FetchError(reason, f"{address} {FAILURES[reason].words}{more}.", retry_at)
