"""Installing: consent, the exchange of its code, tokens that end, organisations, and what a manifest registers."""

from pathlib import Path

import aiohttp
import pytest

from tests.doubles.slack.double import Slack
from tests.doubles.slack.manifest import Manifest, read_manifest
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.slack.world import Channel
from tests.doubles.wire.calls import Call, Json
from tests.doubles_tests.slack.conftest import Ask

BACK = "https://app.example/slack/oauth_redirect"


async def access(slack: Slack, **arguments: str) -> Json:
    """Exchange something as the app."""
    app = slack.world.app
    known = {"client_id": app.client_id, "client_secret": app.client_secret, "redirect_uri": BACK, **arguments}
    body: Json = (await slack.serve(Call("POST", "/oauth.v2.access", body=known))).body
    return body


def consent(slack: Slack, team_id: str, *, everywhere: bool = False) -> str:
    """Let the owner of a workspace let the app in."""
    owner = slack.world.person(slack.world.workspaces[team_id], "operator")
    return slack.auth.consent(team_id, owner.id, BACK, everywhere=everywhere)


async def test_a_code_becomes_a_token_once(slack: Slack, ask: Ask) -> None:
    third = slack.world.found(1)
    code = consent(slack, third.id)
    told = await access(slack, code=code)
    assert (told["ok"], told["team"]["id"], told["token_type"]) == (True, third.id, "bot")
    assert (await ask("auth.test", token=told["access_token"]))["team_id"] == third.id
    assert (await access(slack, code=code))["error"] == "invalid_code"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"client_secret": "no"}, "bad_client_secret"),
        ({"client_id": "no"}, "invalid_client_id"),
        ({"code": "no"}, "invalid_code"),
        ({"redirect_uri": "https://thief.example/"}, "bad_redirect_uri"),
    ],
)
async def test_an_exchange_that_is_not_ours_is_refused(
    slack: Slack, channel: Channel, arguments: dict[str, str], error: str
) -> None:
    code = consent(slack, channel.team_id)
    assert (await access(slack, **{"code": code, **arguments}))["error"] == error


async def test_a_code_ends_after_ten_minutes(slack: Slack, channel: Channel) -> None:
    code = consent(slack, channel.team_id)
    slack.pipeline.clock.turn(601)
    assert (await access(slack, code=code))["error"] == "code_expired"


async def test_installing_again_ends_the_token_before(slack: Slack, ask: Ask, channel: Channel) -> None:
    before = slack.world.installations[0].token
    after = (await access(slack, code=consent(slack, channel.team_id)))["access_token"]
    assert (await ask("auth.test", token=before))["error"] == "invalid_auth"
    assert (await ask("auth.test", token=after))["ok"]


async def test_an_organisation_has_one_token_for_all_of_its_workspaces(slack: Slack, ask: Ask) -> None:
    first, second = (slack.world.found(1, in_enterprise=True) for _ in range(2))
    told = await access(slack, code=consent(slack, first.id, everywhere=True))
    token = told["access_token"]
    assert (told["is_enterprise_install"], told["team"]) == (True, None)
    assert told["enterprise"]["id"] == slack.world.enterprise.id
    tested = await ask("auth.test", token=token)
    assert (tested["is_enterprise_install"], tested["enterprise_id"]) == (True, slack.world.enterprise.id)
    for workspace in (first, second):
        channel = next(iter(workspace.channels))
        assert (await ask("chat.postMessage", token=token, channel=channel, text="x"))["ok"]
        owner = next(iter(workspace.people))
        told = (await ask("users.info", token=token, user=owner))["user"]
        assert (told["team_id"], told["enterprise_user"]["teams"]) == (workspace.id, [workspace.id])
    assert (await ask("conversations.list", token=token))["error"] == "missing_argument"
    listed = await ask("conversations.list", token=token, team_id=second.id)
    assert {each["id"] for each in listed["channels"]} == set(second.channels)
    foreign = next(iter(slack.world.workspaces))
    assert (await ask("conversations.list", token=token, team_id=foreign))["error"] == "team_access_not_granted"


async def test_a_token_that_rotates_is_exchanged_for_the_next(slack: Slack, ask: Ask, channel: Channel) -> None:
    slack.auth.rotates = True
    first = await access(slack, code=consent(slack, channel.team_id))
    assert first["expires_in"] == 43_200
    second = await access(slack, grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert (await ask("auth.test", token=first["access_token"]))["error"] == "invalid_auth"
    assert (await ask("auth.test", token=second["access_token"]))["ok"]


async def test_a_revoked_token_is_dead_unless_it_was_a_test(ask: Ask) -> None:
    assert not (await ask("auth.revoke", test=True))["revoked"]
    assert (await ask("auth.test"))["ok"]
    assert (await ask("auth.revoke"))["revoked"]
    assert (await ask("auth.test"))["error"] == "token_revoked"


async def test_what_is_asked_for_is_granted_and_no_more(double: SlackSteering, addresses: Json) -> None:
    team = (await double.state())["workspaces"][2]["id"]
    secrets = {key: addresses[key] for key in ("client_id", "client_secret")}
    query = {"client_id": addresses["client_id"], "redirect_uri": BACK, "team": team, "scope": "chat:write,commands"}
    async with aiohttp.ClientSession() as session:
        async with session.get(addresses["authorize"], params=query, allow_redirects=False) as response:
            code = response.headers["Location"].partition("code=")[2]
        told = {**secrets, "code": code, "redirect_uri": BACK}
        async with session.post(f"{addresses['api']}/oauth.v2.access", data=told) as response:
            assert (await response.json())["scope"] == "chat:write,commands"
    assert (await double.state())["workspaces"][2]["installation"]["scopes"] == ["chat:write", "commands"]


async def test_a_browser_is_sent_back_with_a_code_and_the_state(double: SlackSteering, addresses: Json) -> None:
    team = (await double.state())["workspaces"][2]
    assert team["installation"] is None
    query = {"client_id": addresses["client_id"], "state": "s1", "redirect_uri": BACK, "team": team["id"]}
    async with aiohttp.ClientSession() as session:
        async with session.get(addresses["authorize"], params=query, allow_redirects=False) as response:
            sent = response.headers["Location"]
        async with session.get(
            addresses["authorize"], params={**query, "deny": "1"}, allow_redirects=False
        ) as response:
            denied = response.headers["Location"]
        query.pop("redirect_uri")
        async with session.get(addresses["authorize"], params=query, allow_redirects=False) as response:
            assert response.status == 400
        await double.app(redirect=BACK)
        async with session.get(addresses["authorize"], params=query, allow_redirects=False) as response:
            assert response.headers["Location"].startswith(BACK)
    assert sent.startswith(f"{BACK}?state=s1&code=")
    assert denied == f"{BACK}?state=s1&error=access_denied"


MANIFEST = """
display_information: {name: Tallywire}
features:
  app_home: {home_tab_enabled: false, messages_tab_enabled: true}
  slash_commands: [{command: /tally, description: Figures}]
  shortcuts: [{name: Check, type: message, callback_id: check, description: x}]
oauth_config: {scopes: {bot: [commands, "chat:write"]}}
settings:
  event_subscriptions: {bot_events: [app_uninstalled]}
  interactivity: {is_enabled: true}
  socket_mode_enabled: true
"""


async def test_a_manifest_says_what_is_granted_offered_and_told(tmp_path: Path) -> None:
    path = tmp_path / "manifest.yaml"
    path.write_text(MANIFEST)
    manifest = read_manifest(path)
    assert manifest == Manifest(
        scopes=("commands", "chat:write"),
        commands=frozenset({"/tally"}),
        events=frozenset({"app_uninstalled"}),
        shortcuts=frozenset({"check"}),
        home_tab=False,
        addresses={"events_api": "", "interactive": "", "slash_commands": ""},
    )
    slack = Slack(manifest=manifest)
    installation = slack.world.install(slack.world.found(1).id)
    assert installation.scopes == {"commands", "chat:write"}
    channel = next(iter(slack.world.workspaces.values())).channels
    with pytest.raises(ValueError, match="is no command here"):
        slack.people.run({"user": "ada", "channel": next(iter(channel)), "run": "/other"})
    assert not slack.world.app.hears("app_home_opened")


async def test_people_are_written_to_only_where_the_app_has_a_tab_for_it(
    slack: Slack, ask: Ask, channel: Channel
) -> None:
    user = channel.members[0]
    assert (await ask("chat.postMessage", channel=user, text="x"))["channel"].startswith("D")
    slack.world.app.made_from = Manifest(messages_tab=False)
    assert (await ask("chat.postMessage", channel=user, text="x"))["error"] == "messages_tab_disabled"


def test_our_own_manifest_is_taken() -> None:
    assert "/tally" in read_manifest(Path(__file__).parents[3] / "config/slack-manifest.yaml").commands


@pytest.mark.parametrize(
    ("line", "instead", "says"),
    [("commands, ", "", "commands and shortcuts need"), ("name: Tallywire", f"name: {'a' * 36}", "too long")],
)
def test_a_manifest_that_slack_would_not_take_is_refused(tmp_path: Path, line: str, instead: str, says: str) -> None:
    path = tmp_path / "manifest.yaml"
    path.write_text(MANIFEST.replace(line, instead))
    with pytest.raises(ValueError, match=says):
        read_manifest(path)
