"""What goes out by which way is checked before anything does."""

from pathlib import Path

import pytest

from pipeline.config.delivery import suppress
from pipeline.config.settings import load
from pipeline.model.errors import ConfigError, UsageError

HEAD = "sources: [{id: a, name: A, kind: rss, url: 'https://a.example/feed', grade: B}]\ndelivery:\n"


def feeds(folder: Path, text: str) -> Path:
    path = folder / "feeds.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def problem(folder: Path, text: str, **environment: str) -> str:
    with pytest.raises(ConfigError) as wrong:
        load(feeds(folder, text), environment)
    return str(wrong.value)


@pytest.mark.parametrize(
    "address", ["nobody", "a b@c.example", "a@b@c.example", "<a@b.example>", "'a@b.example,c@d.example'"]
)
@pytest.mark.parametrize("key", ["to", "draft_to", "urgent_to"])
def test_a_recipient_is_one_mail_address(tmp_path: Path, key: str, address: str) -> None:
    assert "is no mail address; write one such as" in problem(tmp_path, f"  from: a@b.example\n  {key}: [{address}]\n")


@pytest.mark.parametrize("address", ["jürgen@firm.example", "a@bücher.example"])
def test_an_address_beyond_ascii_is_told_as_such(tmp_path: Path, address: str) -> None:
    assert "write its plain form" in problem(tmp_path, f"  from: a@b.example\n  to: ['{address}']\n")


def test_mail_goes_out_one_way(tmp_path: Path) -> None:
    told = problem(tmp_path, "  sendmail: /usr/sbin/sendmail\n  smtp: {host: mail.example}\n")
    assert "keep one of smtp and sendmail" in told


@pytest.mark.parametrize("program", ["sendmail", "'/usr/sbin/sendmail\\0'", "./x"])
def test_a_program_is_named_in_full(tmp_path: Path, program: str) -> None:
    assert "is no path of a program" in problem(tmp_path, f"  sendmail: {program.replace(chr(39), chr(34))}\n")


def test_the_address_of_a_webhook_is_a_secret(tmp_path: Path) -> None:
    told = problem(tmp_path, "  webhook: {url: 'https://chat.example/T0KEN'}\n")
    assert "a secret does not stand in this file" in told
    assert "T0KEN" not in told
    assert "HOOK is not set" in problem(tmp_path, "  webhook: {url: $HOOK}\n")


def test_a_webhook_is_read_with_its_template(tmp_path: Path) -> None:
    (tmp_path / "hook.j2").write_text("{}", encoding="utf-8")
    text = "  webhook: {url: $HOOK, template: hook.j2, headers: {Authorization: $KEY}}\n  directory: out\n"
    delivery = load(feeds(tmp_path, text), {"HOOK": "https://chat.example/x", "KEY": "k"}).delivery
    assert delivery.webhook is not None
    assert (delivery.webhook.url, delivery.webhook.template) == ("https://chat.example/x", "{}")
    assert delivery.webhook.headers == (("Authorization", "k"),)
    assert delivery.directory == str(tmp_path / "out")
    assert "nowhere.j2 cannot be read" in problem(
        tmp_path, "  webhook: {url: $HOOK, template: nowhere.j2}\n", HOOK="https://x.example"
    )


def test_who_is_suppressed_stands_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "suppressed.txt").write_text("# left\nA@Firm.example  # 2026-07-01\n\nb@firm.example", encoding="utf-8")
    assert suppress(tmp_path / "feeds.yaml", "c@firm.example")
    assert not suppress(tmp_path / "feeds.yaml", "C@FIRM.example")
    found = load(feeds(tmp_path, "  from: a@b.example\n")).delivery.suppressed
    assert found == {"a@firm.example", "b@firm.example", "c@firm.example"}


def test_a_list_that_cannot_be_understood_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "suppressed.txt").write_text("a@firm.example\nsomebody\n", encoding="utf-8")
    assert "suppressed.txt:2: 'somebody' is no mail address" in problem(tmp_path, "  from: a@b.example\n")
    with pytest.raises(ConfigError):
        suppress(tmp_path / "feeds.yaml", "c@firm.example")
    with pytest.raises(UsageError, match="is no mail address"):
        suppress(tmp_path / "feeds.yaml", "nobody")
