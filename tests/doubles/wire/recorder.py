"""The record of all traffic, for tests to ask what was sent and what was answered."""

from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from typing import Any

from tests.doubles.wire.calls import Answer, Call, Json

SECRET_HEADERS = frozenset({"authorization", "cookie"})


@dataclass(slots=True)
class Exchange:
    """A request and what came of it. `status` is 0 while, and where, nothing was answered."""

    number: int
    at: float
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any
    files: list[Json]
    status: int = 0
    answer: Any = None
    fault: str = ""
    seconds: float = 0.0


class Recorder:
    """Every exchange in order, secrets left out."""

    def __init__(self) -> None:
        self._exchanges: list[Exchange] = []

    def open(self, call: Call, at: float) -> Exchange:
        """Write down a request."""
        exchange = Exchange(
            number=len(self._exchanges) + 1,
            at=at,
            method=call.method,
            path=call.path,
            query=call.query,
            headers={key: value for key, value in call.headers.items() if key.lower() not in SECRET_HEADERS},
            body=call.body,
            files=[
                {"part": each.part, "name": each.name, "type": each.content_type, "size": len(each.content)}
                for each in call.uploads
            ],
        )
        self._exchanges.append(exchange)
        return exchange

    def close(self, exchange: Exchange, answer: Answer, at: float) -> None:
        """Write down what was answered."""
        exchange.status = answer.status
        exchange.answer = f"{len(answer.body)} bytes" if isinstance(answer.body, bytes) else answer.body
        exchange.seconds = at - exchange.at

    def clear(self) -> None:
        """Forget all."""
        self._exchanges.clear()

    def told(self, *, method: str = "", path: str = "*", status: int | None = None, after: int = 0) -> list[Json]:
        """Return exchanges as data; `path` may have `*`, `after` is the number of the last one known."""
        return [
            asdict(each)
            for each in self._exchanges[after:]
            if method in {"", each.method} and fnmatchcase(each.path, path) and status in {None, each.status}
        ]
