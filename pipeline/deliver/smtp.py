"""One mail to one recipient. Whatever happens is told apart: refused for now, refused for good, or nobody knows.

The dialogue is spelled out instead of left to ``smtplib.sendmail``, because only then is it known on which side of DATA
a connection broke (RFC 5321, section 4.5.3.2.6: after the final dot the server may have taken the mail).
"""

import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Timer

from pipeline.deliver.envelope import Envelope, Handing, is_loopback
from pipeline.deliver.failures import PermanentRefusal, TransientRefusal, UnknownFate, WayBarred, WayClosed
from pipeline.model.errors import ConfigError, DeliveryError
from pipeline.model.options import SmtpOptions
from pipeline.text.words import clean, shorten

_LINE_WITH_DOT = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """A mail server as a way out; see ``Way``.

    Attributes:
        options: the server, and how the connection is secured.
        password: for the user name in the options; not used without one.
        answer_seconds: for each answer of the server.
        whole_seconds: for the whole dialogue, so that a server that drips its answers cannot hold a run.
    """

    options: SmtpOptions
    password: str = ""
    answer_seconds: float = 60.0
    whole_seconds: float = 300.0

    def __call__(self, body: bytes, envelope: Envelope, handing: Handing) -> None:
        """Hand over one mail, RFC 5322 bytes with CRLF.

        Raises:
            ConfigError: the connection would be in the clear and the server is not on this machine, or an address or
                the password holds what the protocol cannot carry.
        """
        options = self.options
        _check_security(options)
        envelope.check()
        if not (options.username + self.password).isascii():
            raise ConfigError("delivery.smtp: user name and password can hold only ASCII characters")
        with _refusals(options.host), _connection(self, envelope.sender) as server:
            with _way(options.host):
                _secure(server, options, self.password)
            _accepted(server.mail(envelope.sender, _eight_bit(server, body, options.host)), options.host, 250)
            _accepted(server.rcpt(envelope.recipient), options.host, 250, 251)
            _accepted(server.docmd("DATA"), options.host, 354)
            handing()
            _hand_over(server, body, options.host)
            with suppress(smtplib.SMTPException, OSError):
                server.quit()  # the mail is taken; how the server says goodbye does not matter


def _check_security(options: SmtpOptions) -> None:
    if options.security not in ("starttls", "tls", "none"):
        raise ConfigError(f"delivery.smtp.security: {options.security!r} is unknown; write starttls, tls or none")
    if options.security == "none" and not is_loopback(options.host):
        raise ConfigError("delivery.smtp.security: none is only for a server on this machine; write starttls or tls")
    if options.security == "none" and options.username:
        raise ConfigError("delivery.smtp.username: a password never goes in the clear; write security: starttls or tls")


class _Plain(smtplib.SMTP):
    """A client that can be reached while it still waits for the greeting."""

    def __init__(self, held: list[smtplib.SMTP], host: str, port: int, us: str, timeout: float) -> None:
        held.append(self)
        super().__init__(host, port, local_hostname=us, timeout=timeout)


class _Tls(smtplib.SMTP_SSL):
    """The same with TLS from the first byte."""

    def __init__(self, held: list[smtplib.SMTP], host: str, port: int, us: str, timeout: float) -> None:
        held.append(self)
        super().__init__(host, port, local_hostname=us, timeout=timeout, context=ssl.create_default_context())


@contextmanager
def _connection(smtp: Smtp, sender: str) -> Iterator[smtplib.SMTP]:
    options = smtp.options
    us = sender.rpartition("@")[2] or "localhost"  # given, because the library would ask the name service
    client = _Tls if options.security == "tls" else _Plain
    held: list[smtplib.SMTP] = []
    timer = Timer(smtp.whole_seconds, _cut, (held,))
    timer.daemon = True
    timer.start()
    try:
        with _way(options.host):
            client(held, options.host, options.port, us, smtp.answer_seconds)
        yield held[0]
    finally:
        timer.cancel()
        for server in held:
            server.close()


def _cut(held: list[smtplib.SMTP]) -> None:
    """End a connection under whoever reads from it; below TLS, which would want to say goodbye."""
    for server in held:
        if server.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(server.sock, socket.SHUT_RDWR)


def _eight_bit(server: smtplib.SMTP, body: bytes, host: str) -> list[str]:
    """What the server is asked for so that it leaves the bytes as they are; our own mails are plain ASCII."""
    if body.isascii():
        return []
    if not server.has_extn("8bitmime"):
        raise PermanentRefusal(f"{host} takes no mail with characters beyond ASCII")
    return ["BODY=8BITMIME"]


def _secure(server: smtplib.SMTP, options: SmtpOptions, password: str) -> None:
    server.ehlo_or_helo_if_needed()
    if options.security == "starttls":
        if not server.has_extn("starttls"):
            raise WayBarred(f"{options.host} offers no STARTTLS; nothing was sent in the clear")
        _accepted(server.starttls(context=ssl.create_default_context()), options.host, 220)
        server.ehlo_or_helo_if_needed()
    if options.username:
        server.login(options.username, password)


def _hand_over(server: smtplib.SMTP, mail: bytes, host: str) -> None:
    """Everything behind DATA: whoever loses the connection here cannot know whether the mail was taken.

    The first digit alone says what became of the mail (RFC 5321, section 4.2.1): a server that says 251 has taken it.
    """
    body = _LINE_WITH_DOT.sub(b"..", mail)
    ending = b".\r\n" if body.endswith(b"\r\n") else b"\r\n.\r\n"
    try:
        server.send(body + ending)
        code, said = server.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise UnknownFate(f"{host} broke off after it had been given the mail; it may have been taken") from error
    if code // 100 in (4, 5):
        raise _refusal(code, said, host)
    if code // 100 != 2:
        raise UnknownFate(f"{host} gave no clear answer to the mail; it may have been taken")


def _accepted(reply: tuple[int, bytes], host: str, *codes: int) -> None:
    code, said = reply
    if code not in codes:
        raise _refusal(code, said, host)


def _refusal(code: int, said: bytes | str, host: str) -> DeliveryError:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    line = f"{host} answered {code} {shorten(clean(text), 200)}".rstrip()
    return PermanentRefusal(line) if code >= 500 else TransientRefusal(line)


@contextmanager
def _way(host: str) -> Iterator[None]:
    """What goes wrong before a mail is spoken of goes wrong for all mails."""
    try:
        with _refusals(host):
            yield
    except TransientRefusal as error:
        raise WayClosed(str(error)) from error
    except PermanentRefusal as error:
        raise WayBarred(str(error)) from error


@contextmanager
def _refusals(host: str) -> Iterator[None]:
    """Turn what the library raises before DATA into our two kinds of refusal."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise _refusal(error.smtp_code, error.smtp_error, host) from error
    except ssl.SSLCertVerificationError as error:
        raise PermanentRefusal(f"{host} is not who it should be: {error.verify_message}") from error
    except (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError) as error:
        raise TransientRefusal(f"{host} broke off: {_one_line(error)}") from error
    except smtplib.SMTPException as error:
        raise PermanentRefusal(f"{host}: {_one_line(error)}") from error
    except OSError as error:
        raise TransientRefusal(f"{host} could not be reached: {_one_line(error)}") from error
    except ValueError as error:  # a name that is none, or a challenge that cannot be decoded
        raise PermanentRefusal(f"{host} cannot be talked to: {_one_line(error)}") from error


def _one_line(error: Exception) -> str:
    return shorten(clean(str(error)), 200)
