"""What a member may do in a channel, computed as Discord does."""

from collections.abc import Iterable

BITS = {
    "KICK_MEMBERS": 1,
    "BAN_MEMBERS": 2,
    "ADMINISTRATOR": 3,
    "MANAGE_CHANNELS": 4,
    "MANAGE_GUILD": 5,
    "ADD_REACTIONS": 6,
    "VIEW_CHANNEL": 10,
    "SEND_MESSAGES": 11,
    "SEND_TTS_MESSAGES": 12,
    "MANAGE_MESSAGES": 13,
    "EMBED_LINKS": 14,
    "ATTACH_FILES": 15,
    "READ_MESSAGE_HISTORY": 16,
    "MENTION_EVERYONE": 17,
    "USE_EXTERNAL_EMOJIS": 18,
    "MANAGE_ROLES": 28,
    "MANAGE_WEBHOOKS": 29,
    "USE_APPLICATION_COMMANDS": 31,
    "MANAGE_THREADS": 34,
    "CREATE_PUBLIC_THREADS": 35,
    "CREATE_PRIVATE_THREADS": 36,
    "SEND_MESSAGES_IN_THREADS": 38,
}
EVERYBODY = (
    "VIEW_CHANNEL",
    "SEND_MESSAGES",
    "EMBED_LINKS",
    "ATTACH_FILES",
    "READ_MESSAGE_HISTORY",
    "MENTION_EVERYONE",
    "ADD_REACTIONS",
    "USE_APPLICATION_COMMANDS",
    "CREATE_PUBLIC_THREADS",
    "SEND_MESSAGES_IN_THREADS",
)
"""What everyone in a new server may do; that a bot may ping everyone is the worst case, and the default."""


def bits(names: Iterable[str]) -> int:
    """Return permissions as a number; KeyError for a name that Discord does not have."""
    return sum(1 << BITS[name] for name in set(names))


ALL = bits(BITS)
ADMINISTRATOR = bits(["ADMINISTRATOR"])


def resolved(base: int, overwrites: Iterable[tuple[int, int]]) -> int:
    """Return what is left of `base` after overwrites (allow, deny): everyone's, those of roles, the member's."""
    if base & ADMINISTRATOR:
        return ALL
    for allow, deny in overwrites:
        base = base & ~deny | allow
    return base
