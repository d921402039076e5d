"""Small words: cleaned text, dates, ages, counts and lists, the same wherever a person reads them."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime

from bot.model import Span

ELLIPSIS = "…"
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
"""Unicode categories that show nothing or reorder what stands around them: controls, bidi overrides, zero width."""
_MARKS = frozenset({"Mn", "Me"})
_MARKS_IN_A_ROW = 3
_LINK = re.compile(r"\b(?:[a-z][a-z0-9+.-]{1,15}://|www\.)\S+", re.IGNORECASE)
_TOLD_TIME = re.compile(r"(?:just now|in a moment|\d+ (?:min|h|days) ago|in \d+ (?:min|h|days))$")
"""What `ago` and `ahead` say."""
_SHORT_ID = 5
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def clean(text: str) -> str:
    """Return text from an article as one visible line without addresses; blanks at its ends stay, for joining."""
    return _LINK.sub("[link]", visible(text))


def visible(text: str) -> str:
    """Return text as one line without what shows nothing or reorders what stands around it."""
    kinds = {character: unicodedata.category(character) for character in set(text)}
    shown_as = {ord(character): "" for character, kind in kinds.items() if kind in _UNSEEN}
    shown_as |= {ord(character): " " for character in kinds if character.isspace()}
    shown = text.translate(shown_as)
    marks = "".join(map(re.escape, sorted(character for character, kind in kinds.items() if kind in _MARKS)))
    if marks:
        shown = re.sub(f"([{marks}]{{{_MARKS_IN_A_ROW}}})[{marks}]+", r"\1", shown)
    return re.sub(r" {2,}", " ", shown)


def shorten(text: str, limit: int) -> str:
    """Cut at a word's end where there is one near, with an ellipsis for what is gone."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    blank = cut.rfind(" ")
    return (cut[:blank] if blank > limit // 2 else cut).rstrip(" ,;:") + ELLIPSIS


def day(when: date, now: datetime) -> str:
    """Return `22 Jan`, with the year where it is another one. A datetime is taken in UTC."""
    when = _utc_day(when)
    short = f"{when.day} {when:%b}"
    return short if when.year == _utc_day(now).year else f"{short} {when.year}"


def ago(then: datetime, now: datetime) -> str:
    """Return how long ago that was, in the largest unit that fits."""
    seconds = (now - then).total_seconds()
    if seconds < _MINUTE:
        return "just now"
    if seconds < _HOUR:
        return f"{int(seconds // _MINUTE)} min ago"
    if seconds < 2 * _DAY:
        return f"{int(seconds // _HOUR)} h ago"
    return f"{int(seconds // _DAY)} days ago"


def ahead(then: datetime, now: datetime) -> str:
    """Return how far ahead that is, in the largest unit that fits."""
    seconds = (then - now).total_seconds()
    if seconds < _MINUTE:
        return "in a moment"
    if seconds < 2 * _HOUR:
        return f"in {round(seconds / _MINUTE)} min"
    if seconds < 2 * _DAY:
        return f"in {round(seconds / _HOUR)} h"
    return f"in {round(seconds / _DAY)} days"


def time_ago(then: datetime, now: datetime) -> Span:
    """Return a past time as a reader's platform may show it."""
    return Span(ago(then, now), when=then)


def time_ahead(then: datetime, now: datetime) -> Span:
    """Return a coming time as a reader's platform may show it."""
    return Span(ahead(then, now), when=then)


def before_time(span: Span) -> str:
    """Return what a span says before the time that it tells, for platforms that put their own time there."""
    return _TOLD_TIME.sub("", span.text) if span.when is not None else span.text


def counted(count: int, one: str, many: str = "") -> str:
    """Return `1 origin`, `3 outlets`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str], limit: int, rest: str = "+{}") -> str:
    """Join words with commas; what exceeds the limit is counted."""
    shown = list(words[:limit])
    if len(words) > limit:
        shown.append(rest.format(len(words) - limit))
    return ", ".join(shown)


def either(words: Sequence[str]) -> str:
    """Return `one, another or a third`."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def short_id(statement_id: str) -> str:
    """Return the id as posts print it; `why` finds the statement by it."""
    return f"#{statement_id[:_SHORT_ID]}"


def web_address(url: str) -> str:
    """Return the address when it is one that a reader may follow, else nothing."""
    address = clean_address(url)
    return address if address.lower().startswith(("http://", "https://")) else ""


def clean_address(url: str) -> str:
    """Return the address without blanks and unseen characters."""
    return "".join(c for c in url if not c.isspace() and unicodedata.category(c) not in _UNSEEN)


def _utc_day(when: date) -> date:
    if isinstance(when, datetime):
        return when.astimezone(UTC).date()
    return when
