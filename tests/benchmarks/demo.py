"""From the start of `tallywire demo` to its first alert on the terminal."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.views.kinds import DOTS
from tests.benchmarks.measure import Row

ROOT = Path(__file__).parents[2]
ROUNDS = 3


def measure(full: bool) -> Iterator[Row]:  # noqa: ARG001 - a measure of one size
    """Start it a few times, and stop it when it has shown an alert."""
    yield Row(what="demo started to first alert shown", figure=median(_once() for _ in range(ROUNDS)), unit="s")


def _once() -> float:
    with tempfile.TemporaryDirectory() as folder:
        started = perf_counter()
        demo = subprocess.Popen(
            [sys.executable, "-u", "-m", "bot", "demo"],
            cwd=ROOT,
            env=os.environ | {"TMPDIR": folder, "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        with demo:
            try:
                return _first_alert(demo) - started
            finally:
                demo.kill()


def _first_alert(demo: "subprocess.Popen[str]") -> float:
    shown = []
    for line in demo.stdout or ():
        if line.startswith(tuple(DOTS.values())):
            return perf_counter()
        shown.append(line)
    raise RuntimeError("the demo ended without an alert:\n" + "".join(shown))
