"""One browser for all tests; where there is none, they skip on a developer's machine and fail where CI is set."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import browser, missing


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    lacks = missing()
    if lacks and os.environ.get("CI"):
        pytest.fail(lacks)
    if lacks:
        pytest.skip(lacks)
    with browser() as made:
        yield made
