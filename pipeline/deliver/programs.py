"""A mail program of this machine as a way out: sendmail, or one that is called like it, such as msmtp.

The arguments are fixed and no shell is asked. A program tells how it went by its exit code (sysexits.h).
"""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from pipeline.deliver.envelope import Envelope, Handing
from pipeline.deliver.failures import PermanentRefusal, TransientRefusal, UnknownFate
from pipeline.model.errors import ConfigError
from pipeline.text.words import clean, shorten

_LATER = {
    68: "a host was not found",
    69: "a service was not available",
    71: "the system was in trouble",
    75: "it is to be tried later",
}
"""Not taken, and the reason may pass: EX_NOHOST, EX_UNAVAILABLE (msmtp: the server said 4xx), EX_OSERR, EX_TEMPFAIL."""
_IO_ERROR = 74  # msmtp gives it too when the connection is lost behind the mail


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A mail program as a way out; see ``Way``.

    Attributes:
        path: of the program.
        seconds: that it may take.
    """

    path: Path
    seconds: float = 300.0

    def __call__(self, body: bytes, envelope: Envelope, handing: Handing) -> None:
        """Hand over one mail on its standard input, with line ends as this machine writes them."""
        envelope.check()
        if envelope.recipient.startswith("-") or envelope.sender.startswith("-"):
            raise ConfigError(f"delivery: {envelope.recipient!r}: an address that begins with '-' is not sent this way")
        arguments = [str(self.path), "-i", "-f", envelope.sender, "--", envelope.recipient]
        handing()
        try:
            done = subprocess.run(  # noqa: S603 - the program is the operator's choice; no part is from outside
                arguments,
                input=body.replace(b"\r\n", b"\n"),
                capture_output=True,
                timeout=self.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise UnknownFate(f"{self.path.name} did not end in {self.seconds:.0f} s; it may have sent it") from error
        except OSError as error:
            raise TransientRefusal(f"{self.path}: cannot be started ({error.strerror})") from error
        self._judge(done.returncode, done.stderr)

    def _judge(self, code: int, said: bytes) -> None:
        words = shorten(clean(said.decode("utf-8", "replace")), 200)
        told = f"{self.path.name} ended with {code}" + (f": {words}" if words else "")
        if code == 0:
            return
        if code < 0 or code == _IO_ERROR:
            raise UnknownFate(f"{told}; it may have sent it")
        if code in _LATER:
            raise TransientRefusal(told if words else f"{told}: {_LATER[code]}")
        raise PermanentRefusal(told)
