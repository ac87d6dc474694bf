"""A build is copied once, by the program that was named, and the private one by none that is not said to be private."""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from pipeline.deliver import publish as publishing
from pipeline.deliver.copies import copy_build
from pipeline.model.errors import DeliveryError
from pipeline.model.options import CopyOptions
from pipeline.model.site import SiteFile

COPY = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2], dirs_exist_ok=True)"


def show(site: Path, text: bytes) -> None:
    for name in ("public", "private"):
        publishing.publish([SiteFile(path="index.html", make=partial(bytes, name.encode() + text))], site / name)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    show(tmp_path / "site", b" one")
    return tmp_path / "site"


@pytest.fixture
def options(tmp_path: Path) -> CopyOptions:
    return CopyOptions(command=(sys.executable, "-c", COPY, "{site}", str(tmp_path / "out")))


def test_a_build_is_copied_once_and_another_again(site: Path, options: CopyOptions, tmp_path: Path) -> None:
    assert copy_build(options, site) is True
    assert (tmp_path / "out" / "index.html").read_bytes() == b"public one"
    assert copy_build(options, site) is False
    show(site, b" two")
    assert copy_build(options, site) is True
    assert (tmp_path / "out" / "index.html").read_bytes() == b"public two"


def test_only_who_says_so_gets_the_private_build(site: Path, options: CopyOptions, tmp_path: Path) -> None:
    assert copy_build(replace(options, private=True), site) is True
    assert (tmp_path / "out" / "index.html").read_bytes() == b"private one"
    assert copy_build(options, site) is True
    assert (tmp_path / "out" / "index.html").read_bytes() == b"public one"


def test_before_anything_is_published_nothing_is_copied(options: CopyOptions, tmp_path: Path) -> None:
    assert copy_build(options, tmp_path / "site") is False


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("no-such-program", "{site}"), "no-such-program cannot be started (No such file or directory); mend"),
        ((sys.executable, "-c", "import sys; sys.exit('no\\x1b[31m way')", "{site}"), "ended with 1: no[31m way"),
        ((sys.executable, "-c", "import time; time.sleep(60)", "{site}"), "did not end in 1 s; the next run tries"),
    ],
)
def test_what_fails_is_one_line_and_is_tried_again(site: Path, command: tuple[str, ...], said: str) -> None:
    for _ in range(2):
        with pytest.raises(DeliveryError) as refused:
            copy_build(CopyOptions(command=command), site, seconds=1.0)
        assert said in str(refused.value)
        assert "\n" not in str(refused.value)
        assert "\x1b" not in str(refused.value)


@pytest.mark.parametrize("record", [b"", b"[]", b"{"])
def test_where_it_is_not_known_what_was_copied_it_is_copied_again(
    site: Path, options: CopyOptions, record: bytes
) -> None:
    copy_build(options, site)
    (site / ".builds" / ".copied.json").write_bytes(record)
    assert copy_build(options, site) is True


def test_no_shell_reads_the_arguments(site: Path, tmp_path: Path) -> None:
    script = "import sys, pathlib; pathlib.Path(sys.argv[2]).write_text(sys.argv[3])"
    command = (sys.executable, "-c", script, "{site}", str(tmp_path / "said"), "$(touch x); `id` * \"'")
    copy_build(CopyOptions(command=command), site)
    assert (tmp_path / "said").read_text() == "$(touch x); `id` * \"'"
