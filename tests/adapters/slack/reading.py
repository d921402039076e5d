"""A Slack message as its reader sees it, what in it is alive, and whether Slack would take it."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft7Validator
from slack_sdk.models.blocks import Block

from adapters.slack.budget import BLOCKS, HEADER, SECTION, TEXT, TOTAL
from adapters.slack.rendering import Rendered

SCHEMA = Path(__file__).parents[4] / "shared/oracles/slack-blocks.schema.json"
DATE = re.compile(r"<!date\^(\d+)\^\{date_short_pretty\} \{time\}\|([^<>|^]+)>")
LINK = re.compile(r"<(https?://[^<>|\s]+)\|([^<>|]+)>")
SETS_OFF = re.compile(r"(?<!\w)([*_`]+)(?=\S)|(?<!\w)~(?=\S.*\S~(?!\w))|`{3}|:[\w+-]*[a-z_+][\w+-]*:|^>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:amp|lt|gt);")


def texts(blocks: Any) -> Iterator[str]:
    """Yield every text of blocks in which Slack looks for mentions and links."""
    if isinstance(blocks, list | tuple):
        for each in blocks:
            yield from texts(each)
    elif isinstance(blocks, dict):
        if blocks.get("type") == "mrkdwn":
            yield blocks["text"]
        for value in blocks.values():
            yield from texts(value)


def strings(blocks: Any) -> Iterator[str]:
    """Yield everything of blocks that a person reads."""
    if isinstance(blocks, list | tuple):
        for each in blocks:
            yield from strings(each)
    elif isinstance(blocks, dict):
        if isinstance(blocks.get("text"), str):
            yield blocks["text"]
        for value in blocks.values():
            yield from strings(value)


def bare(text: str) -> str:
    """Return text without the times and links that are ours."""
    return LINK.sub(r"\2", DATE.sub(r"\2", text))


def alive(text: str) -> list[str]:
    """Return what would mention, link or name somebody once our own times and links are out."""
    left = ENTITY.sub("", bare(text))
    return [found.group() for found in re.finditer(r"[<>&]", left.replace("\n> ", "\n").removeprefix("> "))]


def seen(text: str) -> str:
    """Return what a reader sees; the address of a link stands behind its words."""
    shown = LINK.sub(r"\2 \1", DATE.sub(r"\2", text))
    shown = re.sub(r"(?m)^> ", "", shown)
    shown = re.sub(r"(?<!\w)[*~]+(?=\S)|(?<=\S)[*~]+(?!\w)", "", shown)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def whole(rendered: Rendered) -> str:
    """Return all that is shown in the channel, as it is sent."""
    return "\n".join(strings(list(rendered.blocks)))


@cache
def schema() -> Draft7Validator:
    """Return the schema of Slack's own library of types."""
    document = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return Draft7Validator({"$ref": "#/definitions/Blocks", "definitions": document["definitions"]})


def check(rendered: Rendered) -> None:
    """Assert that Slack would take the message, as a new one and as an update."""
    blocks = list(rendered.blocks)
    assert 0 < len(rendered.text) <= TEXT
    assert 0 < len(blocks) <= BLOCKS
    assert len(json.dumps(blocks, ensure_ascii=False).encode("utf-16-le")) // 2 <= TOTAL
    for block in blocks:
        Block.parse(block).validate_json()  # type: ignore[union-attr]  # a type that it does not know fails too
        if block["type"] == "header":
            assert 0 < len(block["text"]["text"]) <= HEADER
        if block["type"] == "actions":
            ids = [each["action_id"] for each in block["elements"]]
            assert len(set(ids)) == len(ids) <= 25
    assert all(0 < len(text) <= SECTION for text in texts(blocks))
    if SCHEMA.exists():
        assert schema().is_valid({"blocks": blocks}), next(schema().iter_errors({"blocks": blocks})).message


needs_schema = pytest.mark.skipif(not SCHEMA.exists(), reason="shared: the schema of blocks is not here")
