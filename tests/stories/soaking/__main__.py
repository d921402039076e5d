"""`run`, put together as the command does, but by a clock that is ahead, and measured.

Usage: python -m tests.stories.soaking CONFIG AHEAD FIGURES. AHEAD is in seconds; each line it reads is AHEAD from
then on. When it is stopped, FIGURES gets what it measured, as JSON.
"""

import asyncio
import json
import resource
import signal
import sys
import time
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from multiprocessing import active_children
from pathlib import Path

from adapters.clock import Clock
from bot.cli.log import open_journal
from bot.cli.memory import give_back_large_blocks
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


@dataclass
class Lags:
    """How much later than asked the event loop came back, in milliseconds."""

    all: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    """As far as this process was at work itself: on a busy machine it waits for others, too."""

    async def watch(self) -> None:
        """Look again and again."""
        while True:
            began, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(LOOK)
            late = max(0.0, time.perf_counter() - began - LOOK)
            self.all.append(late * 1_000)
            self.own.append(min(late, time.thread_time() - worked) * 1_000)


def figures(lags: Lags, beside: int) -> dict[str, float]:
    """Return what was measured; `beside` is the KiB of the processes that read."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "lag_p50_ms": _share(lags.all, 0.5),
        "lag_p99_ms": _share(lags.all, 0.99),
        "own_lag_p99_ms": _share(lags.own, 0.99),
        "own_lag_max_ms": round(max(lags.own), 1),
        "rss_peak_mb": _peak() // 1_024,
        "workers_peak_mb": beside // 1_024,
        "processor_s": round(used.ru_utime + used.ru_stime, 1),
    }


def _peak(process: str = "self") -> int:
    """Return the most memory a process held, in KiB; `ru_maxrss` starts from what the parent held."""
    status = Path(f"/proc/{process}/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM:"))


def _share(lags: list[float], share: float) -> float:
    """Return what so large a share of the lags does not exceed."""
    return round(sorted(lags)[int(share * len(lags))], 1)


async def main(config: Path, ahead: float, measured: Path) -> None:
    """Serve until SIGTERM."""
    stop, clock = asyncio.Event(), AheadClock(ahead)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    lags = Lags()
    beside = [asyncio.create_task(obey(clock)), asyncio.create_task(lags.watch())]
    async with opened(read_settings(config)) as parts:
        await serve(replace(parts, clock=clock), stop)
        workers = sum(_peak(str(worker.pid)) for worker in active_children())
    for task in beside:
        task.cancel()
    measured.write_text(json.dumps(figures(lags, workers)))


if __name__ == "__main__":
    open_journal()
    give_back_large_blocks()
    asyncio.run(main(Path(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3])))
