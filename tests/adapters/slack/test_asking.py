"""Commands, presses, menus and dialogues in a workspace: private, in time, once, as far as the person's rights go."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest

from adapters.slack import OneWorkspace, Platform, Rest, web_client
from adapters.storage import MemoryStore
from bot.model import Entry, Follow, Kind, Paused, Place
from bot.views import post_view
from tests.adapters.slack.office import Office, buttons, listening, menus, said, text
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json
from tests.newsroom import NOW, TOPIC, TOPICS, alert, entry, post, statement

TOPIC_NAME = "The storm (all claims)"


class SlowStore(MemoryStore):
    """A store that never answers."""

    async def entries(self, topic: str, claim: str | None = None) -> tuple[Entry, ...]:
        """See bot.ports.Store."""
        await asyncio.Event().wait()
        return await super().entries(topic, claim)


@pytest.fixture(params=["socket", "http"])
async def office(
    request: pytest.FixtureRequest, double: SlackSteering, addresses: Json, session: aiohttp.ClientSession
) -> AsyncIterator[Office]:
    async with listening(double, addresses, session, mode=request.param) as office:
        await double.person("ada", admin=True)
        yield office
        state = await double.state()
        assert state["live"] == []


@pytest.fixture
async def over_socket(double: SlackSteering, addresses: Json, session: aiohttp.ClientSession) -> AsyncIterator[Office]:
    async with listening(double, addresses, session) as office:
        await double.person("ada", admin=True)
        yield office


@pytest.mark.parametrize("words", ["", "figures", "storm", "since", "here", "feeds", "health", "help", "share figures"])
async def test_a_command_is_acknowledged_at_once_and_answered_privately_unless_it_is_shared(
    office: Office, words: str
) -> None:
    answered = await office.run(words)
    assert (answered["acked"], answered["late"], answered["failed"]) == (True, False, "")
    assert answered["answer"] in (None, "", {})
    assert text(answered["message"])
    assert answered["message"]["is_ephemeral"] is not words.startswith("share")


async def test_a_slip_is_answered_with_what_may_be_meant(office: Office) -> None:
    assert "Did you mean" in said(await office.run("histry missing"))
    assert "Did you mean" in said(await office.run("history mising"))


async def test_a_command_is_ours_whatever_it_is_called(office: Office) -> None:
    assert "Commands" in said(await office.double.run("ben", office.channel, "/count help"))


async def test_a_slow_disk_holds_up_neither_the_sign_nor_the_names_that_are_offered(over_socket: Office) -> None:
    (menu,) = menus((asked := await over_socket.run("history"))["message"])
    over_socket.store = SlowStore()
    began = await over_socket.run("figures", wait=False)
    told = await over_socket.double.until(
        lambda: over_socket.double.interaction(began["interaction"]), lambda told: told["acked"] or told["late"]
    )
    assert (told["late"], told["message"]) == (False, None)
    message = asked["message"]["ts"]
    offered = await over_socket.double.suggest("ben", over_socket.channel, message, menu["action_id"], "mis")
    assert [each["text"]["text"] for each in offered] == ["Missing"]


async def test_the_word_payload_is_a_word_like_any_other(office: Office) -> None:
    assert "payload" in said(await office.run("payload"))


@pytest.mark.parametrize("words", ["follow storm", "mute storm", "unmute storm", "quiet off", "restore 7F3K2"])
async def test_what_changes_the_channel_is_for_the_desk_alone(over_socket: Office, words: str) -> None:
    assert "Only the desk" in said(await over_socket.run(words))
    assert "Only the desk" not in said(await over_socket.run(words, "ada"))


async def test_whoever_began_the_channel_and_the_desks_group_may_change_it(
    double: SlackSteering, addresses: Json, session: aiohttp.ClientSession
) -> None:
    group = await double.group("desk", ("eve",))
    async with listening(double, addresses, session, desk_groups=("S0NOTHERE", group)) as office:
        assert "Only the desk" in said(await office.run("mute storm", "ben"))
        assert "Muted here" in said(await office.run("mute storm", "eve"))


async def test_guests_may_not_even_in_a_channel_that_they_began(over_socket: Office) -> None:
    await over_socket.double.person("gus", admin=True, guest=True)
    assert "Only the desk" in said(await over_socket.run("mute storm", "gus"))


async def test_where_slack_does_not_say_who_may_nothing_changes(over_socket: Office) -> None:
    for method in ("users.info", "conversations.info"):
        await over_socket.double.lay({"match": {"path": f"/{method}"}, "do": "status 500", "times": 9})
    assert "cannot be looked up" in said(await over_socket.run("mute storm", "ada"))
    assert await over_socket.store.muted(over_socket.place, NOW) == ()


async def test_operators_are_known_by_their_id(over_socket: Office) -> None:
    assert "Only operators" in said(await over_socket.run("feeds retry x", "ada"))
    assert "Only operators" not in said(await over_socket.run("feeds retry x", "boss"))


async def test_a_person_may_not_reject_but_doubt(over_socket: Office) -> None:
    (one,) = await over_socket.record()
    await over_socket.run(f"reject {one}")
    assert not await over_socket.store.rejected("slack", over_socket.team)
    await over_socket.run(f"reject {one}", "ada")
    assert await over_socket.store.rejected("slack", over_socket.team) == {one}


async def test_a_name_that_is_missing_is_chosen_from_a_menu_that_is_searched_while_somebody_types(
    office: Office,
) -> None:
    await office.record()
    asked = await office.run("history")
    assert asked["message"]["is_ephemeral"]
    (menu,) = menus(asked["message"])
    message, action = asked["message"]["ts"], menu["action_id"]
    offered = await office.double.suggest("ben", office.channel, message, action, "")
    assert [each["text"]["text"] for each in offered][:1] == ["Storm dead"]
    assert len(offered) <= 100
    (found,) = await office.double.suggest("ben", office.channel, message, action, "mis")
    assert found["text"]["text"] == "Missing"
    answered = await office.double.click("ben", office.channel, message, action, value=found["value"])
    assert "Missing" in said(answered)
    assert answered["message"]["ts"] == message


async def test_a_mute_is_asked_for_how_long_in_a_dialogue(office: Office) -> None:
    asked = await office.run("mute", "ada")
    (menu,) = menus(asked["message"])
    message, action = asked["message"]["ts"], menu["action_id"]
    offered = await office.double.suggest("ada", office.channel, message, action, "storm")
    opened = await office.double.click("ada", office.channel, message, action, value=offered[0]["value"])
    view = opened["view"]
    assert (view["title"]["text"], view["type"]) == ("Mute", "modal")
    sent = await office.double.submit(view["id"], {"time": "7d"})
    assert (sent["late"], sent["errors"]) == (False, {})
    shown = await office.double.until(
        lambda: office.double.messages(office.channel), lambda all_: "Muted here" in text(all_[-1])
    )
    assert shown[-1]["is_ephemeral"]
    (muted,) = await office.store.muted(office.place, NOW)
    assert muted.until == NOW + timedelta(days=7)


async def test_a_follow_is_asked_how_much_and_shows_what_there_is(office: Office) -> None:
    asked = await office.run("follow", "ada")
    shown = await office.double.until(
        lambda: office.double.messages(office.channel), lambda all_: any(menus(each) for each in all_)
    )
    assert "follows nothing" in text(shown[0]), "it is said before anything is asked"
    (message,) = [each for each in shown if menus(each)]
    action = menus(message)[0]["action_id"]
    offered = await office.double.suggest("ada", office.channel, message["ts"], action, "storm")
    (topic,) = [each for each in offered if each["text"]["text"] == TOPIC_NAME]
    opened = await office.double.click("ada", office.channel, message["ts"], action, value=topic["value"])
    await office.double.submit(opened["view"]["id"], {"level": "all"})
    await office.double.until(
        lambda: office.double.messages(office.channel), lambda all_: any("now follows" in text(each) for each in all_)
    )
    (following,) = await office.store.following(office.place)
    assert (following.topic, following.level.value) == (TOPIC.id, "all")
    assert asked["acked"]


async def test_who_may_not_is_not_asked_for_more(over_socket: Office) -> None:
    answered = await over_socket.run("mute")
    assert "Only the desk" in said(answered)
    assert menus(answered["message"]) == []
    assert "Only operators" in said(await over_socket.run("feeds add", "ada"))


async def test_a_dialogue_that_opens_is_looked_at_again_when_it_is_sent(over_socket: Office) -> None:
    office = over_socket
    asked = await office.run("mute", "ada")
    (menu,) = menus(asked["message"])
    message, action = asked["message"]["ts"], menu["action_id"]
    offered = await office.double.suggest("ada", office.channel, message, action, "storm")
    opened = await office.double.click("ada", office.channel, message, action, value=offered[0]["value"])
    await office.double.person("ada", admin=False)
    office.clock.ahead += timedelta(minutes=1)
    await office.double.submit(opened["view"]["id"], {"time": "7d"})
    await office.double.until(
        lambda: office.double.messages(office.channel), lambda all_: "Only the desk" in text(all_[-1])
    )
    assert await office.store.muted(office.place, NOW) == ()


async def test_an_operator_adds_a_feed_in_a_dialogue_that_says_what_is_wrong_with_it(over_socket: Office) -> None:
    opened = await over_socket.run("feeds add", "boss")
    view = opened["view"]
    wrong = await over_socket.double.submit(view["id"], {"address": "nonsense"})
    assert list(wrong["errors"]) == ["address"]
    sent = await over_socket.double.submit(view["id"], {"address": "https://news.example/rss", "outlet": "Herald"})
    assert sent["errors"] == {}
    await over_socket.double.until(
        lambda: over_socket.double.messages(over_socket.channel), lambda all_: "not changed here" in text(all_[-1])
    )


async def test_the_shortcut_checks_the_link_of_a_message_for_that_person_alone(office: Office) -> None:
    message = await office.double.say("eve", office.channel, "have you seen <https://news.example/a>?")
    answered = await office.double.shortcut("ben", "check_link", channel=office.channel, message=message["ts"])
    assert "cannot be fetched" in said(answered)
    assert answered["message"]["is_ephemeral"]


async def test_an_answer_is_shared_by_a_press(office: Office) -> None:
    await office.record()
    answered = await office.run("figures storm")
    shared = await office.press(answered["message"], "Share")
    assert not shared["message"]["is_ephemeral"]
    assert "200" in said(shared)
    assert buttons(shared["message"]) == []


async def test_pages_turn_in_place(office: Office) -> None:
    await office.record(40)
    answered = await office.run("since")
    turned = await office.press(answered["message"], "Next")
    assert turned["message"]["ts"] == answered["message"]["ts"]
    assert "Page 2" in said(turned)


async def test_buttons_under_a_post_answer_privately_whoever_posted_it(
    over_socket: Office, addresses: Json, session: aiohttp.ClientSession
) -> None:
    office = over_socket
    new, old = statement("4,460", 4460), statement("2,357", 2357, source="ministry")
    async with office.store.transaction() as transaction:
        await transaction.append([entry(new)])
    view = post_view(post(alert(Kind.CONFLICT, new, old)), TOPICS, NOW)
    await office.double.channel(office.channel, bot=True)
    # A process of an earlier day posted it: all that a press needs is in the message.
    client = web_client(addresses["api"], session, token=addresses["bot_token"], repeats=True)
    rest = Rest(addresses["api"], session, OneWorkspace(client))
    await Platform(rest, office.clock).post("K" * 25, office.place, view)
    (posted,) = [each for each in await office.double.posts(office.channel) if buttons(each)]
    for label, words in (("Why?", "4,460"), ("History", "Storm dead"), ("Mute 24 h", "Only the desk")):
        answered = await office.press(posted, label)
        assert answered["message"]["is_ephemeral"]
        assert words in said(answered)
    assert "Muted here" in said(await office.press(posted, "Mute 24 h", "ada"))


async def test_when_the_address_for_answers_is_used_up_the_person_is_answered_all_the_same(office: Office) -> None:
    await office.double.settings(hook_uses=0)
    await office.double.channel(office.channel, bot=True)
    answered = await office.run("help")
    assert answered["message"]["is_ephemeral"]
    assert "Commands" in said(answered)


async def test_a_history_comes_with_its_picture_and_without_one_that_slack_does_not_take(over_socket: Office) -> None:
    await over_socket.record(3)
    shown = (await over_socket.run("history storm-dead"))["message"]
    (picture,) = [block for block in shown["blocks"] if block["type"] == "image"]
    assert picture["alt_text"].startswith("How the figures")
    await over_socket.double.refuse("files.getUploadURLExternal", "file_uploads_disabled", times=1)
    shown = (await over_socket.run("history storm-dead"))["message"]
    assert [block for block in shown["blocks"] if block["type"] == "image"] == []
    assert "Storm dead" in text(shown)


async def test_a_dialogue_that_opens_too_late_says_so(over_socket: Office) -> None:
    await over_socket.double.settings(trigger_lives=-1.0)
    assert "took too long" in said(await over_socket.run("feeds add", "boss"))


async def test_channels_that_refused_us_are_tried_again_when_somebody_asks_us(over_socket: Office) -> None:
    later = over_socket.clock.now() + timedelta(hours=6)
    elsewhere = Place(platform="slack", server="T0OTHER", channel="C0")
    for place in (over_socket.place, elsewhere):
        await over_socket.store.pause(Paused(place=place, reason="is_archived", since=NOW, next_look=later))
    await over_socket.run("here")
    looks = {each.place: each.next_look for each in await over_socket.store.paused()}
    assert looks[over_socket.place] < later
    assert looks[elsewhere] == later


async def test_a_fault_of_ours_is_answered_and_the_next_question_too(over_socket: Office) -> None:
    over_socket.broken = True
    assert "went wrong" in said(await over_socket.run("figures"))
    over_socket.broken = False
    assert "went wrong" not in said(await over_socket.run("figures"))


async def test_a_call_that_slack_tells_twice_is_answered_once(office: Office) -> None:
    await office.run("follow storm", "ada")
    done = await office.run("unfollow storm", "ada")
    assert "no longer follows" in said(done)
    async with office.store.transaction() as transaction:
        await transaction.put_follow(Follow(**_address(office), topic=TOPIC.id))
    before = await office.double.messages(office.channel)
    again = await office.double.replay(done["delivery"])
    assert again["status"] == 200
    await office.run("here")
    after = await office.double.messages(office.channel)
    assert len(after) == len(before) + 1
    assert len(await office.store.following(office.place)) == 1


def _address(office: Office) -> dict[str, str]:
    return {"platform": "slack", "server": office.team, "channel": office.channel}
