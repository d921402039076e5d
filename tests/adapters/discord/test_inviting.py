"""The invitation asks for what is needed and no more."""

from urllib.parse import parse_qs, urlsplit

import discord

from adapters.discord import invite_url

NEEDED = {
    "view_channel": 1 << 10,
    "send_messages": 1 << 11,
    "embed_links": 1 << 14,
    "attach_files": 1 << 15,
    "read_message_history": 1 << 16,
    "create_public_threads": 1 << 35,
    "send_messages_in_threads": 1 << 38,
}
"""Bits of Discord's documentation."""


def test_an_invitation_names_the_scopes_and_the_least_permissions() -> None:
    address = urlsplit(invite_url(1234))
    asked = parse_qs(address.query)
    assert (address.scheme, address.netloc) == ("https", "discord.com")
    assert asked["client_id"] == ["1234"]
    assert set(asked["scope"][0].split()) == {"bot", "applications.commands"}
    assert int(asked["permissions"][0]) == sum(NEEDED.values())


def test_nobody_can_be_mentioned_and_nothing_managed() -> None:
    granted = discord.Permissions(int(parse_qs(urlsplit(invite_url(1)).query)["permissions"][0]))
    held = [granted.mention_everyone, granted.administrator, granted.manage_messages, granted.manage_channels]
    assert not any(held)
