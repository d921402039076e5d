"""Articles, on a database."""

from collections.abc import Collection, Mapping

from sqlalchemy import insert, select, update

from adapters.storage import codec
from adapters.storage.connection import Guarded, chunks
from adapters.storage.sql.parts import StorePart, TransactionPart
from adapters.storage.tables import ARTICLES
from bot.model import ArticleRecord


class ArticleTransaction(TransactionPart):
    """See bot.ports.articles.ArticleTransaction."""

    async def known_articles(self, ids: Collection[str]) -> frozenset[str]:
        """See bot.ports.articles."""
        return await _known(self._db, ids)

    async def latest_versions(self, ids: Collection[str]) -> Mapping[str, ArticleRecord]:
        """See bot.ports.articles."""
        latest: dict[str, ArticleRecord] = {}
        for some in chunks(ids):
            found = select(ARTICLES).where(ARTICLES.c.id.in_(some)).order_by(ARTICLES.c.version)
            latest.update((row.id, codec.article_record(row)) for row in await self._db.rows(found))
        return latest

    async def add_article(self, record: ArticleRecord) -> None:
        """See bot.ports.articles."""
        await self._db.write(insert(ARTICLES), [codec.article_values(record)])

    async def add_unknown_articles(self, records: Collection[ArticleRecord]) -> None:
        """See bot.ports.articles."""
        known = await _known(self._db, [record.article.id for record in records])
        new: dict[str, ArticleRecord] = {}
        for record in records:
            if record.article.id not in known:
                new.setdefault(record.article.id, record)
        # In one order in every process, so that no two wait for each other.
        rows = [codec.article_values(new[article]) for article in sorted(new)]
        await self._db.add(ARTICLES, rows)

    async def put_article(self, record: ArticleRecord) -> None:
        """See bot.ports.articles."""
        article = record.article
        known = update(ARTICLES).where(ARTICLES.c.id == article.id, ARTICLES.c.version == article.version)
        await self._db.write(known.values(codec.article_values(record)))


class ArticleStore(StorePart):
    """See bot.ports.articles.ArticleStore."""

    async def known_articles(self, ids: Collection[str]) -> frozenset[str]:
        """See bot.ports.articles."""
        async with self._read() as db:
            return await _known(db, ids)

    async def versions(self, ids: Collection[str]) -> tuple[ArticleRecord, ...]:
        """See bot.ports.articles."""
        found: list[ArticleRecord] = []
        async with self._read() as db:
            for some in chunks(sorted(ids)):
                rows = select(ARTICLES).where(ARTICLES.c.id.in_(some)).order_by(ARTICLES.c.id, ARTICLES.c.version)
                found += [codec.article_record(row) for row in await db.rows(rows)]
        return tuple(found)

    async def articles(self, limit: int) -> tuple[ArticleRecord, ...]:
        """See bot.ports.articles."""
        latest = select(ARTICLES).order_by(ARTICLES.c.seq.desc()).limit(limit)
        async with self._read() as db:
            return tuple(codec.article_record(row) for row in await db.rows(latest))


async def _known(db: Guarded, ids: Collection[str]) -> frozenset[str]:
    known: set[str] = set()
    for some in chunks(ids):
        known.update(row.id for row in await db.rows(select(ARTICLES.c.id).where(ARTICLES.c.id.in_(some))))
    return frozenset(known)
