"""The Home tab: what the person's channels follow, shown anew when it changes, and never twice the same."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from adapters import slack
from adapters.slack.home import Homes
from bot.model import Follow, Paused, Place
from tests.adapters.slack.office import Office, listening, text
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json
from tests.newsroom import NOW, TOPIC


@pytest.fixture
async def office(double: SlackSteering, addresses: Json, session: aiohttp.ClientSession) -> AsyncIterator[Office]:
    async with listening(double, addresses, session) as office:
        await follow(office, office.channel)
        yield office


async def follow(office: Office, channel: str, server: str = "") -> None:
    async with office.store.transaction() as transaction:
        await transaction.put_follow(
            Follow(platform="slack", server=server or office.team, channel=channel, topic=TOPIC.id)
        )


async def shown(office: Office, who: str, *words: str) -> Json:
    """Open the page as somebody, and return it once these words stand there."""
    assert (await office.double.open_home(who))["acked"]
    return await stands(office, who, *words)


async def stands(office: Office, who: str, *words: str) -> Json:
    """Wait until the words stand on somebody's page, and return it."""

    async def page() -> Json:
        return (await office.double.views(who)).get("home") or {}

    return await office.double.until(page, lambda view: bool(view) and all(word in text(view) for word in words))


async def published(office: Office) -> list[Json]:
    return await office.double.traffic(path="/views.publish")


async def test_somebody_sees_the_figures_that_their_channels_follow(office: Office) -> None:
    await office.record()
    await office.run("help")
    page = await shown(office, "ben", "The storm", "200", "Your channels")
    assert page["type"] == "home"
    assert len(page["blocks"]) <= 100


async def test_operators_see_what_is_amiss_and_others_do_not(office: Office) -> None:
    place = Place(platform="slack", server="T0OTHER", channel="C0OTHER")
    await office.store.pause(Paused(place=place, reason="is_archived", since=NOW, next_look=NOW))
    await shown(office, "boss", "C0OTHER", "archived")
    assert "C0OTHER" not in text(await shown(office, "ben", "channels"))


async def test_a_page_is_shown_anew_when_something_on_it_changes_and_only_then(
    office: Office, addresses: Json, session: aiohttp.ClientSession
) -> None:
    homes = homes_of(office, addresses, session)
    await office.run("help")
    await homes.visit(office.team, (await office.double.person("ben")))
    await homes.tick()
    await homes.tick()
    assert len(await published(office)) == 1
    await office.record()
    await homes.tick()
    await stands(office, "ben", "200")
    first, second = await published(office)
    assert "hash" not in first["body"]
    assert second["body"]["hash"]


async def test_a_page_that_another_process_showed_meanwhile_is_shown_all_the_same(
    office: Office, addresses: Json, session: aiohttp.ClientSession
) -> None:
    mine, theirs = (homes_of(office, addresses, session) for _ in range(2))
    ben = await office.double.person("ben")
    await office.run("help")
    await mine.visit(office.team, ben)
    await follow(office, (await office.double.channels())[1])
    await office.record()
    await theirs.visit(office.team, ben)
    await asyncio.gather(mine.tick(), theirs.tick())
    assert (await stands(office, "ben", "200"))["type"] == "home"
    answers = [each["answer"].get("error", "") for each in await published(office)]
    assert answers == ["", "", "hash_conflict", ""], "the older state of the page is put aside for the newer"


async def test_a_page_that_cannot_be_shown_is_let_be_until_it_is_opened_again(
    office: Office, addresses: Json, session: aiohttp.ClientSession
) -> None:
    homes = homes_of(office, addresses, session)
    await office.run("help")
    await homes.visit(office.team, await office.double.person("ben"))
    await office.record()
    await office.double.refuse("views.publish", "not_enabled", times=1)
    for _ in range(3):
        await homes.tick()
    assert len(await published(office)) == 2
    await shown(office, "ben", "200")


def homes_of(office: Office, addresses: Json, session: aiohttp.ClientSession) -> Homes:
    """Return what shows pages, without the rest."""
    client = slack.web_client(addresses["api"], session, token=addresses["bot_token"], repeats=True)
    rest = slack.Rest(addresses["api"], session, slack.OneWorkspace(client))
    rights: Any = slack.Rights(rest, slack.Named(), office.clock)
    return Homes(rest=rest, desk=office.desk, rights=rights)
