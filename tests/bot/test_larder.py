"""Large bodies wait for each other, in order, and one is always let in."""

import asyncio

from bot.larder import Larder


class Bodies:
    """Bodies that want room, and those that have it."""

    def __init__(self, larder: Larder) -> None:
        self.inside: list[str] = []
        self._larder = larder
        self._out: dict[str, asyncio.Event] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def come(self, name: str, size: int) -> None:
        """Let a body want room."""
        self._out[name] = asyncio.Event()
        self._tasks[name] = asyncio.create_task(self._stay(name, size))
        await self._settle()

    async def go(self, name: str) -> None:
        """Let a body give its room back."""
        self._out[name].set()
        await self._settle()

    async def give_up(self, name: str) -> None:
        """End what holds a body or waits with it."""
        self._tasks[name].cancel()
        await self._settle()

    async def _stay(self, name: str, size: int) -> None:
        async with self._larder.room(size):
            self.inside.append(name)
            try:
                await self._out[name].wait()
            finally:
                self.inside.remove(name)

    async def _settle(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)


async def test_bodies_come_in_by_turns_while_there_is_room() -> None:
    bodies = Bodies(Larder(most=10))
    for name, size in [("a", 6), ("b", 6), ("c", 1)]:
        await bodies.come(name, size)
    assert bodies.inside == ["a"]
    await bodies.go("a")
    assert bodies.inside == ["b", "c"]


async def test_what_is_too_large_for_all_the_room_comes_in_alone() -> None:
    bodies = Bodies(Larder(most=10))
    await bodies.come("huge", 50)
    await bodies.come("small", 1)
    assert bodies.inside == ["huge"]
    await bodies.go("huge")
    assert bodies.inside == ["small"]


async def test_who_gives_up_waiting_holds_up_nobody() -> None:
    bodies = Bodies(Larder(most=10))
    for name, size in [("a", 6), ("b", 9), ("c", 2)]:
        await bodies.come(name, size)
    await bodies.give_up("b")
    assert bodies.inside == ["a", "c"]
    await bodies.give_up("a")
    await bodies.come("d", 8)
    assert bodies.inside == ["c", "d"]


async def test_what_is_there_already_is_counted_and_never_waits() -> None:
    larder = Larder(most=10)
    bodies = Bodies(larder)
    with larder.holding(50), larder.holding(50):
        await bodies.come("a", 1)
        assert bodies.inside == []
    await bodies.come("b", 1)
    assert bodies.inside == ["a", "b"]
