"""When a connection that was lost is tried again."""

import pytest

from bot.connection import wait_before


@pytest.mark.parametrize(("failures", "seconds"), [(1, 1.0), (2, 2.0), (3, 4.0), (7, 60.0), (10_000, 60.0)])
def test_each_failure_doubles_the_wait_up_to_a_minute(failures: int, seconds: float) -> None:
    assert wait_before(failures, 1.0) == seconds


def test_chance_takes_up_to_half_of_a_wait_away() -> None:
    assert [wait_before(1, chance) for chance in (0.0, 0.5, 1.0)] == [0.5, 0.75, 1.0]
