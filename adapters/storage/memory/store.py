"""The store's twin in memory: the same promises, gone when the process ends."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.storage.memory.articles import ArticleStore, ArticleTransaction
from adapters.storage.memory.audience import AudienceStore, AudienceTransaction
from adapters.storage.memory.boards import BoardStore, BoardTransaction
from adapters.storage.memory.feeds import FeedStore, FeedTransaction
from adapters.storage.memory.installs import InstallStore, InstallTransaction
from adapters.storage.memory.ledger import LedgerStore, LedgerTransaction
from adapters.storage.memory.operations import OperationStore, OperationTransaction
from adapters.storage.memory.posts import PostStore, PostTransaction
from adapters.storage.memory.pushes import PushStore, PushTransaction
from adapters.storage.memory.reprints import ReprintStore, ReprintTransaction
from adapters.storage.memory.sharing import SharingStore, UnreadStore, UnreadTransaction


class MemoryTransaction(
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


class MemoryStore(
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
    async def transaction(self) -> AsyncIterator[MemoryTransaction]:
        """See bot.ports.Store."""
        async with self._writing:
            changed = self._opened().copy()
            transaction = MemoryTransaction(changed)
            yield transaction
            if transaction.fault is not None:
                raise transaction.fault
            self._state = changed

    async def close(self) -> None:
        """See bot.ports.Store."""
        self._closed = True
