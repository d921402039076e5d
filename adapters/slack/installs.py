"""The workspaces that let us in by OAuth: kept in the store, their tokens encrypted."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from adapters.slack.vault import Tokens, Vault
from adapters.slack.workspaces import NAME, Bot
from bot.model import Install
from bot.ports import Clock, Store

RENEWED_BEFORE = timedelta(hours=2)
"""How long before its end a token is renewed; Slack's last twelve hours, where an app rotates them at all."""
LOOKED_UP_AGAIN = timedelta(seconds=2)
"""How long the store is not asked again for what other processes have let in."""

Renew = Callable[[Tokens], Awaitable[Tokens]]
"""Asks Slack for a new token; raises PlatformError."""


class Installs:
    """See adapters.slack.workspaces.Workspaces. Installations are known by heart; the store keeps them.

    Where an organisation let us in as a whole, each of its workspaces that we meet is kept too, with an installation
    that has no token of its own: so posts find their way there.
    """

    def __init__(self, *, store: Store, vault: Vault, clock: Clock, renew: Renew) -> None:
        """Know nothing yet: the store is asked at the first question."""
        self._store = store
        self._vault = vault
        self._clock = clock
        self._renew = renew
        self._known: dict[tuple[str, str], Install] = {}
        self._met: dict[tuple[str, str], Install] = {}
        """Workspaces of organisations that asked something, and are not kept yet."""
        self._looked_up = clock.now() - LOOKED_UP_AGAIN
        self._changing = asyncio.Lock()
        self._looking = asyncio.Lock()

    async def knows(self, server: str, organisation: str = "") -> bool:
        """See adapters.slack.workspaces.Workspaces. The store is asked only of a workspace that nobody knows."""
        if self._covering(server, organisation) is None:
            await self._look_up()
        install = self._covering(server, organisation)
        if install is not None:
            self._meet(install, server)
        return install is not None

    async def bot(self, server: str, organisation: str = "") -> Bot | None:
        """See adapters.slack.workspaces.Workspaces."""
        if not await self.knows(server, organisation):
            return None
        install = self._covering(server, organisation)
        return await self._opened(install, server) if install is not None else None

    async def bots(self) -> tuple[Bot, ...]:
        """See adapters.slack.workspaces.Workspaces."""
        await self._look_up()
        return tuple([await self._opened(each, each.server) for each in tuple(self._known.values()) if each.sealed])

    async def let_in(self, install: Install, tokens: Tokens) -> None:
        """Keep an installation, in place of an earlier one; an organisation's lets its workspaces in again."""
        mine = replace(install, sealed=self._vault.seal(tokens))
        again = [
            replace(each, sealed="", revoked=None)
            for each in await self._store.installs(NAME)
            if mine.everywhere and each.organisation == mine.organisation and each.server and each.revoked
        ]
        await self._put(mine, *again)

    async def end(self, server: str, organisation: str = "") -> tuple[str, ...]:
        """See adapters.slack.workspaces.Workspaces. The installations are kept, without their tokens."""
        every = await self._store.installs(NAME)
        ended = [
            each.revoke(self._clock.now())
            for each in every
            if each.revoked is None and (each.server == server if server else each.organisation == organisation)
        ]
        self._met = {
            key: each for key, each in self._met.items() if (key[1] if server else key[0]) != (server or organisation)
        }
        await self._put(*ended)
        return tuple(each.server for each in ended if each.server)

    def _covering(self, server: str, organisation: str) -> Install | None:
        return covering([*self._known.values(), *self._met.values()], server, organisation)

    async def _look_up(self) -> None:
        """Ask the store, unless it was asked just now; who comes meanwhile waits for its answer."""
        async with self._looking:
            now = self._clock.now()
            if now - self._looked_up >= LOOKED_UP_AGAIN:
                self._known = {(each.organisation, each.server): each for each in await self._store.installs(NAME)}
                self._looked_up = now

    async def _opened(self, install: Install, server: str) -> Bot:
        tokens = self._vault.open(install.sealed)
        if self._ends(tokens) or self._vault.is_stale(install.sealed):
            tokens = await self._kept_anew(install)
        met = self._met.pop((install.organisation, server), None)
        if met is not None:
            await self._put(met)
        return Bot(
            token=tokens.access,
            server=server or install.server,
            organisation=install.organisation,
            user=install.bot,
            everywhere=install.everywhere,
        )

    def _meet(self, install: Install, server: str) -> None:
        """Note which organisation a workspace belongs to: what is posted there later names the workspace alone."""
        is_workspace = server not in {"", install.organisation}
        if install.everywhere and is_workspace and (install.organisation, server) not in self._known:
            self._met[install.organisation, server] = replace(install, server=server, sealed="", name="")

    async def _kept_anew(self, install: Install) -> Tokens:
        """Renew a token that ends, and encrypt with the newest key; a token for renewing is good for once."""
        async with self._changing:
            async with self._store.transaction() as transaction:
                kept = await transaction.install(NAME, install.organisation, install.server)
            install = kept if kept is not None and kept.sealed else install
            tokens = self._vault.open(install.sealed)
            if self._ends(tokens):
                tokens = await self._renew(tokens)
            await self._put(replace(install, sealed=self._vault.seal(tokens)))
            return tokens

    def _ends(self, tokens: Tokens) -> bool:
        lasts = tokens.until is None or tokens.until - self._clock.now() >= RENEWED_BEFORE
        return bool(tokens.refresh) and not lasts

    async def _put(self, *installs: Install) -> None:
        async with self._store.transaction() as transaction:
            for install in installs:
                await transaction.put_install(install)
        self._known |= {(each.organisation, each.server): each for each in installs}


def covering(installs: Iterable[Install], server: str, organisation: str) -> Install | None:
    """Return the installation whose token speaks in a workspace: its own, or its organisation's.

    One that has ended lets nobody in, whatever its organisation does. An empty `server` is the only one there is.
    """
    every = tuple(installs)
    if not server and not organisation:
        lasting = [each for each in every if each.sealed]
        return lasting[0] if len(lasting) == 1 else None
    mine = [each for each in every if server and each.server == server]
    own = next((each for each in mine if each.sealed), None)
    if own is not None or any(each.revoked for each in mine):
        return own
    of = mine[0].organisation if mine else organisation
    return next((each for each in every if each.everywhere and each.sealed and each.organisation == of), None)
