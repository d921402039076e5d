"""A newsroom on Slack from its first command to a wrong reading, everything real but Slack itself."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from cryptography.fernet import Fernet

from tests.doubles.feeds import served
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json
from tests.doubles.wire.launching import launched
from tests.stories.newsroom import EDITOR, READER, TOPIC, Wire, configured, running
from tests.stories.slack_newsroom import Newsroom, faults, nobody_listens, takes_its_time, text_of

FIGURES = "shaddadi-escaped"
READ_ONLY = "restricted_action_read_only_channel"
MANIFEST = ("--manifest", "config/slack-manifest.yaml")


@pytest.fixture(scope="module")
def addresses() -> Iterator[Json]:
    with launched("tests.doubles.slack", *MANIFEST, "--channels", "3") as told:
        yield told


@pytest.fixture(scope="module")
def app_for_many() -> Iterator[Json]:
    with launched("tests.doubles.slack", *MANIFEST, "--workspaces", "3", "--uninstalled", "3") as told:
        yield told


async def test_a_newsroom_hears_asks_mutes_and_mends(tmp_path: Path, addresses: Json) -> None:
    wire = Wire()
    tokens = {f"TALLYWIRE_SLACK_{kind.upper()}": addresses[kind] for kind in ("bot_token", "app_token")}
    async with SlackSteering(addresses) as slack, served({"/wire": wire.feed.answer}) as host:
        await takes_its_time(slack)
        await slack.person(EDITOR, admin=True)
        room, other, operators = (Newsroom(slack, each) for each in await slack.channels())
        team = (await slack.state())["workspaces"][0]["id"]
        told = f'[operators]\nchannels = ["slack:{team}/{operators.channel}"]\n'
        config = configured(tmp_path, host, f'[slack]\napi_base = "{addresses["api"]}"\n{told}')
        async with running(config, tokens):
            await slack.connected()
            await _follows(room)
            conflict = await _hears_of_the_conflict(room, wire)
            await _asks(room)
            await _hears_of_the_storm_alone(other, room, wire)
            await _is_muted(room, wire)
            await _is_shut_out(room, operators, wire)
        await nobody_listens(slack)
        async with running(config, tokens):
            await slack.connected()
            third = await _presses_old_buttons(room, conflict)
            await _mends(room, third)
        refused = {answer["error"] for _, _, answer in await faults(slack)}
        assert refused == {READ_ONLY}


async def test_two_newsrooms_install_over_http_and_never_see_each_other(tmp_path: Path, app_for_many: Json) -> None:
    wire, app = Wire(), app_for_many
    secrets = {f"TALLYWIRE_SLACK_{kind.upper()}": app[kind] for kind in ("client_secret", "signing_secret")}
    secrets["TALLYWIRE_SLACK_TOKEN_KEYS"] = Fernet.generate_key().decode()
    async with SlackSteering(app) as slack, served({"/wire": wire.feed.answer}) as host:
        await takes_its_time(slack)
        settings = (
            f'[slack]\napi_base = "{app["api"]}"\nmode = "http"\nclient_id = "{app["client_id"]}"\n[http]\nport = 0\n'
        )
        config = configured(tmp_path, host, settings)
        async with running(config, secrets) as service:
            one, other = await _installed(slack, await service.address())
            for room in (one, other):
                await _follows(room)
            await _strangers_are_refused(slack, one)
            conflict = await _hears_of_the_conflict(one, wire)
            await other.sees("CONFLICT", "1,500", "Shaddadi")
            await _asks(one)
            await _is_muted(one, wire)
            await other.sees("137")
            assert "muted" not in (await other.asks("here")).lower()
            await _is_heard_again(one, wire)
            await other.sees("CONFLICT", "about 200")
        async with running(config, secrets) as service:
            assert (await slack.http(f"http://{await service.address()}/slack/events"))["verified"]
            third = await _presses_old_buttons(one, conflict)
            await _mends(one, third, other)
            await _is_taken_out(slack, one, other)
        assert {each["user"] for each in await one.posts()}.isdisjoint(each["user"] for each in await other.posts())
        assert await faults(slack) == []


async def _installed(slack: SlackSteering, address: str) -> tuple[Newsroom, Newsroom]:
    """Let both workspaces install the app with a browser, and Slack send what is said there to its address."""
    back = f"http://{address}/slack/oauth_redirect"
    await slack.app(redirect=back)
    assert (await slack.http(f"http://{address}/slack/events"))["verified"]
    rooms = []
    for workspace in (await slack.state())["workspaces"][:2]:
        await slack.person(EDITOR, team=workspace["id"], admin=True)
        await _lets_in(address, workspace["id"], back)
        rooms.append(Newsroom(slack, workspace["channels"][0]["id"]))
    return rooms[0], rooms[1]


async def _lets_in(address: str, team: str, back: str) -> None:
    """Go the way of a browser; it is behind TLS for us, so that it sends cookies that are marked as secure."""
    async with aiohttp.ClientSession() as browser:
        begin = f"http://{address}/slack/install?team={team}"
        async with browser.get(begin, allow_redirects=False) as sent:
            consent, cookie = sent.headers["Location"], sent.headers["Set-Cookie"].partition(";")[0]
        async with browser.get(consent, allow_redirects=False) as sent:
            returned = sent.headers["Location"]
        assert returned.startswith(back)
        async with browser.get(returned) as refused:
            assert refused.status == 400
        async with browser.get(consent, allow_redirects=False) as sent:
            returned = sent.headers["Location"]
        async with browser.get(returned, headers={"Cookie": cookie}) as done:
            assert (done.status, "Newsroom" in await done.text()) == (200, True)
        assert urlsplit(returned).hostname == "127.0.0.1"


async def _follows(room: Newsroom) -> None:
    """Follow by command, which only the desk may: choose the topic, leave the level as it is."""
    assert "follows nothing" in await room.asks("here", READER)
    assert "Only the desk" in await room.asks(f"follow {TOPIC}", READER)
    await room.asked("follow")
    offered, form = await room.chooses("isis", await room.is_shown(having="external_select"))
    assert "all claims" in offered[0]["text"]["text"]
    await room.slack.submit(form["id"])
    await room.is_shown("now follows", "SAMPLE")


async def _strangers_are_refused(slack: SlackSteering, room: Newsroom) -> None:
    """Change nothing for what Slack did not sign, or long ago, or twice, or for a workspace that is not let in."""
    forged = ({"secret": "guessed"}, {"signature": "v0=00"}, {"signature": ""}, {"age": 330}, {"age": -330})
    for tamper in forged:
        refused = await slack.run(EDITOR, room.channel, f"/tally unfollow {TOPIC}", tamper=tamper)
        assert (refused["status"], refused["message"]) == (401, None)
    (stranger,) = (await slack.state())["workspaces"][2:]
    foreign = await slack.run(EDITOR, stranger["channels"][0]["id"], f"/tally unfollow {TOPIC}", admin=True)
    assert (foreign["status"], foreign["message"]) == (403, None)
    followed = await slack.run(EDITOR, room.channel, "/tally here")
    before = len(await slack.messages(room.channel))
    assert (await slack.replay(followed["delivery"]))["status"] == 200
    assert "ISIS detainees" in await room.asks("here")
    assert len(await slack.messages(room.channel)) == before + 1


async def _hears_of_the_conflict(room: Newsroom, wire: Wire) -> Json:
    """Get the alert with both figures, who said them, the quote and the link."""
    wire.print("i02")
    wire.print("i04")
    conflict = await room.sees("CONFLICT", "1,500", "Shaddadi")
    assert "1,500" in conflict["text"]
    assert len(conflict["text"]) <= 80
    text = text_of(conflict)
    for words in ("Kurdish", "120", "https://news.example/i04", "“", "Meridian Wire", "<!date^"):
        assert words in text
    await room.sees("Board", "DISPUTED", "1,500", "120")
    return conflict


async def _asks(room: Newsroom) -> None:
    """Ask for figures by bare words, and for history, and get them privately, the history as a picture too."""
    figures = await room.asks(FIGURES, READER)
    assert ("at least 1,500" in figures.lower(), "120" in figures) == (True, True)
    answered = await room.asked(f"history {FIGURES}", READER)
    (picture,) = [block for block in answered["blocks"] if block["type"] == "image"]
    assert picture["slack_file"]["id"]
    assert "1,500" in text_of(answered)
    shared = await room.presses("Share", answered, READER)
    assert not shared["is_ephemeral"]
    assert "1,500" in text_of(shared)


async def _is_muted(room: Newsroom, wire: Wire) -> None:
    """Mute: the next change is held back in sight."""
    assert "Muted here" in await room.asks(f"mute {FIGURES} 24h")
    before = len(await room.posts())
    wire.print("i07")
    await room.slack.until(lambda: room.asks("here"), lambda here: "137" in here)
    posts = [post for post in await room.posts() if "137" in post["text"] and "Board" not in post["text"]]
    assert posts == []
    assert len(await room.posts()) >= before


async def _is_heard_again(room: Newsroom, wire: Wire) -> None:
    """Unmute: the channel hears of the next change."""
    assert "No longer muted" in await room.asks(f"unmute {FIGURES}")
    wire.print("i06")
    await room.sees("CONFLICT", "about 200")


async def _is_shut_out(room: Newsroom, operators: Newsroom, wire: Wire) -> None:
    """Refuse the bot a channel: its posts are kept, and the operators hear of it, and of the end of it."""
    assert "No longer muted" in await room.asks(f"unmute {FIGURES}")
    await room.slack.channel(room.channel, refuses=READ_ONLY)
    wire.print("i06")
    await operators.sees(READ_ONLY)
    await room.slack.channel(room.channel, refuses="")
    await room.asks("here")
    await room.sees("CONFLICT", "about 200")
    await room.slack.until(operators.posts, lambda posts: len(posts) > 1)
    assert len(await operators.posts()) == 2
    assert [each for each in await operators.posts() if "REVISED" in each["text"]] == []


async def _hears_of_the_storm_alone(other: Newsroom, room: Newsroom, wire: Wire) -> None:
    """Follow another topic in another channel of the workspace: neither hears of what the other follows."""
    assert "follows nothing" in await other.asks("here")
    await other.asks("follow storm")
    wire.print_storm()
    await other.sees("FIRST", "12")
    assert [each for each in await room.posts() if "storm" in text_of(each).lower()] == []
    assert [each for each in await other.posts() if "shaddadi" in text_of(each).lower()] == []
    assert "storm" not in (await room.asks("here")).lower().partition("tracked")[0]


async def _presses_old_buttons(room: Newsroom, conflict: Json) -> Json:
    """Buttons under posts of an earlier day work; return the latest alert."""
    why = await room.presses("Why?", conflict, READER)
    assert why["is_ephemeral"]
    assert "1,500" in text_of(why)
    return await room.sees("CONFLICT", "bout 200")


async def _mends(room: Newsroom, third: Json, *others: Newsroom) -> None:
    """Take a wrong reading out of the figures and strike its post through, in this newsroom alone; and restore it."""
    await room.presses("Wrong reading", third, READER)
    assert "about 200" in await room.asks(FIGURES)
    await room.presses("Wrong reading", third)
    assert "about 200" not in await room.asks(FIGURES)
    for other in others:
        assert "about 200" in await other.asks(FIGURES)
    struck = await room.sees("WRONG READING", "~")
    assert struck["ts"] == third["ts"]
    await room.presses("Restore", struck)
    assert "about 200" in await room.asks(FIGURES)


async def _is_taken_out(slack: SlackSteering, room: Newsroom, other: Newsroom) -> None:
    """One workspace takes the app out: it is refused there from then on, and the other asks on."""
    team = (await slack.state())["workspaces"][1]["id"]
    await slack.installation("uninstall", team=team)
    await slack.until(
        lambda: slack.run(EDITOR, other.channel, "/tally here"), lambda answered: answered["status"] == 403
    )
    assert "about 200" in await room.asks(FIGURES)
