"""What is installed: locked, hashed, under import names that nobody else owns."""

import re
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.architecture.tree import PACKAGES, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)(?:\[[\w,-]+\])?==(\S+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def entries(lock: str) -> list[str]:
    """Return a lock's requirements, each with its continuation lines."""
    return re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8").strip())


def pins(lock: str) -> set[tuple[str, str]]:
    """Return names and versions."""
    return {(found[1], found[2]) for entry in entries(lock) if (found := PIN.match(entry))}


def normal(requirement: str) -> str:
    """Return the name in a requirement as indexes spell it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", requirement)[0]).lower()


@pytest.mark.parametrize("package", PACKAGES)
def test_nobody_else_owns_our_import_names(package: str) -> None:
    owners = set(packages_distributions().get(package, []))
    assert owners <= {PROJECT["project"]["name"]}, f"{owners} also install a package named {package!r}"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_is_pinned_and_hashed(lock: str) -> None:
    for entry in entries(lock):
        assert PIN.match(entry), entry[:80]
        assert HASH.search(entry), entry[:80]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_larger_locks_hold_the_smaller_one_in_the_same_versions(lock: str) -> None:
    assert pins(LOCKS[0]) <= pins(lock)


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        (LOCKS[0], PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]),
        (LOCKS[1], PROJECT["project"]["optional-dependencies"]["dev"]),
        (LOCKS[2], PROJECT["project"]["optional-dependencies"]["bench"]),
    ],
    ids=LOCKS,
)
def test_a_lock_holds_what_the_project_asks_for(lock: str, wanted: list[str]) -> None:
    assert {normal(requirement) for requirement in wanted} <= {name for name, _ in pins(lock)}


def test_the_project_is_not_for_an_index() -> None:
    assert "Private :: Do Not Upload" in PROJECT["project"]["classifiers"]
