"""The double's own answers are what Discord's document says, on every route that it has."""

import pytest

from tests.doubles.discord.document import Document
from tests.doubles.discord.double import Discord
from tests.doubles.discord.routes import Found
from tests.doubles.wire.calls import Answer, Call, Json, Upload
from tests.doubles_tests.discord.test_interactions import BUTTON, FORM, MANAGED, TALLY


@pytest.fixture
def discord(document: Document) -> Discord:
    made = Discord(document)
    made.counters.limits = made.counters.limits.changed({"send": [100, 1.0], "webhook": [100, 1.0]})
    return made


class Walk:
    """Calls one route after the other, each with an answer of success."""

    def __init__(self, discord: Discord) -> None:
        self.discord = discord
        self.walked: set[tuple[str, str]] = set()

    async def __call__(self, method: str, path: str, body: Json | list[Json] | None = None, **query: str) -> Json:
        """Call, and return the body."""
        upload = Upload("files[0]", "a.png", "image/png", b"x")
        uploads = (upload,) if query.pop("upload", "") else ()
        headers = {"Authorization": f"Bot {self.discord.gateway.settings.token}"}
        call = Call(method, path, query, headers, body, uploads)
        found = self.discord.routes.find(call)
        assert isinstance(found, Found), path
        answer: Answer = await self.discord.serve(call)
        assert answer.status < 300, answer
        self.walked.add((method, found.route.template))
        return answer.body if isinstance(answer.body, dict) else {}


async def test_every_route_answers_as_documented(discord: Discord) -> None:
    walk, world = Walk(discord), discord.world
    guild, channel = next(iter(world.guilds.values())), next(iter(world.channels.values()))
    await _walk_about(walk, guild.id)
    here = f"/channels/{channel.id}"
    await _walk_commands(walk, f"/applications/{world.application_id}", guild.id)
    await _walk_channel(walk, here)
    await _walk_interactions(walk, here)
    channel.overwrites[world.bot.id] = (1 << 4, 0)
    await walk("DELETE", here)
    assert discord.complaints == []
    assert {(route.method, route.template) for route in discord.routes.known()} - walk.walked == set()


async def _walk_about(walk: Walk, guild: int) -> None:
    bot = walk.discord.world.bot.id
    for path in ("/users/@me", "/oauth2/applications/@me", "/applications/@me", f"/users/{bot}"):
        await walk("GET", path)
    walk.discord.gateway.address = "ws://127.0.0.1:1/gateway"
    for path in ("/gateway", "/gateway/bot", f"/guilds/{guild}", f"/guilds/{guild}/members/{bot}"):
        await walk("GET", path)
    for part in ("channels", "threads/active", "roles"):
        await walk("GET", f"/guilds/{guild}/{part}")
    await walk("POST", "/users/@me/channels", {"recipient_id": str(walk.discord.world.owner.id)})


async def _walk_commands(walk: Walk, application: str, guild: int) -> None:
    for scope in (f"{application}/guilds/{guild}/commands", f"{application}/commands"):
        made = await walk("POST", scope, MANAGED)
        await walk("GET", scope)
        await walk("GET", f"{scope}/{made['id']}")
        await walk("DELETE", f"{scope}/{made['id']}")
        await walk("PUT", scope, [TALLY, MANAGED])


async def _walk_channel(walk: Walk, here: str) -> None:
    embed = {"title": "t", "fields": [{"name": "n", "value": "v"}], "image": {"url": "attachment://a.png"}, "color": 5}
    rows = [{"type": 1, "components": [BUTTON]}]
    body: Json = {"content": "x", "embeds": [embed], "components": rows, "nonce": "7F3K"}
    first = await walk("POST", f"{here}/messages", body, upload="yes")
    await walk("POST", f"{here}/messages", {"content": "re", "message_reference": {"message_id": first["id"]}})
    await walk("GET", f"{here}/messages", limit="2")
    await walk("GET", f"{here}/messages/{first['id']}")
    await walk("PATCH", f"{here}/messages/{first['id']}", {"content": "y"})
    await walk("POST", f"{here}/messages/{first['id']}/threads", {"name": "Notes"})
    await walk("PATCH", f"/channels/{first['id']}", {"archived": True})
    await walk("POST", f"{here}/threads", {"name": "Other", "type": 11})
    await walk("GET", f"{here}/threads/archived/public")
    await walk("GET", f"{here}/messages")
    await walk("DELETE", f"{here}/messages/{first['id']}")
    await walk("POST", f"{here}/typing")
    await walk("GET", here)


async def _walk_interactions(walk: Walk, here: str) -> None:
    people, place = walk.discord.people, {"user": "alice", "channel": here.rsplit("/", 1)[-1]}
    answers: list[tuple[int, Json | None]] = [(4, {"content": "x"}), (5, {"flags": 64}), (9, FORM)]
    for kind, data in answers:
        asked = people.run({**place, "run": "/tally figures topic:x"})
        body = {"type": kind} | ({} if data is None else {"data": data})
        await walk("POST", f"/interactions/{asked.id}/{asked.token}/callback", body, with_response="true")
        hook = f"/webhooks/{walk.discord.world.application_id}/{asked.token}"
        if kind == 9:
            continue
        more = await walk("POST", hook, {"content": "more", "components": [{"type": 1, "components": [BUTTON]}]})
        for one in (more["id"], "@original"):
            if one == "@original" and kind == 5:
                continue
            await walk("GET", f"{hook}/messages/{one}")
            await walk("PATCH", f"{hook}/messages/{one}", {"content": "z"})
            await walk("DELETE", f"{hook}/messages/{one}")


async def test_what_is_wrong_with_an_answer_of_ours_is_told(discord: Discord) -> None:
    discord.world.bot.id = -1
    await Walk(discord)("GET", "/users/@me")
    (complaint,) = discord.complaints
    assert complaint.startswith("GET /users/@me 200 at id")
