"""A mail is handed over once, safely, and every other ending is told apart."""

import ssl
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.deliver.envelope import Envelope, no_note
from pipeline.deliver.failures import PermanentRefusal, TransientRefusal, UnknownFate, WayBarred, WayClosed
from pipeline.deliver.smtp import Smtp
from pipeline.model.errors import ConfigError, DeliveryError, StoreError
from pipeline.model.options import SmtpOptions
from tests.unit.deliver.servers import CERTIFICATE, PASSWORD, Mailbox, dripping, free_port, hanging, scripted, serving

SENDER = "brief@offlimits.example"
RECIPIENT = "lead@northwind.example"
MAIL = b"Subject: Week 28\r\n\r\nOne change binds us.\r\n"
GREETING = b"220 ready\r\n"
EHLO = b"250 ok\r\n"
OK = b"250 ok\r\n"
GO_ON = b"354 go on\r\n"


def options(port: int, security: str = "none", *, host: str = "127.0.0.1", username: str = "") -> SmtpOptions:
    return SmtpOptions(host=host, port=port, security=security, username=username)


def hand(made: SmtpOptions, mail: bytes = MAIL, *, sender: str = SENDER, recipient: str = RECIPIENT) -> None:
    way = Smtp(options=made, password=PASSWORD, answer_seconds=3.0)
    way(mail, Envelope(sender=sender, recipient=recipient), no_note)


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate of the test servers is one that this process trusts, as an operator would arrange it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


def test_a_mail_arrives_as_it_was_with_one_sender_and_one_recipient() -> None:
    box = Mailbox()
    with serving(box) as port:
        hand(options(port))
    (envelope,) = box.taken
    assert envelope.original_content == MAIL
    assert envelope.mail_from == SENDER
    assert envelope.rcpt_tos == [RECIPIENT]


@pytest.mark.parametrize(
    "body",
    [
        b"Subject: x\r\n\r\n.\r\n..\r\n.a\r\n",
        b"Subject: x\r\n\r\nlast line without an end",
        b"Subject: x\r\n\r\nFrom the start\r\n\r\n",
    ],
)
def test_lines_with_dots_come_back_unchanged(body: bytes) -> None:
    box = Mailbox()
    with serving(box) as port:
        hand(options(port), body)
    (envelope,) = box.taken
    assert envelope.original_content == (body if body.endswith(b"\r\n") else body + b"\r\n")


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("code", [421, 450, 451, 452])
def test_a_four_hundred_is_for_now(command: str, code: int) -> None:
    box = Mailbox(answers={command: f"{code} try again later"})
    with serving(box) as port, pytest.raises(TransientRefusal, match=f"127.0.0.1 answered {code} try again later"):
        hand(options(port))
    assert box.taken == []


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("code", [550, 554])
def test_a_five_hundred_is_for_good(command: str, code: int) -> None:
    box = Mailbox(answers={command: f"{code} no such user"})
    with serving(box) as port, pytest.raises(PermanentRefusal, match=f"{code} no such user"):
        hand(options(port))
    assert box.taken == []


@pytest.mark.parametrize("answer", [b"200 done", b"221 bye", b"251 will forward", b"252 queued", b"250-a\r\n250 b"])
def test_whatever_begins_with_two_behind_the_mail_has_taken_it(answer: bytes) -> None:
    with scripted(GREETING, EHLO, OK, OK, GO_ON + answer + b"\r\n") as port:
        hand(options(port))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(b"421 closing", TransientRefusal), (b"451 later", TransientRefusal), (b"250-a\r\n552 full", PermanentRefusal)],
)
def test_a_refusal_behind_the_mail_is_one(answer: bytes, kind: type[DeliveryError]) -> None:
    with scripted(GREETING, EHLO, OK, OK, GO_ON + answer + b"\r\n") as port, pytest.raises(kind):
        hand(options(port))


def test_a_server_that_is_not_there_is_for_now() -> None:
    with pytest.raises(TransientRefusal, match=r"127\.0\.0\.1 broke off"):
        hand(options(free_port()))


def test_a_host_that_has_no_address_is_for_now() -> None:
    with pytest.raises(TransientRefusal, match="could not be reached"):
        hand(options(25, "starttls", host="no-such-host.invalid"))


def test_a_host_whose_name_is_none_bars_the_way() -> None:
    with pytest.raises(WayBarred, match=r"smtp\.\.firm\.example cannot be talked to"):
        hand(options(25, "starttls", host="smtp..firm.example"))


@pytest.mark.parametrize(
    "replies",
    [
        (b"",),
        (GREETING,),
        (GREETING, EHLO),
        (GREETING, EHLO, OK),
        (GREETING, EHLO, OK, OK),
    ],
    ids=["before the greeting", "before ehlo", "before mail", "before rcpt", "before data"],
)
def test_a_connection_lost_before_the_mail_was_given_is_for_now(replies: tuple[bytes, ...]) -> None:
    with scripted(*replies) as port, pytest.raises(TransientRefusal):
        hand(options(port))


@pytest.mark.parametrize(
    "replies",
    [
        (GREETING, EHLO, OK, OK, GO_ON),
        (GREETING, EHLO, OK, OK, GO_ON, None),
    ],
    ids=["while it is given", "after its last line"],
)
def test_nobody_knows_the_fate_of_a_mail_when_the_connection_is_lost_after_data(
    replies: tuple[bytes | None, ...],
) -> None:
    with scripted(*replies) as port, pytest.raises(UnknownFate, match="it may have been taken"):
        hand(options(port))


@pytest.mark.parametrize("answer", [b"hello?\r\n", b"199 hm\r\n", b"354 more\r\n", b"25\r\n", b"9" * 20000 + b"\r\n"])
def test_an_answer_that_nobody_can_read_leaves_the_fate_unknown(answer: bytes) -> None:
    with scripted(GREETING, EHLO, OK, OK, GO_ON + answer) as port, pytest.raises(UnknownFate):
        hand(options(port), MAIL)


def test_a_server_that_says_no_goodbye_has_still_taken_the_mail() -> None:
    with scripted(GREETING, EHLO, OK, OK, GO_ON + OK) as port:
        hand(options(port))


@pytest.mark.parametrize(
    ("replies", "kind"),
    [
        ((b"554 go away\r\n",), PermanentRefusal),
        ((b"421 busy\r\n",), TransientRefusal),
        ((GREETING, b"550 no\r\n", b"550 no\r\n"), PermanentRefusal),
        ((GREETING, b"450 no\r\n", b"450 no\r\n"), TransientRefusal),
        ((GREETING, EHLO, b"hello?\r\n"), TransientRefusal),
    ],
)
def test_a_refusal_of_the_connection_is_told_apart_too(replies: tuple[bytes, ...], kind: type[DeliveryError]) -> None:
    with scripted(*replies) as port, pytest.raises(kind):
        hand(options(port))


# Safety of the connection


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.usefixtures("trusted")
def test_a_secured_connection_carries_mail_and_password(security: str) -> None:
    box = Mailbox()
    with serving(box, security, auth=True) as port:
        hand(options(port, security, host="localhost", username="robot"))
    assert box.secured == [True]
    assert box.users == ["robot"]
    assert len(box.taken) == 1


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_is_for_good_and_is_not_repeated_in_the_message() -> None:
    box = Mailbox()
    with serving(box, "starttls", auth=True) as port, pytest.raises(PermanentRefusal, match="answered 535") as refused:
        Smtp(options=options(port, "starttls", host="localhost", username="robot"), password="hunter2")(
            MAIL, Envelope(sender=SENDER, recipient=RECIPIENT), no_note
        )
    assert "hunter2" not in str(refused.value)
    assert box.taken == []


@pytest.mark.usefixtures("trusted")
def test_a_server_without_login_refuses_for_good() -> None:
    box = Mailbox()
    with serving(box, "starttls", login=False) as port, pytest.raises(PermanentRefusal, match="authentication"):
        hand(options(port, "starttls", host="localhost", username="robot"))
    assert box.taken == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_nobody_vouches_for_gets_nothing(security: str) -> None:
    box = Mailbox()
    with serving(box, security) as port, pytest.raises(PermanentRefusal, match="is not who it should be"):
        hand(options(port, security, host="localhost"))
    assert box.taken == []


def test_a_server_without_starttls_gets_nothing() -> None:
    box = Mailbox()
    with serving(box) as port, pytest.raises(PermanentRefusal, match="offers no STARTTLS; nothing was sent"):
        hand(options(port, "starttls"))
    assert box.taken == []


def test_a_starttls_that_is_refused_ends_there() -> None:
    with scripted(GREETING, b"250-ok\r\n250 STARTTLS\r\n", b"454 not now\r\n") as port, pytest.raises(TransientRefusal):
        hand(options(port, "starttls"))


@pytest.mark.parametrize(
    "host", ["mail.example", "10.0.0.1", "192.168.1.1", "8.8.8.8", "localhost.example", "[::2]", "127.0.0.1.example"]
)
def test_nothing_leaves_this_machine_in_the_clear(host: str) -> None:
    with pytest.raises(ConfigError, match="none is only for a server on this machine"):
        hand(options(25, host=host))


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "::1"])
def test_a_server_on_this_machine_may_be_spoken_to_in_the_clear(host: str) -> None:
    with pytest.raises(TransientRefusal):
        hand(options(free_port(), host=host))


def test_a_password_never_goes_in_the_clear_even_on_this_machine() -> None:
    box = Mailbox()
    with serving(box) as port, pytest.raises(ConfigError, match="a password never goes in the clear"):
        hand(options(port, username="robot"))
    assert box.users == []


@pytest.mark.parametrize("security", ["", "ssl", "NONE", "starttls "])
def test_a_way_of_securing_that_does_not_exist_is_refused(security: str) -> None:
    with pytest.raises(ConfigError, match="write starttls, tls or none"):
        hand(options(25, security))


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a b@c.example", "a@b.example\r\nRCPT TO:<x@y.example>", "<a@b.example>", "ä@b.example", "a@b, c@d"],
)
def test_an_address_cannot_carry_a_command(address: str) -> None:
    made = options(25, "tls", host="mail.example")
    with pytest.raises(ConfigError, match="is not one mail address"):
        hand(made, recipient=address)
    with pytest.raises(ConfigError, match="is not one mail address"):
        hand(made, sender=address)


def test_a_password_that_the_protocol_cannot_carry_is_said_before_anything_is_sent() -> None:
    made = replace(options(25, "tls", host="mail.example"), username="robot")
    with pytest.raises(ConfigError, match="only ASCII"):
        Smtp(options=made, password="pässword")(MAIL, Envelope(sender=SENDER, recipient=RECIPIENT), no_note)


def test_what_a_server_says_is_one_short_line() -> None:
    answer = b"550-first\r\n550-\x1b[2Jsecond\r\n550 " + b"x" * 400 + b"\r\n"
    with scripted(GREETING, EHLO, answer) as port, pytest.raises(PermanentRefusal) as refused:
        hand(options(port))
    told = str(refused.value)
    assert "\n" not in told
    assert "\x1b" not in told
    assert len(told) < 250


def test_every_ending_is_an_error_of_delivery() -> None:
    for kind in (TransientRefusal, PermanentRefusal, UnknownFate):
        assert issubclass(kind, DeliveryError)
        assert kind.exit_code == 1


def test_the_certificate_of_the_tests_is_for_loopback_alone() -> None:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.load_verify_locations(CERTIFICATE)
    (found,) = made.get_ca_certs()
    assert dict(found)["subjectAltName"] == (("DNS", "localhost"), ("IP Address", "127.0.0.1"))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from([".", "..", ".a", "a", "", "From x"]), max_size=6))
def test_any_body_arrives_unchanged(lines: list[str]) -> None:
    body = b"Subject: x\r\n\r\n" + b"".join(line.encode() + b"\r\n" for line in lines)
    with serving(box := Mailbox()) as port:
        hand(options(port), body)
    assert box.taken[0].original_content == body


# What is known when, and for whom it holds


@pytest.mark.parametrize("replies", [(GREETING, EHLO, OK, OK), (GREETING, EHLO, OK, OK, b"451 later\r\n")])
def test_nothing_is_noted_while_the_mail_has_not_gone_out(replies: tuple[bytes, ...]) -> None:
    noted: list[str] = []
    with scripted(*replies) as port, pytest.raises(TransientRefusal):
        Smtp(options=options(port))(
            MAIL, Envelope(sender=SENDER, recipient=RECIPIENT), lambda: noted.append("handed over")
        )
    assert noted == []


def test_it_is_noted_before_the_first_byte_of_the_mail_goes_out() -> None:
    box = Mailbox()
    taken_when_noted: list[int] = []
    with serving(box) as port:
        Smtp(options=options(port))(
            MAIL, Envelope(sender=SENDER, recipient=RECIPIENT), lambda: taken_when_noted.append(len(box.taken))
        )
    assert (taken_when_noted, len(box.taken)) == ([0], 1)


def test_whoever_cannot_note_it_hands_nothing_over() -> None:
    box = Mailbox()

    def full() -> None:
        raise StoreError("the disk is full")

    with serving(box) as port, pytest.raises(StoreError, match="the disk is full"):
        Smtp(options=options(port))(MAIL, Envelope(sender=SENDER, recipient=RECIPIENT), full)
    assert box.taken == []


@pytest.mark.parametrize(
    ("replies", "kind"),
    [
        ((b"421 busy\r\n",), WayClosed),
        ((b"",), WayClosed),
        ((b"554 go away\r\n",), WayBarred),
        ((GREETING, EHLO, b"421 too much\r\n"), TransientRefusal),
        ((GREETING, EHLO, OK, b"550 no such user\r\n"), PermanentRefusal),
    ],
)
def test_what_holds_for_all_mails_is_told_from_what_holds_for_one(
    replies: tuple[bytes, ...], kind: type[DeliveryError]
) -> None:
    with scripted(*replies) as port, pytest.raises(DeliveryError) as refused:
        hand(options(port))
    assert type(refused.value) is kind


def test_a_server_that_stays_silent_is_left_after_a_while() -> None:
    with hanging() as port, pytest.raises(WayClosed, match="timed out"):
        Smtp(options=options(port), answer_seconds=0.2)(MAIL, Envelope(sender=SENDER, recipient=RECIPIENT), no_note)


def test_a_server_that_drips_its_answer_is_cut_off() -> None:
    began = time.monotonic()
    with dripping() as port, pytest.raises(WayClosed):
        Smtp(options=options(port), answer_seconds=5.0, whole_seconds=0.4)(
            MAIL, Envelope(sender=SENDER, recipient=RECIPIENT), no_note
        )
    assert time.monotonic() - began < 4


@pytest.mark.usefixtures("trusted")
def test_what_a_server_says_in_the_clear_behind_starttls_counts_for_nothing() -> None:
    injected = b"220 go\r\n250-ok\r\n250 AUTH PLAIN\r\n235 welcome\r\n"
    with scripted(GREETING, b"250-ok\r\n250 STARTTLS\r\n", injected) as port, pytest.raises(DeliveryError):
        hand(options(port, "starttls", host="localhost", username="robot"))


def test_a_mail_beyond_ascii_is_announced_as_such_or_not_sent() -> None:
    body = "Subject: x\r\n\r\nGrüße\r\n".encode()
    box = Mailbox()
    with serving(box) as port:
        hand(options(port), body)
    assert box.taken[0].original_content == body
    assert box.taken[0].mail_options == ["BODY=8BITMIME"]
    with scripted(GREETING, EHLO) as port, pytest.raises(PermanentRefusal, match="beyond ASCII"):
        hand(options(port), body)
