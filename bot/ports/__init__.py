"""The protocols that the core needs from the world; each adapter bears its port's name."""

from bot.ports.feeds import HostShare
from bot.ports.platform import Held, Limits, Platform, always
from bot.ports.reading import Reader
from bot.ports.store import Store, Transaction
from bot.ports.world import Charts, Clock, Fetched, Fetcher, Forms, Page, PageReader, Run, Syndication

__all__ = [
    "Charts",
    "Clock",
    "Fetched",
    "Fetcher",
    "Forms",
    "Held",
    "HostShare",
    "Limits",
    "Page",
    "PageReader",
    "Platform",
    "Reader",
    "Run",
    "Store",
    "Syndication",
    "Transaction",
    "always",
]
