"""One run at a time, and a lock that never outlives its holder."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.model.errors import LockHeldError, StoreError
from pipeline.nightly.lock import run_lock


def held(folder: Path) -> bool:
    """Take the lock and let it go; whether its file was there in between."""
    with run_lock(folder):
        return (folder / "run.lock").exists()


def test_a_second_run_is_told_that_another_is_at_work(tmp_path: Path) -> None:
    with run_lock(tmp_path), pytest.raises(LockHeldError, match="another run is at work here") as caught:
        held(tmp_path)
    assert caught.value.exit_code == 75
    assert str(caught.value).startswith(f"{tmp_path}: ")


def test_the_lock_is_free_again_when_its_holder_is_done(tmp_path: Path) -> None:
    assert held(tmp_path)
    assert held(tmp_path)


def test_the_lock_is_free_again_when_its_holder_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="a bug"), run_lock(tmp_path):
        raise RuntimeError("a bug")
    assert held(tmp_path)


def test_two_data_directories_have_two_locks(tmp_path: Path) -> None:
    with run_lock(tmp_path / "one"), run_lock(tmp_path / "two"):
        assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_the_data_directory_is_made(tmp_path: Path) -> None:
    with run_lock(tmp_path / "deep" / "data"):
        assert (tmp_path / "deep" / "data").is_dir()


@pytest.mark.parametrize("place", ["file", "file/data"])
def test_a_directory_that_cannot_be_written_is_told(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match=r"cannot be written \(.+\); make it writable for this user, or name another"):
        held(tmp_path / place)
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_lock_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "run.lock").mkdir()
    with pytest.raises(StoreError, match="cannot be written"):
        held(tmp_path)


@pytest.mark.slow
def test_a_killed_holder_leaves_the_lock_free(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from pipeline.nightly.lock import run_lock\n"
        "with run_lock(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockHeldError):
            held(tmp_path)
        holder.kill()
        holder.wait()
    assert held(tmp_path)
