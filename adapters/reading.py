"""Articles read in worker processes, in each of which the topics are made ready once."""

from collections.abc import Mapping, Sequence

from bot.model import Article, Printed, Topic, Values
from bot.ports import Run
from bot.steps import Steps, make_steps

_ready: list[Steps] = []
"""The steps of this worker process."""


class Reader:
    """Reads articles beside the event loop."""

    def __init__(self, run: Run) -> None:
        """Take what runs functions in processes that have called `make_ready`."""
        self._run = run

    async def find(
        self, article: Article, before: Article | None, on_record: Mapping[str, Values]
    ) -> Mapping[str, Printed]:
        """See bot.ports.Reader."""
        return await self._run(find, article, before, on_record)


def make_ready(topics: Sequence[Topic]) -> None:
    """Compile the topics, once in the life of a worker."""
    _ready[:] = [make_steps(topics)]


def find(article: Article, before: Article | None, on_record: Mapping[str, Values]) -> Mapping[str, Printed]:
    """Read an article in a worker."""
    return _ready[0].find(article, before, on_record)
