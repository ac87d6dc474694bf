"""How a source has been doing: what is remembered of it from run to run."""

from dataclasses import dataclass
from datetime import datetime

from pipeline.model.source import Validators


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """What is remembered of one source. All times are aware UTC; None means never.

    Attributes:
        url: the address that is asked: that of feeds.yaml, or where permanent redirects led from it.
        moved_from: the address in feeds.yaml from which it has moved; empty if it has not.
        entries: how many entries it has given in all.
        gap_days: how many days usually lie between two readings that bring something new; None until that is known.
        failures: failed readings in a row, at most one counted for each day.
        failing_since: the first of them.
        reason, detail: name and sentence of the last failure; empty if the last reading went well.
        retry_at: it is not asked before.
        validators: what its server gave with the last answer.
        body_sha256: hash of the last body.
        unchanged: answers "not modified" in a row.
        distrusted: its validators have been found to lie, and are not sent any more.
        suspected: it may lie: after a row of "not modified", a look without validators found something else.
        moved_at: when it moved for good last; None if it has not.
        parked: it has failed for so long that it is only tried once a week.
    """

    source_id: str
    url: str
    moved_from: str = ""
    first_read_at: datetime | None = None
    last_try_at: datetime | None = None
    last_success_at: datetime | None = None
    last_new_at: datetime | None = None
    entries: int = 0
    gap_days: float | None = None
    failures: int = 0
    failing_since: datetime | None = None
    reason: str = ""
    detail: str = ""
    retry_at: datetime | None = None
    validators: Validators | None = None
    body_sha256: str = ""
    unchanged: int = 0
    distrusted: bool = False
    suspected: bool = False
    moved_at: datetime | None = None
    parked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReading:
    """What one successful reading of a source gave.

    Attributes:
        new_entries: how many entries it brought that were not known.
        moved_to: where the source has moved for good; empty if it has not.
        validators: what its server gave; None where it gave nothing.
        body_sha256: hash of the body; empty where there was none.
        not_modified: the server said so, and sent no body.
    """

    new_entries: int = 0
    moved_to: str = ""
    validators: Validators | None = None
    body_sha256: str = ""
    not_modified: bool = False
