"""The ledger, the outbox, the feeds' state and what channels follow: one store, and its write transactions."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.ports.articles import ArticleStore, ArticleTransaction
from bot.ports.audience import AudienceStore, AudienceTransaction
from bot.ports.boards import BoardStore, BoardTransaction
from bot.ports.feeds import FeedStore, FeedTransaction
from bot.ports.installs import InstallStore, InstallTransaction
from bot.ports.ledger import LedgerStore, LedgerTransaction
from bot.ports.operations import OperationStore, OperationTransaction
from bot.ports.posts import PostStore, PostTransaction
from bot.ports.pushes import PushStore, PushTransaction
from bot.ports.reprints import ReprintStore, ReprintTransaction
from bot.ports.sharing import SharingStore
from bot.ports.unread import UnreadStore, UnreadTransaction


class Transaction(
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
    Protocol,
):
    """One write transaction: all of it is stored, or nothing.

    What it reads cannot change under it; but in a shared store another process may come first with the same article,
    post or feed, and then what would be stored twice raises StoreMoved.

    Every method raises StoreError when the database fails; from then on the transaction is lost, even where the
    caller goes on. Times come back as the same instant in UTC.
    """


class Store(
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
    Protocol,
):
    """The ledger, the outbox, the feeds' state and what channels follow.

    Readers see what is committed and never wait for a writer. Every method raises StoreError when the database fails.
    """

    shared: bool
    """Whether other processes may work on it at the same time; what they have leased is theirs."""

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Open a write transaction, after those asked for earlier; an exception inside undoes it.

        Nothing else of this process is stored meanwhile: fetch, read and post before or after, not inside. A second
        transaction inside, and `lease_...` and `mark_...` are such, would wait for ever.
        """
        ...

    async def close(self) -> None:
        """Let go of the database; using the store afterwards is an error, closing it again is not."""
        ...
