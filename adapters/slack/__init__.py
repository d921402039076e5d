"""Slack: alerts as messages of blocks, a board in each channel, notes in its thread; commands, presses, dialogues."""

from adapters.slack.answers import Answers
from adapters.slack.app import make_app
from adapters.slack.dispatching import Gate
from adapters.slack.events import Events
from adapters.slack.faults import translated
from adapters.slack.home import Homes
from adapters.slack.http import event_routes
from adapters.slack.installs import Installs
from adapters.slack.manifest import over_http, read_manifest, rights_of
from adapters.slack.oauth import Credentials, Joining, renewing
from adapters.slack.one import OneWorkspace
from adapters.slack.platform import Platform
from adapters.slack.replies import Replies
from adapters.slack.rest import Rest, open_session, web_client
from adapters.slack.rights import Named, Rights
from adapters.slack.socket import SlackLost, Socket, known
from adapters.slack.states import States
from adapters.slack.told import LetIn, Refused, TakenOut, Told
from adapters.slack.vault import Tokens, Vault, new_key, split_keys
from adapters.slack.workspaces import Bot, Workspaces
from bot.connection import AnswerFailed, Connected, Disconnected

__all__ = [
    "AnswerFailed",
    "Answers",
    "Bot",
    "Connected",
    "Credentials",
    "Disconnected",
    "Events",
    "Gate",
    "Homes",
    "Installs",
    "Joining",
    "LetIn",
    "Named",
    "OneWorkspace",
    "Platform",
    "Refused",
    "Replies",
    "Rest",
    "Rights",
    "SlackLost",
    "Socket",
    "States",
    "TakenOut",
    "Tokens",
    "Told",
    "Vault",
    "Workspaces",
    "event_routes",
    "known",
    "make_app",
    "new_key",
    "open_session",
    "over_http",
    "read_manifest",
    "renewing",
    "rights_of",
    "split_keys",
    "translated",
    "web_client",
]
