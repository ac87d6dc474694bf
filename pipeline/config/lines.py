"""YAML with line numbers: where each value stands, so that errors can say it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from pipeline.model.errors import ConfigError

Path_ = tuple[str | int, ...]
_MAX_BYTES = 1_000_000  # a configuration larger than this is a mistake, or an attack on the parser
_MAX_VALUES = 100_000  # likewise; a few lines of aliases can stand for millions of values
_DEPTH = 20
_TOO_DEEP = f"nested more than {_DEPTH} deep; write it flatter"
_NO_VALUE = (yaml.YAMLError, ValueError, LookupError, AttributeError)  # PyYAML's answers to "!!bool x", "!!int ''", …


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
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: is not there; `offlimits init` writes one to start from") from error
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read ({error.strerror}); make it a file that this user can read"
        ) from error
    if len(raw) > _MAX_BYTES:
        raise ConfigError(
            f"{path.name}:1: larger than {_MAX_BYTES:,} bytes; this is no configuration, name another file"
        )
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
        raise ConfigError(f"{name}:{_line_of(error)}: {_unreadable(error)}") from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise ConfigError(f"{name}:{line}: holds a character that cannot be printed; remove it") from error
    except RecursionError as error:
        raise ConfigError(f"{name}:1: {_TOO_DEEP}") from error
    plain = _Plain(name)
    data = {} if node is None else plain.build(node, ())
    if plain.problems:
        raise ConfigError(*plain.problems)
    return Lined(name, data, plain.lines)


def _line_of(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _unreadable(error: yaml.MarkedYAMLError) -> str:
    """What the parser stumbled over, and how to mend it."""
    words = ", ".join(part for part in (error.context, error.problem) if part)
    if "\\t" in words:
        return f"{words}; YAML is indented with spaces, not tabs"
    return f"{words}; look at the quotes, colons and spaces of this line and of the one before it"


@dataclass(slots=True)
class _Plain:
    """Plain data in the making: YAML nodes to strings, numbers, lists and dictionaries, with all that is wrong."""

    name: str
    lines: dict[Path_, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    _reader: yaml.SafeLoader = field(default_factory=lambda: yaml.SafeLoader(""))

    def build(self, node: yaml.Node, path: Path_) -> Any:  # noqa: ANN401 - YAML of any shape
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if len(path) > _DEPTH:
            raise ConfigError(f"{self.name}:{line}: {_TOO_DEEP}")
        if len(self.lines) > _MAX_VALUES:
            raise ConfigError(
                f"{self.name}:{line}: more than {_MAX_VALUES:,} values; write fewer, without YAML aliases"
            )
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, number)) for number, item in enumerate(node.value)]
        try:
            return self._reader.construct_object(node)
        except _NO_VALUE:
            told = f"{str(node.value)[:80]!r} cannot be read as {node.tag.split(':')[-1]}"
            self.problems.append(f"{self.name}:{line}: {dotted(path)}: {told}; write plain text, in quotes if need be")
            return None

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                within = f"{dotted(path)}: " if path else ""
                self.problems.append(f"{self.name}:{line}: {within}a key is a list or a group; write one word")
                continue
            key = key_node.value
            if key in found:
                self.problems.append(
                    f"{self.name}:{line}: {dotted((*path, key))}: stands here twice; remove one of the two"
                )
                continue
            self.lines[*path, key] = line
            found[key] = self.build(value_node, (*path, key))
        return found
