"""Which statements count as wrong readings, after what persons said of them."""

from collections.abc import Iterable

from bot.model import Opinion, Remark

EVERYONE = ("", "")
"""The platform and server of a remark that all servers hear."""


def rejected_by(remarks: Iterable[Remark]) -> frozenset[str]:
    """Fold remarks in order: each server's last word on a statement counts, and one rejection is enough."""
    last = {
        (remark.platform, remark.server, remark.statement): remark.opinion
        for remark in remarks
        if remark.opinion is not Opinion.FLAGGED
    }
    return frozenset(statement for (_, _, statement), opinion in last.items() if opinion is Opinion.REJECTED)
