"""A published build copied elsewhere by a program of the operator's choice, such as rsync: once for each build."""

import json
import subprocess
from pathlib import Path

from pipeline.deliver.whole import told, write_whole
from pipeline.model.errors import DeliveryError
from pipeline.model.options import CopyOptions
from pipeline.text.words import clean, shorten

_STATE = Path(".builds") / ".copied.json"


def copy_build(options: CopyOptions, site: Path, *, seconds: float = 900.0) -> bool:
    """Run a program that copies a build, unless it has copied this very one.

    No shell is asked; ``{site}`` in an argument becomes the folder of the build, which no run changes while it lasts.

    Args:
        options: the program, and which build.
        site: folder of both builds.
        seconds: that it may take.

    Returns:
        Whether it ran.

    Raises:
        DeliveryError: it could not be started, did not end in time, or ended with a failure; a later run tries again.
        StoreError: that it ran cannot be kept.
    """
    shown = site / ("private" if options.private else "public")
    if not shown.is_dir():
        return False
    build = shown.resolve()
    state = _state(site)
    key = json.dumps([options.private, *options.command])
    if state.get(key) == build.name:
        return False
    command = [part.replace("{site}", str(build)) for part in options.command]
    try:
        done = subprocess.run(  # noqa: S603 - the program is the operator's choice; no part is from outside
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DeliveryError(f"{command[0]} did not end in {seconds:.0f} s; the next run tries again") from error
    except OSError as error:
        raise DeliveryError(f"{command[0]} cannot be started ({error.strerror}); mend site.copy_to") from error
    if done.returncode:
        words = shorten(clean((done.stderr or done.stdout).decode("utf-8", "replace")), 200)
        raise DeliveryError(
            f"{command[0]} ended with {done.returncode}{f': {words}' if words else ''}; the next run tries again"
        )
    path = site / _STATE
    with told(path):
        write_whole(path, json.dumps({**_state(site), key: build.name}, sort_keys=True).encode())
    return True


def _state(site: Path) -> dict[str, str]:
    """The build that each program copied last; nothing where that is not known, so that it is copied again."""
    try:
        state = json.loads((site / _STATE).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}
