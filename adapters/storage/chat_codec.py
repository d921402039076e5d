"""Values of chats, such as quiet hours, remarks and boards, to rows and back."""

from datetime import time
from typing import Any

from sqlalchemy import Row

from adapters.storage import codec
from bot.model import Board, Held, Opinion, Outgoing, Paused, Post, Quiet, Remark


def quiet_values(quiet: Quiet) -> codec.Values:
    """Return what a row of `quiet` says of its channel."""
    return {"start": quiet.start.isoformat(), "end": quiet.end.isoformat(), "zone": quiet.zone}


def quiet(row: Row[Any]) -> Quiet:
    """Read a row of `quiet`."""
    return Quiet(
        place=codec.place(row), start=time.fromisoformat(row.start), end=time.fromisoformat(row.end), zone=row.zone
    )


def held_values(held: Held) -> codec.Values:
    """Return a row of `held`."""
    return {**codec.place_values(held.place), "why": held.why.value, "at": held.at, "held": held}


def remark_values(remark: Remark) -> codec.Values:
    """Return a row of `remarks`."""
    return {
        "platform": remark.platform,
        "server": remark.server,
        "statement": remark.statement,
        "opinion": remark.opinion.value,
        "person": remark.person,
        "at": remark.at,
    }


def remark(row: Row[Any]) -> Remark:
    """Read a row of `remarks`."""
    return Remark(
        platform=row.platform,
        server=row.server,
        statement=row.statement,
        opinion=Opinion(row.opinion),
        person=row.person,
        at=row.at,
    )


def board(row: Row[Any]) -> Board:
    """Read a row of `boards`."""
    return Board(
        place=codec.place(row),
        topic=row.topic,
        message=row.message,
        digest=row.digest,
        edition=row.edition,
        upto=row.upto,
        fence=row.fence,
    )


def paused(row: Row[Any]) -> Paused:
    """Read a row of `paused`."""
    return Paused(place=codec.place(row), reason=row.reason, since=row.since, next_look=row.next_look)


def carried_values(post: Outgoing) -> list[codec.Values]:
    """Return the rows of `carried`: the statements that a post is about."""
    if not isinstance(post, Post):
        return []
    address = {**codec.place_values(post.place), "key": post.key}
    return [{"statement": statement, **address} for statement in dict.fromkeys(alert.id for alert in post.alerts)]
