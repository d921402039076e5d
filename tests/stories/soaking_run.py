"""`run`, put together as the command does, but by a clock that is ahead, and measured.

Usage: python tests/stories/soaking_run.py CONFIG AHEAD FIGURES. AHEAD is in seconds; each line it reads is AHEAD from
then on. When it is stopped, FIGURES gets what it measured, as JSON.
"""

import asyncio
import json
import resource
import signal
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import quantiles

from adapters.clock import Clock
from bot.cli.journal import open_journal
from bot.cli.service import opened, serve
from bot.cli.setup import read_settings

LOOK = 0.005
"""Seconds between two looks at how late the event loop is."""


class AheadClock:
    """The clock, ahead by so many seconds."""

    def __init__(self, ahead: float) -> None:
        self.ahead = timedelta(seconds=ahead)

    def now(self) -> datetime:
        """See bot.ports.Clock."""
        return Clock().now() + self.ahead


async def obey(clock: AheadClock) -> None:
    """Turn the clock as told."""
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        clock.ahead = timedelta(seconds=float(line))


async def watch(lags: list[float]) -> None:
    """Note how much later than asked the event loop comes back, in milliseconds."""
    while True:
        began = time.perf_counter()
        await asyncio.sleep(LOOK)
        lags.append((time.perf_counter() - began - LOOK) * 1_000)


def figures(lags: list[float]) -> dict[str, float]:
    """Return what was measured."""
    cuts = quantiles(lags, n=1_000)
    return {
        "lag_p50_ms": round(cuts[499], 1),
        "lag_p99_ms": round(cuts[989], 1),
        "lag_max_ms": round(max(lags), 1),
        "rss_peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_024,
    }


async def main(config: Path, ahead: float, measured: Path) -> None:
    """Serve until SIGTERM."""
    stop, clock = asyncio.Event(), AheadClock(ahead)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    lags: list[float] = []
    beside = [asyncio.create_task(obey(clock)), asyncio.create_task(watch(lags))]
    async with opened(read_settings(config)) as parts:
        await serve(replace(parts, clock=clock), stop)
    for task in beside:
        task.cancel()
    measured.write_text(json.dumps(figures(lags)))


if __name__ == "__main__":
    open_journal()
    asyncio.run(main(Path(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3])))
