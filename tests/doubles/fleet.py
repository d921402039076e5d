"""Processes that are run together, and what may happen to them: they are killed, stopped for a while, started again."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random
from time import monotonic

from tests.doubles.postgres import die_with_parent

ROOT = Path(__file__).parents[2]
LOOK = 0.05
"""Seconds between two looks whether a process has ended by itself."""


class Fleet:
    """Processes of one program, each with words of its own; one that ends by itself is started again."""

    def __init__(self, folder: Path, program: Sequence[str], environ: Mapping[str, str], words: Sequence[str]) -> None:
        """`words` are what each process is told beside `program`."""
        self.starts = 0
        self._folder = folder
        self._program = program
        self._environ = {**os.environ, **environ}
        self._words = list(words)
        self._processes: list[Process | None] = [None] * len(words)
        self._left_alone: set[int] = set()

    def said(self) -> str:
        """Return all that the processes have said by now."""
        return "".join(path.read_text(errors="replace") for path in sorted(self._folder.glob("process-*.log")))

    def pids(self) -> list[int]:
        """Return the numbers by which the system knows the processes that run."""
        return [process.pid for process in self._processes if process is not None and process.returncode is None]

    async def start(self, number: int, *more: str) -> None:
        """Start a process."""
        self.starts += 1
        with (self._folder / f"process-{number}.log").open("ab") as log:
            self._processes[number] = await asyncio.create_subprocess_exec(
                *(sys.executable, *self._program, self._words[number], *more),
                cwd=ROOT,
                env=self._environ,
                stdin=DEVNULL,
                stdout=DEVNULL,
                stderr=log,
                preexec_fn=die_with_parent,
            )

    async def kill(self, number: int, *more: str) -> None:
        """Kill a process at this very moment, and start it anew."""
        self._left_alone.add(number)
        await self._end(number, signal.SIGKILL)
        await self.start(number, *more)
        self._left_alone.discard(number)

    async def freeze(self, number: int, seconds: float) -> None:
        """Stop a process amid whatever it does, and let it go on after a while."""
        process = self._processes[number]
        if process is None or process.returncode is not None:
            return
        process.send_signal(signal.SIGSTOP)
        await idle(seconds)
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGCONT)

    def any(self, chance: Random) -> int:
        """Return the number of some process."""
        return chance.randrange(len(self._processes))

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Start all processes, and start each again that ends by itself; kill them at the end."""
        await asyncio.gather(*(self.start(number) for number in range(len(self._processes))))
        keeper = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            keeper.cancel()
            await asyncio.gather(keeper, return_exceptions=True)
            for number in range(len(self._processes)):
                await self._end(number, signal.SIGKILL)

    async def stop(self, seconds: float) -> list[int | None]:
        """Tell all processes to stop, and return how they ended; None for one that took too long."""
        self._left_alone.update(range(len(self._processes)))
        return await asyncio.gather(*(self._stopped(number, seconds) for number in range(len(self._processes))))

    async def _stopped(self, number: int, seconds: float) -> int | None:
        process = self._processes[number]
        if process is None or process.returncode is not None:
            return None
        process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(seconds):
                return await process.wait()
        except TimeoutError:
            return None

    async def _keep(self) -> None:
        while True:
            for number, process in enumerate(self._processes):
                if process is not None and process.returncode is not None and number not in self._left_alone:
                    await self.start(number)
            await asyncio.sleep(LOOK)

    async def _end(self, number: int, how: signal.Signals) -> None:
        process = self._processes[number]
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError):
                process.send_signal(how)
            await process.wait()


async def idle(seconds: float) -> None:
    """Let time pass."""
    until = monotonic() + seconds
    while monotonic() < until:  # noqa: ASYNC110 - time is what is waited for
        await asyncio.sleep(LOOK)
