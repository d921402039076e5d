"""A test on ../shared that skips although ../shared is there fails the run."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

HOOK = (Path(__file__).parents[1] / "conftest.py").read_text(encoding="utf-8")
TEST = """
import pytest
{}
def test_on_labelled_articles():
    pytest.skip({!r})
def test_other():
    pass
"""
MODULE = "import pytest\npytest.skip({!r}, allow_module_level=True)\n"


def run(pytester: pytest.Pytester, body: str, *, shared: bool) -> pytest.RunResult:
    """Run a test file in a checkout of its own."""
    checkout = pytester.mkdir("checkout")
    if shared:
        pytester.mkdir("shared")
    (checkout / "conftest.py").write_text(HOOK, encoding="utf-8")
    (checkout / "test_it.py").write_text(body, encoding="utf-8")
    return pytester.runpytest_subprocess("--rootdir", checkout, checkout)


@pytest.mark.parametrize("body", [TEST.format("", "shared: not here"), MODULE.format("shared: not here")])
def test_a_skip_for_want_of_what_is_there_fails_and_is_named(pytester: pytest.Pytester, body: str) -> None:
    result = run(pytester, body, shared=True)
    assert result.ret != pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["SKIPPED although */shared is there: *test_it.py*"])


def test_where_it_is_absent_the_skip_passes(pytester: pytest.Pytester) -> None:
    assert run(pytester, TEST.format("", "shared: not here"), shared=False).ret == pytest.ExitCode.OK


def test_a_skip_for_another_reason_passes(pytester: pytest.Pytester) -> None:
    assert run(pytester, TEST.format("", "no shared memory on this system"), shared=True).ret == pytest.ExitCode.OK
