"""The settings as frozen values: every key with its default, and nothing that reads a file or the environment."""

import re
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs, quote, unquote, urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr


def _as_tuple(value: Any) -> Any:
    if isinstance(value, str):
        return tuple(word for part in value.split(",") if (word := part.strip()))
    return tuple(value) if isinstance(value, list) else value


def _channels(given: tuple[str, ...]) -> tuple[str, ...]:
    for channel in given:
        platform, colon, name = channel.partition(":")
        if not (platform.isidentifier() and colon and name):
            raise ValueError("should name channels as platform:channel, such as console:desk")
    return given


def _platforms(given: tuple[str, ...]) -> tuple[str, ...]:
    for name in given:
        if not name.isidentifier():
            raise ValueError("should name platforms, such as console")
    return given


def _database_url(url: str) -> str:
    if not re.match(r"[a-z0-9+]+:///?.", url):
        raise ValueError("should be a database URL, such as sqlite:///tallywire.db")
    return url


def _web_url(url: str) -> str:
    if not re.match(r"(https?|wss?)://[^/\s]+", url):
        raise ValueError("should be a web address, such as https://example.org")
    return url


def _public_url(url: str) -> str:
    if not re.fullmatch(r"https?://[^/\s?#@]+(/[^\s?#]*)?", url):
        raise ValueError("should be where hubs reach us, such as https://desk.example.org")
    return url.rstrip("/")


def _contact(address: str) -> str:
    if not re.fullmatch(r"(https?://|mailto:)[!-'*-~]+", address):
        raise ValueError(
            "should be an address for those we read, such as https://example.org/about or mailto:desk@example.org"
        )
    return address


Text = Annotated[str, Field(min_length=1)]
Words = Annotated[tuple[Text, ...], BeforeValidator(_as_tuple)]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
WebUrl = Annotated[str, AfterValidator(_web_url)]
PublicUrl = Annotated[str, AfterValidator(_public_url)]
Contact = Annotated[str, AfterValidator(_contact)]
Port = Annotated[int, Field(ge=0, le=65535)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class StoreSettings(_Section):
    """Where the ledger, the outbox and the feeds' state are kept."""

    url: DatabaseUrl = Field(default="sqlite:///tallywire.db", repr=False)
    """A database URL. From the environment it may hold a password, so it is never printed."""
    password: SecretStr | None = None
    """Of the user that `url` names."""
    text_days: Annotated[int, Field(ge=0)] = 90
    """How long the texts of articles are kept; 0 keeps them. Titles, statements and quotes are never forgotten."""
    lease: Annotated[float, Field(ge=1, le=3600)] = 30.0
    """Seconds after which other processes take over what one has begun that has gone."""


class TopicsSettings(_Section):
    """Where the topic files are."""

    dir: Text = "seeds/topics"


class FeedsSettings(_Section):
    """Which feeds are polled, and how."""

    file: Text = "config/feeds.toml"
    baseline: bool = True
    """Whether first contact with a feed marks what it holds as seen, without a post."""
    interval: Seconds = 300.0
    """Seconds between polls of a feed that names no interval of its own, until it shows how often it publishes."""
    min_interval: Seconds = 60.0
    """A busy feed is polled no more often."""
    max_interval: Seconds = 3600.0
    """A quiet feed is polled no less often."""
    notice_after: Annotated[int, Field(ge=1)] = 5
    """Failures of a feed in a row before the operators are told."""
    remember_days: Annotated[int, Field(ge=1)] = 90
    """How long the ids of a feed's items are kept; the articles themselves are never forgotten."""


class FetchSettings(_Section):
    """Limits of fetching from the web."""

    allow_hosts: Words = ()
    """`host:port` of private addresses that may be fetched all the same, such as a feed server on loopback."""
    timeout: Seconds = 20.0
    """Seconds for a whole answer."""
    max_bytes: Annotated[int, Field(gt=0)] = 5_000_000
    concurrency: Annotated[int, Field(ge=1, le=1000)] = 100
    """How many feeds are polled at a time; those that are slow to answer are not counted."""
    per_host: Annotated[int, Field(ge=1, le=100)] = 2
    """How many fetches of one host run at a time; `allow_hosts` are not held to it."""
    host_pause: Annotated[float, Field(ge=0, le=60)] = 0.5
    """Seconds between two fetches of one host; `allow_hosts` are not held to it."""
    contact: Contact | None = None
    """Where a publisher reaches who runs this; it stands in the User-Agent of every fetch."""
    robots: bool = True
    """Whether the page of an article is left alone when its site's robots.txt asks for it."""


class ReadingSettings(_Section):
    """How articles are read."""

    workers: Annotated[int, Field(ge=0, le=64)] | None = None
    """Processes beside this one; 0 reads in this one, and None takes one for every four cores, but one at least."""
    seconds: Seconds = 5.0
    """So long one article may take; what stalls its reader is unreadable. It does not hold for 0 workers."""


class PlatformsSettings(_Section):
    """Where posts go, beside the platforms whose tokens are set."""

    also: Annotated[Words, AfterValidator(_platforms)] = ()
    """Names of platforms that need no token, such as console: each is a folder of `adapters/`."""


class ConsoleSettings(_Section):
    """The terminal as a platform."""

    log: str | None = None
    """A file that each post is also written to, one JSON object a line; None writes no file."""


class DiscordSettings(_Section):
    """Discord. Without a token it stays off."""

    api_base: WebUrl = "https://discord.com/api/v10"
    gateway_url: WebUrl | None = None
    """None asks Discord for it."""
    desk_roles: Words = ()
    """Ids of roles, at most one or two a server, whose members may change what a channel hears."""
    token: SecretStr | None = None


class SlackSettings(_Section):
    """Slack. It is on with a bot token, for one workspace, or with the app's credentials, for all that install it."""

    api_base: WebUrl = "https://slack.com/api"
    mode: Literal["socket", "http"] = "socket"
    desk_groups: Words = ()
    """Ids of user groups whose members may change what a channel hears, beside whoever manages the workspace."""
    client_id: Text | None = None
    bot_token: SecretStr | None = None
    app_token: SecretStr | None = None
    signing_secret: SecretStr | None = None
    client_secret: SecretStr | None = None
    token_keys: SecretStr | None = None
    """What the tokens of workspaces are encrypted with, newest first, with commas between."""

    @property
    def installable(self) -> bool:
        """Whether workspaces install the app themselves."""
        return self.mode == "http" and bool(self.client_id and self.client_secret)


class HttpSettings(_Section):
    """The port for health, metrics and what platforms send us."""

    host: Text = "127.0.0.1"
    port: Port = 8080
    """It is opened where hubs or Slack reach us, and where it is set: health and metrics are served there too."""
    public_url: PublicUrl | None = None
    """Where hubs on the web reach this port; with it, feeds that offer a hub are pushed as well as polled."""


class LogSettings(_Section):
    """What `run` writes to standard error."""

    lines: Literal["text", "json"] = "text"
    """Words for persons, or one JSON object a line for programs."""


class OperatorsSettings(_Section):
    """Who runs this bot."""

    channels: Annotated[Words, AfterValidator(_channels)] = ()
    """Channels told of feeds that fail, recover, move or are gone, as `platform:channel`."""
    alarm_after: Seconds = 600.0
    """So long due feeds and posts may wait until these channels are told."""
    people: Annotated[Words, AfterValidator(_channels)] = ()
    """Who may change topics, feeds and the common ledger from a chat, as `platform:person`, by id."""


class Settings(_Section):
    """Everything that can be set. Paths are absolute once the settings are loaded."""

    store: StoreSettings = StoreSettings()
    topics: TopicsSettings = TopicsSettings()
    feeds: FeedsSettings = FeedsSettings()
    fetch: FetchSettings = FetchSettings()
    reading: ReadingSettings = ReadingSettings()
    platforms: PlatformsSettings = PlatformsSettings()
    console: ConsoleSettings = ConsoleSettings()
    operators: OperatorsSettings = OperatorsSettings()
    discord: DiscordSettings = DiscordSettings()
    slack: SlackSettings = SlackSettings()
    http: HttpSettings = HttpSettings()
    log: LogSettings = LogSettings()


def secrets_of(settings: Settings) -> frozenset[str]:
    """Return every secret that the settings hold, each in every form in which it is used."""
    sections = [getattr(settings, name) for name in Settings.model_fields]
    values = [getattr(section, name) for section in sections for name in type(section).model_fields]
    given = [value.get_secret_value() for value in values if isinstance(value, SecretStr)]
    url = settings.store.url
    login = urlsplit(url).netloc.rpartition("@")[0] if "@" in url else ""
    given += [login.partition(":")[2], *parse_qs(urlsplit(url).query).get("password", [])]
    parts = [part.strip() for secret in given for part in (secret, *secret.split(","))]
    return frozenset(each for part in parts for each in (part, unquote(part), quote(part, safe="")) if each)
