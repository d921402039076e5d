"""Slack: alerts as messages of blocks, a board in each channel, notes in its thread."""

from adapters.slack.faults import translated
from adapters.slack.one import OneWorkspace
from adapters.slack.platform import Platform
from adapters.slack.rest import Rest, open_session, web_client
from adapters.slack.workspaces import Bot, Workspaces

__all__ = [
    "Bot",
    "OneWorkspace",
    "Platform",
    "Rest",
    "Workspaces",
    "open_session",
    "translated",
    "web_client",
]
