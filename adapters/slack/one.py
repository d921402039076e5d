"""The one workspace whose token stands in the environment."""

import asyncio

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.workspaces import Bot


class OneWorkspace:
    """See adapters.slack.workspaces.Workspaces. Slack is asked once whose token it is."""

    def __init__(self, client: AsyncWebClient) -> None:
        """Ask with a client that has the token."""
        self._client = client
        self._bot: Bot | None = None
        self._asking = asyncio.Lock()

    async def knows(self, server: str, organisation: str = "") -> bool:
        """See adapters.slack.workspaces.Workspaces."""
        return await self.bot(server, organisation) is not None

    async def bot(self, server: str, organisation: str = "") -> Bot | None:
        """See adapters.slack.workspaces.Workspaces."""
        bot = await self._known()
        same_organisation = bot.everywhere and organisation == bot.organisation
        return bot if server in {"", bot.server} or same_organisation else None

    async def bots(self) -> tuple[Bot, ...]:
        """See adapters.slack.workspaces.Workspaces."""
        return (await self._known(),)

    async def end(self, server: str, organisation: str = "") -> tuple[str, ...]:
        """See adapters.slack.workspaces.Workspaces. The token stays ours to try: it stands in the environment."""
        bot = await self.bot(server, organisation)
        return (bot.server,) if bot is not None else ()

    async def _known(self) -> Bot:
        async with self._asking:
            if self._bot is None:
                told = await self._client.auth_test()
                self._bot = Bot(
                    token=self._client.token or "",
                    server=told.get("team_id") or "",
                    organisation=told.get("enterprise_id") or "",
                    user=told.get("user_id") or "",
                    everywhere=bool(told.get("is_enterprise_install")),
                )
            return self._bot
