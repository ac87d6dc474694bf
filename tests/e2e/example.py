"""Keep the sample world's public site as docs/example: ``make example``."""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.demo import play
from pipeline.nightly.house import Silent

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example"
BINARY = ("pagefind/", "register.sqlite")
"""Files whose bytes another version of a library may lay out otherwise."""


def main() -> None:
    """Play the demo, and let docs/example hold its public build and nothing else."""
    with TemporaryDirectory() as name:
        for _ in play(Path(name), progress=Silent()):
            pass
        shutil.rmtree(EXAMPLE, ignore_errors=True)
        shutil.copytree((Path(name) / "data" / "site" / "public").resolve(), EXAMPLE)
    sys.stdout.write(f"wrote {EXAMPLE}\n")


if __name__ == "__main__":
    main()
