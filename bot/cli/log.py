"""The log of `run`: one line an event, in words or as JSON, on standard error, without a secret."""

import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

import structlog
from structlog.typing import EventDict

from bot.errors import TallywireError

LOG = logging.getLogger("tallywire")
LIBRARIES = ("apscheduler", "discord", "slack_sdk", "slack_bolt")
"""Loggers of libraries; what they would report reaches the journal as events of ours."""
Heard = Callable[[str, str, Mapping[str, Any]], None]
"""Hears of every event: its level's name, what happened, and the values with it."""
Lines = Literal["text", "json"]
HIDDEN = "***"
LEAST = 4
"""Characters of a secret; to hide a shorter one would garble every line."""


class _State:
    """What is decided when the log is opened."""

    lines: Lines = "text"
    secrets: tuple[str, ...] = ()
    heard: tuple[Heard, ...] = ()


def open_journal(level: int = logging.INFO, *, lines: Lines = "text") -> None:
    """Send the journal to standard error, from this level up."""
    _State.lines = lines
    handler = logging.StreamHandler(sys.stderr)
    words = "%(asctime)s %(levelname)s %(message)s" if lines == "text" else "%(message)s"
    handler.setFormatter(logging.Formatter(words, "%Y-%m-%dT%H:%M:%S%z"))
    LOG.handlers = [handler]
    LOG.setLevel(level)
    LOG.propagate = False
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.CRITICAL)


def keep_secret(secrets: Iterable[str]) -> None:
    """Let none of these words stand in a line, an error or a traceback from now on."""
    _State.secrets = tuple(sorted({each for each in secrets if len(each) >= LEAST}, key=len, reverse=True))


def without_secrets(text: str) -> str:
    """Return the text with a mark for each secret."""
    for secret in _State.secrets:
        text = text.replace(secret, HIDDEN)
    return text


@contextmanager
def hearing(heard: Heard) -> Iterator[None]:
    """Let somebody hear of every event, those below the log's level too."""
    _State.heard += (heard,)
    try:
        yield
    finally:
        _State.heard = tuple(each for each in _State.heard if each is not heard)


def tell(event: str, level: int = logging.INFO, **values: object) -> None:
    """Write one line."""
    _BOUND.log(level, event, **values)


def tell_crash(event: str, error: BaseException, **values: object) -> None:
    """Write an error: its sentence when we can explain it, else its traceback."""
    if isinstance(error, TallywireError):
        tell(event, logging.ERROR, **values, fault=str(error))
    else:
        _BOUND.error(event, exc_info=error, **values)


def _overheard(_logger: object, method: str, event: EventDict) -> EventDict:
    for heard in _State.heard:
        heard(event.get("level", method), str(event["event"]), event)
    return event


def _hidden(_logger: object, _method: str, event: EventDict) -> EventDict:
    return {name: without_secrets(str(value)) if _is_text(value) else value for name, value in event.items()}


def _is_text(value: object) -> bool:
    return not isinstance(value, bool | int | float) and value is not None


def _rendered(_logger: object, _method: str, event: EventDict) -> str:
    if _State.lines == "json":
        return json.dumps(event, ensure_ascii=False, default=str)
    rest = {name: value for name, value in event.items() if name not in {"event", "exception", "level", "time"}}
    line = str(event["event"]) + "".join(f" {name}={_printed(value)}" for name, value in rest.items())
    return f"{line}\n{event['exception']}" if "exception" in event else line


def _printed(value: object) -> str:
    """Return a value that is one word, or its JSON string, so that no feed can forge a line."""
    text = str(value)
    plain = text.isprintable() and text and " " not in text and '"' not in text and "=" not in text
    return text if plain else json.dumps("".join(c if c.isprintable() else " " for c in text), ensure_ascii=False)


_BOUND = structlog.wrap_logger(
    LOG,
    processors=[
        structlog.stdlib.add_log_level,
        _overheard,
        structlog.stdlib.filter_by_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        structlog.processors.format_exc_info,
        _hidden,
        _rendered,
    ],
    wrapper_class=structlog.stdlib.BoundLogger,
)
