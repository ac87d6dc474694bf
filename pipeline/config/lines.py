"""YAML with line numbers: where each value stands, so that errors can say it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipeline.model.errors import ConfigError

Path_ = tuple[str | int, ...]
_MAX_BYTES = 1_000_000  # a configuration larger than this is a mistake, or an attack on the parser
_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Lined:
    """Plain data with the line of each value.

    Attributes:
        name: file name for messages.
        lines: line (from 1) of the value at each path; for a key of a mapping, the line of the key.
    """

    name: str
    data: Any
    lines: dict[Path_, int]

    def where(self, path: Path_) -> str:
        """``feeds.yaml:12: sources[3].url`` for a path, or for the nearest value around it."""
        known = path
        while known not in self.lines and known:
            known = known[:-1]
        return f"{self.name}:{self.lines.get(known, 1)}: {dotted(path)}" if path else f"{self.name}:1"


def dotted(path: Path_) -> str:
    """``sources[3].url``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read_yaml(path: Path) -> Lined:
    """Read a YAML file.

    Raises:
        ConfigError: the file is missing, is not UTF-8, is no YAML, holds a key twice, or uses what is not plain data.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read ({error.strerror}); `offlimits init` writes one to start from"
        ) from error
    if len(raw) > _MAX_BYTES:
        raise ConfigError(f"{path.name}:1: larger than {_MAX_BYTES:,} bytes; this is no configuration")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path.name}:{line}: not UTF-8; save the file as UTF-8") from error
    return parse_yaml(text, path.name)


def parse_yaml(text: str, name: str) -> Lined:
    """Parse YAML text.

    Args:
        text: the content.
        name: file name for messages.

    Raises:
        ConfigError: as ``read_yaml``.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        hint = "; YAML is indented with spaces, not tabs" if "\\t" in str(error.problem) else ""
        raise ConfigError(f"{name}:{line}: {error.problem or 'no YAML'}{hint}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ConfigError(f"{name}:1: no YAML ({error})") from error
    lines: dict[Path_, int] = {}
    if node is None:
        return Lined(name, {}, lines)
    return Lined(name, _build(node, (), lines, name), lines)


def _build(node: yaml.Node, path: Path_, lines: dict[Path_, int], name: str) -> Any:  # noqa: ANN401 - YAML of any shape
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if len(path) > _DEPTH:
        raise ConfigError(f"{name}:{line}: nested more than {_DEPTH} deep")
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, name)
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, number), lines, name) for number, item in enumerate(node.value)]
    try:
        return yaml.SafeLoader("").construct_object(node)
    except (yaml.YAMLError, ValueError) as error:
        raise ConfigError(
            f"{name}:{line}: {dotted(path)}: {_short(error)}; write plain text, in quotes if need be"
        ) from error


def _mapping(node: yaml.MappingNode, path: Path_, lines: dict[Path_, int], name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = str(key_node.value)
        if key in found:
            raise ConfigError(f"{name}:{line}: {dotted((*path, key))}: stands here twice; remove one of the two")
        lines[(*path, key)] = line
        found[key] = _build(value_node, (*path, key), lines, name)
    return found


def _short(error: Exception) -> str:
    problem = getattr(error, "problem", None)
    return str(problem or error).replace("\n", " ")
