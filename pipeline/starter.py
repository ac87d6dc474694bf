"""The files that a new operator starts from: feeds.yaml, an inventory, a cron line, a systemd timer."""

from importlib import resources
from pathlib import Path

from pipeline.model.errors import UsageError

FILES = ("feeds.yaml", "inventory.yaml", "offlimits.cron", "offlimits.service", "offlimits.timer")


def write_starter(folder: Path, *, command: str = "offlimits") -> list[Path]:
    """Write the starter files into a folder; a file that is there already is left alone.

    Args:
        folder: is made if it is not there.
        command: how cron and systemd call Offlimits; they know no virtual environment.

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
            text = (resources.files("pipeline") / "starter_files" / name).read_text(encoding="utf-8")
            text = text.replace("@FOLDER@", str(folder.resolve())).replace("@COMMAND@", command)
            target.write_text(text, encoding="utf-8")
            written.append(target)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written ({error.strerror}); name another folder") from error
    return written
