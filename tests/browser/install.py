"""Install what drawing mails needs, where that may be done without asking: ``python -m tests.browser.install``."""

import os
import shutil
import subprocess
import sys

from tests.browser.chromium import missing

_PACKAGES = ("chromium", "fonts-liberation")
_SECONDS = 300


def main() -> None:
    """Say in a line what is done; a machine where nothing may be installed is none that fails."""
    lacks = missing()
    if not lacks:
        return
    apt = _apt()
    if apt:
        sys.stdout.write(f"installing {' and '.join(_PACKAGES)}, which draw the mails that are compared\n")
        _run(*apt, "update")
        _run(*apt, "install", "--yes", "--no-install-recommends", *_PACKAGES)
        lacks = missing()
    if lacks:
        sys.stdout.write(f"{lacks}; until then the tests of tests/browser are left out\n")


def _apt() -> list[str]:
    """How to call apt-get with the rights that it needs; empty if there is no way."""
    found = shutil.which("apt-get")
    if found is None:
        return []
    if os.geteuid() == 0:
        return [found, "-qq"]
    sudo = shutil.which("sudo")
    return [sudo, "-n", found, "-qq"] if sudo and _run(sudo, "-n", "true") else []


def _run(*command: str) -> bool:
    try:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(command, check=False, capture_output=True, timeout=_SECONDS, env=environment)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    main()
