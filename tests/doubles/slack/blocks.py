"""Blocks of a message or a view, checked against the rules, against each other and against Slack's own schema."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.doubles.slack.checks import Path, Wrong, kinds, listed, within
from tests.doubles.slack.elements import BLOCKS
from tests.doubles.slack.errors import RefusedError
from tests.doubles.slack.models import of_blocks
from tests.doubles.slack.schema import BlockSchema
from tests.doubles.wire.calls import Json

MOST_IN_MESSAGE, MOST_IN_VIEW = 50, 100
MOST_CHARACTERS = 13_000
"""Of all text in the blocks of one message together."""
MOST_MARKDOWN = 12_000
SHOWN = ("text", "alt_text")
RULE = kinds(BLOCKS)
KnownFile = Callable[[str], bool]


class BlockRules:
    """Checks blocks; `schema` is Slack's own, None where it is not at hand."""

    def __init__(self, known_file: KnownFile, schema: BlockSchema | None) -> None:
        self._known_file = known_file
        self._schema = schema

    def of_message(self, blocks: Any) -> list[Json]:
        """Return the blocks of a message, or refuse them."""
        if not blocks:
            return []
        if not isinstance(blocks, list):
            raise RefusedError("invalid_blocks_format")
        told = [str(each) for each in self.faults(blocks, most=MOST_IN_MESSAGE)]
        if told:
            raise RefusedError("invalid_blocks", *told, errors=told)
        if characters(blocks) > MOST_CHARACTERS:
            raise RefusedError("msg_blocks_too_long")
        return blocks

    def faults(self, blocks: list[Any], *, most: int, path: Path = ("blocks",)) -> Iterator[Wrong]:
        """Yield what is wrong; Slack's schema and its library are asked only where the rules find nothing."""
        wrongs = [*listed(RULE, most)(blocks, path)]
        if not wrongs:
            wrongs = [*_together(blocks, path), *_files(blocks, path, self._known_file)]
        if not wrongs and self._schema:
            wrongs = list(self._schema.of_blocks(blocks, path))
        if not wrongs:
            wrongs = list(of_blocks(blocks, path))
        yield from wrongs


def _together(blocks: list[Json], path: Path) -> Iterator[Wrong]:
    """Yield what only a look at all of it shows: ids that come twice, too much markdown."""
    block_ids: set[str] = set()
    for place, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id and block_id in block_ids:
            yield Wrong((*path, place, "block_id"), f'`block_id` "{block_id}" already exists for another block')
        block_ids.add(block_id or "")
        actions: set[str] = set()
        for at, each in within(block, (*path, place)):
            action_id = each.get("action_id")
            if action_id and action_id in actions:
                yield Wrong((*at, "action_id"), f'`action_id` "{action_id}" already exists for another element')
            actions.add(action_id or "")
    markdown = sum(len(each["text"]) for each in blocks if each["type"] == "markdown")
    if markdown > MOST_MARKDOWN:
        yield Wrong(path, f"markdown blocks must be less than {MOST_MARKDOWN + 1} characters together")


def _files(blocks: list[Json], path: Path, known_file: KnownFile) -> Iterator[Wrong]:
    for at, each in within(blocks, path):
        file = each.get("slack_file")
        if isinstance(file, dict) and "id" in file and not known_file(file["id"]):
            yield Wrong((*at, "slack_file"), "invalid slack file")


def characters(blocks: list[Json]) -> int:
    """Count the text that blocks hold."""
    return sum(len(each[key]) for _, each in within(blocks) for key in SHOWN if isinstance(each.get(key), str))


def live_texts(message: Json) -> Iterator[str]:
    """Yield the texts of a message in which mentions and links are live: all but plain_text."""
    yield message.get("text") or ""
    for _, each in within([message.get("blocks") or [], message.get("attachments") or []]):
        if each.get("type") in ("mrkdwn", "markdown") or "fallback" in each:
            yield each.get("text") or ""
