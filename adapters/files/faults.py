"""Turns what a schema finds wrong into faults that a person can mend."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.errors import Fault

CLOSE = 0.6
"""Share of letters that a likely slip has in common with a known word: `planned` is near `planned_ceiling`."""
Path = tuple[str | int, ...]
"""Keys and positions that lead to a value, from the top of the file."""

_MESSAGES = {
    "missing": "is missing",
    "string_type": "should be text",
    "string_too_short": "is empty",
    "int_type": "should be a whole number",
    "int_parsing": "should be a whole number",
    "float_type": "should be a number",
    "float_parsing": "should be a number",
    "bool_type": "should be true or false",
    "bool_parsing": "should be true or false",
    "tuple_type": "should be a list",
    "list_type": "should be a list",
    "dict_type": "should be a group of keys with values",
    "model_type": "should be a group of keys with values",
    "model_attributes_type": "should be a group of keys with values",
}


def nearest(word: str, known: Iterable[str], cutoff: float = CLOSE) -> str:
    """Return ` (did you mean 'x'?)` for a near miss, else nothing."""
    printed = {name.lower(): name for name in known}
    matches = get_close_matches(word.lower(), list(printed), n=1, cutoff=cutoff)
    return f" (did you mean {printed[matches[0]]!r}?)" if matches else ""


def dotted(path: Path) -> str:
    """Return the path as it is written in a fault: `claims.0.series`."""
    return ".".join(str(part) for part in path)


def nowhere(_: Path) -> str:
    """Place a fault by its key alone."""
    return ""


def schema_faults(
    error: ValidationError, model: type[BaseModel], place: Callable[[Path], str] = nowhere, at: Path = ()
) -> list[Fault]:
    """Return a fault for each thing the schema refused; `at` is where the value stands in its file."""
    return [_fault(detail, model, place, at) for detail in error.errors()]


def _fault(detail: ErrorDetails, model: type[BaseModel], place: Callable[[Path], str], at: Path) -> Fault:
    path = at + tuple(detail["loc"])
    return Fault(place(path), dotted(path), _message(detail, model))


def _message(detail: ErrorDetails, model: type[BaseModel]) -> str:
    kind = detail["type"]
    if kind == "extra_forbidden":
        key = str(detail["loc"][-1])
        known = known_keys(model, tuple(detail["loc"][:-1]))
        return "unknown key" + (nearest(key, known) or f"; known are {', '.join(known)}")
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind == "literal_error":
        return f"{detail['input']!r} should be {detail['ctx']['expected']}"
    return _MESSAGES.get(kind, detail["msg"].removeprefix("Input "))


def known_keys(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """Return the keys that a schema knows at a path within it."""
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            model = _inner_model(model.model_fields[part].annotation) or model
    return tuple(model.model_fields)


def _inner_model(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner_model(part))), None)
