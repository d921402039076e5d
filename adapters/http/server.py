"""The HTTP port: routes that parts of the program bring, within limits for whoever asks."""

from collections.abc import Iterable, Sequence
from typing import Self

from aiohttp import web

from bot.errors import Misuse

HEADER = 8_190
"""Bytes of one header line."""
IDLE = 15.0
"""Seconds that a connection may stay open without a question."""
LAST = 1.0
"""Seconds that answers have at the end."""


class Server:
    """Serves routes. Without any it opens no port."""

    def __init__(self, host: str, port: int, routes: Iterable[web.RouteDef]) -> None:
        """Port 0 is any that is free."""
        self._host = host
        self._port = port
        self._routes: Sequence[web.RouteDef] = tuple(routes)
        self._runner: web.AppRunner | None = None
        self.address = ""
        """`host:port`, once it is entered."""

    async def __aenter__(self) -> Self:
        """Begin; raise Misuse where the port cannot be had."""
        if not self._routes:
            return self
        app = web.Application()
        app.add_routes(self._routes)
        # Nothing is unpacked: a few bytes could become many.
        runner = web.AppRunner(
            app,
            access_log=None,
            shutdown_timeout=LAST,
            keepalive_timeout=IDLE,
            auto_decompress=False,
            max_line_size=HEADER,
            max_field_size=HEADER,
        )
        await runner.setup()
        self._runner = runner
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as error:
            await self._close()
            raise Misuse(
                f"Port {self._port} of {self._host} cannot be opened ({error.strerror}): set another in [http]."
            ) from error
        self.address = f"{self._host}:{runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._close()

    async def _close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
