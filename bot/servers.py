"""What becomes of a server's channels when it takes us out, and when it lets us in again: nothing is forgotten."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.model import Paused, Place
from bot.ports import Store
from bot.views.notices import removed_notice

LOOKED_AT_AGAIN = timedelta(hours=6)
"""How long the channels are left alone, unless the server lets us in before."""


async def leave_server(
    store: Store, place: Place, reason: str, operators: Sequence[Place], now: datetime
) -> tuple[Place, ...]:
    """Let the posts of a server's channels wait, and tell the operators elsewhere; return the channels.

    `place` is anywhere in the server.
    """
    here = (place.platform, place.server)
    places = tuple(dict.fromkeys(follow.place for follow in await store.follows_in(*here)))
    for each in places:
        await store.pause(Paused(place=each, reason=reason, since=now, next_look=now + LOOKED_AT_AGAIN))
    notices = [
        removed_notice(place, len(places), now)(each, now) for each in operators if (each.platform, each.server) != here
    ]
    async with store.transaction() as transaction:
        await transaction.queue(notices, now)
    return places


async def return_to_server(store: Store, place: Place) -> tuple[Place, ...]:
    """Let what waited for a server's channels go out; return the channels."""
    waiting = [
        each.place
        for each in await store.paused()
        if (each.place.platform, each.place.server) == (place.platform, place.server)
    ]
    for each in waiting:
        await store.resume(each)
    return tuple(waiting)
