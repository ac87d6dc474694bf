"""Where a connection goes, and what can break on it."""

import socket
import ssl
from collections.abc import Iterator, Mapping

import httpx

from pipeline.fetch.failures import FetchError

# What the operating system says, from the special to the general: class, reason, predicate, transient.
_CAUSES: tuple[tuple[type[OSError], str, str, bool], ...] = (
    (ssl.SSLCertVerificationError, "tls", "has a certificate that cannot be verified", False),
    (ssl.SSLError, "tls", "did not complete the TLS handshake", True),
    (socket.gaierror, "dns", "has a host name that could not be resolved", True),
    (ConnectionRefusedError, "refused", "refused the connection", True),
)
# What httpx says where the operating system is silent: class, reason, predicate. All of it may pass.
_KINDS: tuple[tuple[type[httpx.TransportError], str, str], ...] = (
    (httpx.TimeoutException, "timeout", "stayed silent for too long"),
    (httpx.ConnectError, "unreachable", "could not be reached"),
    (httpx.NetworkError, "reset", "broke the connection off"),
    (httpx.RemoteProtocolError, "bad-response", "closed the connection or sent something that is not HTTP"),
)


class Routes(httpx.BaseTransport):
    """Sends requests for named hosts to the addresses given for them, as /etc/hosts does.

    The Host header and the printed address keep the name, and so does TLS (SNI and the check of the certificate).

    Args:
        inner: the transport that does the work.
        hosts: "name" or "*.suffix" to "address:port"; a name wins over a suffix, a longer suffix over a shorter one.

    Raises:
        ValueError: an address has no port.
    """

    def __init__(self, inner: httpx.BaseTransport, hosts: Mapping[str, str]) -> None:
        self._inner = inner
        self._places = {name.lower(): _place(address) for name, address in hosts.items()}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass the request on, to the address of its host where one is given."""
        place = self._find(request.url.host)
        if place is None:
            return self._inner.handle_request(request)
        host, port = place
        headers = request.headers.copy()
        extensions = dict(request.extensions)
        if request.url.scheme == "https":
            extensions["sni_hostname"] = request.url.host
            headers["Connection"] = "close"  # a connection made for one name must not serve another at its address
        return self._inner.handle_request(
            httpx.Request(
                request.method,
                request.url.copy_with(host=host, port=port),
                headers=headers,
                stream=request.stream,
                extensions=extensions,
            )
        )

    def close(self) -> None:
        """Close the inner transport."""
        self._inner.close()

    def _find(self, host: str) -> tuple[str, int] | None:
        labels = host.lower().split(".")
        names = [host.lower(), *("*." + ".".join(labels[at:]) for at in range(1, len(labels)))]
        return next((self._places[name] for name in names if name in self._places), None)


def failure(address: str, error: httpx.TransportError) -> FetchError:
    """What a broken exchange means.

    Args:
        address: what was asked for.
        error: what httpx raised; the class of the error and of its causes decides, never a message.
    """
    for cause in _causes(error):
        for kind, reason, predicate, transient in _CAUSES:
            if isinstance(cause, kind):
                unknown_name = isinstance(cause, socket.gaierror) and cause.errno != socket.EAI_AGAIN
                return FetchError(reason, f"{address} {predicate}.", transient=transient and not unknown_name)
    for known, reason, predicate in _KINDS:
        if isinstance(error, known):
            return FetchError(reason, f"{address} {predicate}.", transient=True)
    return FetchError("bad-url", f"{address} cannot be asked for over HTTP.")


def _causes(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__


def _place(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)
