"""The days that a text names, each as a date."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import IntEnum
from functools import lru_cache

_AHEAD = 45
"""Days that a date without its year may lie ahead; one further ahead is last year's."""
_LONGEST = 2000
"""Characters of a sentence that are searched."""


class Grain(IntEnum):
    """How long a named time lasts, in days at most."""

    DAY = 1
    WEEK = 7
    MONTH = 31
    YEAR = 366


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A time that a text names."""

    start: int
    end: int
    day: date
    """The last day of a week, month or year."""
    grain: Grain = Grain.DAY
    counted: int = 0
    """Days before another day of the text (`a day earlier`); `day` counts them from the day of printing."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayWords:
    """How one language names days."""

    pattern: re.Pattern[str]
    """Finds one named day. Groups, with a digit after the name where it is needed twice: `iso`; `day`, `month`, `year`;
    `ordinal` (day of the running month); `weekday`, `period` (both with `which`); `count`, `unit`, `ago`;
    `back` (a word that stands for a day, such as yesterday)."""
    weekdays: Mapping[str, int]
    """Full and short names in lower case; Monday is 0."""
    months: Mapping[str, int]
    numbers: Mapping[str, int]
    units: Mapping[str, Grain]
    back: Mapping[str, int]
    """Words that stand for a day, and how many days it lies back."""
    previous: frozenset[str]
    """Words of `which` that point back: `last`."""
    following: frozenset[str]
    """Words of `which` that point ahead: `next`. Days ahead are not returned."""
    relative: frozenset[str]
    """Words of `ago` that count from another day of the text: `earlier`."""


@lru_cache(maxsize=512)
def find_days(text: str, printed: date, words: DayWords) -> tuple[NamedDay, ...]:
    """Return the days up to the day of printing that a sentence names, in order; impossible dates are left out."""
    return tuple(
        named
        for match in words.pattern.finditer(text[:_LONGEST])
        if (named := _resolve(match, printed, words)) is not None and named.day <= printed
    )


def _resolve(match: re.Match[str], printed: date, words: DayWords) -> NamedDay | None:
    names = [name for name, group in match.groupdict().items() if group]
    found = {name.rstrip("0123456789"): match[name].lower().rstrip(".") for name in names}
    start, end = min(match.start(name) for name in names), max(match.end(name) for name in names)
    try:
        day, grain, counted = _read(found, printed, words)
    except (ValueError, OverflowError):
        return None
    return NamedDay(start, end, day, grain, counted)


def _read(found: Mapping[str, str], printed: date, words: DayWords) -> tuple[date, Grain, int]:
    """Return the date, how long it lasts, and the days it is counted from another; ValueError if there is none."""
    which = found.get("which", "")
    if which in words.following:
        raise ValueError(which)
    if "iso" in found:
        return date.fromisoformat(found["iso"]), Grain.DAY, 0
    if "back" in found:
        return printed - timedelta(words.back[found["back"]]), Grain.DAY, 0
    if "weekday" in found:
        passed = (printed.weekday() - words.weekdays[found["weekday"]]) % Grain.WEEK
        return printed - timedelta(passed or Grain.WEEK * (which in words.previous)), Grain.DAY, 0
    if "count" in found:
        return _count_back(found, printed, words)
    if "period" in found:
        return *_period(words.units[found["period"]], printed, previous=which in words.previous), 0
    return *_calendar(found, printed, words), 0


def _count_back(found: Mapping[str, str], printed: date, words: DayWords) -> tuple[date, Grain, int]:
    count = words.numbers.get(found["count"]) or int(found["count"])
    grain = words.units[found["unit"]]
    passed = count * {Grain.MONTH: 30, Grain.YEAR: 365}.get(grain, int(grain))
    exact = grain is Grain.DAY or (grain is Grain.WEEK and count == 1)
    day = printed - timedelta(passed)
    return day, Grain.DAY if exact else grain, passed if found["ago"] in words.relative else 0


def _period(grain: Grain, printed: date, *, previous: bool) -> tuple[date, Grain]:
    """Return the last day of this or the last week, month or year; never one that lies ahead."""
    if not previous:
        return printed, grain
    if grain is Grain.WEEK:
        return printed - timedelta(printed.weekday() + 1), grain
    if grain is Grain.MONTH:
        return printed.replace(day=1) - timedelta(1), grain
    return printed.replace(month=1, day=1) - timedelta(1), grain


def _calendar(found: Mapping[str, str], printed: date, words: DayWords) -> tuple[date, Grain]:
    if "ordinal" in found:
        this = printed.replace(day=int(found["ordinal"]))
        return this if this <= printed else _month_before(printed).replace(day=this.day), Grain.DAY
    year = int(found["year"]) if "year" in found else 0
    month = words.months[found["month"]] if "month" in found else 0
    if not month:
        return min(_last_day(year, 12), printed) if year == printed.year else _last_day(year, 12), Grain.YEAR
    if "day" in found:
        day = int(found["day"])
        return date(year, month, day) if year else _nearest(month, day, printed), Grain.DAY
    year = year or printed.year - (month > printed.month)
    end = _last_day(year, month)
    return (printed if (year, month) == (printed.year, printed.month) else end), Grain.MONTH


def _nearest(month: int, day: int, printed: date) -> date:
    """Return this date of the year of printing, or of the year before or after, whichever fits."""
    years = (printed.year + 1, printed.year, printed.year - 1)
    for year in years:
        possible = MINYEAR <= year <= MAXYEAR and 0 < day <= monthrange(max(year, 1), month)[1]
        if possible and date(year, month, day) <= printed + timedelta(min(_AHEAD, (date.max - printed).days)):
            return date(year, month, day)
    raise ValueError(day)


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _month_before(day: date) -> date:
    return day.replace(day=1) - timedelta(1)
