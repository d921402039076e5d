"""Reading RSS and Atom with feedparser, each body in a process that can be killed."""

from adapters.syndication.syndication import Syndication

__all__ = ["Syndication"]
