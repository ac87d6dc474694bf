"""What is handed to others: the wheel, the lock, the promise to name no host."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DISTRIBUTIONS = {"bs4": "beautifulsoup4", "yaml": "pyyaml"}
INDIRECT = {"lxml-html-clean", "pagefind-bin", "tzdata"}
"""Needed by trafilatura; run as a program; needed by zoneinfo where the system has no zones."""


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_the_lock_has_a_hash_for_every_package_and_names_no_host() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text, lock.name
        assert "--index" not in text, lock.name
        for entry in re.split(r"\n(?=\S)", text.strip()):
            assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_nothing_names_a_place_on_the_machine_it_was_written_on() -> None:
    for path in tracked():
        if path.suffix != ".png" and path != Path(__file__):
            named = re.search(r"/(?:home|Users|root|tmp)/\w", path.read_text(encoding="utf-8", errors="replace"))
            assert not named, f"{path}: {named}"


def test_what_is_declared_is_imported_and_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=]", line)[0] for line in project["dependencies"]} - INDIRECT
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "pipeline").rglob("*.py"))
    names = set(re.findall(r"^(?:from|import) (\w+)", text, re.MULTILINE)) - sys.stdlib_module_names - {"pipeline"}
    assert {DISTRIBUTIONS.get(name, name.replace("_", "-")) for name in names} == declared


@pytest.mark.slow
def test_the_wheel_carries_everything_and_works_from_any_directory(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    wheel = next(tmp_path.glob("offlimits-*.whl"))
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    for part in (
        "analyse/lexicon/data/prefilter.yaml",
        "config/defaults/sources.yaml",
        "fetch/watch/data/banner.txt",
        "starter_files/feeds.yaml",
        "templates/email",
        "templates/inspect",
        "templates/site",
        "world/articles",
    ):
        assert (unpacked / "pipeline" / part).exists(), part
    script = (
        f"import sys; sys.path.insert(0, {str(unpacked)!r});"
        " sys.argv = ['offlimits', 'demo', '--dir', 'played', '--json'];"
        " import pipeline; assert pipeline.__file__.startswith(sys.path[0]); from pipeline.cli.app import main; main()"
    )
    played = subprocess.run(
        [sys.executable, "-I", "-c", script], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert played.returncode == 0, played.stderr
    assert (tmp_path / "played" / "data" / "site" / "public" / "index.html").exists()
