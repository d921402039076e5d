"""The page that everybody has of us: shown when it is opened, and shown anew when something on it has changed."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from adapters.slack.asked import Asked, at
from adapters.slack.budget import stacked
from adapters.slack.mrkdwn import MRKDWN
from adapters.slack.rest import Rest
from adapters.slack.rights import Rights
from adapters.slack.workspaces import NAME
from bot.commands import Desk
from bot.commands.home import home
from bot.crash import Crash, survive
from bot.errors import PlatformError
from bot.model import CardView
from bot.views.budget import fitted
from bot.views.home import digest_of
from bot.views.layout import more, view_lines

BLOCKS, CARD_ROOM = 100, 3_000
"""Blocks of a page; what a card of it may say, so that all of it stays far below the 250 kB that Slack takes."""
KEPT_UP = timedelta(hours=12)
"""How long a page is kept up to date after it was opened: it is shown anew when it is opened again."""
PEOPLE, CHANNELS = 200, 1_000
PAGE = 200
HASH_CONFLICT = "hash_conflict"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Somebody's page as it was shown last."""

    server: str
    person: str
    channels: Mapping[str, str]
    """The channels they are in, with their names."""
    opened: datetime
    digest: str = ""
    hash: str = ""
    """What Slack calls this state of the page: it refuses a change of any other."""


class Homes:
    """Shows pages."""

    def __init__(self, *, rest: Rest, desk: Callable[[], Desk], rights: Rights) -> None:
        """Show what `desk` knows at that moment."""
        self._rest = rest
        self._desk = desk
        self._rights = rights
        self._pages: OrderedDict[tuple[str, str], Page] = OrderedDict()

    async def visit(self, server: str, person: str) -> None:
        """Show somebody their page, and keep it up to date; raise PlatformError."""
        channels = await self._channels(server, person)
        page = Page(server=server, person=person, channels=channels, opened=self._desk().now)
        await self._show(page)

    async def tick(self) -> None:
        """Show anew every page on which something has changed."""
        now = self._desk().now
        for key, page in tuple(self._pages.items()):
            if now - page.opened > KEPT_UP:
                del self._pages[key]
            elif isinstance(await survive(self._show(page)), Crash):
                self._pages.pop(key, None)  # it is shown when it is opened again

    async def _show(self, page: Page) -> None:
        desk = self._desk()
        asked = Asked(call="", server=page.server, channel="", person=page.person)
        is_operator = self._rights.is_operator(asked)
        views = await home(desk, NAME, page.server, page.channels, is_operator=is_operator)
        digest = digest_of(views)
        if digest != page.digest:
            shown = await self._published(page, views)
            page = replace(page, digest=digest, hash=shown)
        self._pages[page.server, page.person] = page
        self._pages.move_to_end((page.server, page.person))
        while len(self._pages) > PEOPLE:
            self._pages.popitem(last=False)

    async def _published(self, page: Page, views: tuple[CardView, ...]) -> str:
        """Publish a page, and return what Slack calls its state; another process may have published it meanwhile."""
        body: Json = {"user_id": page.person, "view": {"type": "home", "blocks": blocks(views)}}
        guarded = {**body, "hash": page.hash} if page.hash else body
        try:
            told = await self._rest.change("views.publish", page.server, guarded)
        except PlatformError as error:
            if HASH_CONFLICT not in str(error):
                raise
            told = await self._rest.change("views.publish", page.server, body)
        return str(at(told, "view", "hash") or "")

    async def _channels(self, server: str, person: str) -> dict[str, str]:
        """Return the channels that somebody is in, as far as we see them, with their names."""
        found: dict[str, str] = {}
        cursor = ""
        while len(found) < CHANNELS:
            params = {
                "user": person,
                "types": "public_channel,private_channel",
                "exclude_archived": True,
                "limit": PAGE,
                "team_id": server,
                "cursor": cursor or None,
            }
            told = await self._rest.ask("users.conversations", server, params)
            found |= {str(each["id"]): f"#{each.get('name') or each['id']}" for each in told.get("channels") or ()}
            cursor = str(at(told, "response_metadata", "next_cursor") or "")
            if not cursor:
                break
        return found


def blocks(views: tuple[CardView, ...]) -> list[Json]:
    """Return the page, a line between its cards."""
    made: list[Json] = []
    for view in views:
        made += [{"type": "divider"}] if made else []
        made += stacked(fitted(view_lines(view, MRKDWN), CARD_ROOM, more(view)))
    return made[:BLOCKS]
