"""What there is on the double's Slack: the app, its workspaces, their channels, people, groups and messages."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.doubles.slack.errors import RefusedError
from tests.doubles.slack.manifest import Manifest
from tests.doubles.wire.calls import Json
from tests.doubles.wire.clock import RunningClock

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FIRST_NUMBER = 36**8 * 7
CHANNEL_NAMES = ("newsroom", "foreign-desk", "night-desk", "sports")
OWNER = "operator"


@dataclass(slots=True)
class App:
    """The app as its settings page tells of it."""

    id: str
    made_from: Manifest
    client_id: str = "4151623422.108"
    client_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    verification_token: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    app_token: str = ""

    @property
    def name(self) -> str:
        """Return its name."""
        return self.made_from.name

    def hears(self, event: str) -> bool:
        """Tell whether it subscribed to an event; an app that subscribed to nothing by name hears all."""
        known = self.made_from.events
        return not known or event in known or (event == "message" and "message.channels" in known)


@dataclass(frozen=True, slots=True)
class Enterprise:
    """A Grid organisation."""

    id: str
    name: str
    domain: str


@dataclass(slots=True)
class Person:
    """A user of one workspace."""

    id: str
    name: str
    is_bot: bool = False
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    deleted: bool = False
    tz: str = "Europe/Amsterdam"


@dataclass(slots=True)
class Message:
    """A message as it is told, and what Slack knows besides. `only_for` is who alone sees it."""

    wire: Json
    channel_id: str
    author: str
    at: float
    only_for: str = ""
    metadata: Json | None = None
    broadcast: bool = False
    deleted: bool = False

    @property
    def ts(self) -> str:
        """Return its id, which is its time."""
        return str(self.wire["ts"])

    @property
    def parent(self) -> str:
        """Return the thread it answers in, empty for a message that stands by itself or begins a thread."""
        above = str(self.wire.get("thread_ts") or "")
        return "" if above == self.ts else above


@dataclass(slots=True)
class Channel:
    """A channel or direct message with its messages by ts. `refuses` is the error that a post there gets."""

    id: str
    team_id: str
    name: str
    created: int
    creator: str
    is_private: bool = False
    is_im: bool = False
    is_archived: bool = False
    members: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    refuses: str = ""

    def seen(self) -> list[Message]:
        """Return what everyone sees in it, oldest first."""
        return [each for each in self.messages.values() if not each.deleted and not each.only_for]

    def replies(self, ts: str) -> list[Message]:
        """Return what stands in a thread below its first message."""
        return [each for each in self.seen() if each.parent == ts]


@dataclass(slots=True)
class UserGroup:
    """A user group of a workspace."""

    id: str
    handle: str
    users: list[str]


@dataclass(slots=True)
class Workspace:
    """A workspace with all that is in it, by id."""

    id: str
    name: str
    domain: str
    enterprise: Enterprise | None = None
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    groups: dict[str, UserGroup] = field(default_factory=dict)


@dataclass(slots=True)
class Installation:
    """The app in a workspace, or in a whole organisation. `refuses` is the error that its token gets."""

    team_ids: list[str]
    token: str
    bot_id: str
    bot_user: str
    scopes: set[str]
    enterprise: Enterprise | None = None
    everywhere: bool = False
    """Whether it is installed in the organisation: one token for all of its workspaces."""
    installed_by: str = ""
    refuses: str = ""
    refresh_token: str = ""


class World:
    """All of it."""

    def __init__(self, clock: RunningClock, manifest: Manifest) -> None:
        self.clock = clock
        self._number = FIRST_NUMBER
        self._last_ts = 0
        self.app = App(self.new_id("A"), manifest)
        self.app.app_token = f"xapp-1-{self.app.id}-{secrets.token_hex(16)}"
        self.workspaces: dict[str, Workspace] = {}
        self.installations: list[Installation] = []
        self.first_tokens: dict[str, str] = {}
        """The token that each workspace began with."""
        self.enterprise = Enterprise(self.new_id("E"), "Newsroom Group", "newsroom-group")

    def new_id(self, letter: str) -> str:
        """Return an id of Slack's form, never one twice."""
        self._number += 7919
        number, written = self._number, ""
        while number:
            number, digit = divmod(number, 36)
            written = DIGITS[digit] + written
        return f"{letter}0{written}"

    def new_ts(self) -> str:
        """Return the time as a message's id, never one twice."""
        self._last_ts = max(self._last_ts + 1, int(self.clock.seconds() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06}"

    def found(self, channels: int, *, in_enterprise: bool = False) -> Workspace:
        """Found a workspace with its owner and channels; the app is not in it."""
        number = len(self.workspaces) + 1
        enterprise = self.enterprise if in_enterprise else None
        made = Workspace(self.new_id("T"), f"Newsroom {number}", f"newsroom-{number}", enterprise)
        self.workspaces[made.id] = made
        self.person(made, OWNER).is_owner = True
        for place in range(channels):
            self.add_channel(made, CHANNEL_NAMES[place] if place < len(CHANNEL_NAMES) else f"desk-{place + 1}")
        return made

    def install(self, *team_ids: str, everywhere: bool = False, scopes: Iterable[str] = ()) -> Installation:
        """Put the app into a workspace, or into all these of an organisation, and its bot into their channels.

        It is granted `scopes`, or what its manifest asks for.
        """
        first = self.workspaces[team_ids[0]]
        bot = Person(self.new_id("U"), self.app.name.lower(), is_bot=True)
        made = Installation(
            team_ids=list(team_ids),
            token=f"xoxb-{secrets.randbelow(10**12)}-{secrets.token_urlsafe(18)}",
            bot_id=self.new_id("B"),
            bot_user=bot.id,
            scopes=set(scopes or self.app.made_from.scopes),
            enterprise=first.enterprise,
            everywhere=everywhere,
        )
        for team_id in team_ids:
            workspace = self.workspaces[team_id]
            workspace.people[bot.id] = bot
            for channel in workspace.channels.values():
                channel.members.append(bot.id)
        self.installations = [
            each for each in self.installations if each.everywhere or not set(each.team_ids) & set(team_ids)
        ]
        self.installations.append(made)
        self.first_tokens.setdefault(first.id, made.token)
        return made

    def add_channel(self, workspace: Workspace, name: str, *, private: bool = False) -> Channel:
        """Open a channel; its owner is in it, and the app's bot where it is installed."""
        owner = next(each.id for each in workspace.people.values() if each.is_owner)
        made = Channel(self.new_id("C"), workspace.id, name, int(self.clock.seconds()), owner, private, members=[owner])
        made.members += [each.bot_user for each in self.installations if workspace.id in each.team_ids]
        workspace.channels[made.id] = made
        return made

    def direct(self, workspace: Workspace, person_id: str, bot_user: str) -> Channel:
        """Return the direct message channel of a person and the bot."""
        known = [each for each in workspace.channels.values() if each.is_im and person_id in each.members]
        if known:
            return known[0]
        made = Channel(self.new_id("D"), workspace.id, "", int(self.clock.seconds()), person_id, is_im=True)
        made.members = [person_id, bot_user]
        workspace.channels[made.id] = made
        return made

    def person(self, workspace: Workspace, name: str) -> Person:
        """Return the person of that name or id, who comes into being when first named."""
        if name in workspace.people:
            return workspace.people[name]
        known = next((each for each in workspace.people.values() if each.name == name), None)
        if known is None:
            known = Person(self.new_id("U"), name)
            workspace.people[known.id] = known
        return known

    def group(self, workspace: Workspace, handle: str, users: list[str]) -> UserGroup:
        """Return the user group of that handle with these users in it."""
        known = next((each for each in workspace.groups.values() if each.handle == handle), None)
        if known is None:
            known = UserGroup(self.new_id("S"), handle, users)
            workspace.groups[known.id] = known
        known.users = users
        return known

    def keep_secrets(self, before: "World") -> None:
        """Take over what another world's app and its installations prove themselves with."""
        app, known = self.app, before.app
        app.client_secret, app.signing_secret = known.client_secret, known.signing_secret
        app.verification_token, app.app_token = known.verification_token, known.app_token
        for made in self.installations:
            made.token = before.first_tokens.get(made.team_ids[0], made.token)
        self.first_tokens = before.first_tokens

    def workspace_of(self, channel_id: str) -> Workspace:
        """Return the workspace that a channel is in; LookupError when there is no such channel."""
        for workspace in self.workspaces.values():
            if channel_id in workspace.channels:
                return workspace
        raise LookupError(f"no channel {channel_id}")

    def installed_in(self, team_id: str) -> Installation | None:
        """Return the app's installation that serves a workspace."""
        return next((each for each in self.installations if team_id in each.team_ids), None)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: an installation, or nobody where a method needs none; with the world as they may see it."""

    world: World
    installation: Installation | None = None
    team_id: str = ""

    @property
    def workspace(self) -> Workspace:
        """Return the workspace that the call is about."""
        return self.world.workspaces[self.team_id]

    @property
    def installed(self) -> Installation:
        """Return the installation whose token was sent."""
        if self.installation is None:
            raise RefusedError("not_authed")
        return self.installation

    def channel(self, channel_id: str, *, error: str = "channel_not_found") -> Channel:
        """Return a channel that the bot can see, of any workspace that the token is for."""
        for team_id in self.installed.team_ids:
            channel = self.world.workspaces[team_id].channels.get(channel_id)
            if channel and (self.is_in(channel) or not channel.is_private):
                return channel
        raise RefusedError(error)

    def is_in(self, channel: Channel) -> bool:
        """Tell whether the bot is a member."""
        return self.installed.bot_user in channel.members

    def person(self, user_id: str, *, error: str = "user_not_found") -> Person:
        """Return a person of the workspaces that the token is for."""
        return self.home(user_id, error=error).people[user_id]

    def home(self, user_id: str, *, error: str = "user_not_found") -> Workspace:
        """Return the workspace that a person belongs to."""
        for team_id in self.installed.team_ids:
            if user_id in self.world.workspaces[team_id].people:
                return self.world.workspaces[team_id]
        raise RefusedError(error)
