"""A run copies the site to where it stands, and goes on where that fails."""

import sys

from pipeline.model.options import CopyOptions
from pipeline.nightly.copying import copy_site
from pipeline.nightly.night import run
from tests.unit.nightly.towns import Town

GOOD = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2])"


def test_a_run_copies_the_site_and_tells_what_failed(town: Town) -> None:
    out = town.folder / "out"
    copies = (
        CopyOptions(command=("no-such-program", "{site}")),
        CopyOptions(command=(sys.executable, "-c", GOOD, "{site}", str(out))),
    )
    night = run(town.house(copies=copies))
    assert night.uncopied == ("no-such-program cannot be started (No such file or directory); mend site.copy_to",)
    assert night.published
    assert (out / "index.html").read_bytes() == (town.folder / "site" / "public" / "index.html").read_bytes()
    assert copy_site(town.house(copies=copies[1:])) == ()
