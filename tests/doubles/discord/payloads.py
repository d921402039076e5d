"""How Discord writes what there is: users, servers, channels, members."""

from datetime import UTC, datetime

from tests.doubles.discord.world import Channel, Guild, Person, Role, World
from tests.doubles.wire.calls import Json

JOINED = "2024-05-01T10:00:00.000000+00:00"
KEY = "0" * 64
LEAST_INTENTS = 0
UNSET = (
    *("icon", "description", "home_header", "splash", "discovery_splash", "banner", "application_id"),
    *("afk_channel_id", "system_channel_id", "widget_channel_id", "vanity_url_code", "rules_channel_id"),
    *("safety_alerts_channel_id", "public_updates_channel_id", "max_presences", "hub_type", "incidents_data"),
)
"""What a new server has not."""
OVERWRITE_ROLE, OVERWRITE_MEMBER = 0, 1


def time(seconds: float) -> str:
    """Write seconds since 1970 as Discord does."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def user(person: Person) -> Json:
    """Write a user."""
    return {
        "id": str(person.id),
        "username": person.name,
        "discriminator": "0",
        "global_name": person.name.title(),
        "avatar": None,
        "bot": person.bot,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def myself(person: Person) -> Json:
    """Write the user that the token belongs to."""
    return {**user(person), "mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}


def application(world: World) -> Json:
    """Write the application that the bot belongs to."""
    return {
        "id": str(world.application_id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": user(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": KEY,
        "flags": LEAST_INTENTS,
        "flags_new": str(LEAST_INTENTS),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user(world.owner),
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
    }


def role(each: Role) -> Json:
    """Write a role."""
    return {
        "id": str(each.id),
        "name": each.name,
        "permissions": str(each.permissions),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": each.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def member(guild: Guild, person: Person, *, permissions: int | None = None) -> Json:
    """Write a member; with `permissions` as interactions carry them."""
    written = {
        "user": user(person),
        "nick": None,
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": JOINED,
        "pending": False,
        "premium_since": None,
        "roles": [str(each) for each in guild.members.get(person.id, [])],
        "mute": False,
        "deaf": False,
    }
    return written if permissions is None else {**written, "permissions": str(permissions)}


def channel(each: Channel, world: World) -> Json:
    """Write a channel, thread or direct channel."""
    if each.guild_id is None:
        recipient = world.people[each.recipient_id or 0]
        last = str(max(each.messages, default=0)) if each.messages else None
        direct = {"id": str(each.id), "type": each.type, "flags": 0, "last_message_id": last}
        return {**direct, "recipients": [user(recipient)]}
    if each.thread:
        return thread(each)
    return {
        "id": str(each.id),
        "type": each.type,
        "guild_id": str(each.guild_id),
        "name": each.name,
        "position": list(world.guilds[each.guild_id].channels).index(each.id),
        "flags": 0,
        "topic": None,
        "nsfw": False,
        "parent_id": None,
        "rate_limit_per_user": 0,
        "last_message_id": str(max(each.messages)) if each.messages else None,
        "permission_overwrites": _overwrites(each, world.guilds[each.guild_id]),
    }


def _overwrites(each: Channel, guild: Guild) -> list[Json]:
    return [
        {
            "id": str(target),
            "type": OVERWRITE_ROLE if target in guild.roles else OVERWRITE_MEMBER,
            "allow": str(allow),
            "deny": str(deny),
        }
        for target, (allow, deny) in each.overwrites.items()
    ]


def thread(each: Channel) -> Json:
    """Write a thread."""
    if each.thread is None:
        raise TypeError(f"{each.name} is no thread")
    count = len(each.seen())
    return {
        "id": str(each.id),
        "type": each.type,
        "guild_id": str(each.guild_id),
        "parent_id": str(each.parent_id),
        "name": each.name,
        "owner_id": str(each.thread.owner_id),
        "flags": 0,
        "rate_limit_per_user": 0,
        "last_message_id": str(max(each.messages)) if each.messages else None,
        "message_count": count,
        "total_message_sent": len(each.messages),
        "member_count": 1,
        "thread_metadata": {
            "archived": each.thread.archived,
            "archive_timestamp": each.thread.created,
            "auto_archive_duration": each.thread.auto_archive,
            "locked": each.thread.locked,
            "create_timestamp": each.thread.created,
        },
    }


def guild(each: Guild) -> Json:
    """Write a server as REST does."""
    nothing = dict.fromkeys(UNSET)
    return {
        **nothing,
        "id": str(each.id),
        "name": each.name,
        "owner_id": str(each.owner_id),
        "features": [],
        "region": "us-central",
        "afk_timeout": 300,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "verification_level": 1,
        "roles": [role(known) for known in each.roles.values()],
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": "en-US",
        "premium_progress_bar_enabled": False,
        "premium_progress_bar_enabled_user_updated_at": None,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
    }


def guild_create(each: Guild, world: World) -> Json:
    """Write a server as the gateway tells it to a bot without privileged intents: itself the only member."""
    channels = list(each.channels.values())
    return {
        **guild(each),
        "joined_at": JOINED,
        "large": False,
        "unavailable": False,
        "member_count": len(each.members),
        "members": [member(each, world.bot)],
        "channels": [channel(known, world) for known in channels if not known.thread],
        "threads": [thread(known) for known in channels if known.thread and not known.thread.archived],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def partial_guild(each: Guild) -> Json:
    """Write a server as interactions carry it."""
    return {"id": str(each.id), "locale": "en-US", "features": []}
