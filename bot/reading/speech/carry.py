"""Who goes on speaking: a figure whose own sentence names no speaker."""

from collections.abc import Iterator
from itertools import pairwise

from bot.reading.speech.antecedents import Named
from bot.reading.speech.naming import Naming
from bot.reading.speech.passage import Passage
from bot.reading.speech.tokens import COLON

_LONGEST_LIST = 20
"""Lines back in which the introduction of a list is looked up."""
Carried = tuple[Named, str]
"""Who speaks, and the rule that says so."""


class Carrying:
    """Looks for the speaker in the sentences around.

    An outlet that goes on in its own voice is far more common than a speaker who is not named again, so a speaker is
    only carried over where quotation marks, the grammar, or the next sentence say so.
    """

    def __init__(self, passage: Passage, naming: Naming) -> None:
        self._passage = passage
        self._naming = naming

    def find(self, number: int, at: int) -> Carried | None:
        """Return who speaks at a token of a sentence; None for the outlet's own voice."""
        if self._passage.tokens(number).quotes[at] != -1:
            return self._quoted(number)
        return self._listed(number) or self._returned(number) or self._broken_down(number) or self._enclosed(number)

    def _last(self, number: int, rule: str) -> Carried | None:
        """Return who speaks last in a sentence."""
        frames = self._passage.audible(number)
        return (Named(number, frames[-1].speaker), rule) if frames else None

    def _quoted(self, number: int) -> Carried | None:
        """Return who speaks beside a quotation that fills its sentence."""
        found = (self._last(other, "the quotation goes on") for other in self._beside(number))
        return next((carried for carried in found if carried is not None), None)

    def _beside(self, number: int) -> Iterator[int]:
        """Yield the sentences of the paragraph, backwards then onwards, then those beside it."""
        first, last = self._passage.paragraph(number)
        yield from range(number - 1, first - 1, -1)
        yield from range(number + 1, last)
        yield from (other for other in (first - 1, last) if self._passage.same_field(other, number))

    def _listed(self, number: int) -> Carried | None:
        """Return who introduced the list that a line belongs to: `Police said:`."""
        for line in range(number, max(number - _LONGEST_LIST, 0), -1):
            first, last = self._passage.paragraph(line)
            if last - first > 1 or not self._passage.figures(line):
                return None
            introduced = self._passage.sentences[line - 1].text.endswith(COLON)
            if introduced and self._passage.same_field(line - 1, number):
                return self._last(line - 1, "a line of the list")
        return None

    def _returned(self, number: int) -> Carried | None:
        """Find a next sentence that tells who gave the figure: `The mayor gave the figure in an interview`."""
        following = number + 1
        if following >= self._passage.paragraph(number)[1] or self._passage.figures(following):
            return None
        lower, data = self._passage.tokens(following).lower, self._passage.data
        pairs = enumerate(pairwise(lower), 1)
        account = next((at for at, (a, b) in pairs if a in data.definites and b in data.accounts), None)
        giver = self._passage.appositions(following).giver(account) if account is not None else None
        return (Named(following, giver), "the next sentence says who gave it") if giver is not None else None

    def _broken_down(self, number: int) -> Carried | None:
        """Return who gave the count that a sentence breaks down: `They include 12 children`."""
        pair = self._passage.tokens(number).lower[:2]
        if number == self._passage.paragraph(number)[0] or pair not in self._passage.data.breakdowns:
            return None
        return self._last(number - 1, "breaks down the count before")

    def _enclosed(self, number: int) -> Carried | None:
        """Return who speaks before and after, where the sentence itself goes on with what was said."""
        first, last = self._passage.paragraph(number)
        if number == first or number + 1 >= last or not self._goes_on(number):
            return None
        before = self._last(number - 1, "the same speaker before and after")
        after = self._last(number + 1, "")
        if before is None or after is None or self._naming.name(before[0]) != self._naming.name(after[0]):
            return None
        return before

    def _goes_on(self, number: int) -> bool:
        """Whether a sentence begins with what was spoken of before, or keeps to the tense of reported speech."""
        lower, data = self._passage.tokens(number).lower, self._passage.data
        return lower[0] in data.links or any(word in data.shifted for word in lower)
