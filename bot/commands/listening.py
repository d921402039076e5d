"""here, follow, unfollow, mute, unmute and quiet: what a channel hears."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from bot.alerts import is_quiet
from bot.commands.arguments import WORDS_OF_A_SHAPE
from bot.commands.asking import Given
from bot.commands.desk import Desk
from bot.commands.names import Target, find_target
from bot.commands.request import Answer, Request
from bot.commands.shapes import no_hours, read_clock, read_length, read_level, read_zone
from bot.errors import UnknownName
from bot.model import Follow, FollowLevel, HeldWhy, Mute, Quiet, Topic
from bot.views.channel import (
    followed_view,
    here_view,
    muted_view,
    quiet_view,
    summary_notice,
    unfollowed_view,
    unmuted_view,
)
from bot.views.samples import sample_post

HELD_FOR = timedelta(days=7)
HELD_AT_MOST = 100
USUAL_MUTE = "24h"


async def here(request: Request, given: Given, desk: Desk) -> Answer:
    """Answer with what this channel follows, mutes, when it is quiet, and what was held back."""
    del given
    return await _heard(request, desk)


async def _heard(request: Request, desk: Desk) -> Answer:
    store, place = desk.store, request.place
    paused = next((each for each in await store.paused() if each.place == place), None)
    view = here_view(
        await store.following(place),
        await store.muted(place, desk.now),
        await store.quiet(place),
        await store.held_back(place, desk.now - HELD_FOR, HELD_AT_MOST),
        paused,
        desk.topics,
        desk.now,
    )
    return Answer(views=(view,))


async def follow(request: Request, given: Given, desk: Desk) -> Answer:
    """Follow a topic or claim; a channel's first follow shows a sample post."""
    if "what" not in given:
        return await _heard(request, desk)
    target = _meant(desk.topics, given, "level", read_level)
    level = read_level(given.get("level", FollowLevel.CHANGES.value))
    is_first = not await desk.store.following(request.place)
    following = _follow(request, target, level)
    async with desk.store.transaction() as transaction:
        await transaction.put_follow(following)
        await transaction.add_board(request.place, target.topic.id)
    view = followed_view(following, desk.topics, sample=is_first)
    sample = (sample_post(target.topic, target.claim, desk.now),) if is_first else ()
    return Answer(views=(view, *sample))


async def unfollow(request: Request, given: Given, desk: Desk) -> Answer:
    """End a follow."""
    target = find_target(desk.topics, given["what"])
    gone = _follow(request, target, FollowLevel.CHANGES)
    left = [each for each in await desk.store.following(request.place) if each.topic == gone.topic]
    async with desk.store.transaction() as transaction:
        known = await transaction.drop_follow(request.place, gone.topic, gone.claim)
        if known and len(left) == 1:
            await transaction.drop_board(request.place, gone.topic)
    whole = gone.claim is not None and any(each.claim is None for each in left)
    return Answer(views=(unfollowed_view(gone, desk.topics, known=known, whole=whole),))


async def mute(request: Request, given: Given, desk: Desk) -> Answer:
    """Silence a topic or claim in this channel, with its end."""
    target = _meant(desk.topics, given, "time", read_length)
    length = read_length(given.get("time", USUAL_MUTE))
    until = desk.now + length.time if length.time is not None else None
    muting = replace(_mute(request, target), until=until, until_changed=length.until_changed)
    async with desk.store.transaction() as transaction:
        await transaction.put_mute(muting)
    return Answer(views=(muted_view(muting, desk.topics, desk.now),))


async def unmute(request: Request, given: Given, desk: Desk) -> Answer:
    """End a mute, and say how much it held back."""
    target = find_target(desk.topics, given["what"])
    muting = _mute(request, target)
    async with desk.store.transaction() as transaction:
        known = await transaction.drop_mute(request.place, muting.topic, muting.claim)
    held = await desk.store.held_back(request.place, desk.now - HELD_FOR, HELD_AT_MOST)
    about = [
        each
        for each in held
        if each.why is HeldWhy.MUTE and each.alert.topic == muting.topic and muting.claim in (None, each.alert.claim)
    ]
    muted = await desk.store.muted(request.place, desk.now)
    whole = any(each.topic == muting.topic and each.claim is None for each in muted)
    return Answer(views=(unmuted_view(muting, len(about), desk.topics, known=known, whole=whole),))


async def quiet(request: Request, given: Given, desk: Desk) -> Answer:
    """Set or end the hours in which nothing is posted; without words, tell them."""
    if "hours" not in given:
        if "zone" in given:
            raise UnknownName(no_hours(given["zone"]))
        return Answer(views=(quiet_view(await desk.store.quiet(request.place), asked=True),))
    hours = read_clock(given["hours"])
    if hours is None:
        return await _end_quiet(request, desk)
    zone = read_zone(given.get("zone", "UTC"))
    setting = Quiet(place=request.place, start=hours.start, end=hours.end, zone=zone)
    async with desk.store.transaction() as transaction:
        await transaction.put_quiet(setting)
    return Answer(views=(quiet_view(setting, in_utc="zone" not in given),))


async def _end_quiet(request: Request, desk: Desk) -> Answer:
    """End quiet hours; what they hold back at this moment is told at once."""
    setting = await desk.store.quiet(request.place)
    async with desk.store.transaction() as transaction:
        known = await transaction.drop_quiet(request.place)
        held = await transaction.take_held(request.place, HeldWhy.QUIET, desk.now)
        if setting is not None and held:
            await transaction.queue([summary_notice(setting, held, desk.topics, desk.now)], desk.now)
    return Answer(views=(quiet_view(None, known=known),))


async def summarise(desk: Desk) -> None:
    """Queue a summary for each channel whose quiet hours have ended with something held back."""
    over = [setting for setting in await desk.store.quiet_with_held() if not is_quiet(setting, desk.now)]
    for setting in over:
        async with desk.store.transaction() as transaction:
            held = await transaction.take_held(setting.place, HeldWhy.QUIET, desk.now)
            if held:
                await transaction.queue([summary_notice(setting, held, desk.topics, desk.now)], desk.now)


def _meant(topics: Mapping[str, Topic], given: Given, shaped: str, read: Callable[[str], object]) -> Target:
    """Return the topic or claim; where only the words before the last are one, `read` says what is wrong with those."""
    words = given["what"].split()
    try:
        return find_target(topics, " ".join(words))
    except UnknownName:
        for count in range(1, min(WORDS_OF_A_SHAPE, len(words) - 1) + 1) if shaped not in given else ():
            with suppress(UnknownName):
                find_target(topics, " ".join(words[:-count]))
                break
        else:
            raise
    read(" ".join(words[-count:]))
    return find_target(topics, " ".join(words))


def _follow(request: Request, target: Target, level: FollowLevel) -> Follow:
    return Follow(
        platform=request.platform,
        server=request.server,
        channel=request.channel,
        topic=target.topic.id,
        claim=target.claim.id if target.claim else None,
        level=level,
    )


def _mute(request: Request, target: Target) -> Mute:
    return Mute(
        platform=request.platform,
        server=request.server,
        channel=request.channel,
        topic=target.topic.id,
        claim=target.claim.id if target.claim else None,
    )
