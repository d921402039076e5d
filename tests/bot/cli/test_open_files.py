"""`run` asks the system for as many open files as it gives, and says where they are few."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from bot.cli.open_files import wanted_files

ROOT = Path(__file__).parents[3]
PROGRAM = """
import resource
from bot.cli.log import open_journal
from bot.cli.open_files import allow_open_files
open_journal()
allow_open_files(100)
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


async def raised(limits: str) -> tuple[int, str]:
    """Start in a shell with limits of its own; return the files allowed in the end, and what was told."""
    process = await asyncio.create_subprocess_exec(
        *("sh", "-c", f'{limits}; exec "$@"', "sh", sys.executable, "-c", PROGRAM), cwd=ROOT, stdout=PIPE, stderr=PIPE
    )
    allowed, told = await process.communicate()
    return int(allowed), told.decode()


async def test_a_low_limit_is_raised_as_far_as_the_system_lets_it() -> None:
    allowed, told = await raised("ulimit -n 1500; ulimit -S -n 256")
    assert (allowed, told) == (1500, "")


async def test_where_the_system_gives_too_few_it_says_what_to_do() -> None:
    allowed, told = await raised("ulimit -n 300")
    assert allowed == 300
    assert f"few files may be open allowed=300 wanted={wanted_files(100)}" in told
    assert f"ulimit -n {wanted_files(100)}" in told
    assert "lower [fetch] concurrency" in told


@pytest.mark.parametrize("concurrency", [1, 100, 1_000])
def test_every_poll_that_may_be_under_way_has_room(concurrency: int) -> None:
    assert wanted_files(concurrency) > 4 * concurrency
