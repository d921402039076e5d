"""Fetching over HTTP, within limits of time, size, redirects and address, and as robots.txt allows."""

from adapters.web.fetch import Fetcher, Limits
from adapters.web.robots import PageFetcher, Robots

__all__ = ["Fetcher", "Limits", "PageFetcher", "Robots"]
