"""Run a double as a process of its own: it tells its addresses as one line of JSON and stays until it is ended."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable

from aiohttp import web

from tests.doubles.wire.calls import Json

MOST = 64 * 1024**2
"""Bytes that a body may have: more than any platform takes, so that the platform's own limit is what refuses."""


def application() -> web.Application:
    """Return an application without routes."""
    return web.Application(client_max_size=MOST)


async def serve(app: web.Application, port: int, announce: Callable[[str], Json], *, leashed: bool) -> None:
    """Serve until a signal comes or, leashed, until whoever started it is gone.

    `announce` gets `127.0.0.1:port` before the first request and returns what is told on standard output.
    """
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, ended.set)
    if leashed:
        loop.add_reader(sys.stdin.fileno(), _until_closed, ended)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    host, bound = runner.addresses[0][:2]
    sys.stdout.write(json.dumps(announce(f"{host}:{bound}")) + "\n")
    sys.stdout.flush()
    await ended.wait()
    await runner.cleanup()


def _until_closed(ended: asyncio.Event) -> None:
    """Read what comes on standard input; its end means that the starter is gone."""
    if not os.read(sys.stdin.fileno(), 1024):
        ended.set()
