"""A folder as a way out: another program takes the mails from there."""

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.deliver.envelope import Envelope, Handing
from pipeline.deliver.failures import WayClosed
from pipeline.deliver.whole import write_whole

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder as a way out; see ``Way``.

    Attributes:
        path: is there already; a folder that is missing may be one that is not mounted.
    """

    path: Path

    def __call__(self, body: bytes, envelope: Envelope, handing: Handing) -> None:
        """Write one mail, named after its Message-ID; it is seen whole or not at all."""
        envelope.check()
        name = _UNSAFE.sub("_", envelope.message_id.strip("<>").partition("@")[0])
        if not self.path.is_dir():
            raise WayClosed(f"{self.path}: is no folder; make it, or name another at delivery.directory")
        handing()
        try:
            write_whole(self.path / f"{name}.eml", body)
        except OSError as error:
            raise WayClosed(f"{self.path}: cannot be written ({error.strerror})") from error
