"""What the docs say keeps a platform's limit is a test that there is."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

LIMITS = ROOT / "docs/slack-limits.md"
CITED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
MOST_WITHOUT = 5


@cache
def named_in(path: Path) -> frozenset[str]:
    """Return the names of a file's tests; none where there is no such file."""
    if not path.is_file():
        return frozenset()
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def rows(text: str) -> list[str]:
    """Return the rows of all tables, without headings."""
    lines = [line for line in text.splitlines() if line.startswith("|") and not line.startswith(("|---", "| rule"))]
    assert lines
    return lines


@pytest.mark.parametrize("cited", sorted(set(CITED.findall(LIMITS.read_text(encoding="utf-8")))), ids="::".join)
def test_every_test_that_the_docs_name_is_there(cited: tuple[str, str]) -> None:
    path, name = cited
    assert name in named_in(ROOT / "tests" / path)


def test_nearly_every_limit_has_a_test() -> None:
    without = [row for row in rows(LIMITS.read_text(encoding="utf-8")) if not CITED.search(row)]
    assert len(without) <= MOST_WITHOUT, without
