"""What decides about an article, made ready for the topics under watch."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.analysis import News
from bot.model import Article, Entry, Gate, Reading, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What decides about an article, made ready for the topics under watch."""

    topics: Mapping[str, Topic]
    gate: Callable[[Article], Gate]
    read: Callable[[Article, str], Reading]
    """Article and language code to figures."""
    analyse: Callable[[Reading, str, Sequence[Entry], datetime], News]
    """Reading, topic id, the topic's ledger and the time to what is new."""
