"""Follows, mutes, quiet hours, held alerts and remarks, in memory."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import TypeVar

from adapters.storage.memory.state import HeldBack, State, StorePart, TransactionPart
from adapters.storage.opinions import EVERYONE, rejected_by
from bot.model import Audience, Follow, Held, HeldWhy, Mute, Place, Quiet, Remark

_Target = TypeVar("_Target", Follow, Mute)


class AudienceTransaction(TransactionPart):
    """See bot.ports.audience.AudienceTransaction."""

    async def audience(self, topics: Collection[str], now: datetime) -> Audience:
        """See bot.ports.audience."""
        follows = [follow for topic in topics for follow in await self.follows(topic)]
        servers = {(follow.platform, follow.server) for follow in follows}
        return Audience(
            follows=tuple(follows),
            mutes=tuple([mute for topic in topics for mute in await self.mutes(topic, now)]),
            quiet=dict(self._state.quiet),
            rejected={server: rejected_by(_heard_by(self._state, *server)) for server in servers},
        )

    async def follows(self, topic: str) -> tuple[Follow, ...]:
        """See bot.ports.audience."""
        return tuple(_by_place(follow for follow in self._state.follows.values() if follow.topic == topic))

    async def put_follow(self, follow: Follow) -> None:
        """See bot.ports.audience."""
        self._state.follows[follow.topic, follow.place, follow.claim] = follow

    async def drop_follow(self, place: Place, topic: str, claim: str | None) -> bool:
        """See bot.ports.audience."""
        return self._state.follows.pop((topic, place, claim), None) is not None

    async def mutes(self, topic: str, now: datetime) -> tuple[Mute, ...]:
        """See bot.ports.audience."""
        return tuple(_by_place(_lasting((mute for mute in self._state.mutes.values() if mute.topic == topic), now)))

    async def put_mute(self, mute: Mute) -> None:
        """See bot.ports.audience."""
        self._state.mutes[mute.topic, mute.place, mute.claim] = mute

    async def drop_mute(self, place: Place, topic: str, claim: str | None) -> bool:
        """See bot.ports.audience."""
        return self._state.mutes.pop((topic, place, claim), None) is not None

    async def put_quiet(self, quiet: Quiet) -> None:
        """See bot.ports.audience."""
        self._state.quiet[quiet.place] = quiet

    async def drop_quiet(self, place: Place) -> bool:
        """See bot.ports.audience."""
        return self._state.quiet.pop(place, None) is not None

    async def hold(self, held: Sequence[Held]) -> None:
        """See bot.ports.audience."""
        self._state.held.extend(HeldBack(one) for one in held)

    async def take_held(self, place: Place, why: HeldWhy, now: datetime) -> tuple[Held, ...]:
        """See bot.ports.audience."""
        del now
        taken = [_is_untold(each, place, why) for each in self._state.held]
        told = tuple(each.held for each, mine in zip(self._state.held, taken, strict=True) if mine)
        self._state.held = [
            replace(each, told=True) if mine else each for each, mine in zip(self._state.held, taken, strict=True)
        ]
        return told

    async def remark(self, remark: Remark) -> None:
        """See bot.ports.audience."""
        self._state.remarks.append(remark)


class AudienceStore(StorePart):
    """See bot.ports.audience.AudienceStore."""

    async def following(self, place: Place) -> tuple[Follow, ...]:
        """See bot.ports.audience."""
        return tuple(_by_target(follow for follow in self._opened().follows.values() if follow.place == place))

    async def muted(self, place: Place, now: datetime) -> tuple[Mute, ...]:
        """See bot.ports.audience."""
        return tuple(_by_target(_lasting((mute for mute in self._opened().mutes.values() if mute.place == place), now)))

    async def follows_in(self, platform: str, server: str) -> tuple[Follow, ...]:
        """See bot.ports.audience."""
        return tuple(_in_server(self._opened().follows.values(), platform, server))

    async def mutes_in(self, platform: str, server: str, now: datetime) -> tuple[Mute, ...]:
        """See bot.ports.audience."""
        return tuple(_in_server(_lasting(self._opened().mutes.values(), now), platform, server))

    async def quiet(self, place: Place) -> Quiet | None:
        """See bot.ports.audience."""
        return self._opened().quiet.get(place)

    async def quiet_with_held(self) -> tuple[Quiet, ...]:
        """See bot.ports.audience."""
        state = self._opened()
        waiting = [
            quiet
            for place, quiet in state.quiet.items()
            if any(_is_untold(each, place, HeldWhy.QUIET) for each in state.held)
        ]
        return tuple(sorted(waiting, key=lambda quiet: address(quiet.place)))

    async def held_back(self, place: Place, since: datetime, limit: int) -> tuple[Held, ...]:
        """See bot.ports.audience."""
        newest = (each.held for each in reversed(self._opened().held))
        return tuple(islice((held for held in newest if held.place == place and held.at >= since), limit))

    async def rejected(self, platform: str, server: str) -> frozenset[str]:
        """See bot.ports.audience."""
        return rejected_by(_heard_by(self._opened(), platform, server))

    async def remarks(self, platform: str, server: str, statement: str) -> tuple[Remark, ...]:
        """See bot.ports.audience."""
        heard = _heard_by(self._opened(), platform, server)
        return tuple(remark for remark in heard if remark.statement == statement)


def address(place: Place) -> tuple[str, str, str]:
    """Return a channel's address as it is sorted."""
    return place.platform, place.server, place.channel


def _heard_by(state: State, platform: str, server: str) -> Iterable[Remark]:
    mine = {EVERYONE, (platform, server)}
    return (remark for remark in state.remarks if (remark.platform, remark.server) in mine)


def _is_untold(each: HeldBack, place: Place, why: HeldWhy) -> bool:
    return not each.told and each.held.place == place and each.held.why is why


def _lasting(mutes: Iterable[Mute], now: datetime) -> Iterable[Mute]:
    return (mute for mute in mutes if mute.until is None or mute.until > now)


def _in_server(targets: Iterable[_Target], platform: str, server: str) -> list[_Target]:
    mine = [target for target in targets if (target.platform, target.server) == (platform, server)]
    return sorted(mine, key=lambda target: (target.channel, target.topic, target.claim or ""))


def _by_place(targets: Iterable[_Target]) -> list[_Target]:
    return sorted(targets, key=lambda target: (*address(target.place), target.claim or ""))


def _by_target(targets: Iterable[_Target]) -> list[_Target]:
    return sorted(targets, key=lambda target: (target.topic, target.claim or ""))
