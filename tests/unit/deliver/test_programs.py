"""Mail through a program of this machine, whose exit code tells how it went. The programs are scripts made here."""

import json
import stat
import sys
from pathlib import Path

import pytest

from pipeline.deliver.envelope import Envelope
from pipeline.deliver.failures import PermanentRefusal, TransientRefusal, UnknownFate
from pipeline.deliver.folder import Folder
from pipeline.deliver.programs import Program
from pipeline.model.errors import ConfigError, DeliveryError

MAIL = b"Subject: Week 28\r\n\r\n.\r\nOne change binds us.\r\n"
ENVELOPE = Envelope(sender="brief@firm.example", recipient="a@firm.example", message_id="<2026-W28.ab/c@firm.example>")


def script(folder: Path, body: str) -> Path:
    path = folder / "sendmail"
    path.write_text(f"#!{sys.executable}\nimport json, os, signal, sys, time\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def hand(path: Path, *, envelope: Envelope = ENVELOPE, seconds: float = 20.0) -> list[str]:
    noted: list[str] = []
    Program(path=path, seconds=seconds)(MAIL, envelope, lambda: noted.append("handed over"))
    return noted


def test_a_program_gets_fixed_arguments_and_the_mail_on_its_input(tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    path = script(tmp_path, f"json.dump([sys.argv[1:], sys.stdin.buffer.read().decode()], open({str(told)!r}, 'w'))")
    assert hand(path) == ["handed over"]
    arguments, given = json.loads(told.read_text(encoding="utf-8"))
    assert arguments == ["-i", "-f", "brief@firm.example", "--", "a@firm.example"]
    assert given == "Subject: Week 28\n\n.\nOne change binds us.\n"


@pytest.mark.parametrize("code", [68, 69, 71, 75])
def test_some_codes_mean_later(tmp_path: Path, code: int) -> None:
    with pytest.raises(TransientRefusal, match=f"sendmail ended with {code}: come back"):
        hand(script(tmp_path, f"sys.stderr.write('come\\n back'); sys.exit({code})"))


@pytest.mark.parametrize("code", [1, 64, 65, 67, 77, 78, 127])
def test_other_codes_mean_no(tmp_path: Path, code: int) -> None:
    with pytest.raises(PermanentRefusal, match=f"sendmail ended with {code}"):
        hand(script(tmp_path, f"sys.exit({code})"))


@pytest.mark.parametrize("ending", ["sys.exit(74)", "os.kill(os.getpid(), signal.SIGKILL)", "time.sleep(60)"])
def test_nobody_knows_what_became_of_a_mail_whose_program_died_or_hung(tmp_path: Path, ending: str) -> None:
    with pytest.raises(UnknownFate, match="it may have sent it"):
        hand(script(tmp_path, ending), seconds=1.0)


def test_a_program_that_is_not_there_is_for_now(tmp_path: Path) -> None:
    with pytest.raises(TransientRefusal, match="cannot be started"):
        hand(tmp_path / "nowhere")


@pytest.mark.parametrize("recipient", ["-oQ/tmp@firm.example", "a@firm.example\n", "a b@firm.example", ""])
def test_an_address_is_never_an_option(tmp_path: Path, recipient: str) -> None:
    path = script(tmp_path, f"open({str(tmp_path / 'ran')!r}, 'w')")
    with pytest.raises(ConfigError):
        hand(path, envelope=Envelope(sender="brief@firm.example", recipient=recipient))
    assert not (tmp_path / "ran").exists()


def test_a_folder_gets_whole_files_that_are_named_after_the_message(tmp_path: Path) -> None:
    noted: list[int] = []
    for _ in range(2):
        Folder(path=tmp_path)(MAIL, ENVELOPE, lambda: noted.append(1))
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("2026-W28.ab_c.eml", MAIL)]
    assert noted == [1, 1]


def test_a_folder_that_is_missing_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match="is no folder; make it"):
        Folder(path=tmp_path / "mount")(MAIL, ENVELOPE, lambda: None)
    assert list(tmp_path.iterdir()) == []
