"""What runs again and again ends in time."""

from adapters.schedule import CANCELLING
from bot.cli.working import HANDING_BACK, LAST_POLLS, LAST_POSTS, LAST_TICKS

STOPPING = 10.0
"""Seconds that are left to a process that is told to stop."""


def test_all_that_a_stop_waits_for_fits_into_ten_seconds() -> None:
    ticks, polls, posts = LAST_TICKS + CANCELLING, LAST_POLLS + HANDING_BACK, LAST_POSTS + HANDING_BACK

    assert ticks + polls + HANDING_BACK + posts < STOPPING
