"""The HTML file of an inspection goes where it was meant to go, whole, or not at all."""

import os
from pathlib import Path

import pytest

from pipeline.cli.page_file import check_place, write_page
from pipeline.model.errors import UsageError


def test_a_place_that_is_free_and_one_that_is_taken_by_a_file_will_do(tmp_path: Path) -> None:
    check_place(tmp_path / "new.html", "https://news.example/a")
    (tmp_path / "old.html").write_text("before", encoding="utf-8")
    check_place(tmp_path / "old.html", "-")
    check_place(tmp_path / "old.html", str(tmp_path / "new.html"))


def test_the_page_itself_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>Hello", encoding="utf-8")
    (tmp_path / "link.html").symlink_to("page.html")
    for name in ("page.html", "link.html", "../" + tmp_path.name + "/page.html"):
        with pytest.raises(UsageError, match="is the page that is inspected; name another file"):
            check_place(tmp_path / name, str(tmp_path / "page.html"))


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="is no file; name a file, or - for standard output"):
        check_place(tmp_path / "pipe", "-")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match=r"there is no folder .*file; make it, or name another place"):
        check_place(tmp_path / "file" / "a.html", "-")


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(UsageError, match=r"cannot be written \(File name too long\); name another file$"):
        check_place(Path("x" * 5000), "-")
    with pytest.raises(UsageError, match=r"cannot be written \(embedded null byte\); mend the rights"):
        write_page(Path("a\0b"), b"")


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"before")
    write_page(tmp_path / "a.html", b"after")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"after"]


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link.html").symlink_to("there/a.html")
    write_page(tmp_path / "link.html", b"made")
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "there" / "a.html").read_bytes() == b"made"


def test_what_cannot_be_written_is_told_and_the_file_stays(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"before")
    (tmp_path / ".unfinished-a.html").mkdir()  # what is written first cannot be: as on a disk that is full or read-only
    with pytest.raises(UsageError) as caught:
        write_page(tmp_path / "a.html", b"after")
    told = f"--html {tmp_path / 'a.html'}: cannot be written (Is a directory); "
    assert str(caught.value) == told + "mend the rights of its folder or the disk, or name another file"
    assert (tmp_path / "a.html").read_bytes() == b"before"
