"""Who may change what a channel hears, and who runs the bot: asked of Slack, and never of what a client sends."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from adapters.slack.asked import Asked, at, text_at
from adapters.slack.rest import Rest
from bot.errors import ChannelRefused, PlatformError
from bot.ports import Clock

FRESH = timedelta(seconds=30)
"""How long an answer holds: a right that is taken away ends so soon."""
REMEMBERED = 1_000
MANAGERS = ("is_admin", "is_owner", "is_primary_owner")
GUESTS = ("is_restricted", "is_ultra_restricted", "is_stranger", "deleted", "is_bot")

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Whom the settings name, by id; an operator may be named with their workspace, as `T1/U1`."""

    operators: frozenset[str] = frozenset()
    desk_groups: frozenset[str] = frozenset()


class Rights:
    """Finds out what somebody may do."""

    def __init__(self, rest: Rest, named: Named, clock: Clock) -> None:
        """Ask through `rest`."""
        self._rest = rest
        self._named = named
        self._clock = clock
        self._known: OrderedDict[tuple[str, str, str], tuple[datetime, bool]] = OrderedDict()

    def is_operator(self, asked: Asked) -> bool:
        """Return whether the settings name somebody as one who runs this bot."""
        return bool({asked.person, f"{asked.server}/{asked.person}"} & self._named.operators)

    async def is_desk(self, asked: Asked) -> bool:
        """Return whether somebody may change what the channel hears; raise PlatformError where Slack does not say.

        Managers of the workspace may, whoever began the channel, and members of the groups that the settings name.
        Guests, and people of other workspaces in a shared channel, may not.
        """
        key = (asked.server, asked.channel, asked.person)
        now = self._clock.now()
        known = self._known.get(key)
        if known is not None and now - known[0] < FRESH:
            return known[1]
        may = await self._may(asked)
        self._known[key] = (now, may)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return may

    async def _may(self, asked: Asked) -> bool:
        """Ask for one thing after another; a fault counts only where nothing else says yes."""
        if asked.home not in {"", asked.server} and not asked.organisation:
            return False
        faults: list[PlatformError] = []
        for question in (self._manages, self._is_in_group, self._began):
            try:
                answer = await question(asked)
            except ChannelRefused:
                continue  # Slack does not show us that: it speaks neither for nor against them
            except PlatformError as error:
                faults.append(error)
            else:
                if answer is not None:
                    return answer
        if faults:
            raise faults[0]
        return False

    async def _manages(self, asked: Asked) -> bool | None:
        """Return True for a manager, False for a guest or a stranger; None for everyone else."""
        told = await self._rest.ask("users.info", asked.server, {"user": asked.person})
        user = told.get("user")
        if not isinstance(user, Mapping) or any(user.get(sign) for sign in GUESTS):
            return False
        theirs = {text_at(user, "team_id"), *(at(user, "enterprise_user", "teams") or ())} - {""}
        if theirs and asked.server not in theirs:
            return False
        return True if any(user.get(sign) for sign in MANAGERS) else None

    async def _is_in_group(self, asked: Asked) -> bool | None:
        """Return True for a member of one of the desk's groups."""
        for group in sorted(self._named.desk_groups):
            params = {"usergroup": group, "team_id": asked.server}
            try:
                told = await self._rest.ask("usergroups.users.list", asked.server, params)
            except ChannelRefused:
                continue  # a group is known in its own workspace only
            if asked.person in (told.get("users") or ()):
                return True
        return None

    async def _began(self, asked: Asked) -> bool | None:
        """Return True for whoever began the channel, and for who talks to us alone."""
        told = await self._rest.ask("conversations.info", asked.server, {"channel": asked.channel})
        channel = told.get("channel")
        if not isinstance(channel, Mapping):
            return None
        mine = text_at(channel, "creator") or (text_at(channel, "user") if channel.get("is_im") else "")
        return True if mine == asked.person and mine else None
