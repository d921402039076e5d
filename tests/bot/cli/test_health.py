"""Ready is a process whose store answers, whose ticks go on, and which its platforms hear."""

from datetime import timedelta

import pytest

from adapters.metrics import Metrics
from adapters.storage import MemoryStore
from bot.cli.health import FRESH, Pulse
from bot.model import AlarmKind
from tests.doubles.clock import FakeClock
from tests.newsroom import NOW

SECOND = timedelta(seconds=1)


class Process:
    """A process that polls, and is connected to Discord."""

    def __init__(self, *, shared: bool = False) -> None:
        self.store = MemoryStore()
        self.store.shared = shared
        self.clock = FakeClock(NOW)
        self.pulse = Pulse(store=self.store, clock=self.clock, platforms=["discord"])
        self.pulse.expect(["poll"])

    def begins(self) -> None:
        """Poll, and connect."""
        self.pulse.beat("poll")
        self.pulse.heard("info", "connected", {"platform": "discord"})

    async def faults(self) -> dict[str, str]:
        """Return what is wrong."""
        return {name: fault for name, fault in (await self.pulse.ready()).items() if fault}


async def test_a_process_is_ready_once_it_polls_and_is_connected() -> None:
    process = Process()
    assert await process.faults() == {"poll": "has not begun", "discord": "not connected"}
    process.begins()
    assert await process.faults() == {}


async def test_a_tick_that_stands_still_is_told() -> None:
    process = Process()
    process.begins()
    process.clock.turn(FRESH + SECOND)
    assert await process.faults() == {"poll": "stands still since 12:00:00 UTC"}
    process.pulse.beat("poll")
    assert await process.faults() == {}


@pytest.mark.parametrize("event", ["disconnected", "platform lost"])
async def test_a_platform_that_is_gone_is_told_until_it_is_back(event: str) -> None:
    process = Process()
    process.begins()
    process.pulse.heard("warning", event, {"platform": "discord"})
    assert await process.faults() == {"discord": "not connected"}
    process.pulse.heard("info", "connected", {"platform": "discord"})
    assert await process.faults() == {}


async def test_a_store_that_does_not_answer_is_told_without_its_address() -> None:
    process = Process()
    process.begins()
    await process.store.close()
    assert await process.faults() == {"store": "does not answer"}


async def test_another_process_may_be_the_one_that_is_connected() -> None:
    process = Process(shared=True)
    process.pulse.beat("poll")
    assert await process.faults() == {}


def test_metrics_count_what_the_log_tells() -> None:
    metrics = Metrics()
    metrics.heard("warning", "poll failed", {"feed": "https://secret.example/key"})
    metrics.heard("info", "posted", {"platform": "slack", "channel": "C1"})
    metrics.heard("info", "judged", {"verdict": "conflict"})
    metrics.alarmed([AlarmKind.OUTBOX])
    page = metrics.page().decode()

    assert 'tallywire_polls_total{outcome="failed"} 1.0' in page
    assert 'tallywire_faults_total{event="poll failed"} 1.0' in page
    assert 'tallywire_deliveries_total{outcome="posted",platform="slack"} 1.0' in page
    assert 'tallywire_verdicts_total{kind="conflict"} 1.0' in page
    assert 'tallywire_alarm{kind="outbox"} 1.0' in page
    assert "secret.example" not in page
    assert "C1" not in page


def test_each_process_counts_in_a_registry_of_its_own() -> None:
    assert Metrics().page() == Metrics().page()
