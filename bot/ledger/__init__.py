"""The ledger's judgement: statement and history in, verdict by the desk rules out."""

from bot.ledger.changes import changes_of, first_compared
from bot.ledger.collisions import collisions
from bot.ledger.current import current, standing
from bot.ledger.editing import judge_version
from bot.ledger.history import Histories, History
from bot.ledger.intervals import Interval, interval, meets
from bot.ledger.judgement import judge, judge_article
from bot.ledger.keeping import in_order_of_display, is_of_today, kept_after, kept_whole, lines_of, rules_of
from bot.ledger.opening import is_opening, opening_entries
from bot.ledger.record import overruled, source_key
from bot.ledger.remarks import rejection, restoration
from bot.ledger.replaying import Mismatch, replay
from bot.ledger.rules import Rule
from bot.ledger.statements import consolidate
from bot.ledger.sums import excesses

__all__ = [
    "Histories",
    "History",
    "Interval",
    "Mismatch",
    "Rule",
    "changes_of",
    "collisions",
    "consolidate",
    "current",
    "excesses",
    "first_compared",
    "in_order_of_display",
    "interval",
    "is_of_today",
    "is_opening",
    "judge",
    "judge_article",
    "judge_version",
    "kept_after",
    "kept_whole",
    "lines_of",
    "meets",
    "opening_entries",
    "overruled",
    "rejection",
    "replay",
    "restoration",
    "rules_of",
    "source_key",
    "standing",
]
