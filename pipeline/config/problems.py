"""Plain words for what is wrong with a shape: file, line, key, and what would be right."""

import difflib
from collections.abc import Collection, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from pipeline.config.fields import MENDS
from pipeline.config.lines import Lined, Path_, dotted
from pipeline.text.words import shorten

_GROUP = "write a group of keys, indented below it, or remove it"
_LIST = "write a list, each item on a line of its own behind '- '"
_EXPECTED = {
    "bool_parsing": "write true or false",
    "bool_type": "write true or false",
    "dataclass_type": _GROUP,
    "dict_type": _GROUP,
    "list_type": _LIST,
    "model_attributes_type": _GROUP,
    "model_type": _GROUP,
    "string_too_short": "write a text",
    "string_type": "write a text, in quotes if need be",
    "tuple_type": _LIST,
}
_UNSHOWN = "headers"  # what stands below it may be a secret, written where the name of its variable should be


def problems_of(error: ValidationError, lined: Lined, shape: type[BaseModel]) -> Iterator[str]:
    """What is wrong, one line each: file, line, key, and what would be right."""
    for found in error.errors():
        path = tuple(part for part in found["loc"] if not str(part).startswith("["))  # "[key]", and tags of forms
        yield f"{lined.where(path)}: {_words(found, path, shape)}"


def near(word: str, known: Collection[str]) -> str:
    """The known word that may be meant; empty if none is near."""
    found = difflib.get_close_matches(word, known, n=1)
    return found[0] if found else ""


def _words(found: Any, path: Path_, shape: type[BaseModel]) -> str:  # noqa: ANN401 - pydantic's own record
    kind, context = found["type"], found.get("ctx", {})
    given = "what stands here" if _UNSHOWN in path else repr(shorten(str(found["input"]), 80))
    if kind == "missing":
        return f"is missing; add {dotted(path[-1:])}: …"
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return _unknown(str(path[-1]), _keys(shape, path[:-1]))
    if kind == "literal_error":
        return f"{given} is not known; write {context['expected']}"
    if kind == "value_error":
        return str(context["error"])
    if kind == "string_pattern_mismatch":
        return f"{given} does not fit; {MENDS[context['pattern']]}"
    if kind in _EXPECTED:
        empty = "is empty" if found["input"] in (None, "", [], ()) else f"{given} does not fit"
        return f"{empty}; {_EXPECTED[kind]}"
    return f"{given} does not fit; it {found['msg'].partition(' ')[2]}"  # "Input should …", "String should …"


def _unknown(key: str, known: list[str]) -> str:
    meant = near(key, known)
    told = f"did you mean {meant!r}? Known" if meant else "known"
    return f"unknown key; {told} here: {', '.join(known)}"


def _keys(shape: Any, path: Path_) -> list[str]:  # noqa: ANN401 - a pydantic model or a field's annotation
    """The keys that may stand at a path."""
    schema = shape.model_json_schema()
    node = schema
    for part in path:
        node = _resolved(node, schema)
        inner = node.get("items", {}) if isinstance(part, int) else node.get("properties", {}).get(part)
        node = node.get("additionalProperties", {}) if inner is None else inner
    return sorted(_resolved(node, schema).get("properties", {}))


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for option in (node, *node.get("anyOf", [])):
        if "$ref" in option:
            found: dict[str, Any] = schema["$defs"][option["$ref"].rsplit("/", 1)[1]]
            return found
    return node
