"""The arguments that are known by their shape: lengths of time, levels, clock ranges, zones and pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.errors import UnknownName
from bot.model import FollowLevel

_UNITS: Mapping[str, timedelta] = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_UNIT = r"(m|h|d|w)(?:in(?:ute)?s?|(?:ou)?rs?|ays?|eeks?)?"
_LENGTH = re.compile(rf"(\d{{1,4}})\s*{_UNIT}")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d\d))?")
_CHANGED = re.compile(r"until (?:it )?change[sd]?")
CHANGED = "until changed"
FOREVER = "forever"
OFF = "off"
LAST_HOUR, LAST_MINUTE = 23, 59
LEVELS = tuple(level.value for level in FollowLevel)
LONGEST = timedelta(days=366)
LENGTHS = ("1h", "24h", "7d", CHANGED, FOREVER)

LENGTH_SHAPE = re.compile(rf"(?:for )?{_LENGTH.pattern}|{_CHANGED.pattern}|for ?ever", re.IGNORECASE)
SPAN_SHAPE = re.compile(_LENGTH.pattern, re.IGNORECASE)
LEVEL_SHAPE = re.compile("|".join(LEVELS), re.IGNORECASE)
CLOCK_SHAPE = re.compile(rf"{_CLOCK.pattern}|{OFF}", re.IGNORECASE)
PAGE_SHAPE = re.compile(r"page \d{1,4}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Length:
    """How long a mute lasts: a time, until a change, or with neither for ever."""

    time: timedelta | None = None
    until_changed: bool = False


@dataclass(frozen=True, slots=True)
class ClockRange:
    """From a time of day to another."""

    start: time
    end: time


def read_length(words: str) -> Length:
    """Read `24h`, `7 days`, `until changed` or `forever`."""
    folded = " ".join(words.casefold().split())
    if _CHANGED.fullmatch(folded):
        return Length(until_changed=True)
    if folded in {FOREVER, "for ever"}:
        return Length()
    return Length(time=read_span(folded.removeprefix("for ")))


def read_span(words: str) -> timedelta:
    """Read `8h`, `90 min`, `7d`."""
    found = _LENGTH.fullmatch(words.casefold().strip())
    if found is None:
        raise UnknownName(f"'{words}' is no length of time. Say {', '.join(LENGTHS[:3])}, or such.")
    span = int(found[1]) * _UNITS[found[2]]
    if not timedelta() < span <= LONGEST:
        raise UnknownName(f"'{words}' is too {'long' if span else 'short'}: a minute to a year will do.")
    return span


def read_level(words: str) -> FollowLevel:
    """Read a level of a follow."""
    if words.casefold() not in LEVELS:
        raise UnknownName(f"'{words}' is no level. There is {', '.join(LEVELS)}.")
    return FollowLevel(words.casefold())


def read_clock(words: str) -> ClockRange | None:
    """Read `22:00-07:00`; None for `off`."""
    if words.casefold().strip() == OFF:
        return None
    found = _CLOCK.fullmatch(words.strip())
    hours = [int(part or 0) for part in found.groups()] if found else []
    if not hours or max(hours[0], hours[2]) > LAST_HOUR or max(hours[1], hours[3]) > LAST_MINUTE:
        raise UnknownName(no_hours(words))
    return ClockRange(time(hours[0], hours[1]), time(hours[2], hours[3]))


def no_hours(words: str) -> str:
    """Return what is wrong with words that should be hours."""
    return f"'{words}' is no pair of hours. Say 22:00-07:00 Europe/Berlin, or off."


def read_zone(words: str) -> str:
    """Return the zone's name in the tz database; a city will do."""
    wanted = words.strip().replace(" ", "_")
    names = available_timezones()
    folded = {name.rpartition("/")[2].casefold(): name for name in sorted(names) if "/" in name}
    folded |= {name.casefold(): name for name in names}
    name = folded.get(wanted.casefold())
    if name is None:
        close = [folded[each] for each in get_close_matches(wanted.casefold(), folded, n=3)]
        hint = f"Did you mean {', '.join(close)}?" if close else "Say a zone such as Europe/Berlin."
        raise UnknownName(f"There is no time zone '{words}'. {hint}")
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownName(f"The time zone '{words}' cannot be used. Say another, such as Europe/Berlin.") from error


def read_page(words: str) -> int:
    """Read `page 2` or `2`, counted from one."""
    number = words.casefold().removeprefix("page").strip()
    if not number.isdecimal() or not number.isascii():
        raise UnknownName(f"'{words}' is no page.")
    return max(int(number[:4]), 1)
