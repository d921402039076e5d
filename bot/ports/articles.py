"""What the store keeps of articles."""

from collections.abc import Collection, Mapping
from typing import Protocol

from bot.model import ArticleRecord


class ArticleTransaction(Protocol):
    """Articles, in a write transaction. See bot.ports.Transaction."""

    async def known_articles(self, ids: Collection[str]) -> frozenset[str]:
        """Return those article ids that are on record in any version."""
        ...

    async def latest_versions(self, ids: Collection[str]) -> Mapping[str, ArticleRecord]:
        """Return the newest version on record of those articles that have one, by id."""
        ...

    async def add_article(self, record: ArticleRecord) -> None:
        """Record an article version and how its reading ended; a version on record already is an error."""
        ...

    async def add_unknown_articles(self, records: Collection[ArticleRecord]) -> None:
        """Record those first printings of which no version is on record; of several with one id, the first."""
        ...

    async def put_article(self, record: ArticleRecord) -> None:
        """Record what became of a version on record that nobody could read before, in place of it."""
        ...


class ArticleStore(Protocol):
    """Articles, read from what is committed. See bot.ports.Store."""

    async def known_articles(self, ids: Collection[str]) -> frozenset[str]:
        """Return those article ids that are on record in any version."""
        ...

    async def versions(self, ids: Collection[str]) -> tuple[ArticleRecord, ...]:
        """Return every version on record of these articles, by id and version."""
        ...

    async def articles(self, limit: int) -> tuple[ArticleRecord, ...]:
        """Return the articles recorded last, newest first."""
        ...
