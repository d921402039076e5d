"""Slack's own words to check against: the schema of its block types, and a sample of each method's answer."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft7Validator

from tests.doubles.slack.checks import Path as Place
from tests.doubles.slack.checks import Wrong
from tests.doubles.wire.calls import Json


class BlockSchema:
    """Validates each block by the definition of its type; one message for each is told."""

    def __init__(self, path: Path) -> None:
        document: Json = json.loads(path.read_text(encoding="utf-8"))
        definitions = document["definitions"]
        self._validators = {
            kind: Draft7Validator({"$ref": f"#/definitions/{name}", "definitions": definitions})
            for name, definition in definitions.items()
            if name.endswith("Block")
            for kind in _types(definition)
        }

    def of_blocks(self, blocks: list[Json], path: Place) -> Iterator[Wrong]:
        """Yield what the schema says against blocks."""
        for place, block in enumerate(blocks):
            validator = self._validators.get(block["type"])
            if validator is None:
                yield Wrong((*path, place, "type"), f"unsupported type: {block['type']}")
                continue
            for error in validator.iter_errors(block):
                yield Wrong((*path, place, *error.instance_path), error.message[:300])


def _types(definition: Json) -> Iterator[str]:
    for each in (definition, *definition.get("anyOf", [])):
        if told := each.get("properties", {}).get("type", {}).get("const"):
            yield told


class Samples:
    """A sample of each method's answer: which keys it may have, and of what type their values are."""

    def __init__(self, folder: Path) -> None:
        self._samples = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.rglob("*.json")}

    def complaints(self, name: str, told: Any) -> Iterator[str]:
        """Yield what an answer or a payload has that the sample has not, or has otherwise."""
        if name in self._samples:
            for complaint in _unlike(told, self._samples[name], ""):
                yield f"{name}: {complaint}"

    @property
    def names(self) -> frozenset[str]:
        """Return what there are samples of."""
        return frozenset(self._samples)


FREE = frozenset({"blocks", "attachments", "metadata", "state"})
"""Keys whose values are ours, and go back as they came."""
DOCUMENTED = frozenset({"response_urls", "revoked", "subtype", "warning", "warnings"})
"""Keys that Slack's reference names and the samples did not meet everywhere."""


def _unlike(told: Any, sample: Any, at: str) -> Iterator[str]:
    if isinstance(sample, dict) and isinstance(told, dict):
        for key, value in told.items():
            if key in FREE | DOCUMENTED:
                continue
            if key not in sample:
                yield f"no {at}/{key} in the sample"
            else:
                yield from _unlike(value, sample[key], f"{at}/{key}")
    elif isinstance(sample, list) and isinstance(told, list):
        for value in told if sample else ():
            yield from _unlike(value, sample[0], f"{at}[]")
    elif told is not None and sample is not None and _kind(told) != _kind(sample):
        yield f"{at} is {type(told).__name__}, in the sample {type(sample).__name__}"


def _kind(value: Any) -> str:
    if isinstance(value, bool) or value in ("true", "false"):
        return "flag"  # a form has words for flags
    return "number" if isinstance(value, int | float) else type(value).__name__
