"""What can go wrong outside, as values with a short name and a sentence.

FetchError   a request gave nothing to read
BodyError    the body of an answer cannot be used; the client adds the address and makes it a FetchError
FeedError    bytes arrived, but they are no feed
"""


class FetchError(Exception):
    """A request that gave nothing to read.

    Args:
        reason: a short name with hyphens: "dns", "refused", "timeout", "deadline", "reset", "tls", "unreachable",
            "bad-response", "truncated", "too-large", "bad-encoding", "bad-url", "bad-redirect", "too-many-redirects",
            "robots", "robots-unavailable", "challenge", or "http-" with the status.
        detail: one sentence for a person, with the address.
        transient: whether asking again later may help.
    """

    def __init__(self, reason: str, detail: str, *, transient: bool = False) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.transient = transient


class BodyError(Exception):
    """A body that cannot be used.

    Args:
        reason: "too-large", "bad-encoding" or "truncated".
        predicate: the sentence without its subject, which is the address.
    """

    def __init__(self, reason: str, predicate: str) -> None:
        super().__init__(predicate)
        self.reason = reason
        self.predicate = predicate


class FeedError(Exception):
    """Bytes that are no feed.

    Args:
        reason: "empty", "json", "html", "not-a-feed", "broken", "too-complex", "challenge", "consent" or "login".
        detail: one sentence for a person, with the address.
        transient: whether the same address may give a feed later.
    """

    def __init__(self, reason: str, detail: str, *, transient: bool = False) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.transient = transient
