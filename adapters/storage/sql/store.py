"""The store on a database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.storage.sql.articles import ArticleStore, ArticleTransaction
from adapters.storage.sql.audience import AudienceStore, AudienceTransaction
from adapters.storage.sql.boards import BoardStore, BoardTransaction
from adapters.storage.sql.feeds import FeedStore, FeedTransaction
from adapters.storage.sql.installs import InstallStore, InstallTransaction
from adapters.storage.sql.ledger import LedgerStore, LedgerTransaction
from adapters.storage.sql.operations import OperationStore, OperationTransaction
from adapters.storage.sql.posts import PostStore, PostTransaction
from adapters.storage.sql.pushes import PushStore, PushTransaction
from adapters.storage.sql.reprints import ReprintStore, ReprintTransaction
from adapters.storage.sql.sharing import SharingStore
from adapters.storage.sql.unread import UnreadStore, UnreadTransaction


class SqlTransaction(
    FeedTransaction,
    ArticleTransaction,
    LedgerTransaction,
    AudienceTransaction,
    BoardTransaction,
    PostTransaction,
    ReprintTransaction,
    PushTransaction,
    InstallTransaction,
    OperationTransaction,
    UnreadTransaction,
):
    """See bot.ports.Transaction."""


class SqlStore(
    FeedStore,
    ArticleStore,
    LedgerStore,
    AudienceStore,
    BoardStore,
    PostStore,
    ReprintStore,
    PushStore,
    InstallStore,
    OperationStore,
    UnreadStore,
    SharingStore,
):
    """See bot.ports.Store."""

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqlTransaction]:
        """See bot.ports.Store."""
        async with self._write() as db:
            yield SqlTransaction(db, self._histories)

    async def close(self) -> None:
        """See bot.ports.Store."""
        self._closed = True
        await self._reader.dispose()
        # The last connection to go folds the write-ahead log into the file, and only a writer can.
        if self._writer is not None:
            await self._writer.dispose()
