"""Mail servers on loopback: one that behaves as it is told, and one that hangs up at a given point."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""Signed by itself for localhost and 127.0.0.1, valid for a hundred years; its key is worth nothing."""
PASSWORD = "quill"


@dataclass
class Mailbox:
    """Answers as it is told and keeps what it took.

    Attributes:
        answers: reply by command ("MAIL", "RCPT", "DATA"); everything else is accepted.
    """

    answers: dict[str, str] = field(default_factory=dict)
    taken: list[Envelope] = field(default_factory=list)
    secured: list[bool] = field(default_factory=list)
    users: list[str] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802 - the name that the library calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, mail_options: list[str]
    ) -> str:
        if "MAIL" in self.answers:
            return self.answers["MAIL"]
        envelope.mail_from = address
        envelope.mail_options = [option for option in mail_options if option.startswith("BODY")]
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - as above
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        assert server.transport is not None
        self.secured.append(server.transport.get_extra_info("sslcontext") is not None)
        answer = self.answers.get("DATA", "250 OK")
        if answer.startswith("2"):
            self.taken.append(envelope)
        return answer

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, auth_data: object
    ) -> AuthResult:
        assert isinstance(auth_data, LoginPassword)
        self.users.append(auth_data.login.decode())
        return AuthResult(success=auth_data.password == PASSWORD.encode(), handled=False)


def context() -> ssl.SSLContext:
    """TLS for a server on loopback."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(CERTIFICATE)
    return made


@contextmanager
def serving(box: Mailbox, security: str = "none", *, auth: bool = False, login: bool = True) -> Iterator[int]:
    """Serve a mailbox on a free port of 127.0.0.1."""
    extra: dict[str, Any] = {"enable_SMTPUTF8": False}
    if not login:
        extra["auth_exclude_mechanism"] = ["LOGIN", "PLAIN"]
    if security == "starttls":
        extra["tls_context"] = context()
    if auth:
        strict = security == "starttls"  # the library does not count TLS from the first byte as TLS
        extra |= {"authenticator": box.authenticate, "auth_required": strict, "auth_require_tls": strict}
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=free_port(),
        ssl_context=context() if security == "tls" else None,
        **extra,
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def scripted(*replies: bytes | None) -> Iterator[int]:
    """A server that answers line by line from a script; None takes the mail up to its final dot; then it hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        connection, _ = listener.accept()
        with connection, connection.makefile("rwb") as stream:
            for place, reply in enumerate(replies):
                if place:
                    line = stream.readline()
                    while reply is None and line not in (b".\r\n", b""):
                        line = stream.readline()
                if reply:
                    stream.write(reply)
                    stream.flush()

    thread = Thread(target=talk)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        thread.join(timeout=5)
        listener.close()


@contextmanager
def hanging() -> Iterator[int]:
    """A server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@contextmanager
def dripping() -> Iterator[int]:
    """A server that greets byte by byte, and never comes to an end."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = Event()

    def talk() -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            while not over.wait(0.05):
                connection.sendall(b"2")

    thread = Thread(target=talk)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        thread.join(timeout=5)
        listener.close()
