"""When operators are alarmed, and when they hear that all is well again. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.model import Alarm, AlarmKind, Vitals

CALM = timedelta(minutes=5)
"""So long all has to be well before an alarm is over: what comes and goes is one alarm, not a storm."""
FEWEST, SHARE = 5, 0.5
"""Reading fails when so many articles of late, and such a share of them, could not be read."""
WINDOW = timedelta(minutes=15)
"""What counts as of late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long feeds and posts may wait."""

    after: timedelta = timedelta(minutes=10)
    """Before operators are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a look at the vital signs changes."""

    put: tuple[Alarm, ...] = ()
    """Alarms to be recorded as they are now."""
    raised: tuple[Alarm, ...] = ()
    """Those of them that are new."""
    over: tuple[Alarm, ...] = ()


def look(vitals: Vitals, up: Iterable[Alarm], now: datetime, began: datetime, patience: Patience) -> Change:
    """Return what changes; `began` is when this process started: nobody is alarmed by what waited for that."""
    known: Mapping[AlarmKind, Alarm] = {alarm.kind: alarm for alarm in up}
    wrong = ailing(vitals, now, began, patience)
    raised = tuple(Alarm(kind=kind, since=now) for kind in AlarmKind if kind in wrong and kind not in known)
    put, over = list(raised), []
    # What was wrong before a restart is not well again because of it.
    still = ailing(vitals, now, None, patience)
    for kind, alarm in known.items():
        if kind in still:
            put += [replace(alarm, calm_since=None)] if alarm.calm_since is not None else []
        elif alarm.calm_since is None:
            put.append(replace(alarm, calm_since=now))
        elif now - alarm.calm_since >= CALM:
            over.append(alarm)
    return Change(put=tuple(put), raised=raised, over=tuple(over))


def ailing(vitals: Vitals, now: datetime, began: datetime | None, patience: Patience) -> frozenset[AlarmKind]:
    """Return what is wrong now."""
    read = vitals.read + vitals.unreadable
    wrong = {
        AlarmKind.POLLING: waited(vitals.oldest_due, now, began) > patience.after,
        AlarmKind.OUTBOX: waited(vitals.oldest_waiting, now, began) > patience.after,
        AlarmKind.READING: vitals.unreadable >= FEWEST and vitals.unreadable >= SHARE * read,
    }
    return frozenset(kind for kind, is_so in wrong.items() if is_so)


def waited(since: datetime | None, now: datetime, began: datetime | None) -> timedelta:
    """Return how long something has waited; what came before a process began waits for it since then."""
    return timedelta() if since is None else now - max(since, began or since)
