"""Why a statement was judged as it was, from the ledger."""

import re
from collections.abc import Sequence

from bot.errors import UnknownName
from bot.model import Entry, Explained, Topic
from bot.views.naming import watched

_ID = re.compile(r"#?[0-9a-hjkmnp-tv-z]{4,10}", re.IGNORECASE)
"""Four to ten characters of Crockford base32, as posts print them."""


def looks_like_id(words: str) -> bool:
    """Whether the words may be a statement's id; a claim may look the same, so the ledger decides."""
    return _ID.fullmatch(words) is not None


def newest(found: Sequence[Entry], wanted: str) -> Entry:
    """Return the newest entry found, or raise UnknownName when several statements begin alike."""
    ids = list(dict.fromkeys(entry.statement.id for entry in found))
    if len(ids) > 1:
        raise UnknownName(f"{wanted} fits several statements: {', '.join(ids)}. Give more of the id.")
    return found[0]


def explained(entry: Entry, history: Sequence[Entry], topic: Topic | None) -> Explained:
    """Gather what an entry was compared with; a topic or claim no longer under watch goes by its id."""
    statement = entry.statement
    by_id = {other.statement.id: other.statement for other in history}
    watched_topic, claim = watched(statement, topic)
    return Explained(
        topic=watched_topic,
        claim=claim,
        entry=entry,
        against=tuple(by_id[old] for old in entry.verdict.against if old in by_id),
        corrected_by=next((other for other in history if other.corrects == statement.id), None),
    )
