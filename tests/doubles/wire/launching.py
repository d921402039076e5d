"""Start a double as a process of its own, and end it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.doubles.wire.calls import Json

ROOT = Path(__file__).parents[3]


@contextmanager
def launched(module: str, *arguments: str) -> Iterator[Json]:
    """Run `python -m module`, yield the addresses that it tells, and end it. It also ends when this process dies."""
    command = [sys.executable, "-m", module, "--leashed", *arguments]
    with subprocess.Popen(  # noqa: S603 - our own module
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            if not line:
                raise RuntimeError(f"{module} ended before it told its address, with {process.wait()}")
            yield json.loads(line)
        finally:
            process.terminate()
