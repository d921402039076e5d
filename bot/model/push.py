"""What is agreed with a hub that pushes a feed's entries (WebSub)."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Where a feed says that its entries are pushed from."""

    hub: str
    topic: str
    """The address by which the hub knows the feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One feed's entries, asked for at one hub."""

    path: str = field(repr=False)
    """The last part of our callback address. Nobody can guess it: only the hub was told."""
    site: str
    """The address that stands before it."""
    secret: str = field(repr=False)
    """What the hub signs with."""
    feed: str
    """The feed's URL."""
    offer: Offer
    wanted: bool = True
    """False once we want to leave."""
    next_step: datetime
    """When something is to be done about it, such as asking again."""
    waiting: bool = False
    """Whether we have asked and the hub has not verified it yet."""
    asked_until: datetime | None = None
    """Until when we confirm that it was us who asked; None where we have not."""
    until: datetime | None = None
    """When the lease ends; None where there is none."""
    failures: int = 0
    """Askings without success since the last one that had any."""
    fault: str = ""
    """What the last step met."""
    heard: datetime | None = None
    """When the hub last pushed something signed."""
    ignored: int = 0
    """Pushes that were not signed as agreed."""
