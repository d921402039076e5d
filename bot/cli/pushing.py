"""What listens to hubs, put together."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aiohttp import web

from adapters.http import push_routes
from bot.arrivals import Arrivals, Heed
from bot.cli.journal import tell_hub, tell_push
from bot.hubs import Hubs
from bot.intake import Intake, Taken
from bot.ports import Clock, Forms, Store, Syndication
from bot.pushes import Pushes, PushTaken, PushTold
from bot.records import Records
from bot.settings import Settings
from bot.underway import Underway

TOKEN_BYTES = 32
"""Of chance in a callback address, and in a secret."""
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - nothing is bound here
"""Hosts that stand for all addresses of a machine, and one of those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushing:
    """Subscriptions to hubs, and what they push."""

    hubs: Hubs
    pushes: Pushes
    routes: Sequence[web.RouteDef]

    async def end(self, seconds: float) -> None:
        """Give what is under way time to end, and cancel what is left."""
        await self.pushes.underway.end(seconds)
        await self.hubs.underway.end(seconds)


def own_site(settings: Settings) -> str | None:
    """Return where hubs among `allow_hosts` reach a port that the settings name, such as one on the same machine."""
    http = settings.http
    if not ("port" in http.model_fields_set and http.port and settings.fetch.allow_hosts):
        return None
    host = ANYWHERE.get(http.host, http.host)
    return f"http://[{host}]:{http.port}" if ":" in host else f"http://{host}:{http.port}"


def make_pushing(
    *,
    settings: Settings,
    store: Store,
    clock: Clock,
    forms: Forms,
    syndication: Syndication,
    intake: Intake,
    heed: Heed,
    heard: Callable[[Sequence[Taken]], None],
) -> Pushing | None:
    """Return what listens to hubs; None where the settings name nothing at which any could reach us.

    `heard` is told what a push has brought.
    """
    site = settings.http.public_url or own_site(settings)
    if site is None:
        return None

    def told(push: PushTold) -> None:
        tell_push(push)
        if isinstance(push, PushTaken):
            heard(push.taken)

    records = Records(store, clock, operators=())
    hubs = Hubs(
        store=store,
        forms=forms,
        clock=clock,
        site=site,
        token=lambda: secrets.token_urlsafe(TOKEN_BYTES),
        tell=tell_hub,
        underway=Underway(told),
        own_hosts=settings.fetch.allow_hosts,
        own_only=settings.http.public_url is None,
    )
    pushes = Pushes(
        store=store,
        records=records,
        arrivals=Arrivals(records=records, syndication=syndication, intake=intake, clock=clock, heed=heed),
        clock=clock,
        tell=told,
        tell_hub=tell_hub,
    )
    return Pushing(
        hubs=hubs, pushes=pushes, routes=push_routes(hubs.verify, pushes, site=site, most=settings.fetch.max_bytes)
    )
