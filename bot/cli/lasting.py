"""What a process that runs for long needs: the right time, calm memory, and an end when nothing is left to do."""

import asyncio
import gc

from adapters.clock import Clock
from bot.cli.journal import tell_job, tell_lost
from bot.errors import StoreCorrupt, StoreOutdated
from bot.ports import Store


async def follow_clock(store: Store, clock: Clock) -> None:
    """Go by the database's clock, where several machines share it."""
    asked = clock.moment()
    told = await store.database_time()
    if told is not None:
        clock.follow(told, asked=asked)


def set_aside() -> None:
    """Let the garbage collector pass over all there is by now, for good.

    Word lists, topics and feeds stay; going through them again and again held up the event loop for 80 ms at a time.
    """
    gc.collect()
    gc.freeze()


class Losses:
    """What cannot be gone on without: the ledger, or the only platform."""

    def __init__(self, stop: asyncio.Event, *, chats: int) -> None:
        self.errors: list[BaseException] = []
        self._stop = stop
        self._chats = chats

    def job_failed(self, name: str, error: BaseException) -> None:
        """Tell it; stop where the ledger is lost."""
        tell_job(name, error)
        if isinstance(error, StoreCorrupt | StoreOutdated):
            self._end(error)

    def chat_lost(self, name: str, error: BaseException) -> None:
        """Stop where nobody else is left to tell; what waits for the others goes out."""
        self._chats -= 1
        if self._chats:
            tell_lost(name, error)
        else:
            self._end(error)

    def tell(self) -> None:
        """Raise what ended it all, if anything did."""
        if self.errors:
            raise self.errors[0]

    def _end(self, error: BaseException) -> None:
        self.errors.append(error)
        self._stop.set()
