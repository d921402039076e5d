"""Pictures on Slack: uploaded as bytes, completed, and shown as a block once Slack has looked at them."""

import aiohttp
import pytest

from adapters.slack import OneWorkspace, Rest, web_client
from adapters.slack.pictures import LOOKED_AT, once_looked_at, uploaded
from adapters.slack.rendering import answer
from bot.commands import Answer, Attachment
from bot.errors import MessageRefused, PlatformError
from bot.model import Place
from bot.views.samples import sample_post
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json
from tests.newsroom import NOW, TOPIC

PNG = Attachment(name="storm-dead.png", alt="Storm dead, by source", data=b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)


@pytest.fixture
def rest(addresses: Json, session: aiohttp.ClientSession) -> Rest:
    client = web_client(addresses["api"], session, token=addresses["bot_token"], repeats=True)
    return Rest(addresses["api"], session, OneWorkspace(client))


@pytest.fixture
async def place(double: SlackSteering) -> Place:
    workspace = (await double.state())["workspaces"][0]
    return Place(platform="slack", server=workspace["id"], channel=workspace["channels"][0]["id"])


async def test_a_picture_goes_by_the_upload_address_into_an_image_block(
    double: SlackSteering, rest: Rest, place: Place
) -> None:
    picture = await uploaded(rest, place.server, PNG)
    rendered = answer(Answer(views=(sample_post(TOPIC, None, NOW),)), [picture])
    body = {"channel": place.channel, "text": rendered.text, "blocks": list(rendered.blocks)}
    await rest.change("chat.postMessage", place.server, body)
    (posted,) = await double.posts(place.channel)
    (block,) = [each for each in posted["blocks"] if each["type"] == "image"]
    assert (block["slack_file"], block["alt_text"]) == ({"id": picture.file}, PNG.alt)
    paths = [each["path"].partition("/v1/")[0] for each in await double.traffic()]
    asked = [path for path in paths if "file" in path or "upload" in path]
    assert [path.rpartition("/")[2] for path in asked] == [
        *("files.getUploadURLExternal", "upload", "files.completeUploadExternal")
    ]


async def test_a_picture_that_is_not_taken_says_so(double: SlackSteering, rest: Rest, place: Place) -> None:
    await double.lay({"match": {"path": "/upload/*"}, "do": "status 500"})
    with pytest.raises(PlatformError):
        await uploaded(rest, place.server, PNG)
    assert await double.traffic(path="/files.completeUploadExternal") == []


async def test_a_picture_without_the_right_to_hand_one_over_says_so(
    double: SlackSteering, rest: Rest, place: Place
) -> None:
    await double.installation("scopes", scopes=["chat:write"])
    with pytest.raises(PlatformError, match="files:write"):
        await uploaded(rest, place.server, PNG)


@pytest.mark.parametrize(("refusals", "shown"), [(0, True), (1, True), (2, True), (3, False)])
async def test_blocks_with_a_new_picture_are_tried_until_slack_has_looked_at_it(refusals: int, *, shown: bool) -> None:
    sent, slept = [0], list[float]()

    async def send() -> None:
        sent[0] += 1
        if sent[0] <= refusals:
            raise MessageRefused("invalid_blocks")

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    assert await once_looked_at(send, sleep) is shown
    assert slept == list(LOOKED_AT[:refusals])
