"""Looks at the vital signs now and then, and tells the operators when they are bad and when they are well again."""

from collections.abc import Callable, Sequence

from bot.alarms import WINDOW, Patience, look
from bot.model import AlarmKind, Place, Vitals
from bot.ports import Clock, Store
from bot.views.alarms import alarm_notice, over_notice


class Vigil:
    """Several processes may look at one store: an alarm is raised once, and its notice has one key."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        operators: Sequence[Place],
        tell: Callable[[str, AlarmKind], None],
        patience: Patience | None = None,
    ) -> None:
        """`tell` hears of every alarm: `alarm` or `alarm over`."""
        self._store = store
        self._clock = clock
        self._operators = operators
        self._tell = tell
        self._patience = patience or Patience()
        self._began = clock.now()
        self.vitals: Vitals | None = None
        """As of the last look."""
        self.up: frozenset[AlarmKind] = frozenset()
        """Alarms that are not over."""

    async def tick(self) -> None:
        """Look, and tell what has changed."""
        now = self._clock.now()
        vitals = await self._store.vitals(now, now - WINDOW)
        async with self._store.transaction() as transaction:
            known = await transaction.alarms()
            change = look(vitals, known, now, self._began, self._patience)
            for alarm in change.put:
                await transaction.put_alarm(alarm)
            for alarm in change.over:
                await transaction.drop_alarm(alarm.kind)
            notices = [alarm_notice(alarm, vitals, place, now) for alarm in change.raised for place in self._operators]
            notices += [over_notice(alarm, place, now) for alarm in change.over for place in self._operators]
            await transaction.queue(notices, now)
        self.vitals = vitals
        self.up = frozenset({alarm.kind for alarm in (*known, *change.raised)} - {alarm.kind for alarm in change.over})
        for alarm in change.raised:
            self._tell("alarm", alarm.kind)
        for alarm in change.over:
            self._tell("alarm over", alarm.kind)
