"""chat.* and conversations.*: what is posted stands there, as Slack would tell it, and what is wrong is refused."""

import pytest

from tests.doubles.slack.double import Slack
from tests.doubles.slack.world import Channel
from tests.doubles.wire.calls import Json
from tests.doubles_tests.slack.conftest import Ask, Call_

METADATA = {"event_type": "alert", "event_payload": {"id": "7"}}


async def test_a_post_stands_in_history_with_its_metadata_for_who_asks(ask: Ask, channel: Channel) -> None:
    posted = await ask("chat.postMessage", channel=channel.id, text="At least 1,500", metadata=METADATA)
    plain = await ask("conversations.history", channel=channel.id)
    whole = await ask("conversations.history", channel=channel.id, include_all_metadata="1")
    assert posted["message"]["metadata"] == METADATA
    assert [each["ts"] for each in plain["messages"]] == [posted["ts"]]
    assert "metadata" not in plain["messages"][0]
    assert whole["messages"][0]["metadata"] == METADATA


async def test_history_comes_newest_first_in_pages_between_two_times(ask: Ask, channel: Channel) -> None:
    posted = [(await ask("chat.postMessage", channel=channel.id, text=str(n)))["ts"] for n in range(5)]
    first = await ask("conversations.history", channel=channel.id, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await ask("conversations.history", channel=channel.id, limit=2, cursor=cursor)
    since = await ask("conversations.history", channel=channel.id, oldest=posted[3])
    included = await ask("conversations.history", channel=channel.id, oldest=posted[3], inclusive=True)
    assert [each["text"] for each in first["messages"] + second["messages"]] == ["4", "3", "2", "1"]
    assert [each["text"] for each in since["messages"]] == ["4"]
    assert [each["text"] for each in included["messages"]] == ["4", "3"]


async def test_answers_in_a_thread_stand_in_the_thread_alone_unless_broadcast(ask: Ask, channel: Channel) -> None:
    parent = (await ask("chat.postMessage", channel=channel.id, text="board"))["ts"]
    await ask("chat.postMessage", channel=channel.id, text="quiet", thread_ts=parent)
    await ask("chat.postMessage", channel=channel.id, text="loud", thread_ts=parent, reply_broadcast=True)
    history = await ask("conversations.history", channel=channel.id)
    thread = await ask("conversations.replies", channel=channel.id, ts=parent)
    assert [each["text"] for each in history["messages"]] == ["loud", "board"]
    assert [each["text"] for each in thread["messages"]] == ["board", "quiet", "loud"]
    assert history["messages"][1]["reply_count"] == 2


async def test_an_update_keeps_metadata_and_drops_blocks_when_text_comes_alone(ask: Ask, channel: Channel) -> None:
    blocks = [{"type": "divider"}]
    ts = (await ask("chat.postMessage", channel=channel.id, text="a", blocks=blocks, metadata=METADATA))["ts"]
    kept = await ask("chat.update", channel=channel.id, ts=ts, blocks=[{"type": "divider", "block_id": "x"}])
    dropped = await ask("chat.update", channel=channel.id, ts=ts, text="b")
    (told,) = (await ask("conversations.history", channel=channel.id, include_all_metadata=True))["messages"]
    assert kept["message"]["blocks"] == [{"type": "divider", "block_id": "x"}]
    assert "blocks" not in dropped["message"]
    assert (told["text"], told["metadata"]) == ("b", METADATA)
    assert told["edited"]["user"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Smith & Sons <3", "Smith &amp; Sons &lt;3"),
        ("&lt;!channel&gt;", "&lt;!channel&gt;"),
        ("<https://news.example/|story> <!date^1^{date}|then>", "<https://news.example/|story> <!date^1^{date}|then>"),
    ],
)
async def test_text_is_kept_escaped(ask: Ask, channel: Channel, text: str, kept: str) -> None:
    assert (await ask("chat.postMessage", channel=channel.id, text=text))["message"]["text"] == kept


@pytest.mark.parametrize(
    ("sent", "live"),
    [
        ({"text": "<!channel> look"}, ["<!channel>"]),
        ({"text": "&lt;!channel&gt; look"}, []),
        (
            {"text": "x", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "<@U123ABC>"}}]},
            ["<@U123ABC>"],
        ),
        ({"text": "x", "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "<!here>"}}]}, []),
        ({"text": "@here now"}, []),
        ({"text": "@here now", "link_names": True}, ["@here"]),
        ({"text": "<!subteam^S123>"}, ["<!subteam^S123>"]),
    ],
)
async def test_mentions_that_are_live_are_written_down(
    slack: Slack, ask: Ask, channel: Channel, sent: Json, live: list[str]
) -> None:
    await ask("chat.postMessage", channel=channel.id, **sent)
    assert [hit for each in slack.posting.live for hit in each.found] == live


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, "no_text"),
        ({"text": "x", "attachments": [{"text": "y"}] * 101}, "too_many_attachments"),
        ({"text": "x", "blocks": "nothing"}, "invalid_blocks_format"),
        ({"text": "x", "blocks": [{"type": "nothing"}]}, "invalid_blocks"),
        ({"text": "x", "metadata": "nothing"}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_type": "a b", "event_payload": {}}}, "invalid_metadata_schema"),
        ({"text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_schema"),
        ({"text": "x", "thread_ts": "1.000000"}, "thread_not_found"),
        ({"text": "x", "channel": "C0NOWHERE"}, "channel_not_found"),
        ({"text": "x", "channel": ""}, "invalid_arguments"),
    ],
)
async def test_a_wrong_post_is_refused_by_name(ask: Ask, channel: Channel, sent: Json, error: str) -> None:
    told = await ask("chat.postMessage", **{"channel": channel.id, **sent})
    assert (told["ok"], told["error"]) == (False, error)
    assert channel.messages == {}


async def test_an_update_finds_bare_names_unless_told_not_to(slack: Slack, ask: Ask, channel: Channel) -> None:
    ts = (await ask("chat.postMessage", channel=channel.id, text="@channel: nothing"))["ts"]
    await ask("chat.update", channel=channel.id, ts=ts, text="@channel: still nothing", parse="none")
    assert slack.posting.live == []
    await ask("chat.update", channel=channel.id, ts=ts, text="@channel: now")
    assert [each.found for each in slack.posting.live] == [("@channel",)]


async def test_an_update_with_no_metadata_in_it_takes_the_metadata_away(ask: Ask, channel: Channel) -> None:
    ts = (await ask("chat.postMessage", channel=channel.id, text="x", metadata=METADATA))["ts"]
    await ask("chat.update", channel=channel.id, ts=ts, text="y", metadata={})
    (told,) = (await ask("conversations.history", channel=channel.id, include_all_metadata=True))["messages"]
    assert "metadata" not in told


async def test_a_post_of_more_than_40000_characters_is_cut_and_an_update_of_more_than_4000_refused(
    ask: Ask, channel: Channel
) -> None:
    posted = await ask("chat.postMessage", channel=channel.id, text="a" * 40_001)
    assert len(posted["message"]["text"]) == 40_000
    assert posted["warning"] == "message_truncated"
    assert (await ask("chat.update", channel=channel.id, ts=posted["ts"], text="a" * 4_000))["ok"]
    told = await ask("chat.update", channel=channel.id, ts=posted["ts"], text="a" * 4_001)
    assert told["error"] == "msg_too_long"


@pytest.mark.parametrize("method", ["chat.update", "chat.delete"])
async def test_only_the_apps_own_messages_are_changed(slack: Slack, ask: Ask, channel: Channel, method: str) -> None:
    said = slack.posting.say(channel, channel.members[0], "mine")
    foreign = await ask(method, channel=channel.id, ts=said.ts, text="x")
    missing = await ask(method, channel=channel.id, ts="1.000000", text="x")
    assert foreign["error"] == f"cant_{method.removeprefix('chat.')}_message"
    assert missing["error"] == "message_not_found"


async def test_an_old_message_is_not_changed_once_the_window_is_closed(
    slack: Slack, ask: Ask, channel: Channel
) -> None:
    ts = (await ask("chat.postMessage", channel=channel.id, text="x"))["ts"]
    slack.chat.edit_window = 60.0
    slack.pipeline.clock.turn(61)
    assert (await ask("chat.update", channel=channel.id, ts=ts, text="y"))["error"] == "edit_window_closed"


async def test_what_one_person_is_shown_is_not_kept_and_needs_them_in_the_channel(
    slack: Slack, ask: Ask, channel: Channel
) -> None:
    inside = channel.members[0]
    outside = slack.world.person(slack.world.workspaces[channel.team_id], "carol").id
    shown = await ask("chat.postEphemeral", channel=channel.id, user=inside, text="you alone")
    refused = await ask("chat.postEphemeral", channel=channel.id, user=outside, text="you alone")
    assert shown["message_ts"]
    assert refused["error"] == "user_not_in_channel"
    assert (await ask("conversations.history", channel=channel.id))["messages"] == []
    assert (await ask("chat.update", channel=channel.id, ts=shown["message_ts"], text="x"))[
        "error"
    ] == "message_not_found"


@pytest.mark.parametrize(
    ("refuses", "alone", "in_thread"),
    [
        ("restricted_action_read_only_channel", False, False),
        ("restricted_action", False, False),
        ("restricted_action_thread_only_channel", False, True),
        ("restricted_action_non_threadable_channel", True, False),
    ],
)
async def test_a_restricted_channel_takes_what_it_takes(
    ask: Ask, channel: Channel, refuses: str, alone: bool, in_thread: bool
) -> None:
    parent = (await ask("chat.postMessage", channel=channel.id, text="parent"))["ts"]
    channel.refuses = refuses
    one = await ask("chat.postMessage", channel=channel.id, text="x")
    other = await ask("chat.postMessage", channel=channel.id, text="x", thread_ts=parent)
    assert (one["ok"], other["ok"]) == (alone, in_thread)
    assert {each["error"] for each in (one, other) if not each["ok"]} == {refuses}


async def test_where_the_bot_is_not_it_posts_only_with_the_right_to_and_reads_nothing(
    slack: Slack, ask: Ask, channel: Channel
) -> None:
    installation = slack.world.installations[0]
    channel.members.remove(installation.bot_user)
    assert (await ask("chat.postMessage", channel=channel.id, text="x"))["ok"]
    assert (await ask("conversations.history", channel=channel.id))["error"] == "not_in_channel"
    installation.scopes.discard("chat:write.public")
    assert (await ask("chat.postMessage", channel=channel.id, text="x"))["error"] == "not_in_channel"
    channel.is_private = True
    assert (await ask("chat.postMessage", channel=channel.id, text="x"))["error"] == "channel_not_found"


async def test_an_archived_channel_takes_nothing(ask: Ask, channel: Channel) -> None:
    ts = (await ask("chat.postMessage", channel=channel.id, text="x"))["ts"]
    channel.is_archived = True
    for method in ("chat.postMessage", "chat.postEphemeral"):
        told = await ask(method, channel=channel.id, user=channel.members[0], text="x")
        assert told["error"] == "is_archived"
    assert (await ask("chat.update", channel=channel.id, ts=ts, text="y"))["error"] == "is_inactive"
    assert (await ask("conversations.info", channel=channel.id))["channel"]["is_archived"]


async def test_one_workspace_does_not_see_the_other(slack: Slack, call: Call_, channel: Channel) -> None:
    other = slack.world.installations[1].token
    for method in ("chat.postMessage", "conversations.history", "conversations.info"):
        told = await call(method, channel=channel.id, text="x", token=other)
        assert told.body["error"] == "channel_not_found"
    listed = (await call("conversations.list", token=other)).body["channels"]
    assert channel.id not in {each["id"] for each in listed}
    assert len(listed) == 2
