"""The tree keeps its shape: small files, short functions, few branches, names that say something."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import CODE, FOLDERS, PACKAGES, ROOT, functions, name, parsed, python_files

FILE_LINES, FUNCTION_LINES, BRANCHES = 400, 60, 12
"""No more than this, ever."""
AIM_FILE_LINES, AIM_FUNCTION_LINES, AIM_BRANCHES = 300, 40, 8
"""What is aimed at."""
OVER_AIM = 0.03
"""So large a share of files or functions may lie over an aim; lower it as the tree allows."""
FORKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp, ast.BoolOp, ast.match_case)
EMPTY_NAMES = re.compile(r"(^|_)(utils?|helpers?|managers?|misc|common|stuff|handle)(_|$)")
IGNORE = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:|mypy:|ruff:)[^#]*(?:#.*)?$")
CODES = re.compile(r"#|noqa:?|type:\s*ignore(?:\[[\w,\s-]*\])?|pragma:\s*no cover|\b[A-Z]{1,5}\d{2,4}\b,?|[-–:]")
MODULES = python_files(*CODE)


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function, decorators aside."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def branches(function: ast.AST) -> int:
    """Return how often a function forks."""
    return sum(isinstance(node, FORKS) for node in ast.walk(function))


def lines(path: Path) -> int:
    """Return the lines of a file."""
    return path.read_text(encoding="utf-8").count("\n")


def every_function() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield every function with where it is."""
    for path in MODULES:
        for function in functions(parsed(path)):
            yield f"{name(path)}:{function.lineno} {function.name}", function


def test_no_file_is_longer_than_the_cap() -> None:
    assert {name(path): lines(path) for path in MODULES if lines(path) > FILE_LINES} == {}


def test_no_function_is_longer_or_forks_more_often_than_the_cap() -> None:
    over = {
        where: (length(function), branches(function))
        for where, function in every_function()
        if length(function) > FUNCTION_LINES or branches(function) > BRANCHES
    }
    assert over == {}


def test_nearly_all_files_and_functions_keep_the_aims() -> None:
    files = [name(path) for path in MODULES if lines(path) > AIM_FILE_LINES]
    every = list(every_function())
    over = [
        where for where, function in every if length(function) > AIM_FUNCTION_LINES or branches(function) > AIM_BRANCHES
    ]
    assert len(files) <= OVER_AIM * len(MODULES), files
    assert len(over) <= OVER_AIM * len(every), over


def test_every_module_says_what_it_is_for() -> None:
    assert [name(path) for path in MODULES if not ast.get_docstring(parsed(path))] == []


@pytest.mark.parametrize("folder", ["config", "seeds"])
def test_data_folders_hold_data_only(folder: str) -> None:
    assert (ROOT / folder).is_dir()
    assert python_files(folder) == []


def test_nothing_has_a_name_that_says_nothing() -> None:
    modules = [name(path) for path in python_files(*CODE, "tests") if EMPTY_NAMES.search(path.stem)]
    folders = [name(path) for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_dir()]
    named = [where for where, function in every_function() if EMPTY_NAMES.search(function.name)]
    assert modules == []
    assert [folder for folder in folders if EMPTY_NAMES.search(folder.rpartition("/")[2])] == []
    assert named == []


def unreasoned(text: str) -> list[str]:
    """Return the lines that silence a tool and do not say why."""
    silencing = [line for line in text.splitlines() if IGNORE.search(line)]
    return [line for line in silencing if not re.search(r"[a-z]{4,}", CODES.sub(" ", comment(line)))]


def comment(line: str) -> str:
    """Return what follows the first sign of a comment that silences."""
    found = IGNORE.search(line)
    return found.group() if found else ""


def test_every_ignored_lint_says_why() -> None:
    found = {name(path): silent for path in MODULES if (silent := unreasoned(path.read_text(encoding="utf-8")))}
    assert found == {}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("x = 1  # noqa: S608", False),
        ("x = 1  # noqa", False),
        ("x = 1  # type: ignore[arg-type]", False),
        ("x = 1  # noqa: S608 - a constant of ours", True),
        ("x = 1  # type: ignore[misc]  # noqa: ANN001 - the store's own type", True),
        ("x = 1  # a comment about noqa", True),
    ],
)
def test_a_reason_is_told_from_a_code(line: str, told: bool) -> None:
    assert (unreasoned(line) == []) is told


def test_no_assert_and_no_broad_except_in_the_product() -> None:
    found = [
        f"{name(path)}:{node.lineno}"
        for path in python_files(*PACKAGES)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Assert) or (isinstance(node, ast.ExceptHandler) and node.type is None)
    ]
    assert found == []
