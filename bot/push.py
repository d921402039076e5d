"""What hubs are asked for, what they are believed, and when they are asked again (WebSub, W3C 2018)."""

import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model import FeedState, Offer, ParsedFeed, Subscription
from bot.pace import SPREAD
from bot.ports import Fetched
from bot.urls import host_of

PATH = "/push/"
"""Under this, behind the site's own address, hubs reach us."""
METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})
"""How a hub may sign (section 7)."""
LONGEST_ADDRESS = 2_048
LONGEST_REASON = 200
LIVES_ON = 0.75
"""After this share of a lease it is renewed."""
LEAVE_TRIES = 3
"""So often a hub is told that we leave; then it may find out by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushRules:
    """How long things last with hubs."""

    lease: timedelta = timedelta(days=10)
    """What is asked for; the hub decides."""
    longest: timedelta = timedelta(days=30)
    """No lease is believed for longer."""
    answer: timedelta = timedelta(minutes=10)
    """So long the hub has to verify what we asked."""
    pause: timedelta = timedelta(minutes=10)
    """Before a hub that failed is asked again; doubled each time."""
    longest_pause: timedelta = timedelta(days=1)
    least: timedelta = timedelta(seconds=5)
    """No lease, however short, is renewed more often."""


class Step(StrEnum):
    """What is to be done about a subscription."""

    ASK = "subscribe"
    LEAVE = "unsubscribe"
    FORGET = "forget"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a hub asks at our callback address."""

    mode: str
    topic: str
    challenge: str = ""
    lease: str = ""
    """Seconds, as it was written."""
    reason: str = ""


def offer_of(fetched: Fetched, parsed: ParsedFeed, own: Collection[str]) -> Offer | None:
    """Return where a feed offers to be pushed from; its headers win over its body (section 4).

    A feed elsewhere may not send us to hosts of our `own` (`host:port`), whatever address they have.
    """
    links = fetched.links
    hub = links.get("hub") or next(iter(parsed.hubs), "")
    topic = links.get("self") or parsed.self_url or fetched.url
    if not host_of(hub) or not host_of(topic) or max(len(hub), len(topic)) > LONGEST_ADDRESS:
        return None
    if host_of(hub) in own and host_of(fetched.url) not in own:
        return None
    return Offer(hub=hub, topic=topic)


def callback(subscription: Subscription) -> str:
    """Return our address that the hub calls."""
    return f"{subscription.site}{PATH}{subscription.path}"


def next_step(subscription: Subscription) -> Step:
    """Return what is to be done about a subscription that is due."""
    if subscription.wanted:
        return Step.ASK
    return Step.LEAVE if subscription.until and subscription.failures < LEAVE_TRIES else Step.FORGET


def form(subscription: Subscription, step: Step, rules: PushRules) -> Mapping[str, str]:
    """Return the form by which a hub is asked (section 5.1)."""
    asked = {
        "hub.mode": step.value,
        "hub.topic": subscription.offer.topic,
        "hub.callback": callback(subscription),
    }
    if step is Step.ASK:
        asked["hub.lease_seconds"] = str(int(rules.lease.total_seconds()))
        asked["hub.secret"] = subscription.secret
    return asked


def asking(subscription: Subscription, now: datetime, rules: PushRules) -> Subscription:
    """Return the subscription just before the hub is asked: it may verify before it answers."""
    by = now + rules.answer
    return _due(replace(subscription, waiting=True, asked_until=by), by, now)


def failing(subscription: Subscription, fault: str, now: datetime, rules: PushRules) -> Subscription:
    """Return the subscription after an asking that failed: asked again later and later, never given up."""
    pause = min(rules.pause * 2 ** min(subscription.failures, 12), rules.longest_pause)
    failed = replace(subscription, waiting=False, failures=subscription.failures + 1, fault=fault)
    return _due(failed, now + pause, now)


def confirmed(subscription: Subscription, asked: Asked, now: datetime, rules: PushRules) -> Subscription | None:
    """Return the subscription after a hub's question whether it was us who asked; None where it was not.

    A hub that missed our answer may ask again while the time for its answer lasts.
    """
    ours = (Step.ASK if subscription.wanted else Step.LEAVE).value
    meant = (asked.mode, asked.topic) == (ours, subscription.offer.topic) and bool(asked.challenge)
    if not meant or subscription.asked_until is None or now > subscription.asked_until:
        return None
    settled = replace(subscription, waiting=False, failures=0, fault="")
    if not subscription.wanted:
        return replace(settled, until=None)
    lease = min(_lease(asked.lease) or rules.lease, rules.longest)
    return replace(settled, until=now + lease, next_step=now + max(lease * LIVES_ON, rules.least))


def denied(subscription: Subscription, asked: Asked, now: datetime, rules: PushRules) -> Subscription | None:
    """Return the subscription after the hub has refused it, or ended it; None where the hub means another one."""
    if asked.topic != subscription.offer.topic:
        return None
    reason = f": {asked.reason[:LONGEST_REASON]}" if asked.reason else ""
    ended = failing(subscription, f"the hub denied it{reason}", now, rules)
    return replace(ended, until=None, asked_until=None, next_step=now + rules.longest_pause)


def is_lapsed(subscription: Subscription, now: datetime) -> bool:
    """Whether its lease has ended."""
    return subscription.until is not None and subscription.until <= now


def is_signed(secret: str, body: bytes, signature: str) -> bool:
    """Whether a body was signed with our secret, by `method=hexadecimal` (section 7)."""
    method, _, said = signature.strip().partition("=")
    if method.lower() not in METHODS or not said.isascii():
        return False
    ours = hmac.new(secret.encode(), body, method.lower()).hexdigest()
    return hmac.compare_digest(ours, said.lower())


def relieved(state: FeedState, now: datetime) -> datetime:
    """Return when a feed is due whose pushes can no longer be relied on.

    At once, unless more than its interval holds it: its publisher, or a failure.
    """
    interval = timedelta(seconds=(state.pace.interval or 0.0) * (1 + SPREAD) + 1)
    held = state.failures > 0 or state.last_success is None or state.next_due > state.last_success + interval
    return state.next_due if held else min(now, state.next_due)


def _lease(said: str) -> timedelta | None:
    if not (said.isascii() and said.isdigit()) or int(said[:12]) == 0:
        return None
    return timedelta(seconds=min(int(said[:12]), 10**9))


def _due(subscription: Subscription, when: datetime, now: datetime) -> Subscription:
    """Return the subscription with its next step at a time, or when its lease ends."""
    ends = subscription.until
    return replace(subscription, next_step=min(when, ends) if ends is not None and ends > now else when)
