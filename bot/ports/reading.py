"""Who reads articles: here, or in processes beside this one."""

from collections.abc import Mapping
from typing import Protocol

from bot.model import Article, Printed, Values


class Reader(Protocol):
    """Reads an article and matches it with topics; it knows nothing of the ledger but what it is handed."""

    async def find(
        self, article: Article, before: Article | None, on_record: Mapping[str, Values]
    ) -> Mapping[str, Printed]:
        """Return what the article says on each of the topics of `on_record`, and what its version before says.

        Raises FaultyResource for an article that cannot be read within time and memory.
        """
        ...
