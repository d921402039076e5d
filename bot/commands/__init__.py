"""Every command once: what it is called, what it takes, and its answer as a view."""

from bot.commands.current import claim_figures, topic_figures
from bot.commands.names import Asked, find_claim, find_figures
from bot.commands.table import (
    COMMANDS,
    LAST_CHANGES,
    Argument,
    Command,
    Desk,
    claim_history,
    current_figures,
    explanation,
)

__all__ = [
    "COMMANDS",
    "LAST_CHANGES",
    "Argument",
    "Asked",
    "Command",
    "Desk",
    "claim_figures",
    "claim_history",
    "current_figures",
    "explanation",
    "find_claim",
    "find_figures",
    "topic_figures",
]
