"""Whole outputs of the example records: what people would get, kept word for word."""

import difflib
from pathlib import Path

from pipeline.render import email
from pipeline.render.inspected import inspected_html
from pipeline.render.site import build
from tests.examples import BASELINE, CONTENT, INSPECTED, QUIET, RICH, SITE, UNDERSTOOD

EXPECTED = Path(__file__).with_name("expected")
COMMAND = "python -m tests.golden.regenerate"
_EDITIONS = {"rich": RICH, "quiet": QUIET, "baseline": BASELINE}
_PUBLIC = (
    "api/v1/index.json",
    "api/v1/restrictions.csv",
    "api/v1/restrictions.json",
    "briefs/2026-W27/index.html",
    "briefs/2026-W28/brief.txt",
    "calendar.ics",
    "calendar/index.html",
    "feeds/changes.atom",
    "index.html",
    "restrictions/AIR-2026-0002/index.html",
    "restrictions/AIR-2026-0003/index.html",
    "restrictions/index.html",
    "stories/2026-0001/index.html",
    "watch/index.html",
)
_PRIVATE = ("index.html",)


def outputs() -> dict[str, str]:
    """Every golden output as text, by its path below ``expected``."""
    made: dict[str, str] = {}
    for name, edition in _EDITIONS.items():
        made[f"mail/{name}.txt"] = email.text(edition, SITE)
        made[f"mail/{name}.html"] = email.html(edition, SITE)
    made["mail/rich.md"] = email.markdown(RICH, SITE)
    message = email.mail(
        QUIET, sender="brief@offlimits.example", recipient="lead@northwind.example", site=SITE, previous="2026-W26"
    )
    made["mail/quiet.eml"] = message.decode("ascii").replace("\r\n", "\n")
    inspected = inspected_html(INSPECTED, UNDERSTOOD, reader="Offlimits, version of the golden files")
    made["inspect/page.html"] = inspected.decode()
    for folder, private, paths in (("public", False, _PUBLIC), ("private", True, _PRIVATE)):
        files = build(CONTENT, SITE, private=private)
        for path in paths:
            made[f"{folder}/{path}"] = files[path].decode().replace("\r\n", "\n")
    return made


def difference(path: str, made: str) -> str:
    """What differs from the file that is kept, as a unified diff; empty if nothing does."""
    kept = EXPECTED / path
    before = kept.read_text(encoding="utf-8") if kept.is_file() else ""
    lines = difflib.unified_diff(
        before.splitlines(), made.splitlines(), f"expected/{path}", f"now/{path}", lineterm="", n=2
    )
    return "\n".join(lines) or ("" if before == made else "only the ends of lines differ")


def kept_paths() -> set[str]:
    """The files that are kept."""
    return {path.relative_to(EXPECTED).as_posix() for path in EXPECTED.rglob("*") if path.is_file()}
