"""Faults as data: which request, and what happens to it.

`{"match": {"method": "POST", "path": "/channels/*/messages", "nth": 2}, "do": "reset before reply"}`

`match`: `method`, `path` (with `*`), `text` (somewhere in the body), `nth` (from the n-th such request since the fault
was laid); a key that is absent matches anything. `times` is how many requests it befalls: one where `nth` is given,
else all.

`do` is a deed, what it takes, and when: `before store` (the default: the request has no effect) or `before reply`
(it took effect, and only the answer is lost).

| deed | what happens |
|---|---|
| `status N` | the platform's own error with that status; `answer` and `headers` of the fault replace body and headers |
| `html N` | a page of a proxy in front of the platform |
| `reset` | the connection is cut |
| `hang` | no answer, ever |
| `delay S` | the answer comes S seconds late |
| `garbage` | status 200 and half a JSON object |
| `close N` | of a socket: closed with that code |
| `silence` | of a socket: what was sent is not answered |
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from fnmatch import fnmatchcase
from typing import Any

from tests.doubles.wire.calls import Call, Json

DEEDS = {"status": int, "html": int, "reset": None, "hang": None, "delay": float, "garbage": None, "close": int}
DEEDS["silence"] = None
PHRASE = re.compile(r"(?P<deed>[a-z]+)(?: (?P<value>[\d.]+))?(?: (?P<when>before store|before reply))?")
KEYS = frozenset({"match", "do", "times", "answer", "headers"})
MATCH_KEYS = frozenset({"method", "path", "text", "nth"})


class When(Enum):
    """Whether the request took effect."""

    BEFORE_STORE = "before store"
    BEFORE_REPLY = "before reply"


@dataclass(frozen=True, slots=True)
class Deed:
    """What happens to a request."""

    name: str
    value: float | None = None
    when: When = When.BEFORE_STORE
    answer: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Fault:
    """A deed and the requests that it befalls."""

    data: Json
    match: Json
    deed: Deed
    times: int | None
    seen: int = 0
    done: int = 0

    def befalls(self, call: Call) -> bool:
        """Tell whether it happens to this request, and count."""
        if not _matches(self.match, call):
            return False
        self.seen += 1
        spent = self.times is not None and self.done >= self.times
        if spent or self.seen < self.match.get("nth", 1):
            return False
        self.done += 1
        return True


def _matches(match: Json, call: Call) -> bool:
    return (
        match.get("method", call.method) == call.method
        and fnmatchcase(call.path, match.get("path", "*"))
        and match.get("text", "") in json.dumps(call.body, ensure_ascii=False)
    )


def fault_from(data: Json) -> Fault:
    """Read a fault; raise ValueError for what it does not know, so that no test runs on without its fault."""
    match = data.get("match", {})
    unknown = (data.keys() - KEYS) | (match.keys() - MATCH_KEYS)
    if unknown:
        raise ValueError(f"a fault knows no {sorted(unknown)}")
    found = PHRASE.fullmatch(data.get("do", ""))
    if not found or found["deed"] not in DEEDS:
        raise ValueError(f"no such deed: {data.get('do')!r}")
    takes = DEEDS[found["deed"]]
    if (takes is None) != (found["value"] is None):
        raise ValueError(f"what {found['deed']!r} takes is not as in {data['do']!r}")
    deed = Deed(
        name=found["deed"],
        value=takes(found["value"]) if takes else None,
        when=When(found["when"] or "before store"),
        answer=data.get("answer"),
        headers=data.get("headers", {}),
    )
    return Fault(data=data, match=match, deed=deed, times=data.get("times", 1 if "nth" in match else None))


class Faults:
    """The faults that are laid; the first that befalls a request happens."""

    def __init__(self) -> None:
        self._laid: list[Fault] = []

    def lay(self, faults: Iterable[Json]) -> None:
        """Add faults."""
        self._laid += [fault_from(data) for data in faults]

    def clear(self) -> None:
        """Take all away."""
        self._laid.clear()

    def befalling(self, call: Call) -> Deed | None:
        """Return what happens to this request."""
        return next((fault.deed for fault in self._laid if fault.befalls(call)), None)

    def told(self) -> list[Json]:
        """Return the faults as data, each with how often it happened."""
        return [{**fault.data, "happened": fault.done} for fault in self._laid]
