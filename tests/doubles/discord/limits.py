"""Discord's rate limits: a bucket for each route and channel, 50 a second in all, and the ban for invalid requests."""

import hashlib
from collections import deque
from dataclasses import dataclass, field, replace
from math import ceil

from tests.doubles.wire.calls import Answer
from tests.doubles.wire.clock import RunningClock

INVALID = frozenset({401, 403, 429})
BANNED = b"<!DOCTYPE html><title>Access denied | discord.com used Cloudflare to restrict access</title>"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests in so many seconds, counted from the first of them."""

    most: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits; those of routes are by the name that a route gives."""

    everywhere: Limit = Limit(50, 1.0)
    invalid: Limit = Limit(10_000, 600.0)
    buckets: dict[str, Limit] = field(
        default_factory=lambda: {
            "send": Limit(5, 5.0),
            "edit": Limit(5, 5.0),
            "delete": Limit(5, 1.0),
            "thread": Limit(5, 5.0),
            "webhook": Limit(5, 2.0),
            "commands": Limit(10, 10.0),
            "other": Limit(50, 1.0),
        }
    )

    def changed(self, told: dict[str, list[float]]) -> "Limits":
        """Return limits with these changed: `{"send": [5, 5.0], "everywhere": [50, 1], "invalid": [..]}`."""
        known = {name: Limit(int(most), seconds) for name, (most, seconds) in told.items()}
        if unknown := known.keys() - {"everywhere", "invalid", *self.buckets}:
            raise ValueError(f"no such limits: {sorted(unknown)}")
        return replace(
            self,
            everywhere=known.pop("everywhere", self.everywhere),
            invalid=known.pop("invalid", self.invalid),
            buckets={**self.buckets, **known},
        )


@dataclass(slots=True)
class _Window:
    ends: float = 0.0
    used: int = 0

    def take(self, limit: Limit, now: float) -> bool:
        if now >= self.ends:
            self.ends, self.used = now + limit.seconds, 0
        if self.used >= limit.most:
            return False
        self.used += 1
        return True


class Counters:
    """Counts requests against limits."""

    def __init__(self, clock: RunningClock) -> None:
        self.limits = Limits()
        self.answered_429 = 0
        self._clock = clock
        self._everywhere = _Window()
        self._windows: dict[tuple[str, str], _Window] = {}
        self._invalid: deque[float] = deque()

    def admit(self, bucket: str, major: str) -> tuple[Answer | None, dict[str, str]]:
        """Count a request; return the refusal, if it is one too many, and the headers for its answer.

        Routes without a bucket (interactions' first answers) are outside of all limits.
        """
        if not bucket:
            return None, {}
        now = self._clock.seconds()
        if bucket != "webhook" and not self._everywhere.take(self.limits.everywhere, now):
            return self._refusal(self._everywhere.ends - now, "global"), {"X-RateLimit-Global": "true"}
        limit = self.limits.buckets[bucket]
        window = self._windows.setdefault((bucket, major), _Window())
        admitted = window.take(limit, now)
        headers = {
            "X-RateLimit-Limit": str(limit.most),
            "X-RateLimit-Remaining": str(limit.most - window.used),
            "X-RateLimit-Reset": f"{window.ends:.3f}",
            "X-RateLimit-Reset-After": f"{window.ends - now:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(bucket.encode()).hexdigest()[:32],
        }
        return (None if admitted else self._refusal(window.ends - now, "user")), headers

    def _refusal(self, wait: float, scope: str) -> Answer:
        self.answered_429 += 1
        wait = max(round(wait, 3), 0.001)
        body = {"message": "You are being rate limited.", "retry_after": wait, "global": scope == "global", "code": 0}
        return Answer(429, body, {"Retry-After": str(ceil(wait)), "X-RateLimit-Scope": scope})

    def count_invalid(self, status: int) -> None:
        """Count an answer that Discord holds against the sender."""
        if status in INVALID:
            self._invalid.append(self._clock.seconds())

    def invalid(self) -> int:
        """Return how many invalid requests count now."""
        since = self._clock.seconds() - self.limits.invalid.seconds
        while self._invalid and self._invalid[0] < since:
            self._invalid.popleft()
        return len(self._invalid)

    def ban(self) -> Answer | None:
        """Return the page that shuts out whoever sent too many invalid requests."""
        if self.invalid() < self.limits.invalid.most:
            return None
        return Answer(429, BANNED, {"Retry-After": "600"}, "text/html")
