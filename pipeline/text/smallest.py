"""The smallest words of English, which say nothing of what a text is about: data/smallest.txt, one a line, sorted."""

from functools import cache
from importlib.resources import files


@cache  # the package's own file, read once in a process
def smallest() -> frozenset[str]:
    """All of them, in lower case."""
    return frozenset(files("pipeline.text").joinpath("data/smallest.txt").read_text("utf-8").split())
