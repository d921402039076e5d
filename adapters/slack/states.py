"""What tells that whoever comes back from Slack began here, lately, in the same browser, and for the first time."""

import secrets
from datetime import timedelta

from adapters.slack.vault import Vault
from adapters.slack.workspaces import NAME
from bot.ports import Clock, Store

LASTS = timedelta(minutes=10)


class States:
    """Gives states out, and takes each back once. Nothing is stored for who never comes back."""

    def __init__(self, vault: Vault, store: Store, clock: Clock) -> None:
        """Note in `store` which states came back."""
        self._vault = vault
        self._store = store
        self._clock = clock

    def give(self) -> str:
        """Return a state that nobody can make up."""
        return self._vault.mark(secrets.token_urlsafe(16), self._clock.now())

    async def take(self, state: str) -> bool:
        """Return whether a state is ours, has not expired, and was not taken before."""
        now = self._clock.now()
        told = self._vault.read_mark(state)
        if told is None or not timedelta() <= now - told[1] <= LASTS:
            return False
        async with self._store.transaction() as transaction:
            return await transaction.take_call(NAME, f"state {told[0]}", now + 2 * LASTS)
