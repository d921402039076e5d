"""The protocols that the core needs from the world; each adapter bears its port's name."""

from bot.ports.platform import Limits, Platform
from bot.ports.store import Store, Transaction
from bot.ports.world import Charts, Clock, Fetched, Fetcher, Syndication

__all__ = ["Charts", "Clock", "Fetched", "Fetcher", "Limits", "Platform", "Store", "Syndication", "Transaction"]
