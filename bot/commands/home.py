"""A person's own page, from what the channels that they are in follow."""

from collections.abc import Mapping, Sequence

from bot.commands.current import figures_seen
from bot.commands.desk import Desk
from bot.commands.feeds import desk_status
from bot.commands.names import shown_claims
from bot.model import CardView, Claim, Follow, Topic, TopicFigures
from bot.views.home import faults_view, home_views


async def home(
    desk: Desk, platform: str, server: str, channels: Mapping[str, str], *, is_operator: bool
) -> tuple[CardView, ...]:
    """Return the page of somebody who is in these channels of a server; the channels come with their names.

    Nothing of other channels or servers is on it, but for operators: they are told of every channel that refuses us.
    """
    store = desk.store
    follows = [each for each in await store.follows_in(platform, server) if each.channel in channels]
    mutes = [each for each in await store.mutes_in(platform, server, desk.now) if each.channel in channels]
    rejected = await store.rejected(platform, server)
    figures = [
        await _figures(topic, claims, desk, rejected) for topic, claims in _followed(follows, desk.topics).items()
    ]
    views = home_views(figures, follows, mutes, channels, desk.now)
    if not is_operator:
        return views
    faults = faults_view(await desk_status(store, desk.now), await store.paused(), desk.now)
    return (*views, faults)


def _followed(follows: Sequence[Follow], topics: Mapping[str, Topic]) -> dict[str, tuple[Claim, ...]]:
    """Return the claims that are followed, by topic."""
    found: dict[str, tuple[Claim, ...]] = {}
    for topic in dict.fromkeys(each.topic for each in follows if each.topic in topics):
        wanted = {each.claim for each in follows if each.topic == topic}
        claims = shown_claims(topics[topic])
        found[topic] = claims if None in wanted else tuple(each for each in claims if each.id in wanted)
    return found


async def _figures(topic: str, claims: Sequence[Claim], desk: Desk, rejected: frozenset[str]) -> TopicFigures:
    return await figures_seen(desk.topics[topic], claims, desk.store, rejected)
