"""What is handed over: send and site."""

import email
import sys
from pathlib import Path

import pytest

from tests.unit.cli.calls import Called, Shown, call
from tests.unit.cli.houses import EDITION, RECIPIENTS, House, feeds, furnish
from tests.unit.deliver.servers import free_port
from tests.unit.nightly.webs import LoopbackWeb


def mails(house: House) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((house.data / "outbox" / EDITION).glob("*.eml"))}


def test_a_dry_run_writes_the_bytes_that_the_night_wrote(house: House) -> None:
    before = mails(house)
    for path in (house.data / "outbox" / EDITION).iterdir():
        path.unlink()
    called = house.call("send", "--dry-run")
    assert (called.code, called.err) == (0, "")
    assert called.lines == [str(house.data / "outbox" / EDITION / f"{number}.eml") for number in (1, 2)]
    assert mails(house) == before
    assert [email.message_from_bytes(body)["To"] for body in mails(house).values()] == RECIPIENTS


def test_a_dry_run_marks_nothing(house: House) -> None:
    before = house.call("dump", "--canonical")
    house.call("send", "--dry-run")
    assert house.call("dump", "--canonical") == before


def test_a_dry_run_for_programs(house: House) -> None:
    written = [str(house.data / "outbox" / EDITION / f"{number}.eml") for number in (1, 2)]
    assert house.call("send", "--dry-run", "--json").json() == {"written": written, "problems": []}


def test_a_quiet_dry_run_is_silent(house: House) -> None:
    assert house.call("send", "--dry-run", "-q") == Called(0, "", "")


def test_a_dry_run_without_recipients_says_what_to_add(house: House) -> None:
    text = house.config.read_text(encoding="utf-8").partition("delivery:")
    lexicon = text[2][text[2].index("lexicon:") :]
    house.config.write_text(text[0] + lexicon, encoding="utf-8")
    called = house.call("send", "--dry-run")
    assert (called.code, called.out) == (2, "")
    told = "feeds.yaml: delivery.to is empty; add the addresses that the brief goes to"
    assert called.err == f"offlimits: {told}\n"


def test_with_nothing_waiting_nothing_is_sent(house: House) -> None:
    before = mails(house)
    assert house.call("send") == Called(0, "", "")
    assert house.call("send", "--json").json() == {"written": [], "problems": []}
    assert mails(house) == before


def test_mails_that_wait_are_sent_once_the_mend_is_made(town: LoopbackWeb, tmp_path: Path) -> None:
    told = feeds(town.address)
    told["delivery"]["smtp"] = {"host": "127.0.0.1", "port": free_port(), "security": "none"}
    house = furnish(tmp_path, told)
    house.run()
    del told["delivery"]["smtp"]
    furnish(tmp_path, told)
    called = house.call("send")
    assert (called.code, called.err) == (0, "")
    assert [Path(line).name for line in called.lines] == ["1.eml", "2.eml"]
    assert house.call("send") == Called(0, "", "")


def test_a_site_that_did_not_change_is_not_written(house: House) -> None:
    site = house.data / "site"
    before = (site / "public").readlink()
    called = house.call("site")
    assert called == Called(0, f"unchanged: {site}/public and {site}/private\n", "")
    assert (site / "public").readlink() == before


def test_a_site_that_changed_is_written(house: House) -> None:
    with house.config.open("a", encoding="utf-8") as config:
        config.write("site:\n  title: Shut doors\n")
    plain = house.call("site", "--json").json()
    site = house.data / "site"
    assert plain == {"written": True, "public": f"{site}/public", "private": f"{site}/private"}
    assert "Shut doors" in (site / "public" / "index.html").read_text(encoding="utf-8")
    assert house.call("site").out.startswith("unchanged: ")


def test_a_site_can_be_made_before_the_first_run(fresh: House) -> None:
    called = fresh.call("site")
    assert (called.code, called.err) == (0, "")
    assert called.out.startswith("written: ")
    assert (fresh.data / "site" / "public" / "index.html").is_file()


def test_a_site_is_shown_on_loopback_when_asked(house: House) -> None:
    shown = Shown()
    called = call("--config", house.config, "site", "--serve", stdout=shown)
    assert (called.code, called.err) == (0, "")
    assert shown.seen == (house.data / "site" / "private" / "index.html").read_bytes()


def test_a_quiet_site_is_silent(house: House) -> None:
    assert house.call("site", "-q") == Called(0, "", "")


def test_a_site_without_a_search_is_published_and_says_why_until_there_is_one(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as lacking:
        lacking.setitem(sys.modules, "pagefind_bin", None)
        (house.data / "site" / "public" / "pagefind" / "state.json").unlink()
        called = house.call("site")
        assert (called.code, called.out) == (0, f"written: {house.data}/site/public and {house.data}/site/private\n")
        reason = "search: the site was published without it: Pagefind is not installed on this machine\n"
        assert called.err == reason
        assert (house.data / "site" / "public" / "search" / "index.html").is_file()
        assert house.call("site", "--json").err == reason
    again = house.call("site")
    assert (again.code, again.err) == (0, "")
    assert (house.data / "site" / "private" / "pagefind" / "pagefind.js").is_file()
