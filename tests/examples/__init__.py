"""Records to test with: a register, three editions, stories and sources.

What is said of Alibaba and Claude Code is true; Quillhaven, its tool Quill and Northwind Freight are fictional, and so
are the outlets. Everything is frozen, so that tests may share it and change copies with ``dataclasses.replace``.
"""

from tests.examples.editions import BASELINE, COVERAGE, QUIET, RICH
from tests.examples.inspected import INSPECTED, UNDERSTOOD
from tests.examples.pages import CONTENT, EMPTY, SITE, SOURCES, STORIES
from tests.examples.restrictions import CANDIDATE, DISPUTED, KNOWN, LIFTED, REGISTER, SCHEDULED, proof

__all__ = [
    "BASELINE",
    "CANDIDATE",
    "CONTENT",
    "COVERAGE",
    "DISPUTED",
    "EMPTY",
    "INSPECTED",
    "KNOWN",
    "LIFTED",
    "QUIET",
    "REGISTER",
    "RICH",
    "SCHEDULED",
    "SITE",
    "SOURCES",
    "STORIES",
    "UNDERSTOOD",
    "proof",
]
