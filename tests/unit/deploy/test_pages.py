"""The ways to publish that ship beside the program do what they say."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
WORKFLOW = (DEPLOY / "pages.yml").read_text(encoding="utf-8")


def test_the_workflow_runs_publishes_the_public_build_alone_and_pins_what_it_uses() -> None:
    made = yaml.safe_load(WORKFLOW)
    steps = made["jobs"]["night"]["steps"]
    used = [step["uses"] for step in steps if "uses" in step]
    assert len(used) == 5
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", one) for one in used)
    published = [step["with"]["path"] for step in steps if "upload-pages" in step.get("uses", "")]
    assert published == ["data/site/public/"]
    assert "private" not in WORKFLOW
    ran = " ".join(step.get("run", "") for step in steps)
    assert "offlimits run --config feeds.yaml" in ran
    assert ran.index("openssl enc -d") < ran.index("offlimits run") < ran.index("-out kept/database.enc")
    assert made["concurrency"]["cancel-in-progress"] is False


def test_no_night_begins_anew_on_its_own() -> None:
    restore = next(
        s for s in yaml.safe_load(WORKFLOW)["jobs"]["night"]["steps"] if "gh run download" in s.get("run", "")
    )
    assert restore["if"] == "${{ !inputs.begin }}"
    assert "exit 66" in restore["run"]


def git(*arguments: str, cwd: Path) -> str:
    done = subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def push(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(DEPLOY / "push-pages"), *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.fixture
def build(tmp_path: Path) -> Path:
    folder = tmp_path / "a build"
    (folder / "briefs").mkdir(parents=True)
    (folder / "index.html").write_text("one")
    (folder / "briefs" / "index.html").write_text("briefs")
    return folder


def test_a_branch_holds_the_build_and_nothing_else(build: Path, tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    git("init", "-q", "--bare", str(remote), cwd=tmp_path)
    for text in ("one", "two"):
        (build / "index.html").write_text(text)
        assert push(build, remote, "pages").returncode == 0
        assert git("show", "pages:index.html", cwd=remote) == text
    listed = git("ls-tree", "-r", "--name-only", "pages", cwd=remote).split()
    assert listed == [".nojekyll", "briefs/index.html", "index.html"]
    assert git("rev-list", "--count", "pages", cwd=remote) == "1"


def test_what_is_no_build_or_no_repository_is_refused(build: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused = push(tmp_path / "empty", tmp_path / "remote.git", "pages")
    assert (refused.returncode, refused.stderr.count("\n")) == (66, 1)
    assert push(build, tmp_path / "none.git", "pages").returncode != 0
    assert push(build).returncode == 64
