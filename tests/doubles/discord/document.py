"""Discord's own OpenAPI document, to check every body that comes in and every answer that goes out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator, Registry, ValidationError

from tests.doubles.discord.checks import Wrong
from tests.doubles.wire.calls import Answer, Json

NAME = "urn:discord"
JSON = "application/json"
FORM = "multipart/form-data"
CODES = {"MaxLength": "BASE_TYPE_MAX_LENGTH", "MaxItems": "BASE_TYPE_BAD_LENGTH", "Required": "BASE_TYPE_REQUIRED"}


class Document:
    """Validates by path template and method."""

    def __init__(self, path: Path) -> None:
        self._document: Json = json.loads(path.read_text(encoding="utf-8"))
        _take_numbers_for_ids(self._document)
        _take_words_for_codes(self._document)
        self._registry = Registry([(NAME, self._document)])
        self._validators: dict[tuple[str, ...], Draft202012Validator | None] = {}

    def of_request(self, method: str, template: str, body: Any) -> Iterator[Wrong]:
        """Yield what the document says against a body."""
        validator = self._validator(template, method.lower(), "requestBody", "content", JSON, "schema")
        for error in validator.iter_errors(body) if validator else ():
            yield Wrong(tuple(error.instance_path), _code(error), error.message[:300])

    def of_answer(self, method: str, template: str, answer: Answer) -> Iterator[str]:
        """Yield what the document says against an answer of ours."""
        told = self._operation(template, method.lower()).get("responses", {})
        status = str(answer.status)
        key = status if status in told else "4XX" if 400 <= answer.status < 500 else ""
        if not key:
            yield f"{method} {template}: the document knows no answer {status}"
            return
        if answer.body is None or isinstance(answer.body, bytes):
            return
        validator = self._validator(template, method.lower(), "responses", key, "content", JSON, "schema")
        for error in validator.iter_errors(answer.body) if validator else ():
            place = "/".join(map(str, error.instance_path))
            yield f"{method} {template} {status} at {place or 'the top'}: {error.message[:300]}"

    def _operation(self, template: str, method: str) -> Json:
        operation: Json = self._document["paths"].get(template, {}).get(method, {})
        return operation

    def _validator(self, *steps: str) -> Draft202012Validator | None:
        if steps not in self._validators:
            self._validators[steps] = self._made(steps)
        return self._validators[steps]

    def _made(self, steps: tuple[str, ...]) -> Draft202012Validator | None:
        at: Any = self._document["paths"]
        way = ["paths"]
        for step in steps:
            at = at.get(step)
            way.append(step)
            while isinstance(at, dict) and set(at) == {"$ref"}:
                way = at["$ref"].removeprefix("#/").split("/")
                at = self._found(way)
            if at is None:
                return None
        pointer = "/".join(step.replace("~", "~0").replace("/", "~1") for step in way)
        pointer = pointer.replace("{", "%7B").replace("}", "%7D")
        return Draft202012Validator({"$ref": f"{NAME}#/{pointer}"}, registry=self._registry, validate_formats=True)

    def _found(self, way: list[str]) -> Any:
        at: Any = self._document
        for step in way:
            at = at[step]
        return at


def _take_numbers_for_ids(document: Json) -> None:
    """Let ids be numbers too: the document says text, Discord takes both, and its clients send both."""
    document["components"]["schemas"]["SnowflakeType"] = {
        "anyOf": [{"type": "string", "pattern": "^(0|[1-9][0-9]*)$"}, {"type": "integer", "minimum": 0}]
    }


def _take_words_for_codes(document: Json) -> None:
    """Let the code of a single field's error be a word: the document says a number, Discord sends words."""
    document["components"]["schemas"]["InnerErrors"]["properties"]["_errors"]["items"] = {
        "type": "object",
        "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
        "required": ["code", "message"],
    }


def _code(error: ValidationError) -> str:
    return CODES.get(error.kind.name, f"DOCUMENT_{error.kind.name.upper()}")
