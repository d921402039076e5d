"""Check a value against a rule, and tell each fault at its place in Slack's words."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.doubles.wire.calls import Json

Path = tuple[str | int, ...]
WEB = re.compile(r"https?://[^\s<>|]+|slack://\S+|mailto:\S+")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One fault, at its place."""

    path: Path
    message: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:/{'/'.join(map(str, self.path))}]"


Rule = Callable[[Any, Path], Iterator[Wrong]]


def words(most: int, *, least: int = 0) -> Rule:
    """Take text of so many characters."""

    def rule(value: Any, path: Path) -> Iterator[Wrong]:
        if not isinstance(value, str):
            yield Wrong(path, "must be a string")
        elif len(value) < least:
            yield Wrong(path, f"must be more than {least - 1} characters")
        elif len(value) > most:
            yield Wrong(path, f"must be less than {most + 1} characters")

    return rule


def address(value: Any, path: Path) -> Iterator[Wrong]:
    """Take an address of at most 3,000 characters."""
    yield from words(3000, least=1)(value, path)
    if isinstance(value, str) and not WEB.fullmatch(value):
        yield Wrong(path, "Invalid URL")


def anything(_value: Any, _path: Path) -> Iterator[Wrong]:
    """Take whatever comes; the schema says more."""
    yield from ()


def one_of(*choices: str) -> Rule:
    """Take one of these words."""

    def rule(value: Any, path: Path) -> Iterator[Wrong]:
        if value not in choices:
            yield Wrong(path, f"must be a valid enum value: {', '.join(choices)}")

    return rule


def number(least: int, most: int) -> Rule:
    """Take a whole number in a range."""

    def rule(value: Any, path: Path) -> Iterator[Wrong]:
        if not isinstance(value, int) or not least <= value <= most:
            yield Wrong(path, f"must be between {least} and {most}")

    return rule


def flag(value: Any, path: Path) -> Iterator[Wrong]:
    """Take true or false."""
    if not isinstance(value, bool):
        yield Wrong(path, "must be a boolean")


def listed(item: Rule, most: int, *, least: int = 1) -> Rule:
    """Take a list of so many."""

    def rule(value: Any, path: Path) -> Iterator[Wrong]:
        if not isinstance(value, list):
            yield Wrong(path, "must be an array")
            return
        if len(value) > most:
            yield Wrong(path, f"no more than {most} items allowed")
        if len(value) < least:
            yield Wrong(path, f"must have at least {least} items")
        for place, each in enumerate(value):
            yield from item(each, (*path, place))

    return rule


def table(keys: Mapping[str, Rule], *, required: tuple[str, ...] = (), either: tuple[str, ...] = ()) -> Rule:
    """Take an object with these keys and no other, with all that are `required` and one of `either`."""

    def rule(value: Any, path: Path) -> Iterator[Wrong]:
        if not isinstance(value, dict):
            yield Wrong(path, "must be an object")
            return
        for key in required:
            if key not in value:
                yield Wrong((*path, key), f"missing required field: {key}")
        if either and not any(key in value for key in either):
            yield Wrong(path, f"must define either {' or '.join(either)}")
        for key, each in value.items():
            if key == "type":
                continue
            if key not in keys:
                yield Wrong((*path, key), f"invalid additional property: {key}")
            else:
                yield from keys[key](each, (*path, key))

    return rule


def kinds(rules: Mapping[str, Rule]) -> Rule:
    """Take an object by what its `type` says."""

    def rule(value: Any, path: Path) -> Iterator[Wrong]:
        kind: Any = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in rules:
            yield Wrong((*path, "type"), f"unsupported type: {kind}")
        else:
            yield from rules[kind](value, path)

    return rule


def within(value: Any, path: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Yield every object with its place, those within others too."""
    if isinstance(value, dict):
        yield path, value
        for key, each in value.items():
            yield from within(each, (*path, key))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from within(each, (*path, place))
