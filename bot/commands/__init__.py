"""Every command once: what it is called, what it takes, who may run it, and its answer as views."""

from bot.commands.answering import answer, understood
from bot.commands.arguments import NAMED, Argument, ArgumentKind
from bot.commands.asking import LAST_CHANGES, claim_changes, claim_history, current_figures, explanation
from bot.commands.current import claim_figures, topic_figures
from bot.commands.desk import Desk, FeedList
from bot.commands.listening import summarise
from bot.commands.names import Asked, Target, find_claim, find_figures, find_target
from bot.commands.recency import LastChanges, last_changes
from bot.commands.request import Answer, Attachment, Request
from bot.commands.suggesting import Choice, suggest
from bot.commands.table import BY_NAME, COMMANDS, Command, Who, usage

__all__ = [
    "BY_NAME",
    "COMMANDS",
    "LAST_CHANGES",
    "NAMED",
    "Answer",
    "Argument",
    "ArgumentKind",
    "Asked",
    "Attachment",
    "Choice",
    "Command",
    "Desk",
    "FeedList",
    "LastChanges",
    "Request",
    "Target",
    "Who",
    "answer",
    "claim_changes",
    "claim_figures",
    "claim_history",
    "current_figures",
    "explanation",
    "find_claim",
    "find_figures",
    "find_target",
    "last_changes",
    "suggest",
    "summarise",
    "topic_figures",
    "understood",
    "usage",
]
