"""The test's side of a double's control: ask and steer over HTTP."""

from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self, TypeVar

import aiohttp

from tests.doubles.wire.calls import Json
from tests.waiting import when

Told = TypeVar("Told")


class Steering:
    """Steers a double that runs at `addresses`, as it announced them."""

    def __init__(self, addresses: Json) -> None:
        self.addresses = addresses
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session:
            await self._session.close()

    async def ask(self, method: str, path: str, data: Json | None = None, /, **query: Any) -> Json:
        """Call a path below the control address; raise ValueError with what the double says is wrong."""
        if self._session is None:
            raise RuntimeError("enter it first: async with")
        url = f"{self.addresses['control']}{path}"
        told = {key: str(value) for key, value in query.items()}
        async with self._session.request(method, url, json=data, params=told) as response:
            answer: Json = await response.json()
        if "error" in answer and response.status == 400:
            raise ValueError(answer["error"])
        return answer

    async def lay(self, *faults: Json) -> None:
        """Lay faults, as `tests.doubles.wire.faults` reads them."""
        await self.ask("POST", "/faults", {"faults": list(faults)})

    async def clear_faults(self) -> None:
        """Take all faults away."""
        await self.ask("DELETE", "/faults")

    async def faults(self) -> list[Json]:
        """Return the faults that are laid, each with how often it `happened`."""
        return list((await self.ask("GET", "/faults"))["faults"])

    async def turn_clock(self, seconds: float) -> None:
        """Turn the double's clock ahead."""
        await self.ask("POST", "/clock", {"ahead": seconds})

    async def traffic(self, **wanted: Any) -> list[Json]:
        """Return exchanges, by `method`, `path` (with `*`), `status`, `after`."""
        return list((await self.ask("GET", "/traffic", **wanted))["exchanges"])

    async def until(self, ask: Callable[[], Awaitable[Told]], wanted: Callable[[Told], bool]) -> Told:
        """Ask until the answer is as wanted, and return it."""
        return await when(ask, wanted)
