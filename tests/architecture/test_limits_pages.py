"""Every test that a page of limits names is there."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, parsed

NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
PAGES = sorted((ROOT / "docs").glob("*-limits.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_row_names_tests_that_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "| test |" not in line]
    assert [row for row in rows if not NAMED.search(row)] == []
    named = set(NAMED.findall(text))
    there = {
        (file, node.name)
        for file in {file for file, _ in named}
        for node in ast.walk(parsed(ROOT / "tests" / file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert named - there == set()


def test_there_is_such_a_page() -> None:
    assert "slack-limits.md" in [page.name for page in PAGES]
