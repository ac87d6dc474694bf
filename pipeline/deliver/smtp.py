"""One mail to one recipient. Whatever happens is told apart: refused for now, refused for good, or nobody knows.

The dialogue is spelled out instead of left to ``smtplib.sendmail``, because only then is it known on which side of DATA
a connection broke (RFC 5321, section 4.5.3.2.6: after the final dot the server may have taken the mail).
"""

import ipaddress
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from pipeline.deliver.failures import PermanentRefusal, TransientRefusal, UnknownFate
from pipeline.model.errors import ConfigError, DeliveryError
from pipeline.model.options import SmtpOptions
from pipeline.text.words import clean, shorten

_ADDRESS = re.compile(r"^[!-;=?-~]+@[!-;=?-~]+$")  # ASCII that can be seen, without angle brackets
_LINE_WITH_DOT = re.compile(rb"(?m)^\.")


def send(mail: bytes, *, sender: str, recipient: str, options: SmtpOptions, password: str, timeout: float) -> None:
    """Hand over one mail. When this returns, the server has taken it.

    Args:
        mail: RFC 5322 bytes with CRLF.
        sender: bare address; where refusals by later servers go.
        recipient: bare address.
        options: the server, and how the connection is secured.
        password: for the user name in the options; not used without one.
        timeout: seconds for each answer of the server.

    Raises:
        ConfigError: the connection would be in the clear and the server is not on this machine, or an address or the
            password holds what the protocol cannot carry.
        TransientRefusal: the mail was not taken, and a later try may help.
        PermanentRefusal: the mail was not taken, and no later try will help.
        UnknownFate: the connection was lost after the mail had gone out.
    """
    _check_security(options)
    _check_text(sender, recipient, options.username, password)
    with _refusals(options.host), _connection(options, sender, timeout) as server:
        _secure(server, options, password)
        _accepted(server.mail(sender), options.host, 250)
        _accepted(server.rcpt(recipient), options.host, 250, 251)
        _accepted(server.docmd("DATA"), options.host, 354)
        _accepted(_hand_over(server, mail, options.host), options.host, 250)
        with suppress(smtplib.SMTPException, OSError):
            server.quit()  # the mail is taken; how the server says goodbye does not matter


def _check_security(options: SmtpOptions) -> None:
    if options.security not in ("starttls", "tls", "none"):
        raise ConfigError(f"delivery.smtp.security: {options.security!r} is unknown; write starttls, tls or none")
    if options.security == "none" and not _is_loopback(options.host):
        raise ConfigError("delivery.smtp.security: none is only for a server on this machine; write starttls or tls")
    if options.security == "none" and options.username:
        raise ConfigError("delivery.smtp.username: a password never goes in the clear; write security: starttls or tls")


def _check_text(sender: str, recipient: str, username: str, password: str) -> None:
    for address in (sender, recipient):
        if not _ADDRESS.match(address):
            raise ConfigError(f"delivery: {address!r} is not one mail address; write one such as 'brief@example.org'")
    if not (username + password).isascii():
        raise ConfigError("delivery.smtp: user name and password can hold only ASCII characters")


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@contextmanager
def _connection(options: SmtpOptions, sender: str, timeout: float) -> Iterator[smtplib.SMTP]:
    us = sender.rpartition("@")[2] or "localhost"  # given, because the library would ask the name service
    if options.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            options.host, options.port, local_hostname=us, timeout=timeout, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(options.host, options.port, local_hostname=us, timeout=timeout)
    try:
        yield server
    finally:
        server.close()


def _secure(server: smtplib.SMTP, options: SmtpOptions, password: str) -> None:
    server.ehlo_or_helo_if_needed()
    if options.security == "starttls":
        if not server.has_extn("starttls"):
            raise PermanentRefusal(f"{options.host} offers no STARTTLS; nothing was sent in the clear")
        _accepted(server.starttls(context=ssl.create_default_context()), options.host, 220)
        server.ehlo_or_helo_if_needed()
    if options.username:
        server.login(options.username, password)


def _hand_over(server: smtplib.SMTP, mail: bytes, host: str) -> tuple[int, bytes]:
    """Everything behind DATA: whoever loses the connection here cannot know whether the mail was taken."""
    body = _LINE_WITH_DOT.sub(b"..", mail)
    ending = b".\r\n" if body.endswith(b"\r\n") else b"\r\n.\r\n"
    try:
        server.send(body + ending)
        code, said = server.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise UnknownFate(f"{host} broke off after it had been given the mail; it may have been taken") from error
    if not 200 <= code <= 599:
        raise UnknownFate(f"{host} gave no clear answer to the mail; it may have been taken")
    return code, said


def _accepted(reply: tuple[int, bytes], host: str, *codes: int) -> None:
    code, said = reply
    if code not in codes:
        raise _refusal(code, said, host)


def _refusal(code: int, said: bytes | str, host: str) -> DeliveryError:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    line = f"{host} answered {code} {shorten(clean(text), 200)}".rstrip()
    return PermanentRefusal(line) if code >= 500 else TransientRefusal(line)


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


def _one_line(error: OSError) -> str:
    return shorten(clean(str(error)), 200)
