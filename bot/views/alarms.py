"""Alarms in words: what operators are told, and what they can do."""

from collections.abc import Mapping
from datetime import datetime

from bot.model import Alarm, AlarmKind, Notice, Place, Vitals
from bot.urls import digest
from bot.views.feeds import moment
from bot.views.wording import counted

_TITLES: Mapping[AlarmKind, str] = {
    AlarmKind.POLLING: "POLLING LAGS",
    AlarmKind.OUTBOX: "POSTS ARE NOT GOING OUT",
    AlarmKind.READING: "READING FAILS",
}
_REMEDIES: Mapping[AlarmKind, str] = {
    AlarmKind.POLLING: "The machine or the network may be slow, or a process that polls down: see `tallywire status`.",
    AlarmKind.OUTBOX: "A platform may be away, or a process that delivers is down: see `tallywire status` and the log.",
    AlarmKind.READING: "The log names each article and why; `tallywire read` shows what one says.",
}


def alarm_notice(alarm: Alarm, vitals: Vitals, place: Place, now: datetime) -> Notice:
    """Return what operators are told of a new alarm."""
    return _notice("alarm", alarm, place, now, _TITLES[alarm.kind], (_measured(alarm.kind, vitals, now),))


def over_notice(alarm: Alarm, place: Place, now: datetime) -> Notice:
    """Return what operators are told when an alarm is over."""
    lasted = f"All is well again since {moment(alarm.calm_since or now, now)}; it began at {moment(alarm.since, now)}."
    return _notice("over", alarm, place, now, f"OVER: {_TITLES[alarm.kind].lower()}", (lasted,))


def _measured(kind: AlarmKind, vitals: Vitals, now: datetime) -> str:
    match kind:
        case AlarmKind.POLLING:
            waits = f"{counted(vitals.due, 'feed')} wait to be polled, the first"
            return f"{waits} since {moment(vitals.oldest_due or now, now)}. {_REMEDIES[kind]}"
        case AlarmKind.OUTBOX:
            waits = f"{counted(vitals.waiting, 'post')} wait, the first"
            return f"{waits} since {moment(vitals.oldest_waiting or now, now)}. {_REMEDIES[kind]}"
        case AlarmKind.READING:
            read = vitals.read + vitals.unreadable
            return f"{vitals.unreadable} of the last {read} articles could not be read. {_REMEDIES[kind]}"


def _notice(what: str, alarm: Alarm, place: Place, now: datetime, title: str, lines: tuple[str, ...]) -> Notice:
    return Notice(
        key=digest(f"{what}\n{alarm.kind}\n{alarm.since.isoformat()}"),
        platform=place.platform,
        server=place.server,
        channel=place.channel,
        title=title,
        lines=lines,
        made=now,
    )
