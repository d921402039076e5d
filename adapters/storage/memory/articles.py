"""Articles, in memory."""

from collections.abc import Collection, Mapping
from itertools import islice

from adapters.storage.memory.state import StorePart, TransactionPart
from bot.model import ArticleRecord


class ArticleTransaction(TransactionPart):
    """See bot.ports.articles.ArticleTransaction."""

    async def known_articles(self, ids: Collection[str]) -> frozenset[str]:
        """See bot.ports.articles."""
        return frozenset(ids) & {article for article, _ in self._state.articles}

    async def latest_versions(self, ids: Collection[str]) -> Mapping[str, ArticleRecord]:
        """See bot.ports.articles."""
        versions = sorted(key for key in self._state.articles if key[0] in ids)
        return {name: self._state.articles[name, version] for name, version in versions}

    async def add_article(self, record: ArticleRecord) -> None:
        """See bot.ports.articles."""
        key = (record.article.id, record.article.version)
        if key in self._state.articles:
            raise self._undone(f"version {key[1]} of article {key[0]} is on record")
        self._state.articles[key] = record

    async def add_unknown_articles(self, records: Collection[ArticleRecord]) -> None:
        """See bot.ports.articles."""
        known = {article for article, _ in self._state.articles}
        for record in records:
            if record.article.id not in known:
                self._state.articles.setdefault((record.article.id, record.article.version), record)

    async def put_article(self, record: ArticleRecord) -> None:
        """See bot.ports.articles."""
        key = (record.article.id, record.article.version)
        if key in self._state.articles:
            self._state.articles[key] = record


class ArticleStore(StorePart):
    """See bot.ports.articles.ArticleStore."""

    async def known_articles(self, ids: Collection[str]) -> frozenset[str]:
        """See bot.ports.articles."""
        return frozenset(ids) & {article for article, _ in self._opened().articles}

    async def versions(self, ids: Collection[str]) -> tuple[ArticleRecord, ...]:
        """See bot.ports.articles."""
        return tuple(record for key, record in sorted(self._opened().articles.items()) if key[0] in ids)

    async def articles(self, limit: int) -> tuple[ArticleRecord, ...]:
        """See bot.ports.articles."""
        return tuple(islice(reversed(self._opened().articles.values()), limit))
