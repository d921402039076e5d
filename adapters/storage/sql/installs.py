"""Installations and calls, on a database."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select

from adapters.storage.codec import Values
from adapters.storage.install_tables import CALLS, INSTALLS
from adapters.storage.sql.parts import StorePart, TransactionPart
from bot.model import Install


class InstallTransaction(TransactionPart):
    """See bot.ports.installs.InstallTransaction."""

    async def install(self, platform: str, organisation: str, server: str) -> Install | None:
        """See bot.ports.installs."""
        known = select(INSTALLS).where(
            INSTALLS.c.platform == platform, INSTALLS.c.organisation == organisation, INSTALLS.c.server == server
        )
        rows = await self._db.rows(known)
        return _install(rows[0]) if rows else None

    async def put_install(self, install: Install) -> None:
        """See bot.ports.installs."""
        values = _values(install)
        key = {name: values.pop(name) for name in ("platform", "organisation", "server")}
        await self._db.put(INSTALLS, key, values)

    async def take_call(self, platform: str, call: str, until: datetime) -> bool:
        """See bot.ports.installs."""
        return await self._db.add_one(CALLS, {"platform": platform, "call": call, "until": until})


class InstallStore(StorePart):
    """See bot.ports.installs.InstallStore."""

    async def installs(self, platform: str) -> tuple[Install, ...]:
        """See bot.ports.installs."""
        every = select(INSTALLS).where(INSTALLS.c.platform == platform)
        async with self._read() as db:
            rows = await db.rows(every.order_by(INSTALLS.c.organisation, INSTALLS.c.server))
        return tuple(map(_install, rows))

    async def forget_calls(self, now: datetime) -> int:
        """See bot.ports.installs."""
        async with self._write() as db:
            return await db.write(delete(CALLS).where(CALLS.c.until <= now))


def _values(install: Install) -> Values:
    return {
        "platform": install.platform,
        "organisation": install.organisation,
        "server": install.server,
        "name": install.name,
        "sealed": install.sealed,
        "bot": install.bot,
        "app": install.app,
        "scopes": ",".join(install.scopes),
        "person": install.person,
        "installed": install.installed,
        "revoked": install.revoked,
    }


def _install(row: Row[Any]) -> Install:
    return Install(
        platform=row.platform,
        organisation=row.organisation,
        server=row.server,
        name=row.name,
        sealed=row.sealed,
        bot=row.bot,
        app=row.app,
        scopes=tuple(filter(None, row.scopes.split(","))),
        person=row.person,
        installed=row.installed,
        revoked=row.revoked,
    )
