"""The house stays one to find one's way in: sizes of files and functions, no cycles, no hidden imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))

FILE_LINES = 400
FUNCTION_LINES = 50
PARAMETERS = 6


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_and_so_are_its_functions(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= FILE_LINES, f"{lines} lines"
    for function in functions(path):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        assert length <= FUNCTION_LINES, f"{function.name}: {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_function_takes_few_parameters_says_what_it_returns_and_imports_nothing(path: Path) -> None:
    for function in functions(path):
        given = function.args
        named = [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs) if a.arg not in ("self", "cls")]
        # a command takes its options by name from click, which counts as one
        limit = PARAMETERS + 3 if "cli" in path.parts else PARAMETERS
        assert len(named) <= limit, f"{function.name}: {named}"
        assert function.returns is not None, function.name
        hidden = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
        assert not hidden, f"{function.name} imports inside"


def test_half_of_the_modules_are_shorter_than_150_lines() -> None:
    lengths = sorted(path.read_text(encoding="utf-8").count("\n") for path in MODULES)
    assert lengths[len(lengths) // 2] <= 150


def test_nothing_catches_everything() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                names = [node.type] if not isinstance(node.type, ast.Tuple) else node.type.elts
                caught = {name.id for name in names if isinstance(name, ast.Name)}
                assert node.type is not None, f"{path}: bare except"
                assert not caught & {"Exception", "BaseException"} or path.name == "db.py", f"{path}:{node.lineno}"


def test_no_vague_module_names() -> None:
    vague = {"utils", "util", "helpers", "common", "manager", "misc", "base"}
    assert not [path for path in MODULES if path.stem in vague]
