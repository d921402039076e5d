"""Tokens, scopes and limits: who may call what, and how often."""

import pytest

from tests.doubles.slack.double import Slack
from tests.doubles.slack.world import Channel
from tests.doubles.wire.calls import Call
from tests.doubles_tests.slack.conftest import Ask, Call_


async def test_a_token_says_who_it_is(slack: Slack, ask: Ask) -> None:
    told = await ask("auth.test")
    installation = slack.world.installations[0]
    assert told["ok"]
    assert (told["team_id"], told["bot_id"]) == (installation.team_ids[0], installation.bot_id)


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-no", "invalid_auth")])
async def test_a_token_that_is_none_is_refused(ask: Ask, token: str, error: str) -> None:
    assert (await ask("auth.test", token=token))["error"] == error


async def test_each_kind_of_token_opens_its_own_methods(slack: Slack, ask: Ask) -> None:
    app_token = slack.world.app.app_token
    assert (await ask("apps.connections.open", token=app_token))["url"].startswith("ws://")
    assert (await ask("apps.connections.open"))["error"] == "not_allowed_token_type"
    assert (await ask("auth.test", token=app_token))["error"] == "not_allowed_token_type"


async def test_a_scope_that_is_missing_is_named(slack: Slack, call: Call_, channel: Channel) -> None:
    slack.world.installations[0].scopes = {"chat:write", "commands"}
    answer = await call("conversations.history", channel=channel.id)
    assert answer.body["error"] == "missing_scope"
    assert "channels:history" in answer.body["needed"]
    assert answer.body["provided"] == "chat:write,commands"
    assert answer.headers["X-OAuth-Scopes"] == "chat:write,commands"


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "token_expired", "org_login_required"])
async def test_a_token_can_be_refused_for_good(slack: Slack, ask: Ask, channel: Channel, error: str) -> None:
    slack.world.installations[0].refuses = error
    assert (await ask("chat.postMessage", channel=channel.id, text="x"))["error"] == error


async def test_a_method_that_slack_has_not_is_unknown(ask: Ask) -> None:
    assert (await ask("chat.shout"))["error"] == "unknown_method"


async def test_a_body_that_is_no_json_is_told(slack: Slack) -> None:
    answer = await slack.serve(Call("POST", "/auth.test", broken="no JSON object"))
    assert answer.body["error"] == "invalid_json"


async def test_a_channel_takes_one_message_a_second(slack: Slack, call: Call_, channel: Channel) -> None:
    slack.counters.change({"channel": [1, 1.0]})
    other = slack.world.workspaces[channel.team_id].channels
    second = next(each for each in other.values() if each is not channel)
    answers = [await call("chat.postMessage", channel=each.id, text="x") for each in (channel, channel, second)]
    slack.pipeline.clock.turn(1.0)
    answers.append(await call("chat.postMessage", channel=channel.id, text="x"))
    assert [each.status for each in answers] == [200, 429, 200, 200]
    assert answers[1].body == {"ok": False, "error": "ratelimited"}
    assert int(answers[1].headers["Retry-After"]) == 1
    assert len(channel.messages) == 2


async def test_a_workspace_has_a_ceiling_of_its_own(slack: Slack, call: Call_) -> None:
    slack.counters.change({"posts": [3, 60]})
    tokens = [each.token for each in slack.world.installations]
    channels = [list(each.channels) for each in slack.world.workspaces.values()]
    statuses = [
        (await call("chat.postMessage", channel=channels[team][0], text="x", token=tokens[team])).status
        for team in (0, 0, 0, 0, 1)
    ]
    assert statuses == [200, 200, 200, 429, 200]


@pytest.mark.parametrize(
    ("method", "tier", "most"),
    [("chat.update", "tier3", 50), ("views.publish", "tier4", 100), ("users.list", "tier2", 20)],
)
async def test_a_method_has_the_limit_of_its_tier(
    slack: Slack, call: Call_, channel: Channel, method: str, tier: str, most: int
) -> None:
    slack.counters.change({tier: [most, 60]})
    more = {"channel": channel.id, "ts": "1.0", "text": "x", "user_id": "U1", "view": {}}
    statuses = [(await call(method, **more)).status for _ in range(most + 1)]
    assert statuses == [200] * most + [429]
