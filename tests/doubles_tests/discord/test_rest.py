"""REST answers as Discord does: messages, nonces, threads, permissions, and its errors by number."""

from typing import Any

import pytest

from tests.doubles.discord.double import Discord
from tests.doubles.discord.limits import Limit
from tests.doubles.discord.permissions import bits
from tests.doubles.wire.calls import Answer, Json, Upload
from tests.doubles_tests.discord.conftest import Ask

SEND = "/channels/{c}/messages"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (880).to_bytes(4) + (495).to_bytes(4) + b"\x08\x02"


async def sent(ask: Ask, content: str = "x", **more: Any) -> Json:
    """Post a message and return it."""
    answer = await ask("POST", SEND, {"content": content, **more})
    assert answer.status == 200, answer
    message: Json = answer.body
    return message


def error(answer: Answer) -> tuple[int, int]:
    return answer.status, answer.body["code"]


def deny(discord: Discord, *names: str) -> None:
    """Forbid the bot something in the first channel."""
    channel = next(iter(discord.world.channels.values()))
    channel.overwrites[discord.world.bot.id] = (0, bits(names))


async def test_a_message_is_posted_read_edited_and_deleted(ask: Ask) -> None:
    message = await sent(ask)
    one = f"{SEND}/{message['id']}"
    assert (await ask("GET", one)).body["content"] == "x"
    edited = (await ask("PATCH", one, {"content": "y"})).body
    assert (edited["content"], edited["edited_timestamp"] is None) == ("y", False)
    assert (await ask("DELETE", one)).status == 204
    assert error(await ask("GET", one)) == (404, 10008)
    assert (await ask("GET", SEND)).body == []


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({}, "9876543210"),
        ({"limit": "3"}, "987"),
        ({"before": 4, "limit": "2"}, "32"),
        ({"after": 4, "limit": "2"}, "65"),
        ({"around": 4, "limit": "3"}, "543"),
    ],
)
async def test_messages_are_listed_newest_first_around_an_id(ask: Ask, query: Json, wanted: str) -> None:
    ids = [(await sent(ask, str(number)))["id"] for number in range(10)]
    told = {key: ids[value] if isinstance(value, int) else value for key, value in query.items()}
    assert "".join(each["content"] for each in (await ask("GET", SEND, query=told)).body) == wanted


async def test_the_same_nonce_within_minutes_is_the_same_message(ask: Ask, discord: Discord) -> None:
    told = {"nonce": "7F3K", "enforce_nonce": True}
    first, again = await sent(ask, "x", **told), await sent(ask, "other", **told)
    assert (again["id"], again["content"]) == (first["id"], "x")
    discord.pipeline.clock.turn(discord.messages.nonce_seconds + 1)
    assert (await sent(ask, "later", **told))["id"] != first["id"]


async def test_a_nonce_that_is_not_enforced_doubles_the_message(ask: Ask) -> None:
    assert (await sent(ask, nonce="7F3K"))["id"] != (await sent(ask, nonce="7F3K"))["id"]


async def test_a_picture_is_kept_and_shown_in_its_embed(ask: Ask, discord: Discord) -> None:
    body = {"embeds": [{"title": "Dead", "image": {"url": "attachment://chart.png"}}], "attachments": [{"id": 0}]}
    message = (await ask("POST", SEND, body, uploads=(Upload("files[0]", "chart.png", "image/png", PNG),))).body
    (attachment,) = message["attachments"]
    assert message["embeds"][0]["image"]["url"] == attachment["url"]
    assert (attachment["filename"], attachment["width"], attachment["height"]) == ("chart.png", 880, 495)
    (stored,) = discord.world.files.values()
    assert stored == ("image/png", PNG)
    kept = (await ask("PATCH", f"{SEND}/{message['id']}", {**body, "attachments": [{"id": attachment["id"]}]})).body
    assert kept["embeds"][0]["image"]["url"] == attachment["url"]


@pytest.mark.parametrize(
    ("denied", "body", "code"),
    [
        (["VIEW_CHANNEL"], {"content": "x"}, 50001),
        (["SEND_MESSAGES"], {"content": "x"}, 50013),
        (["EMBED_LINKS"], {"embeds": [{"title": "x"}]}, 50013),
        (["READ_MESSAGE_HISTORY"], {"content": "x", "message_reference": {"message_id": "1"}}, 50013),
    ],
)
async def test_what_the_bot_may_not_is_forbidden(
    ask: Ask, discord: Discord, denied: list[str], body: Json, code: int
) -> None:
    deny(discord, *denied)
    assert error(await ask("POST", SEND, body)) == (403, code)


async def test_without_attach_files_no_file(ask: Ask, discord: Discord) -> None:
    deny(discord, "ATTACH_FILES")
    upload = Upload("files[0]", "a.png", "image/png", PNG)
    assert error(await ask("POST", SEND, {}, uploads=(upload,))) == (403, 50013)


async def test_history_is_empty_for_who_may_not_read_it(ask: Ask, discord: Discord) -> None:
    await sent(ask)
    deny(discord, "READ_MESSAGE_HISTORY")
    assert (await ask("GET", SEND)).body == []


@pytest.mark.parametrize(
    ("method", "path", "wanted"),
    [
        ("GET", "/channels/1", (404, 10003)),
        ("POST", "/channels/1/messages", (404, 10003)),
        ("GET", "/guilds/1", (404, 10004)),
        ("GET", "/guilds/{g}/members/1", (404, 10007)),
        ("GET", SEND + "/1", (404, 10008)),
        ("GET", "/users/1", (404, 10013)),
        ("GET", "/webhooks/1/nothing/messages/@original", (404, 10015)),
        ("POST", "/interactions/1/nothing/callback", (404, 10062)),
        ("GET", "/applications/{a}/commands/1", (404, 10063)),
        ("GET", "/nowhere", (404, 0)),
        ("PUT", "/users/@me", (405, 0)),
        ("GET", "/channels/x", (404, 0)),
    ],
)
async def test_what_there_is_not_has_its_own_error(ask: Ask, method: str, path: str, wanted: tuple[int, int]) -> None:
    body = {"type": 4, "data": {"content": "x"}} if "callback" in path else {"content": "x"}
    assert error(await ask(method, path, body if method == "POST" else None)) == wanted


@pytest.mark.parametrize("token", ["", "Bot wrong", "a.double.token"])
async def test_without_the_token_nothing(ask: Ask, token: str) -> None:
    answer = await ask("GET", "/users/@me", token=token)
    assert (answer.status, answer.body) == (401, {"message": "401: Unauthorized", "code": 0})


async def test_a_server_that_the_bot_left_is_gone(ask: Ask, discord: Discord) -> None:
    next(iter(discord.world.guilds.values())).gone = True
    assert error(await ask("GET", "/guilds/{g}")) == (404, 10004)
    assert error(await ask("POST", SEND, {"content": "x"})) == (403, 50001)


async def test_messages_of_others_are_not_ours_to_change(ask: Ask, discord: Discord) -> None:
    channel = next(iter(discord.world.channels.values()))
    theirs = discord.posting.write(channel, {"content": "x"}, (), author=discord.world.person("alice"), default={})
    assert error(await ask("PATCH", f"{SEND}/{theirs.id}", {"content": "y"})) == (403, 50005)
    assert error(await ask("DELETE", f"{SEND}/{theirs.id}")) == (403, 50013)


async def test_edits_of_old_messages_run_out(ask: Ask, discord: Discord) -> None:
    discord.messages.old_edits = Limit(2, 3600.0)
    one = f"{SEND}/{(await sent(ask))['id']}"
    assert [(await ask("PATCH", one, {"content": str(each)})).status for each in range(5)] == [200] * 5
    discord.pipeline.clock.turn(3601)
    answers = [await ask("PATCH", one, {"content": str(each)}) for each in range(3)]
    assert [each.status for each in answers] == [200, 200, 429]
    assert error(answers[-1]) == (429, 30046)
    discord.pipeline.clock.turn(3601)
    assert (await ask("PATCH", one, {"content": "z"})).status == 200


async def test_a_message_can_have_one_thread(ask: Ask, discord: Discord) -> None:
    message = await sent(ask)
    path = f"{SEND}/{message['id']}/threads"
    made = await ask("POST", path, {"name": "Notes", "auto_archive_duration": 1440})
    assert (made.status, made.body["id"], made.body["parent_id"]) == (201, message["id"], message["channel_id"])
    assert error(await ask("POST", path, {"name": "Notes"})) == (400, 160004)
    posted = await ask("POST", f"/channels/{message['id']}/messages", {"content": "note"})
    assert posted.body["channel_id"] == message["id"]
    assert [each["id"] for each in (await ask("GET", "/guilds/{g}/threads/active")).body["threads"]] == [message["id"]]
    deny(discord, "SEND_MESSAGES_IN_THREADS")
    assert error(await ask("POST", f"/channels/{message['id']}/messages", {"content": "n"})) == (403, 50013)


async def test_an_archived_thread_takes_messages_but_no_edits(ask: Ask) -> None:
    message = await sent(ask)
    await ask("POST", f"{SEND}/{message['id']}/threads", {"name": "Notes"})
    thread = f"/channels/{message['id']}"
    assert (await ask("PATCH", thread, {"archived": True})).body["thread_metadata"]["archived"] is True
    assert error(await ask("PATCH", thread, {"name": "Other"})) == (400, 50083)
    archived = await ask("GET", "/channels/{c}/threads/archived/public")
    assert [each["id"] for each in archived.body["threads"]] == [message["id"]]
    await ask("POST", f"{thread}/messages", {"content": "wakes it"})
    assert (await ask("GET", thread)).body["thread_metadata"]["archived"] is False


async def test_threads_are_archived_after_times_that_discord_knows(ask: Ask) -> None:
    path = f"{SEND}/{(await sent(ask))['id']}/threads"
    assert error(await ask("POST", path, {"name": "Notes", "auto_archive_duration": 61})) == (400, 50035)


async def test_commands_keep_their_id_when_they_are_overwritten(ask: Ask) -> None:
    path = "/applications/{a}/commands"
    both = [{"name": "tally", "description": "One"}, {"name": "other", "description": "Other"}]
    first = (await ask("PUT", path, both)).body
    (second,) = (await ask("PUT", path, [{**both[0], "description": "Two"}])).body
    assert second["id"] == first[0]["id"]
    assert second["version"] != first[0]["version"]
    assert (await ask("GET", path)).body == [second]
    (third,) = (await ask("PUT", path, [{**both[0], "description": "Two"}])).body
    assert third["version"] == second["version"]


async def test_two_hundred_new_commands_a_day_and_no_more(ask: Ask, discord: Discord) -> None:
    path = "/applications/{a}/commands"
    statuses = []
    for number in range(3):
        told = [{"name": f"c{number}-{each}", "description": "x"} for each in range(100)]
        statuses.append((await ask("PUT", path, told)).status)
    assert statuses == [200, 200, 400]
    discord.pipeline.clock.turn(86401)
    assert (await ask("PUT", path, [{"name": "new", "description": "x"}])).status == 200


async def test_a_direct_channel_is_opened_once(ask: Ask, discord: Discord) -> None:
    body = {"recipient_id": str(discord.world.owner.id)}
    first, again = await ask("POST", "/users/@me/channels", body), await ask("POST", "/users/@me/channels", body)
    assert first.body["id"] == again.body["id"]
    assert (await ask("POST", f"/channels/{first.body['id']}/messages", {"content": "x"})).status == 200
