"""A site appears whole or not at all, twice the same content writes nothing, and nothing leaves the tree."""

import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.deliver import publish as publishing
from pipeline.deliver.whole import write_outbox, write_whole
from pipeline.model.errors import StoreError
from pipeline.model.site import SiteFile

SITE = {"index.html": b"<h1>one</h1>", "restrictions/AIR-2026-0001/index.html": b"row", "assets/site.css": b""}
NEXT = {"index.html": b"<h1>two</h1>", "watch/index.html": b"watch"}
LAST = {"index.html": b"<h1>three</h1>"}


def publish(files: Mapping[str, bytes], target: Path, made: list[str] | None = None) -> bool:
    """Publish files of which each depends on its own content alone; those that are made are noted."""

    def make(path: str) -> bytes:
        if made is not None:
            made.append(path)
        return files[path]

    return publishing.publish(
        [SiteFile(path=path, make=partial(make, path), made_of=f"{path}{files[path]!r}") for path in files], target
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def builds(target: Path) -> list[str]:
    return sorted(path.name for path in (target.parent / ".builds" / target.name).iterdir())


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "site" / "public"


def test_a_site_is_shown_as_it_was_given(target: Path) -> None:
    assert publish(SITE, target) is True
    assert tree(target) == SITE


def test_the_target_is_a_relative_link_that_can_be_moved_with_its_folder(target: Path, tmp_path: Path) -> None:
    publish(SITE, target)
    assert target.is_symlink()
    assert not target.readlink().is_absolute()
    moved = tmp_path / "elsewhere"
    target.parent.rename(moved)
    assert tree(moved / "public") == SITE


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    found = {path.as_posix(): path.lstat() for path in sorted(folder.rglob("*"))}
    return {path: (status.st_mtime_ns, status.st_ino) for path, status in found.items()}


def test_the_same_content_again_writes_nothing(target: Path) -> None:
    publish(SITE, target)
    before = stamps(target.parent)
    assert publish(dict(reversed(SITE.items())), target) is False
    assert stamps(target.parent) == before


def test_new_content_replaces_all_of_the_old(target: Path) -> None:
    publish(SITE, target)
    assert publish(NEXT, target) is True
    assert tree(target) == NEXT


def test_the_build_before_is_kept_and_older_ones_go(target: Path) -> None:
    shown = []
    for files in (SITE, NEXT, LAST):
        publish(files, target)
        shown.append(target.readlink().name)
    assert builds(target) == sorted(shown[1:])
    assert tree(target.parent / ".builds" / "public" / shown[1]) == NEXT


def test_going_back_to_the_build_before_writes_no_file_anew(target: Path) -> None:
    publish(SITE, target)
    first = target.resolve()
    inode = (first / "index.html").stat().st_ino
    publish(NEXT, target)
    assert publish(SITE, target) is True
    assert target.resolve() == first
    assert (target / "index.html").stat().st_ino == inode


def test_two_targets_beside_each_other_do_not_touch(target: Path) -> None:
    private = target.with_name("private")
    publish(SITE, target)
    publish(NEXT, private)
    publish(LAST, private)
    publish(SITE, private)
    assert tree(target) == SITE
    assert tree(private) == SITE
    assert len(builds(target)) == 1


def test_a_reader_inside_the_old_tree_keeps_it(target: Path) -> None:
    publish(SITE, target)
    with (target / "index.html").open("rb") as reader:
        publish(NEXT, target)
        assert reader.read() == SITE["index.html"]


def test_what_killed_runs_left_behind_is_swept(target: Path) -> None:
    publish(SITE, target)
    folder = target.parent / ".builds" / "public"
    (folder / ".unfinished-0123" / "deep").mkdir(parents=True)
    (folder / ".unfinished-0123" / "deep" / "half.html").write_bytes(b"<h1>ha")
    (folder / "old").mkdir()
    (target.parent / ".unfinished-public").symlink_to("nowhere")
    publish(NEXT, target)
    assert len(builds(target)) == 2
    assert not (target.parent / ".unfinished-public").is_symlink()
    assert tree(target) == NEXT


def test_a_build_that_was_cut_short_is_written_anew(target: Path) -> None:
    publish(SITE, target)
    name = target.readlink().name
    publish(NEXT, target)
    folder = target.parent / ".builds" / "public"
    (folder / name).rename(folder / f".unfinished-{name}")
    (folder / f".unfinished-{name}" / "index.html").write_bytes(b"half")
    publish(SITE, target)
    assert tree(target) == SITE


def test_a_finished_build_that_was_never_shown_is_shown(target: Path) -> None:
    publish(SITE, target)
    target.unlink()
    assert publish(SITE, target) is True
    assert tree(target) == SITE


def test_a_build_that_somebody_deleted_is_written_again(target: Path) -> None:
    publish(SITE, target)
    for path in sorted(target.resolve().rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    target.resolve().rmdir()
    assert publish(SITE, target) is True
    assert tree(target) == SITE


def test_a_stray_file_among_the_builds_is_left_alone(target: Path) -> None:
    publish(SITE, target)
    note = target.parent / ".builds" / "public" / "note.txt"
    note.write_text("mine")
    publish(NEXT, target)
    assert note.read_text() == "mine"


@pytest.mark.parametrize("made", ["folder", "file", "link"])
def test_what_was_not_made_here_is_not_replaced(target: Path, made: str) -> None:
    target.parent.mkdir(parents=True)
    if made == "folder":
        (target / "mine").mkdir(parents=True)
    elif made == "file":
        target.write_text("mine")
    else:
        target.symlink_to("/somewhere/else")
    with pytest.raises(StoreError, match="is no published tree; move it away"):
        publish(SITE, target)
    assert not (target.parent / ".builds").exists()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../outside",
        "a/../../outside",
        "a/./b",
        "a//b",
        "a/",
        ".",
        "..",
        "a\\b",
        "a\0b",
    ],
)
def test_a_path_that_leaves_the_tree_is_refused(target: Path, path: str) -> None:
    with pytest.raises(ValueError, match="is no path inside the tree"):
        publish({**SITE, path: b"x"}, target)
    assert not target.parent.exists()


def test_a_file_cannot_stand_where_a_folder_has_to(target: Path) -> None:
    with pytest.raises(ValueError, match="'watch' cannot be a file"):
        publish({"watch": b"", "watch/index.html": b""}, target)


def test_paths_that_differ_in_case_alone_are_refused(target: Path) -> None:
    with pytest.raises(ValueError, match="are one file where case does not count"):
        publish({"tools/quill/index.html": b"", "tools/Quill/index.html": b""}, target)


def test_an_empty_site_is_an_empty_folder(target: Path) -> None:
    assert publish({}, target) is True
    assert tree(target) == {}


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file is in the way")
    with pytest.raises(StoreError, match=r"cannot be written: .*; mend its folder's rights or the disk") as refused:
        publish(SITE, tmp_path / "site" / "public")
    assert "\n" not in str(refused.value)


def test_a_failed_publication_leaves_the_old_site_shown(target: Path) -> None:
    publish(SITE, target)
    before = tree(target)
    unfinished = target.parent / ".unfinished-public"
    unfinished.mkdir()  # where the new link would have to be made
    with pytest.raises(StoreError):
        publish(NEXT, target)
    assert tree(target) == before
    unfinished.rmdir()
    assert publish(NEXT, target) is True


@pytest.fixture
def other_umask() -> Iterator[None]:
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.usefixtures("other_umask")
def test_the_umask_changes_no_byte_and_no_name(target: Path) -> None:
    publish(SITE, target)
    name = target.readlink()
    assert tree(target) == SITE
    os.umask(0o022)
    publish(SITE, target.with_name("again"))
    assert target.with_name("again").readlink().name == name.name


def test_only_what_changed_is_made_and_written(target: Path) -> None:
    publish(SITE, target)
    made: list[str] = []
    before = stamps(target.resolve())
    assert publish({**SITE, "index.html": b"two", "new/index.html": b"new"}, target, made) is True
    assert made == ["index.html", "new/index.html"]
    after = stamps(target.resolve())
    for name in ("assets/site.css", "restrictions/AIR-2026-0001/index.html"):
        (old,) = (found for path, found in before.items() if path.endswith(name))
        (new,) = (found for path, found in after.items() if path.endswith(name))
        assert old == new


def test_a_file_of_which_it_is_not_known_what_it_is_made_of_is_made_and_written_if_it_differs(target: Path) -> None:
    files = [SiteFile(path="a.txt", make=lambda: b"one")]
    assert publishing.publish(files, target) is True
    assert publishing.publish(files, target) is False
    assert publishing.publish([SiteFile(path="a.txt", make=lambda: b"two")], target) is True
    assert tree(target) == {"a.txt": b"two"}


def test_what_was_changed_by_hand_or_cut_short_is_made_again(target: Path) -> None:
    publish(SITE, target)
    (target / "index.html").write_bytes(b"longer than it was before")
    (target / "assets" / "site.css").unlink()
    made: list[str] = []
    assert publish(SITE, target, made) is True
    assert made == ["assets/site.css", "index.html"]
    assert tree(target) == SITE


@pytest.mark.parametrize("record", [b"", b"{", b"[]", b'{"shape": 0}'])
def test_without_a_record_of_the_build_all_is_made_anew(target: Path, record: bytes) -> None:
    publish(SITE, target)
    (manifest,) = (target.parent / ".builds" / ".manifests" / "public").iterdir()
    manifest.write_bytes(record)
    made: list[str] = []
    assert publish(SITE, target, made) is True
    assert made == sorted(SITE)
    assert tree(target) == SITE


def test_where_files_cannot_be_linked_they_are_copied(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    for files in (SITE, NEXT, {**NEXT, **LAST}, SITE):
        publish(files, target)
        assert tree(target) == files


def test_many_files_are_flushed_at_once(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[str] = []
    monkeypatch.setattr(os, "sync", lambda: flushed.append("all"))
    many = {f"stories/{number}/index.html": b"%d" % number for number in range(300)}
    publish(many, target)
    assert flushed == ["all"]
    publish({**many, "index.html": b"one more"}, target)
    publish({**many, "index.html": b"another"}, target)
    assert len(tree(target)) == 301


NAMES = st.text(alphabet="abc", min_size=1, max_size=2)
FILES = st.dictionaries(st.lists(NAMES, min_size=1, max_size=3).map("/".join), st.binary(max_size=20), max_size=6)


@settings(max_examples=30, deadline=None)
@given(FILES, FILES)
def test_any_two_sites_in_turn_are_shown_as_given(
    tmp_path_factory: pytest.TempPathFactory, one: dict[str, bytes], two: dict[str, bytes]
) -> None:
    target = tmp_path_factory.mktemp("site") / "public"
    for files in (one, two, one, {**two, "x": b"x"}, two):
        folders = {"/".join(path.split("/")[:depth]) for path in files for depth in range(1, path.count("/") + 1)}
        if folders & set(files):
            with pytest.raises(ValueError, match="cannot be a file"):
                publish(files, target)
        else:
            publish(files, target)
            assert tree(target) == files


# The outbox


def test_a_mail_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "outbox" / "2026-W28" / "1.eml"
    write_outbox(path, b"Subject: x\r\n\r\n")
    assert path.read_bytes() == b"Subject: x\r\n\r\n"
    assert [one.name for one in path.parent.iterdir()] == ["1.eml"]


def test_a_mail_written_again_replaces_the_first(tmp_path: Path) -> None:
    path = tmp_path / "1.eml"
    (tmp_path / ".unfinished-1.eml").write_bytes(b"left by a killed run")
    write_outbox(path, b"one")
    write_outbox(path, b"two")
    assert tree(tmp_path) == {"1.eml": b"two"}


def test_an_outbox_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file is in the way")
    with pytest.raises(StoreError, match="cannot be written"):
        write_outbox(tmp_path / "outbox" / "1.eml", b"x")
    (tmp_path / "1.eml").mkdir()
    with pytest.raises(StoreError, match="cannot be written"):
        write_outbox(tmp_path / "1.eml", b"x")


# One file


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        write_whole(tmp_path / "a.html", content)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.html": content}


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "none" / "a.html", b"")
    assert list(tmp_path.iterdir()) == []


def test_what_is_in_the_way_of_a_file_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "a.html").mkdir()
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path / "a.html", b"half")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]
