"""How a call is understood, and how it ends: common options, help, exit codes, outputs that fail."""

import errno
from contextlib import chdir
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from pipeline import __version__
from pipeline.cli.app import app
from tests.unit.cli.calls import Stream, call
from tests.unit.cli.houses import BAN, House

COMMANDS = sorted(app.commands)
LOOKS = (("register",), ("status",), ("show", BAN), ("brief",), ("config",), ("dump", "--canonical"))


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, option: str) -> None:
    called = call(name, option)
    assert (called.code, called.err) == (0, "")
    assert called.lines[0].startswith(f"Usage: offlimits {name} ")
    for common in ("--config PATH", "--data PATH", "--json", "--verbose", "--quiet"):
        assert common in called.out


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_the_help_of_all_lists_every_command(option: str) -> None:
    called = call(option)
    assert (called.code, called.err) == (0, "")
    listed = [line.split()[0] for line in called.out.partition("Commands:\n")[2].splitlines()]
    assert listed == COMMANDS


def test_the_version_is_that_of_the_package() -> None:
    assert call("--version").out == f"offlimits, version {__version__}\n"


@pytest.mark.parametrize("arguments", LOOKS, ids=lambda arguments: arguments[0])
def test_common_options_may_stand_before_or_behind_a_command(filled: House, arguments: tuple[str, ...]) -> None:
    common = ("--config", filled.config, "--data", filled.data, "--json")
    before, behind = call(*common, *arguments), call(*arguments, *common)
    assert before.code == 0
    assert before.out
    assert behind == before


def test_an_option_of_the_command_wins_over_one_before_it(filled: House, tmp_path: Path) -> None:
    assert filled.call("--data", tmp_path, "register", "--data", filled.data).code == 0
    assert filled.call("--data", filled.data, "register", "--data", tmp_path).code == 2
    assert call("--config", tmp_path / "none", "config", "--config", filled.config).code == 0


def test_quiet_behind_wins_over_verbose_before(filled: House) -> None:
    assert "candidates; reports" not in filled.call("-v", "register", "-q").out
    assert "candidates; reports" in filled.call("-q", "register", "-v").out


def test_a_single_flag_before_a_command_counts(filled: House) -> None:
    assert filled.call("--json", "register").json() == filled.call("register", "--json").json()


def test_without_options_the_files_of_the_working_directory_are_used(filled: House) -> None:
    with chdir(filled.folder):
        called = call("register", "--json")
    assert called == filled.call("register", "--json")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("frobnicate",), "No such command 'frobnicate'"),
        (("--nope",), "No such option '--nope'"),
        (("register", "--nope"), "No such option '--nope'"),
        (("run", "tonight"), "unexpected extra argument (tonight)"),
        (("init", "one", "two"), "unexpected extra argument (two)"),
        (("show",), "Missing argument 'ID'"),
        (("brief", "--format", "pdf"), "'pdf' is not one of 'text', 'html', 'md', 'json'"),
        (("schema", "site"), "'site' is not one of 'register', 'feeds', 'inventory'"),
    ],
)
def test_wrong_usage_is_told_on_standard_error_and_ends_with_2(arguments: tuple[str, ...], told: str) -> None:
    called = call(*arguments)
    assert (called.code, called.out) == (2, "")
    assert called.err.startswith("Usage: offlimits ")
    assert told in called.err.splitlines()[-1]


def test_an_option_without_its_value_is_wrong_usage() -> None:
    called = call("run", "--now")
    assert (called.code, called.out) == (2, "")
    assert called.err == "Error: Option '--now' requires an argument.\n"


def test_without_a_command_the_help_is_shown_and_the_call_was_wrong() -> None:
    called = call()
    assert (called.code, called.out) == (2, "")
    assert "Commands:\n" in called.err


def test_what_a_call_names_cannot_control_the_terminal() -> None:
    called = call("\x1b[2Jwipe\u202e")
    assert called.code == 2
    assert "\x1b" not in called.err
    assert "\u202e" not in called.err


@pytest.mark.parametrize(
    "arguments",
    [("run",), ("status",), ("brief",), ("site",), ("send",), ("config",), ("send", "--dry-run"), ("inspect", "-")],
    ids=" ".join,
)
def test_a_missing_configuration_ends_with_78(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    called = call("--config", tmp_path / "feeds.yaml", *arguments)
    assert (called.code, called.out) == (78, "")
    (line,) = called.err.splitlines()
    assert line == f"offlimits: {tmp_path}/feeds.yaml: is not there; `offlimits init` writes one to start from"


@pytest.mark.parametrize("arguments", [("register",), ("show", BAN), ("brief",), ("dump", "--canonical")], ids=" ".join)
def test_a_directory_in_which_nothing_is_stored_ends_with_2_and_stays_as_it_is(
    fresh: House, arguments: tuple[str, ...]
) -> None:
    called = fresh.call(*arguments)
    assert (called.code, called.out) == (2, "")
    told = "nothing is stored here yet; `offlimits run` or `offlimits demo` does"
    assert called.err == f"offlimits: {fresh.data}: {told}\n"
    assert not fresh.data.exists()


class Failing(Stream):
    """Standard output that takes nothing."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self._error = error

    def write(self, text: str, /) -> int:
        raise self._error


@pytest.mark.parametrize("arguments", [("register",), ("register", "--json"), ("schema",)], ids=" ".join)
def test_an_output_on_a_full_disk_is_told_and_ends_with_1(filled: House, arguments: tuple[str, ...]) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    called = call("--config", filled.config, *arguments, stdout=Failing(full))
    assert called.code == 1
    told = "the output: cannot be written or read (No space left on device); free some disk space"
    assert called.err.startswith(f"offlimits: {told}")
    assert called.err.count("\n") == 1


def test_a_file_that_an_error_names_is_told() -> None:
    called = call("schema", stdout=Failing(OSError(errno.EIO, "Input/output error", "/mnt/far")))
    assert called.code == 1
    assert called.err.startswith("offlimits: /mnt/far: cannot be written or read (Input/output error); ")


def test_a_reader_that_went_away_is_no_news(filled: House) -> None:
    called = call("--config", filled.config, "brief", stdout=Failing(BrokenPipeError(errno.EPIPE, "Broken pipe")))
    assert (called.code, called.err) == (1, "")


class Interrupted(Stream):
    """Standard input at which somebody presses Ctrl-C."""

    @property
    def buffer(self) -> "Interrupted":  # type: ignore[override]
        return self

    def read(self, size: int | None = -1, /) -> str:
        raise KeyboardInterrupt


def test_ctrl_c_ends_with_130_and_no_traceback(tmp_path: Path) -> None:
    with chdir(tmp_path):
        called = call("inspect", "-", stdin=Interrupted())
    assert (called.code, called.out) == (130, "")
    assert called.err.split() == ["stopped"]


def test_the_output_is_utf_8_under_every_locale(filled: House) -> None:
    with TextIOWrapper(BytesIO(), encoding="latin-1", write_through=True) as stream:
        assert call("--config", filled.config, "show", BAN, stdout=stream).code == 0
        stream.seek(0)
        assert "“Tidewater Freight has banned" in stream.read()


def test_an_output_that_is_no_file_works_too(filled: House) -> None:
    held = StringIO()
    assert call("--config", filled.config, "register", stdout=held).code == 0
    assert BAN in held.getvalue()
