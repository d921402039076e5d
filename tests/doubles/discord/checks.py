"""Check a value against a rule, and tell each fault at its place in Discord's words."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.doubles.wire.calls import Json

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """One fault of a body."""

    path: Path
    code: str
    message: str


Rule = Callable[[Any, Path], Iterator[Wrong]]

REQUIRED = ("BASE_TYPE_REQUIRED", "This field is required")


def text(most: int, *, least: int = 0, pattern: str = "", code: str = "STRING_TYPE_REGEX") -> Rule:
    """Take text of so many characters, counted without white space around it, as Discord trims it."""

    def rule(value: Any, path: Path) -> Iterator[Wrong]:
        if not isinstance(value, str):
            yield Wrong(path, "BASE_TYPE_BAD_TYPE", "Only strings are allowed")
            return
        length = len(value.strip())
        if least and not length:
            yield Wrong(path, *REQUIRED)
        elif least and not least <= length <= most:
            yield Wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        elif length > most:
            yield Wrong(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        elif pattern and not re.fullmatch(pattern, value):
            yield Wrong(path, code, f"String value did not match validation regex {pattern}.")

    return rule


def whole(least: int, most: int) -> Rule:
    """Take a whole number in a range, also as digits in text."""

    def rule(value: Any, path: Path) -> Iterator[Wrong]:
        if isinstance(value, bool) or not re.fullmatch(r"-?\d+", str(value)):
            yield Wrong(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        elif not least <= int(value) <= most:
            yield Wrong(path, "NUMBER_TYPE_RANGE", f"int value should be between {least} and {most}.")

    return rule


def one_of(*choices: Any) -> Rule:
    """Take one of these values."""

    def rule(value: Any, path: Path) -> Iterator[Wrong]:
        if value not in choices:
            yield Wrong(path, "BASE_TYPE_CHOICES", f"Value must be one of {set(choices)}.")

    return rule


def flag(value: Any, path: Path) -> Iterator[Wrong]:
    """Take true or false."""
    if not isinstance(value, bool):
        yield Wrong(path, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")


def anything(_value: Any, _path: Path) -> Iterator[Wrong]:
    """Take whatever comes; the document says more."""
    yield from ()


SNOWFLAKE = whole(0, 2**64 - 1)


def listed(item: Rule, most: int, *, least: int = 0) -> Rule:
    """Take a list of so many."""

    def rule(value: Any, path: Path) -> Iterator[Wrong]:
        if not isinstance(value, list):
            yield Wrong(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return
        if not least <= len(value) <= most:
            bounds = f"between {least} and {most}" if least else f"{most} or fewer"
            yield Wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be {bounds} in length.")
        for place, each in enumerate(value):
            yield from item(each, (*path, place))

    return rule


def table(keys: Mapping[str, Rule], *, required: tuple[str, ...] = ()) -> Rule:
    """Take an object with these keys and no other; null stands for an absent one."""

    def rule(value: Any, path: Path) -> Iterator[Wrong]:
        if not isinstance(value, dict):
            yield Wrong(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            return
        for key in required:
            if value.get(key) is None:
                yield Wrong((*path, key), *REQUIRED)
        for key, each in value.items():
            if key not in keys:
                yield Wrong((*path, key), "UNKNOWN_KEY", "No such key. Discord would pass over it in silence.")
            elif each is not None:
                yield from keys[key](each, (*path, key))

    return rule


def kinds(rules: Mapping[int, Rule], key: str = "type") -> Rule:
    """Take an object by what its `type` says."""

    def rule(value: Any, path: Path) -> Iterator[Wrong]:
        kind: Any = value.get(key) if isinstance(value, dict) else None
        if not isinstance(kind, int) or kind not in rules:
            yield Wrong((*path, key), "BASE_TYPE_CHOICES", f"Value must be one of {set(rules)}.")
        else:
            yield from rules[kind](value, path)

    return rule


def tree(wrongs: list[Wrong]) -> Json:
    """Return faults as the nested `errors` of an invalid form body."""
    errors: Json = {}
    for wrong in wrongs:
        below = errors
        for step in wrong.path:
            below = below.setdefault(str(step), {})
        below.setdefault("_errors", []).append({"code": wrong.code, "message": wrong.message})
    return errors
