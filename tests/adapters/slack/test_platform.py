"""Posts on Slack: once under their key, in the right place, and every refusal told for what it is."""

from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest

from adapters.clock import Clock
from adapters.slack import OneWorkspace, Platform, Rest, web_client
from adapters.slack.platform import EVENT
from bot.errors import ChannelRefused, LookBackRefused, MessageGone, MessageRefused, PlatformError, Unanswered
from bot.model import Button, CardView, Place
from tests.adapters.discord.test_rendering import a_post
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json
from tests.hostile import TEXTS

SENDING = {"path": "/chat.postMessage"}
EDITING = {"path": "/chat.update"}
BUTTONS = (
    Button(label="Why?", words="why 00001ABCDE"),
    Button(label="Wrong reading", words="reject 00001ABCDE", desk=True),
)
POST = replace(a_post("Storm dead: 137, was 120"), buttons=BUTTONS)
NOTE = replace(POST, note=True)
BOARD = CardView(title="Board: The storm", buttons=(Button(label="All figures", words="figures ABCDEFGHIJ"),))
MINUTE = timedelta(minutes=1)
NO_HISTORY = ["chat:write", "chat:write.public", "commands"]


@pytest.fixture
def rest(addresses: Json, session: aiohttp.ClientSession) -> Rest:
    return a_rest(addresses, session)


def a_rest(addresses: Json, session: aiohttp.ClientSession, token: str | None = None) -> Rest:
    """Speak to the double as the app, or with another token."""
    client = web_client(addresses["api"], session, token=token or addresses["bot_token"], repeats=True)
    return Rest(addresses["api"], session, OneWorkspace(client))


@pytest.fixture
def platform(rest: Rest) -> Platform:
    return Platform(rest, Clock())


@pytest.fixture
def again(rest: Rest) -> Platform:
    """Return the platform of a second start: it remembers nothing."""
    return Platform(rest, Clock())


@pytest.fixture
async def place(double: SlackSteering) -> Place:
    workspace = (await double.state())["workspaces"][0]
    return Place(platform="slack", server=workspace["id"], channel=workspace["channels"][0]["id"])


async def test_a_post_is_its_preview_and_blocks_links_and_names_nothing_by_itself_and_carries_its_key(
    double: SlackSteering, platform: Platform, place: Place
) -> None:
    ts = await platform.post("K" * 25, place, POST)
    (asked,) = await double.traffic(**SENDING)
    body = asked["body"]
    assert body["text"] == POST.preview
    assert [block["type"] for block in body["blocks"]] == ["section", "section", "context", "actions"]
    assert body["metadata"] == {"event_type": EVENT, "event_payload": {"key": "K" * 25}}
    assert (body["unfurl_links"], body["unfurl_media"]) == (False, False)
    assert (body["parse"], body["link_names"]) == ("none", False)
    assert [each["ts"] for each in await double.posts(place.channel)] == [ts]


@pytest.mark.parametrize(
    "deed", ["reset before reply", "status 503 before reply", "garbage before reply", "status 500", "reset", "html 502"]
)
async def test_who_got_no_answer_finds_the_post_if_it_is_there(
    double: SlackSteering, platform: Platform, again: Platform, place: Place, deed: str
) -> None:
    await double.lay({"match": {**SENDING, "nth": 1}, "do": deed})
    since = Clock().now()
    with pytest.raises(Unanswered):
        await platform.post("k1", place, POST)
    assert len(await double.traffic(**SENDING)) == 1, "nothing is sent again by itself"
    found = await again.find("k1", place, since)
    assert [found] == ([each["ts"] for each in await double.posts(place.channel)] or [None])
    assert await again.find("k2", place, since) is None
    if found is None:
        assert await again.post("k1", place, POST)


async def test_a_post_is_found_among_many(
    double: SlackSteering, platform: Platform, again: Platform, place: Place
) -> None:
    since = Clock().now()
    ts = await platform.post("k1", place, POST)
    for number in range(4):
        await double.say("ana", place.channel, f"did you see that {number}?")
    await double.settings(most_history=2)
    assert await again.find("k1", place, since) == ts


async def test_a_key_in_somebody_elses_message_is_not_ours(
    double: SlackSteering, rest: Rest, again: Platform, place: Place
) -> None:
    since = Clock().now()
    told = await double.say("ana", place.channel, "k1")
    forged = {"event_type": EVENT, "event_payload": {"key": "k1"}}
    answer = {"ok": True, "messages": [{**told, "metadata": forged}], "has_more": False}
    await double.lay({"match": {"path": "/conversations.history"}, "do": "status 200", "answer": answer})
    assert (await rest.ask("conversations.history", place.server, {"channel": place.channel}))["messages"]
    assert await again.find("k1", place, since) is None


@pytest.mark.parametrize("scopes", [NO_HISTORY, [*NO_HISTORY, "groups:history"]])
async def test_without_the_right_to_read_nobody_can_tell_and_health_hears_of_it(
    double: SlackSteering, platform: Platform, place: Place, scopes: list[str]
) -> None:
    assert platform.can_look_back(place.server)
    await double.installation("scopes", scopes=scopes)
    with pytest.raises(LookBackRefused):
        await platform.find("k1", place, Clock().now())
    assert not platform.can_look_back(place.server)
    await double.installation("install")


async def test_rights_that_were_never_granted_are_known_from_the_first_answer(
    double: SlackSteering, platform: Platform, place: Place
) -> None:
    await double.installation("scopes", scopes=NO_HISTORY)
    await platform.post("k1", place, POST)
    assert not platform.can_look_back(place.server)


async def test_in_a_channel_that_we_have_not_joined_nobody_can_tell(
    double: SlackSteering, platform: Platform, place: Place
) -> None:
    await double.channel(place.channel, bot=False)
    assert await platform.post("k1", place, POST), "chat:write.public"
    with pytest.raises(LookBackRefused):
        await platform.find("k1", place, Clock().now())


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("channel_not_found", ChannelRefused),
        ("not_in_channel", ChannelRefused),
        ("is_archived", ChannelRefused),
        ("restricted_action_read_only_channel", ChannelRefused),
        ("token_revoked", ChannelRefused),
        ("account_inactive", ChannelRefused),
        ("missing_scope", ChannelRefused),
        ("msg_too_long", MessageRefused),
        ("invalid_blocks", MessageRefused),
        ("ratelimited", PlatformError),
        ("fatal_error", Unanswered),
    ],
)
async def test_each_refusal_is_told_for_what_it_is(
    double: SlackSteering, platform: Platform, place: Place, error: str, kind: type[PlatformError]
) -> None:
    await double.refuse("chat.postMessage", error)
    with pytest.raises(PlatformError) as refused:
        await platform.post("k1", place, POST)
    assert type(refused.value) is kind


@pytest.mark.parametrize("refusal", ["archived", "read only", "left"])
async def test_a_channel_that_refuses_us_takes_posts_again_when_it_can(
    double: SlackSteering, platform: Platform, place: Place, refusal: str
) -> None:
    no_public = [scope for scope in (await double.state())["app"]["scopes"] if scope != "chat:write.public"]
    await double.installation("scopes", scopes=no_public)
    closed: dict[str, Json] = {
        "archived": {"archived": True},
        "read only": {"refuses": "restricted_action_read_only_channel"},
        "left": {"bot": False},
    }
    await double.channel(place.channel, **closed[refusal])
    with pytest.raises(ChannelRefused):
        await platform.post("k1", place, POST)
    await double.channel(place.channel, archived=False, refuses="", bot=True)
    assert await platform.post("k1", place, POST)


async def test_a_channel_that_is_none_of_slacks_is_refused(platform: Platform, place: Place) -> None:
    with pytest.raises(ChannelRefused):
        await platform.post("k1", replace(place, channel="desk"), POST)


async def test_notes_go_into_the_boards_thread_unseen_by_the_channel_and_posts_link_to_the_board(
    double: SlackSteering, platform: Platform, again: Platform, place: Place
) -> None:
    since = Clock().now()
    board = await platform.post("board", place, BOARD)
    first = await platform.post("n1", place, NOTE, board=board)
    second = await platform.post("n2", place, NOTE, board=board)
    await platform.post("k1", place, POST, board=board)
    await platform.post("k2", place, POST, board=board)

    posts = {each["ts"]: each for each in await double.posts(place.channel)}
    assert [posts[ts]["thread_ts"] for ts in (first, second)] == [board, board]
    assert all(each["body"].get("reply_broadcast") in {None, False} for each in await double.traffic(**SENDING))
    shown = str(list(posts.values())[-1]["blocks"])
    assert f".slack.com/archives/{place.channel}/p{board.replace('.', '')}|board>" in shown
    assert len(await double.traffic(path="/chat.getPermalink")) == 1
    assert await again.find("n2", place, since, board=board) == second


@pytest.mark.parametrize("deed", ["status 500", "status 429", "hang", "html 502"])
async def test_a_post_does_without_a_link_rather_than_wait_for_one(
    double: SlackSteering, platform: Platform, place: Place, deed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.platform.LINK_PATIENCE", 0.05)
    board = await platform.post("board", place, BOARD)
    await double.lay({"match": {"path": "/chat.getPermalink"}, "do": deed})
    assert await platform.post("k1", place, POST, board=board)
    assert "|board>" not in str((await double.posts(place.channel))[-1]["blocks"])


@pytest.mark.parametrize(
    "closed", ["gone", "restricted_action_non_threadable_channel", "restricted_action_thread_locked"]
)
async def test_a_note_is_shown_in_the_channel_where_there_can_be_no_thread(
    double: SlackSteering, platform: Platform, place: Place, closed: str
) -> None:
    board = await platform.post("board", place, BOARD)
    if closed == "gone":
        await double.refuse("chat.postMessage", "thread_not_found", text='"thread_ts"')
    else:
        await double.refuse("chat.postMessage", closed, text='"thread_ts"')
    note = await platform.post("n1", place, NOTE, board=board)
    last = (await double.posts(place.channel))[-1]
    assert (last["ts"], "thread_ts" in last) == (note, False)


async def test_an_edit_shows_the_message_anew_and_keeps_its_key(
    double: SlackSteering, platform: Platform, again: Platform, place: Place
) -> None:
    since = Clock().now()
    ts = await platform.post("k1", place, POST)
    await platform.edit(place, ts, replace(POST, preview="⚫ WRONG READING"))
    (asked,) = await double.traffic(**EDITING)
    assert (asked["body"]["parse"], asked["body"]["link_names"]) == ("none", False)
    assert "metadata" not in asked["body"], "it is kept"
    assert [each["text"] for each in await double.posts(place.channel)] == ["⚫ WRONG READING"]
    assert await again.find("k1", place, since) == ts


@pytest.mark.parametrize("error", ["edit_window_closed", "cant_update_message", "message_not_found", "is_inactive"])
async def test_what_can_no_longer_be_edited_is_gone(
    double: SlackSteering, platform: Platform, place: Place, error: str
) -> None:
    ts = await platform.post("k1", place, BOARD)
    await double.refuse("chat.update", error)
    with pytest.raises(MessageGone):
        await platform.edit(place, ts, BOARD)


async def test_an_edit_of_what_was_removed_says_so(double: SlackSteering, platform: Platform, place: Place) -> None:
    ts = await platform.post("k1", place, POST)
    await platform.delete(place, ts)
    with pytest.raises(MessageGone):
        await platform.edit(place, ts, POST)
    assert await double.posts(place.channel) == []


async def test_hostile_texts_are_taken_by_slack_and_mention_nobody(
    double: SlackSteering, platform: Platform, place: Place
) -> None:
    for number, text in enumerate(TEXTS.values()):
        view = replace(a_post(text, alerts=3, quotes=4), buttons=BUTTONS)
        message = await platform.post(f"k{number}", place, view)
        await platform.edit(place, message, view)
    assert len(await double.posts(place.channel)) == len(TEXTS)
    assert (await double.state())["live"] == []
    assert [each for each in await double.traffic() if not each["answer"]["ok"]] == []


async def test_a_wrong_token_is_one_sentence(
    double: SlackSteering, addresses: Json, session: aiohttp.ClientSession, place: Place
) -> None:
    platform = Platform(a_rest(addresses, session, "xoxb-wrong"), Clock())
    with pytest.raises(ChannelRefused, match=r"\(invalid_auth\)"):
        await platform.post("k1", place, POST)
    assert await double.traffic(**SENDING) == []


def test_one_message_a_second_and_channel_is_declared() -> None:
    assert Platform.limits.per_channel >= 1.0
