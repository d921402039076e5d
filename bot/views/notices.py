"""What operators are told of channels that refuse us."""

from collections.abc import Callable
from datetime import datetime

from bot.model import Amendment, Notice, Outgoing, Paused, Place, Post
from bot.model.ids import stable_id
from bot.views.wording import ago, clean, counted, shorten

Words = Callable[[Place, datetime], Notice]
"""A notice as each channel of the operators gets it."""
_REASON = 200


def paused_notice(paused: Paused) -> Words:
    """Tell that a channel's posts wait."""
    return _notice(
        ("paused", where(paused.place), paused.since.isoformat()),
        f"No posts reach {where(paused.place)}",
        (
            shorten(clean(paused.reason), _REASON),
            "Its posts are kept. They go out as soon as the channel takes them again.",
        ),
    )


def resumed_notice(paused: Paused, now: datetime) -> Words:
    """Tell that a channel's posts go out again."""
    return _notice(
        ("resumed", where(paused.place), paused.since.isoformat()),
        f"Posts reach {where(paused.place)} again",
        (f"It had refused them since {ago(paused.since, now)}. What had waited is on its way.",),
    )


def refused_notice(post: Outgoing, fault: str) -> Words:
    """Tell that one post was refused for good."""
    link = [post.url] if isinstance(post, Post) else [post.post.url] if isinstance(post, Amendment) else []
    return _notice(
        ("refused", where(post.place), post.key),
        f"A post for {where(post.place)} was refused for good",
        (shorten(clean(fault), _REASON), *link),
    )


def removed_notice(place: Place, channels: int, now: datetime) -> Words:
    """Tell that a server took us out."""
    return _notice(
        ("removed", place.platform, place.server, now.isoformat()),
        f"Tallywire was removed from {place.platform} server {place.server}",
        (
            f"{counted(channels, 'channel')} there wait: follows, mutes and posts are kept.",
            "They go on as soon as somebody installs it there again.",
        ),
    )


def where(place: Place) -> str:
    """Return a channel's address in words."""
    server = f" of server {place.server}" if place.server else ""
    return f"{place.platform} channel {place.channel}{server}"


def _notice(identity: tuple[str, ...], title: str, lines: tuple[str, ...]) -> Words:
    def addressed(place: Place, now: datetime) -> Notice:
        return Notice(
            key=stable_id(*identity, where(place)),
            platform=place.platform,
            server=place.server,
            channel=place.channel,
            title=title,
            lines=lines,
            made=now,
        )

    return addressed
