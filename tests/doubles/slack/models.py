"""A third opinion on blocks and views: the models of Slack's own library for Python, with the lengths that it knows."""

from collections.abc import Iterator
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.doubles.slack.checks import Path, Wrong
from tests.doubles.wire.calls import Json


def of_blocks(blocks: list[Json], path: Path) -> Iterator[Wrong]:
    """Yield what the library would not send."""
    for place, block in enumerate(blocks):
        made = Block.parse(block)
        if made is None:
            yield Wrong((*path, place, "type"), f"slack_sdk knows no block {block.get('type')}")
            continue
        yield from _told(made, (*path, place))


def of_view(view: Json) -> Iterator[Wrong]:
    """Yield what the library would not send of a view."""
    yield from _told(View(**view), ("view",))


def _told(made: Any, path: Path) -> Iterator[Wrong]:
    try:
        made.to_dict()
    except SlackObjectFormationError as fault:
        yield Wrong(path, f"slack_sdk: {fault}")
