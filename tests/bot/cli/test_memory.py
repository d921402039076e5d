"""Large blocks do not stay behind."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
HELD = """
from bot.cli.memory import give_back_large_blocks
give_back_large_blocks()
def held(): return int(open("/proc/self/statm").read().split()[1]) * 4
before = held()
for _ in range(3):
    blocks = [bytearray(4_000_000) for _ in range(10)]
    pins = [bytes(600) for _ in range(100)]
    del blocks
print(held() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="how much is held is told by Linux alone")
def test_large_blocks_are_given_back_at_once() -> None:
    looking = subprocess.run([sys.executable, "-c", HELD], cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603 - our own words
    assert int(looking.stdout) < 4_000
