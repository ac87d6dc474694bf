"""The files that a new operator starts from: feeds.yaml, inventory, playbook, cron line, systemd timer, schema."""

import json
from importlib import resources
from pathlib import Path

from pipeline.config.playbook import PLAYBOOK, playbook_text
from pipeline.config.shapes import FeedsShape
from pipeline.model.errors import UsageError

SCHEMA = "feeds.schema.json"
"""The JSON Schema of feeds.yaml; its first line points editors to it, which then check while one types."""
FILES = ("feeds.yaml", SCHEMA, "inventory.yaml", PLAYBOOK, "offlimits.cron", "offlimits.service", "offlimits.timer")
_NO_CONTACT = '  contact: ""\n'


def write_starter(folder: Path, *, command: str = "offlimits", contact: str = "") -> list[Path]:
    """Write the starter files into a folder; a file that is there already is left alone.

    Args:
        folder: is made if it is not there.
        command: how cron and systemd call Offlimits; they know no virtual environment.
        contact: becomes ``fetch.contact``; empty leaves the place to be filled in.

    Returns:
        The files that were written.

    Raises:
        UsageError: the folder cannot be made or written.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            target = folder / name
            if target.exists():
                continue
            text = _text(name, contact)
            text = text.replace("@FOLDER@", str(folder.resolve())).replace("@COMMAND@", command)
            target.write_text(text, encoding="utf-8")
            written.append(target)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written ({error.strerror}); name another folder") from error
    return written


def _text(name: str, contact: str) -> str:
    if name == SCHEMA:
        return json.dumps(FeedsShape.model_json_schema(), indent=1, ensure_ascii=False) + "\n"
    if name == PLAYBOOK:
        return playbook_text()
    text = (resources.files("pipeline") / "starter_files" / name).read_text(encoding="utf-8")
    return text.replace(_NO_CONTACT, f"  contact: {json.dumps(contact)}\n") if contact else text
