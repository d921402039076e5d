"""Who is pinged, by Discord's rules of allowed mentions."""

import pytest

from tests.doubles.discord.double import Discord
from tests.doubles.discord.mentions import DEFAULT, DEFAULT_OF_INTERACTIONS, pings
from tests.doubles.wire.calls import Json
from tests.doubles_tests.discord.conftest import Ask

USER, ROLE = 100_000_000_000_000_001, 100_000_000_000_000_002
ALL = f"@everyone <@{USER}> <@&{ROLE}>"


@pytest.mark.parametrize(
    ("body", "everyone", "users", "roles"),
    [
        ({"content": ALL}, ["everyone"], [USER], [ROLE]),
        ({"content": ALL, "allowed_mentions": {"parse": []}}, [], [], []),
        ({"content": ALL, "allowed_mentions": {}}, [], [], []),
        ({"content": ALL, "allowed_mentions": {"parse": ["users"]}}, [], [USER], []),
        ({"content": ALL, "allowed_mentions": {"parse": ["everyone"]}}, ["everyone"], [], []),
        ({"content": ALL, "allowed_mentions": {"roles": [str(ROLE)]}}, [], [], [ROLE]),
        ({"content": ALL, "allowed_mentions": {"roles": ["5"]}}, [], [], []),
        ({"content": f"@here <@!{USER}>"}, ["here"], [USER], []),
        ({"content": "mail@everyone.org"}, ["everyone"], [], []),
        ({"content": "@\u200beveryone, @Everyone, @ everyone"}, [], [], []),
        ({"content": "`@everyone`"}, ["everyone"], [], []),
        ({"embeds": [{"description": ALL, "title": ALL}]}, [], [], []),
        ({"flags": 1 << 15, "components": [{"type": 10, "content": ALL}]}, ["everyone"], [USER], [ROLE]),
        ({"components": [{"type": 1, "components": [{"type": 2, "label": ALL}]}]}, [], [], []),
    ],
)
def test_text_pings_whom_it_may(body: Json, everyone: list[str], users: list[int], roles: list[int]) -> None:
    found = pings(body, DEFAULT, may_ping_everyone=True, mentionable=frozenset())
    assert (sorted(found.everyone), sorted(found.users), sorted(found.roles)) == (everyone, users, roles)
    assert bool(found) == bool(everyone or users or roles)


def test_answers_to_interactions_ping_users_alone_unless_told_otherwise() -> None:
    found = pings({"content": ALL}, DEFAULT_OF_INTERACTIONS, may_ping_everyone=True, mentionable=frozenset())
    assert (found.everyone, found.users, found.roles) == (frozenset(), frozenset({USER}), frozenset())


@pytest.mark.parametrize(("mentionable", "roles"), [(frozenset(), frozenset()), (frozenset({ROLE}), frozenset({ROLE}))])
def test_without_the_permission_only_users_and_mentionable_roles(
    mentionable: frozenset[int], roles: frozenset[int]
) -> None:
    found = pings({"content": ALL}, DEFAULT, may_ping_everyone=False, mentionable=mentionable)
    assert (found.everyone, found.users, found.roles) == (frozenset(), frozenset({USER}), roles)


async def test_it_is_written_down_what_pinged_whom(ask: Ask, discord: Discord) -> None:
    body = {"content": "@everyone look", "allowed_mentions": {"parse": ["everyone"]}}
    message = (await ask("POST", "/channels/{c}/messages", body)).body
    await ask("POST", "/channels/{c}/messages", {**body, "allowed_mentions": {"parse": []}})
    channel = discord.world.channels[int(message["channel_id"])]
    discord.posting.write(channel, {"content": "@everyone"}, (), author=discord.world.person("alice"), default=DEFAULT)
    assert message["mention_everyone"] is True
    assert [(each.message_id, each.everyone) for each in discord.world.pings] == [(message["id"], ["everyone"])]
