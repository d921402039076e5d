"""Counts and gauges for Prometheus, in a registry of their own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot.model import AlarmKind, Vitals

WORRYING = frozenset({"warning", "error", "critical"})
POLLS = {"poll failed": "failed", "poll crashed": "crashed", "feed gone": "gone"}
DELIVERIES = {
    "posted": "posted",
    "post failed": "failed",
    "post refused": "refused",
    "post crashed": "crashed",
    "channel paused": "paused",
}


class Metrics:
    """What is measured. Labels are words of ours: no name of a feed, a channel or a person, so that they stay few."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self._registry = CollectorRegistry(auto_describe=True)
        self._polls = self._counter("polls", "Polls of feeds, by how they went.", "outcome")
        self._articles = self._counter("articles", "Articles read, by how that ended.", "outcome")
        self._verdicts = self._counter("verdicts", "Statements judged, by verdict.", "kind")
        self._deliveries = self._counter("deliveries", "Attempts to deliver a post.", "platform", "outcome")
        self._faults = self._counter("faults", "Events that are warnings or errors.", "event")
        self._connected = self._gauge("connected", "Whether a platform hears us.", "platform")
        self._feeds = self._gauge("feeds", "Feeds, by state.", "state")
        self._posts = self._gauge("outbox_posts", "Undelivered posts, by state.", "state")
        self._leases = self._gauge("leases", "What processes have leased.", "of")
        self._poll_lag = self._gauge("poll_lag_seconds", "Since when the longest due feed waits.")
        self._outbox_age = self._gauge("outbox_age_seconds", "Since when the longest waiting post waits.")
        self._paused = self._gauge("paused_channels", "Channels that refuse us.")
        self._unreadable = self._gauge("unreadable_articles", "Articles of late that could not be read.")
        self._alarms = self._gauge("alarm", "Whether operators were told of something that is not over.", "kind")

    def heard(self, level: str, event: str, values: Mapping[str, Any]) -> None:
        """Count an event of the log."""
        if level in WORRYING:
            self._faults.labels(event).inc()
        if event == "poll":
            self._polls.labels("unchanged" if values.get("unchanged") else "changed").inc()
        elif event in POLLS:
            self._polls.labels(POLLS[event]).inc()
        elif event in DELIVERIES:
            self._deliveries.labels(str(values.get("platform", "")), DELIVERIES[event]).inc()
        elif event == "judged":
            self._verdicts.labels(str(values["verdict"])).inc()
        elif event == "article":
            self._articles.labels(str(values["outcome"])).inc()

    def connected(self, platforms: Mapping[str, bool]) -> None:
        """Show which platforms hear us."""
        for platform, hears in platforms.items():
            self._connected.labels(platform).set(hears)

    def measured(self, vitals: Vitals, now: datetime) -> None:
        """Show what was measured in the store."""
        for state, count in (("all", vitals.feeds), ("failing", vitals.failing), ("due", vitals.due)):
            self._feeds.labels(state).set(count)
        for state, count in (("waiting", vitals.waiting), ("leased", vitals.delivering)):
            self._posts.labels(state).set(count)
        self._leases.labels("feeds").set(vitals.polling)
        self._leases.labels("posts").set(vitals.delivering)
        self._poll_lag.set(_age(vitals.oldest_due, now))
        self._outbox_age.set(_age(vitals.oldest_waiting, now))
        self._paused.set(vitals.paused)
        self._unreadable.set(vitals.unreadable)

    def alarmed(self, kinds: Iterable[AlarmKind]) -> None:
        """Show which alarms are up."""
        up = set(kinds)
        for kind in AlarmKind:
            self._alarms.labels(kind.value).set(kind in up)

    def page(self) -> bytes:
        """Return everything in Prometheus' text format."""
        return generate_latest(self._registry)

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"tallywire_{name}", told, labels, registry=self._registry)

    def _gauge(self, name: str, told: str, *labels: str) -> Gauge:
        return Gauge(f"tallywire_{name}", told, labels, registry=self._registry)


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
