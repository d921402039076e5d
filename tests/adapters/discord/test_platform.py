"""Posts on Discord: once under their key, in the right place, and every refusal told for what it is."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import ClientTimeout

from adapters.clock import Clock
from adapters.discord import Platform, Rest, lenient
from adapters.discord.faults import ShutOut
from bot.errors import ChannelRefused, MessageGone, MessageRefused, PlatformError, Unanswered
from bot.model import Button, CardView, Place, PostView
from tests.adapters.discord.test_rendering import a_post
from tests.doubles.discord.steering import DiscordSteering
from tests.doubles.wire.calls import Json
from tests.hostile import TEXTS, messages_of

SENDING = {"method": "POST", "path": "/channels/*/messages"}
EDITING = {"method": "PATCH", "path": "/channels/*/messages/*"}
BUTTONS = (
    Button(label="Why?", words="why 00001ABCDE"),
    Button(label="Wrong reading", words="reject 00001ABCDE", desk=True),
)
POST = replace(a_post("Storm dead: 137, was 120"), buttons=BUTTONS)
NOTE = replace(POST, note=True)
BOARD = CardView(title="Board: The storm", buttons=(Button(label="All figures", words="figures ABCDEFGHIJ"),))
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def place(double: DiscordSteering) -> Place:
    guild = (await double.state())["guilds"][0]
    return Place(platform="discord", server=guild["id"], channel=guild["channels"][0]["id"])


async def test_a_post_pings_nobody_and_carries_its_key_twice(
    double: DiscordSteering, platform: Platform, place: Place
) -> None:
    await platform.post("K" * 25, place, POST)
    (asked,) = await double.traffic(**SENDING)
    body = asked["body"]
    assert (body["nonce"], body["enforce_nonce"]) == ("K" * 25, True)
    assert body["allowed_mentions"] == {"parse": []}
    ids = [button["custom_id"] for row in body["components"] for button in row["components"]]
    assert ids == [f"why 00001ABCDE|{'K' * 25}", f"reject 00001ABCDE|{'K' * 25}"]
    assert [list(embed) for embed in body["embeds"]] == [
        [key for key in body["embeds"][0] if key in {"type", "description", "color", "flags"}]
    ]


@pytest.mark.parametrize("deed", ["reset before reply", "status 503 before reply", "status 503", "reset"])
async def test_who_got_no_answer_finds_the_post_if_it_is_there(
    double: DiscordSteering, platform: Platform, place: Place, deed: str
) -> None:
    await double.lay({"match": {**SENDING, "nth": 1}, "do": deed})
    since = Clock().now()
    with pytest.raises(Unanswered):
        await platform.post("k1", place, POST)
    await double.turn_clock(3_600)
    found = await platform.find("k1", place, since)
    stored = await double.messages(place.channel)
    assert [found] == ([each["id"] for each in stored] or [None])
    if found is None:
        assert await platform.post("k1", place, POST)


@pytest.mark.parametrize(
    ("answer", "status", "error"),
    [
        ({"code": 10003, "message": "Unknown Channel"}, 404, ChannelRefused),
        ({"code": 10004, "message": "Unknown Guild"}, 404, ChannelRefused),
        ({"code": 50001, "message": "Missing Access"}, 403, ChannelRefused),
        ({"code": 50013, "message": "Missing Permissions"}, 403, ChannelRefused),
        ({"code": 50035, "message": "Invalid Form Body"}, 400, MessageRefused),
        ({"code": 50024, "message": "Cannot execute action on this channel type"}, 400, ChannelRefused),
        ({"code": 160005, "message": "Thread is locked"}, 400, ChannelRefused),
        ({"code": 240000, "message": "Message blocked by harmful links filter"}, 403, MessageRefused),
        ({"code": 40005, "message": "Request entity too large"}, 413, MessageRefused),
        ({"code": 0, "message": "404: Not Found"}, 404, PlatformError),
        ({"code": 0, "message": "405: Method Not Allowed"}, 405, PlatformError),
        ({"code": 0, "message": "401: Unauthorized"}, 401, ShutOut),
    ],
    ids=lambda value: str(value.get("code")) if isinstance(value, dict) else "",
)
async def test_each_refusal_is_told_for_what_it_is(
    double: DiscordSteering, platform: Platform, place: Place, answer: Json, status: int, error: type[PlatformError]
) -> None:
    await double.lay({"match": SENDING, "do": f"status {status}", "answer": answer})
    with pytest.raises(PlatformError) as refused:
        await platform.post("k1", place, POST)
    assert type(refused.value) is error


@pytest.mark.parametrize(
    ("do", "error"),
    [("html 400", PlatformError), ("html 404", PlatformError), ("html 503", Unanswered), ("garbage", Unanswered)],
)
async def test_a_page_that_is_not_discords_says_nothing_about_the_message(
    double: DiscordSteering, platform: Platform, place: Place, do: str, error: type[PlatformError]
) -> None:
    await double.lay({"match": SENDING, "do": do})
    with pytest.raises(PlatformError) as refused:
        await platform.post("k1", place, POST)
    assert type(refused.value) is error


@pytest.mark.parametrize(("asked", "wait"), [("7", 7.0), ("", 5.0), ("soon", 5.0), ("86400", 3600.0)])
async def test_a_limit_without_the_mark_of_discords_own_proxy_lets_others_go_on(
    double: DiscordSteering, platform: Platform, place: Place, asked: str, wait: float
) -> None:
    limited = {"message": "You are being rate limited.", "retry_after": 7, "global": False}
    await double.lay(
        {
            "match": {**SENDING, "nth": 1},
            "do": "status 429",
            "answer": limited,
            "headers": {"Via": "", "Retry-After": asked},
        }
    )
    with pytest.raises(PlatformError) as refused:
        await platform.post("k1", place, POST)
    assert (type(refused.value), refused.value.wait) == (PlatformError, wait)
    assert await platform.post("k2", place, POST)


@pytest.mark.parametrize("do", ["status 401", "html 429", "html 403"])
async def test_a_discord_that_refuses_everything_is_left_alone(
    double: DiscordSteering, platform: Platform, place: Place, do: str
) -> None:
    await double.lay({"match": SENDING, "do": do})
    for number in range(5):
        with pytest.raises(PlatformError) as refused:
            await platform.post(f"k{number}", place, POST)
        assert refused.value.wait is not None
        assert refused.value.wait > 500
    assert len(await double.traffic(**SENDING)) == 1


async def test_an_empty_bucket_is_waited_for_and_not_run_into(
    double: DiscordSteering, platform: Platform, place: Place
) -> None:
    await double.limits(send=(5, 0.5))
    for number in range(12):  # one after the other, as the outbox sends them
        await platform.post(f"k{number}", place, POST)
    assert len(await double.messages(place.channel)) == 12
    assert (await double.state())["answered_429"] == 0


async def test_a_limit_of_the_whole_bot_is_waited_for(
    double: DiscordSteering, platform: Platform, place: Place
) -> None:
    await platform.post("k0", place, POST)
    limited = {"message": "You are being rate limited.", "retry_after": 0.2, "global": True}
    await double.lay({"match": {**SENDING, "nth": 1}, "do": "status 429", "answer": limited})
    assert await platform.post("k1", place, POST)
    assert len(await double.messages(place.channel)) == 2


async def test_trouble_after_discord_took_a_message_doubles_nothing(
    double: DiscordSteering, platform: Platform, place: Place
) -> None:
    await double.lay({"match": {**SENDING, "nth": 1}, "do": "status 502 before reply"})
    message = await platform.post("k1", place, POST)
    assert [each["id"] for each in await double.messages(place.channel)] == [message]
    assert [each["body"]["nonce"] for each in await double.traffic(**SENDING)] == ["k1", "k1"]


async def test_a_discord_that_hangs_is_waited_for_no_longer_than_is_of_use(
    double: DiscordSteering, platform: Platform, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    await platform.post("k0", place, POST)
    await double.lay({"match": {**SENDING, "nth": 1}, "do": "hang before reply"})
    with monkeypatch.context() as impatient:
        impatient.setattr(lenient, "ANSWERED_WITHIN", ClientTimeout(total=0.3))
        with pytest.raises(Unanswered):
            await platform.post("k1", place, POST)
    assert await platform.find("k1", place, Clock().now())


async def test_a_channel_without_permission_resumes_by_itself(
    double: DiscordSteering, platform: Platform, place: Place
) -> None:
    await double.permit(place.channel, deny=("SEND_MESSAGES",))
    with pytest.raises(ChannelRefused):
        await platform.post("k1", place, POST)
    await double.permit(place.channel)
    assert await platform.post("k1", place, POST)


async def test_a_place_that_is_no_channel_is_refused_without_asking(
    double: DiscordSteering, platform: Platform
) -> None:
    with pytest.raises(ChannelRefused):
        await platform.post("k1", Place(platform="discord", channel="desk"), POST)
    assert await double.traffic(**SENDING) == []


async def test_notes_go_into_the_boards_thread_and_posts_link_to_the_board(
    double: DiscordSteering, platform: Platform, place: Place
) -> None:
    board = await platform.post("board", place, BOARD)
    first = await platform.post("n1", place, NOTE, board=board)
    second = await platform.post("n2", place, NOTE, board=board)
    await platform.post("k1", place, POST, board=board)

    assert [each["nonce"] for each in await double.messages(board) if "nonce" in each] == ["n1", "n2"]
    posted = (await double.messages(place.channel))[-1]
    assert f"https://discord.com/channels/{place.server}/{place.channel}/{board}" in posted["embeds"][0]["description"]
    assert await platform.find("n2", place, Clock().now() - MINUTE, board=board) == second
    assert await platform.find("n3", place, Clock().now() - MINUTE, board=board) is None
    await platform.edit(place, first, replace(NOTE, preview="⚫ WRONG READING"))
    assert "⚫ WRONG READING" in [each["content"] for each in await double.messages(board)]


@pytest.mark.parametrize("denied", ["CREATE_PUBLIC_THREADS", "SEND_MESSAGES_IN_THREADS"])
async def test_a_note_is_shown_in_the_channel_where_there_may_be_no_thread(
    double: DiscordSteering, platform: Platform, place: Place, denied: str
) -> None:
    board = await platform.post("board", place, BOARD)
    await double.permit(place.channel, deny=(denied,))
    note = await platform.post("n1", place, NOTE, board=board)
    assert note == (await double.messages(place.channel))[-1]["id"]


async def test_a_note_is_shown_in_the_channel_where_the_board_is_gone(
    double: DiscordSteering, platform: Platform, place: Place
) -> None:
    board = await platform.post("board", place, BOARD)
    await platform.delete(place, board)
    note = await platform.post("n1", place, NOTE, board=board)
    assert note == (await double.messages(place.channel))[-1]["id"]


async def test_a_note_is_shown_in_the_channel_where_the_thread_is_locked(
    double: DiscordSteering, platform: Platform, place: Place
) -> None:
    board = await platform.post("board", place, BOARD)
    await platform.post("n1", place, NOTE, board=board)
    locked = {"code": 50083, "message": "Thread is archived"}
    await double.lay(
        {"match": {"method": "POST", "path": f"/channels/{board}/messages"}, "do": "status 400", "answer": locked}
    )
    note = await platform.post("n2", place, NOTE, board=board)
    assert note == (await double.messages(place.channel))[-1]["id"]


async def test_a_note_in_a_thread_that_fell_asleep_is_edited_all_the_same(
    double: DiscordSteering, platform: Platform, place: Place
) -> None:
    board = await platform.post("board", place, BOARD)
    note = await platform.post("n1", place, NOTE, board=board)
    asleep = {"code": 50083, "message": "Thread is archived"}
    await double.lay({"match": {**EDITING, "nth": 1}, "do": "status 400", "answer": asleep})
    await platform.edit(place, note, replace(NOTE, preview="⚫ WRONG READING"))
    assert "⚫ WRONG READING" in [each["content"] for each in await double.messages(board)]
    (woken,) = await double.traffic(method="PATCH", path=f"/channels/{board}")
    assert woken["body"] == {"archived": False}


async def test_a_post_is_found_among_hundreds_and_a_board_without_a_thread_is_no_hindrance(
    double: DiscordSteering, platform: Platform, place: Place
) -> None:
    since = Clock().now()
    board = await platform.post("board", place, BOARD)
    message = await platform.post("k1", place, POST)
    for number in range(120):
        await double.say("ben", place.channel, f"word {number}")
    assert await platform.find("k1", place, since, board=board) == message
    assert await platform.find("k2", place, since, board=board) is None


async def test_notes_make_no_sound_and_alerts_do(double: DiscordSteering, platform: Platform, place: Place) -> None:
    await platform.post("n1", place, NOTE)
    await platform.post("k1", place, POST)
    silent = [bool(each["body"].get("flags", 0) & 4096) for each in await double.traffic(**SENDING)]
    assert silent == [True, False]


@pytest.mark.parametrize(("view", "error"), [(BOARD, MessageGone), (POST, PlatformError)], ids=["board", "post"])
async def test_what_is_too_old_to_be_edited_again_is_posted_anew_or_waits(
    double: DiscordSteering, platform: Platform, place: Place, view: CardView | PostView, error: type[PlatformError]
) -> None:
    message = await platform.post("k1", place, view)
    old = {"code": 30046, "message": "Maximum number of edits", "retry_after": 0.01, "global": False}
    await double.lay({"match": EDITING, "do": "status 429", "answer": old})
    with pytest.raises(PlatformError) as refused:
        await platform.edit(place, message, view)
    assert type(refused.value) is error


async def test_an_edit_of_what_is_gone_says_so(double: DiscordSteering, platform: Platform, place: Place) -> None:
    message = await platform.post("k1", place, POST)
    await platform.delete(place, message)
    with pytest.raises(MessageGone):
        await platform.edit(place, message, POST)
    assert await double.messages(place.channel) == []


async def test_hostile_texts_are_taken_by_discord_and_ping_nobody(
    double: DiscordSteering, platform: Platform, place: Place
) -> None:
    views = [replace(view, buttons=BUTTONS) for text in TEXTS.values() for view in messages_of(text)[1::2]]
    async with asyncio.TaskGroup() as group:
        for number, view in enumerate(views):
            group.create_task(platform.post(f"k{number}", place, view))
    posted = await double.messages(place.channel)
    assert len(posted) == len(views)
    await platform.edit(place, posted[0]["id"], views[-1])
    state = await double.state()
    assert state["pings"] == []
    assert [each for each in await double.traffic() if each["status"] >= 400] == []


async def test_a_wrong_token_is_one_sentence_and_no_storm(double: DiscordSteering, place: Place) -> None:
    rest = Rest("wrong-token")
    platform = Platform(rest, Clock())
    for _ in range(3):
        with pytest.raises(PlatformError, match=r"token|left alone"):
            await platform.post("k1", place, POST)
    assert len(await double.traffic(status=401)) == 1
