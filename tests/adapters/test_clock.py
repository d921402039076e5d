"""The clock goes by the computer's, by one set apart from it, or by another that is told now and then."""

from datetime import UTC, datetime, timedelta

from adapters.clock import Clock

HOUR = timedelta(hours=1)


def test_a_clock_set_apart_stays_so() -> None:
    apart = Clock(HOUR).now() - Clock().now()

    assert timedelta(minutes=59) < apart <= HOUR
    assert Clock().now().tzinfo is UTC


def test_a_clock_that_follows_another_goes_on_from_there_whatever_its_own_offset() -> None:
    told = datetime(2001, 1, 1, tzinfo=UTC)
    clock = Clock(HOUR)
    clock.follow(told, asked=clock.moment())

    first, second = clock.now(), clock.now()
    assert told <= first <= second < told + HOUR
