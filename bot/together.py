"""Many small questions to the store as a few large ones: what arrives while one is answered goes together next."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bot.crash import Crash, survive

Q = TypeVar("Q")
A = TypeVar("A")


class Together(Generic[Q, A]):
    """Answers questions in the order in which they are asked, as many at a time as have gathered."""

    def __init__(
        self, answer: Callable[[Sequence[Q]], Awaitable[Sequence[A]]], *, most: int, gather: float = 0.0
    ) -> None:
        """`answer` takes up to `most` questions and returns as many answers. It may be asked again after an error.

        Every time, others are waited for `gather` seconds.
        """
        self._answer = answer
        self._most = most
        self._gather = gather
        self._one_at_a_time = asyncio.Lock()
        self._waiting: list[tuple[Q, asyncio.Future[A]]] = []

    async def ask(self, question: Q) -> A:
        """Return the answer, or raise what this question alone met."""
        answered: asyncio.Future[A] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, answered))
        async with self._one_at_a_time:
            if not answered.done():
                # Whoever's turn it is answers for all who wait: their own turns are over before they come.
                if self._gather:
                    await asyncio.sleep(self._gather)
                asked, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                await self._settle(asked)
        return await answered

    async def _settle(self, asked: Sequence[tuple[Q, asyncio.Future[A]]]) -> None:
        try:
            answers = await survive(self._answer([question for question, _ in asked]))
        except BaseException:
            for _, answered in asked:
                answered.cancel()
            raise
        if not isinstance(answers, Crash):
            for (_, answered), answer in zip(asked, answers, strict=True):
                answered.set_result(answer)
        elif len(asked) == 1:
            asked[0][1].set_exception(answers.error)
        else:
            for one in asked:  # what is wrong with one question harms no other
                await self._settle([one])
