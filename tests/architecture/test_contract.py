"""The import contract holds, and would be noticed if it did not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGES, ROOT

LINT = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"


def lint(checkout: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on a checkout."""
    command = [sys.executable, "-c", LINT]
    return subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)  # noqa: S603 - our own words


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a checkout that a test may spoil."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_import_goes_the_agreed_way() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("bot/views/wording.py", "import sqlalchemy"),
        ("bot/ledger/current.py", "import logging"),
        ("bot/ledger/current.py", "from adapters import storage"),
        ("bot/reading/read.py", "from bot import outbox"),
        ("adapters/charts/style.py", "from adapters import console"),
        ("bot/model/words.py", "from bot import settings"),
    ],
)
def test_an_import_the_wrong_way_is_noticed(copy: Path, module: str, line: str) -> None:
    spoiled = copy / module
    spoiled.write_text(f"{spoiled.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    assert "BROKEN" in lint(copy).stdout
