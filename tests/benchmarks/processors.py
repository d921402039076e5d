"""The processor time of other processes, with all that they started."""

import os
from collections.abc import Iterable
from pathlib import Path

PROCESSES = Path("/proc")
"""Where Linux tells of processes; on other systems there is no such folder, and no figure."""
AFTER_NAME = ") "
PARENT, TIMES = 1, slice(11, 15)
"""Places after the name: the parent's number; own time and that of children that have ended, as user and as system."""


def processor_time(roots: Iterable[int]) -> float | None:
    """Return the seconds that these processes and what they started have worked by now; None where nobody tells."""
    told = {number: fields for number in _numbers() if (fields := _fields(number))}
    if not told:
        return None
    counted = set(roots)
    while grown := {number for number, fields in told.items() if int(fields[PARENT]) in counted} - counted:
        counted |= grown
    ticks = sum(int(each) for number in counted & told.keys() for each in told[number][TIMES])
    return ticks / os.sysconf("SC_CLK_TCK")


def _numbers() -> list[int]:
    return [int(each.name) for each in PROCESSES.glob("[0-9]*")]


def _fields(number: int) -> list[str]:
    try:
        return (PROCESSES / str(number) / "stat").read_text(errors="replace").rpartition(AFTER_NAME)[2].split()
    except OSError:  # it has ended meanwhile
        return []
