"""Errors that nobody foresaw, caught where one article, feed or post must not stop the others."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Crash:
    """An unforeseen error as a value. Whoever receives it tells it, with its traceback, and goes on."""

    error: Exception

    def __str__(self) -> str:
        return f"{type(self.error).__name__}: {self.error}"


async def survive(step: Awaitable[T]) -> T | Crash:
    """Return what the step returns, or its error. Cancelling and exits pass through."""
    try:
        return await step
    except Exception as error:  # noqa: BLE001 - the one place: an unforeseen error becomes a value, and is told
        return Crash(error)
