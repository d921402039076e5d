"""The address that hubs call: limits on what they send, and the status for what became of it."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import pytest

from adapters.http import Server, push_routes, websub
from bot.errors import Misuse
from bot.push import Asked
from bot.pushes import Pushed, Receipt

MOST = 1_000


@dataclass
class Pushes:
    """Expects pushes at one path, and receives them with the answer it was told."""

    answer: Receipt = Receipt.TAKEN
    received: list[Pushed] = field(default_factory=list)

    async def expects(self, path: str) -> bool:
        """See adapters.http.websub.TakesPushes."""
        return path == "known"

    async def receive(self, path: str, push: Pushed) -> Receipt:
        """See adapters.http.websub.TakesPushes."""
        assert path == "known"
        self.received.append(push)
        return self.answer


async def verify(path: str, asked: Asked) -> str | None:
    """Confirm one path."""
    return f"<b>{asked.challenge}</b>" if path == "known" else None


@asynccontextmanager
async def serving(pushes: Pushes, site: str = "https://desk.example") -> AsyncIterator[str]:
    async with Server("127.0.0.1", 0, push_routes(verify, pushes, site=site, most=MOST)) as server:
        yield f"http://{server.address}"


async def post(url: str, data: object, **headers: str) -> int:
    async with aiohttp.ClientSession() as session, session.post(url, data=data, headers=headers) as answer:
        return answer.status


@pytest.mark.parametrize(
    ("answer", "status"), [(Receipt.TAKEN, 202), (Receipt.UNKNOWN, 410), (Receipt.BUSY, 503), (Receipt.FAILED, 500)]
)
async def test_a_hub_hears_what_became_of_its_push(answer: Receipt, status: int) -> None:
    pushes = Pushes(answer)
    async with serving(pushes) as site:
        headers = {"Content-Type": "application/atom+xml", "X-Hub-Signature": "sha1=ab"}
        assert await post(f"{site}/push/known", b"x" * MOST, **headers) == status
    assert pushes.received == [Pushed(body=b"x" * MOST, content_type="application/atom+xml", signature="sha1=ab")]


async def test_what_nobody_expects_is_not_even_read() -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.Event().wait()

    pushes = Pushes()
    async with serving(pushes) as site:
        assert await post(f"{site}/push/unknown", endless()) == 410
    assert pushes.received == []


async def test_a_body_is_read_to_its_limit_and_no_further() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b"x" * (MOST // 2)

    pushes = Pushes()
    async with serving(pushes) as site:
        assert await post(f"{site}/push/known", b"x" * (MOST + 1)) == 413
        assert await post(f"{site}/push/known", pieces()) == 413
    assert pushes.received == []


async def test_nothing_is_unpacked() -> None:
    pushes = Pushes()
    async with serving(pushes) as site:
        bomb = gzip.compress(bytes(500_000))
        assert len(bomb) < MOST
        assert await post(f"{site}/push/known", bomb, **{"Content-Encoding": "gzip"}) == 415
    assert pushes.received == []


async def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.Event().wait()

    monkeypatch.setattr(websub, "PATIENCE", 0.05)
    async with serving(Pushes()) as site:
        assert await post(f"{site}/push/known", endless()) == 408


@pytest.mark.parametrize("path", ["/push/known", "/wire/push/known"])
async def test_questions_are_answered_with_and_without_the_sites_own_path(path: str) -> None:
    async with (
        serving(Pushes(), "https://desk.example/wire") as site,
        aiohttp.ClientSession() as session,
        session.get(f"{site}{path}", params={"hub.mode": "subscribe", "hub.challenge": "x"}) as answer,
    ):
        assert (answer.status, await answer.text()) == (200, "<b>x</b>")
        assert answer.content_type == "text/plain"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/push", "/push/unknown", "/push/known/more", "/other"])
async def test_everything_else_is_not_there(path: str) -> None:
    async with serving(Pushes()) as site, aiohttp.ClientSession() as session, session.get(f"{site}{path}") as answer:
        assert answer.status == 404


async def test_without_routes_no_port_is_opened() -> None:
    async with Server("no.such.host.example", 1, ()) as server:
        assert server.address == ""


async def test_a_port_that_is_taken_is_told_in_one_sentence() -> None:
    async with serving(Pushes()) as site:
        port = int(site.rpartition(":")[2])
        with pytest.raises(
            Misuse, match=rf"Port {port} of 127\.0\.0\.1 cannot be opened \(.+\): set another in \[http\]"
        ):
            async with Server("127.0.0.1", port, push_routes(verify, Pushes(), site=site, most=MOST)):
                pass
