"""What Slack's reference says of each method: the scopes of which one is needed, and the tier of its limit."""

from dataclasses import dataclass

HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
READ = ("channels:read", "groups:read", "im:read", "mpim:read")
SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "chat:write.public",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "mpim:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users:read",
)
"""What the double's app is granted unless a test says otherwise."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`scopes`: any one of them opens the method. `required`: arguments without which nothing is tried.

    `caller`: whose token opens it: the bot's, the app's, or nobody's.
    """

    tier: str
    scopes: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    caller: str = "bot"


NEED_A_TEAM = frozenset(
    {"conversations.list", "usergroups.list", "usergroups.users.list", "users.conversations", "users.list"}
)
"""Methods that an organisation's token has to be told a workspace for."""
METHODS = {
    "api.test": Entry("tier4", caller="nobody"),
    "apps.connections.open": Entry("connections", ("connections:write",), caller="app"),
    "auth.test": Entry("special"),
    "auth.revoke": Entry("tier3"),
    "auth.teams.list": Entry("tier2"),
    "bots.info": Entry("tier3", ("users:read",)),
    "chat.delete": Entry("tier3", ("chat:write",), ("channel", "ts")),
    "chat.getPermalink": Entry("special", (), ("channel", "message_ts")),
    "chat.postEphemeral": Entry("tier4", ("chat:write",), ("channel", "user")),
    "chat.postMessage": Entry("post", ("chat:write",), ("channel",)),
    "chat.update": Entry("tier3", ("chat:write",), ("channel", "ts")),
    "conversations.history": Entry("history", HISTORY, ("channel",)),
    "conversations.info": Entry("tier3", READ, ("channel",)),
    "conversations.join": Entry("tier3", ("channels:join",), ("channel",)),
    "conversations.list": Entry("tier2", READ),
    "conversations.members": Entry("tier4", READ, ("channel",)),
    "conversations.open": Entry("tier3", ("im:write",)),
    "conversations.replies": Entry("history", HISTORY, ("channel", "ts")),
    "files.completeUploadExternal": Entry("tier4", ("files:write",), ("files",)),
    "files.delete": Entry("tier3", ("files:write",), ("file",)),
    "files.getUploadURLExternal": Entry("tier4", ("files:write",), ("filename", "length")),
    "files.info": Entry("tier4", ("files:read",), ("file",)),
    "oauth.v2.access": Entry("tier4", caller="nobody"),
    "reactions.add": Entry("tier3", ("reactions:write",), ("channel", "name", "timestamp")),
    "team.info": Entry("tier3", ("team:read",)),
    "usergroups.list": Entry("tier2", ("usergroups:read",)),
    "usergroups.users.list": Entry("tier2", ("usergroups:read",), ("usergroup",)),
    "users.conversations": Entry("tier3", READ),
    "users.info": Entry("tier4", ("users:read",), ("user",)),
    "users.list": Entry("tier2", ("users:read",)),
    "views.open": Entry("tier4", (), ("trigger_id", "view")),
    "views.publish": Entry("tier4", (), ("user_id", "view")),
    "views.push": Entry("tier4", (), ("trigger_id", "view")),
    "views.update": Entry("tier4", (), ("view",)),
}
