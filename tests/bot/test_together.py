"""Many small questions as a few large ones."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.errors import StoreError
from bot.together import Together


class Oracle:
    """Doubles numbers when it is let, and notes which came together. It knows nothing of those it dreads."""

    def __init__(self, most: int = 100) -> None:
        self.together = Together(self._answer, most=most)
        self.rounds: list[list[int]] = []
        self.open = asyncio.Event()
        self.dreaded: dict[int, Exception] = {}

    async def _answer(self, questions: Sequence[int]) -> list[int]:
        self.rounds.append(list(questions))
        await self.open.wait()
        for question in questions:
            if question in self.dreaded:
                raise self.dreaded[question]
        return [2 * question for question in questions]

    async def ask_all(self, *questions: int) -> list[int | BaseException]:
        """Ask all at once, and let the oracle speak when they have all asked."""
        self.open.clear()
        tasks = [asyncio.create_task(self.together.ask(each)) for each in questions]
        await asyncio.sleep(0)
        self.open.set()
        async with asyncio.timeout(10):
            return await asyncio.gather(*tasks, return_exceptions=True)


async def test_what_arrives_while_one_is_answered_goes_together_next() -> None:
    oracle = Oracle()
    assert await oracle.ask_all(1, 2, 3, 4) == [2, 4, 6, 8]
    assert await oracle.ask_all(5) == [10]
    assert oracle.rounds == [[1], [2, 3, 4], [5]]


async def test_no_more_go_together_than_is_allowed() -> None:
    oracle = Oracle(most=2)
    assert await oracle.ask_all(*range(7)) == [0, 2, 4, 6, 8, 10, 12]
    assert oracle.rounds == [[0], [1, 2], [3, 4], [5, 6]]


@pytest.mark.parametrize("error", [StoreError("refused"), ZeroDivisionError("unforeseen")])
async def test_what_is_wrong_with_one_question_harms_no_other(error: Exception) -> None:
    oracle = Oracle()
    oracle.dreaded[3] = error
    assert await oracle.ask_all(1, 2, 3, 4) == [2, 4, error, 8]


async def test_a_question_that_is_cancelled_while_it_waits_is_no_burden_to_the_others() -> None:
    oracle = Oracle()
    oracle.open.clear()
    tasks = [asyncio.create_task(oracle.together.ask(each)) for each in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    oracle.open.set()
    with pytest.raises(asyncio.CancelledError):
        await tasks[1]
    assert [await tasks[0], await tasks[2]] == [0, 4]


async def test_an_end_in_the_middle_leaves_nobody_waiting() -> None:
    oracle = Oracle()
    tasks = [asyncio.create_task(oracle.together.ask(each)) for each in range(3)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    async with asyncio.timeout(10):
        assert {type(each) for each in await asyncio.gather(*tasks, return_exceptions=True)} == {asyncio.CancelledError}
    assert await oracle.ask_all(5) == [10]
