"""Acts for overrides.yaml as lines of it: one act on one line, whatever its texts hold."""

from collections.abc import Iterator

from pipeline.model.override import Override, SetValue
from pipeline.model.restriction import Affected


def override_line(act: Override) -> str:
    """One act as a line of the list under ``overrides:``, which our own reader reads as the very same act."""
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in _pairs(act)) + "}"


def _pairs(act: Override) -> Iterator[tuple[str, str]]:
    yield "act", act.act
    yield "row", _text(act.row)
    if act.article:
        yield "article", _text(act.article)
    if act.act == "reject":
        yield "as", act.removal
    if act.field:
        yield "claim", act.field
        yield "value", _value(act.value)
    yield "reason", _text(act.reason)
    yield "author", _text(act.author)


def _value(value: SetValue | None) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, Affected):
        regions = ", ".join(_text(code) for code in value.regions)
        return f"{{who: {_text(value.who)}, regions: [{regions}]}}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_text, value))}]"
    return _text(value)


def _text(text: str) -> str:
    """A double-quoted scalar of YAML; what cannot be seen is written as an escape, so that no line breaks."""
    return '"' + "".join(_character(one) for one in text) + '"'


def _character(one: str) -> str:
    if one in '"\\':
        return f"\\{one}"
    return one if one.isprintable() else f"\\U{ord(one):08X}"
