"""The commands as Discord registers them: all of the table, typed, and sent again only when they have changed."""

from pathlib import Path

import pytest

from adapters.discord import NotSynced, Rest, Synced, Told, keep_synced
from adapters.discord.payload import GROUP, payload
from adapters.discord.sync import ELSEWHERE
from bot.commands import COMMANDS
from tests.doubles.discord.steering import DiscordSteering

REGISTER = {"method": "PUT", "path": "/applications/*/commands"}


async def synced(rest: Rest, memory: Path | None, count: int = len(COMMANDS)) -> list[Told]:
    """Register the first commands of the table, and return what is told of it."""
    told: list[Told] = []

    async def sleep(_: float) -> None:
        return None

    await keep_synced(rest, COMMANDS[:count], memory, told.append, sleep)
    return told


async def test_every_command_of_the_table_is_registered_once_and_again_only_when_it_changes(
    double: DiscordSteering, rest: Rest, tmp_path: Path
) -> None:
    memory = tmp_path / "ledger.db.discord"
    assert await synced(rest, memory) == [Synced(len(COMMANDS))]
    assert await synced(rest, memory) == []
    assert await synced(rest, memory, 3) == [Synced(3)]
    assert await synced(rest, memory) == [Synced(len(COMMANDS))]
    assert [each["status"] for each in await double.traffic(**REGISTER)] == [200] * 3
    (group,) = (await double.commands())["everywhere"]
    assert group["name"] == GROUP
    assert [each["name"] for each in group["options"]] == [command.name for command in COMMANDS]


async def test_without_a_memory_registering_twice_changes_nothing(double: DiscordSteering, rest: Rest) -> None:
    await synced(rest, None)
    before = await double.commands()
    assert await synced(rest, None) == []
    assert await double.commands() == before
    assert await synced(rest, None, 3) == [Synced(3)]
    assert len(await double.traffic(**REGISTER)) == 2


async def test_what_another_program_removed_is_registered_again(
    double: DiscordSteering, rest: Rest, tmp_path: Path
) -> None:
    memory = tmp_path / "ledger.db.discord"
    await synced(rest, memory)
    client = await rest.client()
    await client.http.bulk_upsert_global_commands(client.application_id or 0, [])
    assert await synced(rest, memory) == [Synced(len(COMMANDS))]
    assert [each["name"] for each in (await double.commands())["everywhere"]] == [GROUP]


async def test_where_discord_does_not_tell_its_commands_the_memory_is_enough(
    double: DiscordSteering, rest: Rest, tmp_path: Path
) -> None:
    await double.lay({"match": {"method": "GET", "path": "/applications/*/commands"}, "do": "status 404"})
    memory = tmp_path / "ledger.db.discord"
    assert await synced(rest, memory) == [Synced(len(COMMANDS))]
    assert await synced(rest, memory) == []


async def test_registering_is_tried_again_until_discord_answers(
    double: DiscordSteering, rest: Rest, tmp_path: Path
) -> None:
    await double.lay({"match": REGISTER, "do": "status 503", "times": 2})
    told = await synced(rest, tmp_path / "memory")
    assert [type(each) for each in told] == [NotSynced, NotSynced, Synced]


async def test_an_application_whose_commands_go_elsewhere_is_told_of(
    double: DiscordSteering, rest: Rest, tmp_path: Path
) -> None:
    told = {"id": (await double.state())["application"], "interactions_endpoint_url": "https://elsewhere.example/"}
    await double.lay({"match": {"path": "/oauth2/applications/@me"}, "do": "status 200", "answer": told})
    told_of = await synced(rest, tmp_path / "memory")
    assert NotSynced(ELSEWHERE) in told_of


async def test_what_discord_refuses_is_told_and_not_sent_for_ever(
    double: DiscordSteering, rest: Rest, tmp_path: Path
) -> None:
    await double.lay({"match": REGISTER, "do": "status 400", "answer": {"code": 50035, "message": "Invalid Form Body"}})
    told = await synced(rest, tmp_path / "memory")
    assert [type(each) for each in told] == [NotSynced]
    assert not (tmp_path / "memory").exists()


def test_reading_is_open_to_all_and_asked_in_servers_only() -> None:
    (group,) = payload(COMMANDS)
    assert group["default_member_permissions"] is None
    assert group["contexts"] == [0]


def _characters(value: object) -> int:
    """Count what Discord counts of a command: names, descriptions and values."""
    if isinstance(value, dict):
        told = [str(value[key]) for key in ("name", "description", "value") if key in value]
        return sum(map(len, told)) + sum(_characters(each) for each in value.values())
    return sum(map(_characters, value)) if isinstance(value, list) else 0


def test_the_group_keeps_to_discords_numbers() -> None:
    (group,) = payload(COMMANDS)
    assert len(group["options"]) <= 25
    assert _characters(group) <= 8_000
    for command in group["options"]:
        needed = [option["required"] for option in command["options"]]
        assert needed == sorted(needed, reverse=True)
        assert len(command["description"]) <= 100


@pytest.mark.parametrize(
    ("command", "option", "told"),
    [
        ("figures", "page", {"type": 4, "min_value": 1}),
        ("figures", "of", {"type": 3, "autocomplete": True}),
        ("follow", "level", {"choices": [{"name": name, "value": name} for name in ("changes", "conflicts", "all")]}),
        ("mute", "time", {"autocomplete": True}),
        ("check", "what", {"max_length": 4_000, "required": True}),
    ],
)
def test_options_have_the_type_of_their_argument(command: str, option: str, told: dict[str, object]) -> None:
    (group,) = payload(COMMANDS)
    (found,) = [each for each in group["options"] if each["name"] == command]
    (typed,) = [each for each in found["options"] if each["name"] == option]
    assert told.items() <= typed.items()
