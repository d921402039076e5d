"""The memory of one process that has ten thousand feeds to poll."""

import asyncio
import multiprocessing
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from tests.benchmarks.measure import Row
from tests.benchmarks.polls import feed_process, polling

FEEDS = 10_000
SECONDS = 8.0
"""How long it polls; memory is level by then."""
TARGET = 400.0
STATUS = Path("/proc/self/status")
_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts the most memory that a process had."""


def measure(full: bool) -> Iterator[Row]:  # noqa: ARG001 - a measure of one size
    """Measure in a process of its own, which has loaded nothing else."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=poll, args=(there,))
    process.start()
    megabytes = here.recv()
    process.join()
    yield Row(what=f"memory while polling {FEEDS:,} feeds", figure=megabytes, unit="MB", target=TARGET, at_most=True)


def poll(result: Connection) -> None:
    """Poll for a while and send how much memory that took at most, in megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_poll(Path(folder)))
    result.send(most_memory() / 1e6)


def most_memory() -> int:
    """Return the most bytes that this process had in memory; Linux counts the parent's among `ru_maxrss`."""
    if STATUS.exists():
        (kilobytes,) = re.findall(
            r"^VmHWM:\s*(\d+) kB", STATUS.read_text(encoding="ascii", errors="replace"), re.MULTILINE
        )
        return int(kilobytes) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


async def _poll(folder: Path) -> None:
    async with feed_process() as host, polling(host, FEEDS, folder) as (road, _):
        until = time.perf_counter() + SECONDS
        while time.perf_counter() < until:
            await road.tick()
            await asyncio.sleep(0)
        await road.underway.end(SECONDS)
