"""All of the double put together: a call goes through token, scopes, limits and arguments to what answers it."""

from collections.abc import Callable
from dataclasses import replace

from tests.doubles.slack.acting import People
from tests.doubles.slack.auth import Auth
from tests.doubles.slack.blocks import BlockRules
from tests.doubles.slack.catalog import METHODS, NEED_A_TEAM, Entry
from tests.doubles.slack.chat import Chat
from tests.doubles.slack.conversations import Conversations
from tests.doubles.slack.deliveries import Deliveries, Delivery
from tests.doubles.slack.directory import bot_info, group_users, groups, team_info, user_info, users
from tests.doubles.slack.errors import RATE_LIMITED, RefusedError, bare
from tests.doubles.slack.files import PATH as UPLOADS
from tests.doubles.slack.files import Files
from tests.doubles.slack.hooks import Hooks
from tests.doubles.slack.interactions import HOOKS, Interactions
from tests.doubles.slack.limits import Counters
from tests.doubles.slack.manifest import Manifest
from tests.doubles.slack.posting import Posting
from tests.doubles.slack.pushing import Pushing
from tests.doubles.slack.reading import read_arguments
from tests.doubles.slack.schema import BlockSchema, Samples
from tests.doubles.slack.sharing import Sharing
from tests.doubles.slack.sockets import Sockets
from tests.doubles.slack.views import Views
from tests.doubles.slack.world import Caller, World
from tests.doubles.wire.calls import Answer, Call, Json
from tests.doubles.wire.pipeline import Pipeline

BASE = "/api"
PAYLOADS = {
    "slash_commands": "SlashCommandPayload",
    "block_actions": "BlockActionPayload",
    "view_submission": "ViewSubmissionPayload",
    "view_closed": "ViewClosedPayload",
    "message_action": "MessageShortcutPayload",
}
"""The sample of each kind of payload."""
Method = Callable[[Json, Caller], Json]


class Slack:
    """One Slack. A new one is made for each reset."""

    def __init__(
        self, samples: Samples | None = None, schema: BlockSchema | None = None, manifest: Manifest | None = None
    ) -> None:
        self.pipeline = Pipeline(base=BASE, serve=self.serve, refuse=bare, read=read_arguments)
        clock = self.pipeline.clock
        self.world = World(clock, manifest or Manifest())
        self.counters = Counters(clock)
        self.files = Files(clock)
        rules = BlockRules(self.files.known, schema)
        self.posting = Posting(self.world, rules)
        self.chat = Chat(self.posting)
        self.conversations = Conversations()
        self.auth = Auth(self.world)
        self.interactions = Interactions(self.world)
        self.posting.changed = self.interactions.notice
        self.views = Views(self.world, self.interactions, rules)
        self.hooks = Hooks(self.world, self.posting, self.interactions)
        self.sockets = Sockets(self.world, self.pipeline)
        self.pushing = Pushing(self.world.app, clock)
        self.deliveries = Deliveries(self.world, self.sockets, self.pushing)
        self.deliveries.made = self._compare
        self.auth.tell = self.tell
        self.people = People(self)
        self.sharing = Sharing(self.files, self.posting, self.deliveries)
        self.samples = samples
        self.complaints: list[str] = []
        """What Slack's samples say against our own answers: faults of the double."""
        self._methods = self._made()

    def set_host(self, host: str) -> None:
        """Take the address that it is served at."""
        self.files.host = self.interactions.host = self.sockets.host = host

    def _made(self) -> dict[str, Method]:
        chat, conversations, views = self.chat, self.conversations, self.views
        return {
            "api.test": lambda _, __: {},
            "apps.connections.open": self.sockets.open,
            "auth.test": self.auth.who_am_i,
            "auth.revoke": self.auth.revoke,
            "auth.teams.list": self.auth.teams,
            "bots.info": bot_info,
            "chat.delete": chat.delete,
            "chat.getPermalink": chat.permalink,
            "chat.postEphemeral": chat.ephemeral,
            "chat.postMessage": chat.post,
            "chat.update": chat.update,
            "conversations.history": conversations.history,
            "conversations.info": conversations.info,
            "conversations.join": conversations.join,
            "conversations.list": conversations.list,
            "conversations.members": conversations.members,
            "conversations.open": conversations.open,
            "conversations.replies": conversations.replies,
            "files.completeUploadExternal": self.sharing.complete,
            "files.delete": self.files.delete,
            "files.getUploadURLExternal": self.files.ask,
            "files.info": self.files.info,
            "reactions.add": conversations.react,
            "team.info": team_info,
            "usergroups.list": groups,
            "usergroups.users.list": group_users,
            "users.conversations": conversations.mine,
            "users.info": user_info,
            "users.list": users,
            "views.open": views.open,
            "views.publish": views.publish,
            "views.push": views.push,
            "views.update": views.update,
        }

    def _compare(self, delivery: Delivery) -> None:
        """Hold what the app is told against Slack's samples."""
        name = PAYLOADS.get(delivery.payload.get("type", delivery.kind))
        if self.samples and name:
            self.complaints += self.samples.complaints(name, delivery.payload)

    def tell(self, team_id: str, event: Json) -> None:
        """Tell the app an event that it subscribed to."""
        if self.world.app.hears(event["type"]):
            self.deliveries.begin(self.deliveries.deliver(self.deliveries.event(team_id, event)))

    async def serve(self, call: Call) -> Answer:
        """Answer a call as Slack does; never raises for what a client can do wrong."""
        if call.path.startswith(UPLOADS):
            return self.files.take(call)
        if call.path.startswith(HOOKS):
            return self.hooks.answer(call)
        method = call.path.strip("/")
        entry = METHODS.get(method)
        if entry is None:
            return Answer(body={"ok": False, "error": "unknown_method", "req_method": method})
        headers: dict[str, str] = {}
        try:
            answer = self._admitted(method, entry, call, headers)
        except RefusedError as refused:
            answer = Answer(body=refused.body)
        if self.samples and answer.status != RATE_LIMITED:
            self.complaints += self.samples.complaints(method, answer.body)
        return replace(answer, headers={**headers, **answer.headers})

    def _admitted(self, method: str, entry: Entry, call: Call, headers: dict[str, str]) -> Answer:
        if call.broken:
            raise RefusedError("invalid_json")
        arguments: Json = call.body or {}
        if method == "oauth.v2.access":
            return Answer(body={"ok": True, **self.auth.access(arguments, call)})
        caller = self._caller(method, entry, call, arguments)
        if caller.installation:
            granted = ",".join(sorted(caller.installation.scopes))
            headers |= {"X-OAuth-Scopes": granted, "X-Accepted-OAuth-Scopes": ",".join(entry.scopes)}
            if entry.scopes and not caller.installation.scopes & set(entry.scopes):
                raise RefusedError("missing_scope", needed=",".join(entry.scopes), provided=granted)
        refusal = self.counters.admit(caller.team_id, method, entry.tier, str(arguments.get("channel", "")))
        if refusal:
            return refusal
        missing = [each for each in entry.required if arguments.get(each) in (None, "")]
        if missing:
            raise RefusedError("invalid_arguments", *(f"missing required field: {each}" for each in missing))
        return Answer(body={"ok": True, **self._methods[method](arguments, caller)})

    def _caller(self, method: str, entry: Entry, call: Call, arguments: Json) -> Caller:
        """Return who calls, if they may."""
        if entry.caller == "nobody":
            return Caller(self.world)
        kind, _, token = call.header("Authorization").partition(" ")
        if kind != "Bearer" or not token:
            raise RefusedError("not_authed")
        if entry.caller == "app":
            if token != self.world.app.app_token:
                raise RefusedError("not_allowed_token_type" if token.startswith("xoxb-") else "invalid_auth")
            return Caller(self.world)
        installation = next((each for each in self.world.installations if each.token == token), None)
        if installation is None:
            raise RefusedError("not_allowed_token_type" if token == self.world.app.app_token else "invalid_auth")
        if installation.refuses:
            raise RefusedError(installation.refuses)
        if installation.everywhere and method in NEED_A_TEAM and not arguments.get("team_id"):
            raise RefusedError("missing_argument", "missing required field: team_id")
        team_id = str(arguments.get("team_id") or installation.team_ids[0])
        if team_id not in installation.team_ids:
            raise RefusedError("team_access_not_granted")
        return Caller(self.world, installation, team_id)
