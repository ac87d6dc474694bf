"""An inspected page as an HTML file: where it may go, and how it gets there."""

from pathlib import Path

from pipeline.deliver.whole import write_whole
from pipeline.inspect import ADDRESS
from pipeline.model.errors import UsageError


def check_place(path: Path, target: str) -> None:
    """Refuse a place that cannot be meant, before a page is fetched for it.

    Args:
        path: where the file goes.
        target: what is inspected, as it was named.

    Raises:
        UsageError: the place is no file, its folder is not there, or it is the page itself.
    """
    try:
        if path.exists() and not path.is_file():
            raise UsageError(f"--html {path}: is no file; name a file, or - for standard output")
        if not path.parent.is_dir():
            raise UsageError(f"--html {path}: there is no folder {path.parent}; make it, or name another place")
        if path.exists() and not ADDRESS.match(target) and Path(target).exists() and path.samefile(target):
            raise UsageError(f"--html {path}: is the page that is inspected; name another file")
    except (OSError, ValueError) as error:  # a folder that cannot be looked into, a NUL in the name
        raise UsageError(f"--html {path}: cannot be written ({_why(error)}); name another file") from error


def write_page(path: Path, page: bytes) -> None:
    """Write the file whole, or leave what is there as it is. A link is followed.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        write_whole(path.resolve(), page)
    except (OSError, ValueError) as error:
        mend = "mend the rights of its folder or the disk, or name another file"
        raise UsageError(f"--html {path}: cannot be written ({_why(error)}); {mend}") from error


def _why(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
