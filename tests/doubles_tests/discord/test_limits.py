"""Rate limits are those of Discord, with the headers that clients go by."""

import pytest

from tests.doubles.discord.double import Discord
from tests.doubles_tests.discord.conftest import Ask

SEND = "/channels/{c}/messages"


@pytest.fixture
def discord() -> Discord:
    """Make a Discord with the limits of Discord."""
    return Discord(None)


async def statuses(ask: Ask, path: str, count: int) -> list[int]:
    return [(await ask("POST", path, {"content": "x"})).status for _ in range(count)]


async def test_a_channel_takes_five_messages_in_five_seconds(ask: Ask, discord: Discord) -> None:
    assert await statuses(ask, SEND, 6) == [200] * 5 + [429]
    assert await statuses(ask, "/channels/{d}/messages", 1) == [200]
    discord.pipeline.clock.turn(5.1)
    assert await statuses(ask, SEND, 1) == [200]


async def test_a_refusal_tells_how_long_and_whose_limit(ask: Ask) -> None:
    await statuses(ask, SEND, 5)
    answer = await ask("POST", SEND, {"content": "x"})
    assert 0 < answer.body["retry_after"] <= 5
    assert answer.body["global"] is False
    assert answer.headers["X-RateLimit-Scope"] == "user"
    assert answer.headers["X-RateLimit-Remaining"] == "0"
    assert answer.headers["Via"]


async def test_every_answer_tells_what_is_left(ask: Ask) -> None:
    left = [(await ask("POST", SEND, {"content": "x"})).headers for _ in range(3)]
    assert [each["X-RateLimit-Remaining"] for each in left] == ["4", "3", "2"]
    assert len({each["X-RateLimit-Bucket"] for each in left}) == 1
    assert left[0]["X-RateLimit-Limit"] == "5"


async def test_fifty_a_second_in_all(ask: Ask, discord: Discord) -> None:
    discord.counters.limits = discord.counters.limits.changed({"other": [1000, 1.0]})
    answers = [await ask("GET", "/users/@me") for _ in range(51)]
    assert [each.status for each in answers] == [200] * 50 + [429]
    assert answers[-1].body["global"] is True
    assert answers[-1].headers["X-RateLimit-Scope"] == "global"
    discord.pipeline.clock.turn(1.1)
    assert (await ask("GET", "/users/@me")).status == 200


async def test_answers_to_interactions_are_outside_of_the_limit_in_all(ask: Ask, discord: Discord) -> None:
    discord.counters.limits = discord.counters.limits.changed({"everywhere": [1, 60.0]})
    assert [(await ask("GET", "/users/@me")).status for _ in range(2)] == [200, 429]
    answer = await ask("POST", "/interactions/1/x/callback", {"type": 4, "data": {"content": "x"}}, token="")
    assert answer.status == 404
    assert (await ask("GET", "/webhooks/1/x/messages/@original", token="")).status == 404


async def test_too_many_invalid_requests_shut_out_whoever_sent_them(ask: Ask, discord: Discord) -> None:
    discord.counters.limits = discord.counters.limits.changed({"invalid": [3, 600.0]})
    assert [(await ask("GET", "/users/@me", token="")).status for _ in range(3)] == [401] * 3
    banned = await ask("GET", "/users/@me")
    assert (banned.status, banned.content_type, banned.headers.get("Via")) == (429, "text/html", None)
    discord.pipeline.clock.turn(601)
    assert (await ask("GET", "/users/@me")).status == 200


async def test_an_answer_404_is_not_held_against_the_sender(ask: Ask, discord: Discord) -> None:
    await ask("GET", "/channels/1")
    assert discord.counters.invalid() == 0


def test_a_limit_that_there_is_not_is_told(discord: Discord) -> None:
    with pytest.raises(ValueError, match="sned"):
        discord.counters.limits.changed({"sned": [1, 1.0]})
