"""A source added to feeds.yaml, with everything else in the file left as it stands."""

from collections.abc import Mapping
from typing import Any

import yaml

from pipeline.config.lines import parse_yaml
from pipeline.model.errors import ConfigError, UsageError
from pipeline.text.words import clean

_ENDLESS = 1_000_000  # columns, so that a line is not broken


def source_line(addition: Mapping[str, Any]) -> str:
    """A source in one line of YAML, without the hyphen before it."""
    return yaml.safe_dump(
        _plain(addition), default_flow_style=True, allow_unicode=True, sort_keys=False, width=_ENDLESS
    ).strip()


def append_source(text: str, addition: Mapping[str, Any]) -> str:
    """Add one source below the last one.

    Args:
        text: of feeds.yaml.
        addition: the keys of a source.

    Returns:
        The text with one more line, or with ``sources`` and one line where it had none; all else is as it was.

    Raises:
        ConfigError: the text is no YAML.
        UsageError: it is written in a form that cannot be added to safely; holds the line to be added by hand.
    """
    line = source_line(addition)
    before = parse_yaml(text, "feeds.yaml").data
    listed = before.get("sources") if isinstance(before, dict) else None
    if isinstance(before, dict) and (listed is None or isinstance(listed, list)):
        made = _inserted(text, line)
        if _holds(made, {**before, "sources": [*(listed or ()), _plain(addition)]}):
            return made
    raise UsageError(f"feeds.yaml is written in a form that is better changed by hand; add under sources:   - {line}")


def _inserted(text: str, line: str) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    found = next(((key, value) for key, value in pairs if key.value == "sources"), None)
    if found is None:
        gap = "" if not text or text.endswith("\n") else end
        return f"{text}{gap}sources:{end}  - {line}{end}"
    key, value = found
    if isinstance(value, yaml.SequenceNode) and value.value:
        column = value.start_mark.column
        below = _last(value).end_mark
        row = below.line if below.column == 0 else below.line + 1  # a block of text ends where the next line begins
    else:
        column, row = key.start_mark.column + 2, key.start_mark.line + 1
    return _with_line(text, row, f"{' ' * column}- {line}", end)


def _with_line(text: str, row: int, line: str, end: str) -> str:
    lines = text.splitlines(keepends=True)
    above = "".join(lines[:row])
    gap = "" if above.endswith(("\n", "\r")) else end
    return f"{above}{gap}{line}{end}{''.join(lines[row:])}"


def _last(node: yaml.Node) -> yaml.Node:
    """The last value inside a value; one in brackets ends at its bracket."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        inner = node.value[-1]
        node = inner[1] if isinstance(inner, tuple) else inner
    return node


def _holds(text: str, data: dict[str, Any]) -> bool:
    try:
        return bool(parse_yaml(text, "feeds.yaml").data == data)
    except ConfigError:
        return False


def _plain(value: Any) -> Any:  # noqa: ANN401 - YAML of any shape
    """Texts on one line, without characters that cannot be seen."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
