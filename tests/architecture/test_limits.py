"""The pages of limits name tests that there are, for every row that the field is known to have."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, functions, parsed

PAGES = sorted((ROOT / "docs").glob("*-limits.md"))
FIELD = ROOT.parent / "shared" / "FIELD.md"
MOST_REASONS = 5
WHY_NOT = "why not: "
_TABLE = re.compile(r"(?:^\|.*\n?)+", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)\|")
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def rows(text: str) -> list[list[str]]:
    """Return the cells of each row of a page's tables, without their headings."""
    tables = [table.splitlines() for table in _TABLE.findall(text)]
    return [[cell.strip() for cell in _BAR.split(line.strip("|"))] for table in tables for line in table[2:]]


def section(text: str, heading: str) -> str:
    """Return what stands under a heading, up to the next."""
    return re.split(r"^#+ ", text.partition(f"\n{heading}")[2], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_row_names_a_test_or_a_reason_and_there_are_few_reasons(page: Path) -> None:
    told = rows(page.read_text(encoding="utf-8"))
    assert told
    without = [row[0] for row in told if not _TEST.search(row[1])]
    reasons = [row[0] for row in told if row[1].startswith(WHY_NOT)]
    assert without == reasons
    assert len(reasons) <= MOST_REASONS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_test_that_is_named_is_there(page: Path) -> None:
    for file, name in _TEST.findall(page.read_text(encoding="utf-8")):
        assert (ROOT / file).is_file(), file
        assert name in {each.name for each in functions(parsed(ROOT / file))}, f"{file}::{name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_limit_of_the_field_has_its_row(page: Path) -> None:
    if not FIELD.is_file():
        pytest.skip("shared: FIELD.md is not there")
    platform = page.stem.removesuffix("-limits").title()
    field = FIELD.read_text(encoding="utf-8")
    known = [row[0] for row in rows(section(field, f"### {platform} ("))] or [
        row[0] for row in rows(section(field, f"### {platform}\n"))
    ]
    assert known
    ours = {row[0] for row in rows(page.read_text(encoding="utf-8"))}
    assert [limit for limit in known if limit not in ours] == []
