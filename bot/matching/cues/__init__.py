"""Named cues for and against a figure being the answer to a claim.

Each cue is a fact about the text that a person can check. What each is worth stands in `bot.matching.weights`.
"""

from collections.abc import Callable, Iterator

from bot.matching.cues.known import chain, record
from bot.matching.cues.places import not_place, place, where
from bot.matching.cues.question import Question
from bot.matching.cues.salience import prominence, wording
from bot.matching.cues.setting import increment, manner, print_, strangers, subcount, total
from bot.matching.cues.words import event, exclude, noun, only_fit, require, rivals

__all__ = ["Question", "cues"]

PARTS: tuple[Callable[[Question], Iterator[str]], ...] = (
    noun,
    event,
    exclude,
    require,
    only_fit,
    rivals,
    place,
    not_place,
    where,
    manner,
    print_,
    subcount,
    increment,
    total,
    strangers,
    record,
    chain,
    prominence,
    wording,
)


def cues(question: Question) -> Iterator[str]:
    """Name every cue that holds."""
    yield "claim"
    for part in PARTS:
        yield from part(question)
