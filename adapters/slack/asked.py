"""What a payload of Slack's asks for, who asks it and where."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from adapters.slack.buttons import ACTION

Json = Mapping[str, Any]

_LINK = re.compile(r"<(https?://[^\s|>]+)(?:\|[^>]*)?>")
_BARE_LINK = re.compile(r"https?://[^\s<>|]+")
_PAGE = re.compile(r" page \d+$")
PRESSED_CHARACTERS = 2_000
"""Of a button's value; Slack takes no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Where an answer goes. Slack takes five at an address, within half an hour."""

    url: str = ""
    channel: str = ""
    thread: str = ""
    """The thread in which it was asked, if it was in one."""
    in_place: bool = False
    """Whether it takes the place of the message that the button stands under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody asks something somewhere. What Slack leaves out is empty."""

    call: str
    """What tells it from every other call, also when Slack or somebody else sends it again."""
    server: str
    organisation: str = ""
    channel: str
    person: str
    """Their id."""
    name: str = ""
    home: str = ""
    """The workspace that they belong to, where Slack tells; not always the one they ask in."""
    words: str = ""
    command: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)
    trigger: str = ""
    """What lets a dialogue open, within three seconds."""
    reply: Reply = Reply()


def typed(body: Json) -> Asked:
    """Read a slash command."""
    return Asked(
        call=call_of(body),
        server=text_at(body, "team_id"),
        organisation=text_at(body, "enterprise_id"),
        channel=text_at(body, "channel_id"),
        person=text_at(body, "user_id"),
        name=text_at(body, "user_name"),
        words=unescaped(text_at(body, "text")),
        trigger=text_at(body, "trigger_id"),
        reply=Reply(url=text_at(body, "response_url"), channel=text_at(body, "channel_id")),
    )


def pressed(body: Json) -> Asked | None:
    """Read a press of one of our buttons; None where it asks for nothing, as a link does."""
    action = action_of(body)
    words = text_at(action, "value")[:PRESSED_CHARACTERS]
    if text_at(action, "type") not in {"button", ""} or not words:
        return None
    turns = bool(at(body, "container", "is_ephemeral")) and _PAGE.search(words) is not None
    return interaction(body, words=words, in_place=turns)


def shortcut(body: Json) -> Asked:
    """Read the shortcut of a message: its first link is looked at, or its text where it has none."""
    message = body.get("message")
    found = link_in(message) if isinstance(message, Mapping) else ""
    what = found or unescaped(str(at(body, "message", "text") or ""))
    return interaction(body, command="check", arguments={"what": what})


def interaction(body: Json, *, in_place: bool = False, **asked: Any) -> Asked:
    """Read who did something, and where; `asked` is what it asks for."""
    channel = text_at(body, "channel", "id") or text_at(body, "container", "channel_id")
    thread = text_at(body, "container", "thread_ts") or text_at(body, "message", "thread_ts")
    return Asked(
        call=call_of(body),
        server=team_of(body),
        organisation=text_at(body, "enterprise", "id") or text_at(body, "team", "enterprise_id"),
        channel=channel,
        person=text_at(body, "user", "id"),
        name=text_at(body, "user", "username") or text_at(body, "user", "name"),
        home=text_at(body, "user", "team_id"),
        trigger=text_at(body, "trigger_id"),
        reply=Reply(url=text_at(body, "response_url"), channel=channel, thread=thread, in_place=in_place),
        **asked,
    )


def is_ours(body: Json) -> bool:
    """Return whether it was one of our buttons that was pressed."""
    return text_at(action_of(body), "action_id").startswith(ACTION)


def action_of(body: Json) -> Json:
    """Return the one thing that was pressed or chosen."""
    actions = body.get("actions")
    first = actions[0] if isinstance(actions, list) and actions else {}
    return first if isinstance(first, Mapping) else {}


def team_of(body: Json) -> str:
    """Return the workspace that an interaction belongs to; where an organisation let us in, Slack may leave it out."""
    view = text_at(body, "view", "app_installed_team_id")
    view = "" if view.startswith("E") else view  # where an organisation let us in, its own id stands there
    return view or text_at(body, "team", "id") or text_at(body, "user", "team_id") or text_at(body, "view", "team_id")


def call_of(body: Json) -> str:
    """Return what tells a call from every other: Slack's id of an event, or the trigger of a person's deed."""
    event = text_at(body, "event_id")
    trigger = text_at(body, "trigger_id")
    if event or trigger:
        return f"event {event}" if event else f"trigger {trigger}"
    return f"body {sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()}"


def link_in(part: Any) -> str:
    """Return the first link of a message: in its text, else in its blocks, else in what is attached to it."""
    for text in _texts(part):
        found = _LINK.search(text) or _BARE_LINK.search(text)
        if found is not None:
            return html.unescape(found[found.lastindex or 0])
    return ""


def unescaped(text: str) -> str:
    """Return what a person typed: links as they are, and the three signs that Slack writes otherwise."""
    return html.unescape(_LINK.sub(r"\1", text)).strip()


def text_at(body: Json, *path: str) -> str:
    """Return the text at a path; empty where there is none."""
    found = at(body, *path)
    return found if isinstance(found, str) else ""


def at(body: Json, *path: str) -> Any:
    """Return what is at a path; None where there is nothing."""
    found: Any = body
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _texts(part: Any) -> Iterator[str]:
    """Yield every text of a message that may hold a link, the message's own first."""
    if isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, Mapping):
        for key in ("text", "url", "title_link", "from_url", "original_url", "fallback"):
            if isinstance(part.get(key), str):
                yield part[key]
        for key in ("text", "blocks", "elements", "fields", "attachments"):
            if not isinstance(part.get(key), str):
                yield from _texts(part.get(key))
