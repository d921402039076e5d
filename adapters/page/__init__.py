"""Reading the main text of web pages with trafilatura, and telling walls from articles."""

from adapters.page.reader import PageReader

__all__ = ["PageReader"]
