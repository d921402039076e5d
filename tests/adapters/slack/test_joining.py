"""Workspaces that let us in by a web page, take us out, and let us in again; each sees its own alone."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from adapters.slack import new_key
from adapters.slack.oauth import INSTALL, REDIRECT, SCOPES
from bot.model import Follow, Place
from tests.adapters.slack.office import Office, listening, said, text
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json
from tests.newsroom import NOW, TOPIC
from tests.records import bound_for

OPERATORS = (Place(platform="console", channel="ops"),)


@dataclass
class Joining:
    """A Tallywire that workspaces install, and who does."""

    office: Office
    session: aiohttp.ClientSession
    teams: list[str]
    channels: list[str]

    @property
    def double(self) -> SlackSteering:
        """Return the double."""
        return self.office.double

    async def begin(self) -> tuple[str, str]:
        """Open the page; return where it leads, and the cookie that it leaves."""
        async with self.session.get(f"{self.office.site}{INSTALL}", allow_redirects=False) as answer:
            assert answer.status == 302
            assert answer.headers["Location"] in (await answer.text()).replace("&amp;", "&")
            cookie = answer.headers["Set-Cookie"]
            assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(re.split(r";\s*", cookie))
            return answer.headers["Location"], cookie.partition(";")[0]

    async def finish(self, cookie: str, **query: str) -> tuple[int, str]:
        """Come back from Slack; return the status and the page."""
        headers = {"Cookie": cookie} if cookie else {}
        async with self.session.get(f"{self.office.site}{REDIRECT}", params=query, headers=headers) as answer:
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            return answer.status, await answer.text()

    async def install(self, team: int, **consent: Any) -> tuple[int, str]:
        """Install the app in a workspace from the first click to the last."""
        url, cookie = await self.begin()
        code = await self.double.consent(team=self.teams[team], **consent)
        return await self.finish(cookie, state=state_of(url), code=code)

    async def run(self, team: int, words: str, who: str = "ada", **more: Any) -> Json:
        """Run a command in a workspace."""
        return await self.double.run(who, self.channels[team], f"/tally {words}", team=self.teams[team], **more)

    async def kept(self) -> str:
        """Return what lies in the store of installations."""
        return repr([(each, each.sealed) for each in await self.office.store.installs("slack")])


def state_of(url: str) -> str:
    """Return the state in the address of Slack's page."""
    return parse_qs(urlsplit(url).query)["state"][0]


@pytest.fixture
async def joining(double: SlackSteering, addresses: Json, session: aiohttp.ClientSession) -> AsyncIterator[Joining]:
    app = {name: addresses[name] for name in ("client_id", "client_secret")}
    known: dict[str, Any] = {**app, "bot_token": None, "app_token": None, "token_keys": new_key()}
    async with listening(double, addresses, session, mode="http", operators=OPERATORS, **known) as office:
        state = await double.state()
        for workspace in state["workspaces"]:
            await double.person("ada", team=workspace["id"], admin=True)
        teams = [workspace["id"] for workspace in state["workspaces"]]
        channels = [workspace["channels"][0]["id"] for workspace in state["workspaces"]]
        yield Joining(office, session, teams, channels)


async def test_a_workspace_lets_us_in_by_a_click_and_is_answered_from_then_on(
    joining: Joining, addresses: Json
) -> None:
    assert (await joining.run(1, "here"))["status"] == 403
    url, _ = await joining.begin()
    asked = parse_qs(urlsplit(url).query)
    assert url.startswith(addresses["authorize"])
    assert (asked["client_id"], asked["scope"]) == ([addresses["client_id"]], [",".join(SCOPES)])
    status, page = await joining.install(1)
    assert (status, "Tallywire is in" in page) == (200, True)
    assert "follows nothing" in said(await joining.run(1, "here"))
    assert "xoxb" not in await joining.kept()
    assert "xoxb" not in page


async def test_neither_workspace_sees_the_others_channels_mutes_or_rejections(joining: Joining) -> None:
    for team in (0, 1):
        assert (await joining.install(team))[0] == 200
    assert "now follows" in said(await joining.run(0, "follow storm"))
    assert "Muted here" in said(await joining.run(0, "mute homes 24h"))
    assert "follows nothing" in said(await joining.run(1, "here"))
    assert "The storm" in said(await joining.run(0, "here"))
    assert {each.server for each in await joining.office.store.follows_in("slack", joining.teams[0])} == {
        joining.teams[0]
    }
    assert await joining.office.store.follows_in("slack", joining.teams[1]) == ()


@pytest.mark.parametrize(
    ("spoil", "status"),
    [
        (lambda told: {**told, "cookie": ""}, 400),
        (lambda told: {**told, "cookie": "slack-app-oauth-state=another"}, 400),
        (lambda told: {**told, "state": "made up", "cookie": "slack-app-oauth-state=made up"}, 401),
        (lambda told: {**told, "state": ""}, 400),
        (lambda told: {**told, "code": ""}, 401),
        (lambda told: {**told, "code": "made up"}, 401),
        (lambda told: {**told, "error": "access_denied"}, 200),
        (lambda told: {**told, "error": "<script>alert(1)</script>"}, 200),
    ],
)
async def test_whoever_comes_back_otherwise_installs_nothing(joining: Joining, spoil: Any, status: int) -> None:
    url, cookie = await joining.begin()
    code = await joining.double.consent(team=joining.teams[1])
    told = spoil({"cookie": cookie, "state": state_of(url), "code": code})
    answered, page = await joining.finish(told.pop("cookie"), **told)
    assert answered == status
    assert "<script" not in page
    assert await joining.office.store.installs("slack") == ()


async def test_a_state_is_good_once_and_for_ten_minutes(joining: Joining) -> None:
    url, cookie = await joining.begin()
    codes = [await joining.double.consent(team=joining.teams[1]) for _ in range(3)]
    assert (await joining.finish(cookie, state=state_of(url), code=codes[0]))[0] == 200
    assert (await joining.finish(cookie, state=state_of(url), code=codes[1]))[0] == 401
    late, cookie = await joining.begin()
    joining.office.clock.ahead += timedelta(minutes=11)
    assert (await joining.finish(cookie, state=state_of(late), code=codes[2]))[0] == 401


@pytest.mark.parametrize("leaving", ["revoke", "uninstall"])
async def test_a_workspace_that_takes_us_out_keeps_everything_and_goes_on_when_it_lets_us_in_again(
    joining: Joining, leaving: str
) -> None:
    store, team = joining.office.store, joining.teams[0]
    for each in (0, 1):
        await joining.install(each)
    place = Place(platform="slack", server=team, channel=joining.channels[0])
    post = replace(bound_for(place.channel), platform="slack", server=team)
    async with store.transaction() as transaction:
        await transaction.put_follow(Follow(platform="slack", server=team, channel=place.channel, topic=TOPIC.id))
        await transaction.queue([post], NOW)
    await joining.double.installation(leaving, team=team)
    (paused,) = await joining.double.until(store.paused, bool)
    assert (paused.place, "removed" in paused.reason) == (place, True)
    now = joining.office.clock.now()
    (notice,) = await joining.double.until(lambda: store.lease_posts(now + timedelta(days=1), 9, 0.0, "console"), bool)
    assert "removed" in notice.post.title  # type: ignore[union-attr]  # a notice
    assert (await joining.run(0, "here"))["status"] == 403
    assert "follows nothing" in said(await joining.run(1, "here"))
    assert len(await store.follows_in("slack", team)) == 1
    assert {each.sealed != "" for each in await store.installs("slack") if each.server == team} == {False}
    await joining.double.installation("install", team=team)
    assert (await joining.install(0))[0] == 200
    assert await store.paused() == ()
    assert "The storm" in said(await joining.run(0, "here"))


async def test_an_event_that_slack_tells_again_does_not_take_us_out_twice(joining: Joining) -> None:
    team = joining.teams[0]
    await joining.install(0)
    left = await joining.double.event({"type": "app_uninstalled"}, team=team)
    await joining.double.until(lambda: joining.run(0, "here"), lambda answered: answered["status"] == 403)
    await joining.double.installation("install", team=team)
    assert (await joining.install(0))[0] == 200
    assert (await joining.double.replay(left["delivery"]))["status"] == 200
    assert (await joining.double.replay(left["delivery"], retry=1))["status"] == 200
    assert "follows nothing" in said(await joining.run(0, "here"))
    assert "follows nothing" in said(await joining.run(0, "here"))


async def test_an_organisation_lets_us_into_its_workspaces_at_once(joining: Joining) -> None:
    made = [await joining.double.add_workspace(enterprise=True, install=False) for _ in range(2)]
    for workspace in made:
        await joining.double.person("ada", team=workspace["id"], admin=True)
        joining.teams.append(workspace["id"])
        joining.channels.append(workspace["channels"][0]["id"])
    status, page = await joining.install(2, everywhere=True)
    assert (status, "Tallywire is in" in page) == (200, True)
    assert "now follows" in said(await joining.run(2, "follow storm"))
    assert "follows nothing" in said(await joining.run(3, "here"))
    installs = await joining.office.store.installs("slack")
    assert {(each.server, each.organisation != "") for each in installs} == {
        ("", True),
        (joining.teams[2], True),
        (joining.teams[3], True),
    }
    assert (await joining.run(0, "here"))["status"] == 403


async def test_tokens_that_end_are_renewed_before_they_do(joining: Joining) -> None:
    await joining.double.settings(rotates=True)
    await joining.install(0)
    before = await joining.kept()
    joining.office.clock.ahead += timedelta(hours=11)
    assert "Only the desk" in said(await joining.run(0, "mute storm", "ben", tamper={"age": -39_600.0}))
    renewed = [each for each in await joining.double.traffic(path="/oauth.v2.access") if "refresh" in str(each["body"])]
    assert len(renewed) == 1
    assert await joining.kept() != before


async def test_tokens_of_people_that_are_revoked_are_none_of_ours(joining: Joining) -> None:
    await joining.install(0)
    event = {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}
    assert (await joining.double.event(event, team=joining.teams[0]))["acked"]
    assert "follows nothing" in said(await joining.run(0, "here"))


async def test_no_answer_shows_a_token(joining: Joining) -> None:
    await joining.install(0)
    assert "xox" not in text((await joining.run(0, "health"))["message"])
