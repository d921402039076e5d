"""Fetching over HTTP, within limits of time, size, redirects and address."""

from adapters.web.fetch import Fetcher, Limits

__all__ = ["Fetcher", "Limits"]
