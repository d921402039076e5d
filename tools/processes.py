"""Work in several processes, one a core, with progress on the screen of the first."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from rich.console import Console

from tools.folds import Each

ALONE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "TTY_COMPATIBLE": "0"}
"""Each process keeps to one core, since threads of linear algebra take three times the processor time here, and leaves
the screen to the first."""


@contextmanager
def processes(progress: Console) -> Iterator[Each]:
    """Offer a process for each core, and tell how far they are."""
    with environment(ALONE), ProcessPoolExecutor(cores(), mp_context=multiprocessing.get_context("spawn")) as pool:

        def each(work: Callable[[Any], Any], things: Iterable[Any], doing: str) -> Iterator[Any]:
            given, started = list(things), perf_counter()
            with progress.status(f"{doing}...") as status:
                for number, found in enumerate(pool.map(work, given), 1):
                    status.update(f"{doing}: {number} of {len(given)}")
                    yield found
            progress.print(f"{doing}: {perf_counter() - started:.0f} s")

        yield each


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for processes that are started meanwhile."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
